-- Volume tests: how many messages a carrier sent within a time, and how soon each was answered. Hashes and codes only.
create table certification.volume (
  volume_id uuid primary key,
  run_id uuid not null references certification.run,
  wanted integer not null check (wanted > 0),
  -- Pushes owed in the busiest hour of the schedule; null: the schedule holds nothing of the carrier.
  busiest integer,
  began_at timestamptz not null,
  until timestamptz not null check (until > began_at),
  -- As agreed when it began.
  answer_within_ms integer not null
);
create index volume_run on certification.volume (run_id, began_at desc);

create table certification.volume_message (
  volume_id uuid not null references certification.volume,
  sha256 bytea not null,
  is_right boolean not null,
  -- Codes of its errors.
  codes text[] not null,
  came_at timestamptz not null,
  -- Null until its answer stood.
  answer_ms integer,
  primary key (volume_id, sha256)
);
grant select, insert on certification.volume to openpiu_app;
grant select, insert, update on certification.volume_message to openpiu_app;
