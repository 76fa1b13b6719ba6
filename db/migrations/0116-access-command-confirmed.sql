-- F16 for the command line: once somebody in the unit can confirm it, whoever runs commands on the machine makes, opens or re-keys
-- no account and grants no role alone (ANX9-9.25a, LED-29.2). Closing an account stays an act of one.
set local lock_timeout = '20s';

-- Once two accounts could confirm (closed ones count: nobody comes free by closing them), and nothing here is invented.
create function access.command_is_bound() returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp
  as $$ select not exists (select from platform.rehearsal) and (
    select count(distinct g.person_id) from access.role_grant g
    where g.role in ('head', 'data-protection-officer', 'auditor')
      and (exists (select from access.passkey k where k.person_id = g.person_id)
        or exists (select from access.identity i where i.person_id = g.person_id))) >= 2 $$;

-- The roles of which somebody can confirm what the command line asks for an account. For those who oversee the unit it is those who
-- oversee it too, as long as one of them can; never the account itself.
create function access.confirmers(of_person uuid, wanted text[]) returns text[]
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp
  as $$
declare
  overseers constant text[] := array['data-protection-officer', 'auditor', 'approver', 'inspector'];
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

drop policy asked on access.account_request;
create policy asked on access.account_request for insert with check (state = 'asked' and asked_by = platform.actor()
  and ((select platform.has_role('supervisor', 'head'))
    or ((select platform.has_role('system')) and platform.actor() = 'system:command')));
drop policy executed on access.account_request;
create policy executed on access.account_request for update
  using (state = 'asked' and case when asked_by = 'system:command'
    then platform.has_role(variadic access.confirmers(person_id, roles)) else (select platform.has_role('administrator')) end)
  with check (state in ('executed', 'refused') and executed_by = platform.actor());
drop policy handed_over on access.account_request;
create policy handed_over on access.account_request for update
  using (state = 'executed' and asked_by = platform.actor() and ((select platform.has_role('supervisor', 'head'))
    or ((select platform.has_role('system')) and platform.actor() = 'system:command')))
  with check (state = 'handed-over' and asked_by = platform.actor());

create or replace function access.guard_account() returns trigger
  language plpgsql set search_path = pg_catalog, pg_temp
  as $$
begin
  if current_user <> 'openpiu_app'
    or (platform.has_role('system') and not access.command_is_bound()) then
    return new;
  end if;
  if tg_op = 'INSERT' then
    if new.password_hash is not null or not exists (select from access.account_request r where r.kind = 'account'
        and r.state = 'asked' and r.sign_in_name = new.sign_in_name and r.tenant = new.tenant
        and r.asked_by <> platform.actor()) then
      raise exception 'an account is made on the request of another person, and without a secret' using errcode = '42501';
    end if;
    return new;
  end if;
  if new.tenant is distinct from old.tenant then
    raise exception 'an account does not change its organisation' using errcode = '42501';
  end if;
  if old.disabled_at is not null and new.disabled_at is null and not access.is_asked(new.person_id, array['opening']) then
    raise exception 'an account is opened again on the request of another person' using errcode = '42501';
  end if;
  if new.password_hash is distinct from old.password_hash and new.password_hash is not null
     and new.person_id::text <> platform.actor()
     and not exists (select from access.account_request r where r.person_id = new.person_id and r.state = 'executed'
       and r.kind in ('account', 'secret') and r.asked_by = platform.actor()) then
    raise exception 'a secret is given by who asked for the account, never by who made it' using errcode = '42501';
  end if;
  return new;
end
$$;

create or replace function access.guard_roles() returns trigger
  language plpgsql set search_path = pg_catalog, pg_temp
  as $$
declare
  account uuid := coalesce(new.person_id, old.person_id);
begin
  if current_user <> 'openpiu_app'
    or (platform.has_role('system') and not access.command_is_bound()) then
    return null;
  end if;
  if not access.is_asked(account, array['account', 'roles']) then
    raise exception 'roles change on the request of another person' using errcode = '42501';
  end if;
  if tg_op = 'INSERT' and not exists (select from access.account_request r where r.person_id = account
      and r.state = 'executed' and new.role = any (r.roles)
      and r.executed_at = current_setting('openpiu.at', true)::timestamptz) then
    raise exception 'this role was not asked for' using errcode = '42501';
  end if;
  if (select count(*) > 1 and bool_or(g.role in ('data-protection-officer', 'administrator', 'auditor', 'approver',
        'inspector', 'liaison')) from access.role_grant g where g.person_id = account) then
    raise exception 'these roles are not held together' using errcode = '42501';
  end if;
  return null;
end
$$;

-- An enrolment too is opened by the server's own hand only where nobody can confirm, or for a request that was confirmed.
drop policy opened on access.enrolment;
create policy opened on access.enrolment for insert
  with check ((select platform.has_role('system') and not access.command_is_bound())
    or (opened_by = platform.actor() and exists (
      select from access.account_request r where r.person_id = enrolment.person_id and r.state = 'executed'
        and r.kind in ('account', 'secret') and r.asked_by = platform.actor())));
