-- Times at which channels will be closed on purpose: announced by a named officer, shown to carriers and on the board.
create table intake.planned_stop (
  stop_id uuid primary key,
  from_at timestamptz not null,
  until_at timestamptz not null check (until_at > from_at),
  -- Channels that take nothing meanwhile.
  channels text[] not null check (cardinality(channels) > 0),
  -- What carriers are told.
  text text not null check (length(text) between 3 and 1000),
  announced_by text not null check (announced_by not like 'system:%'),
  announced_at timestamptz not null,
  -- Called off before it began, or ended before its time.
  withdrawn_by text check (withdrawn_by not like 'system:%'),
  withdrawn_at timestamptz
);
create index planned_stop_until on intake.planned_stop (until_at);
grant select, insert, update on intake.planned_stop to openpiu_app;

alter table intake.planned_stop enable row level security;
alter table intake.planned_stop force row level security;
create policy seen on intake.planned_stop for select using ((select platform.has_role('system', 'watch-officer', 'analyst',
  'supervisor', 'carrier-desk', 'data-protection-officer', 'administrator')));
create policy announced_in_person on intake.planned_stop for insert with check (
  announced_by = current_setting('openpiu.actor', true) and (select platform.has_role('supervisor')));
create policy withdrawn_in_person on intake.planned_stop for update using ((select platform.has_role('supervisor')))
  with check (withdrawn_by = current_setting('openpiu.actor', true));
