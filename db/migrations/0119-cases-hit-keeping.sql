-- The result of screening is kept no longer than it takes to tell a positive to whom it concerns (Directive (EU) 2016/681 Art. 12(5),
-- PNRD-12.5a): until so many days after the last recipient's feedback, and never longer than the profile lets it stand in clear.
-- From that second nobody reads it, whatever jobs do. What two persons keep on grounds is kept with the rest, masked in its time.
set local lock_timeout = '60s';

-- retention.hit and retention.initial of the legal profile in force, where the database counts by them.
create table cases.keeping (
  one boolean primary key default true check (one),
  period interval not null check (period >= interval '0' and period <= interval '6 months'),
  most interval not null check (most >= interval '0' and most <= interval '6 months')
);
insert into cases.keeping (period, most) values (interval '30 days', interval '6 months');
grant select, update on cases.keeping to openpiu_app;
alter table cases.keeping enable row level security;
alter table cases.keeping force row level security;
create policy seen on cases.keeping for select using (true);
create policy worked on cases.keeping for update using (platform.has_role('system'));

-- The first instant at which a result is read by nobody: 00:00:00 UTC of its due day, as for every period of the law.
create function cases.hit_end(raised timestamptz, feedback timestamptz) returns timestamptz
  language sql stable
  as $$ select least((date_trunc('day', raised at time zone 'UTC') + k.most) at time zone 'UTC',
    (date_trunc('day', feedback at time zone 'UTC') + k.period) at time zone 'UTC') from cases.keeping k $$;

-- When the last recipient of what was told on an alert gave feedback; null: nothing was told, or somebody owes it still. What is being
-- drafted or checked is not told yet.
create function cases.feedback_of(wanted uuid) returns timestamptz
  language sql stable
  as $$ select case when bool_and(f.at is not null) then max(f.at) end from (
      select case when p.state = 'recalled' then (select max(c.acknowledged_at) from disclosures.recall c where p.package_id = any (c.packages))
        else p.outcome_at end as at
      from disclosures.review r join disclosures.package p using (review_id)
      where r.alert_id = wanted and p.state <> 'refused') f $$;

alter table cases.alert add column feedback_at timestamptz, add column hit_until timestamptz;
alter table cases.criterion_alert add column feedback_at timestamptz, add column hit_until timestamptz;
do $$
declare t text;
begin
  foreach t in array array['cases.alert', 'cases.criterion_alert', 'cases.case_alert', 'cases."case"', 'cases.cleared_pair', 'cases.decision',
      'disclosures.package', 'disclosures.review', 'disclosures.recall', 'retention.link'] loop
    execute format('alter table %s no force row level security', t);
  end loop;
  foreach t in array array['cases.alert', 'cases.criterion_alert'] loop
    execute format('alter table %s disable trigger user', t);
    execute format('update %s set feedback_at = cases.feedback_of(alert_id)', t);
    execute format('update %s set hit_until = cases.hit_end(raised_at, feedback_at)', t);
    -- A profile that masks everyone kept them like the rest; now only grounds do.
    execute format('update %s a set kept_until = least(a.kept_until, a.hit_until) where a.masked_at is not null
      and a.kept_until = platform.ceiling(a.clock_start) and not exists (select from retention.link l where l.state = ''kept''
        and l.flight_date = a.flight_date and l.flight_id = a.flight_id and l.person_id = a.person_id)', t);
    execute format('alter table %s enable trigger user', t);
    execute format('alter table %s alter column hit_until set not null', t);
    execute format('drop policy unexpired on %s', t);
    execute format($policy$create policy unexpired on %s as restrictive for all using (
      (clock_start >= (select platform.kept_from()) and (hit_until > (select platform.at()) or kept_until > (select platform.at())))
      or (masked_at is not null and kept_until > (select platform.at()))
      or (select platform.has_role('system:retention')))$policy$, t);
    execute format('create index %I on %s (hit_until) where masked_at is null', split_part(t, '.', 2) || '_hit', t);
  end loop;
end
$$;

-- An alert is told its end when it is raised; afterwards only feedback, and a profile that says less, change it.
create function cases.begin_hit() returns trigger
  language plpgsql
  as $$
begin
  new.feedback_at := null;
  new.hit_until := cases.hit_end(new.raised_at, null);
  return new;
end
$$;
create function cases.keep_hit() returns trigger
  language plpgsql
  as $$
begin
  if not platform.has_role('system:retention') then
    raise exception 'only feedback, or the legal profile, says until when a result of screening is kept' using errcode = 'insufficient_privilege';
  end if;
  if new.hit_until > cases.hit_end(old.raised_at, null) then
    raise exception 'a result of screening is not kept longer than the law keeps it in clear' using errcode = 'check_violation';
  end if;
  return new;
end
$$;
do $$
declare t text;
begin
  foreach t in array array['cases.alert', 'cases.criterion_alert'] loop
    execute format('create trigger hit_begins before insert on %s for each row execute function cases.begin_hit()', t);
    execute format('create trigger hit_kept before update of hit_until, feedback_at on %s for each row
      when (new.hit_until is distinct from old.hit_until or new.feedback_at is distinct from old.feedback_at)
      execute function cases.keep_hit()', t);
  end loop;
end
$$;

-- Feedback is looked at again whenever a package or a recall changes how it stands.
create function cases.settle_hit(wanted uuid) returns void
  language plpgsql volatile set search_path = pg_catalog, pg_temp
  as $$
declare
  roles text := coalesce(current_setting('openpiu.roles', true), '');
  told timestamptz;
begin
  perform set_config('openpiu.roles', 'system,system:retention', true);
  told := cases.feedback_of(wanted);
  -- Masked, it is kept by its end of before, or by grounds.
  update cases.alert a set feedback_at = told, hit_until = cases.hit_end(a.raised_at, told),
    kept_until = case when a.masked_at is not null and a.kept_until = a.hit_until then cases.hit_end(a.raised_at, told) else a.kept_until end
  where a.alert_id = wanted and (a.feedback_at is distinct from told or a.hit_until is distinct from cases.hit_end(a.raised_at, told));
  update cases.criterion_alert a set feedback_at = told, hit_until = cases.hit_end(a.raised_at, told),
    kept_until = case when a.masked_at is not null and a.kept_until = a.hit_until then cases.hit_end(a.raised_at, told) else a.kept_until end
  where a.alert_id = wanted and (a.feedback_at is distinct from told or a.hit_until is distinct from cases.hit_end(a.raised_at, told));
  perform set_config('openpiu.roles', roles, true);
end
$$;
create function cases.settle_hit_of_package() returns trigger
  language plpgsql volatile set search_path = pg_catalog, pg_temp
  as $$
declare
  roles text := coalesce(current_setting('openpiu.roles', true), '');
  told uuid;
begin
  perform set_config('openpiu.roles', 'system,system:retention', true);
  select r.alert_id into told from disclosures.review r where r.review_id = new.review_id;
  perform set_config('openpiu.roles', roles, true);
  if told is not null then
    perform cases.settle_hit(told);
  end if;
  return null;
end
$$;
create trigger hit_settled after insert or update of state, outcome_at on disclosures.package
  for each row execute function cases.settle_hit_of_package();
create function cases.settle_hit_of_recall() returns trigger
  language plpgsql volatile set search_path = pg_catalog, pg_temp
  as $$
declare
  roles text := coalesce(current_setting('openpiu.roles', true), '');
  told uuid[];
begin
  perform set_config('openpiu.roles', 'system,system:retention', true);
  select array_agg(distinct r.alert_id) into told from disclosures.package p join disclosures.review r using (review_id)
  where p.package_id = any (new.packages) and r.alert_id is not null;
  perform set_config('openpiu.roles', roles, true);
  if told is not null then
    perform cases.settle_hit(one) from unnest(told) as one;
  end if;
  return null;
end
$$;
create trigger hit_settled after update of acknowledged_at on disclosures.recall
  for each row when (new.acknowledged_at is distinct from old.acknowledged_at) execute function cases.settle_hit_of_recall();
create index review_alert on disclosures.review (alert_id) where alert_id is not null;
create index package_review on disclosures.package (review_id);

-- Undecided at the end of its time, it is closed as lapsed before it goes.
alter table cases.alert drop constraint alert_withdrawn_reason_check,
  add constraint alert_withdrawn_reason_check check (withdrawn_reason in ('withdrawn', 'not-boarded', 'flight-cancelled',
    'entry-withdrawn', 'person-joined', 'listings-joined', 'lapsed'));
alter table cases.criterion_alert drop constraint criterion_alert_withdrawn_reason_check,
  add constraint criterion_alert_withdrawn_reason_check check (withdrawn_reason in ('withdrawn', 'not-boarded', 'flight-cancelled',
    'rule-stopped', 'lapsed'));

-- What was told rests on entries of lists: their delisting reaches who was told also when the alert is gone (LED-7.3).
alter table disclosures.review add column entry_ids text[];
alter table disclosures.review disable trigger user;
update disclosures.review r set entry_ids = a.entry_ids from cases.alert a where a.alert_id = r.alert_id and r.alert_kind = 'listed';
alter table disclosures.review enable trigger user;
create function disclosures.rest_on_entries() returns trigger
  language plpgsql set search_path = pg_catalog, pg_temp
  as $$
declare
  roles text := coalesce(current_setting('openpiu.roles', true), '');
begin
  perform set_config('openpiu.roles', 'system', true);
  select a.entry_ids into new.entry_ids from cases.alert a where a.alert_id = new.alert_id;
  perform set_config('openpiu.roles', roles, true);
  return new;
end
$$;
create trigger entries before insert on disclosures.review for each row when (new.alert_kind = 'listed')
  execute function disclosures.rest_on_entries();

-- Whom a case is about, by ids alone: it stays when the results of screening that opened it are gone, and ends with the case.
create table cases.case_person (
  case_id uuid not null references cases."case" on delete cascade,
  flight_date date not null,
  flight_id uuid not null,
  person_id uuid not null,
  person_category text not null check (watchlists.is_person_category(person_category)),
  primary key (case_id, flight_id, person_id)
);
create index case_person_place on cases.case_person (flight_date, flight_id, person_id);
insert into cases.case_person
  select l.case_id, a.flight_date, a.flight_id, a.person_id, max(l.person_category) from cases.case_alert l join cases.alert a using (alert_id)
  group by 1, 2, 3, 4
  union all
  select m.case_id, m.flight_date, m.flight_id, m.person_id, max(m.person_category) from cases.criterion_alert m where m.case_id is not null
  group by 1, 2, 3, 4
on conflict do nothing;
grant select, insert, update, delete on cases.case_person to openpiu_app;
alter table cases.case_person enable row level security;
alter table cases.case_person force row level security;
create policy seen on cases.case_person for select using ((select platform.has_role('system', 'watch-officer', 'analyst', 'supervisor',
  'data-protection-officer', 'inspector')));
create policy worked on cases.case_person for all using ((select platform.has_role('system', 'watch-officer', 'analyst', 'supervisor')));
create policy unexpired on cases.case_person as restrictive for select
  using (exists (select from cases."case" c where c.case_id = case_person.case_id) or (select platform.has_role('system:retention')));
create policy forgotten on cases.case_person as restrictive for delete using ((select platform.has_role('system')));

create function cases.note_case_person(of_case uuid, of_date date, of_flight uuid, of_person uuid, category text) returns void
  language sql volatile
  as $$ insert into cases.case_person (case_id, flight_date, flight_id, person_id, person_category)
    values (of_case, of_date, of_flight, of_person, category)
    on conflict (case_id, flight_id, person_id) do update set person_category = excluded.person_category $$;
create function cases.person_of_link() returns trigger
  language plpgsql
  as $$
begin
  perform cases.note_case_person(new.case_id, a.flight_date, a.flight_id, a.person_id, new.person_category)
  from cases.alert a where a.alert_id = new.alert_id;
  return null;
end
$$;
create trigger person_noted after insert or update of person_category on cases.case_alert
  for each row execute function cases.person_of_link();
create function cases.person_of_match() returns trigger
  language plpgsql
  as $$
begin
  perform cases.note_case_person(new.case_id, new.flight_date, new.flight_id, new.person_id, new.person_category);
  return null;
end
$$;
create trigger person_noted after insert or update of case_id, person_category on cases.criterion_alert
  for each row when (new.case_id is not null) execute function cases.person_of_match();

-- A row found to be another person's takes what hangs on its alerts along.
create function cases.move_person() returns trigger
  language plpgsql
  as $$
declare
  roles text := coalesce(current_setting('openpiu.roles', true), '');
begin
  perform set_config('openpiu.roles', 'system,system:retention', true);
  update cases.cleared_pair p set person_id = new.person_id where p.alert_id = new.alert_id;
  perform cases.note_case_person(l.case_id, new.flight_date, new.flight_id, new.person_id, l.person_category)
  from cases.case_alert l where l.alert_id = new.alert_id;
  delete from cases.case_person c using cases.case_alert l where l.alert_id = new.alert_id and c.case_id = l.case_id
    and c.flight_id = old.flight_id and c.person_id = old.person_id
    and not exists (select from cases.case_alert o join cases.alert a using (alert_id) where o.case_id = c.case_id
      and a.flight_id = c.flight_id and a.person_id = c.person_id)
    and not exists (select from cases.criterion_alert m where m.case_id = c.case_id and m.flight_id = c.flight_id and m.person_id = c.person_id);
  perform set_config('openpiu.roles', roles, true);
  return null;
end
$$;
create trigger person_moved after update of person_id on cases.alert for each row when (new.person_id <> old.person_id)
  execute function cases.move_person();

-- A reviewed negative is remembered while the data it is about are kept, so that the same namesake is not put before a person again
-- (PNRD-12.5b): it stands by itself, by hashes, and no longer hangs on the alert. Why it was cleared stands with the decision alone.
alter table cases.cleared_pair
  add column flight_date date, add column flight_id uuid, add column person_id uuid, add column clock_start timestamptz,
  add column kept_until timestamptz, add column held_until timestamptz, add column masked_at timestamptz;
alter table cases.cleared_pair disable trigger user;
update cases.cleared_pair p set flight_date = a.flight_date, flight_id = a.flight_id, person_id = a.person_id, clock_start = a.clock_start,
  kept_until = a.kept_until, held_until = a.held_until, masked_at = a.masked_at
from cases.alert a where a.alert_id = p.alert_id;
delete from cases.cleared_pair where clock_start is null;
alter table cases.cleared_pair enable trigger user;
alter table cases.cleared_pair drop constraint cleared_pair_alert_id_fkey, drop column reason,
  alter column flight_date set not null, alter column flight_id set not null, alter column person_id set not null,
  alter column clock_start set not null,
  add constraint kept_at_most check (kept_until is null or kept_until <= platform.ceiling(clock_start));
create index cleared_pair_place on cases.cleared_pair (flight_date, flight_id, person_id);
create index cleared_pair_in_clear on cases.cleared_pair (clock_start) where masked_at is null;
create index cleared_pair_masked on cases.cleared_pair (kept_until, clock_start) where masked_at is not null;
drop policy unexpired on cases.cleared_pair;
create policy unexpired on cases.cleared_pair as restrictive for all using (
  clock_start >= (select platform.kept_from()) or (masked_at is not null and kept_until > (select platform.at()))
  or (select platform.has_role('system:retention')));
grant update (held_until) on cases.cleared_pair to openpiu_app;
create trigger held before delete on cases.cleared_pair for each row when (old.held_until is not null) execute function retention.keep_held();
create trigger held_by_hold before update of held_until on cases.cleared_pair for each row
  when (new.held_until is distinct from old.held_until) execute function retention.set_held();
create function cases.take_place() returns trigger
  language plpgsql
  as $$
begin
  select a.flight_date, a.flight_id, a.person_id, a.clock_start, a.kept_until, a.held_until, a.masked_at
  into new.flight_date, new.flight_id, new.person_id, new.clock_start, new.kept_until, new.held_until, new.masked_at
  from cases.alert a where a.alert_id = new.alert_id;
  return new;
end
$$;
create trigger place_taken before insert on cases.cleared_pair for each row execute function cases.take_place();

-- What is left of results that are gone: how many there were of a kind, without any person or alert in it.
create table cases.judged (
  flight_week date not null,
  decided_on date,
  category text not null,
  band text not null,
  list_code text not null,
  outcome text not null,
  strength numeric(3, 2) not null,
  alerts integer not null check (alerts > 0),
  unique nulls not distinct (flight_week, decided_on, category, band, list_code, outcome, strength)
);
grant select, insert, update on cases.judged to openpiu_app;
alter table cases.judged enable row level security;
alter table cases.judged force row level security;
create policy seen on cases.judged for select using (true);
create policy counted on cases.judged for all using ((select platform.has_role('system')));
create function cases.count_judged() returns trigger
  language plpgsql
  as $$
begin
  if old.withdrawn_reason is null or old.withdrawn_reason not in ('person-joined', 'listings-joined') then
    insert into cases.judged as j (flight_week, decided_on, category, band, list_code, outcome, strength, alerts)
    select date_trunc('week', old.flight_date::timestamp)::date, (d.decided_at at time zone 'UTC')::date, coalesce(old.entry ->> 'category', ''),
      old.band, old.list_code, coalesce(d.outcome, ''), round(old.strength::numeric, 2), 1
    from (select 1) as one left join cases.decision d on d.alert_id = old.alert_id
    on conflict (flight_week, decided_on, category, band, list_code, outcome, strength) do update set alerts = j.alerts + 1;
  end if;
  return old;
end
$$;
create trigger judged before delete on cases.alert for each row execute function cases.count_judged();

-- How matches of a rule were judged, for who reviews another: counts, also of those that are gone.
create function criteria.judged(wanted uuid) returns table (reviewed integer, confirmed integer)
  language plpgsql volatile set search_path = pg_catalog, pg_temp
  as $$
declare
  roles text := coalesce(current_setting('openpiu.roles', true), '');
begin
  perform set_config('openpiu.roles', 'system', true);
  return query select count(*)::int, count(*) filter (where r.outcome = 'confirmed')::int from criteria.review r where r.rule_id = wanted;
  perform set_config('openpiu.roles', roles, true);
end
$$;

-- A case tells that a result went from it, and which; nothing of what it said.
alter table cases.case_event drop constraint case_event_kind_check,
  add constraint case_event_kind_check check (kind in ('opened', 'note', 'alert-added', 'closed', 'reopened',
    'entry-withdrawn', 'protection-referral', 'alert-deleted'));
create function cases.tell_deleted() returns trigger
  language plpgsql
  as $$
declare
  of_case uuid;
begin
  if tg_table_name = 'alert' then
    select l.case_id into of_case from cases.case_alert l where l.alert_id = old.alert_id;
  else
    of_case := old.case_id;
  end if;
  if of_case is not null then
    insert into cases.case_event (case_event_id, case_id, at, actor, kind, text)
    values (gen_random_uuid(), of_case, coalesce(nullif(platform.at(), 'infinity'), now()), platform.actor(), 'alert-deleted', old.alert_id::text);
  end if;
  return old;
end
$$;
create trigger deletion_told before delete on cases.alert for each row execute function cases.tell_deleted();
create trigger deletion_told before delete on cases.criterion_alert for each row execute function cases.tell_deleted();

do $$
declare t text;
begin
  foreach t in array array['cases.alert', 'cases.criterion_alert', 'cases.case_alert', 'cases."case"', 'cases.cleared_pair', 'cases.decision',
      'disclosures.package', 'disclosures.review', 'disclosures.recall', 'retention.link'] loop
    execute format('alter table %s force row level security', t);
  end loop;
end
$$;

-- By what rule something went: the general period, or that of a result of screening.
alter table retention.deleted add column basis text not null default 'PNRD-12.4' check (basis in ('PNRD-12.4', 'PNRD-12.5a'));
drop function retention.tombstone(uuid);
create function retention.tombstone(of_id uuid)
  returns table (kind text, class text, at timestamptz, clock_start timestamptz, profile text, certificate uuid, basis text)
  language plpgsql volatile
  as $$
declare
  roles text := coalesce(current_setting('openpiu.roles', true), '');
begin
  perform set_config('openpiu.roles', 'system', true);
  return query select d.kind, d.class, d.at, d.clock_start, r.profile, c.certificate_id, d.basis
    from retention.deleted d join retention.run r using (run_id)
    left join retention.certificate c on c.run_id = d.run_id and c.kind = d.kind and c.class = d.class and c.act = 'deleted'
    where d.id = of_id and d.kind in ('traveller', 'alert', 'rule-match', 'case') order by d.at limit 1;
  perform set_config('openpiu.roles', roles, true);
end
$$;

-- The functions below are those of before with persons of cases in place of the results that led to them, and cleared pairs by themselves.
create or replace function records.spread_clock() returns trigger
  language plpgsql
  as $$
begin
  update records.change c set clock_start = new.clock_start
  where c.flight_date = new.flight_date and c.flight_id = new.flight_id and c.subject_id = new.traveller_id
    and c.clock_start > new.clock_start;
  update records.document_use d set clock_start = new.clock_start
  where d.traveller_id = new.traveller_id and d.clock_start > new.clock_start;
  update records.booking b set clock_start = new.clock_start
  where b.flight_date = new.flight_date and b.flight_id = new.flight_id and b.booking_id = new.booking_id
    and b.clock_start > new.clock_start;
  update cases.alert a set clock_start = new.clock_start
  where a.flight_date = new.flight_date and a.flight_id = new.flight_id and a.person_id = new.person_id
    and a.clock_start > new.clock_start;
  update cases.cleared_pair a set clock_start = new.clock_start
  where a.flight_date = new.flight_date and a.flight_id = new.flight_id and a.person_id = new.person_id
    and a.clock_start > new.clock_start;
  update cases.directive a set clock_start = new.clock_start
  where a.flight_date = new.flight_date and a.flight_id = new.flight_id and a.person_id = new.person_id
    and a.clock_start > new.clock_start;
  update cases.criterion_alert a set clock_start = new.clock_start
  where a.flight_date = new.flight_date and a.flight_id = new.flight_id and a.person_id = new.person_id
    and a.clock_start > new.clock_start;
  return null;
end
$$;

create or replace function retention.keep_until(of_date date, of_flight uuid, of_person uuid, until timestamptz) returns void
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
  update cases.cleared_pair a set kept_until = until
  where a.flight_date = of_date and a.flight_id = of_flight and a.person_id = of_person;
  update cases.criterion_alert a set kept_until = until
  where a.flight_date = of_date and a.flight_id = of_flight and a.person_id = of_person;
  update cases.directive a set kept_until = until
  where a.flight_date = of_date and a.flight_id = of_flight and a.person_id = of_person;
  update cases.case c set kept_until = least(platform.ceiling(c.clock_start), (select max(t.kept_until) from cases.case_person p
      join records.traveller t on t.flight_date = p.flight_date and t.flight_id = p.flight_id and t.person_id = p.person_id
      where p.case_id = c.case_id))
  where c.case_id in (select p.case_id from cases.case_person p
    where p.flight_date = of_date and p.flight_id = of_flight and p.person_id = of_person);
  perform set_config('openpiu.roles', roles, true);
end
$$;

create or replace function retention.hold_rows(of_date date, of_flight uuid, of_person uuid) returns void
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
  update cases.cleared_pair a set held_until = until
  where a.flight_date = of_date and a.flight_id = of_flight and a.person_id = of_person;
  update cases.criterion_alert a set held_until = until
  where a.flight_date = of_date and a.flight_id = of_flight and a.person_id = of_person;
  update cases.directive a set held_until = until
  where a.flight_date = of_date and a.flight_id = of_flight and a.person_id = of_person;
  update cases.case c set held_until = (select max(t.held_until) from cases.case_person p
      join records.traveller t on t.flight_date = p.flight_date and t.flight_id = p.flight_id and t.person_id = p.person_id
      where p.case_id = c.case_id)
  where c.case_id in (select p.case_id from cases.case_person p
    where p.flight_date = of_date and p.flight_id = of_flight and p.person_id = of_person);
  perform set_config('openpiu.roles', roles, true);
end
$$;

create or replace function retention.guard_link() returns trigger
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
      -- Each confirmed match is in a case, whose person stays known when the match is gone.
      grounded := exists (select from cases.case_person p where p.flight_date = new.flight_date and p.flight_id = new.flight_id
          and p.person_id = new.person_id)
        or exists (select from cases.alert a where a.flight_date = new.flight_date and a.flight_id = new.flight_id
          and a.person_id = new.person_id and a.state = 'confirmed')
        or exists (select from cases.criterion_alert a where a.flight_date = new.flight_date and a.flight_id = new.flight_id
          and a.person_id = new.person_id and a.state = 'confirmed');
    elsif new.ground = 'open-case' then
      grounded := exists (select from cases.case c join cases.case_person p using (case_id) where c.reference = new.ground_reference
        and c.state = 'open' and p.flight_id = new.flight_id and p.person_id = new.person_id);
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

-- Of whom nothing is known any more but that the case is about them, everything is considered before a referral.
create or replace function cases.persons_of_case(wanted uuid)
  returns table (flight_date date, flight_id uuid, person_id uuid, birth_date text, sex text)
  language sql stable
  begin atomic
    select a.flight_date, a.flight_id, a.person_id, a.traveller ->> 'birthDate', a.traveller ->> 'sex'
    from cases.case_alert l join cases.alert a using (alert_id) where l.case_id = wanted
    union
    select r.flight_date, r.flight_id, r.person_id, r.traveller ->> 'birthDate', r.traveller ->> 'sex'
    from cases.criterion_alert r where r.case_id = wanted
    union
    select p.flight_date, p.flight_id, p.person_id, null, null from cases.case_person p where p.case_id = wanted
      and not exists (select from cases.alert a where a.flight_date = p.flight_date and a.flight_id = p.flight_id and a.person_id = p.person_id)
      and not exists (select from cases.criterion_alert m where m.flight_date = p.flight_date and m.flight_id = p.flight_id
        and m.person_id = p.person_id);
  end;

create or replace function cases.person_protected(on_date date, on_flight uuid, wanted uuid) returns boolean
  language plpgsql volatile set search_path = pg_catalog, pg_temp
  as $$
declare
  roles text := coalesce(current_setting('openpiu.roles', true), '');
  found boolean;
begin
  perform set_config('openpiu.roles', 'system', true);
  found := exists (select from cases.alert a where a.flight_date = on_date and a.flight_id = on_flight and a.person_id = wanted
             and a.state in ('open', 'confirmed', 'cannot-tell') and cases.protects(a.alert_id))
           or exists (select from cases.criterion_alert m where m.flight_date = on_date and m.flight_id = on_flight
             and m.person_id = wanted and m.state in ('open', 'confirmed', 'cannot-tell') and cases.protects(m.alert_id))
           -- Who is to be helped stays so when the result that said it is gone.
           or exists (select from cases.case_person p where p.flight_date = on_date and p.flight_id = on_flight
             and p.person_id = wanted and watchlists.is_protective(p.person_category));
  if found then
    found := not exists (select from cases.alert a where a.flight_date = on_date and a.flight_id = on_flight and a.person_id = wanted
               and a.state = 'confirmed' and not cases.protects(a.alert_id))
             and not exists (select from cases.criterion_alert m where m.flight_date = on_date and m.flight_id = on_flight
               and m.person_id = wanted and m.state = 'confirmed' and not cases.protects(m.alert_id));
  end if;
  perform set_config('openpiu.roles', roles, true);
  return found;
end
$$;

-- Grounds to keep a child's data are looked at within the months that the legal profile says (retention.child), six at most.
create table retention.keeping (
  one boolean primary key default true check (one),
  child interval not null check (child >= interval '0' and child <= interval '6 months')
);
insert into retention.keeping (child) values (interval '6 months');
grant select, update on retention.keeping to openpiu_app;
alter table retention.keeping enable row level security;
alter table retention.keeping force row level security;
create policy seen on retention.keeping for select using (true);
create policy worked on retention.keeping for update using (platform.has_role('system'));
create or replace function retention.review_child() returns trigger
  language plpgsql
  as $$
declare
  within interval := (select k.child from retention.keeping k);
begin
  if new.child and new.review_at > (((platform.at() at time zone 'UTC') + within) at time zone 'UTC') then
    raise exception 'grounds to keep a child''s data are reviewed within %', within using errcode = 'check_violation';
  end if;
  return new;
end
$$;
