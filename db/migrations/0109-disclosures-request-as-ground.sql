-- A request as the ground of reading (PNRD-1.2, PNRD-6.2b; roles.md R02: search only with case or request id): it shows records while
-- it is searched, then the flights of those whom its search found, and nothing once it is closed, refused or taken back. Whoever
-- reads is held to it, whatever the query says; a request that there is not shows nobody.
set local lock_timeout = '60s';

-- The id of the request that this transaction states as its ground; null where it states another, or one that the server names
-- by itself (an approval or a package, which have their own rows of policy).
create function platform.ground_request() returns uuid
  language sql stable parallel safe
  as $$ select substring(current_setting('openpiu.ground', true)
                         from '^request:([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$')::uuid $$;

-- Whether the ground leaves all records to the other policies: it is no request of an authority, or one that is being searched.
-- What a person asks about their own data and what another unit sends have gates of their own.
create function disclosures.ground_reads_all() returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp
  as $$ select platform.has_role('system') or platform.ground_request() is null
            or exists (select from disclosures.request r where r.request_id = platform.ground_request() and r.state = 'searching')
            or exists (select from rights.request r where r.request_id = platform.ground_request())
            or exists (select from exchange.received r where r.received_id = platform.ground_request())
            or exists (select from exchange.enquiry e where e.enquiry_id = platform.ground_request()) $$;

-- The flights of those whom the search of the stated request found, while something is still done with them.
create function disclosures.flights_of_ground() returns setof uuid
  language sql stable security definer set search_path = pg_catalog, pg_temp
  as $$ select distinct h.flight_id from disclosures.request r join disclosures.search s using (request_id)
          join disclosures.search_hit h using (search_id)
        where r.request_id = platform.ground_request()
          and r.state not in ('draft', 'submitted', 'triage', 'incomplete', 'legal-check', 'approval-pending', 'refused',
                              'withdrawn', 'closed') $$;

create policy request_stands on records.traveller as restrictive for select
  using ((select disclosures.ground_reads_all()) or flight_id in (select disclosures.flights_of_ground()));
create policy request_stands on records.booking as restrictive for select
  using ((select disclosures.ground_reads_all()) or flight_id in (select disclosures.flights_of_ground()));
create policy request_stands on records.change as restrictive for select
  using ((select disclosures.ground_reads_all()) or flight_id in (select disclosures.flights_of_ground()));
