-- People, the roles they hold, and their sessions.
create schema access;
grant usage on schema access to openpiu_app;

create table access.person (
  person_id uuid primary key,
  sign_in_name text not null unique,
  display_name text not null,
  password_hash text,
  -- Offered on the sign-in page of a demonstration; never true elsewhere.
  demonstration boolean not null default false,
  locale text not null default 'en',
  disabled_at timestamptz,
  created_at timestamptz not null
);

create table access.role_grant (
  person_id uuid not null references access.person,
  role text not null check (role in ('watch-officer', 'analyst', 'supervisor', 'watchlist-manager', 'carrier-desk',
                                     'data-protection-officer', 'administrator')),
  granted_at timestamptz not null,
  granted_by text not null,
  primary key (person_id, role)
);

-- Only the hash of the session's token is kept: a copy of the table signs nobody in.
create table access.session (
  token_hash bytea primary key,
  person_id uuid not null references access.person,
  created_at timestamptz not null,
  last_seen_at timestamptz not null,
  expires_at timestamptz not null
);
create index session_person on access.session (person_id);

-- Failed sign-ins, so that guessing is slowed per name and per address.
create table access.failed_sign_in (
  at timestamptz not null,
  sign_in_name text not null,
  address text not null
);
create index failed_sign_in_name on access.failed_sign_in (sign_in_name, at);
create index failed_sign_in_address on access.failed_sign_in (address, at);

grant select, insert, update on access.person to openpiu_app;
grant select, insert, delete on access.role_grant to openpiu_app;
grant select, insert, update, delete on access.session to openpiu_app;
grant select, insert, delete on access.failed_sign_in to openpiu_app;
