-- Which receipts are of flights that no decision takes: a carrier that sends the same again, or asks after its receipt, is told what it
-- would be told of any flight, though nothing of the first telling is kept (Regulation (EU) 2025/13 Art. 12(4) and (5), Art. 14).
set local lock_timeout = '20s';
alter table intake.receipt add column not_selected boolean not null default false;
