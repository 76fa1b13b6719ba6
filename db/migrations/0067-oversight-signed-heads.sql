-- Heads of the ledger as the unit signed them, for whoever asks over the network. What counts is the file outside this
-- database: a head that is changed or taken out here is missed there.
create table ledger.signing_key (
  key_id text primary key,
  at timestamptz not null,
  public_key text not null,
  -- The key before it, and its signature over this one; null for the first.
  certified_by text references ledger.signing_key,
  signature text,
  check ((certified_by is null) = (signature is null))
);
create table ledger.signed_head (
  size bigint not null,
  at timestamptz not null,
  root bytea not null,
  key_id text not null references ledger.signing_key,
  signature text not null,
  primary key (at, size)
);
grant select, insert on ledger.signing_key, ledger.signed_head to openpiu_app;
