-- What is held in quarantine counts for whoever brought it: nobody fills the disk with what cannot be read.
-- The account is the carrier; bytes without a carrier (the unit's own command line) share the account of zeros.
alter table intake.quarantine
  add column account uuid not null default '00000000-0000-0000-0000-000000000000',
  add column bytes integer not null default 0 check (bytes >= 0);
create index quarantine_account on intake.quarantine (account, expires_at) include (bytes);

-- Transmissions refused because an account was full, counted by window: the ledger gets one entry a window.
create table intake.quarantine_refusal (
  account uuid primary key,
  since timestamptz not null,
  refused integer not null,
  -- In the window before this one.
  refused_before integer not null default 0
);
grant select, insert, update on intake.quarantine_refusal to openpiu_app;
