-- Who helps persons in need of protection, and the referral of a case to one of them.
create table cases.protection_service (
  service_id uuid primary key,
  kind text not null check (kind in ('child', 'trafficking', 'violence', 'disability', 'older-person', 'other')),
  name text not null check (length(btrim(name)) >= 3),
  -- How it is reached at any hour.
  contact text not null check (length(btrim(contact)) >= 5),
  entered_by text not null check (entered_by not like 'system:%'),
  entered_at timestamptz not null,
  ended_by text,
  ended_at timestamptz,
  check ((ended_by is null) = (ended_at is null))
);
grant select, insert on cases.protection_service to openpiu_app;
grant update (ended_by, ended_at) on cases.protection_service to openpiu_app;
alter table cases.protection_service enable row level security;
alter table cases.protection_service force row level security;
create policy seen on cases.protection_service for select using ((select platform.has_role('system', 'watch-officer', 'analyst',
  'supervisor', 'data-protection-officer')));
create policy entered on cases.protection_service for insert
  with check ((select platform.has_role('analyst', 'supervisor')) and entered_by = platform.actor());
create policy ended on cases.protection_service for update using ((select platform.has_role('analyst', 'supervisor')))
  with check (ended_by = platform.actor());

-- What somebody must have considered before a referral, by age and sex (Security Council resolution 2396, 7): for everybody,
-- for minors and those of unknown age, for the elderly, and by sex. Answers are not kept: they may tell of health.
create function cases.protection_checklist(birth_date text, sex text, at timestamptz) returns text[]
  language sql stable parallel safe
  return (
    select array['exploitation', 'disability', 'language']
      || case when years is null or years < 18 then array['best-interests', 'accompanied', 'possible-victim', 'guardian'] else '{}' end
      || case when years is null or years >= 65 then array['older-person'] else '{}' end
      || case when sex is distinct from 'M' then array['violence-against-women'] else '{}' end
      || case when sex is distinct from 'F' then array['forced-labour'] else '{}' end
      || array['same-sex-officer']
    from (select case when birth_date ~ '^\d{4}-\d{2}-\d{2}$'
                   then extract(year from age(at at time zone 'UTC', birth_date::timestamp))
                   -- Of a partial birth date the youngest age counts.
                   when birth_date ~ '^\d{4}' then extract(year from at) - left(birth_date, 4)::integer - 1 end as years) as y);

-- Everybody of a case with what is known of their age and sex.
create function cases.persons_of_case(wanted uuid)
  returns table (flight_date date, flight_id uuid, person_id uuid, birth_date text, sex text)
  language sql stable
  begin atomic
    select a.flight_date, a.flight_id, a.person_id, a.traveller ->> 'birthDate', a.traveller ->> 'sex'
    from cases.case_alert l join cases.alert a using (alert_id) where l.case_id = wanted
    union
    select r.flight_date, r.flight_id, r.person_id, r.traveller ->> 'birthDate', r.traveller ->> 'sex'
    from cases.criterion_alert r where r.case_id = wanted;
  end;

-- The checklist of a case: that of each of its persons, together.
create function cases.checklist_of_case(wanted uuid, at timestamptz) returns text[]
  language sql stable
  return (select coalesce(array_agg(distinct item order by item), '{}') from cases.persons_of_case(wanted) p,
            unnest(cases.protection_checklist(p.birth_date, p.sex, at)) as item);

alter table cases.case add column outcome text check (outcome in ('PROTECTION_REFERRAL'));
alter table cases.case_event drop constraint case_event_kind_check,
  add constraint case_event_kind_check check (kind in ('opened', 'note', 'alert-added', 'closed', 'reopened',
    'entry-withdrawn', 'protection-referral')),
  add column service_id uuid references cases.protection_service,
  add column considered text[],
  add constraint referral_in_full check ((kind = 'protection-referral') = (service_id is not null)
    and (kind = 'protection-referral') = (considered is not null));

-- A referral goes to a service in force, by a person, after everything was considered; the case has its outcome by it alone.
create function cases.refer() returns trigger
  language plpgsql
  as $$
begin
  if new.kind <> 'protection-referral' then
    return new;
  end if;
  if new.actor like 'system:%' or new.actor <> platform.actor() then
    raise exception 'a person refers, in their own name' using errcode = 'check_violation';
  end if;
  if not exists (select from cases.protection_service s where s.service_id = new.service_id and s.ended_at is null) then
    raise exception 'the service is not on the register' using errcode = 'check_violation';
  end if;
  if not new.considered @> cases.checklist_of_case(new.case_id, new.at) then
    raise exception 'not everything was considered' using errcode = 'check_violation';
  end if;
  update cases.case set outcome = 'PROTECTION_REFERRAL' where case_id = new.case_id;
  return new;
end
$$;
create trigger case_event_referral before insert on cases.case_event for each row execute function cases.refer();

create function cases.outcome_by_referral() returns trigger
  language plpgsql
  as $$
begin
  if new.outcome is distinct from old.outcome and (new.outcome is null or pg_trigger_depth() < 2) then
    raise exception 'a case has its outcome by a referral' using errcode = 'check_violation';
  end if;
  return new;
end
$$;
create trigger case_outcome before update on cases.case for each row execute function cases.outcome_by_referral();

-- Whoever was referred to protection is no longer the subject of anything that keeps them from their journey.
create function cases.keep_protected() returns trigger
  language plpgsql
  as $$
begin
  if new.state in ('proposed', 'released') and exists (
       select from cases.case c, cases.persons_of_case(c.case_id) p
       where c.outcome = 'PROTECTION_REFERRAL'
         and (p.flight_date, p.flight_id, p.person_id) = (new.flight_date, new.flight_id, new.person_id)) then
    raise exception 'this person was referred to protection' using errcode = 'check_violation';
  end if;
  return new;
end
$$;
create trigger directive_protected before insert or update of state on cases.directive
  for each row execute function cases.keep_protected();
