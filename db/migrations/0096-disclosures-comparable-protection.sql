-- Who receives abroad protects the data comparably: found by one person with grounds and an end, confirmed by another with the
-- version of the register that bears it; without a finding that holds nothing is disclosed (Annex 9, 9.24 c).
set local lock_timeout = '20s';
alter table disclosures.authority
  add column protection_grounds text,
  add column protection_until date,
  add constraint protection_whole check ((protection_grounds is null) = (protection_until is null)
    and (protection_grounds is null or length(btrim(protection_grounds)) >= 20)),
  -- A finding holds five years at most, then somebody looks again.
  add constraint protection_ends check (protection_until <= proposed_at + interval '5 years');

-- Authorities of the unit's own State stand under its own law.
create function disclosures.needs_protection_finding(kind text) returns boolean
  language sql immutable parallel safe
  return kind in ('partner-unit', 'europol', 'ncb', 'third-country');

create function disclosures.protection_holds(authority uuid, at timestamptz) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp
  return not exists (select from disclosures.authority a where a.authority_id = authority and a.state = 'in-force'
    and disclosures.needs_protection_finding(a.kind)
    and (a.protection_until is null or a.protection_until < (at at time zone 'UTC')::date));

create function disclosures.guard_finding() returns trigger
  language plpgsql set search_path = pg_catalog, pg_temp
  as $$
begin
  if (new.protection_grounds, new.protection_until) is distinct from (old.protection_grounds, old.protection_until) then
    raise exception 'a finding of protection is not changed: propose another version' using errcode = 'check_violation';
  end if;
  return new;
end
$$;
create trigger guard_finding before update on disclosures.authority for each row execute function disclosures.guard_finding();

create function disclosures.require_protection() returns trigger
  language plpgsql set search_path = pg_catalog, pg_temp
  as $$
begin
  if new.released_at is not null and (tg_op = 'INSERT' or old.released_at is null)
     and not disclosures.protection_holds(new.authority_id, new.released_at) then
    raise exception 'no finding holds that the recipient protects the data comparably' using errcode = 'check_violation';
  end if;
  return new;
end
$$;
create trigger require_protection before insert or update on disclosures.package
  for each row execute function disclosures.require_protection();
create trigger require_protection before insert or update on exchange.onward
  for each row execute function disclosures.require_protection();
