-- Boarding directives other than the provisional one: each is a decision of two persons (roles.md F23), kept with its
-- ground. And what the duty officer must do by hand because a carrier could not be told, or did otherwise.
create table cases.directive (
  directive_id uuid primary key,
  flight_date date not null,
  flight_id uuid not null,
  person_id uuid not null,
  flight_designator text not null,
  flight_origin text not null,
  flight_destination text not null,
  -- How the person is known on this flight (one identity a record), so that a new booking of the same person is met.
  known jsonb not null,
  surname text not null,
  given text,
  alert_id uuid,
  directive text not null check (directive in ('NOT_OK', 'SELECTEE')),
  -- A closed list: none of them is a likeness of names.
  ground text not null check (ground in ('document-reported-lost', 'entry-ban-confirmed', 'no-visa', 'court-order',
    'authority-order', 'identity-check')),
  check (directive = 'SELECTEE' or ground <> 'identity-check'),
  authority text not null check (authority in ('NOT_APPLICABLE', 'VALID', 'NONE_FOUND', 'DENIED', 'CHECK_DOCUMENTS', 'UNKNOWN')),
  -- What confirms the ground: the number of an order, of a confirmation by its owner.
  ground_reference text not null check (length(ground_reference) between 3 and 100),
  reason text not null check (length(reason) between 3 and 2000),
  state text not null check (state in ('proposed', 'released', 'withdrawn', 'retracted')),
  proposed_by text not null check (proposed_by not like 'system:%'),
  proposed_at timestamptz not null,
  released_by text check (released_by not like 'system:%'),
  released_at timestamptz,
  ended_by text check (ended_by not like 'system:%'),
  ended_at timestamptz,
  ended_why text,
  -- How the carrier came to know its present state: in an answer, by a message of ours, not any more, or not yet.
  told text check (told in ('answer', 'message', 'departed', 'next-answer')),
  told_at timestamptz,
  -- Four eyes: never the same person.
  check (released_by is null or released_by <> proposed_by),
  check (state not in ('released', 'withdrawn') or (released_by is not null and released_at is not null)),
  check ((state in ('withdrawn', 'retracted')) = (ended_by is not null and ended_at is not null and length(ended_why) >= 3))
);
-- One that may take effect for a person on a flight.
create unique index directive_once on cases.directive (flight_id, person_id) where state in ('proposed', 'released');
create index directive_flight on cases.directive (flight_date, flight_id) where state in ('released', 'withdrawn');
create index directive_person on cases.directive (flight_date, flight_id, person_id, proposed_at desc);
create index directive_open on cases.directive (proposed_at) where state = 'proposed';
create index directive_alert on cases.directive (alert_id) where alert_id is not null;

create table cases.escalation (
  escalation_id uuid primary key,
  kind text not null check (kind in ('unconfirmed', 'not-matched', 'no-reference', 'departed', 'boarded-against',
    'boarded-unasked')),
  flight_date date not null,
  flight_id uuid not null,
  flight_designator text not null,
  flight_origin text not null,
  flight_destination text not null,
  directive_id uuid,
  person_id uuid,
  -- The carrier to be called, as its code; and how many travellers it concerns.
  carrier text,
  travellers integer not null default 1,
  raised_at timestamptz not null,
  handled_by text check (handled_by not like 'system:%'),
  handled_at timestamptz,
  handled_note text,
  check ((handled_by is null) = (handled_at is null) and (handled_by is null) = (handled_note is null))
);
create index escalation_open on cases.escalation (raised_at) where handled_at is null;
create index escalation_flight on cases.escalation (flight_date, flight_id);
-- The same matter is not brought up twice while it is open.
create unique index escalation_once on cases.escalation (flight_id, kind, directive_id) nulls not distinct
  where handled_at is null;

grant select, insert, delete on cases.directive, cases.escalation to openpiu_app;
-- Who proposed what for which ground never changes.
grant update (state, released_by, released_at, ended_by, ended_at, ended_why, told, told_at) on cases.directive to openpiu_app;
grant update (handled_by, handled_at, handled_note, travellers) on cases.escalation to openpiu_app;

alter table cases.directive enable row level security;
alter table cases.directive force row level security;
alter table cases.escalation enable row level security;
alter table cases.escalation force row level security;
create policy seen on cases.directive for select using ((select platform.has_role('system', 'watch-officer', 'analyst',
  'supervisor', 'data-protection-officer')));
create policy proposed on cases.directive for insert with check (state = 'proposed' and released_by is null
  and proposed_by = current_setting('openpiu.actor', true) and (select platform.has_role('watch-officer', 'analyst')));
create policy worked on cases.directive for update using ((select platform.has_role('system', 'watch-officer', 'analyst',
  'supervisor')));
create policy forgotten on cases.directive for delete using ((select platform.has_role('system')));
create policy seen on cases.escalation for select using ((select platform.has_role('system', 'watch-officer', 'analyst',
  'supervisor', 'data-protection-officer')));
create policy raised on cases.escalation for insert with check ((select platform.has_role('system')));
create policy handled on cases.escalation for update using ((select platform.has_role('system', 'watch-officer', 'analyst',
  'supervisor')));
create policy forgotten on cases.escalation for delete using ((select platform.has_role('system')));

-- Whoever is named as releasing or ending a directive is who acts, in the role for it: no statement can lend a name.
create function cases.guard_directive() returns trigger
  language plpgsql set search_path = pg_catalog, pg_temp
  as $$
begin
  if new.state <> old.state and (old.state, new.state) not in
     (('proposed', 'released'), ('proposed', 'retracted'), ('released', 'withdrawn')) then
    raise exception 'a directive does not go from % to %', old.state, new.state using errcode = 'check_violation';
  end if;
  if new.released_by is distinct from old.released_by
     and not (new.released_by = current_setting('openpiu.actor', true) and platform.has_role('supervisor')) then
    raise exception 'a directive is released by a supervisor in person' using errcode = 'check_violation';
  end if;
  if new.ended_by is distinct from old.ended_by
     and not (new.ended_by = current_setting('openpiu.actor', true)
              and (new.state = 'retracted' or platform.has_role('supervisor'))) then
    raise exception 'a released directive is withdrawn by a supervisor in person' using errcode = 'check_violation';
  end if;
  return new;
end
$$;
create trigger guard before update on cases.directive for each row execute function cases.guard_directive();
