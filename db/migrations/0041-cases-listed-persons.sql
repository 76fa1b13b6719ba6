-- One alert for a person, a flight and a listed person: entries of whatever lists that are one person stand in one alert.
-- A third outcome of a review. The register of clearings: a second person, why one was ended, what tied a new document.
alter table cases.alert
  add column listed_person text,
  -- All entries the alert shows, the one it is shown by first.
  add column entry_ids text[],
  -- The further listings, each frozen as it was compared.
  add column others jsonb not null default '[]',
  -- The clearing of another document of the holder, where there is one: a note for the officer, never a decision.
  add column cleared_before uuid;
alter table cases.alert no force row level security;
update cases.alert set listed_person = 'entry ' || entry_id, entry_ids = array[entry_id];
alter table cases.alert alter column listed_person set not null, alter column entry_ids set not null;

drop index cases.alert_once;
create unique index alert_once on cases.alert (flight_id, person_id, listed_person) where state = 'open';
drop index cases.alert_entry;
create index alert_entries on cases.alert using gin (entry_ids);

alter table cases.alert drop constraint alert_state_check,
  add constraint alert_state_check check (state in ('open', 'no-match', 'confirmed', 'cannot-tell', 'withdrawn')),
  drop constraint alert_withdrawn_reason_check,
  add constraint alert_withdrawn_reason_check check (withdrawn_reason in ('withdrawn', 'not-boarded', 'flight-cancelled',
    'entry-withdrawn', 'person-joined', 'listings-joined'));
alter table cases.decision drop constraint decision_outcome_check,
  add constraint decision_outcome_check check (outcome in ('no-match', 'confirmed', 'cannot-tell'));
alter table cases.case_event drop constraint case_event_kind_check,
  add constraint case_event_kind_check check (kind in ('opened', 'note', 'alert-added', 'closed', 'reopened',
    'entry-withdrawn'));

-- The register: one clearing has a row for each key it is found by.
alter table cases.cleared_pair
  add column clearing_id uuid,
  add column list_code text,
  -- Strong and probable matches are cleared by two persons; until then the clearing has no effect.
  add column needs_second boolean not null default false,
  add column approved_by text,
  add column approved_at timestamptz,
  add column review_at timestamptz,
  add column revoked_by text,
  add column revoked_because text check (revoked_because in ('confirmed', 'owner-objection', 'mistake', 'not-approved')),
  add column revoked_reason text;
alter table cases.cleared_pair no force row level security;
update cases.cleared_pair p set clearing_id = cleared_pair_id, review_at = valid_until,
  list_code = (select list_code from cases.alert a where a.alert_id = p.alert_id);
alter table cases.cleared_pair force row level security;
alter table cases.alert force row level security;
alter table cases.cleared_pair alter column clearing_id set not null, alter column review_at set not null,
  alter column list_code set not null,
  add constraint cleared_by_two check (approved_by is null or approved_by <> cleared_by);
create index cleared_pair_clearing on cases.cleared_pair (clearing_id);
create index cleared_pair_recent on cases.cleared_pair (cleared_at desc);

-- How many matches were not shown again, by day: no persons in it.
create table cases.suppressed_day (
  day date primary key,
  suppressed integer not null
);
grant select, insert, update on cases.suppressed_day to openpiu_app;
