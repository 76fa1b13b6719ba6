-- The vault: what masking takes out of the records, encrypted under keys that are in no database (platform/period-keys.ts).
-- The instant of the transaction as the server's clock has it: what is over is over for row-level security too.
create or replace function platform.at() returns timestamptz
  language sql stable parallel safe
  as $$ select coalesce(nullif(current_setting('openpiu.at', true), '')::timestamptz, now()) $$;

create schema if not exists retention;
grant usage on schema retention to openpiu_app;

create table retention.vault (
  flight_date date not null,
  flight_id uuid not null,
  subject_kind text not null check (subject_kind in ('traveller', 'booking', 'change')),
  subject_id uuid not null,
  put_at timestamptz not null,
  -- The key of its month of first receipt ("vault-2026-05"), in a file outside the database.
  period_key text not null check (period_key ~ '^[a-z]+(-[a-z]+)*-\d{4}-\d{2}$'),
  -- The names of what is inside, never a value.
  elements text[] not null,
  -- nonce (12), tag (16), ciphertext: AES-256-GCM bound to period and subject.
  sealed bytea not null check (octet_length(sealed) > 28),
  primary key (flight_date, flight_id, subject_kind, subject_id, put_at)
) partition by range (flight_date);
create table retention.vault_other partition of retention.vault default;
create index vault_period on retention.vault (period_key);
-- Ciphertext does not shrink.
alter table retention.vault alter column sealed set storage external;

alter table retention.vault enable row level security;
alter table retention.vault force row level security;
-- Only the part that masks puts in and takes away; nobody changes a row. Who is shown a row, the grants say (approvals).
create policy masking_works on retention.vault for all
  using ((select platform.actor() in ('system:retention', 'system:records') and platform.has_role('system')))
  with check ((select platform.actor() = 'system:retention' and platform.has_role('system')));
grant select, insert, delete on retention.vault to openpiu_app;
-- For the function below, which runs as the owner; connections of the server never do.
create policy goes_along on retention.vault for all to current_user using (true) with check (false);

-- A row of the vault dies with what it was taken from, whoever deletes that.
create function retention.forget_vault() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
begin
  execute format('delete from retention.vault v using gone g where v.flight_date = g.flight_date and v.flight_id = g.flight_id
                    and v.subject_kind = %L and v.subject_id = g.%I', tg_argv[0], tg_argv[1]);
  return null;
end
$$;
revoke all on function retention.forget_vault() from public;
create trigger vault_goes_along after delete on records.traveller referencing old table as gone
  for each statement execute function retention.forget_vault('traveller', 'traveller_id');
create trigger vault_goes_along after delete on records.booking referencing old table as gone
  for each statement execute function retention.forget_vault('booking', 'booking_id');
create trigger vault_goes_along after delete on records.change referencing old table as gone
  for each statement execute function retention.forget_vault('change', 'change_id');

-- When the identifying part was taken out.
alter table records.traveller add column if not exists masked_at timestamptz;
alter table records.booking add column if not exists masked_at timestamptz;
alter table records.change add column if not exists masked_at timestamptz;

-- A rotation of the keys seals anew what is kept of messages and list files.
grant update on intake.redacted_source, intake.quarantine, watchlists.raw_file to openpiu_app;
