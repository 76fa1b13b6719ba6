-- Accounts and roles are asked for by a supervisor or the head and carried out by an administrator (F16), who never learns
-- a secret; whoever asked hands it over. What the server's own work does (signing in, the command line) stands beside this.
create table access.account_request (
  request_id uuid primary key,
  kind text not null check (kind in ('account', 'roles', 'secret', 'opening')),
  -- Whose account; of a new one from when it was made.
  person_id uuid references access.person,
  sign_in_name text,
  display_name text,
  tenant text not null,
  roles text[] not null,
  reason text not null check (length(reason) between 3 and 500),
  state text not null default 'asked' check (state in ('asked', 'executed', 'handed-over', 'refused')),
  asked_by text not null,
  asked_at timestamptz not null,
  executed_by text,
  executed_at timestamptz,
  check ((kind = 'account') = (sign_in_name is not null and display_name is not null)),
  check (kind = 'account' or person_id is not null),
  check ((state = 'asked') = (executed_by is null)),
  -- Two persons, and neither of them the one whom it is about.
  check (executed_by <> asked_by),
  check (person_id::text <> asked_by),
  check (person_id::text <> executed_by)
);
create index account_request_open on access.account_request (asked_at) where state in ('asked', 'executed');

alter table access.account_request enable row level security;
alter table access.account_request force row level security;
create policy seen on access.account_request for select using ((select platform.has_role('system', 'supervisor', 'head',
  'administrator', 'auditor', 'data-protection-officer')));
create policy asked on access.account_request for insert with check (state = 'asked' and asked_by = platform.actor()
  and (select platform.has_role('supervisor', 'head')));
create policy executed on access.account_request for update
  using (state = 'asked' and (select platform.has_role('administrator')))
  with check (state in ('executed', 'refused') and executed_by = platform.actor());
create policy handed_over on access.account_request for update
  using (state = 'executed' and asked_by = platform.actor() and (select platform.has_role('supervisor', 'head')))
  with check (state = 'handed-over' and asked_by = platform.actor());
grant select, insert on access.account_request to openpiu_app;
grant update (state, person_id, executed_by, executed_at) on access.account_request to openpiu_app;

-- Whether a request that is being carried out in this very transaction by who acts allows what is done to an account.
create function access.is_asked(of_person uuid, wanted text[]) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp
  as $$ select exists (select from access.account_request r
    where r.person_id = of_person and r.kind = any (wanted) and r.state = 'executed' and r.executed_by = platform.actor()
      and r.executed_at = current_setting('openpiu.at', true)::timestamptz) $$;

-- No account is made, opened, given another secret or moved to another organisation by somebody's hand alone.
create function access.guard_account() returns trigger
  language plpgsql set search_path = pg_catalog, pg_temp
  as $$
begin
  if current_user <> 'openpiu_app' or platform.has_role('system') then return new; end if;
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
create trigger guard_account before insert or update on access.person
  for each row execute function access.guard_account();

-- Roles follow from a request; an administrator has none to give by hand, and nobody holds a role beside one that stands alone
-- (roles.md section 3, hard pairs).
create function access.guard_roles() returns trigger
  language plpgsql set search_path = pg_catalog, pg_temp
  as $$
declare
  account uuid := coalesce(new.person_id, old.person_id);
begin
  if current_user <> 'openpiu_app' or platform.has_role('system') then return null; end if;
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
create trigger guard_roles after insert or delete on access.role_grant
  for each row execute function access.guard_roles();
