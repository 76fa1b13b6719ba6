-- What a version counted on days that are over, one row a day: flight by flight it is kept only while a flight may still be pushed.
-- No persons in it.
create table criteria.day_count (
  rule_id uuid not null,
  version integer not null,
  shadow boolean not null,
  day date not null,
  flights integer not null,
  evaluated integer not null,
  matches integer not null,
  most integer not null,
  primary key (rule_id, version, shadow, day)
);
-- Days that are over are found across all rules.
create index flight_count_day on criteria.flight_count (flight_date);

grant select, insert, update on criteria.day_count to openpiu_app;
alter table criteria.day_count enable row level security;
alter table criteria.day_count force row level security;
create policy seen on criteria.day_count for select using ((select platform.has_role('system', 'analyst', 'supervisor',
  'rules-manager', 'legal-adviser', 'data-protection-officer')));
create policy summed on criteria.day_count for all using ((select platform.has_role('system')));
