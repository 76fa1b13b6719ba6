-- Penalties of carriers (roles.md F18; Directive (EU) 2016/681 Art. 14; Regulation (EU) 2025/13 Art. 37 and 38; Annex 9, 9.11, 9.33
-- and 9.38): a case about one carrier, each failure bound to what the unit itself holds; the carrier heard first; what an outage
-- excuses or the carrier disputes goes on to nobody; the legal adviser agrees, and an authority outside the unit decides.
set local lock_timeout = '60s';
create schema penalties;
grant usage on schema penalties to openpiu_app;
create sequence penalties.number;
grant usage on sequence penalties.number to openpiu_app;

-- The enforcement authority: an organisation of its own, with one role, held with no other.
alter table access.person drop constraint person_tenant_check,
  add constraint person_tenant_check check (tenant ~ '^(piu|approver|authority|enforcement|agency:[a-z0-9-]{1,40}|vendor:[a-z0-9-]{1,40})$');
alter table access.role_grant drop constraint role_grant_role_check,
  add constraint role_grant_role_check check (role in ('watch-officer', 'analyst', 'supervisor', 'watchlist-manager',
    'carrier-desk', 'rules-manager', 'legal-adviser', 'data-protection-officer', 'administrator',
    'protection-reviewer', 'head', 'auditor', 'approver', 'inspector', 'liaison', 'enforcement'));
insert into access.duty_pair
  select distinct least(a, 'enforcement'), greatest(a, 'enforcement'), 'roles'
  from unnest(array['watch-officer', 'analyst', 'supervisor', 'watchlist-manager', 'carrier-desk', 'rules-manager', 'legal-adviser',
    'data-protection-officer', 'administrator', 'protection-reviewer', 'head', 'auditor', 'approver', 'inspector', 'liaison']) a;
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
      when 'enforcement' then organisation = 'enforcement' when 'liaison' then organisation like 'agency:%'
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

create table penalties.penalty_case (
  case_id uuid primary key,
  number text not null unique check (number ~ '^PEN-20[0-9]{2}-[0-9]+$'),
  carrier_id uuid not null references carriers.carrier,
  carrier text not null,
  -- The national provision that was broken, and what happened, without any passenger.
  provision text not null check (length(btrim(provision)) between 3 and 300),
  summary text not null check (length(btrim(summary)) between 10 and 4000),
  -- Regulation (EU) 2025/13 Art. 38: each factor with its statement.
  factors jsonb not null check (factors ?& array['gravity', 'fault', 'recurrence', 'cooperation', 'size', 'others']),
  -- Earlier cases of the carrier that ended with a penalty, as they stood when it was sent the case.
  earlier text[] not null default '{}',
  state text not null check (state in ('draft', 'hearing', 'sent', 'returned', 'decided', 'dropped')),
  drafted_by text not null check (drafted_by not like 'system:%'),
  drafted_at timestamptz not null,
  notified_at timestamptz,
  hear_until timestamptz,
  -- How what the carrier said was weighed; part of what the legal adviser agrees to.
  weighing text check (length(btrim(weighing)) between 10 and 4000),
  dropped_by text,
  drop_reason text check (length(btrim(drop_reason)) between 10 and 2000),
  ended_at timestamptz,
  check ((notified_at is null) = (hear_until is null) and (state <> 'draft' or notified_at is null)),
  -- No law of a State that runs this gives less than two weeks to be heard.
  check (hear_until >= notified_at + interval '14 days'),
  check ((state = 'dropped') = (dropped_by is not null) and (dropped_by is null) = (drop_reason is null)),
  check ((state in ('decided', 'dropped')) = (ended_at is not null))
);
create index penalty_case_carrier on penalties.penalty_case (carrier_id, drafted_at desc);

create table penalties.failure (
  failure_id uuid primary key,
  case_id uuid not null references penalties.penalty_case on delete cascade,
  -- What the unit holds: a push that it expected, a receipt, a message of ours or a request for a push that nobody answered.
  source text not null check (source in ('push', 'receipt', 'message', 'push-request')),
  ref text not null,
  day date not null,
  -- Taken over from there by the trigger below, never claimed.
  kind text not null check (kind in ('no-data', 'late', 'incomplete', 'wrong-format', 'wrong-content', 'no-answer')),
  from_at timestamptz not null,
  until_at timestamptz not null check (until_at >= from_at),
  facts jsonb not null,
  added_by text not null,
  added_at timestamptz not null,
  aside text check (aside in ('outage', 'dispute', 'officer')),
  aside_reason text check (length(btrim(aside_reason)) between 3 and 2000),
  aside_by text,
  aside_at timestamptz,
  -- Its case was dropped: it may stand in another.
  released boolean not null default false,
  check ((aside is null) = (aside_by is null) and (aside is null) = (aside_at is null) and (aside is null) = (aside_reason is null))
);
create index failure_case on penalties.failure (case_id);
-- Nobody is proceeded against twice for the same.
create unique index failure_once on penalties.failure (source, ref) where not released;

create table penalties.statement (
  statement_id uuid primary key,
  case_id uuid not null references penalties.penalty_case on delete cascade,
  -- By the carrier itself over its connection, or written down from its letter.
  by_carrier boolean not null,
  made_by text not null,
  made_at timestamptz not null,
  reference text check (length(btrim(reference)) between 3 and 200),
  text text not null check (length(btrim(text)) between 3 and 8000),
  check (by_carrier or reference is not null)
);
create index statement_case on penalties.statement (case_id, made_at);

create table penalties.dispute (
  dispute_id uuid primary key,
  case_id uuid not null references penalties.penalty_case on delete cascade,
  -- Null: all of them.
  failure_id uuid references penalties.failure on delete cascade,
  ground text not null check (ground in ('outage', 'facts', 'law')),
  text text not null check (length(btrim(text)) between 3 and 8000),
  by_carrier boolean not null,
  opened_by text not null,
  opened_at timestamptz not null,
  reference text check (length(btrim(reference)) between 3 and 200),
  state text not null check (state in ('open', 'upheld', 'rejected')),
  decided_by text,
  decided_at timestamptz,
  decision text check (length(btrim(decision)) between 10 and 4000),
  check (by_carrier or reference is not null),
  check ((state = 'open') = (decided_by is null) and (decided_by is null) = (decided_at is null)
    and (decided_by is null) = (decision is null))
);
create index dispute_case on penalties.dispute (case_id, opened_at);

create table penalties.proposal (
  proposal_id uuid primary key,
  case_id uuid not null references penalties.penalty_case on delete cascade,
  joint_id uuid not null references approvals.joint_decision,
  -- The whole file as it was sent, canonical JSON; its hash stands in the ledger.
  content text not null,
  sha256 bytea not null check (sha256 = sha256(convert_to(content, 'UTF8'))),
  sent_by text not null check (sent_by not like 'system:%'),
  sent_at timestamptz not null check (isfinite(sent_at)),
  state text not null check (state in ('sent', 'penalty', 'no-penalty', 'returned')),
  amount numeric(14, 2) check (amount > 0),
  currency text check (currency ~ '^[A-Z]{3}$'),
  reasons text check (length(btrim(reasons)) between 10 and 8000),
  decided_by text,
  decided_at timestamptz,
  check ((state = 'penalty') = (amount is not null) and (amount is null) = (currency is null)),
  check ((state = 'sent') = (decided_by is null) and (decided_by is null) = (decided_at is null)
    and (decided_by is null) = (reasons is null))
);
create index proposal_case on penalties.proposal (case_id, sent_at);
create unique index proposal_waits on penalties.proposal (case_id) where state = 'sent';
create unique index proposal_agreed on penalties.proposal (joint_id);

-- By which channels a carrier could send in a time; one without a connection, by none in particular: then every channel counts.
create function penalties.channels_of(of_carrier uuid, from_time timestamptz, until_time timestamptz) returns text[]
  language sql stable
  as $$ select coalesce(array_agg(distinct case c.kind when 'watched-folder' then 'folder' when 'ssh-key' then 'sftp'
            when 'type-b-address' then 'type-b' when 'amqp-queue' then 'amqp' when 'mail-sender' then 'mail' else 'http' end),
          array['http', 'sftp', 'type-b', 'amqp', 'mail', 'folder'])
        from carriers.credential c
        where c.carrier_id = of_carrier and c.created_at <= until_time
          and coalesce(least(c.revoked_at, c.expires_at), 'infinity') > from_time $$;

-- Outages that stood in a time and touch the carrier: its own or ours, declared or observed, and planned stops (Annex 9, 9.11, 9.33 c).
create function penalties.excuses(of_carrier uuid, from_time timestamptz, until_time timestamptz)
  returns table (kind text, id uuid, began_at timestamptz, ended_at timestamptz)
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
#variable_conflict use_column
declare
  own text := coalesce(current_setting('openpiu.roles', true), '');
begin
  perform set_config('openpiu.roles', 'system', true);
  return query
    select o.kind, o.outage_id, o.began_at, o.ended_at from intake.channel_outage o
    where o.began_at <= until_time and coalesce(o.ended_at, 'infinity') >= from_time
      and (o.carrier_id = of_carrier
           or o.carrier_id is null and o.channels && penalties.channels_of(of_carrier, from_time, until_time))
    union all
    select 'planned-stop', s.stop_id, s.from_at, least(s.until_at, s.withdrawn_at) from intake.planned_stop s
    where s.from_at <= until_time and least(s.until_at, s.withdrawn_at) >= from_time
      and coalesce(s.withdrawn_at, 'infinity') > s.from_at
      and s.channels && penalties.channels_of(of_carrier, from_time, until_time);
  perform set_config('openpiu.roles', own, true);
end
$$;

-- What the unit holds of a carrier's failures in some days: the one place from which a failure enters a case. A push's time begins an
-- hour before it was due and ends when it came or was called missing; a receipt is of its instant; a message and a request last
-- from their sending to their end. A push that waited for us (excused_until), or a delivery over a fallback channel, is excused by itself.
create function penalties.held(of_carrier uuid, from_day date, until_day date)
  returns table (source text, ref text, day date, kind text, from_at timestamptz, until_at timestamptz, excused boolean, facts jsonb)
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
#variable_conflict use_column
declare
  own text := coalesce(current_setting('openpiu.roles', true), '');
begin
  perform set_config('openpiu.roles', 'system', true);
  return query
    select 'push', e.flight_date || '_' || e.flight_id || '_' || e.ordinal, e.flight_date,
      case e.outcome when 'missing' then 'no-data' else e.outcome end,
      f.departs_at + make_interval(mins => e.due - 60),
      greatest(coalesce(e.came_at, f.departs_at + make_interval(mins => e.missing)), f.departs_at + make_interval(mins => e.due)),
      e.excused_until is not null,
      jsonb_build_object('flight', f.carrier || f.number || f.suffix, 'date', e.flight_date, 'push', e.kind,
        'dueAt', f.departs_at + make_interval(mins => e.due), 'cameAt', e.came_at, 'outcome', e.outcome)
    from records.expected_push e join records.flight f using (flight_date, flight_id)
    where e.flight_date between from_day and until_day and e.counted and e.outcome in ('late', 'incomplete', 'missing')
      and f.departs_at is not null
      and f.carrier = any (select unnest(c.flies_as) from carriers.carrier c where c.carrier_id = of_carrier)
    union all
    select 'receipt', r.receipt_id::text, (r.received_at at time zone 'UTC')::date,
      case when r.state in ('refused', 'quarantined') then 'wrong-format' else 'wrong-content' end,
      r.received_at, r.received_at, exists (select from intake.delivery d where d.delivery_id = r.delivery_id and d.outage_id is not null),
      jsonb_build_object('receivedAt', r.received_at, 'kind', r.kind, 'state', r.state, 'flight', r.designator,
        'date', r.flight_date, 'sha256', encode(r.sha256, 'hex'), 'errors', r.errors,
        'codes', coalesce((select jsonb_agg(distinct x.code) from jsonb_to_recordset(r.findings) as x (code text, severity text)
                           where x.severity = 'error'), '[]'))
    from intake.receipt r
    where r.carrier_id = of_carrier and r.received_at >= from_day::timestamp at time zone 'UTC'
      and r.received_at < (until_day + 1)::timestamp at time zone 'UTC'
      and (r.state in ('refused', 'quarantined') or r.state = 'processed' and r.errors > 0)
    union all
    select 'message', o.outgoing_id::text, (o.created_at at time zone 'UTC')::date, 'no-answer', o.created_at,
      coalesce(o.escalated_at, o.expires_at), false,
      jsonb_build_object('kind', o.kind, 'sentAt', o.sent_at, 'until', coalesce(o.escalated_at, o.expires_at), 'state', o.state)
    from intake.outgoing o
    where o.carrier_id = of_carrier and o.confirmed and o.state in ('escalated', 'expired') and o.sent_at is not null
      and o.created_at >= from_day::timestamp at time zone 'UTC' and o.created_at < (until_day + 1)::timestamp at time zone 'UTC'
    union all
    select 'push-request', p.request_id::text, (p.asked_at at time zone 'UTC')::date, 'no-answer', p.decided_at, p.expires_at, false,
      jsonb_build_object('date', p.flight_date, 'sentAt', p.decided_at, 'until', p.expires_at, 'state', p.state)
    from intake.push_request p
    where p.carrier_id = of_carrier and p.state = 'expired' and p.decided_at is not null
      and p.asked_at >= from_day::timestamp at time zone 'UTC' and p.asked_at < (until_day + 1)::timestamp at time zone 'UTC';
  perform set_config('openpiu.roles', own, true);
end
$$;

-- Whether something excuses a failure, also what was told of only since.
create function penalties.is_excused(one penalties.failure)
  returns boolean
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
declare
  own text := coalesce(current_setting('openpiu.roles', true), '');
  answer boolean;
begin
  perform set_config('openpiu.roles', 'system', true);
  select (select exists (select from penalties.penalty_case c, penalties.excuses(c.carrier_id, one.from_at, one.until_at)
                       where c.case_id = one.case_id)) into answer;
  perform set_config('openpiu.roles', own, true);
  return answer;
end
$$;

-- What keeps a case from going on to the legal adviser, to the authority, or to a penalty; null: nothing.
create function penalties.hindrance(of_case uuid)
  returns text
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
declare
  own text := coalesce(current_setting('openpiu.roles', true), '');
  answer text;
begin
  perform set_config('openpiu.roles', 'system', true);
  select (select case
      when exists (select from penalties.dispute d where d.case_id = of_case and d.state = 'open') then 'dispute'
      when exists (select from penalties.failure f where f.case_id = of_case and f.aside is null and penalties.is_excused(f)) then 'outage'
      when not exists (select from penalties.failure f where f.case_id = of_case and f.aside is null) then 'nothing'
      -- To the second: the carrier has spoken, or its time is over.
      when not exists (select from penalties.statement s where s.case_id = of_case)
           and not exists (select from penalties.penalty_case c where c.case_id = of_case and platform.at() >= c.hear_until) then 'hearing'
    end) into answer;
  perform set_config('openpiu.roles', own, true);
  return answer;
end
$$;

-- Exactly what the legal adviser agrees to: what changes afterwards makes the agreement void.
create function penalties.content_of(of_case uuid)
  returns jsonb
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
declare
  own text := coalesce(current_setting('openpiu.roles', true), '');
  answer jsonb;
begin
  perform set_config('openpiu.roles', 'system', true);
  select (select jsonb_build_object('case', c.number, 'carrier', c.carrier, 'provision', c.provision, 'summary', c.summary,
      'weighing', coalesce(c.weighing, ''),
      'failures', (select count(*)::text from penalties.failure f where f.case_id = c.case_id and f.aside is null),
      'fingerprint', encode(sha256(convert_to(jsonb_build_array(c.factors, c.earlier, c.notified_at, c.hear_until,
        (select jsonb_agg(jsonb_build_array(f.failure_id, f.facts, f.aside) order by f.failure_id) from penalties.failure f where f.case_id = c.case_id),
        (select jsonb_agg(jsonb_build_array(s.statement_id, s.text) order by s.statement_id) from penalties.statement s where s.case_id = c.case_id),
        (select jsonb_agg(jsonb_build_array(d.dispute_id, d.state, d.decision) order by d.dispute_id) from penalties.dispute d where d.case_id = c.case_id)
      )::text, 'UTF8')), 'hex'))
    from penalties.penalty_case c where c.case_id = of_case) into answer;
  perform set_config('openpiu.roles', own, true);
  return answer;
end
$$;

-- Whose turn it is, held until the transaction ends.
create function penalties.hold(of_case uuid)
  returns penalties.penalty_case
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
declare
  own text := coalesce(current_setting('openpiu.roles', true), '');
  answer penalties.penalty_case;
begin
  perform set_config('openpiu.roles', 'system', true);
  select * into answer from penalties.penalty_case c where c.case_id = of_case for update;
  perform set_config('openpiu.roles', own, true);
  return answer;
end
$$;

create function penalties.guard_case() returns trigger
  language plpgsql
  as $$
begin
  if tg_op = 'INSERT' then
    if new.state <> 'draft' or new.drafted_by is distinct from platform.actor() or new.drafted_at is distinct from platform.at()
       or new.earlier <> '{}' or new.weighing is not null
       or new.carrier is distinct from (select code from carriers.carrier where carrier_id = new.carrier_id) then
      raise exception 'a case begins as a draft, in one''s own name' using errcode = 'check_violation';
    end if;
    return new;
  end if;
  if (new.case_id, new.number, new.carrier_id, new.carrier, new.drafted_by, new.drafted_at) is distinct from
     (old.case_id, old.number, old.carrier_id, old.carrier, old.drafted_by, old.drafted_at)
     or old.state in ('decided', 'dropped') then
    raise exception 'a case stays what it is, and what has ended has ended' using errcode = 'check_violation';
  end if;
  -- What the carrier is heard on is not changed under its hands.
  if old.state <> 'draft' and (new.provision, new.summary, new.factors, new.earlier, new.notified_at, new.hear_until) is distinct from
     (old.provision, old.summary, old.factors, old.earlier, old.notified_at, old.hear_until) then
    raise exception 'what the carrier was sent stays as it is' using errcode = 'check_violation';
  end if;
  if old.state = 'sent' and new.weighing is distinct from old.weighing then
    raise exception 'what was sent stays as it is' using errcode = 'check_violation';
  end if;
  if new.state = old.state then return new; end if;
  if not ((old.state, new.state) in (('draft', 'hearing'), ('draft', 'dropped'), ('hearing', 'dropped'), ('returned', 'dropped'))
          -- Sent and decided only by what is done with its proposal.
          or pg_trigger_depth() > 1 and (old.state, new.state) in (('hearing', 'sent'), ('returned', 'sent'), ('sent', 'returned'), ('sent', 'decided'))) then
    raise exception 'a case does not go from % to %', old.state, new.state using errcode = 'check_violation';
  end if;
  if new.state = 'hearing' then
    if new.notified_at is distinct from platform.at() then
      raise exception 'the hearing begins when the carrier is told' using errcode = 'check_violation';
    end if;
    if penalties.hindrance(new.case_id) is distinct from 'hearing' then
      raise exception 'there is nothing to hear the carrier on' using errcode = 'check_violation';
    end if;
    new.earlier := coalesce((select array_agg(c.number order by c.drafted_at, c.number) from penalties.penalty_case c
      where c.carrier_id = new.carrier_id and c.state = 'decided'
        and exists (select from penalties.proposal p where p.case_id = c.case_id and p.state = 'penalty')), '{}');
  end if;
  if new.state = 'dropped' and new.dropped_by is distinct from platform.actor() then
    raise exception 'nobody drops a case in another''s name' using errcode = 'check_violation';
  end if;
  return new;
end
$$;
create trigger guard before insert or update on penalties.penalty_case for each row execute function penalties.guard_case();
create function penalties.release_failures() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
declare
  own text := coalesce(current_setting('openpiu.roles', true), '');
begin
  perform set_config('openpiu.roles', 'system', true);
  update penalties.failure set released = true where case_id = new.case_id;
  perform set_config('openpiu.roles', own, true);
  return null;
end
$$;
create trigger release after update of state on penalties.penalty_case for each row
  when (new.state = 'dropped') execute function penalties.release_failures();

create function penalties.guard_failure() returns trigger
  language plpgsql
  as $$
declare
  own penalties.penalty_case := penalties.hold(new.case_id);
  found_one record;
begin
  if tg_op = 'INSERT' then
    if own.state is distinct from 'draft' or new.added_by is distinct from platform.actor() or new.aside is not null or new.released then
      raise exception 'failures enter a draft' using errcode = 'check_violation';
    end if;
    select * into found_one from penalties.held(own.carrier_id, new.day, new.day) h where h.source = new.source and h.ref = new.ref;
    if not found then
      raise exception 'the unit holds no such failure of this carrier' using errcode = 'check_violation', constraint = 'failure_not_held';
    end if;
    new.kind := found_one.kind;
    new.from_at := found_one.from_at;
    new.until_at := found_one.until_at;
    new.facts := found_one.facts;
    new.added_at := platform.at();
    if found_one.excused or exists (select from penalties.excuses(own.carrier_id, new.from_at, new.until_at)) then
      raise exception 'an outage excuses this failure' using errcode = 'check_violation', constraint = 'failure_excused';
    end if;
    return new;
  end if;
  if (new.failure_id, new.case_id, new.source, new.ref, new.day, new.kind, new.from_at, new.until_at, new.facts, new.added_by, new.added_at)
     is distinct from (old.failure_id, old.case_id, old.source, old.ref, old.day, old.kind, old.from_at, old.until_at, old.facts,
     old.added_by, old.added_at) or old.released or new.released and pg_trigger_depth() <= 1 then
    raise exception 'what the unit holds is not changed' using errcode = 'check_violation';
  end if;
  -- Set aside for good, and not while the authority has it.
  if new.aside is distinct from old.aside and (old.aside is not null or own.state not in ('draft', 'hearing', 'returned')
       and pg_trigger_depth() <= 1) then
    raise exception 'what is set aside stays aside' using errcode = 'check_violation';
  end if;
  return new;
end
$$;
create trigger guard before insert or update on penalties.failure for each row execute function penalties.guard_failure();

create function penalties.guard_statement() returns trigger
  language plpgsql
  as $$
declare
  own penalties.penalty_case := penalties.hold(new.case_id);
begin
  if own.state is null or own.state not in ('hearing', 'returned') or new.made_by is distinct from platform.actor()
     or new.made_at is distinct from platform.at() or new.by_carrier <> (platform.tenant() = 'carrier:' || own.carrier) then
    raise exception 'a carrier is heard in its hearing, in its own name' using errcode = 'check_violation';
  end if;
  return new;
end
$$;
create trigger guard before insert on penalties.statement for each row execute function penalties.guard_statement();

create function penalties.guard_dispute() returns trigger
  language plpgsql
  as $$
declare
  own penalties.penalty_case := penalties.hold(new.case_id);
begin
  if tg_op = 'INSERT' then
    if own.state is null or own.state not in ('hearing', 'sent', 'returned') or new.state <> 'open'
       or new.opened_by is distinct from platform.actor() or new.opened_at is distinct from platform.at()
       or new.by_carrier <> (platform.tenant() = 'carrier:' || own.carrier) then
      raise exception 'a dispute is opened in its own name while a case stands' using errcode = 'check_violation';
    end if;
    if new.failure_id is not null
       and not exists (select from penalties.failure f where f.failure_id = new.failure_id and f.case_id = new.case_id) then
      raise exception 'this failure is of another case' using errcode = 'check_violation';
    end if;
    return new;
  end if;
  if (new.dispute_id, new.case_id, new.failure_id, new.ground, new.text, new.by_carrier, new.opened_by, new.opened_at, new.reference)
     is distinct from (old.dispute_id, old.case_id, old.failure_id, old.ground, old.text, old.by_carrier, old.opened_by, old.opened_at,
     old.reference) or old.state <> 'open' or new.state = 'open' then
    raise exception 'a dispute is decided once, as it was opened' using errcode = 'check_violation';
  end if;
  if new.decided_by is distinct from platform.actor() or new.decided_at is distinct from platform.at()
     or new.decided_by in (own.drafted_by, old.opened_by) or not platform.has_role('supervisor') then
    raise exception 'a dispute is decided by a supervisor who neither drafted the case nor opened it' using errcode = 'check_violation';
  end if;
  return new;
end
$$;
create trigger guard before insert or update on penalties.dispute for each row execute function penalties.guard_dispute();
-- What was rightly disputed is set aside.
create function penalties.uphold() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
declare
  own text := coalesce(current_setting('openpiu.roles', true), '');
begin
  perform set_config('openpiu.roles', 'system', true);
  update penalties.failure f set aside = 'dispute', aside_reason = left(new.decision, 2000), aside_by = new.decided_by, aside_at = new.decided_at
  where f.case_id = new.case_id and f.aside is null and (new.failure_id is null or f.failure_id = new.failure_id);
  perform set_config('openpiu.roles', own, true);
  return null;
end
$$;
create trigger uphold after update on penalties.dispute for each row
  when (new.state = 'upheld') execute function penalties.uphold();

create function penalties.guard_proposal() returns trigger
  language plpgsql
  as $$
declare
  own penalties.penalty_case := penalties.hold(new.case_id);
  hindered text := penalties.hindrance(new.case_id);
begin
  if tg_op = 'INSERT' then
    if own.state is null or own.state not in ('hearing', 'returned') or new.state <> 'sent'
       or new.sent_by is distinct from platform.actor() or new.sent_at is distinct from platform.at() then
      raise exception 'a proposal is sent from its case, in one''s own name' using errcode = 'check_violation';
    end if;
    if hindered is not null then
      raise exception 'nothing is proposed: %', hindered using errcode = 'check_violation', constraint = 'penalty_hindered';
    end if;
    if not approvals.jointly_agreed('F18', 'penalty:' || new.case_id, penalties.content_of(new.case_id))
       or not exists (select from approvals.joint_decision j where j.joint_id = new.joint_id and j.point = 'F18'
                        and j.item = 'penalty:' || new.case_id and j.state = 'approved') then
      raise exception 'the legal adviser has not agreed to this' using errcode = 'check_violation', constraint = 'penalty_not_agreed';
    end if;
    return new;
  end if;
  if (new.proposal_id, new.case_id, new.joint_id, new.content, new.sha256, new.sent_by, new.sent_at) is distinct from
     (old.proposal_id, old.case_id, old.joint_id, old.content, old.sha256, old.sent_by, old.sent_at)
     or old.state <> 'sent' or new.state = 'sent' then
    raise exception 'a proposal is decided once, as it was sent' using errcode = 'check_violation';
  end if;
  if platform.tenant() <> 'enforcement' or not platform.has_role('enforcement') or new.decided_by is distinct from platform.actor()
     or new.decided_at is distinct from platform.at() then
    raise exception 'the enforcement authority decides, and nobody of the unit' using errcode = 'insufficient_privilege';
  end if;
  if new.state = 'penalty' and hindered is not null then
    raise exception 'no penalty now: %', hindered using errcode = 'check_violation', constraint = 'penalty_hindered';
  end if;
  return new;
end
$$;
create trigger guard before insert or update on penalties.proposal for each row execute function penalties.guard_proposal();
create function penalties.follow_proposal() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
declare
  own text := coalesce(current_setting('openpiu.roles', true), '');
begin
  perform set_config('openpiu.roles', 'system', true);
  update penalties.penalty_case
  set state = case when new.state in ('penalty', 'no-penalty') then 'decided' else new.state end,
    ended_at = case when new.state in ('penalty', 'no-penalty') then new.decided_at end
  where case_id = new.case_id;
  perform set_config('openpiu.roles', own, true);
  return null;
end
$$;
create trigger follow after insert or update on penalties.proposal for each row execute function penalties.follow_proposal();

-- F18: asked for by the desk, agreed by the legal adviser; neither while something hinders, nor by who drafted the case.
insert into approvals.joint_office values ('F18', 'legal-adviser');
create function penalties.guard_asking() returns trigger
  language plpgsql
  as $$
declare
  own penalties.penalty_case := penalties.hold(substring(new.item from '^penalty:([0-9a-f-]{36})$')::uuid);
begin
  if own.state is null or own.state not in ('hearing', 'returned') or not platform.has_role('carrier-desk') or own.weighing is null
     or new.content is distinct from penalties.content_of(own.case_id) then
    raise exception 'the desk asks for the agreement to a case that stands, as it stands' using errcode = 'check_violation';
  end if;
  if penalties.hindrance(own.case_id) is not null then
    raise exception 'nothing is proposed: %', penalties.hindrance(own.case_id) using errcode = 'check_violation', constraint = 'penalty_hindered';
  end if;
  return new;
end
$$;
create trigger guard_penalty before insert on approvals.joint_decision for each row
  when (new.point = 'F18') execute function penalties.guard_asking();
create function penalties.guard_agreement() returns trigger
  language plpgsql
  as $$
declare
  about text;
  own penalties.penalty_case;
begin
  select j.item into about from approvals.joint_decision j where j.joint_id = new.joint_id and j.point = 'F18';
  if about is null or not new.approve then return new; end if;
  own := penalties.hold(substring(about from '^penalty:([0-9a-f-]{36})$')::uuid);
  if new.taken_by = own.drafted_by then
    raise exception 'who drafted the case does not agree to it' using errcode = 'check_violation';
  end if;
  if penalties.hindrance(own.case_id) is not null then
    raise exception 'nothing is agreed to now: %', penalties.hindrance(own.case_id) using errcode = 'check_violation', constraint = 'penalty_hindered';
  end if;
  return new;
end
$$;
create trigger guard_penalty before insert on approvals.joint_step for each row execute function penalties.guard_agreement();
-- What waits for an office of the unit is not for the enforcement authority.
drop policy seen on approvals.joint_decision;
create policy seen on approvals.joint_decision for select using ((select platform.tenant() not in ('approver', 'enforcement')));
drop policy seen on approvals.joint_step;
create policy seen on approvals.joint_step for select using ((select platform.tenant() not in ('approver', 'enforcement')));

-- The unit sees its cases; a carrier its own once it is told; the enforcement authority what was sent to it, and nothing else.
do $$
declare t text;
begin
  foreach t in array array['penalty_case', 'failure', 'statement', 'dispute', 'proposal'] loop
    execute format('alter table penalties.%I enable row level security', t);
    execute format('alter table penalties.%I force row level security', t);
    execute format('create policy seen on penalties.%I for select using ((select platform.has_role(''system'', ''carrier-desk'',
      ''supervisor'', ''legal-adviser'', ''data-protection-officer'', ''head'', ''inspector'')))', t);
    execute format('create policy expired on penalties.%I for delete using ((select platform.has_role(''system'')))', t);
  end loop;
  foreach t in array array['failure', 'statement', 'dispute'] loop
    execute format('create policy own on penalties.%I for select using ((select platform.tenant() like ''carrier:%%'')
      and exists (select from penalties.penalty_case c where c.case_id = %I.case_id))', t, t);
  end loop;
end
$$;
create policy own on penalties.penalty_case for select
  using (state <> 'draft' and (select platform.tenant()) = 'carrier:' || carrier and notified_at is not null);
create policy drafted on penalties.penalty_case for insert with check ((select platform.has_role('carrier-desk')));
create policy worked on penalties.penalty_case for update using ((select platform.has_role('carrier-desk', 'system')));
create policy added on penalties.failure for insert with check ((select platform.has_role('carrier-desk')));
create policy worked on penalties.failure for update using ((select platform.has_role('carrier-desk', 'system')));
create policy heard on penalties.statement for insert
  with check ((select platform.has_role('carrier-desk') or platform.tenant() like 'carrier:%'));
create policy opened on penalties.dispute for insert
  with check ((select platform.has_role('carrier-desk') or platform.tenant() like 'carrier:%'));
create policy decided on penalties.dispute for update using ((select platform.has_role('supervisor')));
create policy sent_to_it on penalties.proposal for select
  using ((select platform.tenant() = 'enforcement' and platform.has_role('enforcement')));
create policy sent on penalties.proposal for insert with check ((select platform.has_role('carrier-desk')));
create policy decided on penalties.proposal for update
  using ((select platform.tenant() = 'enforcement' and platform.has_role('enforcement')));
grant select, insert, delete on penalties.penalty_case, penalties.failure, penalties.statement, penalties.dispute, penalties.proposal
  to openpiu_app;
grant update (provision, summary, factors, earlier, state, notified_at, hear_until, weighing, dropped_by, drop_reason, ended_at)
  on penalties.penalty_case to openpiu_app;
grant update (aside, aside_reason, aside_by, aside_at) on penalties.failure to openpiu_app;
grant update (state, decided_by, decided_at, decision) on penalties.dispute to openpiu_app;
grant update (state, amount, currency, reasons, decided_by, decided_at) on penalties.proposal to openpiu_app;
