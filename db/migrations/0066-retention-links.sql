-- Class LINKED: kept beyond the initial period on a person's recorded grounds, by two persons, until its review (CJEU C-817/19
-- 257 to 262, roles.md F09). What has no such row is GENERAL.
create table retention.link (
  link_id uuid primary key,
  flight_date date not null,
  flight_id uuid not null,
  person_id uuid not null,
  ground text not null check (ground in ('verified-positive', 'open-case', 'open-request', 'concrete-grounds')),
  -- The number of the case, request or file that the ground stands in; never a value of the record.
  ground_reference text not null check (length(ground_reference) between 3 and 100),
  reason text not null check (length(reason) between 10 and 2000),
  clock_start timestamptz not null,
  -- A person under 18 on the day of the flight is kept longer only with the approver (HR-CHILD-3).
  child boolean not null,
  review_at timestamptz not null,
  state text not null check (state in ('proposed', 'kept', 'refused', 'ended')),
  proposed_by text not null check (proposed_by not like 'system:%'),
  proposed_at timestamptz not null,
  decided_by text check (decided_by not like 'system:%'),
  decided_at timestamptz,
  ended_by text,
  ended_at timestamptz,
  -- Four eyes; never beyond five years.
  check (decided_by <> proposed_by),
  check (review_at <= platform.ceiling(clock_start)),
  check ((state in ('proposed')) = (decided_by is null) or state = 'ended'),
  check (state <> 'kept' or (decided_by is not null and decided_at is not null)),
  check ((state = 'ended') = (ended_by is not null and ended_at is not null))
);
create unique index link_waiting on retention.link (flight_id, person_id) where state = 'proposed';
create index link_person on retention.link (flight_date, flight_id, person_id);
create index link_review on retention.link (review_at) where state = 'kept';
grant select, insert on retention.link to openpiu_app;
grant update (state, decided_by, decided_at, ended_by, ended_at) on retention.link to openpiu_app;
grant delete on retention.link to openpiu_app;

alter table retention.link enable row level security;
alter table retention.link force row level security;
create policy seen on retention.link for select using ((select platform.has_role('system', 'analyst', 'supervisor',
  'data-protection-officer', 'head', 'auditor', 'approver')));
create policy proposed on retention.link for insert with check (state = 'proposed' and decided_by is null
  and proposed_by = platform.actor() and (select platform.has_role('analyst', 'supervisor')));
create policy decided on retention.link for update using ((select platform.has_role('supervisor', 'approver', 'data-protection-officer')));
create policy forgotten on retention.link for delete using ((select platform.has_role('system:retention')));

-- Gives every row about the passenger its end; null: none of its own any more. What is kept stays kept by another's grounds.
create function retention.keep_until(of_date date, of_flight uuid, of_person uuid, until timestamptz) returns void
  language plpgsql volatile
  as $$
declare
  roles text := coalesce(current_setting('openpiu.roles', true), '');
begin
  perform set_config('openpiu.roles', 'system,system:retention', true);
  update records.booking b set kept_until = greatest(until, (select max(o.kept_until) from records.traveller o
    where o.flight_date = of_date and o.flight_id = of_flight and o.booking_id = b.booking_id and o.person_id <> of_person))
  where b.flight_date = of_date and b.flight_id = of_flight and b.booking_id in (select t.booking_id from records.traveller t
    where t.flight_date = of_date and t.flight_id = of_flight and t.person_id = of_person);
  update records.change c set kept_until = until
  where c.flight_date = of_date and c.flight_id = of_flight and c.subject_id in (select t.traveller_id from records.traveller t
    where t.flight_date = of_date and t.flight_id = of_flight and t.person_id = of_person);
  update records.traveller t set kept_until = until
  where t.flight_date = of_date and t.flight_id = of_flight and t.person_id = of_person;
  update cases.alert a set kept_until = until
  where a.flight_date = of_date and a.flight_id = of_flight and a.person_id = of_person;
  update cases.criterion_alert a set kept_until = until
  where a.flight_date = of_date and a.flight_id = of_flight and a.person_id = of_person;
  update cases.directive a set kept_until = until
  where a.flight_date = of_date and a.flight_id = of_flight and a.person_id = of_person;
  update cases.case c set kept_until = least(platform.ceiling(c.clock_start), (select max(k.until) from (
      select a.kept_until as until from cases.case_alert l join cases.alert a using (alert_id) where l.case_id = c.case_id
      union all select m.kept_until from cases.criterion_alert m where m.case_id = c.case_id) as k))
  where c.case_id in (
    select l.case_id from cases.case_alert l join cases.alert a using (alert_id)
    where a.flight_date = of_date and a.flight_id = of_flight and a.person_id = of_person
    union select m.case_id from cases.criterion_alert m
    where m.flight_date = of_date and m.flight_id = of_flight and m.person_id = of_person);
  perform set_config('openpiu.roles', roles, true);
end
$$;

-- Whatever proposes or decides: the data must still be there by themselves, the ground must be one, and who decides acts in person.
create function retention.guard_link() returns trigger
  language plpgsql
  as $$
declare
  roles text := coalesce(current_setting('openpiu.roles', true), '');
  found_clock timestamptz;
  grounded boolean := true;
begin
  if tg_op = 'UPDATE' and old.state not in ('proposed', 'kept') then
    raise exception 'what has ended does not change' using errcode = 'check_violation';
  end if;
  if tg_op = 'INSERT' or (new.state = 'kept' and old.state = 'proposed') then
    perform set_config('openpiu.roles', 'system', true);
    select min(t.clock_start) into found_clock from records.traveller t
    where t.flight_date = new.flight_date and t.flight_id = new.flight_id and t.person_id = new.person_id;
    if new.ground = 'verified-positive' then
      grounded := exists (select from cases.alert a where a.flight_date = new.flight_date and a.flight_id = new.flight_id
          and a.person_id = new.person_id and a.state = 'confirmed')
        or exists (select from cases.criterion_alert a where a.flight_date = new.flight_date and a.flight_id = new.flight_id
          and a.person_id = new.person_id and a.state = 'confirmed');
    elsif new.ground = 'open-case' then
      grounded := exists (select from cases.case c where c.reference = new.ground_reference and c.state = 'open' and (
        exists (select from cases.case_alert l join cases.alert a using (alert_id) where l.case_id = c.case_id
          and a.flight_id = new.flight_id and a.person_id = new.person_id)
        or exists (select from cases.criterion_alert m where m.case_id = c.case_id
          and m.flight_id = new.flight_id and m.person_id = new.person_id)));
    end if;
    perform set_config('openpiu.roles', roles, true);
    if found_clock is null then
      raise exception 'there is nothing left of this passenger to keep' using errcode = 'check_violation';
    end if;
    if not grounded then
      raise exception 'there is no such ground for this passenger' using errcode = 'check_violation';
    end if;
    if new.review_at <= platform.at() then
      raise exception 'the review lies in the past' using errcode = 'check_violation';
    end if;
    new.clock_start := found_clock;
  end if;
  if tg_op = 'UPDATE' and new.state in ('kept', 'refused') and old.state = 'proposed' then
    if new.decided_by <> platform.actor() or not platform.has_role(case when new.child then 'approver' else 'supervisor' end) then
      raise exception 'this is decided in person by a supervisor, for a child by the approver' using errcode = 'check_violation';
    end if;
  end if;
  if tg_op = 'UPDATE' and new.state = 'ended' and new.ended_by <> platform.actor() then
    raise exception 'this is ended in person' using errcode = 'check_violation';
  end if;
  return new;
end
$$;
create trigger guarded before insert or update on retention.link for each row execute function retention.guard_link();

create function retention.link_takes_effect() returns trigger
  language plpgsql
  as $$
begin
  if new.state = 'kept' and old.state = 'proposed' then
    perform retention.keep_until(new.flight_date, new.flight_id, new.person_id, new.review_at);
  elsif new.state = 'ended' and old.state = 'kept' then
    -- GENERAL again: unreadable from this instant if its time was over.
    perform retention.keep_until(new.flight_date, new.flight_id, new.person_id, platform.at());
  end if;
  return null;
end
$$;
create trigger takes_effect after update of state on retention.link for each row execute function retention.link_takes_effect();

-- What is masked of alerts and directives; the values themselves are in the vault with the passenger's row.
grant update on cases.criterion_alert to openpiu_app;
