-- A right that is restricted (nothing is told, or not yet) is an object of its own: by which article, why, what of it, until when,
-- and who outside the unit looks at it. Without each nothing is restricted; it ends by itself (CoE108-11, LED-15).
set local lock_timeout = '60s';
create table rights.limitation (
  limitation_id uuid primary key,
  request_id uuid not null references rights.request on delete cascade,
  ground text not null check (ground in ('investigation', 'detection', 'public-security', 'national-security', 'rights-of-others')),
  article text not null check (length(btrim(article)) between 3 and 300),
  scope text not null check (scope in ('existence', 'content', 'reasoning', 'recipients', 'source')),
  sealed_reasons bytea not null,
  ends_at timestamptz not null,
  -- Who reviews it, independent of the unit also where national security is the ground; and until when, else it lapses.
  reviewer text not null check (reviewer = 'authority'),
  review_due_at timestamptz not null,
  set_by text not null check (set_by not like 'system:%'),
  set_at timestamptz not null,
  outcome text check (outcome in ('upheld', 'lifted')),
  review text check (length(btrim(review)) between 10 and 4000),
  reviewed_by text check (reviewed_by not like 'system:%' and reviewed_by <> set_by),
  reviewed_at timestamptz,
  check (ends_at > set_at and ends_at <= set_at + interval '12 months'),
  check (review_due_at > set_at and review_due_at <= set_at + interval '30 days'),
  check ((outcome is null) = (reviewed_by is null) and (outcome is null) = (reviewed_at is null) and (outcome is null) = (review is null))
);
create index limitation_request on rights.limitation (request_id);
alter table rights.limitation enable row level security;
alter table rights.limitation force row level security;
create policy seen on rights.limitation for select
  using ((select platform.has_role('system', 'data-protection-officer', 'inspector')));
create policy made on rights.limitation for insert
  with check (set_by = platform.actor() and outcome is null and (select rights.is_officer()));
create policy reviewed on rights.limitation for update
  using ((select platform.has_role('inspector') or platform.actor() = 'system:keys'));
create policy forgotten on rights.limitation for delete using ((select platform.has_role('system')));
grant select, insert, delete on rights.limitation to openpiu_app;
grant update (outcome, review, reviewed_by, reviewed_at, sealed_reasons) on rights.limitation to openpiu_app;

create function rights.guard_limitation() returns trigger
  language plpgsql set search_path = pg_catalog, pg_temp
  as $$
begin
  if platform.actor() = 'system:keys' then
    if to_jsonb(new) - 'sealed_reasons' <> to_jsonb(old) - 'sealed_reasons' then
      raise exception 'sealing anew changes nothing else' using errcode = 'check_violation';
    end if;
    return new;
  end if;
  if not platform.has_role('inspector') or rights.is_officer() or new.reviewed_by is distinct from platform.actor() then
    raise exception 'the supervisory authority reviews a restriction, in person' using errcode = 'insufficient_privilege';
  end if;
  if old.outcome is not null and not (old.outcome = 'upheld' and new.outcome = 'lifted')
     or new.sealed_reasons is distinct from old.sealed_reasons then
    raise exception 'a review stays; what was upheld may be lifted later' using errcode = 'check_violation';
  end if;
  return new;
end
$$;
create trigger guard before update on rights.limitation for each row execute function rights.guard_limitation();

-- Whether a restriction stands at the transaction's instant: not over, not lifted, and reviewed by the day it had to be.
create function rights.stands(l rights.limitation) returns boolean
  language sql stable
  as $$ select l.outcome is distinct from 'lifted' and l.ends_at > platform.at()
    and (l.outcome is not null or l.review_due_at > platform.at()) $$;

-- Nothing is withheld on one of these grounds without its restriction.
create function rights.require_limitation() returns trigger
  language plpgsql set search_path = pg_catalog, pg_temp
  as $$
begin
  if not exists (select from rights.limitation l
      where l.request_id = new.request_id and l.ground = new.limited_by and l.set_at = new.answered_at and rights.stands(l)) then
    raise exception 'a right is restricted by an article of law, for a reason, in scope and time, under an independent review only (CoE108-11)'
      using errcode = 'check_violation';
  end if;
  return new;
end
$$;
create trigger limitation before insert or update of outcome, limited_by, answered_at on rights.request for each row
  when (new.limited_by is not null and new.limited_by <> 'no-data') execute function rights.require_limitation();

-- An answer stays as it was given, unless the restriction that it rested on is over: then the request is taken up again.
create or replace function rights.guard_request() returns trigger
  language plpgsql set search_path = pg_catalog, pg_temp
  as $$
begin
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
    if new.state = 'answered' or old.limited_by is null or old.limited_by = 'no-data'
       or not exists (select from rights.limitation l where l.request_id = old.request_id)
       or exists (select from rights.limitation l where l.request_id = old.request_id and rights.stands(l)) then
      raise exception 'an answer that was given is not changed' using errcode = 'check_violation';
    end if;
  end if;
  if new.answered_by is distinct from old.answered_by and new.answered_by is not null and new.answered_by <> platform.actor() then
    raise exception 'a request is answered in person' using errcode = 'check_violation';
  end if;
  if (new.kind, new.received_at, new.due_at, new.reference, new.sealed)
     is distinct from (old.kind, old.received_at, old.due_at, old.reference, old.sealed) then
    raise exception 'what was asked, and when, stays as it came' using errcode = 'check_violation';
  end if;
  return new;
end
$$;
