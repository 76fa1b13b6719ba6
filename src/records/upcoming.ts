// The travellers still to come, for re-screening when a list changes.
import type { Transaction } from "#platform";
import type { ScreenablePerson } from "./apply-travellers.ts";
import { dueAt, type FlightRef } from "./flight.ts";
import { upcomingTravellers, type UpcomingRow } from "./read-store.ts";

export type UpcomingTraveller = ScreenablePerson & {
  readonly flight: FlightRef & {
    readonly designator: string;
    readonly origin: string;
    readonly destination: string;
  };
};

/**
 * One page of travellers on flights that depart or land after `from` (of those without a known time: by their date)
 * and are not cancelled. Flight by flight; the last row's flight and traveller lead to the next page. An empty page
 * ends the walk.
 */
export async function travellersStillToCome(
  tx: Transaction,
  from: Date,
  after: { date: string; flightId: string; travellerId: string } | null,
  limit: number,
): Promise<UpcomingTraveller[]> {
  return (await upcomingTravellers(tx, { from, after, limit, flight: null })).map(toUpcoming);
}

/** The travellers of one flight who still travel on it, whenever it is; none when it is cancelled or not known. */
export async function travellersOfFlight(
  tx: Transaction,
  flight: { date: string; id: string },
): Promise<UpcomingTraveller[]> {
  return (await upcomingTravellers(tx, { from: null, after: null, limit: null, flight })).map(toUpcoming);
}

function toUpcoming(row: UpcomingRow): UpcomingTraveller {
  return {
    flight: {
      date: row.flight_date,
      id: row.flight_id,
      direction: row.direction,
      dueAt: dueAt({ direction: row.direction, departsAt: row.departs_at, arrivesAt: row.arrives_at }),
      designator: `${row.carrier}${row.number}${row.suffix}`,
      origin: row.origin,
      destination: row.destination,
    },
    personId: row.person_id,
    travellerId: row.traveller_id,
    source: row.source,
    surname: row.surname,
    given: row.given,
    sex: row.sex,
    birthDate: row.birth_date,
    nationality: row.nationality,
    documents: row.documents ?? [],
  };
}
