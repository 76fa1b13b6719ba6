-- The inspector of the supervisory authority reads what the data protection officer reads and alters nothing (R15). Until now
-- "data-protection-officer" in a policy meant the inspector too, also where the officer decides: the alias goes, and every policy
-- and function that only reads names the inspector itself.
set local lock_timeout = '20s';
do $$
declare
  one record;
begin
  for one in
    select schemaname, tablename, policyname, replace(qual, '''data-protection-officer''::text',
        '''data-protection-officer''::text, ''inspector''::text') as reads
    from pg_policies
    where cmd = 'SELECT' and qual like '%has_role(%data-protection-officer%' and qual not like '%inspector%'
  loop
    execute format('alter policy %I on %I.%I using (%s)', one.policyname, one.schemaname, one.tablename, one.reads);
  end loop;
  for one in
    select replace(pg_get_functiondef(p.oid), '''data-protection-officer''', '''data-protection-officer'', ''inspector''') as text
    from pg_proc p join pg_namespace n on n.oid = p.pronamespace
    where n.nspname || '.' || p.proname in ('approvals.may_see', 'ledger.marked', 'ledger.concerning', 'records.may_see_persons',
      'disclosures.may_see', 'access.keeps_people')
  loop
    execute one.text;
  end loop;
end
$$;
-- The authority has documents made for it (LED-4.4).
alter policy made on evidence.document with check ((select platform.has_role('data-protection-officer', 'auditor', 'inspector'))
  and made_by = (select platform.actor()));

create or replace function platform.has_role(variadic wanted text[]) returns boolean
  language sql stable parallel safe
  as $$ select string_to_array(coalesce(current_setting('openpiu.roles', true), ''), ',') && (wanted
    || case when 'analyst' = any (wanted) then array['protection-reviewer'] else '{}' end) $$;
