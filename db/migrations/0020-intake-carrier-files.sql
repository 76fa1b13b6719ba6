-- What a carrier fetches by itself from any of the servers: the receipts of its files, and messages of ours to it. Sealed
-- with the installation's key, kept until the carrier deletes it, for some days at most.
create table intake.carrier_file (
  carrier_id uuid not null,
  folder text not null check (folder in ('receipts', 'out')),
  name text not null,
  made_at timestamptz not null,
  expires_at timestamptz not null,
  -- Of the text before it was sealed.
  bytes integer not null check (bytes >= 0),
  sealed bytea not null,
  primary key (carrier_id, folder, name)
);
create index carrier_file_expiry on intake.carrier_file (expires_at);
grant select, insert, update, delete on intake.carrier_file to openpiu_app;

alter table intake.carrier_file enable row level security;
alter table intake.carrier_file force row level security;
create policy kept on intake.carrier_file for all using ((select platform.has_role('system')));
