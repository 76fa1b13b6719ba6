-- Emergency access (F17): a supervisor does the work of a watch officer about one thing, for an hour at most, by the word of a
-- second person; the data protection officer is told at once and reviews it. It opens nothing masked and no administrator anything.
set local lock_timeout = '20s';
create table access.emergency (
  emergency_id uuid primary key,
  person_id uuid not null references access.person,
  -- The one thing it is about: every request under it names this ground.
  scope text not null check (scope ~ '^(flight|alert|case|request):.{1,120}$'),
  reason text not null check (length(reason) between 10 and 1000),
  minutes integer not null check (minutes between 5 and 60),
  asked_at timestamptz not null,
  confirmed_by text check (confirmed_by not like 'system:%'),
  confirmed_at timestamptz,
  expires_at timestamptz,
  ended_at timestamptz,
  uses integer not null default 0,
  review_due_at timestamptz,
  reviewed_by text check (reviewed_by not like 'system:%'),
  reviewed_at timestamptz,
  outcome text check (outcome in ('justified', 'not-justified')),
  review text check (length(review) between 10 and 2000),
  check (confirmed_by <> person_id::text),
  check (reviewed_by is null or (reviewed_by <> person_id::text and reviewed_by <> confirmed_by)),
  check ((confirmed_by is null) = (confirmed_at is null) and (confirmed_by is null) = (expires_at is null)
    and (confirmed_by is null) = (review_due_at is null)),
  check (expires_at <= confirmed_at + make_interval(mins => minutes)),
  check (review_due_at <= confirmed_at + interval '14 days'),
  check ((reviewed_by is null) = (reviewed_at is null) and (reviewed_by is null) = (outcome is null)
    and (reviewed_by is null) = (review is null)),
  check (reviewed_by is null or confirmed_by is not null)
);
create index emergency_person on access.emergency (person_id, expires_at desc);
create unique index emergency_open on access.emergency (person_id) where confirmed_at is null and ended_at is null;
alter table access.emergency enable row level security;
alter table access.emergency force row level security;
create policy seen on access.emergency for select using ((select access.keeps_people()) or person_id::text = platform.actor());
create policy asked on access.emergency for insert with check (person_id::text = platform.actor() and confirmed_by is null
  and reviewed_by is null and uses = 0 and (select platform.has_role('supervisor')));
create policy confirmed on access.emergency for update
  using (confirmed_by is null and person_id::text <> platform.actor() and (select platform.has_role('supervisor', 'head')))
  with check (person_id::text <> platform.actor() and confirmed_by = platform.actor() and confirmed_at = platform.at()
    and reviewed_by is null and (select platform.has_role('supervisor', 'head')));
create policy used on access.emergency for update using ((select platform.has_role('system')) and confirmed_by is not null)
  with check ((select platform.has_role('system')) and reviewed_by is null);
create policy ended on access.emergency for update using (person_id::text = platform.actor() and (select platform.has_role('supervisor')))
  with check (person_id::text = platform.actor() and ended_at = platform.at() and confirmed_by is distinct from platform.actor());
create policy reviewed on access.emergency for update
  using (confirmed_by is not null and reviewed_by is null and (select platform.has_role('data-protection-officer')))
  with check (reviewed_by = platform.actor() and reviewed_at = platform.at()
    and (select platform.has_role('data-protection-officer')) and not (select platform.has_role('inspector')));
grant select, insert on access.emergency to openpiu_app;
grant update (confirmed_by, confirmed_at, expires_at, review_due_at, ended_at, uses, reviewed_by, reviewed_at, outcome, review)
  on access.emergency to openpiu_app;

-- Nothing that was done is changed; no emergency while the review of one is overdue.
create function access.keep_emergency() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
declare
  roles text := coalesce(current_setting('openpiu.roles', true), '');
  late boolean;
  opens boolean := tg_op = 'INSERT';
begin
  if tg_op = 'UPDATE' then
    opens := old.confirmed_by is null and new.confirmed_by is not null;
    if (old.confirmed_by is not null and (new.confirmed_by, new.confirmed_at, new.expires_at, new.review_due_at)
        is distinct from (old.confirmed_by, old.confirmed_at, old.expires_at, old.review_due_at))
      or (old.ended_at is not null and new.ended_at is distinct from old.ended_at)
      or (old.reviewed_by is not null and (new.reviewed_by, new.reviewed_at, new.outcome, new.review) is distinct from
        (old.reviewed_by, old.reviewed_at, old.outcome, old.review)) or new.uses < old.uses then
      raise exception 'an emergency stays as it was' using errcode = 'check_violation';
    end if;
  end if;
  if opens then
    perform set_config('openpiu.roles', 'system', true);
    late := exists (select from access.emergency e where e.reviewed_by is null and e.review_due_at <= platform.at());
    perform set_config('openpiu.roles', roles, true);
    if late then
      raise exception 'the review of an earlier emergency is overdue' using errcode = 'check_violation';
    end if;
  end if;
  return new;
end
$$;
create trigger keep_emergency before insert or update on access.emergency
  for each row execute function access.keep_emergency();
