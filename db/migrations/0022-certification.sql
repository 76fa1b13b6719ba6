-- Conformance runs of carriers: which cases came out right. Hashes and codes only, nothing of any traveller.
create schema certification;
grant usage on schema certification to openpiu_app;

create table certification.run (
  run_id uuid primary key,
  carrier_id uuid not null references carriers.carrier,
  started_at timestamptz not null
);
create index run_carrier on certification.run (carrier_id, started_at desc);

create table certification.result (
  run_id uuid not null references certification.run,
  number integer not null,
  state text not null check (state in ('passed', 'failed', 'waiting')),
  attempts integer not null,
  -- Hashes of transmissions, part numbers, keyed hashes of references.
  memory jsonb not null,
  -- Codes of the errors found in the last attempt.
  codes text[] not null,
  sha256 bytea not null,
  at timestamptz not null,
  primary key (run_id, number)
);

create table certification.certificate (
  certificate_id uuid primary key,
  run_id uuid not null references certification.run,
  carrier_id uuid not null references carriers.carrier,
  groups text[] not null,
  issued_at timestamptz not null,
  -- The signed certificate (JWS, compact).
  signed text not null
);
create index certificate_carrier on certification.certificate (carrier_id, issued_at desc);
grant select, insert, update on certification.run, certification.result to openpiu_app;
grant select, insert on certification.certificate to openpiu_app;
