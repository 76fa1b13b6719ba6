-- Lists and pushes that come in parts: which parts are there, and whether anything is lacking.
create table intake.series (
  series_id uuid primary key,
  -- Sender, kind of message, common reference, flight and list type, hashed.
  key bytea not null,
  carrier_id uuid,
  kind text not null,
  -- The push it is for: pnr, api, crew ...; null for others.
  push text,
  -- Whether it is a whole push, after which what it does not name has left the flight.
  whole_push boolean not null,
  flight_date date not null,
  flight_id uuid not null,
  state text not null check (state in ('open', 'complete', 'incomplete')),
  opened_at timestamptz not null,
  last_at timestamptz not null,
  -- When it was first found to lack parts, also if they came later.
  incomplete_at timestamptz,
  completed_at timestamptz
);
create index series_key on intake.series (key, opened_at desc);
create index series_open on intake.series (last_at) where state = 'open';
create index series_flight on intake.series (flight_date, flight_id);

create table intake.series_part (
  series_id uuid not null references intake.series on delete cascade,
  part integer not null,
  final boolean not null,
  receipt_id uuid not null,
  content bytea not null,
  found integer not null,
  stated integer,
  -- What it named in the records: travellers or bookings.
  named uuid[] not null,
  at timestamptz not null,
  primary key (series_id, part)
);
create index series_part_receipt on intake.series_part (receipt_id);

grant select, insert, update, delete on intake.series, intake.series_part to openpiu_app;
