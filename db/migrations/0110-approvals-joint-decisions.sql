-- Decisions that several offices take together (roles.md section 4): asked for by one person, each office by another, all within a
-- time, on exactly what was asked. The state follows from the steps; nobody writes it, by SQL either.
set local lock_timeout = '60s';

-- Which offices have to agree, by the number of the point. F21: a new source is connected by the lists' desk with the legal adviser
-- and the data protection officer.
create table approvals.joint_office (
  point text not null check (point ~ '^F[0-9]{2}$'),
  office text not null,
  primary key (point, office)
);
insert into approvals.joint_office values ('F21', 'legal-adviser'), ('F21', 'data-protection-officer');

create table approvals.joint_decision (
  joint_id uuid primary key,
  point text not null,
  -- The one thing ("list:<id>") and what exactly is asked of it; an agreement goes for nothing else.
  item text not null,
  content jsonb not null,
  fingerprint text not null check (fingerprint ~ '^[0-9a-f]{64}$'),
  reason text not null check (length(btrim(reason)) between 3 and 1000),
  state text not null default 'asked' check (state in ('asked', 'approved', 'refused', 'withdrawn', 'lapsed')),
  asked_by text not null,
  asked_at timestamptz not null,
  expires_at timestamptz not null,
  settled_at timestamptz,
  check (expires_at > asked_at and expires_at <= asked_at + interval '30 days'),
  check ((state = 'asked') = (settled_at is null))
);
create unique index joint_decision_open on approvals.joint_decision (point, item) where state = 'asked';
create index joint_decision_item on approvals.joint_decision (item, asked_at desc);

create table approvals.joint_step (
  joint_id uuid not null references approvals.joint_decision,
  office text not null,
  approve boolean not null,
  -- Of what was read when it was decided.
  fingerprint text not null,
  reason text not null check (length(btrim(reason)) between 3 and 1000),
  taken_by text not null check (taken_by not like 'system:%'),
  taken_at timestamptz not null,
  primary key (joint_id, office),
  unique (joint_id, taken_by)
);

-- Addresses that were there before this law of the database stay connected.
insert into approvals.joint_decision (joint_id, point, item, content, fingerprint, reason, state, asked_by, asked_at, expires_at, settled_at)
select gen_random_uuid(), 'F21', 'list:' || list_id, jsonb_build_object('address', address), repeat('0', 64),
       'connected before the approval by two offices was asked for', 'approved', created_by, created_at,
       created_at + interval '14 days', created_at
from watchlists.list where address is not null;

create function approvals.guard_joint_decision() returns trigger
  language plpgsql
  as $$
begin
  if tg_op = 'INSERT' then
    if new.state <> 'asked' or new.asked_by is distinct from platform.actor() or new.asked_at is distinct from platform.at()
       or not exists (select from approvals.joint_office o where o.point = new.point) then
      raise exception 'a decision begins with its being asked for, in one''s own name' using errcode = 'check_violation';
    end if;
    return new;
  end if;
  if (new.joint_id, new.point, new.item, new.content, new.fingerprint, new.reason, new.asked_by, new.asked_at, new.expires_at)
     is distinct from
     (old.joint_id, old.point, old.item, old.content, old.fingerprint, old.reason, old.asked_by, old.asked_at, old.expires_at)
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
create trigger guard before insert or update on approvals.joint_decision for each row execute function approvals.guard_joint_decision();

create function approvals.guard_joint_step() returns trigger
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
     or not exists (select from approvals.joint_office o where o.point = asked.point and o.office = new.office) then
    raise exception 'each office decides in its own name, and nobody on what they asked for' using errcode = 'check_violation';
  end if;
  return new;
end
$$;
create trigger guard before insert on approvals.joint_step for each row execute function approvals.guard_joint_step();

create function approvals.settle_joint_decision() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
begin
  update approvals.joint_decision j
  set state = case when new.approve then 'approved' else 'refused' end, settled_at = new.taken_at
  where j.joint_id = new.joint_id
    and (not new.approve or not exists (
      select from approvals.joint_office o where o.point = j.point
        and not exists (select from approvals.joint_step s where s.joint_id = j.joint_id and s.office = o.office and s.approve)));
  return null;
end
$$;
create trigger settle after insert on approvals.joint_step for each row execute function approvals.settle_joint_decision();

-- Whether the offices agreed to exactly this, and nothing else was agreed about it since.
create function approvals.jointly_agreed(of_point text, of_item text, of_content jsonb) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp
  as $$ select coalesce((select j.content = of_content from approvals.joint_decision j
                         where j.point = of_point and j.item = of_item and j.state = 'approved'
                         order by j.settled_at desc, j.joint_id desc limit 1), false) $$;

grant select on approvals.joint_office to openpiu_app;
grant select, insert on approvals.joint_decision, approvals.joint_step to openpiu_app;
grant update (state, settled_at) on approvals.joint_decision to openpiu_app;
alter table approvals.joint_decision enable row level security;
alter table approvals.joint_decision force row level security;
alter table approvals.joint_step enable row level security;
alter table approvals.joint_step force row level security;
create policy seen on approvals.joint_decision for select using ((select platform.tenant() <> 'approver'));
create policy asked on approvals.joint_decision for insert with check ((select platform.tenant() = 'piu' or platform.has_role('system')));
create policy goes_on on approvals.joint_decision for update using ((select platform.tenant() = 'piu' or platform.has_role('system')))
  with check (true);
create policy seen on approvals.joint_step for select using ((select platform.tenant() <> 'approver'));
create policy taken on approvals.joint_step for insert with check ((select platform.tenant() = 'piu'));

-- F21 (CJEU C-817/19, 182 to 192): nothing is fetched from a source that the offices have not agreed to, and no version is made of it unattended.
create function watchlists.guard_connection() returns trigger
  language plpgsql
  as $$
declare
  of_address text;
begin
  select l.address into of_address from watchlists.list l where l.list_id = new.list_id;
  if of_address is not null
     and not approvals.jointly_agreed('F21', 'list:' || new.list_id, jsonb_build_object('address', of_address)) then
    raise exception 'this source is connected by the legal adviser and the data protection officer first'
      using errcode = 'check_violation', constraint = 'source_not_connected';
  end if;
  return new;
end
$$;
create trigger guard_connection before update of last_fetch_at on watchlists.list for each row
  when (new.last_fetch_at is distinct from old.last_fetch_at) execute function watchlists.guard_connection();
create trigger guard_connection before insert on watchlists.version for each row
  when (new.prepared_by = 'system:watchlists') execute function watchlists.guard_connection();
create function watchlists.keep_address() returns trigger
  language plpgsql
  as $$
begin
  raise exception 'another address is another source: register it as a list of its own' using errcode = 'check_violation';
end
$$;
create trigger keep_address before update of address on watchlists.list for each row
  when (new.address is distinct from old.address) execute function watchlists.keep_address();
