-- What carriers are told while screening is away, by the threat level in force: set by a named officer within what the legal
-- profile permits. The newest version counts; none: the profile's usual at the normal level. Versions never change.
create table intake.outage_policy (
  policy_id uuid primary key,
  number bigint generated always as identity,
  threat_level text not null check (threat_level in ('normal', 'heightened', 'severe')),
  -- {"normal": "board", "heightened": "board", "severe": "check-documents"}
  policies jsonb not null,
  reason text not null check (length(reason) between 3 and 500),
  set_by text not null check (set_by not like 'system:%'),
  set_at timestamptz not null
);
create unique index outage_policy_latest on intake.outage_policy (number desc);
grant select, insert on intake.outage_policy to openpiu_app;
alter table intake.outage_policy enable row level security;
alter table intake.outage_policy force row level security;
create policy seen on intake.outage_policy for select using ((select platform.has_role('system', 'watch-officer', 'analyst',
  'supervisor', 'carrier-desk', 'data-protection-officer', 'administrator')));
create policy set_in_person on intake.outage_policy for insert with check (
  set_by = current_setting('openpiu.actor', true) and (select platform.has_role('supervisor')));

-- By which policies the travellers of a flight were answered for: it may change while screening is away.
alter table intake.outage_flight add column policies text[] not null default '{}';
update intake.outage_flight set policies = '{board}';
update intake.outage set policy = 'board' where policy = 'provisional-limited';
create index outage_flight_open on intake.outage_flight (flight_date, flight_id) where screened_at is null;
create index outage_recent on intake.outage (started_at desc);
