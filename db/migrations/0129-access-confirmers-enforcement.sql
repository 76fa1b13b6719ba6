-- The authority that decides on penalties stands outside the unit like the approver: its accounts are confirmed by who oversees the unit.
set local lock_timeout = '20s';
create or replace function access.confirmers(of_person uuid, wanted text[]) returns text[]
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp
  as $$
declare
  overseers constant text[] := array['data-protection-officer', 'auditor', 'approver', 'inspector', 'enforcement'];
  tier text[];
  able text[];
begin
  tier := case when wanted && overseers
      or exists (select from access.role_grant g where g.person_id = of_person and g.role = any (overseers))
    then array['data-protection-officer', 'auditor'] else array['head', 'data-protection-officer'] end;
  select coalesce(array_agg(distinct g.role), '{}') into able from access.role_grant g join access.person p using (person_id)
    where g.role in ('head', 'data-protection-officer', 'auditor') and p.disabled_at is null
      and g.person_id is distinct from of_person
      and (exists (select from access.passkey k where k.person_id = p.person_id and k.suspected_at is null)
        or exists (select from access.identity i where i.person_id = p.person_id));
  return case when able && tier then array(select unnest(able) intersect select unnest(tier)) else able end;
end
$$;
