// An alert as it stood before anybody decided, for a second person who is to decide it without knowing the first decision.
import type { Transaction } from "#platform";
import type { AlertDetail } from "./contract.ts";
import { alertById } from "./review-store.ts";
import { wireDetail } from "./wire.ts";

/** What both sides and the evidence say; nothing tells what was decided, by whom, or which alert it is. */
export type BlindAlert = Pick<
  AlertDetail,
  | "traveller"
  | "entry"
  | "band"
  | "strength"
  | "threshold"
  | "engineVersion"
  | "profile"
  | "evidence"
  | "notCompared"
  | "wouldChange"
  | "alsoListed"
> & { readonly personKey: string };

/** Null when the alert is kept no more. The caller has a purpose, records the view, and keeps `personKey` to itself. */
export async function blindAlert(tx: Transaction, alertId: string): Promise<BlindAlert | null> {
  const alert = await alertById(tx, alertId);
  if (alert === null) return null;
  const { traveller, entry, band, strength, threshold, engineVersion, profile, evidence, ...rest } =
    await wireDetail(tx, alert);
  const { notCompared, wouldChange, alsoListed, personKey } = rest;
  return {
    traveller,
    entry,
    band,
    strength,
    threshold,
    engineVersion,
    profile,
    evidence,
    notCompared,
    wouldChange,
    alsoListed,
    personKey,
  };
}
