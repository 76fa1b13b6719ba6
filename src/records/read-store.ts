// All SQL that reads the records for people: the board, a flight, a person, the travellers still to come.
import type { Carriage } from "#messages";
import type { Looking, Transaction } from "#platform";
import { arrivalColumns, type ArrivalFields } from "./expected-store.ts";
import type { Direction } from "./flight.ts";
import type { LinkReason } from "./link.ts";
import type { KeptTraveller } from "./store.ts";

export type FlightReadRow = {
  flight_date: string;
  flight_id: string;
  carrier: string;
  number: string;
  suffix: string;
  origin: string;
  destination: string;
  direction: Direction;
  departs_local: string | null;
  arrives_local: string | null;
  departs_at: Date | null;
  arrives_at: Date | null;
  state: "open" | "closed" | "cancelled";
  stated_passengers: number | null;
  travellers: number;
  bookings: number;
  api_messages: number;
  pnr_messages: number;
  last_received_at: Date | null;
  scheduled: boolean | null;
  carriage: Carriage | null;
} & ArrivalFields;

const flightColumns = `flight_date, flight_id, carrier, number, suffix, origin, destination, direction, departs_local,
  arrives_local, departs_at, arrives_at, state, stated_passengers, travellers, bookings, api_messages, pnr_messages,
  last_received_at, scheduled, carriage, ${arrivalColumns}`;

const due = `case when direction = 'inbound' then coalesce(arrives_at, departs_at) else coalesce(departs_at, arrives_at) end`;

/** Flights due within the window, soonest first; `find` is a designator or an airport, upper case without blanks. */
export function boardFlights(
  tx: Transaction,
  window: { from: Date; to: Date; direction: string | null; find: string | null; limit: number },
): Promise<FlightReadRow[]> {
  return tx.query<FlightReadRow>(
    {
      name: "records-board",
      // The days either side of the window bound the partitions; local dates differ from UTC by a day at most.
      text: `select ${flightColumns} from records.flight
             where flight_date between ($1::timestamptz - interval '3 days')::date and ($2::timestamptz + interval '2 days')::date
               and ${due} between $1 and $2
               and ($3::text is null or direction = $3)
               and ($4::text is null or carrier || number || suffix like $4 || '%' or origin = $4 or destination = $4)
             order by ${due}, flight_id limit $5`,
    },
    [window.from, window.to, window.direction, window.find, window.limit],
  );
}

export async function flightById(
  tx: Looking,
  key: { date: string; id: string },
): Promise<FlightReadRow | null> {
  const rows = await tx.query<FlightReadRow>(
    {
      name: "records-flight",
      text: `select ${flightColumns} from records.flight where flight_date = $1 and flight_id = $2`,
    },
    [key.date, key.id],
  );
  return rows[0] ?? null;
}

/** Whether anybody on this flight, or this one person, is masked (PNRD-12.2). */
export async function isMasked(
  tx: Looking,
  key: { readonly date: string; readonly id: string; readonly person: string | null },
): Promise<boolean> {
  const rows = await tx.query(
    {
      name: "records-is-masked",
      text: `select 1 from records.traveller where flight_date = $1 and flight_id = $2 and masked_at is not null
             and ($3::uuid is null or person_id = $3) limit 1`,
    },
    [key.date, key.id, key.person],
  );
  return rows.length > 0;
}

/**
 * The flight as it is once nobody else works on it, held until this transaction ends: messages about it are taken one
 * after the other (store.ts, holdFlights).
 */
export async function holdFlight(
  tx: Transaction,
  key: { date: string; id: string },
): Promise<FlightReadRow | null> {
  const known = await flightById(tx, key);
  if (known === null) return null;
  tx.write("select pg_advisory_xact_lock(hashtextextended($1, 0))", [
    `${known.flight_date} ${known.carrier}${known.number}`,
  ]);
  return flightById(tx, key);
}

export type LegReadRow = {
  designator: string;
  origin: string;
  destination: string;
  departs_local: string | null;
  arrives_local: string | null;
  departs_at: Date | null;
  arrives_at: Date | null;
  border: boolean;
};

export function legsOfFlight(tx: Transaction, key: { date: string; id: string }): Promise<LegReadRow[]> {
  return tx.query<LegReadRow>(
    {
      name: "records-legs",
      text: `select designator, origin, destination, departs_local, arrives_local, departs_at, arrives_at, border
             from records.leg where flight_date = $1 and flight_id = $2 order by ordinal`,
    },
    [key.date, key.id],
  );
}

export type TravellerReadRow = KeptTraveller & {
  link_reason: LinkReason | null;
  detail: Record<string, unknown>;
  receipt_id: string;
  segment: number;
  first_received_at: Date;
  last_received_at: Date;
};

/** Rows of a flight (`person` null) or of one person on it, with details. */
export function travellerRows(
  tx: Transaction,
  key: { date: string; id: string },
  person: string | null,
): Promise<TravellerReadRow[]> {
  return tx.query<TravellerReadRow>(
    {
      name: "records-traveller-rows",
      text: `select traveller_id, person_id, source, booking_id, state, surname, given, name_key, sex, birth_date,
                    nationality, locator, traveller_ref, seat, role, document_numbers, content_hash, version, link_reason,
                    detail, receipt_id, segment, first_received_at, last_received_at, corrected, restricted_at
             from records.traveller
             where flight_date = $1 and flight_id = $2 and ($3::uuid is null or person_id = $3)
             order by surname, given, source`,
    },
    [key.date, key.id, person],
  );
}

export type BookingReadRow = {
  booking_id: string;
  locator: string;
  host: string;
  created: string;
  state: string;
  detail: Record<string, unknown>;
};

export async function bookingById(
  tx: Transaction,
  key: { date: string; id: string },
  bookingId: string,
): Promise<BookingReadRow | null> {
  const rows = await tx.query<BookingReadRow>(
    {
      name: "records-booking",
      text: `select booking_id, locator, host, created, state, detail from records.booking
             where flight_date = $1 and flight_id = $2 and booking_id = $3`,
    },
    [key.date, key.id, bookingId],
  );
  return rows[0] ?? null;
}

export type ChangeReadRow = {
  at: Date;
  what: string;
  subject_kind: string;
  subject_id: string;
  receipt_id: string;
  fields: { field: string; before: string | null; after: string | null }[];
};

/** Changes of the given subjects of a flight, oldest first; `subjects` null: of the flight itself and its bookings. */
export function changesOf(
  tx: Transaction,
  key: { date: string; id: string },
  subjects: readonly string[] | null,
): Promise<ChangeReadRow[]> {
  return tx.query<ChangeReadRow>(
    {
      name: "records-changes",
      text: `select at, what, subject_kind, subject_id, receipt_id, fields from records.change
             where flight_date = $1 and flight_id = $2
               and (subject_id = any ($3::uuid[]) or ($3 is null and subject_kind = 'flight'))
             order by at, change_id limit 500`,
    },
    [key.date, key.id, subjects],
  );
}

export type UpcomingFlightRow = {
  flight_date: string;
  flight_id: string;
  carrier: string;
  number: string;
  suffix: string;
  origin: string;
  destination: string;
  direction: Direction;
  departs_at: Date | null;
  arrives_at: Date | null;
  travellers: number;
};

const upcomingColumns = `flight_date, flight_id, carrier, number, suffix, origin, destination, direction, departs_at,
  arrives_at, travellers`;

/** All flights due after `from` that are not cancelled, in the order of the primary key; of those without a known time: by date. */
export function upcomingFlightRows(tx: Transaction, from: Date): Promise<UpcomingFlightRow[]> {
  return tx.query<UpcomingFlightRow>(
    {
      name: "records-upcoming-flights",
      text: `select ${upcomingColumns} from records.flight
             where state <> 'cancelled' and flight_date >= ($1::timestamptz - interval '3 days')::date
               and case when departs_at is null and arrives_at is null
                     then flight_date >= ($1::timestamptz - interval '1 day')::date
                     else greatest(departs_at, arrives_at) >= $1 end
             order by flight_date, flight_id`,
    },
    [from],
  );
}

/** One flight unless it is cancelled. */
export async function standingFlight(
  tx: Transaction,
  key: { date: string; id: string },
): Promise<UpcomingFlightRow | null> {
  const rows = await tx.query<UpcomingFlightRow>(
    {
      name: "records-standing-flight",
      text: `select ${upcomingColumns} from records.flight
             where flight_date = $1 and flight_id = $2 and state <> 'cancelled'`,
    },
    [key.date, key.id],
  );
  return rows[0] ?? null;
}

export type UpcomingRow = {
  restricted: boolean;
  /** Which of the flights asked for, from 1. */
  place: number;
  person_id: string;
  traveller_id: string;
  source: "api" | "pnr";
  surname: string;
  given: string | null;
  sex: string | null;
  birth_date: string | null;
  nationality: string | null;
  documents: { type: string; number: string; issuer: string | null }[] | null;
  birth_place: string | null;
  birth_year_ambiguous: true | null;
};

/** Travellers of these flights who still travel, flight by flight: what it costs grows with them alone. */
export function travellersAboard(
  tx: Transaction,
  flights: readonly { date: string; id: string }[],
): Promise<UpcomingRow[]> {
  return tx.query<UpcomingRow>(
    {
      name: "records-travellers-aboard",
      text: `select w.place::int as place, t.*
             from unnest($1::date[], $2::uuid[]) with ordinality as w (flight_date, flight_id, place)
             cross join lateral (
               select person_id, traveller_id, source, surname, given, sex, birth_date, nationality,
                      detail -> 'documents' as documents, detail ->> 'placeOfBirth' as birth_place,
                      detail -> 'birthYearAmbiguous' as birth_year_ambiguous,
                      restricted_at is not null as restricted
               from records.traveller
               where flight_date = w.flight_date and flight_id = w.flight_id and state in ('expected', 'boarded')
               order by traveller_id) t
             order by w.place`,
    },
    [flights.map(({ date }) => date), flights.map(({ id }) => id)],
  );
}
