-- An entry may look for a document or for something of a booking without knowing a name; one that looks for nothing
-- is none. Not checked over what is there: until now every entry had a name.
set local lock_timeout = '20s';
alter table watchlists.entry add constraint entry_says_whom check (
  jsonb_array_length(content -> 'names') + jsonb_array_length(content -> 'documents')
    + coalesce(jsonb_array_length(content -> 'keys'), 0) > 0) not valid;
alter table watchlists.proposal add constraint proposal_says_whom check (
  content is null or jsonb_array_length(content -> 'names') + jsonb_array_length(content -> 'documents')
    + coalesce(jsonb_array_length(content -> 'keys'), 0) > 0) not valid;

-- The register of sources: whose a list is, what it may be used for, how far it can be trusted, how long it is kept.
alter table watchlists.list
  add column owner text,
  add column purposes text[] not null default '{}',
  add column grade text check (grade in ('A', 'B', 'C', 'D', 'E', 'F')),
  add column classification text check (classification in ('open', 'restricted', 'confidential', 'secret')),
  -- How long files and former versions are kept.
  add column retention_days integer check (retention_days between 1 and 3650),
  add column expires_on date,
  add column review_on date,
  -- Lists in CSV: which column says what.
  add column mapping jsonb,
  add check (format is distinct from 'csv-mapped' or mapping is not null);

-- The file a version was made from, as it came, sealed with the installation's key; and what read it.
alter table watchlists.version add column parser_version text;
create table watchlists.raw_file (
  list_id uuid not null,
  version integer not null,
  sealed bytea not null,
  received_at timestamptz not null,
  primary key (list_id, version),
  foreign key (list_id, version) references watchlists.version
);
grant select, insert, delete on watchlists.raw_file to openpiu_app;
alter table watchlists.raw_file enable row level security;
alter table watchlists.raw_file force row level security;
create policy kept on watchlists.raw_file for all
  using ((select platform.has_role('system', 'watchlist-manager', 'supervisor')));

-- An entry put in force by one person for want of time lapses at this hour unless another has confirmed it.
alter table watchlists.proposal add column emergency_until timestamptz;
create index proposal_emergency on watchlists.proposal (emergency_until)
  where state = 'waiting' and emergency_until is not null;

-- Reviews of entries of own lists (WL-2): whether the grounds still hold.
create table watchlists.entry_review (
  list_id uuid not null references watchlists.list,
  entry_id text not null,
  reviewed_at timestamptz not null,
  reviewed_by text not null,
  reason text not null,
  primary key (list_id, entry_id, reviewed_at)
);
grant select, insert on watchlists.entry_review to openpiu_app;
alter table watchlists.entry_review enable row level security;
alter table watchlists.entry_review force row level security;
create policy seen on watchlists.entry_review for select using ((select platform.has_role('system', 'supervisor',
  'watchlist-manager', 'data-protection-officer')));
create policy kept on watchlists.entry_review for insert
  with check ((select platform.has_role('system', 'watchlist-manager', 'supervisor')));
