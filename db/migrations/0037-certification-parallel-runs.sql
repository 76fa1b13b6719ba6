-- Weeks in which what a carrier sends is counted before it is relied on; no personal data.
create table certification.parallel_run (
  run_id uuid primary key,
  carrier_id uuid not null references carriers.carrier,
  -- Whole days of UTC, both included.
  from_day date not null,
  until_day date not null check (until_day > from_day),
  started_by text not null,
  started_at timestamptz not null,
  -- Called off before it was over.
  ended_at timestamptz,
  -- The figures as they stood when it was signed off.
  messages integer,
  complete double precision,
  owed integer,
  in_time double precision,
  signed_by text,
  signed_at timestamptz,
  remark text,
  check ((signed_at is null) = (signed_by is null) and (signed_at is null or ended_at is null))
);
create index parallel_run_carrier on certification.parallel_run (carrier_id, from_day desc);
grant select, insert, update on certification.parallel_run to openpiu_app;
