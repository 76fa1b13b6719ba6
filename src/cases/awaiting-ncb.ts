// A hit on a lost or stolen document stands unconfirmed until INTERPOL's national bureau has asked the State that issued it:
// meanwhile nothing adverse is decided of the person (IPOL-SLTD). The database holds to the same by itself.
import { createHash } from "node:crypto";
import { displayNames } from "#access";
import { refuse, type Refusal, type Transaction } from "#platform";
import {
  awaitingById,
  awaitingOf,
  insertAwaiting,
  setConfirmed,
  setSafety,
  type AwaitingRow,
} from "./awaiting-ncb-store.ts";
import type { AwaitingNcb } from "./awaiting-ncb-contract.ts";
import type { PlaceOfGround } from "./ground-store.ts";

const notConfirmed = refuse(
  "await-ncb",
  "INTERPOL's national bureau has not confirmed the hit on this person's document yet. Wait for it, or call upon safety with a reason.",
  409,
);

/** Why nothing adverse is decided of somebody now; null: nothing waits for the bureau. */
export async function awaitsNcb(tx: Transaction, place: PlaceOfGround): Promise<null | Refusal> {
  const rows = await awaitingOf(tx, place);
  return rows.some(({ state, safety_by: by }) => state === "AWAIT_NCB" && by === null) ? notConfirmed : null;
}

/** Puts down a hit that waits for the bureau; everything adverse about the person is closed from here on. */
export async function awaitNcb(tx: Transaction, hit: Parameters<typeof insertAwaiting>[1]): Promise<void> {
  await insertAwaiting(tx, hit);
  note(tx, "alert.awaits-ncb", hit, { check: hit.check_id });
}

/** The bureau's word on a hit. */
export async function ncbAnswered(tx: Transaction, checkId: string, confirmed: boolean): Promise<void> {
  const row = await awaitingById(tx, checkId);
  if (row === null || row.state !== "AWAIT_NCB") return;
  await setConfirmed(tx, checkId, confirmed ? "CONFIRMED" : "NOT_CONFIRMED");
  note(tx, "alert.ncb-answered", row, { check: checkId, confirmed });
}

/** An officer's or another person's safety is at stake: the bureau is not waited for, and the ledger says who decided so. */
export async function callUponSafety(
  tx: Transaction,
  checkId: string,
  reason: string,
): Promise<null | Refusal> {
  const row = await awaitingById(tx, checkId);
  if (row === null || row.state !== "AWAIT_NCB" || row.safety_by !== null)
    return refuse("nothing-awaits-ncb", "No hit of that number waits for the bureau. Reload the page.");
  await setSafety(tx, checkId, reason.trim());
  note(tx, "alert.safety-called", row, {
    check: checkId,
    reason: createHash("sha256").update(reason.trim()).digest("hex"),
  });
  return null;
}

function note(
  tx: Transaction,
  action: string,
  of: Pick<AwaitingRow, "alert_id" | "alert_kind" | "person_id">,
  detail: Record<string, string | boolean>,
): void {
  const kind = of.alert_kind === "listed" ? "alert" : "criterion-alert";
  tx.record({ action, subjectKind: kind, subjectId: of.alert_id, about: [of.person_id], detail });
  tx.announce(kind, of.alert_id);
}

/** What of somebody waits, or waited, for the bureau, as the screens of alerts show it. */
export async function wireAwaiting(tx: Transaction, place: PlaceOfGround): Promise<AwaitingNcb[]> {
  const rows = await awaitingOf(tx, place);
  const names = await displayNames(
    tx,
    rows.flatMap(({ safety_by: by }) => (by === null ? [] : [by])),
  );
  return rows.map((row) => ({
    check: row.check_id,
    reference: row.reference,
    state: row.state,
    since: row.since.toISOString(),
    dueAt: row.due_at.toISOString(),
    answeredAt: row.answered_at?.toISOString() ?? null,
    safety:
      row.safety_by === null || row.safety_at === null
        ? null
        : {
            by: names.get(row.safety_by) ?? row.safety_by,
            at: row.safety_at.toISOString(),
            reason: row.safety_reason ?? "",
          },
  }));
}
