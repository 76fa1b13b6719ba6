-- What flies when, as carriers state it, and which pushes each of them owes for a flight.
create table carriers.schedule_import (
  import_id uuid primary key,
  format text not null check (format in ('ssim', 'csv')),
  state text not null check (state in ('draft', 'active', 'discarded')),
  sha256 bytea not null,
  lines integer not null,
  -- The legs as read, until the draft is decided on.
  legs jsonb,
  findings jsonb not null,
  more_findings integer not null,
  carriers text[] not null,
  added integer not null,
  removed integer not null,
  kept integer not null,
  prepared_by text not null,
  prepared_at timestamptz not null,
  decided_by text,
  decided_at timestamptz
);
create index schedule_import_recent on carriers.schedule_import (prepared_at desc);

create table carriers.schedule (
  schedule_id uuid primary key,
  -- Everything the leg says in one line: equal legs are one.
  leg_key text not null,
  carrier text not null,
  number text not null,
  suffix text not null default '',
  variation text not null default '',
  origin text not null,
  destination text not null,
  mode text not null check (mode in ('local', 'utc')),
  -- Minutes after the midnight that begins the day of operation.
  departs integer not null,
  arrives integer not null,
  first date not null,
  last date not null,
  days text not null,
  every_weeks smallint not null check (every_weeks in (1, 2)),
  code_shares text[] not null default '{}',
  -- Null: entered by hand; a file does not take it away.
  import_id uuid references carriers.schedule_import,
  added_by text not null,
  added_at timestamptz not null,
  withdrawn_at timestamptz
);
create unique index schedule_standing on carriers.schedule (leg_key) where withdrawn_at is null;
create index schedule_of_flight on carriers.schedule (carrier, number) where withdrawn_at is null;
create index schedule_period on carriers.schedule (last, first) where withdrawn_at is null;

-- The pushes one carrier owes, where they are not those of the legal profile.
create table carriers.push_plan (
  carrier_id uuid primary key references carriers.carrier,
  pushes jsonb not null,
  changed_by text not null,
  changed_at timestamptz not null
);

grant select, insert, update on carriers.schedule, carriers.schedule_import, carriers.push_plan to openpiu_app;
grant delete on carriers.push_plan to openpiu_app;
