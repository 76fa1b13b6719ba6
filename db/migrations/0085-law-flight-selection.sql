-- Flights within an area of common law (PNRD-2.3): decisions by which all of them, or some routes and airports, are taken
-- for a time. Confidential (Regulation (EU) 2025/13, Art. 12): named offices see them. No passenger's data are in it.
set local lock_timeout = '20s';

create table law.flight_decision (
  decision_id uuid primary key,
  -- All flights for a threat, or those of chosen routes and airports (CJEU C-817/19, 163 to 174).
  kind text not null check (kind in ('threat', 'selection')),
  -- The decision's own reference, as the authority that took it files it.
  reference text not null check (length(reference) between 3 and 200),
  -- A threat: what makes it genuine, whether it is there or foreseen, and the assessment that says so.
  threat text check (length(threat) between 20 and 4000),
  standing text check (standing in ('present', 'foreseeable')),
  assessment text check (length(assessment) between 3 and 400),
  -- Why no less would do, and why nobody is treated worse for who they are.
  necessity text not null check (length(necessity) between 20 and 4000),
  fairness text not null check (length(fairness) between 20 and 4000),
  -- The court or independent body that may review it, with binding effect.
  review_body text not null check (length(review_body) between 3 and 300),
  valid_from timestamptz not null,
  valid_until timestamptz not null,
  proposed_by text not null,
  proposed_at timestamptz not null,
  check ((kind = 'threat') = (threat is not null and standing is not null and assessment is not null)),
  check (kind = 'threat' or (threat is null and standing is null and assessment is null)),
  check (valid_until > valid_from),
  -- What rests on a threat ends within a year; what goes on is decided anew.
  check (valid_until <= valid_from + interval '12 months')
);

-- An airport (to_place null: every flight of the area from or to it), or a route in both directions.
create table law.flight_place (
  decision_id uuid not null references law.flight_decision,
  from_place text not null check (from_place ~ '^[A-Z]{3}$'),
  to_place text check (to_place ~ '^[A-Z]{3}$' and to_place <> from_place),
  unique nulls not distinct (decision_id, from_place, to_place)
);

-- What indicates the chosen routes and airports: each indication with its source and the places that it speaks of.
create table law.flight_indication (
  decision_id uuid not null references law.flight_decision,
  ordinal integer not null check (ordinal between 1 and 50),
  indication text not null check (length(indication) between 10 and 2000),
  source text not null check (length(source) between 3 and 400),
  observed_on date not null,
  concerns text[] not null check (cardinality(concerns) between 1 and 50),
  primary key (decision_id, ordinal)
);

create table law.flight_step (
  decision_id uuid not null references law.flight_decision,
  -- reviewed: the head finds that it is needed still; upheld, annulled: by the independent body, binding; ended: before its time.
  step text not null check (step in ('approved', 'refused', 'reviewed', 'upheld', 'annulled', 'ended')),
  office text not null check (office in ('head', 'data-protection-officer', 'approver')),
  reason text not null check (length(reason) between 3 and 4000),
  taken_by text not null,
  taken_at timestamptz not null,
  primary key (decision_id, taken_at, step),
  check (case step when 'ended' then office in ('head', 'data-protection-officer')
    when 'upheld' then office = 'approver' when 'annulled' then office = 'approver' else office = 'head' end)
);

create unique index flight_step_decided on law.flight_step (decision_id) where step in ('approved', 'refused');
create unique index flight_step_over on law.flight_step (decision_id) where step in ('refused', 'annulled', 'ended');

-- What came of flights that were not selected, by day: numbers alone, nothing of the flights.
create table law.flight_not_selected (
  day date not null,
  kind text not null check (kind in ('PAXLST', 'PNRGOV')),
  messages integer not null check (messages > 0),
  travellers integer not null check (travellers >= 0),
  bookings integer not null check (bookings >= 0),
  primary key (day, kind)
);

do $$
declare name text;
begin
  foreach name in array array['flight_decision', 'flight_place', 'flight_indication', 'flight_step'] loop
    execute format('create trigger append_only before update or delete on law.%I for each row execute function law.refuse_change()', name);
    execute format('create trigger append_only_whole before truncate on law.%I for each statement execute function law.refuse_change()', name);
    execute format('grant select, insert on law.%I to openpiu_app', name);
    execute format('alter table law.%I enable row level security', name);
    execute format('alter table law.%I force row level security', name);
    execute format($policy$create policy named_offices on law.%I for select using ((select law.holds('legal-adviser',
      'data-protection-officer', 'head', 'auditor', 'approver', 'inspector', 'system')))$policy$, name);
  end loop;
end
$$;
create policy proposed on law.flight_decision for insert with check (proposed_by = (select platform.actor())
  and (select law.holds('legal-adviser')));
create policy proposed on law.flight_place for insert with check ((select law.holds('legal-adviser')));
create policy proposed on law.flight_indication for insert with check ((select law.holds('legal-adviser')));
create policy taken on law.flight_step for insert with check (taken_by = (select platform.actor())
  and (select law.holds(office)));

alter table law.flight_not_selected enable row level security;
alter table law.flight_not_selected force row level security;
grant select, insert, update on law.flight_not_selected to openpiu_app;
create policy named_offices on law.flight_not_selected for select using ((select law.holds('legal-adviser',
  'data-protection-officer', 'head', 'auditor', 'approver', 'inspector', 'system')));
create policy counted on law.flight_not_selected for insert with check ((select law.holds('system')));
create policy counted_on on law.flight_not_selected for update using ((select law.holds('system')))
  with check ((select law.holds('system')));

-- The steps in their order, by their persons; nothing is approved that lacks a part.
create function law.check_flight_step() returns trigger
  language plpgsql set search_path = pg_catalog, pg_temp
  as $$
declare
  decision law.flight_decision;
  approved boolean;
begin
  select * into decision from law.flight_decision where decision_id = new.decision_id;
  if decision.proposed_by = new.taken_by then
    raise exception 'decision %: another person decides', new.decision_id;
  end if;
  if exists (select from law.flight_step where decision_id = new.decision_id and step in ('refused', 'annulled', 'ended')) then
    raise exception 'decision % is over', new.decision_id;
  end if;
  approved := exists (select from law.flight_step where decision_id = new.decision_id and step = 'approved');
  if approved = (new.step in ('approved', 'refused')) then
    raise exception 'decision %: % is not its next step', new.decision_id, new.step;
  end if;
  if new.step = 'approved' and decision.kind = 'selection' and (
    not exists (select from law.flight_place where decision_id = new.decision_id)
    or exists (select from law.flight_place p where p.decision_id = new.decision_id and not exists (
      select from law.flight_indication i where i.decision_id = p.decision_id
        and p.from_place || coalesce('-' || p.to_place, '') = any (i.concerns)))) then
    raise exception 'decision %: nothing indicates one of its routes or airports', new.decision_id;
  end if;
  if new.step = 'approved' and decision.kind = 'threat'
    and exists (select from law.flight_place where decision_id = new.decision_id) then
    raise exception 'decision %: a threat to all flights names no routes', new.decision_id;
  end if;
  return new;
end
$$;
create trigger check_flight_step before insert on law.flight_step for each row execute function law.check_flight_step();

-- What was decided on keeps its routes and indications.
create function law.check_flight_part() returns trigger
  language plpgsql set search_path = pg_catalog, pg_temp
  as $$
begin
  if exists (select from law.flight_step where decision_id = new.decision_id) then
    raise exception 'decision % is decided on', new.decision_id;
  end if;
  return new;
end
$$;
create trigger check_flight_part before insert on law.flight_place for each row execute function law.check_flight_part();
create trigger check_flight_part before insert on law.flight_indication for each row execute function law.check_flight_part();
