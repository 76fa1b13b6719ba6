// What the records say of one person on one flight, for a disclosure: the page without its history and its period.
import type { Transaction } from "#platform";
import { euStrict } from "#vocabulary";
import type { PersonPage } from "./contract.ts";
import { partsOfKey } from "./flight.ts";
import { personPage } from "./present-person.ts";
import { bookingById, flightById, travellerRows, type FlightReadRow } from "./read-store.ts";

export type PersonFacts = {
  readonly flight: FlightReadRow;
  readonly sources: PersonPage["sources"];
  readonly booking: PersonPage["booking"];
};

/** Null where there is no such person, or the law has taken the record away. The caller records the reading. */
export async function personFacts(tx: Transaction, wireKey: string): Promise<PersonFacts | null> {
  const key = partsOfKey(wireKey);
  const flight = await flightById(tx, key);
  const rows = flight === null ? [] : await travellerRows(tx, key, key.person);
  if (flight === null || rows.length === 0) return null;
  const bookingId = rows.find((row) => row.booking_id !== null)?.booking_id ?? null;
  const all = bookingId === null ? [] : await travellerRows(tx, key, null);
  const party = new Set(all.filter((row) => row.booking_id === bookingId).map((row) => row.person_id));
  const page = personPage({
    key: wireKey,
    flight,
    alerts: undefined,
    rows,
    booking: bookingId === null ? null : await bookingById(tx, key, bookingId),
    party: all.filter((row) => party.has(row.person_id)),
    changes: [],
    profile: euStrict,
  });
  return { flight, sources: page.sources, booking: page.booking };
}
