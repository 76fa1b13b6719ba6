-- A traveller by the id of the person alone: whom a breach concerns is found by the ids that the ledger names, without their flight.
-- The ids are in order of time, so that the index grows at its end.
set local lock_timeout = '60s';
create index traveller_of_person on records.traveller (person_id);
