-- Rights carried out: erasure and correction of records by two persons, restriction that screening and searches heed, redress
-- numbers that are known again, and the time of all of it (LED-16, PNRD-13.1, CoE108-9.1e-g).
set local lock_timeout = '60s';

-- What the officer grants and a supervisor carries out. What is corrected, and in whose words, stands sealed.
create table rights.execution (
  execution_id uuid primary key,
  request_id uuid not null references rights.request,
  kind text not null check (kind in ('erasure', 'correction')),
  flight_date date not null,
  flight_id uuid not null,
  person_id uuid not null,
  clock_start timestamptz not null,
  -- Why the law wants it (LED-16): wrong or incomplete data; unlawful or needless processing; a law that demands erasure.
  basis text not null check (basis in ('inaccurate', 'incomplete', 'unlawful', 'not-needed', 'law-demands')),
  sealed bytea not null,
  state text not null default 'proposed' check (state in ('proposed', 'done', 'refused')),
  proposed_at timestamptz not null,
  proposed_by text not null check (proposed_by not like 'system:%'),
  decided_at timestamptz,
  decided_by text check (decided_by not like 'system:%'),
  -- Why it was not carried out, in the second person's words, sealed.
  sealed_refusal bytea,
  -- The deletion that certifies an erasure.
  run_id uuid,
  check ((kind = 'correction') = (basis in ('inaccurate', 'incomplete'))),
  check ((state = 'proposed') = (decided_by is null and decided_at is null)),
  check (decided_by is distinct from proposed_by),
  check ((state = 'refused') = (sealed_refusal is not null)),
  check ((kind = 'erasure' and state = 'done') = (run_id is not null))
);
create unique index execution_waiting on rights.execution (kind, flight_date, flight_id, person_id) where state = 'proposed';
create index execution_request on rights.execution (request_id);
create index execution_person on rights.execution (flight_date, flight_id, person_id);
grant select, insert, delete on rights.execution to openpiu_app;
grant update (state, decided_at, decided_by, sealed_refusal, run_id, sealed) on rights.execution to openpiu_app;
alter table rights.execution enable row level security;
alter table rights.execution force row level security;
create policy seen on rights.execution for select using (true);
create policy granted on rights.execution for insert
  with check (proposed_by = platform.actor() and state = 'proposed' and (select rights.is_officer()));
create policy decided on rights.execution for update using ((select platform.has_role('supervisor') or platform.actor() = 'system:keys'));
create policy forgotten on rights.execution for delete using ((select platform.has_role('system')));

create function rights.guard_execution() returns trigger
  language plpgsql set search_path = pg_catalog, pg_temp
  as $$
begin
  if platform.actor() = 'system:keys' then
    if to_jsonb(new) - '{sealed,sealed_refusal}'::text[] <> to_jsonb(old) - '{sealed,sealed_refusal}'::text[] then
      raise exception 'sealing anew changes nothing else' using errcode = 'check_violation';
    end if;
    return new;
  end if;
  if old.state <> 'proposed' then
    raise exception 'what was carried out or refused stays so' using errcode = 'check_violation';
  end if;
  if not platform.has_role('supervisor') or platform.actor() like 'system:%' or new.decided_by is distinct from platform.actor() then
    raise exception 'a supervisor carries out in person what the officer granted' using errcode = 'insufficient_privilege';
  end if;
  if new.sealed is distinct from old.sealed then
    raise exception 'what was granted stays as it was granted' using errcode = 'check_violation';
  end if;
  -- Nothing is called erased that is there still.
  if new.kind = 'erasure' and new.state = 'done' and exists (select from records.traveller t
      where t.flight_date = new.flight_date and t.flight_id = new.flight_id and t.person_id = new.person_id) then
    raise exception 'the record is there still' using errcode = 'check_violation';
  end if;
  if new.run_id is not null and not exists (select from retention.certificate c where c.run_id = new.run_id) then
    raise exception 'an erasure has its certificates' using errcode = 'check_violation';
  end if;
  return new;
end
$$;
create trigger guard before update on rights.execution for each row execute function rights.guard_execution();

-- Nobody is told that data were erased or corrected before they are; nor while a part of it waits.
create function rights.require_execution() returns trigger
  language plpgsql set search_path = pg_catalog, pg_temp
  as $$
declare
  wanted text := case new.outcome when 'erased' then 'erasure' when 'corrected' then 'correction' end;
begin
  if exists (select from rights.execution e where e.request_id = new.request_id and e.state = 'proposed') then
    raise exception 'something of this request waits to be carried out' using errcode = 'check_violation';
  end if;
  if wanted is not null and not exists (select from rights.execution e
      where e.request_id = new.request_id and e.kind = wanted and e.state = 'done') then
    raise exception 'nothing of this request was carried out' using errcode = 'check_violation';
  end if;
  return new;
end
$$;
create trigger executed before update of outcome on rights.request for each row
  when (new.outcome is not null and old.outcome is null) execute function rights.require_execution();

-- What the officer corrected of a row: a carrier that repeats the wrong value does not bring it back. And since when the row may
-- be used for nothing, as its accuracy is contested (LED-16.3).
alter table records.traveller add column corrected jsonb, add column restricted_at timestamptz;
create function records.mask_corrected() returns trigger
  language plpgsql
  as $$
begin
  new.corrected := null;
  return new;
end
$$;
create trigger corrected_masked before update of masked_at on records.traveller for each row
  when (new.masked_at is not null and new.corrected is not null) execute function records.mask_corrected();

-- A restriction takes the record out of screening and searches as long as it stands; the database does it with the mark.
create function rights.restrict_record() returns trigger
  language plpgsql
  as $$
declare
  roles text := coalesce(current_setting('openpiu.roles', true), '');
begin
  if new.kind = 'restriction' then
    perform set_config('openpiu.roles', 'system', true);
    update records.traveller t set restricted_at = (select min(m.made_at) from rights.mark m
        where m.flight_date = new.flight_date and m.flight_id = new.flight_id and m.person_id = new.person_id
          and m.kind = 'restriction' and m.ended_at is null)
    where t.flight_date = new.flight_date and t.flight_id = new.flight_id and t.person_id = new.person_id;
    perform set_config('openpiu.roles', roles, true);
  end if;
  return null;
end
$$;
create trigger restricts after insert or update of ended_at on rights.mark for each row execute function rights.restrict_record();
do $$
begin
  perform set_config('openpiu.roles', 'system,system:retention', true);
  update records.traveller t set restricted_at = m.made_at
  from rights.mark m where m.kind = 'restriction' and m.ended_at is null
    and t.flight_date = m.flight_date and t.flight_id = m.flight_id and t.person_id = m.person_id;
end
$$;

-- Marks have the time of what they stand beside.
alter table rights.mark add column clock_start timestamptz;
do $$
begin
  perform set_config('openpiu.roles', 'system,system:retention', true);
  alter table rights.mark no force row level security;
  update rights.mark m set clock_start = coalesce((select min(t.clock_start) from records.traveller t
    where t.flight_date = m.flight_date and t.flight_id = m.flight_id and t.person_id = m.person_id), m.made_at);
  alter table rights.mark force row level security;
end
$$;
alter table rights.mark alter column clock_start set not null;
do $$
declare t text;
begin
  foreach t in array array['mark', 'execution'] loop
    execute format($policy$create policy unexpired on rights.%1$I as restrictive for all using (
      clock_start >= (select platform.kept_from()) or (select platform.has_role('system:retention'))
      or exists (select from records.traveller t where t.flight_date = %1$I.flight_date and t.flight_id = %1$I.flight_id
        and t.person_id = %1$I.person_id))$policy$, t);
    execute format('create index %I on rights.%I (clock_start)', t || '_clock', t);
  end loop;
end
$$;
create index mark_request on rights.mark (request_id);
create index request_answered on rights.request (answered_at) where answered_at is not null;

-- Whose number it is, as a hash over birth date and name: with another person it says nothing.
alter table rights.redress add column holder bytea;

-- Data that were erased or corrected are called back from whoever was told of them (LED-16.5, LED-7.3).
alter table disclosures.recall drop constraint recall_cause_check;
alter table disclosures.recall add constraint recall_cause_check check (cause in ('correction', 'delisting', 'match-withdrawn',
  'approval-refused', 'approval-lapsed', 'mistake', 'erasure'));
