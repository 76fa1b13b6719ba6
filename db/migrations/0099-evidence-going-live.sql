-- Modules that process people's data at high risk (screening against lists and against rules, the exchange with other units)
-- go live by two persons, on an impact assessment that is in force, and only as long as it is (LED-27). Whatever a program
-- does, nothing of a module that is not live is written.
set local lock_timeout = '60s';

-- Says that a database holds invented travellers only: a demonstration's, or a test's. A working unit refuses to start on it.
create table platform.rehearsal (
  only_one boolean primary key default true check (only_one),
  kind text not null check (kind in ('demonstration', 'test'))
);
alter table platform.rehearsal enable row level security;
alter table platform.rehearsal force row level security;
create policy seen on platform.rehearsal for select using (true);
-- A test's is written by whoever owns the database past all policies, never by the program.
create policy begun on platform.rehearsal for insert
  with check (kind = 'demonstration' and platform.actor() = 'system:access');
grant select, insert on platform.rehearsal to openpiu_app;
create function platform.guard_rehearsal() returns trigger
  language plpgsql set search_path = pg_catalog, pg_temp
  as $$
begin
  if exists (select from access.person p where not p.demonstration)
     and not exists (select from access.person p where p.demonstration) then
    raise exception 'a unit with accounts of its own is no demonstration' using errcode = 'check_violation';
  end if;
  return new;
end
$$;
create trigger guard before insert on platform.rehearsal for each row
  when (new.kind = 'demonstration') execute function platform.guard_rehearsal();

create table evidence.going_live (
  going_live_id uuid primary key,
  module text not null check (module in ('lists', 'rules', 'exchange')),
  assessment integer not null references evidence.assessment,
  -- From this day on the assessment is due again: nothing rests on it any more.
  holds_until date not null,
  state text not null check (state in ('advised', 'live', 'refused', 'stopped')),
  -- The data protection officer's advice (LED-34), and the head's decision.
  advice text not null check (length(advice) between 20 and 8000),
  advised_by text not null check (advised_by not like 'system:%'),
  advised_at timestamptz not null,
  reason text check (length(reason) between 3 and 4000),
  decided_by text check (decided_by not like 'system:%' and decided_by <> advised_by),
  decided_at timestamptz,
  stop_reason text check (length(stop_reason) between 3 and 4000),
  stopped_by text check (stopped_by not like 'system:%'),
  stopped_at timestamptz,
  check ((state = 'advised') = (decided_by is null)),
  check ((decided_by is null) = (decided_at is null) and (decided_by is null) = (reason is null)),
  check ((state = 'stopped') = (stopped_by is not null)),
  check ((stopped_by is null) = (stopped_at is null) and (stopped_by is null) = (stop_reason is null))
);
create unique index going_live_now on evidence.going_live (module) where state = 'live';
create unique index going_live_advised on evidence.going_live (module) where state = 'advised';
alter table evidence.going_live enable row level security;
alter table evidence.going_live force row level security;
create policy seen on evidence.going_live for select using (true);
create policy advised on evidence.going_live for insert
  with check (advised_by = platform.actor() and state = 'advised');
create policy decided on evidence.going_live for update
  using ((select platform.has_role('head', 'data-protection-officer')));
grant select, insert, update on evidence.going_live to openpiu_app;

create function evidence.guard_going_live() returns trigger
  language plpgsql set search_path = pg_catalog, pg_temp
  as $$
declare
  roles text[] := string_to_array(coalesce(current_setting('openpiu.roles', true), ''), ',');
  today date := (platform.at() at time zone 'UTC')::date;
begin
  if tg_op = 'INSERT' or (old.state = 'advised' and new.state = 'live') then
    if not exists (select from evidence.assessment a where a.number = new.assessment and a.state = 'signed'
        and a.review_on = new.holds_until and a.review_on > today
        and a.number = (select max(b.number) from evidence.assessment b where b.state = 'signed')) then
      raise exception 'there is no impact assessment in force that this could rest on' using errcode = 'check_violation';
    end if;
  end if;
  if tg_op = 'INSERT' then
    if not roles && array['data-protection-officer'] then
      raise exception 'the data protection officer advises, in person' using errcode = 'insufficient_privilege';
    end if;
    return new;
  end if;
  if (new.going_live_id, new.module, new.assessment, new.holds_until, new.advice, new.advised_by, new.advised_at)
     is distinct from (old.going_live_id, old.module, old.assessment, old.holds_until, old.advice, old.advised_by, old.advised_at) then
    raise exception 'what was advised, and on which assessment, stays' using errcode = 'check_violation';
  end if;
  if old.state = 'advised' and new.state in ('live', 'refused') then
    if not roles && array['head'] or new.decided_by is distinct from platform.actor() then
      raise exception 'the head decides, in person' using errcode = 'insufficient_privilege';
    end if;
  elsif old.state = 'live' and new.state = 'stopped' then
    if not roles && array['head', 'data-protection-officer'] or new.stopped_by is distinct from platform.actor()
       or (new.reason, new.decided_by, new.decided_at) is distinct from (old.reason, old.decided_by, old.decided_at) then
      raise exception 'the head or the data protection officer stops it, in person' using errcode = 'insufficient_privilege';
    end if;
  else
    raise exception 'from % it does not become %', old.state, new.state using errcode = 'check_violation';
  end if;
  return new;
end
$$;
create trigger guard before insert or update on evidence.going_live for each row execute function evidence.guard_going_live();

-- Whether a module processes now. Read at the instant of the transaction: an assessment that has become due ends it by itself.
create function platform.module_live(wanted text) returns boolean
  language sql stable parallel safe
  as $$ select exists (select from platform.rehearsal) or exists (select from evidence.going_live g
    where g.module = wanted and g.state = 'live' and g.holds_until > (platform.at() at time zone 'UTC')::date) $$;

create function platform.require_live() returns trigger
  language plpgsql set search_path = pg_catalog, pg_temp
  as $$
begin
  if not platform.module_live(tg_argv[0]) then
    raise exception 'the module % is not in operation: no impact assessment in force, approved by two persons, carries it (LED-27)',
      tg_argv[0] using errcode = 'insufficient_privilege';
  end if;
  return null;
end
$$;
create trigger live before insert on cases.alert for each statement execute function platform.require_live('lists');
create trigger live before insert on cases.criterion_alert for each statement execute function platform.require_live('rules');
create trigger live before insert on exchange.outgoing for each statement execute function platform.require_live('exchange');
create trigger live before insert on exchange.received for each statement execute function platform.require_live('exchange');
