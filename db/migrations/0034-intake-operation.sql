-- How long carriers wait for their answers, counted: so many within so many milliseconds, by spans of five minutes. No personal
-- data; rows of a month.
create table intake.answer_time (
  slot timestamptz not null,
  carrier_id uuid not null,
  channel text not null,
  -- Answered within so many milliseconds, of a fixed ladder; the greatest integer: later than all of it, or not at all.
  up_to_ms integer not null,
  answers integer not null,
  primary key (slot, carrier_id, channel, up_to_ms)
);
grant select, insert, update, delete on intake.answer_time to openpiu_app;

-- When something came last from each carrier on each channel.
create table intake.channel_seen (
  carrier_id uuid not null,
  channel text not null,
  last_at timestamptz not null,
  primary key (carrier_id, channel)
);
grant select, insert, update on intake.channel_seen to openpiu_app;
insert into intake.channel_seen (carrier_id, channel, last_at)
  select carrier_id, channel, max(received_at) from intake.delivery where carrier_id is not null group by carrier_id, channel;

-- What of ours a carrier has still to confirm.
create index outgoing_unconfirmed on intake.outgoing (carrier_id, created_at)
  where confirmed and state in ('waiting', 'sent', 'escalated');
-- Series of present flights whose parts did not all come.
create index series_incomplete on intake.series (incomplete_at) where state = 'incomplete';
