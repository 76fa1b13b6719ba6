-- How often a message that the carrier confirms is sent, and how far apart, is agreed with each carrier.
alter table intake.outgoing
  add column resend_seconds integer not null default 60 check (resend_seconds > 0),
  add column resend_times integer not null default 3 check (resend_times > 0);
