-- The ledger is searched by subject whatever its kind, and by action; both newest first.
set local lock_timeout = '20s';
drop index ledger.entry_subject;
create index entry_subject on ledger.entry (subject_id, seq desc);
create index entry_action on ledger.entry (action, seq desc);
