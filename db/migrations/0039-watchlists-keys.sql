-- An entry may look for a document or for something of a booking without knowing a name; one that looks for nothing
-- is none. Not checked over what is there: until now every entry had a name.
set local lock_timeout = '20s';
alter table watchlists.entry add constraint entry_says_whom check (
  jsonb_array_length(content -> 'names') + jsonb_array_length(content -> 'documents')
    + coalesce(jsonb_array_length(content -> 'keys'), 0) > 0) not valid;
alter table watchlists.proposal add constraint proposal_says_whom check (
  content is null or jsonb_array_length(content -> 'names') + jsonb_array_length(content -> 'documents')
    + coalesce(jsonb_array_length(content -> 'keys'), 0) > 0) not valid;
