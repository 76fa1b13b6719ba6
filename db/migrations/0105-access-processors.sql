-- Processors (LED-22-23): who works for the unit by contract and under which instructions, with whose help; and their people, who
-- have no access of their own. A vendor's support comes in for a time, by two persons' word, and each visit is written down.
set local lock_timeout = '20s';

alter table access.person drop constraint person_tenant_check;
alter table access.person add constraint person_tenant_check
  check (tenant ~ '^(piu|approver|authority|(agency|vendor):[a-z0-9-]{1,40})$');

create table access.processor (
  processor_id uuid primary key,
  -- The organisation of its people's accounts.
  tenant text not null check (tenant ~ '^vendor:[a-z0-9-]{1,40}$'),
  name text not null check (length(name) between 2 and 200),
  contract text not null check (length(contract) between 3 and 300),
  instructions text not null check (length(instructions) between 20 and 8000),
  -- Whom it may call in, each with the unit's authorisation; none where it is empty.
  sub_processors text[] not null,
  valid_from timestamptz not null,
  valid_until timestamptz not null,
  state text not null check (state in ('proposed', 'in-force', 'refused', 'ended')),
  proposed_by text not null check (proposed_by not like 'system:%'),
  proposed_at timestamptz not null,
  reason text check (length(reason) between 3 and 4000),
  decided_by text check (decided_by not like 'system:%' and decided_by <> proposed_by),
  decided_at timestamptz,
  check (valid_until > valid_from and valid_until <= valid_from + interval '5 years'),
  check ((state = 'proposed') = (decided_by is null)),
  check ((decided_by is null) = (decided_at is null) and (decided_by is null) = (reason is null))
);
create unique index processor_now on access.processor (tenant) where state = 'in-force';
create table access.support_visit (
  visit_id uuid primary key,
  processor_id uuid not null references access.processor,
  person_id uuid not null references access.person,
  reason text not null check (length(reason) between 10 and 1000),
  minutes integer not null check (minutes between 5 and 240),
  asked_by text not null check (asked_by not like 'system:%' and asked_by <> person_id::text),
  asked_at timestamptz not null,
  officer_by text check (officer_by not like 'system:%' and officer_by not in (asked_by, person_id::text)),
  officer_at timestamptz,
  head_by text check (head_by not like 'system:%' and head_by not in (asked_by, person_id::text) and head_by <> officer_by),
  head_at timestamptz,
  expires_at timestamptz,
  ended_at timestamptz,
  ended_by text,
  check ((officer_by is null) = (officer_at is null) and (head_by is null) = (head_at is null) and (ended_by is null) = (ended_at is null)),
  check ((expires_at is null) = (officer_by is null or head_by is null)),
  check (expires_at <= greatest(officer_at, head_at) + make_interval(mins => minutes))
);
create unique index support_visit_open on access.support_visit (person_id) where expires_at is null and ended_at is null;
alter table access.processor enable row level security;
alter table access.processor force row level security;
alter table access.support_visit enable row level security;
alter table access.support_visit force row level security;
create policy seen on access.processor for select using (true);
create policy proposed on access.processor for insert
  with check (proposed_by = platform.actor() and state = 'proposed' and (select platform.has_role('legal-adviser')));
create policy decided on access.processor for update using ((select platform.has_role('head')));
create policy seen on access.support_visit for select using (true);
create policy asked on access.support_visit for insert with check (asked_by = platform.actor() and asked_at = platform.at()
  and officer_by is null and head_by is null and (select platform.has_role('administrator')));
create policy changed on access.support_visit for update
  using ((select platform.has_role('data-protection-officer', 'head', 'administrator')));
grant select, insert on access.processor, access.support_visit to openpiu_app;
grant update (state, reason, decided_by, decided_at) on access.processor to openpiu_app;
grant update (officer_by, officer_at, head_by, head_at, expires_at, ended_at, ended_by) on access.support_visit to openpiu_app;

create function access.keep_processor() returns trigger
  language plpgsql set search_path = pg_catalog, pg_temp
  as $$
begin
  if new.decided_by is distinct from platform.actor() or new.decided_at is distinct from platform.at()
     or not ((old.state = 'proposed' and new.state in ('in-force', 'refused')) or (old.state = 'in-force' and new.state = 'ended')) then
    raise exception 'the head decides on a processor, in person, once' using errcode = 'check_violation';
  end if;
  return new;
end
$$;
create trigger keep_processor before update on access.processor for each row execute function access.keep_processor();

-- A visit is asked for by an administrator for a person of a processor in force, approved by the officer and the head, each in
-- person; what was approved, and that it ended, stays.
create function access.keep_support_visit() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
declare
  held text[] := string_to_array(coalesce(current_setting('openpiu.roles', true), ''), ',');
begin
  if tg_op = 'INSERT' then
    if not exists (select from access.processor p join access.person v on v.tenant = p.tenant
        where p.processor_id = new.processor_id and v.person_id = new.person_id and p.state = 'in-force'
          and p.valid_from <= platform.at() and p.valid_until > platform.at()) then
      raise exception 'nobody of this processor may come in: no contract of theirs is in force' using errcode = 'check_violation';
    end if;
    return new;
  end if;
  if old.ended_at is not null then
    raise exception 'a visit that ended stays ended' using errcode = 'check_violation';
  end if;
  if new.officer_by is distinct from old.officer_by and (old.officer_by is not null or not held && array['data-protection-officer']
       or new.officer_by is distinct from platform.actor() or new.officer_at is distinct from platform.at())
     or new.head_by is distinct from old.head_by and (old.head_by is not null or not held && array['head']
       or new.head_by is distinct from platform.actor() or new.head_at is distinct from platform.at()) then
    raise exception 'the data protection officer and the head approve a visit, each in person' using errcode = 'insufficient_privilege';
  end if;
  if new.expires_at is distinct from old.expires_at and old.expires_at is not null then
    raise exception 'a visit is not made longer' using errcode = 'check_violation';
  end if;
  if new.ended_at is not null then
    if new.ended_by is distinct from platform.actor() or new.ended_at is distinct from platform.at() then
      raise exception 'who ends a visit does it in person' using errcode = 'check_violation';
    end if;
    delete from access.session s where s.person_id = new.person_id;
  end if;
  return new;
end
$$;
create trigger keep_support_visit before insert or update on access.support_visit
  for each row execute function access.keep_support_visit();

-- Standing access of a vendor does not exist: no session of theirs without a visit, and none that outlasts it; and of all roles
-- only the one that sees no person.
create function access.keep_vendor_out() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
declare
  ends timestamptz;
begin
  if not exists (select from access.person p where p.person_id = new.person_id and p.tenant like 'vendor:%') then
    return new;
  end if;
  if tg_table_name = 'role_grant' then
    if new.role <> 'administrator' then
      raise exception 'a processor''s people see no traveller: they hold the role of an administrator only (LED-22-23)'
        using errcode = 'check_violation';
    end if;
    return new;
  end if;
  select max(v.expires_at) into ends from access.support_visit v join access.processor p using (processor_id)
    where v.person_id = new.person_id and v.ended_at is null and v.expires_at > platform.at()
      and p.state = 'in-force' and p.valid_until > platform.at();
  if ends is null then
    raise exception 'a vendor comes in during a visit that two persons approved, and not otherwise (LED-22-23)'
      using errcode = 'insufficient_privilege';
  end if;
  new.expires_at := least(new.expires_at, ends);
  return new;
end
$$;
create trigger keep_vendor_out before insert or update on access.session for each row execute function access.keep_vendor_out();
create trigger keep_vendor_out before insert or update on access.role_grant for each row execute function access.keep_vendor_out();

-- The role of an administrator is a processor's too, during a visit; all else as before.
create or replace function access.keep_roles_apart() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
declare
  organisation text;
  against text;
begin
  -- Two grants to one account at once count one after the other.
  select tenant into organisation from access.person where person_id = new.person_id for no key update;
  if not (case new.role when 'approver' then organisation = 'approver' when 'inspector' then organisation = 'authority'
      when 'liaison' then organisation like 'agency:%'
      when 'administrator' then organisation = 'piu' or organisation like 'vendor:%' else organisation = 'piu' end) then
    raise exception 'the role % is none for an account of %', new.role, organisation using errcode = '42501';
  end if;
  select g.role into against from access.role_grant g join access.duty_pair p
      on p.apart = 'roles' and p.one = least(g.role, new.role) and p.other = greatest(g.role, new.role)
    where g.person_id = new.person_id and g.role <> new.role limit 1;
  if found then
    raise exception 'the roles % and % are not held together', against, new.role using errcode = '42501';
  end if;
  return null;
end
$$;
