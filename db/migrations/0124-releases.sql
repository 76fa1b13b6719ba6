-- Release and configuration of software take two persons (roles.md section 4, F14; LED-29): which software a unit runs, and what is set
-- inside it, is asked by who runs the system and agreed by a second administrator or a supervisor, before it takes effect.
set local lock_timeout = '60s';

-- F14: asked by an administrator, one word suffices, of a supervisor or of another administrator; asked by a supervisor (settings only),
-- an administrator's; asked from a command line, where nobody knows who sits, both, so that two persons there are in any case.
alter table approvals.joint_decision add column asked_as text
  check (asked_as in ('administrator', 'supervisor', 'command-line'));
insert into approvals.joint_office values ('F14', 'supervisor'), ('F14', 'administrator');

create function approvals.offices_of(of_point text, of_asked_as text) returns setof text
  language sql stable security definer set search_path = pg_catalog, pg_temp
  as $$ select o.office from approvals.joint_office o where o.point = of_point
          and not (of_point = 'F14' and of_asked_as = 'supervisor' and o.office = 'supervisor') $$;
create function approvals.words_needed(of_point text, of_asked_as text) returns integer
  language sql stable security definer set search_path = pg_catalog, pg_temp
  as $$ select case when of_point = 'F14' and of_asked_as <> 'command-line' then 1
                    else (select count(*)::int from approvals.joint_office o where o.point = of_point) end $$;

create or replace function approvals.guard_joint_decision() returns trigger
  language plpgsql
  as $$
begin
  if tg_op = 'INSERT' then
    if new.state <> 'asked' or new.asked_by is distinct from platform.actor() or new.asked_at is distinct from platform.at()
       or not exists (select from approvals.joint_office o where o.point = new.point) then
      raise exception 'a decision begins with its being asked for, in one''s own name' using errcode = 'check_violation';
    end if;
    new.asked_as := case when new.point <> 'F14' then null
      when new.asked_by like 'system:%' then 'command-line'
      when platform.has_role('administrator') then 'administrator'
      when platform.has_role('supervisor') and new.item like 'setting:%' then 'supervisor' end;
    if new.point = 'F14' and new.asked_as is null then
      raise exception 'software is asked for by who runs the system' using errcode = 'check_violation';
    end if;
    return new;
  end if;
  if (new.joint_id, new.point, new.item, new.content, new.fingerprint, new.reason, new.asked_by, new.asked_at, new.expires_at, new.asked_as)
     is distinct from
     (old.joint_id, old.point, old.item, old.content, old.fingerprint, old.reason, old.asked_by, old.asked_at, old.expires_at, old.asked_as)
     or old.state <> 'asked' then
    raise exception 'what was asked is not changed, nor what was decided' using errcode = 'check_violation';
  end if;
  -- Agreed or refused by the steps alone; taken back by who asked; run out by the clock.
  if not (new.state in ('approved', 'refused') and pg_trigger_depth() > 1
          or new.state = 'withdrawn' and old.asked_by = platform.actor()
          or new.state = 'lapsed' and platform.at() >= old.expires_at) then
    raise exception 'the offices decide, each by its own step' using errcode = 'check_violation';
  end if;
  return new;
end
$$;

create or replace function approvals.guard_joint_step() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
declare
  asked approvals.joint_decision%rowtype;
begin
  select * into asked from approvals.joint_decision j where j.joint_id = new.joint_id for update;
  if asked.joint_id is null or asked.state <> 'asked' or platform.at() >= asked.expires_at then
    raise exception 'this decision is taken, or its time is over' using errcode = 'check_violation';
  end if;
  if new.fingerprint <> asked.fingerprint then
    raise exception 'this is not what was asked' using errcode = 'check_violation';
  end if;
  if new.taken_by is distinct from platform.actor() or new.taken_at is distinct from platform.at() or new.taken_by = asked.asked_by
     or not platform.has_role(new.office)
     or new.office not in (select approvals.offices_of(asked.point, asked.asked_as)) then
    raise exception 'each office decides in its own name, and nobody on what they asked for' using errcode = 'check_violation';
  end if;
  return new;
end
$$;

create or replace function approvals.settle_joint_decision() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
begin
  update approvals.joint_decision j
  set state = case when new.approve then 'approved' else 'refused' end, settled_at = new.taken_at
  where j.joint_id = new.joint_id
    and (not new.approve or approvals.words_needed(j.point, j.asked_as) <=
      (select count(*) from approvals.joint_step s where s.joint_id = j.joint_id and s.approve));
  return null;
end
$$;

-- Which software ran as this unit, with which settings, since when, and by whose word: one row a start of a server in working mode.
create schema releases;
grant usage on schema releases to openpiu_app;
create table releases.operation (
  operation_id uuid primary key,
  -- Of software and settings together.
  digest text not null check (digest ~ '^[0-9a-f]{64}$'),
  version text not null check (length(btrim(version)) between 1 and 60),
  software text not null check (software ~ '^[0-9a-f]{64}$'),
  -- Names and values; neither secrets nor what belongs to one machine.
  settings jsonb not null check (jsonb_typeof(settings) = 'object'),
  way text not null check (way in ('first', 'approved', 'emergency')),
  reason text check (length(btrim(reason)) between 10 and 500),
  server text not null,
  started_at timestamptz not null,
  check ((way = 'emergency') = (reason is not null))
);
create index operation_digest on releases.operation (digest, started_at);
create index operation_recent on releases.operation (started_at desc);

-- The last word of the second person on a release; null: there is none.
create function releases.said(of_digest text, out word text, out at timestamptz)
  language sql stable security definer set search_path = pg_catalog, pg_temp
  as $$ select j.state, j.settled_at from approvals.joint_decision j
        where j.point = 'F14' and j.item = 'release:' || of_digest and j.state in ('approved', 'refused')
        order by j.settled_at desc, j.joint_id desc limit 1 $$;

-- Since when it is in operation without the second's word; null: it is not.
create function releases.emergency_since(of_digest text) returns timestamptz
  language sql stable security definer set search_path = pg_catalog, pg_temp
  as $$ select min(o.started_at) from releases.operation o where o.digest = of_digest and o.way = 'emergency'
          and o.started_at > coalesce((releases.said(of_digest)).at, '-infinity') $$;

-- first: nothing has run yet; approved; emergency: in operation, to be agreed; refused; unapproved: it may not start.
create function releases.standing(of_digest text) returns text
  language sql stable security definer set search_path = pg_catalog, pg_temp
  as $$ select case
          when not exists (select from releases.operation) then 'first'
          when (releases.said(of_digest)).word = 'approved' then 'approved'
          when releases.emergency_since(of_digest) is not null then 'emergency'
          when (releases.said(of_digest)).word = 'refused' then 'refused'
          when exists (select from releases.operation o where o.digest = of_digest and o.way = 'first') then 'approved'
          else 'unapproved' end $$;

create function releases.guard_operation() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
declare
  standing text;
begin
  perform pg_advisory_xact_lock(hashtextextended('releases.operation', 0));
  standing := releases.standing(new.digest);
  if not (new.way = 'first' and standing = 'first' or new.way = 'approved' and standing = 'approved'
          or new.way = 'emergency' and standing in ('unapproved', 'refused', 'emergency')) then
    raise exception 'this release is not agreed by a second person' using errcode = 'check_violation', constraint = 'release_not_approved';
  end if;
  return new;
end
$$;
create trigger guard before insert on releases.operation for each row execute function releases.guard_operation();

grant select, insert on releases.operation to openpiu_app;
alter table releases.operation enable row level security;
alter table releases.operation force row level security;
create policy seen on releases.operation for select using ((select platform.tenant() in ('piu', 'authority')));
create policy begun on releases.operation for insert with check ((select platform.has_role('system')));

-- Servers that stand while nobody has agreed to what they run: for the officer's console.
create view releases.to_agree with (security_barrier) as
  select digest, max(version) as version, releases.emergency_since(digest) as since
  from releases.operation where way = 'emergency'
  group by digest having releases.standing(digest) = 'emergency';
grant select on releases.to_agree to openpiu_app;

-- What carriers are told while screening is away is a setting of the process: agreed by a second person, on exactly this (F14).
alter table intake.outage_policy add column joint_id uuid unique references approvals.joint_decision, add column agreed_by text,
  add constraint agreed_by_another check (agreed_by <> set_by);
create function intake.guard_outage_policy() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
declare
  asked approvals.joint_decision%rowtype;
begin
  select * into asked from approvals.joint_decision j where j.joint_id = new.joint_id;
  if asked.joint_id is null or asked.point <> 'F14' or asked.item <> 'setting:outage-policy' or asked.state <> 'approved'
     or new.set_by is distinct from asked.asked_by or new.reason is distinct from asked.reason
     or new.agreed_by is null
     or not exists (select from approvals.joint_step s where s.joint_id = asked.joint_id and s.taken_by = new.agreed_by and s.approve)
     or (asked.content - 'based-on') is distinct from
        jsonb_build_object('level', new.threat_level, 'normal', new.policies ->> 'normal', 'heightened', new.policies ->> 'heightened',
          'severe', new.policies ->> 'severe') then
    raise exception 'the policy for outages is agreed by a second person first' using errcode = 'check_violation',
      constraint = 'outage_policy_not_agreed';
  end if;
  return new;
end
$$;
create trigger guard before insert on intake.outage_policy for each row execute function intake.guard_outage_policy();
drop policy set_in_person on intake.outage_policy;
create policy agreed_in_person on intake.outage_policy for insert with check (
  agreed_by = platform.actor() and (select platform.has_role('supervisor', 'administrator')));
