-- Pushes that the unit asks a carrier for (GOVREQ): by one officer, approved by another, followed until they come.
create table intake.push_request (
  request_id uuid primary key,
  flight_date date not null,
  flight_id uuid not null,
  carrier_id uuid not null,
  reason text not null check (reason in ('push-missing', 'push-incomplete', 'data-unusable', 'specific-threat')),
  legal_basis text not null check (legal_basis in ('regular-transfer', 'specific-threat')),
  case_number text,
  state text not null check (state in ('proposed', 'sent', 'answered', 'refused', 'expired')),
  -- Ties the request to what was sent: UNB 0020 and UNH 0068.
  reference text not null unique,
  asked_by text not null,
  asked_at timestamptz not null,
  decided_by text,
  decided_at timestamptz,
  decision_reason text,
  outgoing_id uuid,
  answered_at timestamptz,
  receipt_id uuid,
  expires_at timestamptz not null
);
create index push_request_flight on intake.push_request (flight_date, flight_id, asked_at desc);
create unique index push_request_open on intake.push_request (flight_date, flight_id)
  where state in ('proposed', 'sent');
create index push_request_expiry on intake.push_request (expires_at) where state in ('proposed', 'sent');

grant select, insert, update on intake.push_request to openpiu_app;

-- Who approves a request puts it down to be sent in the same transaction; no other message of ours.
create policy asked on intake.outgoing for insert
  with check (kind = 'GOVREQ' and (select platform.has_role('supervisor')));
