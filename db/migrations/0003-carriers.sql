-- The carrier register: who may send, under which names, with which credentials.
create schema carriers;
grant usage on schema carriers to openpiu_app;

create table carriers.carrier (
  carrier_id uuid primary key,
  -- IATA designator (two characters) or ICAO (three).
  code text not null unique,
  name text not null,
  country text,
  -- UNB/UNG sender identities this carrier may use, in upper case.
  sender_ids text[] not null default '{}',
  -- Designators it may send for (its own, code-share partners it operates for).
  flies_as text[] not null default '{}',
  suspended_at timestamptz,
  created_at timestamptz not null
);

create table carriers.credential (
  credential_id uuid primary key,
  carrier_id uuid not null references carriers.carrier,
  kind text not null check (kind in ('http-token', 'watched-folder')),
  -- http-token: sha-256 of the token; watched-folder: the folder's name below the watched root, as UTF-8.
  secret bytea not null unique,
  label text not null,
  created_at timestamptz not null,
  expires_at timestamptz,
  revoked_at timestamptz
);
create index credential_carrier on carriers.credential (carrier_id);

grant select, insert, update on carriers.carrier, carriers.credential to openpiu_app;
