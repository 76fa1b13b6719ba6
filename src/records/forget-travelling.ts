// The counts of a flight without a person whose data are about to be erased.
import type { Transaction } from "#platform";
import { countTravelling } from "./apply-list.ts";
import { partsOfKey } from "./flight.ts";
import { travellerRows } from "./read-store.ts";
import { addCounts } from "./store.ts";

/** Takes the person out of the flight's count of who travels; call it before the rows go. */
export async function forgetTravelling(tx: Transaction, key: string): Promise<void> {
  const at = partsOfKey(key);
  const rows = await travellerRows(tx, at, at.person);
  addCounts(tx, at, { travellers: -countTravelling(rows), bookings: 0 });
}
