-- Messages cut over several telegrams: each part is kept sealed until the others have come, for some minutes as a rule.
set local lock_timeout = '20s';

create table intake.telegram_part (
  -- The part's own receipt; of the part that completed a message, that of the message.
  receipt_id uuid primary key references intake.receipt,
  carrier_id uuid,
  -- Who wrote to whom, hashed: parts of one message have the same.
  line bytea not null,
  -- Hash of number and text, and the day and time in the header: both the same is a repetition.
  content bytea not null,
  sent text,
  number integer,
  bytes integer not null,
  -- The telegram as it came, sealed with the installation's key; null once it is part of a message that is whole.
  sealed bytea,
  channel text not null,
  reply_to text,
  received_at timestamptz not null,
  -- The message it was read in without others.
  read_as uuid,
  joined_as uuid,
  expires_at timestamptz not null
);
create index telegram_part_line on intake.telegram_part (line, content);
create index telegram_part_waiting on intake.telegram_part (received_at) where sealed is not null and read_as is null;
create index telegram_part_held on intake.telegram_part (carrier_id) include (bytes) where sealed is not null;
create index telegram_part_expiry on intake.telegram_part (expires_at);

grant select, insert, update, delete on intake.telegram_part to openpiu_app;
alter table intake.telegram_part enable row level security;
alter table intake.telegram_part force row level security;
create policy kept on intake.telegram_part for all using ((select platform.has_role('system')));

-- "part": not a message, but a telegram that holds a part of one.
alter table intake.receipt drop constraint receipt_state_check;
alter table intake.receipt add constraint receipt_state_check
  check (state in ('processed', 'refused', 'quarantined', 'duplicate', 'part')) not valid;
