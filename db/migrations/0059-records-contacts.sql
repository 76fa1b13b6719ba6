-- Bookings are found by a telephone number or an address of electronic mail that a lawful request names.
create index booking_contacts on records.booking using gin ((detail -> 'contacts') jsonb_path_ops);
