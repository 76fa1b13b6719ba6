-- Who may ask and be told, what they ask, what left the unit to whom, and what was called back: each step of two persons,
-- with the guards that hold whoever writes (roles.md section 5, obligations.md PNRD-6.2b, -6.6, -7, -9 to -11, HR-NR, HR-CHILD).
create schema disclosures;
grant usage on schema disclosures to openpiu_app;

-- The register of authorities, each change a version that two persons brought in force (PNRD-7.1, -11.3).
create table disclosures.authority (
  authority_id uuid not null,
  version integer not null check (version > 0),
  code text not null check (code ~ '^[a-z0-9-]{2,40}$'),
  name text not null check (length(name) between 2 and 200),
  kind text not null check (kind in ('national', 'partner-unit', 'europol', 'ncb', 'third-country', 'court', 'foreign-ministry',
    'supervisory')),
  -- What the service does, where the law draws a line: never bookings for migration control (CJEU C-817/19, 230).
  service text not null check (service in ('police', 'customs', 'border', 'migration', 'security', 'justice', 'foreign',
    'unit', 'other')),
  country text not null check (country ~ '^[A-Z]{2}$'),
  tenant text not null check (tenant ~ '^agency:[a-z0-9-]{1,40}$'),
  legal_act text not null check (length(legal_act) >= 3),
  purposes text[] not null check (cardinality(purposes) > 0),
  offences text[] not null,
  contact text not null check (length(contact) >= 3),
  language text not null,
  channel text not null check (channel in ('portal', 'exchange', 'i24-7', 'siena', 'diplomatic')),
  recall_address text not null check (length(recall_address) >= 3),
  -- Public JSON Web Keys, with when they hold.
  encryption_key jsonb not null,
  signing_key jsonb not null,
  keys_from timestamptz not null,
  keys_until timestamptz not null check (keys_until > keys_from),
  valid_from timestamptz not null,
  valid_until timestamptz not null check (valid_until > valid_from),
  -- Who carries out death sentences or is found to torture: personal data need an assurance (HR-NR-1).
  death_penalty boolean not null,
  torture_risk boolean not null,
  state text not null check (state in ('proposed', 'in-force', 'refused', 'replaced', 'ended')),
  reason text not null check (length(reason) >= 3),
  proposed_by text not null check (proposed_by not like 'system:%'),
  proposed_at timestamptz not null,
  decided_by text check (decided_by not like 'system:%'),
  decided_at timestamptz,
  ended_by text,
  ended_at timestamptz,
  primary key (authority_id, version),
  check (decided_by is null or decided_by <> proposed_by),
  check (state not in ('in-force', 'replaced', 'ended') or decided_by is not null),
  -- Migration services are told nothing for the fight against crime of bookings, and no purpose of theirs opens any.
  check (service <> 'migration' or purposes <@ array['BORDER', 'CHILD_PROTECTION'])
);
create unique index authority_in_force on disclosures.authority (authority_id) where state = 'in-force';
create unique index authority_code on disclosures.authority (code) where state = 'in-force';
create unique index authority_waiting on disclosures.authority (authority_id) where state = 'proposed';

create function disclosures.guard_authority() returns trigger
  language plpgsql set search_path = pg_catalog, pg_temp
  as $$
begin
  if (new.code, new.name, new.kind, new.service, new.country, new.tenant, new.legal_act, new.purposes, new.offences, new.contact,
      new.channel, new.encryption_key, new.signing_key, new.keys_from, new.keys_until, new.valid_from, new.valid_until,
      new.proposed_by) is distinct from
     (old.code, old.name, old.kind, old.service, old.country, old.tenant, old.legal_act, old.purposes, old.offences, old.contact,
      old.channel, old.encryption_key, old.signing_key, old.keys_from, old.keys_until, old.valid_from, old.valid_until,
      old.proposed_by) then
    raise exception 'a version of an authority is not changed: propose another' using errcode = 'check_violation';
  end if;
  if new.decided_by is distinct from old.decided_by and not (new.decided_by = current_setting('openpiu.actor', true)
     and platform.has_role('supervisor')) then
    raise exception 'an authority is brought in force by a second person, a supervisor' using errcode = 'check_violation';
  end if;
  return new;
end
$$;
create trigger guard before update on disclosures.authority for each row execute function disclosures.guard_authority();

-- What may follow what, and by whom (roles.md 5.5). Nothing else moves a request.
create table disclosures.transition (
  from_state text not null,
  to_state text not null,
  roles text[] not null,
  primary key (from_state, to_state)
);
insert into disclosures.transition values
  ('draft', 'submitted', '{liaison,watch-officer,analyst,system}'),
  ('draft', 'withdrawn', '{liaison,watch-officer,analyst}'),
  ('submitted', 'triage', '{watch-officer}'),
  ('submitted', 'withdrawn', '{liaison,watch-officer,analyst}'),
  ('triage', 'incomplete', '{watch-officer}'),
  ('incomplete', 'submitted', '{liaison,watch-officer,analyst}'),
  ('incomplete', 'withdrawn', '{liaison,watch-officer,analyst}'),
  ('triage', 'legal-check', '{watch-officer}'),
  ('triage', 'withdrawn', '{liaison,watch-officer,analyst}'),
  ('legal-check', 'approval-pending', '{legal-adviser}'),
  ('legal-check', 'withdrawn', '{liaison,watch-officer,analyst}'),
  ('approval-pending', 'approved', '{supervisor}'),
  ('approval-pending', 'refused', '{supervisor}'),
  ('approval-pending', 'withdrawn', '{liaison,watch-officer,analyst}'),
  ('approved', 'searching', '{analyst}'),
  ('approved', 'withdrawn', '{liaison,watch-officer,analyst}'),
  ('searching', 'review', '{analyst}'),
  ('searching', 'withdrawn', '{liaison,watch-officer,analyst}'),
  ('review', 'release-check', '{analyst}'),
  ('review', 'withdrawn', '{liaison,watch-officer,analyst}'),
  ('release-check', 'released', '{supervisor}'),
  ('release-check', 'urgent-released', '{supervisor}'),
  ('urgent-released', 'approved', '{supervisor}'),
  ('urgent-released', 'recalled', '{supervisor,system}'),
  ('approved', 'released', '{supervisor}'),
  ('released', 'acknowledged', '{liaison,watch-officer}'),
  ('released', 'recalled', '{supervisor,system}'),
  ('acknowledged', 'outcome', '{liaison,watch-officer,system}'),
  ('acknowledged', 'recalled', '{supervisor,system}'),
  ('outcome', 'closed', '{watch-officer,liaison,system}'),
  ('outcome', 'recalled', '{supervisor,system}'),
  ('refused', 'closed', '{liaison,watch-officer,system}'),
  ('closed', 'recalled', '{supervisor,system}');

create sequence disclosures.request_number;
create table disclosures.request (
  request_id uuid primary key,
  reference text not null unique,
  type text not null check (type ~ '^RQ-[A-Z0-9-]{2,12}$'),
  direction text not null check (direction in ('in', 'out')),
  state text not null,
  authority_id uuid not null,
  -- The organisation that asks; the unit itself ('piu') for what it asks of others.
  tenant text not null check (tenant ~ '^(piu|agency:[a-z0-9-]{1,40})$'),
  legal_basis text,
  purpose text,
  offence text,
  urgent boolean not null default false,
  fields jsonb not null,
  created_by text not null,
  created_at timestamptz not null,
  submitted_at timestamptz,
  -- The clock that runs now, and when whom it concerns was told that it ran out.
  due_at timestamptz,
  due_kind text,
  answer_due_at timestamptz,
  escalated_at timestamptz,
  -- It needs a body outside the unit: the journey is over, or masked data are wanted (CJEU C-817/19, 222; PNRD-12.3).
  after_travel boolean not null default false,
  masked boolean not null default false,
  legal_by text check (legal_by not like 'system:%'),
  legal_at timestamptz,
  lawful boolean,
  legal_reason text,
  approval_id uuid,
  approval text not null default 'none' check (approval in ('none', 'asked', 'approved', 'refused')),
  approved_by text check (approved_by not like 'system:%'),
  approved_at timestamptz,
  urgency_by text check (urgency_by not like 'system:%'),
  urgency_reason text,
  urgency_confirmed_by text check (urgency_confirmed_by not like 'system:%'),
  urgency_until timestamptz,
  checked_by text check (checked_by not like 'system:%'),
  checked_at timestamptz,
  refusal_code text,
  refusal_reason text,
  -- What was found, and what the requester is told; they differ where a refusal may not be told from nothing found.
  result text check (result in ('data', 'no-data', 'masked-only', 'refused', 'partial')),
  said text check (said in ('data', 'no-data', 'masked-only', 'refused', 'partial')),
  answered_at timestamptz,
  acknowledged_at timestamptz,
  step_by text not null,
  step_role text not null,
  step_reason text not null,
  step_profile text not null,
  step_at timestamptz not null,
  version integer not null default 1,
  check (urgency_confirmed_by is null or urgency_confirmed_by <> urgency_by),
  check (approved_by is null or approved_by <> legal_by)
);
create index request_open on disclosures.request (due_at) where state not in ('closed', 'withdrawn', 'recalled', 'draft');
create index request_tenant on disclosures.request (tenant, created_at desc);

create table disclosures.request_step (
  request_id uuid not null references disclosures.request,
  number integer not null,
  from_state text,
  to_state text not null,
  actor text not null,
  role text not null,
  reason text not null,
  profile text not null,
  at timestamptz not null,
  primary key (request_id, number)
);

-- A request moves only along the table above, by who may, and never past its legal check and its release check; each
-- step is kept by the same statement that takes it.
create function disclosures.guard_request() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
declare
  allowed text[];
  acting text := current_setting('openpiu.actor', true);
begin
  if tg_op = 'INSERT' then
    if new.state <> 'draft' then
      raise exception 'a request begins as a draft' using errcode = 'check_violation';
    end if;
    insert into disclosures.request_step values (new.request_id, 1, null, new.state, acting, new.step_role, new.step_reason,
      new.step_profile, new.step_at);
    return new;
  end if;
  if (new.type, new.direction, new.authority_id, new.tenant, new.reference, new.created_by) is distinct from
     (old.type, old.direction, old.authority_id, old.tenant, old.reference, old.created_by)
     or (old.state not in ('draft', 'incomplete') and new.fields is distinct from old.fields) then
    raise exception 'what was asked is not changed' using errcode = 'check_violation';
  end if;
  if new.legal_by is distinct from old.legal_by and not (new.legal_by = acting and platform.has_role('legal-adviser'))
     or new.approved_by is distinct from old.approved_by and not (new.approved_by = acting and platform.has_role('supervisor'))
     or new.checked_by is distinct from old.checked_by and not (new.checked_by = acting and platform.has_role('supervisor'))
     or new.urgency_confirmed_by is distinct from old.urgency_confirmed_by
        and not (new.urgency_confirmed_by = acting and platform.has_role('supervisor')) then
    raise exception 'nobody checks in the name of another' using errcode = 'check_violation';
  end if;
  if new.state = old.state then return new; end if;
  select roles into allowed from disclosures.transition where from_state = old.state and to_state = new.state;
  if allowed is null then
    raise exception 'a request does not go from % to %', old.state, new.state using errcode = 'check_violation';
  end if;
  if not platform.has_role(variadic allowed) then
    raise exception 'a request goes from % to % by others', old.state, new.state using errcode = 'check_violation';
  end if;
  if new.state in ('approved', 'searching') and (new.legal_by is null or not new.lawful) then
    raise exception 'nothing is approved without a legal check' using errcode = 'check_violation';
  end if;
  -- Prior review by a body outside the unit, or urgency called by one person and confirmed by another.
  if new.state in ('approved', 'searching', 'released') and (new.after_travel or new.masked) and new.approval <> 'approved'
     and not (new.state <> 'released' and new.urgency_confirmed_by is not null and new.approval <> 'refused') then
    raise exception 'the approval of the body outside the unit is lacking' using errcode = 'check_violation';
  end if;
  if new.state in ('released', 'urgent-released') and new.checked_by is null then
    raise exception 'nothing is released without a release check' using errcode = 'check_violation';
  end if;
  if old.state = 'approved' and new.state = 'released' and old.checked_by is null then
    raise exception 'only what was released urgently goes on from its approval' using errcode = 'check_violation';
  end if;
  if new.state = 'urgent-released' and new.urgency_confirmed_by is null then
    raise exception 'urgency needs two persons' using errcode = 'check_violation';
  end if;
  new.version := old.version + 1;
  insert into disclosures.request_step values (new.request_id, new.version, old.state, new.state, acting, new.step_role,
    new.step_reason, new.step_profile, new.step_at);
  return new;
end
$$;
create trigger guard before insert or update on disclosures.request for each row execute function disclosures.guard_request();
-- The first step refers to its request: both are there when the transaction ends.
alter table disclosures.request_step alter constraint request_step_request_id_fkey deferrable initially deferred;

-- Searches from an approved request: what was asked of the records, and who was found, by ids only.
create table disclosures.search (
  search_id uuid primary key,
  request_id uuid not null references disclosures.request,
  tenant text not null,
  searched_by text not null check (searched_by not like 'system:%'),
  at timestamptz not null,
  subjects integer not null check (subjects > 0),
  selectors integer not null check (selectors between 1 and 25),
  window_from date not null,
  window_until date not null check (window_until >= window_from),
  sources text[] not null check (cardinality(sources) > 0),
  found integer not null check (found <= 200),
  refused text
);
create index search_request on disclosures.search (request_id, at);
create index search_tenant on disclosures.search (tenant, at);
create table disclosures.search_hit (
  search_id uuid not null references disclosures.search,
  flight_date date not null,
  flight_id uuid not null,
  person_id uuid not null,
  subject integer not null,
  primary key (search_id, flight_id, person_id)
);
-- A search needs its request in the state for it: whoever writes.
create function disclosures.guard_search() returns trigger
  language plpgsql set search_path = pg_catalog, pg_temp
  as $$
begin
  if not exists (select from disclosures.request r where r.request_id = new.request_id and r.state = 'searching'
                 and r.tenant = new.tenant) or new.searched_by <> current_setting('openpiu.actor', true) then
    raise exception 'records are searched from an approved request only' using errcode = 'check_violation';
  end if;
  return new;
end
$$;
create trigger guard before insert on disclosures.search for each row execute function disclosures.guard_search();

-- The individual review of one person by a person: the human decision that whatever leaves rests on (PNRD-6.5, -7.6).
create table disclosures.review (
  review_id uuid primary key,
  request_id uuid references disclosures.request,
  -- The decided alert that a referral rests on, and the decision itself.
  alert_kind text check (alert_kind in ('listed', 'rule')),
  alert_id uuid,
  decision_id uuid,
  flight_date date not null,
  flight_id uuid not null,
  person_id uuid not null,
  outcome text not null check (outcome in ('is-the-person', 'is-not', 'cannot-tell')),
  statement text not null check (length(statement) between 10 and 4000),
  checks text[] not null check (cardinality(checks) > 0),
  assertion text not null check (assertion in ('fact', 'assessment')),
  reliability text not null check (reliability ~ '^[A-F]$'),
  credibility text not null check (credibility ~ '^[1-6]$'),
  specialist boolean not null,
  decided_by text not null check (decided_by not like 'system:%'),
  decided_at timestamptz not null,
  unique (review_id, decided_by, outcome),
  check ((request_id is null) <> (alert_id is null)),
  check ((alert_id is null) = (decision_id is null) and (alert_id is null) = (alert_kind is null))
);
create unique index review_once on disclosures.review (request_id, flight_id, person_id) where request_id is not null;
create function disclosures.guard_review() returns trigger
  language plpgsql set search_path = pg_catalog, pg_temp
  as $$
begin
  if new.decided_by <> current_setting('openpiu.actor', true)
     or not platform.has_role('watch-officer', 'analyst', 'protection-reviewer')
     or (new.specialist and not platform.has_role('protection-reviewer')) then
    raise exception 'a review is made by a reviewer in person' using errcode = 'check_violation';
  end if;
  return new;
end
$$;
create trigger guard before insert on disclosures.review for each row execute function disclosures.guard_review();

-- One package: one person, one recipient. Adverse or not, none is without the decision of a person.
create sequence disclosures.package_number;
create table disclosures.package (
  package_id uuid primary key,
  reference text not null unique,
  request_id uuid references disclosures.request,
  case_id uuid,
  review_id uuid not null,
  reviewed_by text not null,
  review_outcome text not null default 'is-the-person' check (review_outcome = 'is-the-person'),
  foreign key (review_id, reviewed_by, review_outcome) references disclosures.review (review_id, decided_by, outcome),
  authority_id uuid not null,
  authority_version integer not null,
  foreign key (authority_id, authority_version) references disclosures.authority,
  tenant text not null,
  flight_date date not null,
  flight_id uuid not null,
  person_id uuid not null,
  legal_basis text not null,
  purpose text not null,
  offence text,
  measure text not null check (measure in ('INFORM-ONLY', 'DISCREET-CHECK', 'SECOND-LINE', 'DOC-CHECK', 'CUSTOMS-CHECK',
    'CONTACT-AUTHORITY', 'PROTECTION-REFERRAL', 'ARREST-WARRANT-EXISTS')),
  measure_reference text check (measure <> 'ARREST-WARRANT-EXISTS' or length(measure_reference) >= 3),
  check (measure <> 'ARREST-WARRANT-EXISTS' or measure_reference is not null),
  elements text[] not null check (cardinality(elements) > 0),
  beyond_usual text,
  handling text[] not null check (cardinality(handling) > 0),
  retention_until date not null,
  category text not null check (category in ('suspect', 'contact', 'victim', 'witness', 'missing')),
  uses_pnr boolean not null,
  after_travel boolean not null,
  child boolean not null,
  claimant boolean not null,
  victim boolean not null,
  free_movement boolean not null,
  by_rule boolean not null,
  nationalities text[] not null,
  transfer jsonb,
  -- A child is never a suspect by a rule (HR-CHILD-2); protected persons are told of for their protection (HR-CHILD-4, HR-VOT).
  check (not (child and by_rule) or category <> 'suspect'),
  check (not (child or victim) or measure in ('INFORM-ONLY', 'CONTACT-AUTHORITY', 'PROTECTION-REFERRAL')),
  check (not (child or victim or claimant) or 'HP' = any (handling)),
  check (not victim or category <> 'suspect'),
  -- It rests on a notice of INTERPOL, which is asked for anew within the hour before anything leaves (IPOL-RPD-2).
  interpol boolean not null default false,
  interpol_checked_at timestamptz,
  check (not interpol or state in ('draft', 'release-check', 'refused')
    or (interpol_checked_at <= released_at and interpol_checked_at > released_at - interval '1 hour')),
  -- What was told, as a hash of the elements: a record that says otherwise later is a correction.
  facts_hash text,
  facts_at timestamptz,
  sealed bytea,
  file text,
  hash text,
  state text not null check (state in ('draft', 'release-check', 'released', 'acknowledged', 'refused', 'recalled')),
  drafted_by text not null check (drafted_by not like 'system:%'),
  drafted_at timestamptz not null,
  protection_by text check (protection_by not like 'system:%'),
  protection_at timestamptz,
  protection_reason text,
  override_by text,
  override_joined_by text,
  override_decided_by text,
  override_reason text,
  override_at timestamptz,
  second_by text check (second_by not like 'system:%'),
  second_reason text,
  released_at timestamptz,
  ack_due_at timestamptz,
  escalated_at timestamptz,
  acknowledged_by text,
  acknowledged_at timestamptz,
  opened_at timestamptz,
  outcome_due_at timestamptz,
  outcome text check (outcome in ('NOT-TRAVELLED', 'NOT-SAME', 'CLEARED', 'SEIZURE', 'ARREST', 'DENIED-ENTRY', 'ASYLUM-CLAIM',
    'PROTECTION-GIVEN', 'INTELLIGENCE', 'OTHER-OFFENCE', 'NO-FEEDBACK')),
  outcome_by text,
  outcome_at timestamptz,
  outcome_article text,
  outcome_text text,
  -- Nobody with a right to enter is sent back on what we tell (PNRD-6.9, HR-12), nor who asks for protection (HR-31).
  check (outcome is distinct from 'DENIED-ENTRY' or not (free_movement or claimant)),
  check (outcome is null or outcome not in ('DENIED-ENTRY', 'OTHER-OFFENCE') or length(outcome_article) >= 3),
  -- Four eyes: who releases has neither reviewed nor drafted it (F01).
  check (second_by is null or (second_by <> reviewed_by and second_by <> drafted_by)),
  check (protection_by is null or (protection_by <> reviewed_by and protection_by <> drafted_by)),
  check (state in ('draft', 'release-check', 'refused') or (second_by is not null and released_at is not null and sealed is not null
    and file is not null and hash is not null)),
  check (state in ('draft', 'release-check', 'refused') or not (child or claimant or victim) or protection_by is not null),
  check (override_decided_by is null or (override_by is not null and override_joined_by is not null
    and override_by <> override_joined_by and override_by <> override_decided_by and override_joined_by <> override_decided_by)),
  -- Opened only after the conditions were acknowledged (PNRD-7.4).
  check (opened_at is null or acknowledged_at is not null)
);
create index package_person on disclosures.package (flight_date, flight_id, person_id);
create index package_request on disclosures.package (request_id) where request_id is not null;
create index package_case on disclosures.package (case_id) where case_id is not null;
create index package_tenant on disclosures.package (tenant, released_at desc) where released_at is not null;
create index package_live on disclosures.package (released_at) where state in ('released', 'acknowledged');

create function disclosures.guard_package() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
declare
  acting text := current_setting('openpiu.actor', true);
  told disclosures.authority%rowtype;
  asked disclosures.request%rowtype;
begin
  if new.state in ('draft', 'release-check', 'refused') then
    if tg_op = 'UPDATE' and old.state not in ('draft', 'release-check') then
      raise exception 'what left the unit is not taken back in silence' using errcode = 'check_violation';
    end if;
    return new;
  end if;
  if tg_op = 'UPDATE' and old.state in ('released', 'acknowledged', 'recalled') then
    if (new.person_id, new.elements, new.hash, new.file, new.second_by, new.review_id, new.tenant) is distinct from
       (old.person_id, old.elements, old.hash, old.file, old.second_by, old.review_id, old.tenant)
       -- After a rotation the installation seals the same anew.
       or (new.sealed is distinct from old.sealed and not platform.has_role('system')) then
      raise exception 'what left the unit is not changed' using errcode = 'check_violation';
    end if;
    return new;
  end if;
  if tg_op = 'INSERT' or old.state <> 'release-check' then
    raise exception 'a package is released from its check' using errcode = 'check_violation';
  end if;
  if new.second_by <> acting or not platform.has_role('supervisor') then
    raise exception 'a package is released by a supervisor in person' using errcode = 'check_violation';
  end if;
  select * into told from disclosures.authority a where a.authority_id = new.authority_id and a.version = new.authority_version;
  if told.state <> 'in-force' or new.released_at < told.valid_from or new.released_at >= told.valid_until
     or new.released_at < told.keys_from or new.released_at >= told.keys_until or told.tenant <> new.tenant then
    raise exception 'the recipient is not in force on the register' using errcode = 'check_violation';
  end if;
  if not (new.purpose = any (told.purposes)) or (new.offence is not null and not (new.offence = any (told.offences))) then
    raise exception 'the recipient is not entitled for this purpose or offence' using errcode = 'check_violation';
  end if;
  if new.uses_pnr and (told.service = 'migration' or new.purpose = 'BORDER') then
    raise exception 'bookings are told to nobody for migration or border control' using errcode = 'check_violation';
  end if;
  -- Never to the State that somebody fled from (HR-NR-1): only three persons together override it.
  if new.claimant and (told.country = any (new.nationalities) or new.nationalities = '{}')
     and told.kind not in ('national', 'court', 'supervisory') and new.override_decided_by is null then
    raise exception 'data of a person who seeks protection do not go to the State of origin' using errcode = 'check_violation';
  end if;
  if (told.death_penalty or told.torture_risk) and coalesce(length(new.transfer ->> 'assurance'), 0) < 10
     and new.override_decided_by is null then
    raise exception 'an assurance of the recipient is lacking' using errcode = 'check_violation';
  end if;
  if told.kind = 'third-country' and (coalesce(new.transfer ->> 'ground', '') not in ('LB-3C-ADQ', 'LB-3C-SAFE', 'LB-3C-DEROG')
     or coalesce(length(new.transfer ->> 'necessity'), 0) < 10 or coalesce((new.transfer ->> 'onward')::boolean, true)) then
    raise exception 'the ground, the necessity or the onward clause of a transfer is lacking' using errcode = 'check_violation';
  end if;
  if new.request_id is not null then
    select * into asked from disclosures.request r where r.request_id = new.request_id;
    if asked.state <> 'release-check' or asked.tenant not in (new.tenant, 'piu') then
      raise exception 'a reply is released from the check of its request, to whoever asked' using errcode = 'check_violation';
    end if;
    if new.after_travel and asked.approval <> 'approved' and (asked.urgency_confirmed_by is null or asked.approval = 'refused') then
      raise exception 'the journey is over: the approval of the body outside the unit is lacking' using errcode = 'check_violation';
    end if;
  elsif new.after_travel then
    raise exception 'after the journey data leave on an approved request only' using errcode = 'check_violation';
  end if;
  return new;
end
$$;
create trigger guard before insert or update on disclosures.package for each row execute function disclosures.guard_package();

-- What the data protection officer is told; a transfer without its notice does not commit (PNRD-11.4, PNRD-10).
create table disclosures.notice (
  notice_id uuid primary key,
  kind text not null check (kind in ('third-country-transfer', 'europol', 'enumeration', 'urgent-release', 'override')),
  package_id uuid references disclosures.package,
  request_id uuid references disclosures.request,
  authority_id uuid not null,
  detail jsonb not null,
  at timestamptz not null,
  seen_by text,
  seen_at timestamptz
);
create unique index notice_package on disclosures.notice (package_id, kind) where package_id is not null;
create function disclosures.require_notice() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
declare
  wanted text;
begin
  select case a.kind when 'third-country' then 'third-country-transfer' when 'europol' then 'europol' end into wanted
  from disclosures.authority a where a.authority_id = new.authority_id and a.version = new.authority_version;
  if wanted is not null and new.released_at is not null
     and not exists (select from disclosures.notice n where n.package_id = new.package_id and n.kind = wanted) then
    raise exception 'the data protection officer is not told of this transfer' using errcode = 'check_violation';
  end if;
  return null;
end
$$;
create constraint trigger told_of_transfer after insert or update on disclosures.package
  deferrable initially deferred for each row execute function disclosures.require_notice();

-- Recalls and corrections: one for each recipient and cause (LED-7.3, EUAPI13-7).
create table disclosures.recall (
  recall_id uuid primary key,
  authority_id uuid not null,
  tenant text not null,
  kind text not null check (kind in ('correct', 'delete')),
  cause text not null check (cause in ('correction', 'delisting', 'match-withdrawn', 'approval-refused', 'approval-lapsed', 'mistake')),
  -- What exactly changed: one recall a recipient for each.
  cause_key text not null,
  text text not null,
  packages uuid[] not null check (cardinality(packages) > 0),
  made_at timestamptz not null,
  due_at timestamptz not null,
  acknowledged_by text,
  acknowledged_at timestamptz,
  escalated_at timestamptz,
  unique (authority_id, cause, cause_key)
);
create index recall_tenant on disclosures.recall (tenant, made_at desc);
create index recall_open on disclosures.recall (due_at) where acknowledged_at is null;
create index recall_packages on disclosures.recall using gin (packages);

grant select, insert on disclosures.authority, disclosures.request, disclosures.search, disclosures.search_hit, disclosures.review,
  disclosures.package, disclosures.notice, disclosures.recall to openpiu_app;
grant select on disclosures.request_step, disclosures.transition to openpiu_app;
grant usage on sequence disclosures.request_number, disclosures.package_number to openpiu_app;
grant update on disclosures.authority, disclosures.request, disclosures.package to openpiu_app;
grant update (seen_by, seen_at) on disclosures.notice to openpiu_app;
grant update (acknowledged_by, acknowledged_at, escalated_at) on disclosures.recall to openpiu_app;

-- The unit sees its files; a liaison officer what is their own organisation's, and nothing else.
create function disclosures.may_see(of_tenant text) returns boolean
  language sql stable parallel safe
  as $$ select platform.has_role('system') or (platform.tenant() = 'piu' and platform.has_role('watch-officer', 'analyst',
          'supervisor', 'legal-adviser'))
          or platform.has_role('data-protection-officer')
          or (platform.has_role('liaison') and platform.tenant() = of_tenant) $$;
create function disclosures.may_work(of_tenant text) returns boolean
  language sql stable parallel safe
  as $$ select platform.has_role('system') or (platform.tenant() = 'piu' and platform.has_role('watch-officer', 'analyst',
          'supervisor', 'legal-adviser'))
          or (platform.has_role('liaison') and platform.tenant() = of_tenant) $$;

do $$
declare t text;
begin
  foreach t in array array['authority', 'request', 'request_step', 'search', 'search_hit', 'review', 'package', 'notice', 'recall'] loop
    execute format('alter table disclosures.%I enable row level security', t);
    execute format('alter table disclosures.%I force row level security', t);
  end loop;
  foreach t in array array['request', 'recall'] loop
    execute format('create policy seen on disclosures.%I for select using (disclosures.may_see(tenant))', t);
    execute format('create policy worked on disclosures.%I for all using (disclosures.may_work(tenant))', t);
  end loop;
end
$$;
-- What has not left the unit is nobody's but the unit's.
create policy seen on disclosures.package for select using (disclosures.may_see('piu')
  or (released_at is not null and disclosures.may_see(tenant)));
create policy worked on disclosures.package for all using (disclosures.may_work('piu'));
create policy received on disclosures.package for update using (released_at is not null and disclosures.may_work(tenant));
-- The register is no secret within the unit; an agency sees its own entries.
create policy seen on disclosures.authority for select using (platform.tenant() in ('piu', 'authority')
  or tenant = platform.tenant() or platform.has_role('system'));
create policy proposed on disclosures.authority for insert with check (platform.has_role('legal-adviser') and state = 'proposed'
  and proposed_by = current_setting('openpiu.actor', true) and decided_by is null);
create policy worked on disclosures.authority for update using (platform.has_role('supervisor', 'legal-adviser', 'data-protection-officer'));
-- Steps: who may see the request, except the requester, who is shown no inner step.
create policy seen on disclosures.request_step for select using (disclosures.may_see('piu')
  and exists (select from disclosures.request r where r.request_id = request_step.request_id));
create policy kept on disclosures.request_step for insert with check (true);
create policy seen on disclosures.search for select using (disclosures.may_see('piu'));
create policy worked on disclosures.search for insert with check (platform.has_role('analyst'));
create policy seen on disclosures.search_hit for select using (disclosures.may_see('piu'));
create policy worked on disclosures.search_hit for insert with check (platform.has_role('analyst'));
create policy seen on disclosures.review for select using (disclosures.may_see('piu'));
create policy worked on disclosures.review for insert with check (disclosures.may_work('piu'));
-- An override of the block is joined by the data protection officer and decided by the head, who otherwise write nothing here.
create policy overridden on disclosures.package for update using (platform.has_role('data-protection-officer', 'head'));
create policy overridden_seen on disclosures.package for select using (platform.has_role('head'));
create policy seen on disclosures.notice for select using (platform.has_role('data-protection-officer', 'system', 'supervisor'));
create policy told on disclosures.notice for insert with check (true);
create policy worked on disclosures.notice for update using (platform.has_role('data-protection-officer'));
