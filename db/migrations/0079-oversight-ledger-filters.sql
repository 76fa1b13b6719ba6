-- The ledger is filtered by the ground that was stated: a case, a request, a file of the officer's.
set local lock_timeout = '20s';
create index entry_ground on ledger.entry ((body::jsonb ->> 'ground'), seq desc) where strpos(body, '"ground":"') > 0;
