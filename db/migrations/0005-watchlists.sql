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
  created_at timestamptz not null
);

create table watchlists.version (
  list_id uuid not null references watchlists.list,
  version integer not null,
  state text not null check (state in ('draft', 'active', 'superseded', 'refused', 'rolled-back')),
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
  primary key (list_id, version)
);

create table watchlists.entry (
  list_id uuid not null references watchlists.list,
  entry_id text not null,
  from_version integer not null,
  -- First version that no longer has it in this form; null: still so.
  to_version integer,
  content_hash bytea not null,
  content jsonb not null,
  primary key (list_id, entry_id, from_version)
);
create index entry_span on watchlists.entry (list_id, from_version, to_version);
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
  check (decided_by is null or decided_by <> proposed_by or act = 'remove' or state = 'withdrawn')
);
create index proposal_waiting on watchlists.proposal (state, proposed_at);

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
