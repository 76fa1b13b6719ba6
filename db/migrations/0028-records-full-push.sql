-- When the first full push of a flight's bookings came: an update before it is told so (PN16).
alter table records.flight add column full_push_at timestamptz;
-- Of flights whose bookings came before this was kept, the first push counts as a full one: nobody is blamed for it.
update records.flight set full_push_at = first_received_at where pnr_messages > 0;
