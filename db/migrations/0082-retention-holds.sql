-- A hold keeps what a court, a redress procedure or an authority's order needs from being deleted (LED 16.3), on two persons' word,
-- until its end, five years after first receipt at most. It lets nobody read: what has expired stays unreadable, and is masked in its time.
set local lock_timeout = '60s';

create table retention.hold (
  hold_id uuid primary key,
  flight_date date not null,
  flight_id uuid not null,
  person_id uuid not null,
  ground text not null check (ground in ('litigation', 'redress', 'authority-order')),
  -- The number of the file or order; never a value of the record.
  reference text not null check (length(reference) between 3 and 100),
  reason text not null check (length(reason) between 10 and 2000),
  clock_start timestamptz not null,
  expires_at timestamptz not null,
  review_at timestamptz not null,
  state text not null check (state in ('proposed', 'held', 'refused', 'released')),
  proposed_by text not null check (proposed_by not like 'system:%'),
  proposed_at timestamptz not null,
  decided_by text check (decided_by not like 'system:%'),
  decided_at timestamptz,
  released_by text check (released_by not like 'system:%'),
  released_at timestamptz,
  opened_at timestamptz,
  opened_by text,
  check (decided_by <> proposed_by),
  -- Never longer than the law keeps anything (PNRD-12.1), and looked at again each half year.
  check (expires_at <= platform.ceiling(clock_start)),
  check (review_at <= expires_at),
  check (state <> 'held' or (decided_by is not null and decided_at is not null)),
  check ((state = 'released') = (released_by is not null and released_at is not null))
);
create unique index hold_waiting on retention.hold (flight_id, person_id) where state = 'proposed';
create index hold_person on retention.hold (flight_date, flight_id, person_id);
create index hold_end on retention.hold (expires_at) where state = 'held';
grant select, insert on retention.hold to openpiu_app;
grant update (state, decided_by, decided_at, released_by, released_at, review_at, opened_at, opened_by) on retention.hold to openpiu_app;
grant delete on retention.hold to openpiu_app;

alter table retention.hold enable row level security;
alter table retention.hold force row level security;
create policy seen on retention.hold for select using ((select platform.has_role('system', 'data-protection-officer', 'head',
  'legal-adviser', 'supervisor', 'analyst', 'auditor')));
create policy proposed on retention.hold for insert with check (state = 'proposed' and decided_by is null
  and proposed_by = platform.actor() and (select platform.has_role('data-protection-officer') and not platform.has_role('inspector')));
create policy decided on retention.hold for update using ((select platform.has_role('head', 'data-protection-officer')
  and not platform.has_role('inspector')));
create policy forgotten on retention.hold for delete using ((select platform.has_role('system:retention')));

-- Until when a row may not be deleted, by the holds on whom it is about.
do $$
declare t text;
begin
  foreach t in array array['records.traveller', 'records.booking', 'records.change', 'cases.alert', 'cases.criterion_alert',
      'cases.directive', 'cases."case"'] loop
    execute format('alter table %s add column held_until timestamptz', t);
    execute format('grant update (held_until) on %s to openpiu_app', t);
  end loop;
end
$$;

create function retention.keep_held() returns trigger
  language plpgsql
  as $$
begin
  if old.held_until > coalesce(nullif(platform.at(), 'infinity'), now()) then
    raise exception 'a hold keeps this from being deleted' using errcode = 'check_violation';
  end if;
  return old;
end
$$;
create function retention.set_held() returns trigger
  language plpgsql
  as $$
begin
  if not platform.has_role('system:retention') then
    raise exception 'only a hold, or its end, says until when a row is held' using errcode = 'insufficient_privilege';
  end if;
  return new;
end
$$;
do $$
declare t text;
begin
  foreach t in array array['records.traveller', 'records.booking', 'records.change', 'cases.alert', 'cases.criterion_alert',
      'cases.directive', 'cases."case"'] loop
    execute format('create trigger held before delete on %s for each row when (old.held_until is not null)
      execute function retention.keep_held()', t);
    execute format('create trigger held_by_hold before update of held_until on %s for each row
      when (new.held_until is distinct from old.held_until) execute function retention.set_held()', t);
  end loop;
end
$$;

-- What every row about the passenger is held until: the longest of the holds that stand, null where none does.
create function retention.hold_rows(of_date date, of_flight uuid, of_person uuid) returns void
  language plpgsql volatile
  as $$
declare
  roles text := coalesce(current_setting('openpiu.roles', true), '');
  until timestamptz;
begin
  perform set_config('openpiu.roles', 'system,system:retention', true);
  select max(h.expires_at) into until from retention.hold h
  where h.flight_date = of_date and h.flight_id = of_flight and h.person_id = of_person and h.state = 'held';
  update records.booking b set held_until = (select max(h.expires_at) from records.traveller o join retention.hold h
      on h.flight_date = o.flight_date and h.flight_id = o.flight_id and h.person_id = o.person_id and h.state = 'held'
    where o.flight_date = of_date and o.flight_id = of_flight and o.booking_id = b.booking_id)
  where b.flight_date = of_date and b.flight_id = of_flight and b.booking_id in (select t.booking_id from records.traveller t
    where t.flight_date = of_date and t.flight_id = of_flight and t.person_id = of_person);
  update records.change c set held_until = until
  where c.flight_date = of_date and c.flight_id = of_flight and c.subject_id in (select t.traveller_id from records.traveller t
    where t.flight_date = of_date and t.flight_id = of_flight and t.person_id = of_person);
  update records.traveller t set held_until = until
  where t.flight_date = of_date and t.flight_id = of_flight and t.person_id = of_person;
  update cases.alert a set held_until = until
  where a.flight_date = of_date and a.flight_id = of_flight and a.person_id = of_person;
  update cases.criterion_alert a set held_until = until
  where a.flight_date = of_date and a.flight_id = of_flight and a.person_id = of_person;
  update cases.directive a set held_until = until
  where a.flight_date = of_date and a.flight_id = of_flight and a.person_id = of_person;
  update cases.case c set held_until = (select max(k.until) from (
      select a.held_until as until from cases.case_alert l join cases.alert a using (alert_id) where l.case_id = c.case_id
      union all select m.held_until from cases.criterion_alert m where m.case_id = c.case_id) as k)
  where c.case_id in (
    select l.case_id from cases.case_alert l join cases.alert a using (alert_id)
    where a.flight_date = of_date and a.flight_id = of_flight and a.person_id = of_person
    union select m.case_id from cases.criterion_alert m
    where m.flight_date = of_date and m.flight_id = of_flight and m.person_id = of_person);
  perform set_config('openpiu.roles', roles, true);
end
$$;

create function retention.guard_hold() returns trigger
  language plpgsql
  as $$
declare
  roles text := coalesce(current_setting('openpiu.roles', true), '');
  found_clock timestamptz;
begin
  if tg_op = 'UPDATE' and old.state not in ('proposed', 'held') then
    raise exception 'what has ended does not change' using errcode = 'check_violation';
  end if;
  if new.review_at > platform.at() + interval '6 months' and (tg_op = 'INSERT' or new.review_at <> old.review_at) then
    raise exception 'a hold is looked at again within six months' using errcode = 'check_violation';
  end if;
  if tg_op = 'INSERT' or (new.state = 'held' and old.state = 'proposed') then
    -- As the server's own work, which does not see what has expired: that cannot be held any more.
    perform set_config('openpiu.roles', 'system', true);
    select min(t.clock_start) into found_clock from records.traveller t
    where t.flight_date = new.flight_date and t.flight_id = new.flight_id and t.person_id = new.person_id;
    perform set_config('openpiu.roles', roles, true);
    if found_clock is null then
      raise exception 'there is nothing left of this passenger to hold' using errcode = 'check_violation';
    end if;
    if new.expires_at <= platform.at() or new.review_at <= platform.at() then
      raise exception 'the end and the review lie ahead' using errcode = 'check_violation';
    end if;
    new.clock_start := found_clock;
  end if;
  if tg_op = 'UPDATE' and old.state = 'proposed' and new.state in ('held', 'refused')
      and (new.decided_by is distinct from platform.actor() or not platform.has_role('head')) then
    raise exception 'this is decided in person by the head of the unit' using errcode = 'check_violation';
  end if;
  if tg_op = 'UPDATE' and new.state = 'released' and new.released_by is distinct from platform.actor() then
    raise exception 'this is released in person' using errcode = 'check_violation';
  end if;
  return new;
end
$$;
create trigger guarded before insert or update on retention.hold for each row execute function retention.guard_hold();

create function retention.hold_takes_effect() returns trigger
  language plpgsql
  as $$
begin
  if new.state is distinct from old.state and 'held' in (new.state, old.state) then
    perform retention.hold_rows(new.flight_date, new.flight_id, new.person_id);
  end if;
  return null;
end
$$;
create trigger takes_effect after update of state on retention.hold for each row execute function retention.hold_takes_effect();

-- For a child the grounds of keeping are looked at within half a year (HR-CHILD-3, retention.child).
create function retention.review_child() returns trigger
  language plpgsql
  as $$
begin
  if new.child and new.review_at > platform.at() + interval '6 months' then
    raise exception 'grounds to keep a child''s data are reviewed within six months' using errcode = 'check_violation';
  end if;
  return new;
end
$$;
-- After child_found, which finds out whether it is one.
create trigger child_reviewed before insert on retention.link for each row execute function retention.review_child();

-- Whoever comes by an old address learns that it was deleted, when, and under which certificate; nothing else.
drop function retention.tombstone(uuid);
create function retention.tombstone(of_id uuid)
  returns table (kind text, class text, at timestamptz, clock_start timestamptz, profile text, certificate uuid)
  language plpgsql volatile
  as $$
declare
  roles text := coalesce(current_setting('openpiu.roles', true), '');
begin
  perform set_config('openpiu.roles', 'system', true);
  return query select d.kind, d.class, d.at, d.clock_start, r.profile, c.certificate_id
    from retention.deleted d join retention.run r using (run_id)
    left join retention.certificate c on c.run_id = d.run_id and c.kind = d.kind and c.class = d.class and c.act = 'deleted'
    where d.id = of_id and d.kind in ('traveller', 'alert', 'rule-match', 'case') order by d.at limit 1;
  perform set_config('openpiu.roles', roles, true);
end
$$;
