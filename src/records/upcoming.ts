// The travellers still to come, for re-screening when a list changes.
import type { Transaction } from "#platform";
import type { ScreenablePerson } from "./apply-travellers.ts";
import { dueAt, type FlightRef } from "./flight.ts";
import { upcomingTravellers } from "./read-store.ts";

export type UpcomingTraveller = ScreenablePerson & { readonly flight: FlightRef };

/**
 * One page of travellers on flights that depart or land after `from` and are not cancelled, ordered so that the
 * last row's `flight.date` and `travellerId` lead to the next page. An empty page ends the walk.
 */
export async function travellersStillToCome(
  tx: Transaction,
  from: Date,
  after: { date: string; travellerId: string } | null,
  limit: number,
): Promise<UpcomingTraveller[]> {
  const rows = await upcomingTravellers(tx, from, after, limit);
  return rows.map((row) => ({
    flight: {
      date: row.flight_date,
      id: row.flight_id,
      direction: row.direction,
      dueAt: dueAt({ direction: row.direction, departsAt: row.departs_at, arrivesAt: row.arrives_at }),
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
  }));
}
