-- Alerts, the decisions persons made about them, cases, and pairs cleared as namesakes.
create schema cases;
grant usage on schema cases to openpiu_app;

create table cases.alert (
  alert_id uuid primary key,
  flight_date date not null,
  flight_id uuid not null,
  person_id uuid not null,
  -- The traveller row whose data raised it.
  traveller_id uuid not null,
  list_code text not null,
  entry_id text not null,
  list_version integer not null,
  engine_version text not null,
  strength real not null,
  band text not null check (band in ('strong', 'possible', 'weak')),
  -- Both sides as compared and each piece of evidence (screening's Match), frozen with the alert.
  traveller jsonb not null,
  entry jsonb not null,
  evidence jsonb not null,
  state text not null check (state in ('open', 'no-match', 'confirmed', 'withdrawn')),
  -- When the flight departs or lands, whichever the officer must beat; copied so that the queue reads one index.
  due_at timestamptz,
  raised_at timestamptz not null,
  raised_by_receipt uuid,
  assigned_to text,
  assigned_at timestamptz,
  withdrawn_reason text,
  version integer not null default 1
);
create unique index alert_once on cases.alert (flight_id, person_id, entry_id) where state <> 'withdrawn';
create index alert_queue on cases.alert (due_at, strength desc) where state = 'open';
create index alert_flight on cases.alert (flight_date, flight_id);

create table cases.decision (
  decision_id uuid primary key,
  alert_id uuid not null references cases.alert,
  outcome text not null check (outcome in ('no-match', 'confirmed')),
  reason_code text not null,
  reason text not null check (length(reason) >= 3),
  decided_by text not null,
  decided_at timestamptz not null
);
create index decision_alert on cases.decision (alert_id);

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
  alert_id uuid not null references cases.alert,
  primary key (case_id, alert_id)
);

create table cases.case_event (
  case_event_id uuid primary key,
  case_id uuid not null references cases.case,
  at timestamptz not null,
  actor text not null,
  kind text not null check (kind in ('opened', 'note', 'alert-added', 'closed', 'reopened')),
  text text not null
);
create index case_event_case on cases.case_event (case_id, at);

-- A namesake found not to be the listed person does not come back for the same pair while this is valid and the entry
-- has not changed (screening.md section 7). The identity key is a hash: the register is no travel history.
create table cases.cleared_pair (
  cleared_pair_id uuid primary key,
  identity_key bytea not null,
  entry_id text not null,
  entry_hash bytea not null,
  alert_id uuid not null references cases.alert,
  reason text not null,
  cleared_by text not null,
  cleared_at timestamptz not null,
  valid_until timestamptz not null,
  revoked_at timestamptz
);
create index cleared_pair_key on cases.cleared_pair (identity_key, entry_id);

grant select, insert, update on cases.alert, cases.case, cases.cleared_pair to openpiu_app;
grant select, insert on cases.decision, cases.case_alert, cases.case_event to openpiu_app;
grant usage on sequence cases.case_number to openpiu_app;

create function cases.may_work_alerts() returns boolean
  language sql stable parallel safe
  as $$ select platform.has_role('system', 'watch-officer', 'analyst', 'supervisor', 'data-protection-officer') $$;

do $$
declare t text;
begin
  foreach t in array array['alert', 'decision', 'case', 'case_alert', 'case_event', 'cleared_pair'] loop
    execute format('alter table cases.%I enable row level security', t);
    execute format('alter table cases.%I force row level security', t);
    execute format('create policy worked on cases.%I for all using ((select cases.may_work_alerts()))', t);
  end loop;
end
$$;
