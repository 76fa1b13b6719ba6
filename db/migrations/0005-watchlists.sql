-- Watchlists: sources, immutable versions, entries with the span of versions they belong to, proposals by two persons.
create schema watchlists;
grant usage on schema watchlists to openpiu_app;

create table watchlists.list (
  list_id uuid primary key,
  code text not null unique,
  title text not null,
  authority text not null,
  legal_basis text not null,
  kind text not null check (kind in ('imported', 'own')),
  -- imported lists: the file format, and where and how often it is fetched.
  format text,
  address text,
  fetch_every_hours integer,
  last_fetch_at timestamptz,
  last_fetch_outcome text,
  active_version integer,
  -- A version that would remove, or change in all, a larger share than this does not come in by itself.
  removal_share_max real not null default 0.05,
  unattended_change_share_max real not null default 0.05,
  -- Last number given to an entry of an own list.
  last_entry_number integer not null default 0,
  created_by text not null,
  created_at timestamptz not null,
  check (kind = 'own' or format is not null)
);

create table watchlists.version (
  list_id uuid not null references watchlists.list,
  version integer not null,
  state text not null check (state in ('draft', 'active', 'superseded', 'refused', 'rolled-back')),
  -- The version that was active when this one was prepared, and that its counts are against.
  base_version integer,
  published_at timestamptz,
  received_at timestamptz not null,
  sha256 bytea not null,
  entries integer not null,
  added integer not null,
  changed integer not null,
  removed integer not null,
  -- Rows of the source that were not understood, each with its reason.
  not_understood jsonb not null default '[]',
  prepared_by text not null,
  activated_at timestamptz,
  activated_by text,
  refusal text,
  -- Own lists: the proposal that made it, which carries its own check of two persons.
  proposal_id uuid,
  primary key (list_id, version),
  -- F03: what one person prepared another makes effective; the server only what the server fetched.
  check (activated_by is null or proposal_id is not null or activated_by <> prepared_by
    or activated_by = 'system:watchlists')
);
create unique index version_active on watchlists.version (list_id) where state = 'active';
create unique index version_draft on watchlists.version (list_id) where state = 'draft';

create table watchlists.entry (
  list_id uuid not null references watchlists.list,
  entry_id text not null,
  from_version integer not null,
  -- First version that no longer has it in this form; null: still so.
  to_version integer,
  -- Over the canonical JSON of the content: decides what has changed between two versions.
  content_hash bytea not null,
  content jsonb not null,
  -- Names, identifier and document numbers folded to lower-case letters and digits, for finding.
  search text not null,
  primary key (list_id, entry_id, from_version)
);
-- Versions are a line of snapshots, each stored as its difference to the one before, whichever of them is active.
create unique index entry_newest on watchlists.entry (list_id, entry_id) where to_version is null;
create index entry_ended on watchlists.entry (list_id, to_version) where to_version is not null;
create index entry_started on watchlists.entry (list_id, from_version);
create index entry_id_only on watchlists.entry (entry_id);

-- Own lists change by proposals: one person proposes, another decides (F03); removal takes effect at once (F04).
create table watchlists.proposal (
  proposal_id uuid primary key,
  list_id uuid not null references watchlists.list,
  act text not null check (act in ('add', 'change', 'remove')),
  entry_id text not null,
  content jsonb,
  reason text not null,
  state text not null check (state in ('waiting', 'approved', 'refused', 'withdrawn')),
  proposed_by text not null,
  proposed_at timestamptz not null,
  decided_by text,
  decided_at timestamptz,
  decision_reason text,
  -- The version of the list that it made.
  made_version integer,
  check (decided_by is null or decided_by <> proposed_by or act = 'remove' or state = 'withdrawn'),
  check ((state = 'waiting') = (decided_by is null)),
  check (act = 'remove' or content is not null)
);
create index proposal_waiting on watchlists.proposal (state, proposed_at);
create index proposal_entry on watchlists.proposal (entry_id);
-- Two waiting proposals on one entry would overwrite each other unseen.
create unique index proposal_one_waiting on watchlists.proposal (entry_id) where state = 'waiting';

grant select, insert, update on watchlists.list, watchlists.version, watchlists.entry, watchlists.proposal
  to openpiu_app;

alter table watchlists.entry enable row level security;
alter table watchlists.entry force row level security;
alter table watchlists.proposal enable row level security;
alter table watchlists.proposal force row level security;
create policy seen on watchlists.entry for select using ((select platform.has_role('system', 'watch-officer', 'analyst',
  'supervisor', 'watchlist-manager', 'data-protection-officer')));
create policy kept on watchlists.entry for all using ((select platform.has_role('system', 'watchlist-manager', 'supervisor')));
create policy seen on watchlists.proposal for select using ((select platform.has_role('system', 'supervisor',
  'watchlist-manager', 'data-protection-officer')));
create policy kept on watchlists.proposal for all using ((select platform.has_role('system', 'watchlist-manager', 'supervisor')));

-- Whether a person proposed or approved what is on the list about someone: such a person does not decide alerts on it
-- (roles.md R04). Answers yes or no to officers who may not read proposals.
create function watchlists.made_entry(person text, entry text) returns boolean
  language plpgsql volatile
  as $$
declare
  roles text := coalesce(current_setting('openpiu.roles', true), '');
  made boolean;
begin
  perform set_config('openpiu.roles', 'system', true);
  made := exists (select from watchlists.proposal p
    where p.entry_id = entry and p.act <> 'remove' and p.state = 'approved' and person in (p.proposed_by, p.decided_by));
  perform set_config('openpiu.roles', roles, true);
  return made;
end
$$;
revoke all on function watchlists.made_entry(text, text) from public;
grant execute on function watchlists.made_entry(text, text) to openpiu_app;

-- Held shared by every transaction that raises alerts and exclusively by the one that makes a version active: so none
-- raises alerts by a version that is no longer active without seeing it.
-- The versions in force, which stay so until the transaction ends. One call, two statements: the second sees what was
-- committed while the first waited.
create function watchlists.hold_versions() returns table (list_id uuid, code text, active_version integer)
  language plpgsql volatile set search_path = pg_catalog, pg_temp
  as $$
begin
  perform pg_advisory_xact_lock_shared(7316402);
  return query select l.list_id, l.code, l.active_version from watchlists.list l
               where l.active_version is not null order by l.code;
end
$$;
create function watchlists.change_versions() returns void
  language sql volatile
  as $$ select pg_advisory_xact_lock(7316402) $$;
