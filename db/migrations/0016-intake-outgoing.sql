-- Messages of ours to carriers outside of a request: what is to be sent, how often it was tried and what came of it.
-- The bytes name travellers' references: sealed like redacted sources (AES-256-GCM, key outside the database).
create table intake.outgoing (
  outgoing_id uuid primary key,
  carrier_id uuid not null,
  kind text not null check (kind in ('CUSRES', 'GOVREQ', 'ACKRES', 'CONTRL')),
  flight_date date,
  flight_id uuid,
  -- RFF+TN (or what else the other side repeats in its acknowledgement).
  reference text not null,
  -- What in another slice it is about, such as a directive; whoever put it here knows.
  about uuid,
  sealed bytea not null,
  -- The way it goes; a channel that cannot send leaves it to be fetched (GET /v1/outbox).
  channel text not null,
  reply_to text,
  -- Whether the carrier confirms it (BGM 312): then it is sent again until it does, or escalated.
  confirmed boolean not null,
  state text not null check (state in ('waiting', 'sent', 'acknowledged', 'escalated', 'superseded', 'expired')),
  tries integer not null default 0,
  next_try_at timestamptz,
  created_at timestamptz not null,
  sent_at timestamptz,
  acknowledged_at timestamptz,
  escalated_at timestamptz,
  expires_at timestamptz not null,
  unique (carrier_id, reference)
);
create index outgoing_due on intake.outgoing (next_try_at) where state in ('waiting', 'sent') and next_try_at is not null;
create index outgoing_box on intake.outgoing (carrier_id, created_at) where state = 'waiting';
create index outgoing_made on intake.outgoing (created_at);
create index outgoing_flight on intake.outgoing (flight_date, flight_id);
create index outgoing_about on intake.outgoing (about) where about is not null;

grant select, insert, update, delete on intake.outgoing to openpiu_app;
alter table intake.outgoing enable row level security;
alter table intake.outgoing force row level security;
-- What became of it is for the watch floor and the desk to see; the bytes open with the server's key alone.
create policy seen on intake.outgoing for select using ((select platform.has_role('system', 'watch-officer', 'analyst',
  'supervisor', 'carrier-desk', 'data-protection-officer')));
create policy kept on intake.outgoing for all using ((select platform.has_role('system')));
