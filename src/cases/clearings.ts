// What persons do with the register of cleared namesakes: approve as the second one, end a clearing with its reason.
import { createHash } from "node:crypto";
import { refuse, type Refusal, type Transaction } from "#platform";
import { clearingById, setApproved, setRevoked, type ClearingRow } from "./clearing-store.ts";
import type { ClearingEnd } from "./contract.ts";
import type { Permitted } from "./review.ts";

const noSuchClearing = refuse("no-such-clearing", "There is no such clearing. Reload the register.", 404);

/** Whether a clearing waits for its second person, has effect, or has ended. */
export function stateOfClearing(row: ClearingRow, at: Date): "waiting" | "in-force" | "ended" {
  if (row.revoked_at !== null || row.valid_until <= at) return "ended";
  return row.needs_second && row.approved_at === null ? "waiting" : "in-force";
}

/** The second person's approval: from now on the clearing has effect. Refused for whoever cleared the namesake. */
export async function approveClearing(
  tx: Transaction,
  clearingId: string,
  by: Permitted,
): Promise<ClearingRow | Refusal> {
  const row = await clearingById(tx, clearingId, true);
  if (row === null) return noSuchClearing;
  if (stateOfClearing(row, tx.at) !== "waiting")
    return refuse(
      "clearing-not-waiting",
      "This clearing does not wait for anybody any more. Reload the register.",
    );
  if (row.cleared_by === tx.actor.id)
    return refuse("own-clearing", "You cleared this namesake yourself; another person approves it.", 403);
  await setApproved(tx, clearingId);
  tx.record({
    action: "clearing.approved",
    subjectKind: "clearing",
    subjectId: clearingId,
    detail: { entry: row.entry_id, alert: row.alert_id, policies: by.policies },
  });
  tx.announce("clearing", clearingId);
  return (await clearingById(tx, clearingId)) ?? noSuchClearing;
}

/** Ends a clearing: it was a mistake, the owner of the entry objects, or the second person does not approve it. */
export async function endClearing(
  tx: Transaction,
  clearingId: string,
  end: ClearingEnd,
  by: Permitted,
): Promise<ClearingRow | Refusal> {
  const row = await clearingById(tx, clearingId, true);
  if (row === null) return noSuchClearing;
  if (stateOfClearing(row, tx.at) === "ended")
    return refuse("clearing-ended", "This clearing has ended already. Reload the register to see why.");
  await setRevoked(tx, clearingId, end.because, end.reason.trim());
  tx.record({
    action: "clearing.revoked",
    subjectKind: "clearing",
    subjectId: clearingId,
    detail: {
      entry: row.entry_id,
      alert: row.alert_id,
      because: end.because,
      // The words may name persons: the ledger keeps that these and no others were written.
      reason: createHash("sha256").update(end.reason.trim()).digest("hex"),
      policies: by.policies,
    },
  });
  tx.announce("clearing", clearingId);
  return (await clearingById(tx, clearingId)) ?? noSuchClearing;
}
