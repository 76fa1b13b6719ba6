// Taking an alert and giving it back, whatever raised it.
import { refuse, type Refusal, type Transaction } from "#platform";
import { matchById } from "./criterion-alert-store.ts";
import { alertById } from "./review-store.ts";
import { noSuchAlert, type Permitted } from "./review.ts";
import { setAssignment } from "./standing-store.ts";

const kinds = {
  alert: { table: "cases.alert", load: alertById, taken: "alert.taken", back: "alert.given-back" },
  "criterion-alert": {
    table: "cases.criterion_alert",
    load: matchById,
    taken: "criterion-alert.taken",
    back: "criterion-alert.given-back",
  },
} as const;

/**
 * Takes an open alert or gives it back. Taking is never refused because another has it: at a change of shift the next
 * officer takes over; the ledger keeps from whom. Only who has it gives it back.
 */
export async function assign(
  tx: Transaction,
  kind: keyof typeof kinds,
  { alertId, mine }: { readonly alertId: string; readonly mine: boolean },
  by: Permitted,
): Promise<{ assignedTo: string | null } | Refusal> {
  const { table, load, taken, back } = kinds[kind];
  const alert = await load(tx, alertId, true);
  if (alert === null) return noSuchAlert;
  if (alert.state !== "open") {
    return refuse("alert-not-open", `This alert is already closed (${alert.state}). Reload the queue.`);
  }
  if (!mine && alert.assigned_to !== tx.actor.id) {
    return alert.assigned_to === null
      ? { assignedTo: null }
      : refuse("not-yours", "Another officer has this alert: only who has it gives it back.");
  }
  const assignedTo = mine ? tx.actor.id : null;
  if (assignedTo === alert.assigned_to) return { assignedTo };
  setAssignment(tx, table, alertId, assignedTo);
  tx.record({
    action: mine ? taken : back,
    subjectKind: kind,
    subjectId: alertId,
    about: [alert.person_id],
    detail: { from: alert.assigned_to, policies: by.policies },
  });
  tx.announce(kind, alertId);
  return { assignedTo };
}
