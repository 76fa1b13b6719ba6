-- What arrived: a delivery is bytes as handed over, a receipt is one message found in them.
-- The bytes themselves are not kept: their hash is, and for a time the redacted source (design: the way of the data).
create schema intake;
grant usage on schema intake to openpiu_app;

create table intake.delivery (
  delivery_id uuid primary key,
  carrier_id uuid,
  channel text not null check (channel in ('http', 'folder', 'command')),
  received_at timestamptz not null,
  bytes integer not null,
  sha256 bytea not null,
  idempotency_key text,
  -- The delivery these bytes repeat, if they were seen before.
  duplicate_of uuid
);
create index delivery_hash on intake.delivery (sha256);
create unique index delivery_idempotency on intake.delivery (carrier_id, idempotency_key)
  where idempotency_key is not null;

create table intake.receipt (
  receipt_id uuid primary key,
  delivery_id uuid not null references intake.delivery,
  ordinal integer not null,
  carrier_id uuid,
  -- The carrier's code and the flight's designator as they were: the receipt reads without other slices' tables.
  carrier text,
  designator text,
  received_at timestamptz not null,
  kind text not null,
  version text,
  state text not null check (state in ('processed', 'refused', 'quarantined', 'duplicate')),
  sender text,
  recipient text,
  interchange text,
  message text,
  part integer,
  -- Hash of the message's own bytes (UNH..UNT): the same push re-wrapped is recognised by it.
  sha256 bytea not null,
  duplicate_of uuid,
  flight_date date,
  flight_id uuid,
  travellers integer not null default 0,
  bookings integer not null default 0,
  errors integer not null default 0,
  warnings integer not null default 0,
  findings jsonb not null default '[]',
  -- The answer given to the carrier (CUSRES), if one was due.
  answer text
);
create index receipt_delivery on intake.receipt (delivery_id, ordinal);
create index receipt_recent on intake.receipt (received_at desc, receipt_id desc);
create index receipt_hash on intake.receipt (sha256);
create index receipt_flight on intake.receipt (flight_date, flight_id);

-- The message without what the law does not admit, encrypted (AES-256-GCM, key outside the database).
create table intake.redacted_source (
  receipt_id uuid primary key references intake.receipt,
  sealed bytea not null,
  cuts jsonb not null,
  expires_at timestamptz not null
);
create index redacted_source_expiry on intake.redacted_source (expires_at);

-- What could not be read at all, encrypted, for a short time; only the carrier desk opens it.
create table intake.quarantine (
  receipt_id uuid primary key references intake.receipt,
  sealed bytea not null,
  expires_at timestamptz not null
);
create index quarantine_expiry on intake.quarantine (expires_at);

grant select, insert, update on intake.delivery, intake.receipt to openpiu_app;
grant select, insert, delete on intake.redacted_source, intake.quarantine to openpiu_app;

alter table intake.redacted_source enable row level security;
alter table intake.redacted_source force row level security;
alter table intake.quarantine enable row level security;
alter table intake.quarantine force row level security;
create policy seen on intake.redacted_source for select using ((select platform.has_role('system')
  or (platform.has_purpose() and platform.has_role('analyst', 'supervisor', 'carrier-desk', 'data-protection-officer'))));
create policy kept on intake.redacted_source for all using ((select platform.has_role('system')));
create policy seen on intake.quarantine for select using ((select platform.has_role('system')
  or (platform.has_purpose() and platform.has_role('carrier-desk'))));
create policy kept on intake.quarantine for all using ((select platform.has_role('system')));

-- The first delivery of the same bytes or the same key of a carrier, if there was one; the same bytes are taken one at a
-- time until the transaction ends.
create function intake.hold_delivery(of_carrier uuid, of_sha256 bytea, of_key text)
  returns table (delivery_id uuid, same_bytes boolean)
  language plpgsql volatile set search_path = pg_catalog, pg_temp
  as $$
begin
  perform pg_advisory_xact_lock(('x' || encode(substr(of_sha256, 1, 8), 'hex'))::bit(64)::bigint);
  return query
    select d.delivery_id, d.sha256 = of_sha256 from intake.delivery d
    where d.duplicate_of is null and d.carrier_id is not distinct from of_carrier
      and (d.sha256 = of_sha256 or (of_key is not null and d.idempotency_key = of_key))
    order by d.received_at limit 1;
end
$$;
