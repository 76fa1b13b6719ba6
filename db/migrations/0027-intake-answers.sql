-- What an answer rests on: the request's reference and content, the versions screened by, the decisions of persons.
alter table intake.receipt
  -- RFF+TN and its revision, and the hash of the message between UNH and UNT: the same request wrapped anew is known by them.
  add column transaction text,
  add column revision text,
  add column body_sha256 bytea,
  -- {"policy", "profile", "by", "decisions": [{"traveller", "directive", "decision"}]}: who was told other than the
  -- provisional directive and by which released decision, by ids alone.
  add column answered jsonb,
  -- What a repeat of the request is told since a directive has changed; the answer as given stays as it was.
  add column answer_now text;
create index receipt_transaction on intake.receipt (transaction, received_at desc) where transaction is not null;

-- When travellers could not be screened before their carrier had to be answered: from when to when, and which flights.
create table intake.outage (
  outage_id uuid primary key,
  policy text not null,
  started_at timestamptz not null,
  ended_at timestamptz
);
create unique index outage_open on intake.outage ((true)) where ended_at is null;

create table intake.outage_flight (
  outage_id uuid not null references intake.outage,
  flight_date date not null,
  flight_id uuid not null,
  departs_at timestamptz,
  travellers integer not null,
  answers integer not null,
  screened_at timestamptz,
  primary key (outage_id, flight_date, flight_id)
);
create index outage_flight_left on intake.outage_flight (departs_at) where screened_at is null;
grant select, insert, update on intake.outage, intake.outage_flight to openpiu_app;

-- The order in which messages to a carrier were put down: several may be put down at one instant.
alter table intake.outgoing add column number bigint generated always as identity;
