-- Row-level security lets no index on persons be used by those whom it shows only some rows. Here it shows all rows or none:
-- this function asks the same question of the role first, and then the index.
alter table ledger.entry no force row level security;
create function ledger.concerning(persons uuid[]) returns setof bigint
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp
  as $$
begin
  if platform.has_role('system', 'data-protection-officer', 'auditor') then
    return query select seq from ledger.entry where about && persons;
  end if;
end
$$;
revoke all on function ledger.concerning(uuid[]) from public;
grant execute on function ledger.concerning(uuid[]) to openpiu_app;
