// The flights still to come and their travellers, for re-screening when a list changes.
import type { Transaction } from "#platform";
import { comparedDetail, type ScreenablePerson } from "./apply-travellers.ts";
import { dueAt, type FlightRef } from "./flight.ts";
import {
  standingFlight,
  travellersAboard,
  upcomingFlightRows,
  type UpcomingFlightRow,
  type UpcomingRow,
} from "./read-store.ts";

export type UpcomingFlight = FlightRef & {
  readonly designator: string;
  readonly origin: string;
  readonly destination: string;
  /** Persons on record for it, to cut pages by. */
  readonly travellers: number;
};

export type UpcomingTraveller = ScreenablePerson & { readonly flight: UpcomingFlight };

/**
 * All flights that depart or land after `from` (of those without a known time: by their date) and are not cancelled, in
 * the order of their keys.
 */
export async function upcomingFlights(tx: Transaction, from: Date): Promise<UpcomingFlight[]> {
  return (await upcomingFlightRows(tx, from)).map(toFlight);
}

/** The travellers of these flights who still travel on them, flight by flight. */
export async function travellersOfFlights(
  tx: Transaction,
  flights: readonly UpcomingFlight[],
): Promise<UpcomingTraveller[]> {
  const rows = await travellersAboard(tx, flights);
  // Of whom one row's accuracy is contested, nothing is screened (LED-16.3).
  const restricted = new Set(
    rows.filter((row) => row.restricted).map((row) => `${row.place} ${row.person_id}`),
  );
  return rows.flatMap((row) => {
    if (restricted.has(`${row.place} ${row.person_id}`)) return [];
    const flight = flights[row.place - 1];
    return flight === undefined ? [] : [toUpcoming(row, flight)];
  });
}

/** The travellers of one flight who still travel on it, whenever it is; none when it is cancelled or not known. */
export async function travellersOfFlight(
  tx: Transaction,
  flight: { date: string; id: string },
): Promise<UpcomingTraveller[]> {
  const standing = await standingFlight(tx, flight);
  return standing === null ? [] : travellersOfFlights(tx, [toFlight(standing)]);
}

function toFlight(row: UpcomingFlightRow): UpcomingFlight {
  return {
    date: row.flight_date,
    id: row.flight_id,
    direction: row.direction,
    dueAt: dueAt({ direction: row.direction, departsAt: row.departs_at, arrivesAt: row.arrives_at }),
    designator: `${row.carrier}${row.number}${row.suffix}`,
    origin: row.origin,
    destination: row.destination,
    travellers: row.travellers,
  };
}

function toUpcoming(row: UpcomingRow, flight: UpcomingFlight): UpcomingTraveller {
  return {
    flight,
    personId: row.person_id,
    travellerId: row.traveller_id,
    source: row.source,
    surname: row.surname,
    given: row.given,
    sex: row.sex,
    birthDate: row.birth_date,
    nationality: row.nationality,
    documents: row.documents ?? [],
    ...comparedDetail({ placeOfBirth: row.birth_place, birthYearAmbiguous: row.birth_year_ambiguous }),
    travelsOn: flight.date,
  };
}
