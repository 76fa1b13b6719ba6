-- What people ask about their own data: requests, sealed; marks that stand beside a record; redress numbers.
create schema rights;
grant usage on schema rights to openpiu_app;

create table rights.request (
  request_id uuid primary key,
  -- What the person is told to come back with: a number without meaning, and a secret of which the hash is kept.
  reference text not null unique,
  code_hash bytea not null,
  kind text not null check (kind in ('access', 'rectification', 'erasure', 'restriction', 'objection', 'notation',
                                     'redress', 'complaint')),
  language text not null,
  received_at timestamptz not null,
  due_at timestamptz not null,
  state text not null default 'received' check (state in ('received', 'identity-wanted', 'examining', 'answered')),
  -- Who asks, how to reach them, in their words; and what they are answered. Sealed with the installation's key.
  sealed bytea not null,
  sealed_answer bytea,
  outcome text check (outcome in ('data-given', 'neutral', 'corrected', 'erased', 'restricted', 'noted', 'redress-number',
                                  'considered')),
  -- Why access or another right was limited: for the authority, never for the person (LED-15).
  limited_by text check (limited_by in ('no-data', 'investigation', 'detection', 'public-security', 'national-security',
                                        'rights-of-others')),
  sealed_reasons bytea,
  identity_confirmed_by text,
  answered_at timestamptz,
  answered_by text,
  version integer not null default 1,
  -- An answer has its outcome, its author and its day; a limited one its reasons in writing.
  check ((state = 'answered') = (outcome is not null and answered_at is not null and answered_by is not null)),
  check (outcome <> 'neutral' or (limited_by is not null and sealed_reasons is not null)),
  check (outcome is null or answered_by not like 'system:%')
);
create index request_due on rights.request (due_at) where state <> 'answered';

-- What stands beside a record from then on: the person's own statement, or that its accuracy is contested (LED-16.3).
create table rights.mark (
  mark_id uuid primary key,
  request_id uuid not null references rights.request,
  flight_date date not null,
  flight_id uuid not null,
  person_id uuid not null,
  kind text not null check (kind in ('notation', 'restriction')),
  sealed_text bytea not null,
  made_at timestamptz not null,
  made_by text not null,
  ended_at timestamptz,
  ended_by text
);
create index mark_of_flight on rights.mark (flight_date, flight_id, person_id);

-- Numbers that tell somebody from the person they are taken for; carriers send them with a booking.
create table rights.redress (
  number text primary key check (number ~ '^[A-Z2-9]{9}$'),
  request_id uuid not null unique references rights.request,
  issued_at timestamptz not null
);

grant select, insert, update on rights.request, rights.mark to openpiu_app;
grant select, insert on rights.redress to openpiu_app;
grant delete on rights.request, rights.mark, rights.redress to openpiu_app;

-- The officer in person: who else may read as the officer does changes nothing.
create function rights.is_officer() returns boolean
  language sql stable parallel safe
  as $$ select string_to_array(coalesce(current_setting('openpiu.roles', true), ''), ',') && array['data-protection-officer'] $$;

alter table rights.request enable row level security;
alter table rights.request force row level security;
alter table rights.mark enable row level security;
alter table rights.mark force row level security;
alter table rights.redress enable row level security;
alter table rights.redress force row level security;
create policy seen on rights.request for select using ((select platform.has_role('system', 'data-protection-officer', 'inspector')));
create policy asked on rights.request for insert with check ((select platform.has_role('system')));
create policy worked on rights.request for update
  using ((select rights.is_officer() or platform.has_role('system')));
create policy forgotten on rights.request for delete using ((select platform.has_role('system')));
create policy seen on rights.mark for select using (true);
create policy made on rights.mark for insert with check (made_by = platform.actor() and (select rights.is_officer()));
create policy ended on rights.mark for update
  using ((select rights.is_officer() or platform.actor() = 'system:keys'))
  with check (ended_by = platform.actor() or platform.actor() = 'system:keys');
create policy forgotten on rights.mark for delete using ((select platform.has_role('system')));
create policy seen on rights.redress for select using ((select platform.has_role('system', 'data-protection-officer', 'inspector', 'watch-officer',
  'analyst', 'supervisor')));
create policy issued on rights.redress for insert with check ((select rights.is_officer()));
create policy forgotten on rights.redress for delete using ((select platform.has_role('system')));

-- Whoever is named as answering is who acts; an answer that was given stays as it was given. The inspector only reads.
create function rights.guard_request() returns trigger
  language plpgsql set search_path = pg_catalog, pg_temp
  as $$
begin
  -- After a rotation of keys the same content is sealed anew; nothing else of the row moves with it.
  if platform.actor() = 'system:keys' then
    if to_jsonb(new) - '{sealed,sealed_answer,sealed_reasons}'::text[] <> to_jsonb(old) - '{sealed,sealed_answer,sealed_reasons}'::text[] then
      raise exception 'sealing anew changes nothing else' using errcode = 'check_violation';
    end if;
    return new;
  end if;
  if not rights.is_officer() then
    raise exception 'only the data protection officer works on requests' using errcode = 'insufficient_privilege';
  end if;
  if old.state = 'answered' then
    raise exception 'an answer that was given is not changed' using errcode = 'check_violation';
  end if;
  if new.answered_by is distinct from old.answered_by and new.answered_by <> platform.actor() then
    raise exception 'a request is answered in person' using errcode = 'check_violation';
  end if;
  if (new.kind, new.received_at, new.due_at, new.reference, new.sealed)
     is distinct from (old.kind, old.received_at, old.due_at, old.reference, old.sealed) then
    raise exception 'what was asked, and when, stays as it came' using errcode = 'check_violation';
  end if;
  return new;
end
$$;
create trigger guard before update on rights.request for each row execute function rights.guard_request();
