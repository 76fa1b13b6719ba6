-- Units speak with each other by TLS in which both show certificates (Regulation (EU) 2025/13 Art. 9(5) and 20): which ones is said where a
-- partner is proposed, and a certificate that must not be believed any more is withdrawn at once by one person.
set local lock_timeout = '20s';

alter table exchange.partner
  -- SHA-256 of the certificate by which it calls; `certificate` is of the one that it shows when it is called.
  add column caller_certificate text check (caller_certificate ~ '^[0-9a-f]{64}$'),
  -- Or the authority (PEM) that signs both itself, and the name in the certificate by which it calls.
  add column certificate_authority text check (length(certificate_authority) between 100 and 20000),
  add column caller_name text check (caller_name ~ '^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$'),
  add constraint caller_by_authority check ((certificate_authority is null) = (caller_name is null)),
  -- A unit of before that has none is refused until two persons entered it.
  add constraint unit_shows_certificate check (adapter <> 'unit' or address like 'http://%' or state in ('refused', 'replaced', 'ended')
    or certificate_authority is not null or (certificate is not null and caller_certificate is not null)) not valid;

create or replace function exchange.guard_line() returns trigger
  language plpgsql set search_path = pg_catalog, pg_temp
  as $$
begin
  if (new.adapter, new.certificate, new.caller_certificate, new.certificate_authority, new.caller_name)
     is distinct from (old.adapter, old.certificate, old.caller_certificate, old.certificate_authority, old.caller_name) then
    raise exception 'a version of a partner is not changed: propose another' using errcode = 'check_violation';
  end if;
  return new;
end
$$;

create table exchange.withdrawn_certificate (
  authority_id uuid not null,
  certificate text not null check (certificate ~ '^[0-9a-f]{64}$'),
  reason text not null check (length(reason) >= 3),
  withdrawn_by text not null check (withdrawn_by not like 'system:%'),
  withdrawn_at timestamptz not null,
  primary key (authority_id, certificate)
);
-- Neither taken back nor changed.
grant select, insert on exchange.withdrawn_certificate to openpiu_app;
alter table exchange.withdrawn_certificate enable row level security, force row level security;
create policy seen on exchange.withdrawn_certificate for select using (exchange.may_see());
create policy withdrawn on exchange.withdrawn_certificate for insert with check (
  platform.has_role('supervisor', 'legal-adviser', 'data-protection-officer') and withdrawn_by = current_setting('openpiu.actor', true));
