-- Flights, travellers and bookings as governed data. Everything large is keyed and partitioned by flight date and
-- flight, so that a flight's data live together, old months drop whole, and the schema can be distributed.
create schema records;
grant usage on schema records to openpiu_app;

create table records.flight (
  flight_date date not null,
  flight_id uuid not null,
  carrier text not null,
  number text not null,
  suffix text not null default '',
  origin text not null,
  destination text not null,
  direction text not null check (direction in ('inbound', 'outbound', 'transit', 'domestic', 'unknown')),
  departs_local timestamp,
  arrives_local timestamp,
  departs_at timestamptz,
  arrives_at timestamptz,
  state text not null default 'open' check (state in ('open', 'closed', 'cancelled')),
  stated_passengers integer,
  stated_crew integer,
  api_messages integer not null default 0,
  pnr_messages integer not null default 0,
  -- Open alerts and travellers, kept with the flight so that the board reads one row a flight.
  travellers integer not null default 0,
  bookings integer not null default 0,
  version integer not null default 1,
  first_received_at timestamptz not null,
  last_received_at timestamptz not null,
  primary key (flight_date, flight_id),
  unique (flight_date, carrier, number, suffix, origin, destination)
) partition by range (flight_date);
create table records.flight_other partition of records.flight default;
create index flight_arrival on records.flight (arrives_at);
create index flight_departure on records.flight (departs_at);

create table records.leg (
  flight_date date not null,
  flight_id uuid not null,
  ordinal smallint not null,
  origin text not null,
  destination text not null,
  departs_local timestamp,
  arrives_local timestamp,
  departs_at timestamptz,
  arrives_at timestamptz,
  designator text not null,
  border boolean not null,
  primary key (flight_date, flight_id, ordinal)
) partition by range (flight_date);
create table records.leg_other partition of records.leg default;

create table records.booking (
  flight_date date not null,
  flight_id uuid not null,
  booking_id uuid not null,
  locator text not null,
  host text not null,
  created text not null default '',
  state text not null check (state in ('active', 'cancelled', 'not-in-push')),
  -- The booking as read and filtered (messages/booking.ts), without its travellers.
  detail jsonb not null,
  -- Hash of everything the message said of it: an equal one needs no further look.
  content_hash bytea not null,
  version integer not null default 1,
  receipt_id uuid not null,
  segment integer not null,
  first_received_at timestamptz not null,
  last_received_at timestamptz not null,
  primary key (flight_date, flight_id, booking_id),
  unique (flight_date, flight_id, host, locator, created)
) partition by range (flight_date);
create table records.booking_other partition of records.booking default;
create index booking_locator on records.booking (locator);

create table records.traveller (
  flight_date date not null,
  flight_id uuid not null,
  traveller_id uuid not null,
  -- One person on one flight, whichever message named them: the API row and the PNR row that belong together share it.
  person_id uuid not null,
  -- Why this row was joined to the other: {"rule": ..., "equal": [...]}; null for the first row of a person.
  link_reason jsonb,
  source text not null check (source in ('api', 'pnr')),
  role text not null check (role in ('passenger', 'crew', 'in-transit-passenger', 'in-transit-crew')),
  booking_id uuid,
  state text not null check (state in ('expected', 'boarded', 'not-boarded', 'withdrawn')),
  surname text not null,
  given text,
  -- Folded name words (A-Z, sorted), for search and linking.
  name_key text not null,
  sex text,
  birth_date text,
  nationality text,
  locator text,
  traveller_ref text,
  seat text,
  -- Document numbers in normal form, for search and linking.
  document_numbers text[] not null default '{}',
  -- All else that was read and filtered: documents, bags, addresses, residence, embark, debark, type, tickets ...
  detail jsonb not null,
  -- Hash of everything the message said of it: an equal one needs no further look.
  content_hash bytea not null,
  version integer not null default 1,
  receipt_id uuid not null,
  segment integer not null,
  first_received_at timestamptz not null,
  last_received_at timestamptz not null,
  primary key (flight_date, flight_id, traveller_id)
) partition by range (flight_date);
create table records.traveller_other partition of records.traveller default;
create index traveller_person on records.traveller (flight_date, flight_id, person_id);
create index traveller_id_only on records.traveller (traveller_id);
create index traveller_document on records.traveller using gin (document_numbers);
create index traveller_name on records.traveller (name_key);
create index traveller_locator on records.traveller (locator);

-- What changed after the first reception: which message said so, and each field's value before and after.
create table records.change (
  flight_date date not null,
  flight_id uuid not null,
  change_id uuid not null,
  subject_kind text not null check (subject_kind in ('flight', 'booking', 'traveller')),
  subject_id uuid not null,
  version integer not null,
  at timestamptz not null,
  what text not null,
  receipt_id uuid not null,
  fields jsonb not null,
  primary key (flight_date, flight_id, change_id)
) partition by range (flight_date);
create table records.change_other partition of records.change default;
create index change_subject on records.change (flight_date, flight_id, subject_id, version);

grant select, insert, update, delete on records.flight, records.leg, records.booking, records.traveller, records.change
  to openpiu_app;

alter table records.booking enable row level security;
alter table records.booking force row level security;
alter table records.traveller enable row level security;
alter table records.traveller force row level security;
alter table records.change enable row level security;
alter table records.change force row level security;

create function records.may_see_persons() returns boolean
  language sql stable parallel safe
  as $$ select platform.has_role('system')
            or (platform.has_purpose()
                and platform.has_role('watch-officer', 'analyst', 'supervisor', 'data-protection-officer')) $$;

create policy seen on records.booking for select using ((select records.may_see_persons()));
create policy seen on records.traveller for select using ((select records.may_see_persons()));
create policy seen on records.change for select using ((select records.may_see_persons()));
create policy kept on records.booking for all using ((select platform.has_role('system')));
create policy kept on records.traveller for all using ((select platform.has_role('system')));
create policy kept on records.change for all using ((select platform.has_role('system')));

-- The flights of a designator and day with their legs, held until the transaction ends. One call, two statements: the
-- second sees what was committed while the first waited.
create function records.hold_flights(on_date date, of_carrier text, of_number text, of_suffix text)
  returns table (flight_date date, flight_id uuid, origin text, destination text, direction text, departs_local timestamp,
                 arrives_local timestamp, departs_at timestamptz, arrives_at timestamptz, state text, legs jsonb)
  language plpgsql volatile set search_path = pg_catalog, pg_temp
  as $$
begin
  perform pg_advisory_xact_lock(hashtextextended(on_date::text || ' ' || of_carrier || of_number, 0));
  return query
    select f.flight_date, f.flight_id, f.origin, f.destination, f.direction, f.departs_local, f.arrives_local,
           f.departs_at, f.arrives_at, f.state,
           coalesce((select jsonb_agg(jsonb_build_object('origin', l.origin, 'destination', l.destination))
                     from records.leg l where l.flight_date = f.flight_date and l.flight_id = f.flight_id), '[]'::jsonb)
    from records.flight f
    where f.flight_date = on_date and f.carrier = of_carrier and f.number = of_number and f.suffix = of_suffix;
end
$$;
