-- Refusals in the ledger are no way to fill it: so many of one person and minute are entries, all further ones are counted by
-- route and told in one entry. Nothing is lost as a count, also when the server dies in between.
set local lock_timeout = '20s';
create table access.denial (
  person_id text primary key,
  -- The first refusal of the minute that is counted.
  since timestamptz not null,
  told integer not null check (told >= 0),
  further integer not null default 0 check (further >= 0),
  -- How many further ones by "METHOD /route code"; routes are as declared, so that there are few and no id stands in them.
  routes jsonb not null default '{}'
);
alter table access.denial enable row level security;

-- Counts one refusal of who acts. Returns whether it is to be an entry of its own, and what was counted in the minute before
-- and not told yet.
create function access.count_denial(route text, told_max integer)
  returns table (entry boolean, since timestamptz, further integer, routes jsonb)
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
#variable_conflict use_column
declare
  counted access.denial;
begin
  insert into access.denial as d (person_id, since, told) values (platform.actor(), platform.at(), 0) on conflict do nothing;
  select * into counted from access.denial d where d.person_id = platform.actor() for update;
  -- A clock that was set back ends the minute as well.
  if counted.since <= platform.at() - interval '1 minute' or counted.since > platform.at() + interval '1 minute' then
    if counted.further > 0 then
      count_denial.since := counted.since; count_denial.further := counted.further; count_denial.routes := counted.routes;
    end if;
    counted.since := platform.at(); counted.told := 0; counted.further := 0; counted.routes := '{}';
  end if;
  entry := counted.told < told_max;
  if entry then
    counted.told := counted.told + 1;
  else
    counted.further := counted.further + 1;
    counted.routes := jsonb_set(counted.routes, array[route], to_jsonb(coalesce((counted.routes ->> route)::integer, 0) + 1));
  end if;
  update access.denial d set since = counted.since, told = counted.told, further = counted.further, routes = counted.routes
    where d.person_id = platform.actor();
  return next;
end
$$;

-- Takes what was counted in minutes that are over, to be told by the server.
create function access.take_denials() returns table (person_id text, since timestamptz, further integer, routes jsonb)
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
#variable_conflict use_column
begin
  if not platform.has_role('system') then
    raise exception 'refusals are told by the server' using errcode = 'insufficient_privilege';
  end if;
  return query with gone as (
    delete from access.denial d
      where d.since <= platform.at() - interval '1 minute' or d.since > platform.at() + interval '1 minute'
    returning d.person_id, d.since, d.further, d.routes
  ) select * from gone g where g.further > 0 order by g.person_id;
end
$$;
revoke all on function access.count_denial(text, integer), access.take_denials() from public;
grant execute on function access.count_denial(text, integer), access.take_denials() to openpiu_app;
