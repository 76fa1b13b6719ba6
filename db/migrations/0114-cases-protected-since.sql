-- A directive in force of whoever a list or a case turns out to protect is put before the duty officer again (LED-6).
set local lock_timeout = '20s';
alter table cases.escalation drop constraint escalation_kind_check;
alter table cases.escalation add constraint escalation_kind_check check (kind in ('unconfirmed', 'not-matched', 'no-reference',
  'departed', 'boarded-against', 'boarded-unasked', 'protected-since'));
