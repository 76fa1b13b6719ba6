-- What is said about a refused file or a failed fetch is kept by code and values beside its English text.
set local lock_timeout = '20s';
alter table watchlists.version add column refusal_because jsonb;
alter table watchlists.list add column last_fetch_because jsonb;
