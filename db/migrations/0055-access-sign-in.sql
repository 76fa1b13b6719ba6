-- Ways in: passkeys, identities of another organisation's sign-in, enrolments; sessions that know how they were opened.
alter table access.session
  add column session_id uuid not null default gen_random_uuid() unique,
  -- How its holder proved who they are: a password or an enrolment secret opens the page where a passkey is made.
  add column strength text not null default 'password'
    check (strength in ('enrolment', 'password', 'passkey', 'single-sign-on')),
  add column authenticated_at timestamptz,
  -- Browser and system in two words, for the list of one's own sessions.
  add column device text not null default '' check (length(device) <= 60);
update access.session set authenticated_at = created_at;
alter table access.session alter column authenticated_at set not null;

create table access.passkey (
  passkey_id uuid primary key,
  person_id uuid not null references access.person,
  -- As the authenticator names it, base64url.
  credential_id text not null unique check (length(credential_id) between 1 and 1400),
  public_key bytea not null,
  -- Of signatures made; one that does not grow tells of a copy.
  counter bigint not null check (counter >= 0),
  transports text[] not null,
  kind text not null check (kind in ('singleDevice', 'multiDevice')),
  backed_up boolean not null,
  aaguid text not null,
  name text not null check (length(name) between 1 and 60),
  added_at timestamptz not null,
  last_used_at timestamptz,
  -- Its counter went back: there may be a copy of it, and it opens nothing any more.
  suspected_at timestamptz
);
create index passkey_person on access.passkey (person_id);

-- Who somebody is at the provider of single sign-on. One account each, and no account without being linked by somebody.
create table access.identity (
  identity_id uuid primary key,
  person_id uuid not null references access.person,
  issuer text not null,
  subject text not null check (length(subject) between 1 and 255),
  linked_at timestamptz not null,
  linked_by text not null,
  last_used_at timestamptz,
  unique (issuer, subject)
);
create index identity_person on access.identity (person_id);

-- What a browser has to sign, or to bring back from the provider: once, and soon. Only the hash is kept.
create table access.challenge (
  challenge_hash bytea primary key,
  use text not null check (use in ('add-passkey', 'sign-in', 'step-up', 'single-sign-on')),
  session_id uuid references access.session (session_id) on delete cascade,
  address text not null,
  made_at timestamptz not null,
  expires_at timestamptz not null
);
create index challenge_address on access.challenge (address, expires_at);
create index challenge_end on access.challenge (expires_at);
create index challenge_session on access.challenge (session_id);

-- A secret that lets one person make a passkey, in place of those they have lost. Only its hash is kept.
create table access.enrolment (
  secret_hash bytea primary key,
  person_id uuid not null references access.person,
  opened_by text not null,
  opened_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz
);
create unique index enrolment_open on access.enrolment (person_id) where used_at is null;

-- Browsers that somebody has signed in with: guessing elsewhere does not keep them waiting. Only the token's hash is kept.
create table access.known_device (
  token_hash bytea primary key,
  person_id uuid not null references access.person,
  made_at timestamptz not null,
  expires_at timestamptz not null
);
create index known_device_person on access.known_device (person_id);
alter table access.failed_sign_in add column device bytea;
create index failed_sign_in_device on access.failed_sign_in (device, at) where device is not null;

-- A way in is made, used and removed by its person (or by the server on their word), by no administrator.
alter table access.passkey enable row level security;
alter table access.identity enable row level security;
create policy own_passkeys on access.passkey
  using ((select platform.has_role('system')) or person_id::text = platform.actor());
create policy own_identities on access.identity
  using ((select platform.has_role('system')) or person_id::text = platform.actor());

-- Nobody is locked out by taking away their last way in. The person's row is held meanwhile: two removals at once count
-- one after the other.
create function access.keep_a_way_in() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
begin
  perform 1 from access.person where person_id = old.person_id for update;
  if not exists (select 1 from access.person where person_id = old.person_id and password_hash is not null)
    and not exists (select 1 from access.passkey where person_id = old.person_id and suspected_at is null)
    and not exists (select 1 from access.identity where person_id = old.person_id)
    and not exists (select 1 from access.enrolment where person_id = old.person_id and used_at is null) then
    raise exception 'the last way in of a person is not removed' using errcode = 'integrity_constraint_violation';
  end if;
  return old;
end
$$;
create trigger keep_a_way_in after delete on access.passkey for each row execute function access.keep_a_way_in();
create trigger keep_a_way_in after delete on access.identity for each row execute function access.keep_a_way_in();

grant select, insert, delete on access.passkey, access.identity, access.challenge, access.enrolment, access.known_device
  to openpiu_app;
grant update (counter, kind, backed_up, name, last_used_at, suspected_at) on access.passkey to openpiu_app;
grant update (last_used_at) on access.identity to openpiu_app;
grant update (used_at) on access.enrolment to openpiu_app;
grant update (expires_at) on access.known_device to openpiu_app;
