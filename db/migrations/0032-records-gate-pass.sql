-- Who goes with somebody to the gate (PAXLST 655) is asked about, but does not travel.
alter table records.traveller drop constraint traveller_role_check;
alter table records.traveller add constraint traveller_role_check
  check (role in ('passenger', 'crew', 'in-transit-passenger', 'in-transit-crew', 'gate-pass')) not valid;
