-- What should come of a flight and when, and what came. A scheduled flight stands here before its first message.
alter table records.flight alter column first_received_at drop not null;
alter table records.flight alter column last_received_at drop not null;
-- Whether the schedule holds the flight; null: it held nothing of the carrier when the flight was first named.
alter table records.flight add column scheduled boolean;
-- When whole pushes came: every one of bookings, of lists the first and the last, of crew list and close-out the first.
alter table records.flight add column pnr_received timestamptz[] not null default '{}';
alter table records.flight add column api_first_at timestamptz;
alter table records.flight add column api_last_at timestamptz;
alter table records.flight add column crew_first_at timestamptz;
alter table records.flight add column close_out_first_at timestamptz;

create table records.expected_push (
  flight_date date not null,
  flight_id uuid not null,
  ordinal smallint not null,
  kind text not null check (kind in ('pnr', 'api', 'crew', 'close-out')),
  -- Minutes from the flight's departure: from when a push counts, when it is due, late, missing.
  opens integer not null,
  due integer not null,
  late integer not null,
  missing integer not null,
  made_at timestamptz not null,
  -- Parts of it came, others did not in time.
  incomplete_at timestamptz,
  -- The unit could not receive for a while: until then nothing is late.
  excused_until timestamptz,
  -- What was told last of it, so that it is told once.
  told text check (told in ('late', 'incomplete', 'missing')),
  -- How it ended, for the carrier's figures. 'not-due': the flight was called off.
  outcome text check (outcome in ('in-time', 'late', 'incomplete', 'missing', 'not-due')),
  came_at timestamptz,
  -- Whether it counts for the carrier: not when it was already due when it began to be expected.
  counted boolean,
  primary key (flight_date, flight_id, ordinal)
) partition by range (flight_date);
create table records.expected_push_other partition of records.expected_push default;
create index expected_push_open on records.expected_push (flight_date, flight_id) where outcome is null;

-- When the unit was last seen at work: what fell due while it was not is no carrier's fault.
create table records.at_work (only_row boolean primary key default true check (only_row), seen_at timestamptz not null);

grant select, insert, update, delete on records.expected_push to openpiu_app;
grant select, insert, update on records.at_work to openpiu_app;
