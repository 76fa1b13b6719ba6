-- Scorecards count deliveries of bytes that came before; few are, and they are found by their day.
create index delivery_repeats on intake.delivery (received_at) where duplicate_of is not null;
