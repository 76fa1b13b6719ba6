-- What waits for masking is found without passing over what is masked already.
create index traveller_to_mask on records.traveller (clock_start) where masked_at is null and kept_until is not null;
create index booking_to_mask on records.booking (clock_start) where masked_at is null and kept_until is not null;
create index change_to_mask on records.change (clock_start) where masked_at is null and kept_until is not null;
