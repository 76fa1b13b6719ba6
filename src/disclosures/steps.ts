// One step of a request: along the table of states only, its clock set anew, in the ledger with who, as what, and why.
import { createHash } from "node:crypto";
import { refuse, type Refusal, type Transaction } from "#platform";
import { clockIn } from "./clocks.ts";
import { changeRequest, type RequestChange, type RequestRecord } from "./request-store.ts";
import { nextStates, type RequestState } from "./states.ts";

export const noSuchRequest = refuse("no-such-request", "There is no such request. Reload the queue.", 404);

/** The words may name persons: the ledger keeps that these and no others were written. */
export const digest = (text: string): string => createHash("sha256").update(text).digest("hex");

/** In which of their roles somebody acts; the first that fits. */
export function roleOf(tx: Transaction, ...fitting: readonly string[]): string {
  return fitting.find((role) => tx.actor.roles.includes(role)) ?? tx.actor.roles[0] ?? "none";
}

/** Moves a request that is locked; refuses what does not follow its state. */
export async function moveRequest(
  tx: Transaction,
  request: RequestRecord,
  to: RequestState,
  step: { readonly role: string; readonly reason: string; readonly change?: RequestChange },
): Promise<null | Refusal> {
  if (!nextStates(request.state).includes(to)) {
    return refuse(
      "request-moved",
      `The request is at "${request.state}", from where it does not go to "${to}". Reload it.`,
    );
  }
  const change = step.change ?? {};
  const clock = clockIn(to, {
    now: tx.at,
    urgent: request.urgent,
    answerDue: change.answer_due_at ?? request.answer_due_at,
    urgentUntil: change.urgency_until ?? request.urgency_until,
  });
  await changeRequest(
    tx,
    request.request_id,
    { ...change, state: to, due_at: clock?.dueAt ?? null, due_kind: clock?.kind ?? null, escalated_at: null },
    step,
  );
  tx.record({
    action: "request.moved",
    subjectKind: "request",
    subjectId: request.request_id,
    ...(to === "released" || to === "urgent-released" || to === "recalled"
      ? { recipient: request.tenant }
      : {}),
    detail: { from: request.state, to, role: step.role, reason: digest(step.reason), type: request.type },
  });
  tx.announce("request", request.request_id);
  return null;
}
