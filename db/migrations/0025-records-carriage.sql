-- By what a list without a flight number travels: means of transport, vehicle and border crossing point, as the manifest said.
alter table records.flight add column carriage jsonb;
