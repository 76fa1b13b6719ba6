-- What goes to and comes from units of other States (Directive (EU) 2016/681 Art. 9 and 11): partners whom two persons
-- admitted, an outbox that forgets nothing, and what arrived, which nobody uses before a person of the unit took it up.
create schema exchange;
grant usage on schema exchange to openpiu_app;

-- A partner is an authority of the register with an address, an agreement and an assessment of human rights (HR-OHCHR-10).
create table exchange.partner (
  authority_id uuid not null,
  version integer not null check (version > 0),
  address text not null check (address ~ '^https?://[^/@?#]+$'),
  agreement text not null check (length(agreement) between 3 and 300),
  -- What is kept of theirs is kept no longer than this, whatever a package says.
  keep_days integer not null check (keep_days between 1 and 1826),
  assessment text not null check (length(assessment) between 20 and 4000),
  assessed_until date not null,
  state text not null check (state in ('proposed', 'in-force', 'refused', 'replaced', 'ended')),
  reason text not null check (length(reason) >= 3),
  proposed_by text not null check (proposed_by not like 'system:%'),
  proposed_at timestamptz not null,
  decided_by text check (decided_by not like 'system:%'),
  decided_at timestamptz,
  ended_at timestamptz,
  primary key (authority_id, version),
  check (decided_by is null or decided_by <> proposed_by),
  check (state not in ('in-force', 'replaced') or decided_by is not null)
);
create unique index partner_in_force on exchange.partner (authority_id) where state = 'in-force';
create unique index partner_waiting on exchange.partner (authority_id) where state = 'proposed';

create function exchange.guard_partner() returns trigger
  language plpgsql set search_path = pg_catalog, pg_temp
  as $$
begin
  if (new.address, new.agreement, new.keep_days, new.assessment, new.assessed_until, new.proposed_by)
     is distinct from (old.address, old.agreement, old.keep_days, old.assessment, old.assessed_until, old.proposed_by) then
    raise exception 'a version of a partner is not changed: propose another' using errcode = 'check_violation';
  end if;
  if new.decided_by is distinct from old.decided_by and not (new.decided_by = current_setting('openpiu.actor', true)
     and platform.has_role('supervisor')) then
    raise exception 'a partner is admitted by a second person, a supervisor' using errcode = 'check_violation';
  end if;
  return new;
end
$$;
create trigger guard before update on exchange.partner for each row execute function exchange.guard_partner();

-- Each thing that is to be told, once for each partner; sealed until it is delivered, then only its hash.
create table exchange.outgoing (
  message_id uuid primary key,
  authority_id uuid not null,
  kind text not null check (kind in ('request', 'adhoc-push', 'package', 'answer', 'acknowledgement', 'outcome', 'recall',
    'recall-acknowledged', 'onward-notice')),
  subject_id uuid not null,
  sealed bytea,
  state text not null check (state in ('waiting', 'delivered', 'refused', 'given-up')),
  tries integer not null default 0,
  next_at timestamptz not null,
  created_at timestamptz not null,
  delivered_at timestamptz,
  receipt_hash text,
  problem text,
  unique (authority_id, kind, subject_id),
  check (sealed is not null or state <> 'waiting'),
  check (state <> 'delivered' or (delivered_at is not null and receipt_hash is not null and sealed is null))
);
create index outgoing_due on exchange.outgoing (next_at) where state = 'waiting';

-- What was heard before, so that nothing is heard twice: attempts for as long as they could be repeated.
create table exchange.heard (
  authority_id uuid not null,
  attempt uuid not null,
  at timestamptz not null,
  primary key (authority_id, attempt)
);
create table exchange.incoming (
  authority_id uuid not null,
  message_id uuid not null,
  kind text not null,
  at timestamptz not null,
  outcome text not null check (outcome in ('taken', 'refused')),
  code text,
  detail text,
  primary key (authority_id, message_id)
);

-- Requests on either side of an exchange, with the number that the other side gave.
create table exchange.dialogue (
  request_id uuid primary key,
  authority_id uuid not null,
  direction text not null check (direction in ('in', 'out')),
  message_id uuid not null,
  their_reference text,
  at timestamptz not null,
  result text check (result in ('data', 'no-data', 'masked-only', 'refused', 'partial')),
  code text,
  reason text,
  remedy text,
  answered_at timestamptz,
  unique (authority_id, direction, message_id)
);

-- What arrived. Nobody opens it before its conditions were accepted by a person of the unit, and nobody uses it before a
-- person reviewed it here (Art. 9(1): "after individual review"); it goes with its day, and at once when it is called back.
create table exchange.received (
  received_id uuid primary key,
  authority_id uuid not null,
  kind text not null check (kind in ('package', 'adhoc-push')),
  reference text not null check (length(reference) between 1 and 60),
  request_id uuid,
  urgent boolean not null,
  handling text[] not null,
  conditions text[] not null,
  purpose text not null,
  keep_until date not null,
  expires_at timestamptz not null,
  sealed bytea,
  hash text not null,
  state text not null check (state in ('arrived', 'accepted', 'taken-up', 'not-used', 'recalled')),
  arrived_at timestamptz not null,
  due_at timestamptz not null,
  accepted_by text check (accepted_by not like 'system:%'),
  accepted_at timestamptz,
  opened_by text check (opened_by not like 'system:%'),
  opened_at timestamptz,
  reviewed_by text check (reviewed_by not like 'system:%'),
  reviewed_at timestamptz,
  statement text,
  corrected_at timestamptz,
  recall_id uuid,
  recalled_at timestamptz,
  outcome text,
  unique (authority_id, reference),
  check (opened_at is null or accepted_at is not null),
  check (state not in ('taken-up', 'not-used') or (reviewed_by is not null and opened_at is not null and length(statement) >= 10)),
  check (state = 'arrived' or state = 'recalled' or accepted_by is not null),
  -- Called back: the words are gone in the same statement.
  check (state <> 'recalled' or sealed is null)
);
create index received_open on exchange.received (due_at) where state in ('arrived', 'accepted');

create function exchange.guard_received() returns trigger
  language plpgsql set search_path = pg_catalog, pg_temp
  as $$
declare
  acting text := current_setting('openpiu.actor', true);
begin
  if tg_op = 'INSERT' then
    if new.state <> 'arrived' or new.accepted_by is not null or new.opened_by is not null or new.reviewed_by is not null then
      raise exception 'what arrives has been looked at by nobody' using errcode = 'check_violation';
    end if;
    return new;
  end if;
  if (new.authority_id, new.kind, new.reference, new.hash, new.handling, new.conditions, new.arrived_at)
     is distinct from (old.authority_id, old.kind, old.reference, old.hash, old.handling, old.conditions, old.arrived_at)
     or new.expires_at > old.expires_at or new.keep_until > old.keep_until then
    raise exception 'what arrived is not changed, nor kept longer' using errcode = 'check_violation';
  end if;
  if (new.accepted_by is distinct from old.accepted_by and new.accepted_by is distinct from acting)
     or (new.opened_by is distinct from old.opened_by and new.opened_by is distinct from acting)
     or (new.reviewed_by is distinct from old.reviewed_by and new.reviewed_by is distinct from acting) then
    raise exception 'nobody looks in the name of another' using errcode = 'check_violation';
  end if;
  if new.state = old.state then return new; end if;
  if not ((old.state = 'arrived' and new.state = 'accepted') or (old.state = 'accepted' and new.state in ('taken-up', 'not-used'))
     or new.state = 'recalled') then
    raise exception 'what arrived does not go from % to %', old.state, new.state using errcode = 'check_violation';
  end if;
  if new.state <> 'recalled' and not platform.has_role('watch-officer', 'analyst', 'protection-reviewer') then
    raise exception 'what arrived is taken up by a person of the unit' using errcode = 'check_violation';
  end if;
  return new;
end
$$;
create trigger guard before insert or update on exchange.received for each row execute function exchange.guard_received();

-- Passed on to another authority: after our own review, by two persons, with the consent of the State it came from; without
-- consent to a third country only in the exception of Art. 11(2), of which that State is told at once and which is looked at afterwards.
create table exchange.onward (
  onward_id uuid primary key,
  received_id uuid not null references exchange.received on delete cascade,
  authority_id uuid not null,
  country text not null,
  abroad boolean not null,
  reason text not null check (length(reason) >= 10),
  consent text check (length(consent) >= 3),
  -- The exception: essential for which specific and actual threat, and why consent could not be had in time.
  threat text check (length(threat) >= 20),
  not_in_time text check (length(not_in_time) >= 20),
  drafted_by text not null check (drafted_by not like 'system:%'),
  drafted_at timestamptz not null,
  released_by text check (released_by not like 'system:%'),
  released_at timestamptz,
  refused_at timestamptz,
  inform_due_at timestamptz,
  review_due_at timestamptz,
  reviewed_by text check (reviewed_by not like 'system:%'),
  reviewed_at timestamptz,
  lawful boolean,
  opinion text,
  escalated_at timestamptz,
  check (released_by is null or released_by <> drafted_by),
  check ((threat is null) = (not_in_time is null)),
  check (released_at is null or consent is not null or not abroad or (threat is not null
    and inform_due_at <= released_at + interval '24 hours' and review_due_at <= released_at + interval '5 days')),
  check (reviewed_by is null or (reviewed_by not in (drafted_by, released_by) and length(opinion) >= 10))
);

create function exchange.guard_onward() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
declare
  of_it exchange.received%rowtype;
begin
  select * into of_it from exchange.received r where r.received_id = new.received_id;
  if tg_op = 'INSERT' or new.released_at is distinct from old.released_at then
    if of_it.state <> 'taken-up' then
      raise exception 'nothing is passed on before a person of this unit took it up' using errcode = 'check_violation';
    end if;
    if new.consent is null and new.threat is null and (new.abroad or of_it.handling && array['H3', 'H4']) then
      raise exception 'the consent of the State it came from is lacking' using errcode = 'check_violation';
    end if;
  end if;
  if tg_op = 'UPDATE' then
    if (new.received_id, new.authority_id, new.country, new.abroad, new.consent, new.threat, new.not_in_time, new.drafted_by)
       is distinct from (old.received_id, old.authority_id, old.country, old.abroad, old.consent, old.threat, old.not_in_time, old.drafted_by)
       or (old.released_at is not null and (new.released_at, new.released_by) is distinct from (old.released_at, old.released_by)) then
      raise exception 'what was passed on is not changed' using errcode = 'check_violation';
    end if;
    if new.released_by is distinct from old.released_by and not (new.released_by = current_setting('openpiu.actor', true)
       and platform.has_role('supervisor')) then
      raise exception 'it is passed on by a supervisor in person' using errcode = 'check_violation';
    end if;
    if new.reviewed_by is distinct from old.reviewed_by and not (new.reviewed_by = current_setting('openpiu.actor', true)
       and platform.has_role('data-protection-officer')) then
      raise exception 'the data protection officer looks at it in person' using errcode = 'check_violation';
    end if;
  elsif new.released_at is not null or new.reviewed_at is not null then
    raise exception 'it is passed on by a second person' using errcode = 'check_violation';
  end if;
  return new;
end
$$;
create trigger guard before insert or update on exchange.onward for each row execute function exchange.guard_onward();

-- The exception without consent is told to the State it came from and to the data protection officer, or it does not commit.
create function exchange.require_told() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
begin
  if new.released_at is not null and new.consent is null and new.threat is not null and (
     not exists (select from exchange.outgoing o where o.kind = 'onward-notice' and o.subject_id = new.onward_id)
     or not exists (select from disclosures.notice n where n.kind = 'without-consent' and n.detail ->> 'onward' = new.onward_id::text)) then
    raise exception 'the State it came from and the data protection officer are not told' using errcode = 'check_violation';
  end if;
  return null;
end
$$;
create constraint trigger told_of_exception after insert or update on exchange.onward
  deferrable initially deferred for each row execute function exchange.require_told();

grant select, insert, update on exchange.partner, exchange.outgoing, exchange.incoming, exchange.dialogue, exchange.received,
  exchange.onward to openpiu_app;
grant select, insert, delete on exchange.heard to openpiu_app;
grant delete on exchange.received, exchange.outgoing, exchange.incoming, exchange.dialogue to openpiu_app;

create function exchange.may_see() returns boolean
  language sql stable parallel safe
  as $$ select platform.has_role('system') or (platform.tenant() = 'piu' and platform.has_role('watch-officer', 'analyst',
          'protection-reviewer', 'supervisor', 'legal-adviser', 'head')) or platform.has_role('data-protection-officer', 'inspector') $$;
create function exchange.may_work() returns boolean
  language sql stable parallel safe
  as $$ select platform.has_role('system') or (platform.tenant() = 'piu' and platform.has_role('watch-officer', 'analyst',
          'protection-reviewer', 'supervisor', 'legal-adviser', 'data-protection-officer')) $$;
do $$
declare t text;
begin
  foreach t in array array['partner', 'outgoing', 'heard', 'incoming', 'dialogue', 'received', 'onward'] loop
    execute format('alter table exchange.%I enable row level security', t);
    execute format('create policy seen on exchange.%I for select using (exchange.may_see())', t);
  end loop;
  foreach t in array array['outgoing', 'dialogue', 'received', 'onward'] loop
    execute format('create policy worked on exchange.%I for insert with check (exchange.may_work())', t);
    execute format('create policy changed on exchange.%I for update using (exchange.may_work())', t);
  end loop;
  foreach t in array array['heard', 'incoming'] loop
    execute format('create policy worked on exchange.%I for insert with check (platform.has_role(''system''))', t);
    execute format('create policy changed on exchange.%I for update using (platform.has_role(''system''))', t);
  end loop;
  foreach t in array array['heard', 'incoming', 'outgoing', 'dialogue', 'received'] loop
    execute format('create policy gone on exchange.%I for delete using (platform.has_role(''system''))', t);
  end loop;
end
$$;
-- What has had its day is hidden from everybody but who deletes it.
create policy still_kept on exchange.received as restrictive for select
  using (expires_at > platform.at() or platform.has_role('system:retention'));
create policy proposed on exchange.partner for insert with check (platform.has_role('legal-adviser') and state = 'proposed'
  and proposed_by = current_setting('openpiu.actor', true) and decided_by is null);
create policy worked on exchange.partner for update using (platform.has_role('supervisor', 'legal-adviser', 'data-protection-officer'));

-- A request of ours is sent from its approval, and closed when its answer was read; what a partner accepts reaches us as a message.
insert into disclosures.transition values ('approved', 'closed', '{watch-officer,analyst,system}');
update disclosures.transition set roles = roles || '{system}' where from_state = 'released' and to_state = 'acknowledged';
create function disclosures.guard_closing() returns trigger
  language plpgsql set search_path = pg_catalog, pg_temp
  as $$
begin
  if old.state = 'approved' and new.state = 'closed' and new.direction <> 'out' then
    raise exception 'a request of others is closed after its answer' using errcode = 'check_violation';
  end if;
  return new;
end
$$;
create trigger guard_closing before update on disclosures.request for each row execute function disclosures.guard_closing();
