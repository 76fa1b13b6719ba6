-- Breaches of personal data with their 72 hours (Directive (EU) 2016/680 Art. 30 and 31), and readings that the data protection
-- officer refers to the supervisory authority (PNRD-6.7).
create schema if not exists oversight;
grant usage on schema oversight to openpiu_app;
create sequence oversight.breach_number;
grant usage on sequence oversight.breach_number to openpiu_app;

-- The latest instant that this installation has written down: a clock that is set back makes nothing timely again.
create function oversight.latest() returns timestamptz
  language sql stable security definer set search_path = pg_catalog, pg_temp
  as $$ select greatest(platform.at(), coalesce((select max(at) from ledger.entry), '-infinity')) $$;
revoke all on function oversight.latest() from public;
grant execute on function oversight.latest() to openpiu_app;

create table oversight.breach (
  breach_id uuid primary key,
  number integer not null unique default nextval('oversight.breach_number'),
  state text not null default 'reported' check (state in ('reported', 'declared', 'dismissed', 'closed')),
  origin text not null check (origin in ('own', 'processor')),
  -- Whose breach it is where a processor told of it.
  processor text check ((origin = 'processor') = (processor is not null)),
  reported_at timestamptz not null,
  reported_by text not null check (reported_by not like 'system:%'),
  -- When the unit became aware: from then the 72 hours run, whatever is done.
  aware_at timestamptz not null check (aware_at <= reported_at),
  authority_due timestamptz not null check (authority_due > aware_at and authority_due <= aware_at + interval '72 hours'),
  -- What happened, the assessment, the measures: sealed.
  sealed bytea not null,
  sealed_assessment bytea,
  risk text check (risk in ('none', 'risk', 'high')),
  decided_at timestamptz,
  decided_by text check (decided_by not like 'system:%'),
  -- Why nobody affected was told one by one (Art. 31 (3)).
  exemption text check (exemption in ('unintelligible', 'risk-gone', 'public-communication')),
  closed_at timestamptz,
  closed_by text,
  sealed_closing bytea,
  version integer not null default 1,
  check ((state = 'reported') = (decided_by is null and decided_at is null)),
  check ((risk is not null and sealed_assessment is not null) = (state <> 'reported')),
  check (state <> 'dismissed' or risk = 'none'),
  check ((state = 'closed') = (closed_at is not null and closed_by is not null and sealed_closing is not null))
);
create index breach_open on oversight.breach (authority_due) where state in ('reported', 'declared');

create table oversight.breach_notice (
  notice_id uuid primary key,
  breach_id uuid not null references oversight.breach,
  recipient text not null check (recipient in ('authority', 'subjects', 'other-state')),
  at timestamptz not null,
  by_person text not null check (by_person not like 'system:%'),
  -- Categories are in the sealed text; the numbers of Art. 30 (3) (a) stand beside it. Null for what goes to those affected.
  subjects integer check (subjects >= 0),
  records integer check (records >= 0),
  sealed bytea not null,
  -- SHA-256 of the text as it went out.
  hash bytea not null,
  late boolean not null,
  sealed_late bytea,
  check (recipient <> 'authority' or (subjects is not null and records is not null)),
  check (late = (sealed_late is not null))
);
create index breach_notice_of on oversight.breach_notice (breach_id, at);

-- Readings of the ledger that the officer refers: with the proof of each entry, and its hash.
create table oversight.referral (
  referral_id uuid primary key,
  at timestamptz not null,
  by_person text not null check (by_person not like 'system:%'),
  subject text not null check (subject in ('access', 'search', 'unmasking', 'disclosure', 'retention', 'other')),
  entries bigint[] not null check (cardinality(entries) between 1 and 200),
  -- The dossier: the officer's words, the entries and their proofs; canonical JSON, sealed, and its SHA-256.
  sealed bytea not null,
  hash bytea not null,
  seen_at timestamptz,
  seen_by text
);
create index referral_recent on oversight.referral (at desc);

grant select, insert on oversight.breach, oversight.breach_notice, oversight.referral to openpiu_app;
grant update (state, risk, sealed, sealed_assessment, decided_at, decided_by, aware_at, authority_due, exemption, closed_at, closed_by,
  sealed_closing, version) on oversight.breach to openpiu_app;
grant update (sealed, sealed_late) on oversight.breach_notice to openpiu_app;
grant update (seen_at, seen_by, sealed) on oversight.referral to openpiu_app;

-- The officer in person: the authority reads as the officer does and writes nothing.
create function oversight.is_officer() returns boolean
  language sql stable parallel safe
  as $$ select platform.has_role('data-protection-officer') and platform.tenant() = 'piu' and platform.actor() not like 'system:%' $$;
do $$
declare t text;
begin
  foreach t in array array['breach', 'breach_notice', 'referral'] loop
    execute format('alter table oversight.%I enable row level security', t);
    execute format('alter table oversight.%I force row level security', t);
    execute format('create policy sealed_anew on oversight.%I for update using (platform.actor() = ''system:keys'')', t);
    execute format('create policy read_by_keys on oversight.%I for select using (platform.actor() = ''system:keys'')', t);
  end loop;
end
$$;
-- Everybody may report, and sees what they reported; the officer and the authority see all, head and auditor too.
create policy seen on oversight.breach for select using (reported_by = platform.actor()
  or (select platform.has_role('data-protection-officer', 'inspector', 'head', 'auditor', 'system')));
create policy reported on oversight.breach for insert with check (reported_by = platform.actor() and state = 'reported');
create policy worked on oversight.breach for update using ((select oversight.is_officer()));
create policy seen on oversight.breach_notice for select using ((select platform.has_role('data-protection-officer', 'inspector', 'head', 'auditor', 'system')));
create policy given on oversight.breach_notice for insert with check (by_person = platform.actor() and (select oversight.is_officer()));
create policy seen on oversight.referral for select using ((select platform.has_role('data-protection-officer', 'inspector')));
create policy referred on oversight.referral for insert with check (by_person = platform.actor() and (select oversight.is_officer()));
create policy acknowledged on oversight.referral for update using ((select platform.has_role('inspector')));

create function oversight.guard_breach() returns trigger
  language plpgsql set search_path = pg_catalog, pg_temp
  as $$
begin
  if platform.actor() = 'system:keys' then
    if to_jsonb(new) - '{sealed,sealed_assessment,sealed_closing}'::text[] <> to_jsonb(old) - '{sealed,sealed_assessment,sealed_closing}'::text[] then
      raise exception 'sealing anew changes nothing else' using errcode = 'check_violation';
    end if;
    return new;
  end if;
  if old.state in ('dismissed', 'closed') then
    raise exception 'a breach that is closed or dismissed stays as it is' using errcode = 'check_violation';
  end if;
  if new.decided_by is distinct from old.decided_by and new.decided_by <> platform.actor() then
    raise exception 'the officer decides in person' using errcode = 'check_violation';
  end if;
  -- The clock is never given more time: awareness is put earlier at most.
  if new.aware_at > old.aware_at or new.authority_due > old.authority_due then
    raise exception 'the time to tell the authority is never prolonged' using errcode = 'check_violation';
  end if;
  if new.state = 'closed' and old.state <> 'declared' then
    raise exception 'only a declared breach is closed' using errcode = 'check_violation';
  end if;
  -- Art. 30 (1) and 31 (1): what carries a risk is told to the authority, a high one to those affected too.
  if new.state = 'closed' and new.risk <> 'none' and not exists (select from oversight.breach_notice n
      where n.breach_id = new.breach_id and n.recipient = 'authority') then
    raise exception 'the authority has not been told' using errcode = 'check_violation';
  end if;
  if new.state = 'closed' and new.risk = 'high' and new.exemption is null and not exists (select from oversight.breach_notice n
      where n.breach_id = new.breach_id and n.recipient = 'subjects') then
    raise exception 'those affected have not been told' using errcode = 'check_violation';
  end if;
  return new;
end
$$;
create trigger guard before update on oversight.breach for each row execute function oversight.guard_breach();

-- Late is what the clock says, not who writes it, and a clock that was set back does not help.
create function oversight.find_late() returns trigger
  language plpgsql set search_path = pg_catalog, pg_temp
  as $$
begin
  new.late := new.recipient = 'authority' and not exists (select from oversight.breach_notice n
      where n.breach_id = new.breach_id and n.recipient = 'authority')
    and oversight.latest() > (select authority_due from oversight.breach b where b.breach_id = new.breach_id);
  if new.late and new.sealed_late is null then
    raise exception 'a late notification says why it is late' using errcode = 'check_violation';
  end if;
  if not new.late then new.sealed_late := null; end if;
  return new;
end
$$;
create trigger late_found before insert on oversight.breach_notice for each row execute function oversight.find_late();
