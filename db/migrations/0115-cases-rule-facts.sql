-- What a rule read of a traveller is kept with its alert, so that a court can have the rule asked again (CJEU C-817/19, 210).
set local lock_timeout = '20s';
alter table cases.criterion_alert
  -- The values of the fields that the rule asks for and no others; null: raised before this was kept, or masked.
  add column facts_read jsonb,
  add column engine_version text;
alter table cases.criterion_alert add constraint masked_reads_nothing check (masked_at is null or facts_read is null);
