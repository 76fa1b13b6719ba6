-- Calibrations of the engine: fitted offline from decided alerts, proposed by one person and put in force by another
-- (screening.md sections 5.4 and 8; CJEU C-817/19, 194: nothing changes its own weights). No person is in it.
set local lock_timeout = '20s';
create schema screening;
grant usage on schema screening to openpiu_app;

create table screening.model (
  version integer primary key,
  state text not null check (state in ('fitting', 'waiting', 'active', 'superseded', 'refused', 'withdrawn', 'failed')),
  -- The engine whose bits it was fitted on.
  engine_version text not null,
  -- What was in force when it was fitted and when it came into force; null: the engine's own.
  fitted_on integer,
  replaces integer,
  reason text not null check (length(reason) >= 3),
  proposed_by text not null,
  proposed_at timestamptz not null,
  -- [[bits, log2 odds], ...]; the decisions as bits, outcome, band and list, and SHA-256 of them.
  knots jsonb,
  data_set jsonb,
  data_set_id text,
  figures jsonb,
  -- What stands in the way of putting it in force; empty: nothing.
  hindered_by text[] not null default '{}',
  flights integer not null default 0,
  flights_done integer not null default 0,
  decided_by text,
  decided_at timestamptz,
  decision_reason text,
  withdrawn_by text,
  withdrawn_at timestamptz,
  withdrawn_reason text,
  check (decided_by is null or decided_by <> proposed_by),
  check ((decided_by is null) = (decided_at is null) and (decided_by is null) = (decision_reason is null)),
  -- Nothing is in force that nobody decided, that has no figures, or that something stands in the way of.
  check (state not in ('active', 'superseded')
    or (decided_by is not null and knots is not null and figures is not null and hindered_by = '{}')),
  check (state <> 'waiting' or (knots is not null and figures is not null and data_set_id is not null)),
  check ((state = 'withdrawn') = (withdrawn_by is not null))
);
create unique index model_active on screening.model (state) where state = 'active';
create unique index model_open on screening.model ((true)) where state in ('fitting', 'waiting');
grant select, insert on screening.model to openpiu_app;
grant update (state, replaces, knots, data_set, data_set_id, figures, hindered_by, flights, flights_done, decided_by,
  decided_at, decision_reason, withdrawn_by, withdrawn_at, withdrawn_reason) on screening.model to openpiu_app;

-- What was fitted and looked at stays as it is; a decision is taken once, and not by who proposed it.
create function screening.keep_model() returns trigger
  language plpgsql set search_path = pg_catalog, pg_temp
  as $$
begin
  if old.state <> 'fitting' and (new.knots, new.data_set, new.data_set_id, new.figures, new.hindered_by)
    is distinct from (old.knots, old.data_set, old.data_set_id, old.figures, old.hindered_by) then
    raise exception 'model % was fitted already and stays as it is', old.version;
  end if;
  if old.decided_by is not null and (new.decided_by, new.decided_at, new.decision_reason)
    is distinct from (old.decided_by, old.decided_at, old.decision_reason) then
    raise exception 'model % was decided on already', old.version;
  end if;
  if old.state in ('refused', 'withdrawn', 'failed') and new.state <> old.state then
    raise exception 'model % is % and stays so', old.version, old.state;
  end if;
  return new;
end
$$;
create trigger keep_model before update on screening.model for each row execute function screening.keep_model();

alter table screening.model enable row level security;
alter table screening.model force row level security;
create policy seen on screening.model for select using (true);
create policy proposed on screening.model for insert with check ((select platform.has_role('rules-manager')));
create policy fitted on screening.model for update using ((select platform.has_role('system', 'supervisor', 'rules-manager')));
