-- How well each carrier delivers, counted by day: no personal data, kept when the receipts are long gone.
create table intake.quality_day (
  carrier_id uuid not null,
  day date not null,
  kind text not null,
  messages integer not null,
  refused integer not null,
  quarantined integer not null,
  duplicates integer not null,
  travellers integer not null,
  bookings integer not null,
  -- Messages with at least one error; findings by severity.
  faulty integer not null,
  errors integer not null,
  warnings integer not null,
  primary key (carrier_id, day, kind)
);
create table intake.quality_rule_day (
  carrier_id uuid not null,
  day date not null,
  code text not null,
  severity text not null,
  findings integer not null,
  messages integer not null,
  primary key (carrier_id, day, code, severity)
);
create index quality_day_day on intake.quality_day (day);
grant select, insert, delete on intake.quality_day, intake.quality_rule_day to openpiu_app;
