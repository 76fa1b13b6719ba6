-- From which probability a match is an alert, by category of the entries: in force by two persons, tried on recent traffic
-- before (screening.md section 5.4). While none was ever set, the engine's own hold.
set local lock_timeout = '20s';
create table watchlists.thresholds (
  version integer primary key,
  state text not null check (state in ('waiting', 'active', 'superseded', 'refused', 'withdrawn')),
  alert double precision not null check (alert > 0 and alert < 1),
  by_category jsonb not null default '{}',
  reason text not null,
  proposed_by text not null,
  proposed_at timestamptz not null,
  decided_by text,
  decided_at timestamptz,
  decision_reason text,
  -- The trial: how far it has come, and alerts on the travellers tried, now and then, by category.
  trial_state text not null check (trial_state in ('waiting', 'running', 'done', 'failed')),
  trial_flights integer not null default 0,
  trial_flights_done integer not null default 0,
  trial_travellers integer not null default 0,
  trial jsonb not null default '[]',
  check ((state = 'waiting') = (decided_by is null)),
  check (decided_by is null or decided_by <> proposed_by or state = 'withdrawn'),
  check (state in ('waiting', 'refused', 'withdrawn') or trial_state = 'done')
);
create unique index thresholds_active on watchlists.thresholds (state) where state = 'active';
create unique index thresholds_waiting on watchlists.thresholds (state) where state = 'waiting';
grant select, insert, update on watchlists.thresholds to openpiu_app;

-- By what each alert was found: engine, versions of the lists, those by which names were weighed, thresholds. With it a
-- screening is repeated to the same bytes; alerts of before have none.
alter table cases.alert add column screened_by jsonb;

-- Clearings made before identities were kept by the sound of the name are found by nothing any more: they end, and say so.
alter table cases.cleared_pair drop constraint cleared_pair_revoked_because_check,
  add constraint cleared_pair_revoked_because_check check (revoked_because in ('confirmed', 'owner-objection', 'mistake',
    'not-approved', 'older-keys'));
alter table cases.cleared_pair no force row level security;
update cases.cleared_pair set revoked_at = now(), revoked_by = 'system:upgrade', revoked_because = 'older-keys'
  where clearing_id = cleared_pair_id and revoked_at is null and valid_until > now();
alter table cases.cleared_pair force row level security;
