-- Alerts, the decisions persons made about them, cases, and pairs cleared as namesakes.
create schema cases;
grant usage on schema cases to openpiu_app;

create table cases.alert (
  alert_id uuid primary key,
  flight_date date not null,
  flight_id uuid not null,
  person_id uuid not null,
  -- The flight as the queue shows it, so that the queue reads one table.
  flight_designator text not null,
  flight_origin text not null,
  flight_destination text not null,
  flight_direction text not null,
  -- The traveller row whose data are the evidence.
  traveller_id uuid not null,
  -- Rows of the person that led to this match: api, pnr.
  sources text[] not null,
  list_code text not null,
  entry_id text not null,
  list_version integer not null,
  -- Content of the entry as compared: all of it, and only what is compared (decides whether a clearing still holds).
  entry_hash bytea not null,
  compared_hash bytea not null,
  engine_version text not null,
  strength double precision not null,
  band text not null check (band in ('strong', 'possible', 'weak')),
  -- Both sides as compared and each piece of evidence (screening's Match), frozen with the alert.
  traveller jsonb not null,
  entry jsonb not null,
  evidence jsonb not null,
  -- Hashes of who was compared: with a travel document (may carry a clearing), and without one (never does).
  identity_keys bytea[] not null,
  bare_keys bytea[] not null,
  -- False when the row's data have changed since and no longer lead to this match; a person still decides.
  still_matches boolean not null default true,
  state text not null check (state in ('open', 'no-match', 'confirmed', 'withdrawn')),
  -- When the flight departs or lands, whichever the officer must beat; copied so that the queue reads one index.
  due_at timestamptz,
  raised_at timestamptz not null,
  raised_by_receipt uuid,
  assigned_to text,
  assigned_at timestamptz,
  withdrawn_at timestamptz,
  withdrawn_reason text check (withdrawn_reason in ('withdrawn', 'not-boarded', 'flight-cancelled', 'entry-withdrawn',
    'person-joined')),
  version integer not null default 1,
  check ((state = 'withdrawn') = (withdrawn_reason is not null))
);
-- One open alert for a person on a flight and an entry, however many messages say so.
create unique index alert_once on cases.alert (flight_id, person_id, entry_id) where state = 'open';
create index alert_queue on cases.alert (due_at, strength desc, alert_id) where state = 'open';
create index alert_flight on cases.alert (flight_date, flight_id);
create index alert_raised on cases.alert (raised_at desc);
create index alert_entry on cases.alert (entry_id, raised_at desc);
create index alert_identity on cases.alert using gin (identity_keys);

create table cases.decision (
  decision_id uuid primary key,
  alert_id uuid not null references cases.alert,
  outcome text not null check (outcome in ('no-match', 'confirmed')),
  reason_code text not null,
  reason text not null check (length(reason) >= 3),
  decided_by text not null,
  decided_at timestamptz not null
);
-- An alert is decided once.
create unique index decision_alert on cases.decision (alert_id);

create table cases.case (
  case_id uuid primary key,
  reference text not null unique,
  state text not null check (state in ('open', 'closed')),
  title text not null,
  opened_by text not null,
  opened_at timestamptz not null,
  closed_by text,
  closed_at timestamptz,
  closing_reason text
);
create sequence cases.case_number;

create table cases.case_alert (
  case_id uuid not null references cases.case,
  alert_id uuid not null unique references cases.alert,
  primary key (case_id, alert_id)
);
create index case_recent on cases.case (state desc, opened_at desc);

create table cases.case_event (
  case_event_id uuid primary key,
  case_id uuid not null references cases.case,
  at timestamptz not null,
  actor text not null,
  kind text not null check (kind in ('opened', 'note', 'alert-added', 'closed', 'reopened')),
  text text not null
);
create index case_event_case on cases.case_event (case_id, at);

-- A namesake found not to be the listed person does not come back for the same pair while this is valid and what is
-- compared of the entry has not changed. The identity key (travel document, birth date, name) is a hash: the register
-- is no travel history.
create table cases.cleared_pair (
  cleared_pair_id uuid primary key,
  identity_key bytea not null,
  entry_id text not null,
  compared_hash bytea not null,
  alert_id uuid not null references cases.alert,
  reason text not null,
  cleared_by text not null,
  cleared_at timestamptz not null,
  valid_until timestamptz not null,
  revoked_at timestamptz
);
create index cleared_pair_key on cases.cleared_pair (identity_key, entry_id) where revoked_at is null;

grant select, insert, update on cases.alert, cases.case, cases.cleared_pair to openpiu_app;
grant select, insert on cases.decision, cases.case_alert, cases.case_event to openpiu_app;
grant usage on sequence cases.case_number to openpiu_app;

-- The data protection officer reads and does not operate (roles.md R06); everyone here reads both sides of an alert.
do $$
declare t text;
begin
  foreach t in array array['alert', 'decision', 'case', 'case_alert', 'case_event', 'cleared_pair'] loop
    execute format('alter table cases.%I enable row level security', t);
    execute format('alter table cases.%I force row level security', t);
    execute format($policy$create policy seen on cases.%I for select using ((select platform.has_role('system',
      'watch-officer', 'analyst', 'supervisor', 'data-protection-officer')))$policy$, t);
    execute format($policy$create policy worked on cases.%I for all using ((select platform.has_role('system',
      'watch-officer', 'analyst', 'supervisor')))$policy$, t);
  end loop;
end
$$;
