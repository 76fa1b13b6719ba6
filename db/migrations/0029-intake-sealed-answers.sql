-- Answers name travellers by their references and say what they were told: sealed like the redacted source (AES-256-GCM, key
-- outside the database), and seen by the same purposes. What was kept in clear is sealed when the server starts.
create table intake.answer (
  receipt_id uuid primary key references intake.receipt,
  sealed bytea not null,
  -- What a repeat of the request is told since a directive has changed; the answer as given stays as it was.
  sealed_now bytea,
  given_at timestamptz not null
);
create index answer_given on intake.answer (given_at);
grant select, insert, update, delete on intake.answer to openpiu_app;

alter table intake.answer enable row level security;
alter table intake.answer force row level security;
create policy seen on intake.answer for select using ((select platform.has_role('system')
  or (platform.has_purpose() and platform.has_role('analyst', 'supervisor', 'carrier-desk', 'data-protection-officer'))));
create policy kept on intake.answer for all using ((select platform.has_role('system')));

-- Nothing new is kept in clear; rows of before hold until they are sealed.
alter table intake.receipt add constraint answer_sealed check (answer is null and answer_now is null) not valid;
create index receipt_clear on intake.receipt (receipt_id) where answer is not null or answer_now is not null;
