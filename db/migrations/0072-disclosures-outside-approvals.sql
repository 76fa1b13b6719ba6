-- The approval of the body outside the unit stands in the database's own hands: a request is approved by its decision only,
-- and no element leaves that was not approved (CJEU C-817/19, 222 to 227). What is masked is opened under the grant of the
-- person who drafts, and kept sealed with the package. The data protection officer is told of all of it (PNRD-12.3b).
alter table disclosures.package add column opened bytea;
alter table disclosures.package add column unmasked_by uuid references approvals.decision;
alter table disclosures.package add constraint package_opened check ((opened is null) = (unmasked_by is null));

create or replace function disclosures.guard_request() returns trigger
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
    if new.approval <> 'none' then
      raise exception 'a request begins without an approval' using errcode = 'check_violation';
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
  -- What the body outside decided is what stands with it, about this request and no other.
  if (new.approval, new.approval_id) is distinct from (old.approval, old.approval_id) and new.approval <> 'none'
     and not exists (select from approvals.request a left join approvals.decision d using (request_id)
       where a.request_id = new.approval_id and a.item = 'request:' || new.request_id
         and case new.approval when 'approved' then d.approved when 'refused' then a.state in ('refused', 'not-endorsed') else true end) then
    raise exception 'the body outside has decided nothing of the kind' using errcode = 'check_violation';
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

create or replace function disclosures.guard_package() returns trigger
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
    -- No element leaves that the body outside did not approve.
    if asked.approval = 'approved' and not exists (select from approvals.decision d where d.request_id = asked.approval_id
         and d.approved and new.elements <@ d.elements) then
      raise exception 'the body outside did not approve all of these elements' using errcode = 'check_violation';
    end if;
  elsif new.after_travel then
    raise exception 'after the journey data leave on an approved request only' using errcode = 'check_violation';
  end if;
  return new;
end
$$;

alter table disclosures.notice drop constraint notice_kind_check;
alter table disclosures.notice add constraint notice_kind_check check (kind in ('third-country-transfer', 'europol', 'enumeration',
  'urgent-release', 'override', 'after-travel', 'partner-transfer', 'without-consent', 'partner-key'));

create or replace function disclosures.require_notice() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
declare
  wanted text;
begin
  if new.released_at is null then return null; end if;
  select case a.kind when 'third-country' then 'third-country-transfer' when 'europol' then 'europol'
      when 'partner-unit' then 'partner-transfer' end into wanted
  from disclosures.authority a where a.authority_id = new.authority_id and a.version = new.authority_version;
  -- What left before partners' notices came about is not asked for one when it is acknowledged or recalled later.
  if tg_op = 'UPDATE' and old.released_at is not null then return null; end if;
  if wanted is not null
     and not exists (select from disclosures.notice n where n.package_id = new.package_id and n.kind = wanted) then
    raise exception 'the data protection officer is not told of this transfer' using errcode = 'check_violation';
  end if;
  if new.after_travel and not exists (select from disclosures.notice n where n.package_id = new.package_id and n.kind = 'after-travel') then
    raise exception 'the data protection officer is not told of what leaves after the journey' using errcode = 'check_violation';
  end if;
  return null;
end
$$;
