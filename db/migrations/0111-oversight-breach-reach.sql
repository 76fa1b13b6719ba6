-- Whom a breach concerns, computed from the ledger and the records by what was open to it (an account, a route, a table, a time)
-- and never typed: who, under which record, since when. Ids only: who they are stands in the records, for those who may see them.
set local lock_timeout = '60s';
create table oversight.breach_reach (
  reach_id uuid primary key,
  -- In which order they were counted: the last one is what is told.
  ordinal bigint not null generated always as identity,
  breach_id uuid not null references oversight.breach,
  at timestamptz not null,
  by_person text not null check (by_person not like 'system:%'),
  -- What was open: [{"by": "account" | "route" | "table", ...}]; nothing of a traveller.
  selectors jsonb not null check (jsonb_typeof(selectors) = 'array' and jsonb_array_length(selectors) between 1 and 20),
  persons integer not null check (persons >= 0),
  records integer not null check (records >= 0),
  -- Since when the first of them is affected; null: nobody is.
  since timestamptz,
  -- SHA-256 of the ids, in order: that the list is the one that was counted.
  hash bytea not null
);
create index breach_reach_of on oversight.breach_reach (breach_id, ordinal desc);

create table oversight.breach_affected (
  reach_id uuid not null references oversight.breach_reach,
  person_id uuid not null,
  -- A traveller has a flight; whoever works here, or asked about their own data, has none.
  flight_date date,
  flight_id uuid,
  kind text not null check (kind in ('traveller', 'account', 'request')),
  -- Rows of theirs that were open: passenger list, booking, alert; one where the record is gone by now.
  records integer not null check (records > 0),
  since timestamptz not null,
  -- Which selectors found them, by their place (from 0).
  found_by smallint[] not null,
  primary key (reach_id, person_id)
);

grant select, insert on oversight.breach_reach, oversight.breach_affected to openpiu_app;
grant update (persons, records, since, hash) on oversight.breach_reach to openpiu_app;
do $$
declare t text;
begin
  foreach t in array array['breach_reach', 'breach_affected'] loop
    execute format('alter table oversight.%I enable row level security', t);
    execute format('alter table oversight.%I force row level security', t);
  end loop;
end
$$;
create policy seen on oversight.breach_reach for select
  using ((select platform.has_role('data-protection-officer', 'inspector', 'head', 'auditor', 'system')));
create policy counted on oversight.breach_reach for insert
  with check (by_person = platform.actor() and at = platform.at() and (select oversight.is_officer()));
create policy summed on oversight.breach_reach for update
  using (by_person = platform.actor() and at = platform.at() and (select oversight.is_officer()));
-- Who is affected is for the officer and the authority, on a stated ground.
create policy seen on oversight.breach_affected for select
  using ((select platform.has_role('system') or (platform.has_purpose() and platform.has_role('data-protection-officer', 'inspector'))));
create policy counted on oversight.breach_affected for insert
  with check ((select oversight.is_officer()) and exists (select from oversight.breach_reach r
    where r.reach_id = breach_affected.reach_id and r.by_person = platform.actor() and r.at = platform.at()));

-- The numbers of a notification are those that were counted last; a breach that was closed is not counted anew.
create function oversight.guard_reach() returns trigger
  language plpgsql set search_path = pg_catalog, pg_temp
  as $$
begin
  if exists (select from oversight.breach b where b.breach_id = new.breach_id and b.state in ('dismissed', 'closed')) then
    raise exception 'a breach that is closed or dismissed stays as it is' using errcode = 'check_violation';
  end if;
  return new;
end
$$;
create trigger guard before insert on oversight.breach_reach for each row execute function oversight.guard_reach();

-- A count is the number of those written down under it, in the transaction that wrote them.
create function oversight.guard_count() returns trigger
  language plpgsql set search_path = pg_catalog, pg_temp
  as $$
begin
  if old.hash <> '' then
    raise exception 'what was counted stays as it was counted' using errcode = 'check_violation';
  end if;
  if (new.persons, new.records, new.since) is distinct from (select (count(*)::integer, coalesce(sum(a.records), 0)::integer, min(a.since))
      from oversight.breach_affected a where a.reach_id = new.reach_id) then
    raise exception 'a count is the number of those who are affected' using errcode = 'check_violation';
  end if;
  return new;
end
$$;
create trigger counted before update on oversight.breach_reach for each row execute function oversight.guard_count();
create function oversight.guard_affected() returns trigger
  language plpgsql set search_path = pg_catalog, pg_temp
  as $$
begin
  if exists (select from oversight.breach_reach r where r.reach_id = new.reach_id and r.hash <> '') then
    raise exception 'what was counted stays as it was counted' using errcode = 'check_violation';
  end if;
  return new;
end
$$;
create trigger guard before insert on oversight.breach_affected for each row execute function oversight.guard_affected();
create function oversight.count_notice() returns trigger
  language plpgsql set search_path = pg_catalog, pg_temp
  as $$
begin
  if (new.subjects, new.records) is distinct from (null, null) and not exists (
      select from (select r.persons, r.records from oversight.breach_reach r where r.breach_id = new.breach_id
        order by r.ordinal desc limit 1) latest
      where (latest.persons, latest.records) is not distinct from (new.subjects, new.records)) then
    raise exception 'the numbers of a notification are computed, not typed' using errcode = 'check_violation';
  end if;
  return new;
end
$$;
create trigger counted before insert on oversight.breach_notice for each row execute function oversight.count_notice();
