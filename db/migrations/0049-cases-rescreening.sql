-- Screening of everyone still to come when something else than a list has changed: what was gone by before and is gone by now,
-- and how far it has come, so that a restart goes on where it stopped. No persons in it.
create table cases.rescreening (
  rescreening_id uuid primary key,
  number bigint generated always as identity,
  state text not null check (state in ('running', 'done', 'overtaken')),
  -- Engine and thresholds, as screening tells them; before: null where it is not known.
  before jsonb,
  now jsonb not null,
  started_at timestamptz not null,
  ended_at timestamptz,
  -- The last flight that is done.
  after_date date,
  after_id uuid,
  flights integer not null default 0,
  travellers integer not null default 0,
  raised integer not null default 0,
  changed integer not null default 0
);
create unique index rescreening_running on cases.rescreening ((true)) where state = 'running';
create unique index rescreening_recent on cases.rescreening (number desc);

grant select, insert, update on cases.rescreening to openpiu_app;
alter table cases.rescreening enable row level security;
alter table cases.rescreening force row level security;
create policy seen on cases.rescreening for select using ((select platform.has_role('system', 'supervisor',
  'watchlist-manager', 'data-protection-officer')));
create policy worked on cases.rescreening for all using ((select platform.has_role('system')));
