-- Lines to partners that are not units of this kind (INTERPOL through the national bureau, Europol, authorities of third
-- countries), checks with INTERPOL, and what a hit on a lost or stolen document stops until the bureau confirmed it.
set local lock_timeout = '20s';

-- A line is a partner by two persons with an adapter and the certificate that the other side shows (SHA-256).
alter table exchange.partner
  add column adapter text not null default 'unit' check (adapter in ('unit', 'interpol', 'europol', 'third-country')),
  add column certificate text check (certificate ~ '^[0-9a-f]{64}$'),
  add constraint line_shows_certificate check (adapter = 'unit' or certificate is not null);
create function exchange.guard_line() returns trigger
  language plpgsql set search_path = pg_catalog, pg_temp
  as $$
begin
  if (new.adapter, new.certificate) is distinct from (old.adapter, old.certificate) then
    raise exception 'a version of a partner is not changed: propose another' using errcode = 'check_violation';
  end if;
  return new;
end
$$;
create trigger guard_line before update on exchange.partner for each row execute function exchange.guard_line();

-- How a line does: after failures in a row nothing is sent for a while; and how far its inbox was read.
create table exchange.line (
  authority_id uuid primary key,
  failures integer not null default 0 check (failures >= 0),
  open_until timestamptz,
  answered_at timestamptz,
  problem text,
  inbox_after text not null default ''
);

alter table exchange.outgoing drop constraint outgoing_kind_check,
  add constraint outgoing_kind_check check (kind in ('request', 'adhoc-push', 'package', 'answer', 'acknowledgement', 'outcome',
    'recall', 'recall-acknowledged', 'onward-notice', 'document-check', 'person-check', 'confirmation', 'protected-person'));

-- What kind of offence it is under Article 3 of INTERPOL's Constitution: nothing of a political, military, religious or racial
-- character goes through its channels, nor is anything used for it (Rules on the Processing of Data, Art. 5 and 34).
create table exchange.offence_class (
  code text primary key,
  character text not null check (character in ('ordinary', 'political', 'military', 'religious', 'racial'))
);
insert into exchange.offence_class
  select code, 'ordinary' from unnest(array[
    'terrorism', 'criminal-organisation', 'trafficking-in-human-beings', 'sexual-exploitation-of-children',
    'drug-trafficking', 'weapons-trafficking', 'corruption', 'fraud', 'money-laundering', 'computer-crime',
    'environmental-crime', 'unauthorised-entry-facilitation', 'murder-grievous-injury', 'organ-trafficking',
    'kidnapping-hostage-taking', 'organised-armed-robbery', 'cultural-goods-trafficking', 'product-piracy',
    'forgery-of-documents', 'hormonal-substances-trafficking', 'nuclear-materials-trafficking', 'rape',
    'international-criminal-court', 'seizure-of-aircraft-ships', 'sabotage', 'stolen-vehicles-trafficking',
    'industrial-espionage']) as code;
insert into exchange.offence_class values
  ('treason', 'political'), ('sedition', 'political'), ('political-espionage', 'political'), ('insult-of-the-state', 'political'),
  ('unlawful-assembly', 'political'), ('election-offence', 'political'), ('opinion-or-press-offence', 'political'),
  ('membership-of-banned-party', 'political'),
  ('desertion', 'military'), ('conscription-evasion', 'military'), ('military-discipline', 'military'),
  ('blasphemy', 'religious'), ('apostasy', 'religious'), ('proselytism', 'religious'), ('membership-of-banned-faith', 'religious'),
  ('racial-status', 'racial'), ('mixed-marriage', 'racial');
create function exchange.is_ordinary(offence text) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp
  return exists (select from exchange.offence_class c where c.code = offence and c.character = 'ordinary');

create sequence exchange.enquiry_number;
-- A check with INTERPOL (RQ-IPOL-CHK), the bureau's confirmation of a hit, and the report of a protected person (RQ-IPOL-MSG).
create table exchange.enquiry (
  enquiry_id uuid primary key,
  reference text not null unique,
  kind text not null check (kind in ('document-check', 'person-check', 'confirmation', 'protected-person')),
  type text not null check (type in ('RQ-IPOL-CHK', 'RQ-IPOL-MSG')),
  authority_id uuid not null,
  alert_kind text not null check (alert_kind in ('listed', 'rule')),
  alert_id uuid not null,
  flight_date date not null,
  flight_id uuid not null,
  person_id uuid not null,
  of_enquiry uuid references exchange.enquiry on delete cascade,
  purpose text not null check (purpose in ('TERR', 'SERIOUS', 'CHILD_PROTECTION')),
  offence text references exchange.offence_class,
  -- What comes of INTERPOL is for police work and goes on with consent only (Rules on the Processing of Data).
  handling text[] not null check (handling @> array['H2', 'H4']),
  state text not null check (state in ('drafted', 'endorsed', 'waiting', 'answered', 'refused', 'dropped')),
  result text check (result in ('no-hit', 'hit', 'barred', 'confirmed', 'not-confirmed', 'taken')),
  -- What the notice or record is about, as its owner classes it.
  answer_class text references exchange.offence_class,
  -- Of a report that waits for its second person.
  sealed_question bytea check (sealed_question is null or kind = 'protected-person'),
  sealed_answer bytea,
  answer_hash text,
  answered_at timestamptz,
  -- A copy of INTERPOL's data is short-lived (IPOL-RPD-2).
  answer_until timestamptz check (answer_until <= answered_at + interval '24 hours'),
  late boolean not null default false,
  asked_by text not null,
  asked_at timestamptz not null,
  due_at timestamptz not null,
  overdue_at timestamptz,
  endorsed_by text check (endorsed_by not like 'system:%'),
  released_by text check (released_by not like 'system:%'),
  reason text,
  check ((kind in ('document-check', 'person-check')) = (type = 'RQ-IPOL-CHK')),
  check ((kind in ('confirmation', 'protected-person')) = (of_enquiry is not null)),
  check ((state = 'answered') = (result is not null and answered_at is not null)),
  check (sealed_answer is null or (answer_until is not null and answer_hash is not null)),
  -- Of a person one asks for an offence; a person asks.
  check (kind <> 'person-check' or offence is not null),
  check (type <> 'RQ-IPOL-CHK' or asked_by not like 'system:%'),
  -- Nothing is kept of what INTERPOL may not be used for.
  check (result is distinct from 'barred' or sealed_answer is null),
  -- Two persons report a protected person.
  check (kind = 'protected-person' or state in ('waiting', 'answered', 'refused')),
  check (kind <> 'protected-person' or state in ('drafted', 'dropped') or endorsed_by is not null),
  check (kind <> 'protected-person' or state in ('drafted', 'endorsed', 'dropped') or released_by is not null),
  check (released_by is null or released_by <> endorsed_by),
  unique (of_enquiry, kind)
);
create index enquiry_alert on exchange.enquiry (alert_id, asked_at desc);
create index enquiry_person on exchange.enquiry (flight_date, flight_id, person_id);
create index enquiry_open on exchange.enquiry (due_at) where state in ('drafted', 'endorsed', 'waiting');

create function exchange.guard_enquiry() returns trigger
  language plpgsql set search_path = pg_catalog, pg_temp
  as $$
declare
  acting text := current_setting('openpiu.actor', true);
begin
  if new.offence is not null and not exchange.is_ordinary(new.offence) then
    raise exception 'INTERPOL is not used for offences of a political, military, religious or racial character'
      using errcode = 'check_violation';
  end if;
  if new.result is not null and new.result <> 'barred' and new.answer_class is not null
     and not exchange.is_ordinary(new.answer_class) then
    raise exception 'INTERPOL data of a political, military, religious or racial character are not used'
      using errcode = 'check_violation';
  end if;
  if tg_op = 'INSERT' then
    if new.state not in ('waiting', 'drafted') or new.endorsed_by is not null or new.released_by is not null
       or (new.type = 'RQ-IPOL-CHK' and new.asked_by <> acting) then
      raise exception 'an enquiry begins with whoever asks' using errcode = 'check_violation';
    end if;
    return new;
  end if;
  if (new.kind, new.authority_id, new.alert_id, new.flight_id, new.person_id, new.purpose, new.offence, new.handling, new.asked_by,
      new.of_enquiry) is distinct from
     (old.kind, old.authority_id, old.alert_id, old.flight_id, old.person_id, old.purpose, old.offence, old.handling, old.asked_by,
      old.of_enquiry)
     or (old.result is not null and new.result is distinct from old.result) then
    raise exception 'what was asked and answered is not changed' using errcode = 'check_violation';
  end if;
  if new.result is distinct from old.result and not platform.has_role('system') then
    raise exception 'an answer comes from the partner' using errcode = 'check_violation';
  end if;
  if new.endorsed_by is distinct from old.endorsed_by and not (new.endorsed_by = acting
     and platform.has_role('protection-reviewer')) then
    raise exception 'a report of a protected person is endorsed by a reviewer for protection' using errcode = 'check_violation';
  end if;
  if new.released_by is distinct from old.released_by and not (new.released_by = acting and platform.has_role('supervisor')) then
    raise exception 'a report of a protected person is released by a supervisor' using errcode = 'check_violation';
  end if;
  return new;
end
$$;
create trigger guard before insert or update on exchange.enquiry for each row execute function exchange.guard_enquiry();

-- A hit on a lost or stolen document waits for the bureau: until it confirmed, nothing adverse is decided of the person on it.
create table cases.awaiting_ncb (
  check_id uuid primary key,
  alert_kind text not null check (alert_kind in ('listed', 'rule')),
  alert_id uuid not null,
  flight_date date not null,
  flight_id uuid not null,
  person_id uuid not null,
  reference text not null,
  state text not null check (state in ('AWAIT_NCB', 'CONFIRMED', 'NOT_CONFIRMED')),
  since timestamptz not null,
  due_at timestamptz not null,
  answered_at timestamptz,
  -- Somebody's life or limb is in danger: a person says why the bureau's word is not waited for.
  safety_by text check (safety_by not like 'system:%'),
  safety_reason text check (length(btrim(safety_reason)) >= 20),
  safety_at timestamptz,
  check ((state = 'AWAIT_NCB') = (answered_at is null)),
  check ((safety_by is null) = (safety_reason is null) and (safety_by is null) = (safety_at is null))
);
create index awaiting_ncb_person on cases.awaiting_ncb (flight_date, flight_id, person_id);
create index awaiting_ncb_alert on cases.awaiting_ncb (alert_id);

create function cases.guard_awaiting_ncb() returns trigger
  language plpgsql set search_path = pg_catalog, pg_temp
  as $$
begin
  if tg_op = 'INSERT' then
    if new.state <> 'AWAIT_NCB' or new.safety_by is not null then
      raise exception 'a hit begins unconfirmed' using errcode = 'check_violation';
    end if;
    return new;
  end if;
  if (new.check_id, new.alert_id, new.flight_date, new.flight_id, new.person_id, new.since) is distinct from
     (old.check_id, old.alert_id, old.flight_date, old.flight_id, old.person_id, old.since)
     or (old.state <> 'AWAIT_NCB' and new.state <> old.state)
     or (old.safety_by is not null and new.safety_by is distinct from old.safety_by) then
    raise exception 'a hit is not changed but by its answer' using errcode = 'check_violation';
  end if;
  if new.state <> old.state and not (platform.has_role('system') and exists (select from exchange.enquiry e
       where e.of_enquiry = new.check_id and e.kind = 'confirmation'
         and e.result = case new.state when 'CONFIRMED' then 'confirmed' else 'not-confirmed' end)) then
    raise exception 'the INTERPOL bureau confirms, nobody else' using errcode = 'check_violation';
  end if;
  if new.safety_by is distinct from old.safety_by and not (new.safety_by = current_setting('openpiu.actor', true)
     and platform.has_role('watch-officer', 'analyst', 'supervisor')) then
    raise exception 'safety is called upon by an officer in person' using errcode = 'check_violation';
  end if;
  return new;
end
$$;
create trigger guard before insert or update on cases.awaiting_ncb for each row execute function cases.guard_awaiting_ncb();

create function cases.awaits_ncb(on_date date, on_flight uuid, person uuid) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp
  return exists (select from cases.awaiting_ncb w where w.flight_date = on_date and w.flight_id = on_flight
    and w.person_id = person and w.state = 'AWAIT_NCB' and w.safety_by is null);

create function cases.refuse_awaiting_ncb() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
begin
  raise exception 'the INTERPOL bureau has not confirmed the hit on this person''s document' using errcode = 'check_violation';
end
$$;
create function cases.decision_awaits_ncb() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
begin
  -- To confirm for somebody's protection is nothing adverse.
  if new.outcome = 'confirmed' and new.reason_code <> 'PROTECT' and exists (select from cases.alert a where a.alert_id = new.alert_id
       and cases.awaits_ncb(a.flight_date, a.flight_id, a.person_id)) then
    raise exception 'the INTERPOL bureau has not confirmed the hit on this person''s document' using errcode = 'check_violation';
  end if;
  return new;
end
$$;
create trigger awaits_ncb before insert on cases.decision for each row execute function cases.decision_awaits_ncb();
create function cases.alert_awaits_ncb() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
begin
  if cases.awaits_ncb(new.flight_date, new.flight_id, new.person_id)
     and not exists (select from cases.decision d where d.alert_id = new.alert_id and d.reason_code = 'PROTECT') then
    raise exception 'the INTERPOL bureau has not confirmed the hit on this person''s document' using errcode = 'check_violation';
  end if;
  return null;
end
$$;
-- At the end of the transaction, when its decision is there too.
create constraint trigger alert_awaits_ncb after update of state on cases.alert deferrable initially deferred for each row
  when (new.state = 'confirmed' and old.state <> 'confirmed') execute function cases.alert_awaits_ncb();
create trigger awaits_ncb before update of state on cases.criterion_alert for each row
  when (new.state = 'confirmed' and old.state <> 'confirmed' and new.reason_code is distinct from 'PROTECT'
    and cases.awaits_ncb(new.flight_date, new.flight_id, new.person_id))
  execute function cases.refuse_awaiting_ncb();
create trigger awaits_ncb before insert or update of state on cases.directive for each row
  when (new.state in ('proposed', 'released') and cases.awaits_ncb(new.flight_date, new.flight_id, new.person_id))
  execute function cases.refuse_awaiting_ncb();
create trigger awaits_ncb before update of state on disclosures.package for each row
  when (new.state = 'released' and old.state <> 'released'
    and new.measure not in ('INFORM-ONLY', 'CONTACT-AUTHORITY', 'PROTECTION-REFERRAL')
    and cases.awaits_ncb(new.flight_date, new.flight_id, new.person_id))
  execute function cases.refuse_awaiting_ncb();

-- What rests on INTERPOL is told for ordinary offences only.
create function disclosures.interpol_is_neutral() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
begin
  if not exists (select from exchange.offence_class c where c.code = new.offence and c.character = 'ordinary') then
    raise exception 'INTERPOL data are told for offences of ordinary character only' using errcode = 'check_violation';
  end if;
  return new;
end
$$;
create trigger interpol_is_neutral before insert or update of state on disclosures.package for each row
  when (new.interpol and new.state not in ('refused', 'recalled') and new.offence is not null)
  execute function disclosures.interpol_is_neutral();
-- A package about somebody of whom INTERPOL said something rests on it, whatever else it rests on.
create function disclosures.rests_on_interpol() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
declare
  latest timestamptz;
begin
  select max(e.answered_at) into latest from exchange.enquiry e
  where e.flight_date = new.flight_date and e.flight_id = new.flight_id and e.person_id = new.person_id
    and e.kind in ('document-check', 'person-check') and e.result = 'hit';
  if latest is not null then
    new.interpol := true;
    new.interpol_checked_at := greatest(new.interpol_checked_at, latest);
  end if;
  return new;
end
$$;
create trigger a_rests_on_interpol before insert on disclosures.package
  for each row execute function disclosures.rests_on_interpol();

create function exchange.tell_packages() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
begin
  update disclosures.package p set interpol = p.interpol or new.result = 'hit', interpol_checked_at = new.answered_at
  where p.flight_date = new.flight_date and p.flight_id = new.flight_id and p.person_id = new.person_id
    and p.state in ('draft', 'release-check') and (p.interpol or new.result = 'hit');
  return null;
end
$$;
create trigger tell_packages after update of result on exchange.enquiry for each row
  when (new.type = 'RQ-IPOL-CHK' and new.result in ('hit', 'no-hit')) execute function exchange.tell_packages();

grant select, insert, update on exchange.line, exchange.enquiry, cases.awaiting_ncb to openpiu_app;
grant select on exchange.offence_class to openpiu_app;
grant usage on sequence exchange.enquiry_number to openpiu_app;
grant delete on exchange.enquiry, cases.awaiting_ncb to openpiu_app;
do $$
declare t text;
begin
  foreach t in array array['exchange.line', 'exchange.enquiry', 'cases.awaiting_ncb', 'exchange.offence_class'] loop
    execute format('alter table %s enable row level security', t);
    execute format('alter table %s force row level security', t);
  end loop;
end
$$;
create policy seen on exchange.offence_class for select using (true);
create policy seen on exchange.line for select using (exchange.may_see());
create policy worked on exchange.line for insert with check (platform.has_role('system'));
create policy changed on exchange.line for update using (platform.has_role('system'));
create policy seen on exchange.enquiry for select using (exchange.may_see());
create policy worked on exchange.enquiry for insert with check (exchange.may_work());
create policy changed on exchange.enquiry for update using (exchange.may_work());
create policy gone on exchange.enquiry for delete using (platform.has_role('system:retention'));
create policy seen on cases.awaiting_ncb for select using ((select platform.has_role('system', 'watch-officer', 'analyst',
  'protection-reviewer', 'supervisor', 'data-protection-officer')));
create policy worked on cases.awaiting_ncb for insert with check ((select platform.has_role('system')));
create policy changed on cases.awaiting_ncb for update using ((select platform.has_role('system', 'watch-officer', 'analyst',
  'supervisor')));
create policy gone on cases.awaiting_ncb for delete using ((select platform.has_role('system:retention')));
