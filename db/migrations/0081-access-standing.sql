-- What lets a role act beside its grant (roles.md section 2; EUAPI12-14.4, HR-OHCHR-3, PNRD-4.3): a vetting that is valid, a
-- certificate of training for the role and one of human rights, a shift where the watch matters, a secondment in its time.
-- A role that lacks one of them sleeps: the server asks access.standing at each request, at the instant of its own clock.
set local lock_timeout = '20s';

create table access.role_condition (
  role text primary key,
  vetting boolean not null,
  certificate boolean not null,
  shift boolean not null
);
insert into access.role_condition values ('watch-officer', true, true, true), ('analyst', true, true, false),
  ('protection-reviewer', true, true, false), ('rules-manager', true, true, false),
  ('watchlist-manager', true, true, false), ('supervisor', true, true, false);
grant select on access.role_condition to openpiu_app;

create table access.vetting (
  vetting_id uuid primary key,
  person_id uuid not null references access.person,
  -- Who vetted, and under which file; nothing of what was found.
  authority text not null check (length(authority) between 2 and 100),
  reference text not null check (length(reference) between 2 and 100),
  vetted_at timestamptz not null,
  expires_at timestamptz not null check (expires_at > vetted_at),
  recorded_by text not null,
  recorded_at timestamptz not null,
  withdrawn_at timestamptz,
  withdrawn_by text,
  withdrawn_reason text check (length(withdrawn_reason) between 3 and 500),
  check (recorded_by <> person_id::text),
  check ((withdrawn_at is null) = (withdrawn_by is null) and (withdrawn_at is null) = (withdrawn_reason is null))
);
create index vetting_person on access.vetting (person_id, expires_at desc) where withdrawn_at is null;

create table access.certificate (
  certificate_id uuid primary key,
  person_id uuid not null references access.person,
  -- The role it trains for, or human rights, which every role needs that is trained.
  course text not null check (course in ('human-rights', 'watch-officer', 'analyst', 'protection-reviewer', 'rules-manager',
    'watchlist-manager', 'supervisor')),
  issuer text not null check (length(issuer) between 2 and 100),
  reference text not null check (length(reference) between 2 and 100),
  issued_at timestamptz not null,
  expires_at timestamptz not null check (expires_at > issued_at),
  recorded_by text not null,
  recorded_at timestamptz not null,
  check (recorded_by <> person_id::text)
);
create index certificate_person on access.certificate (person_id, course, expires_at desc);

create table access.secondment (
  secondment_id uuid primary key,
  person_id uuid not null references access.person,
  -- The authority that somebody comes from, as an organisation here; and their account there, which rests meanwhile.
  home text not null check (home ~ '^agency:[a-z0-9-]{1,40}$'),
  home_person_id uuid references access.person,
  reference text not null check (length(reference) between 2 and 100),
  purposes text[] not null check (cardinality(purposes) > 0 and purposes <@ array['TERR', 'SERIOUS', 'BORDER', 'CHILD_PROTECTION',
    'CRITERIA', 'QUALITY', 'TEST']),
  from_at timestamptz not null,
  until_at timestamptz not null check (until_at > from_at and until_at <= from_at + interval '3 years'),
  recorded_by text not null,
  recorded_at timestamptz not null,
  ended_at timestamptz,
  ended_by text,
  ended_reason text check (length(ended_reason) between 3 and 500),
  check (recorded_by <> person_id::text and recorded_by is distinct from home_person_id::text),
  check (home_person_id <> person_id),
  check ((ended_at is null) = (ended_by is null) and (ended_at is null) = (ended_reason is null))
);
create index secondment_person on access.secondment (person_id);
create index secondment_home on access.secondment (home_person_id) where home_person_id is not null;

create table access.shift (
  shift_id uuid primary key,
  person_id uuid not null references access.person,
  role text not null references access.role_condition,
  starts_at timestamptz not null,
  -- Null: until relieved.
  ends_at timestamptz check (ends_at > starts_at),
  planned_by text not null,
  planned_at timestamptz not null,
  taken_at timestamptz,
  ended_at timestamptz,
  -- What whoever comes next has to know; ids and numbers of flights, no names of travellers.
  handover text check (length(handover) between 3 and 2000),
  relieved_by uuid references access.person,
  cancelled_at timestamptz,
  cancelled_by text,
  check (ended_at is null or taken_at is not null),
  check (ended_at is null or handover is not null),
  check ((cancelled_at is null) = (cancelled_by is null)),
  check (cancelled_at is null or taken_at is null),
  check (relieved_by <> person_id)
);
create index shift_person on access.shift (person_id, starts_at desc);
create index shift_time on access.shift (starts_at desc);
-- One watch at a time.
create unique index shift_on_watch on access.shift (person_id) where taken_at is not null and ended_at is null;

create table access.review (
  review_id uuid primary key,
  person_id uuid not null references access.person,
  roles text[] not null,
  outcome text not null check (outcome in ('keep', 'change')),
  reason text not null check (length(reason) between 3 and 500),
  reviewed_by text not null check (reviewed_by not like 'system:%'),
  reviewed_at timestamptz not null,
  check (reviewed_by <> person_id::text)
);
create index review_person on access.review (person_id, reviewed_at desc);

-- What each role of an account lacks at that instant; an empty list: it acts.
create function access.standing(of_person uuid, moment timestamptz) returns table (role text, lacks text[])
  language sql stable
  as $$
  select g.role, array_remove(array[
    case when c.vetting and not exists (select from access.vetting v where v.person_id = of_person and v.withdrawn_at is null
      and v.vetted_at <= moment and v.expires_at > moment) then 'vetting' end,
    case when c.certificate and not exists (select from access.certificate t where t.person_id = of_person and t.course = g.role
      and t.issued_at <= moment and t.expires_at > moment) then 'certificate' end,
    case when c.certificate and not exists (select from access.certificate t where t.person_id = of_person
      and t.course = 'human-rights' and t.issued_at <= moment and t.expires_at > moment) then 'human-rights' end,
    case when c.shift and not exists (select from access.shift s where s.person_id = of_person and s.role = g.role
      and s.taken_at <= moment and s.ended_at is null and (s.ends_at is null or s.ends_at > moment)) then 'shift' end,
    case when exists (select from access.secondment s where s.person_id = of_person)
      and not exists (select from access.secondment s where s.person_id = of_person and s.from_at <= moment
        and s.until_at > moment and (s.ended_at is null or s.ended_at > moment)) then 'secondment' end,
    case when exists (select from access.secondment s where s.home_person_id = of_person and s.from_at <= moment
        and s.until_at > moment and (s.ended_at is null or s.ended_at > moment)) then 'home-rests' end
  ], null)
  from access.role_grant g left join access.role_condition c on c.role = g.role
  where g.person_id = of_person $$;

-- The purposes of somebody's secondment in force; null of who is not seconded.
create function access.seconded_for(of_person uuid, moment timestamptz) returns text[]
  language sql stable
  as $$ select s.purposes from access.secondment s where s.person_id = of_person and s.from_at <= moment and s.until_at > moment
    and (s.ended_at is null or s.ended_at > moment) order by s.from_at desc limit 1 $$;

alter table access.vetting enable row level security;
alter table access.vetting force row level security;
alter table access.certificate enable row level security;
alter table access.certificate force row level security;
alter table access.secondment enable row level security;
alter table access.secondment force row level security;
alter table access.shift enable row level security;
alter table access.shift force row level security;
alter table access.review enable row level security;
alter table access.review force row level security;
create function access.keeps_people() returns boolean
  language sql stable parallel safe
  as $$ select platform.has_role('system', 'supervisor', 'head', 'administrator', 'auditor', 'data-protection-officer') $$;
create policy seen on access.vetting for select using ((select access.keeps_people()) or person_id::text = platform.actor());
create policy seen on access.certificate for select using ((select access.keeps_people()) or person_id::text = platform.actor());
create policy seen on access.secondment for select using ((select access.keeps_people()) or person_id::text = platform.actor());
create policy seen on access.review for select using ((select access.keeps_people()) or person_id::text = platform.actor());
create policy seen on access.shift for select using ((select access.keeps_people()) or person_id::text = platform.actor()
  or (select platform.has_role('watch-officer', 'analyst')));
-- What lets somebody act is recorded by another, in person: vetting and secondment by the head, training by head or supervisor.
create policy recorded on access.vetting for insert with check ((select platform.has_role('system'))
  or (recorded_by = platform.actor() and (select platform.has_role('head'))));
create policy withdrawn on access.vetting for update using ((select platform.has_role('system', 'head')))
  with check ((select platform.has_role('system')) or (withdrawn_by = platform.actor() and person_id::text <> platform.actor()));
create policy recorded on access.certificate for insert with check ((select platform.has_role('system'))
  or (recorded_by = platform.actor() and (select platform.has_role('head', 'supervisor'))));
create policy recorded on access.secondment for insert with check ((select platform.has_role('system'))
  or (recorded_by = platform.actor() and (select platform.has_role('head'))));
create policy ended on access.secondment for update using ((select platform.has_role('system', 'head')))
  with check ((select platform.has_role('system')) or (ended_by = platform.actor() and person_id::text <> platform.actor()));
create policy planned on access.shift for insert with check ((select platform.has_role('system'))
  or (planned_by = platform.actor() and person_id::text <> platform.actor() and taken_at is null
    and (select platform.has_role('head', 'supervisor'))));
-- A watch is taken and handed over by who stands it; one that is planned is cancelled by who plans.
create policy stood on access.shift for update using ((select platform.has_role('system')) or person_id::text = platform.actor())
  with check ((select platform.has_role('system')) or person_id::text = platform.actor());
create policy cancelled on access.shift for update using ((select platform.has_role('head', 'supervisor')) and taken_at is null)
  with check (cancelled_by = platform.actor());
create policy reviewed on access.review for insert with check (reviewed_by = platform.actor()
  and (select platform.has_role('head', 'data-protection-officer')) and not (select platform.has_role('inspector')));
grant select, insert on access.vetting, access.certificate, access.secondment, access.shift, access.review to openpiu_app;
grant update (withdrawn_at, withdrawn_by, withdrawn_reason) on access.vetting to openpiu_app;
grant update (ended_at, ended_by, ended_reason) on access.secondment to openpiu_app;
grant update (taken_at, ended_at, handover, relieved_by, cancelled_at, cancelled_by) on access.shift to openpiu_app;

-- Nothing is recorded for longer than it may last, nor taken back or moved once it is done.
create function access.keep_standing() returns trigger
  language plpgsql set search_path = pg_catalog, pg_temp
  as $$
begin
  if current_user <> 'openpiu_app' or platform.has_role('system') then return new; end if;
  if tg_table_name = 'certificate' then
    if new.expires_at > new.issued_at + interval '24 months' then
      raise exception 'a certificate opens access for 24 months at most' using errcode = 'check_violation';
    end if;
  elsif tg_table_name = 'vetting' then
    if new.expires_at > new.vetted_at + interval '5 years' then
      raise exception 'a vetting holds for five years at most' using errcode = 'check_violation';
    end if;
  elsif tg_table_name = 'shift' then
    if tg_op = 'INSERT' and (new.ends_at is null or new.ends_at > new.starts_at + interval '14 hours') then
      raise exception 'a shift lasts 14 hours at most' using errcode = 'check_violation';
    end if;
    if tg_op = 'UPDATE' then
      if (old.taken_at is not null and new.taken_at is distinct from old.taken_at)
         or (old.ended_at is not null and (new.ended_at, new.handover, new.relieved_by) is distinct from
           (old.ended_at, old.handover, old.relieved_by)) or old.cancelled_at is not null then
        raise exception 'a shift that was stood or cancelled stays as it is' using errcode = 'check_violation';
      end if;
      -- Half an hour before it begins, for the handover, and never after it has ended.
      if old.taken_at is null and new.taken_at is not null and not (new.taken_at = platform.at()
          and new.taken_at >= new.starts_at - interval '30 minutes' and new.taken_at < new.ends_at) then
        raise exception 'a watch is taken in its time' using errcode = 'check_violation';
      end if;
    end if;
  end if;
  return new;
end
$$;
create trigger keep_standing before insert or update on access.vetting for each row execute function access.keep_standing();
create trigger keep_standing before insert or update on access.certificate for each row execute function access.keep_standing();
create trigger keep_standing before insert or update on access.shift for each row execute function access.keep_standing();

-- Whoever acts in a part that its role does not let them act in is refused by the database as well.
create function access.acts(duty text) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
declare
  roles text := coalesce(current_setting('openpiu.roles', true), '');
  acting text := platform.actor();
  missing text[];
begin
  if acting !~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then return; end if;
  perform set_config('openpiu.roles', 'system', true);
  select s.lacks into missing from access.standing(acting::uuid, platform.at()) s where s.role = duty;
  perform set_config('openpiu.roles', roles, true);
  if missing <> '{}' then
    raise exception 'duties apart: % lacks %', duty, array_to_string(missing, ', ') using errcode = 'DUTY2';
  end if;
end
$$;
revoke all on function access.acts(text) from public;

create or replace function access.note_parts() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
declare
  held text[] := string_to_array(coalesce(current_setting('openpiu.roles', true), ''), ',');
  after jsonb := to_jsonb(new);
  before jsonb := case when tg_op = 'UPDATE' then to_jsonb(old) else '{}' end;
  field text;
  duties text[];
  duty text;
  person text;
begin
  for i in 2 .. tg_nargs - 1 loop
    field := replace(split_part(tg_argv[i], '=', 1), '[]', '');
    duties := string_to_array(split_part(tg_argv[i], '=', 2), '|');
    select d into duty from unnest(duties) with ordinality as u (d, n)
      order by d = any (held) desc, n limit 1;
    for person in
      select value from jsonb_array_elements_text(case when jsonb_typeof(after -> field) = 'array' then after -> field
        else jsonb_build_array(after -> field) end) as value
      where value is not null and value not like 'system:%'
        and not case when jsonb_typeof(before -> field) = 'array' then before -> field ? value
          else coalesce(before ->> field = value, false) end
    loop
      perform access.take_part(tg_argv[0], after ->> tg_argv[1], person, duty);
      -- The rows of a rule or an entry name who wrote them long ago; who acts now is asked.
      if person = platform.actor() then perform access.acts(duty); end if;
    end loop;
  end loop;
  return null;
end
$$;

-- Units that worked before this: thirty days for the head to record what stands in the files.
insert into access.vetting (vetting_id, person_id, authority, reference, vetted_at, expires_at, recorded_by, recorded_at)
  select gen_random_uuid(), p.person_id, 'carried over', 'upgrade', now(), now() + interval '30 days', 'system:upgrade', now()
  from access.person p where not p.demonstration
    and exists (select from access.role_grant g join access.role_condition c using (role) where g.person_id = p.person_id);
insert into access.certificate (certificate_id, person_id, course, issuer, reference, issued_at, expires_at, recorded_by, recorded_at)
  select gen_random_uuid(), g.person_id, course, 'carried over', 'upgrade', now(), now() + interval '30 days', 'system:upgrade', now()
  from (select g.person_id, g.role as course from access.role_grant g join access.role_condition c using (role)
        union select g.person_id, 'human-rights' from access.role_grant g join access.role_condition c using (role)) g
    join access.person p using (person_id) where not p.demonstration;
insert into access.shift (shift_id, person_id, role, starts_at, ends_at, planned_by, planned_at, taken_at)
  select gen_random_uuid(), g.person_id, g.role, now(), now() + interval '30 days', 'system:upgrade', now(), now()
  from access.role_grant g join access.role_condition c using (role) join access.person p using (person_id)
  where c.shift and not p.demonstration;

-- Who is seconded takes no part in what their own authority asks or is told (PNRD-4.3): the unit's rules, not the home's.
create function access.keep_home_apart() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
declare
  roles text := coalesce(current_setting('openpiu.roles', true), '');
  acting text := platform.actor();
  own boolean;
begin
  if new.tenant not like 'agency:%' or platform.tenant() <> 'piu'
     or acting !~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then return null; end if;
  perform set_config('openpiu.roles', 'system', true);
  own := exists (select from access.secondment s where s.person_id = acting::uuid and s.home = new.tenant
    and s.from_at <= platform.at() and (s.ended_at is null or s.ended_at > platform.at()));
  perform set_config('openpiu.roles', roles, true);
  if own then
    raise exception 'duties apart: this is asked by the authority that the person is seconded from' using errcode = 'DUTY2';
  end if;
  return null;
end
$$;
create trigger home_apart after insert or update on disclosures.request for each row execute function access.keep_home_apart();
create trigger home_apart after insert or update on disclosures.package for each row execute function access.keep_home_apart();
