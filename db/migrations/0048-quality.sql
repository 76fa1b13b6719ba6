-- How well screening and its review do. No person is in it: alerts by number, outcomes by code, counts.
create schema quality;
grant usage on schema quality to openpiu_app;

-- Persons on flights of a day: rates need them when the records are gone.
create table quality.traffic_day (
  day date primary key,
  persons integer not null
);

-- A run of invented travellers through the engine and the lists in force.
create table quality.measurement (
  measurement_id uuid primary key,
  measured_at timestamptz not null,
  seed integer not null,
  engine_version text not null,
  -- The thresholds, by name and version.
  profile text not null,
  lists jsonb not null,
  -- [{kind, found, of}], [{origin, decoys, alerted, listed, found, namesakes, mistaken}]
  kinds jsonb not null,
  origins jsonb not null
);
create index measurement_recent on quality.measurement (measured_at desc);

create table quality.sample (
  sample_id uuid primary key,
  drawn_by text not null,
  drawn_at timestamptz not null,
  seed text not null,
  -- Decisions taken from then until it was drawn.
  since timestamptz not null,
  population integer not null,
  population_hash bytea not null
);

create table quality.sample_item (
  item_id uuid primary key,
  sample_id uuid not null references quality.sample,
  alert_id uuid not null,
  first_outcome text not null,
  first_by text not null,
  second_outcome text,
  second_code text,
  second_by text,
  second_at timestamptz,
  unique (sample_id, alert_id),
  check (second_by is distinct from first_by),
  check ((second_outcome is null) = (second_by is null) and (second_outcome is null) = (second_at is null)
    and (second_outcome is null) = (second_code is null))
);
create index sample_item_waiting on quality.sample_item (sample_id) where second_outcome is null;

grant select, insert, update on quality.traffic_day to openpiu_app;
grant select, insert on quality.measurement, quality.sample, quality.sample_item to openpiu_app;
-- What was drawn and what the first person decided stay as they are.
grant update (second_outcome, second_code, second_by, second_at) on quality.sample_item to openpiu_app;

-- The data protection officer draws, others decide.
do $$
declare t text;
begin
  foreach t in array array['sample', 'sample_item'] loop
    execute format('alter table quality.%I enable row level security', t);
    execute format('alter table quality.%I force row level security', t);
    execute format($policy$create policy seen on quality.%I for select using ((select platform.has_role('system',
      'analyst', 'supervisor', 'data-protection-officer')))$policy$, t);
    execute format($policy$create policy drawn on quality.%I for insert with check ((select platform.has_role(
      'data-protection-officer')))$policy$, t);
  end loop;
end
$$;
create policy decided on quality.sample_item for update using ((select platform.has_role('analyst', 'supervisor')))
  with check (second_outcome is not null);
