-- Rules say how their offences are linked with carriage by air and whom they are to find; crew are asked by no rule.

-- How the offences are linked, at least indirectly, with carriage by air (CJEU C-817/19, 152 to 157).
create function criteria.air_link_stated(dossier jsonb) returns boolean
  language sql immutable parallel safe
  return length(btrim(coalesce(dossier ->> 'airLink', ''))) >= 10;

-- Suspects are offenders or those who smuggle persons; persons at risk are protected. For the facilitation of unauthorised
-- entry it is those who smuggle, never the person smuggled (Annex II, 11; Palermo Smuggling Protocol Art. 5).
create function criteria.aim_lawful(dossier jsonb, outcome text) returns boolean
  language sql immutable parallel safe
  return coalesce(case
    when outcome = 'protect' then dossier ->> 'aimedAt' = 'person-at-risk'
    when dossier -> 'offences' ? 'unauthorised-entry-facilitation' then dossier ->> 'aimedAt' = 'facilitator'
    else dossier ->> 'aimedAt' in ('offender', 'facilitator') end, false);

-- What was specified before these were asked for: the link is taken from the stated scope, the aim from what was lawful.
alter table criteria.version disable trigger version_order;
update criteria.version set dossier = dossier || jsonb_build_object(
  'airLink', case when state = 'proposed' then ''
                  else left('Carried over from the scope that was stated: ' || coalesce(dossier ->> 'scope', ''), 2000) end,
  'aimedAt', case when state = 'proposed' then null
                  when outcome = 'protect' then 'person-at-risk'
                  when dossier -> 'offences' ? 'unauthorised-entry-facilitation' then 'facilitator'
                  else 'offender' end);
alter table criteria.version enable trigger version_order;

alter table criteria.version
  add constraint air_link_stated check (state in ('proposed', 'retired') or criteria.air_link_stated(dossier)),
  add constraint aim_lawful check (state in ('proposed', 'retired') or criteria.aim_lawful(dossier, outcome));

-- What rules are asked of: passengers, never crew (Regulation (EU) 2025/13 Art. 5(3)).
do $$
declare
  before text := pg_get_viewdef('criteria.subject'::regclass);
  after text := replace(before, 't.role <> ''gate-pass''::text',
    't.role <> all (array[''gate-pass''::text, ''crew''::text, ''in-transit-crew''::text])');
begin
  if length(after) <= length(before) then
    raise exception 'the view of persons that rules are asked of is not as it was';
  end if;
  execute 'create or replace view criteria.subject with (security_invoker = true) as ' || after;
end
$$;
