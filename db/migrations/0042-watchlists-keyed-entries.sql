-- Entries that watch for something of a booking beside names: few, and asked for with every push of bookings.
create index entry_keyed on watchlists.entry (list_id) where content ? 'keys';
