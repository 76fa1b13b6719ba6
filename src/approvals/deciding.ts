// The steps of a request after it was asked: endorsed, questioned, decided, withdrawn, reviewed.
import { newId, refuse, type Refusal, type Transaction } from "#platform";
import { after } from "#vocabulary";
import { approverDue, grantUntil, type ApprovalClocks } from "./clocks.ts";
import type { ApprovalDecision, Review } from "./contract.ts";
import { hindrance, noSuchRequest } from "./standing.ts";
import {
  holdRequest,
  insertDecision,
  insertGrant,
  insertMessage,
  insertReview,
  setClosed,
  setEndorsed,
  setReviewed,
  setState,
  type WholeRow,
} from "./store.ts";

type Step = "endorse" | "write" | "decide" | "withdraw" | "close" | "review";

async function takenUp(tx: Transaction, id: string, step: Step): Promise<WholeRow | Refusal> {
  const row = await holdRequest(tx, id);
  return hindrance(row, step, tx.actor, tx.at) ?? row ?? noSuchRequest;
}

function note(
  tx: Transaction,
  action: string,
  id: string,
  detail: Record<string, string | string[] | null> = {},
): void {
  tx.record({ action, subjectKind: "approval", subjectId: id, detail });
  tx.announce("approval", id);
}

/** The second person of the unit puts it before the approver, or ends it (F07). */
export async function endorse(
  tx: Transaction,
  clocks: ApprovalClocks,
  id: string,
  { endorse: yes, reason }: { readonly endorse: boolean; readonly reason: string },
): Promise<Refusal | undefined> {
  const row = await takenUp(tx, id, "endorse");
  if ("refused" in row) return row;
  const dueAt = yes ? approverDue(clocks, row, tx.at) : null;
  setEndorsed(tx, id, { state: yes ? "waiting" : "not-endorsed", reason, dueAt });
  note(tx, yes ? "approval.endorsed" : "approval.not-endorsed", id);
  return undefined;
}

/** A question of the approver, or an answer of who asked or endorsed. */
export async function write(tx: Transaction, id: string, text: string): Promise<Refusal | undefined> {
  const row = await takenUp(tx, id, "write");
  if ("refused" in row) return row;
  const side = tx.actor.tenant === "approver" ? "approver" : "requester";
  insertMessage(tx, { id: newId(tx.at), requestId: id, side, text });
  note(tx, side === "approver" ? "approval.questioned" : "approval.answered", id);
  return undefined;
}

/**
 * The approver's decision on exactly the request that was read. Approved: the grant, and for an unmasking the data
 * protection officer's notice and task, are made in the same transaction or nothing is.
 */
export async function decideRequest(
  tx: Transaction,
  clocks: ApprovalClocks,
  id: string,
  decision: ApprovalDecision,
): Promise<Refusal | undefined> {
  const row = await takenUp(tx, id, "decide");
  if ("refused" in row) return row;
  if (row.fingerprint !== decision.fingerprint) {
    return refuse(
      "approval-altered",
      "The decision names another request than the one that stands here. Read it again.",
    );
  }
  const { approve, reasons, reference, fingerprint } = decision;
  const elements = approve ? decision.elements : [];
  if (approve && elements.length === 0) return noElements;
  if (
    elements.some((element) => !row.elements.includes(element)) ||
    (approve && decision.hours > row.hours)
  ) {
    return refuse(
      "approval-too-wide",
      "No more can be approved than was asked: fewer elements or less time can.",
      422,
    );
  }
  const until = approve ? grantUntil(clocks, tx.at, decision.hours) : null;
  insertDecision(tx, { requestId: id, approved: approve, reasons, reference, fingerprint, elements, until });
  setState(tx, id, approve ? "approved" : "refused");
  note(tx, approve ? "approval.granted" : "approval.refused", id, { reference, elements });
  if (until === null) return undefined;
  const { kind, item } = row;
  if (kind === "unmask") {
    insertReview(tx, id, after(tx.at, clocks.officerReview));
    note(tx, "officer.told", id, { of: "unmasking" });
  }
  insertGrant(tx, {
    id: newId(tx.at),
    requestId: id,
    kind,
    item,
    personId: kind === "unmask" ? row.asked_by : null,
    elements,
    until,
    subjects: kind === "unmask" ? row.subjects : [],
  });
  return undefined;
}

const noElements = refuse(
  "approval-too-wide",
  "Say which elements are approved: one of those asked at least.",
  422,
);

/** Who asked takes it back before it is decided. */
export async function withdraw(tx: Transaction, id: string): Promise<Refusal | undefined> {
  const row = await takenUp(tx, id, "withdraw");
  if ("refused" in row) return row;
  setState(tx, id, "withdrawn");
  note(tx, "approval.withdrawn", id);
  return undefined;
}

/** Who was granted a view ends it before its time. */
export async function closeGrant(tx: Transaction, id: string): Promise<Refusal | undefined> {
  const row = await takenUp(tx, id, "close");
  if ("refused" in row) return row;
  if (row.grant_id !== null) setClosed(tx, row.grant_id);
  note(tx, "unmasked.closed", id);
  return undefined;
}

/** The data protection officer's review of an unmasking; what was not lawful is reported to the supervisory authority. */
export async function review(tx: Transaction, id: string, said: Review): Promise<Refusal | undefined> {
  const row = await takenUp(tx, id, "review");
  if ("refused" in row) return row;
  setReviewed(tx, id, said);
  note(tx, "unmasking.reviewed", id, { outcome: said.outcome });
  if (said.outcome === "not-lawful") {
    tx.record({
      action: "authority.told",
      subjectKind: "approval",
      subjectId: id,
      recipient: "authority",
      detail: { of: "unmasking" },
    });
  }
  return undefined;
}
