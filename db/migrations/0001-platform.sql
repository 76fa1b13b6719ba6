-- Shared machinery: the application role, events, the ledger, monthly partitions.
-- Every connection of the server runs as openpiu_app, so that row-level security holds even when the server
-- signs in as the owner of the database.
do $$
begin
  if not exists (select from pg_roles where rolname = 'openpiu_app') then
    create role openpiu_app nologin;
  end if;
  execute format('grant openpiu_app to %I', current_user);
end
$$;

create schema platform;
create schema ledger;
grant usage on schema platform, ledger to openpiu_app;

-- Who acts in this transaction, set by the server with set_config(..., is_local => true).
create function platform.actor() returns text
  language sql stable parallel safe
  as $$ select coalesce(current_setting('openpiu.actor', true), '') $$;

create function platform.has_role(variadic wanted text[]) returns boolean
  language sql stable parallel safe
  as $$ select string_to_array(coalesce(current_setting('openpiu.roles', true), ''), ',') && wanted $$;

-- A view of a person needs a purpose (PNRD-13.6): without one no row of a person is visible.
create function platform.has_purpose() returns boolean
  language sql stable parallel safe
  as $$ select coalesce(current_setting('openpiu.purpose', true), '') <> '' $$;

-- Events for live screens: written in the transaction that caused them, announced at its commit.
create table platform.event (
  event_id bigint generated always as identity primary key,
  at timestamptz not null,
  topic text not null,
  subject text not null
);
create index event_at on platform.event (at);

create table ledger.entry (
  seq bigint primary key,
  at timestamptz not null,
  actor text not null,
  action text not null,
  subject_kind text not null,
  subject_id text not null,
  purpose text,
  body text not null,
  hash bytea not null
);
create index entry_subject on ledger.entry (subject_kind, subject_id, seq desc);
create index entry_actor on ledger.entry (actor, seq desc);
create index entry_at on ledger.entry (at);

create table ledger.head (
  one boolean primary key default true check (one),
  seq bigint not null,
  hash bytea not null
);
insert into ledger.head (seq, hash) values (0, '\x0000000000000000000000000000000000000000000000000000000000000000');

-- The only way to write the ledger. Entry n's hash covers entry n-1's hash, its own number and its exact text, so that
-- a changed, removed or inserted entry shows. The lock on the head is held from here to commit: call it last.
create function ledger.append(bodies text[]) returns bigint
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
declare
  last ledger.head;
  body text;
  parsed jsonb;
begin
  select * into strict last from ledger.head for update;
  foreach body in array bodies loop
    last.seq := last.seq + 1;
    last.hash := sha256(last.hash || convert_to(last.seq::text || E'\n' || body, 'UTF8'));
    parsed := body::jsonb;
    insert into ledger.entry (seq, at, actor, action, subject_kind, subject_id, purpose, body, hash)
    values (last.seq, (parsed ->> 'at')::timestamptz, parsed ->> 'actor', parsed ->> 'action',
            parsed ->> 'subjectKind', parsed ->> 'subjectId', parsed ->> 'purpose', body, last.hash);
  end loop;
  update ledger.head set seq = last.seq, hash = last.hash;
  return last.seq;
end
$$;

-- What every changing transaction ends with: its ledger entries and its events, in one call.
create function platform.seal(ledger_bodies text[], event_at timestamptz, topics text[], subjects text[]) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
declare
  announced record;
begin
  if cardinality(topics) > 0 then
    insert into platform.event (at, topic, subject)
    select event_at, e.topic, e.subject from unnest(topics, subjects) as e (topic, subject);
    for announced in select distinct e.topic, e.subject from unnest(topics, subjects) as e (topic, subject) loop
      perform pg_notify('openpiu', announced.topic || ' ' || announced.subject);
    end loop;
  end if;
  if cardinality(ledger_bodies) > 0 then
    perform ledger.append(ledger_bodies);
  end if;
end
$$;

-- Monthly partitions of a table partitioned by flight_date, made ahead by the server at start and each night.
create function platform.ensure_months(parent regclass, first_day date, last_day date) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
declare
  month date := date_trunc('month', first_day);
  schema_name text;
  table_name text;
  part text;
begin
  select n.nspname, c.relname into schema_name, table_name
  from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.oid = parent;
  while month <= last_day loop
    part := format('%s_%s', table_name, to_char(month, 'YYYYMM'));
    if to_regclass(format('%I.%I', schema_name, part)) is null then
      execute format('create table %I.%I partition of %I.%I for values from (%L) to (%L)',
                     schema_name, part, schema_name, table_name, month, month + interval '1 month');
    end if;
    month := month + interval '1 month';
  end loop;
end
$$;

-- A job asked for inside a transaction starts only if that transaction commits.
create function platform.add_job(task text, payload json, job_key text) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
begin
  perform graphile_worker.add_job(task, payload, job_key => job_key);
end
$$;

alter table ledger.entry enable row level security;
alter table ledger.entry force row level security;
create policy append on ledger.entry for insert with check (true);
create policy oversight_reads on ledger.entry for select
  using (platform.has_role('system', 'data-protection-officer'));
alter table ledger.head enable row level security;
create policy all_of_head on ledger.head using (true) with check (true);

revoke all on function ledger.append(text[]) from public;
revoke all on function platform.seal(text[], timestamptz, text[], text[]) from public;
revoke all on function platform.ensure_months(regclass, date, date) from public;
revoke all on function platform.add_job(text, json, text) from public;
grant execute on function platform.seal(text[], timestamptz, text[], text[]) to openpiu_app;
grant execute on function platform.ensure_months(regclass, date, date) to openpiu_app;
grant execute on function platform.add_job(text, json, text) to openpiu_app;
grant select on ledger.entry, ledger.head to openpiu_app;
grant select, delete on platform.event to openpiu_app;
