// Whether a flight may be taken at all: asked by the intake of every message, before anything of it is kept (PNRD-2.3).
import type { Transaction } from "#platform";
import type { LegalProfile } from "#vocabulary";
import { isSelected, staysWithin, type Hop } from "./flight-selection.ts";
import { decisionOf, decisionsAround } from "./flight-selection-store.ts";

/**
 * False only of a flight that stays within the area of the profile and that no decision in force takes at this instant.
 * Nothing is asked of the database for any other flight. `hops` in the order flown, airports as sent.
 */
export async function mayBeTaken(
  tx: Transaction,
  hops: readonly Hop[],
  { state, flightSelection: { area, review } }: Pick<LegalProfile, "state" | "flightSelection">,
): Promise<boolean> {
  if (!staysWithin(hops, area, state)) return true;
  return isSelected(hops, (await decisionsAround(tx, tx.at)).map(decisionOf), tx.at, review);
}
