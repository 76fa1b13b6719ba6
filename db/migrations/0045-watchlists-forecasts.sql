-- Before a second person decides on a version of a list or a proposal: the alerts it would raise on the travellers still
-- to come and on those of the last days (screening.md section 9), worked out aside. No names: who an alert would be about is
-- told by the person's page, to those who may open it.
create table watchlists.forecast (
  forecast_id uuid primary key,
  list_id uuid not null references watchlists.list,
  version integer,
  proposal_id uuid references watchlists.proposal,
  state text not null check (state in ('waiting', 'running', 'done', 'failed')),
  asked_at timestamptz not null,
  finished_at timestamptz,
  flights integer not null default 0,
  flights_done integer not null default 0,
  travellers integer not null default 0,
  -- Matches that are not shown because a person has decided on them before.
  suppressed integer not null default 0,
  -- Open alerts that go with the entries taken off.
  withdrawn integer not null default 0,
  check ((version is null) <> (proposal_id is null)),
  foreign key (list_id, version) references watchlists.version
);
create unique index forecast_version on watchlists.forecast (list_id, version) where version is not null;
create unique index forecast_proposal on watchlists.forecast (proposal_id) where proposal_id is not null;

create table watchlists.expected_alert (
  forecast_id uuid not null references watchlists.forecast on delete cascade,
  flight_date date not null,
  flight_id uuid not null,
  designator text not null,
  origin text not null,
  destination text not null,
  due_at timestamptz,
  -- Still to come; else of the last days.
  coming boolean not null,
  person_id uuid not null,
  entry_id text not null,
  category text,
  band text not null,
  strength real not null,
  primary key (forecast_id, flight_id, person_id, entry_id)
);
grant select, insert, update, delete on watchlists.forecast, watchlists.expected_alert to openpiu_app;
alter table watchlists.expected_alert enable row level security;
alter table watchlists.expected_alert force row level security;
create policy seen on watchlists.expected_alert for select using ((select platform.has_role('system', 'supervisor',
  'watchlist-manager', 'data-protection-officer')));
create policy kept on watchlists.expected_alert for all using ((select platform.has_role('system')));

-- Entries of different lists that may be one person: found by documents, or by a strong name with the birth date; a person
-- decides. Joined ones share one alert a traveller (cases), as entries of one cluster do.
create table watchlists.entry_link (
  link_id uuid primary key,
  first_list uuid not null references watchlists.list,
  first_entry text not null,
  second_list uuid not null references watchlists.list,
  second_entry text not null,
  state text not null check (state in ('proposed', 'joined', 'apart')),
  -- What agreed when it was found: feature, relation, both values, bits.
  evidence jsonb not null,
  strength real not null,
  found_at timestamptz not null,
  decided_by text,
  decided_at timestamptz,
  reason text,
  check (first_entry < second_entry),
  check (first_list <> second_list),
  check ((state = 'proposed') = (decided_by is null)),
  unique (first_entry, second_entry)
);
create index entry_link_second on watchlists.entry_link (second_entry);
grant select, insert, update on watchlists.entry_link to openpiu_app;
alter table watchlists.entry_link enable row level security;
alter table watchlists.entry_link force row level security;
create policy seen on watchlists.entry_link for select using ((select platform.has_role('system', 'watch-officer', 'analyst',
  'supervisor', 'watchlist-manager', 'data-protection-officer')));
create policy kept on watchlists.entry_link for all
  using ((select platform.has_role('system', 'watchlist-manager', 'supervisor')));
