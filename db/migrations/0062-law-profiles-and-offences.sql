-- Versions of the legal profile and the map of offences: drafted, decided and signed by several persons, never changed
-- (roles.md F13, obligations.md sections 0, 3 and 14; PNRD-3.9). No passenger's data are in it.
set local lock_timeout = '20s';
create schema law;
grant usage on schema law to openpiu_app;

create table law.profile_version (
  number integer primary key check (number >= 1),
  -- The version in force that it was drafted from; none: the profile that was shipped.
  base integer references law.profile_version,
  -- Canonical JSON (RFC 8785), and SHA-256 of it.
  document text not null,
  document_hash bytea not null check (length(document_hash) = 32),
  valid_from timestamptz not null,
  reason text not null check (length(reason) between 3 and 4000),
  drafted_by text not null,
  drafted_at timestamptz not null,
  check ((number = 1) = (base is null)),
  check (base < number),
  check (document_hash = sha256(convert_to(document, 'UTF8')))
);

create table law.profile_step (
  number integer not null references law.profile_version,
  step text not null check (step in ('approved', 'refused', 'withdrawn')),
  -- In which office it was taken.
  office text not null check (office in ('data-protection-officer', 'head', 'legal-adviser')),
  reason text not null check (length(reason) between 3 and 4000),
  taken_by text not null,
  taken_at timestamptz not null,
  primary key (number, office),
  -- Nobody twice on one version.
  unique (number, taken_by),
  check (step = 'withdrawn' or office <> 'legal-adviser'),
  check (step <> 'withdrawn' or office = 'legal-adviser')
);

-- What is in force from when: the text that was signed with a key outside the database, and its Ed25519 signature.
create table law.profile_release (
  number integer primary key references law.profile_version,
  body text not null,
  signature bytea not null check (length(signature) = 64),
  key_id text not null,
  in_force_from timestamptz not null unique,
  released_at timestamptz not null
);

create table law.offence_change (
  change_id uuid primary key,
  code text not null check (code ~ '^(TERR|SC(0[1-9]|1[0-9]|2[0-6]))$'),
  -- How the offence is linked, at least indirectly, with the carriage of passengers by air (CJEU C-817/19, 154).
  air_link text not null check (length(air_link) between 10 and 2000),
  valid_from date not null,
  valid_to date check (valid_to > valid_from),
  reason text not null check (length(reason) between 3 and 4000),
  proposed_by text not null,
  proposed_at timestamptz not null
);

-- The national articles of one change, each with its maximum custodial penalty: at least three years, or it is no serious crime.
create table law.offence_article (
  change_id uuid not null references law.offence_change,
  article text not null check (length(article) between 1 and 200),
  title text not null check (length(title) between 1 and 300),
  penalty_months integer not null check (penalty_months between 36 and 1200),
  primary key (change_id, article)
);

create table law.offence_decision (
  change_id uuid primary key references law.offence_change,
  approved boolean not null,
  reason text not null check (length(reason) between 3 and 4000),
  decided_by text not null,
  decided_at timestamptz not null
);

create function law.refuse_change() returns trigger
  language plpgsql set search_path = pg_catalog, pg_temp
  as $$
begin
  raise exception '%.% is append-only: make a new version', tg_table_schema, tg_table_name using errcode = 'restrict_violation';
end
$$;
do $$
declare name text;
begin
  foreach name in array array['profile_version', 'profile_step', 'profile_release', 'offence_change', 'offence_article', 'offence_decision'] loop
    execute format('create trigger append_only before update or delete on law.%I for each row execute function law.refuse_change()', name);
    execute format('create trigger append_only_whole before truncate on law.%I for each statement execute function law.refuse_change()', name);
    execute format('grant select, insert on law.%I to openpiu_app', name);
    execute format('alter table law.%I enable row level security', name);
    execute format('alter table law.%I force row level security', name);
    execute format('create policy seen on law.%I for select using (true)', name);
  end loop;
end
$$;

-- Whether who acts holds exactly this office; reading roles that stand beside an office (the inspector) do not count.
create function law.holds(variadic offices text[]) returns boolean
  language sql stable parallel safe
  as $$ select string_to_array(coalesce(current_setting('openpiu.roles', true), ''), ',') && offices $$;

create policy drafted on law.profile_version for insert with check (drafted_by = (select platform.actor())
  and ((number > 1 and (select law.holds('legal-adviser'))) or (number = 1 and (select law.holds('system')))));
create policy decided on law.profile_step for insert with check (taken_by = (select platform.actor())
  and (select law.holds(office)));
create policy released on law.profile_release for insert with check ((number > 1 and (select law.holds('data-protection-officer', 'head')))
  or (number = 1 and (select law.holds('system'))));
create policy proposed on law.offence_change for insert with check (proposed_by = (select platform.actor())
  and (select law.holds('legal-adviser')));
create policy proposed on law.offence_article for insert with check ((select law.holds('legal-adviser')));
create policy decided on law.offence_decision for insert with check (decided_by = (select platform.actor())
  and (select law.holds('head')));

-- Who drafted a version decides nothing about it but to withdraw it; what was refused or withdrawn stays so.
create function law.check_step() returns trigger
  language plpgsql set search_path = pg_catalog, pg_temp
  as $$
declare drafter text;
begin
  select drafted_by into drafter from law.profile_version where number = new.number;
  if new.number = 1 then raise exception 'version 1 is the shipped profile and is not decided on'; end if;
  if (new.step = 'withdrawn') <> (drafter = new.taken_by) then
    raise exception 'version %: who drafted it withdraws it and nobody else does; others decide', new.number;
  end if;
  if exists (select from law.profile_step where number = new.number and step <> 'approved')
    or exists (select from law.profile_release where number = new.number) then
    raise exception 'version % is decided on', new.number;
  end if;
  return new;
end
$$;
create trigger check_step before insert on law.profile_step for each row execute function law.check_step();

-- Only what two other persons approved, in both offices, comes into force; never before it is released, and one after the other.
create function law.check_release() returns trigger
  language plpgsql set search_path = pg_catalog, pg_temp
  as $$
begin
  if new.number > 1 and (
    (select count(*) from law.profile_step where number = new.number and step = 'approved') <> 2
    or exists (select from law.profile_step where number = new.number and step <> 'approved')) then
    raise exception 'version % is not approved by the data protection officer and the head', new.number;
  end if;
  if new.number > 1 and new.in_force_from < new.released_at then
    raise exception 'version % cannot be in force before it is released', new.number;
  end if;
  if exists (select from law.profile_release where number >= new.number or in_force_from >= new.in_force_from) then
    raise exception 'version %: a later version is released already', new.number;
  end if;
  if exists (select from law.profile_version v where v.number = new.number
    and v.base is distinct from (select max(number) from law.profile_release)) then
    raise exception 'version % was drafted from another version than the last', new.number;
  end if;
  return new;
end
$$;
create trigger check_release before insert on law.profile_release for each row execute function law.check_release();

-- A change of the map is decided by another person than its author.
create function law.check_offence_decision() returns trigger
  language plpgsql set search_path = pg_catalog, pg_temp
  as $$
begin
  if exists (select from law.offence_change where change_id = new.change_id and proposed_by = new.decided_by) then
    raise exception 'change %: another person decides', new.change_id;
  end if;
  if new.approved and not exists (select from law.offence_article where change_id = new.change_id) then
    raise exception 'change % names no national article', new.change_id;
  end if;
  return new;
end
$$;
create trigger check_offence_decision before insert on law.offence_decision for each row execute function law.check_offence_decision();

-- What was decided on keeps its articles.
create function law.check_offence_article() returns trigger
  language plpgsql set search_path = pg_catalog, pg_temp
  as $$
begin
  if exists (select from law.offence_decision where change_id = new.change_id) then
    raise exception 'change % is decided on', new.change_id;
  end if;
  return new;
end
$$;
create trigger check_offence_article before insert on law.offence_article for each row execute function law.check_offence_article();
