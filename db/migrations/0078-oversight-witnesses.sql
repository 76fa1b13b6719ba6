-- Heads of the ledger that an independent witness signed as well, after it had checked that each begins with the one before.
-- Which keys are witnesses' stands in the key folder, outside this database.
create table ledger.cosignature (
  size bigint not null,
  root bytea not null,
  -- When the witness saw it, by its own clock.
  seen_at timestamptz not null,
  witness text not null,
  signature text not null,
  received_at timestamptz not null,
  primary key (witness, size, seen_at)
);
create index cosignature_newest on ledger.cosignature (received_at);
grant select, insert on ledger.cosignature to openpiu_app;
