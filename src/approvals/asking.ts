// The door for everyone who needs an approval from outside the unit: ask, see where it stands, and act on it once.
import { createHash } from "node:crypto";
import { canonicalJson, newId, refuse, type LedgerValue, type Refusal, type Transaction } from "#platform";
import type { VaultSubject } from "#retention";
import { approverDue, usualClocks, type ApprovalClocks } from "./clocks.ts";
import type { ApprovalForm, ApprovalKind, ApprovalState, MaskedRecord } from "./contract.ts";
import { isGrantOpen, noSuchRequest } from "./standing.ts";
import { holdRequest, insertRequest, requestById, setUsed } from "./store.ts";

export type ApprovalAsked = {
  readonly kind: ApprovalKind;
  /** The one thing: "request:<id>", "person:<key>". An approval goes for nothing else. */
  readonly item: string;
  readonly form: ApprovalForm;
  /** The least that is needed, by name. */
  readonly elements: readonly string[];
  /** How long it is to last, 1 to 72. */
  readonly hours: number;
  /** What the approver sees of the record; nothing of a request that has no record yet. */
  readonly masked?: MaskedRecord;
  readonly subjects?: readonly VaultSubject[];
  /** Who endorsed it in the slice that asks, with what reason; without it a supervisor endorses it here first. */
  readonly endorsed?: { readonly by: string; readonly reason: string };
};

/**
 * Puts a request before the approver outside the unit, or first before a supervisor. Returns its id. Refuses with
 * `endorsed-by-self` when the same person asks and endorses.
 */
export async function askApproval(
  tx: Transaction,
  asked: ApprovalAsked,
  clocks: ApprovalClocks = usualClocks,
): Promise<string | Refusal> {
  if (asked.endorsed?.by === tx.actor.id) {
    return refuse(
      "endorsed-by-self",
      "Who asks cannot endorse: another person has to (roles.md F07, F08).",
      403,
    );
  }
  const id = newId(tx.at);
  const urgent = asked.form.urgency !== null || asked.kind === "urgent-disclosure";
  const content = {
    kind: asked.kind,
    item: asked.item,
    urgent,
    form: asked.form,
    elements: [...asked.elements],
    hours: asked.hours,
    masked: asked.masked ?? null,
    subjects: [...(asked.subjects ?? [])],
  };
  insertRequest(tx, {
    ...content,
    request_id: id,
    fingerprint: fingerprintOf({ ...content, id, by: tx.actor.id }),
    endorsed_by: asked.endorsed?.by ?? null,
    endorsement: asked.endorsed?.reason ?? null,
    due_at: asked.endorsed === undefined ? null : approverDue(clocks, { kind: asked.kind, urgent }, tx.at),
  });
  tx.record({
    action: "approval.asked",
    subjectKind: "approval",
    subjectId: id,
    detail: { kind: asked.kind, item: asked.item, elements: [...asked.elements], hours: asked.hours, urgent },
  });
  tx.announce("approval", id);
  return id;
}

function fingerprintOf(content: object): string {
  const plain = JSON.parse(JSON.stringify(content)) as LedgerValue;
  return createHash("sha256").update(canonicalJson(plain)).digest("hex");
}

export type ApprovalStanding = {
  readonly state: ApprovalState;
  readonly dueAt: Date | null;
  readonly overdue: boolean;
  readonly decision: {
    readonly approved: boolean;
    readonly by: string;
    readonly at: Date;
    readonly reasons: string;
    readonly reference: string;
    readonly elements: readonly string[];
    readonly until: Date | null;
  } | null;
};

/** Where a request stands; null when there is none, or it is not for the actor to see. */
export async function approvalState(tx: Transaction, id: string): Promise<ApprovalStanding | null> {
  const row = await requestById(tx, id);
  if (row === null) return null;
  const { decided_by: by, decided_at: at } = row;
  return {
    state: row.state,
    dueAt: row.due_at,
    overdue: row.state === "waiting" && row.due_at !== null && row.due_at <= tx.at,
    decision:
      by === null || at === null
        ? null
        : {
            approved: row.approved === true,
            by,
            at,
            reasons: row.reasons ?? "",
            reference: row.reference ?? "",
            elements: row.decided_elements ?? [],
            until: row.until_at,
          },
  };
}

/** An approval in force, as what asked for it may act on it. */
export type ApprovalGrant = {
  readonly requestId: string;
  readonly grantId: string;
  readonly kind: ApprovalKind;
  readonly item: string;
  readonly elements: readonly string[];
  readonly until: Date;
  readonly approvedBy: string;
  readonly reference: string;
};

/**
 * The approval of exactly this item and kind, used up by this call in the same transaction (a disclosure is made once).
 * Refuses: none or not decided (`approval-missing`), refused (`approval-refused`), of another item or kind
 * (`approval-for-another`), used before (`approval-used`), or over (`grant-over`).
 */
export async function requireApproval(
  tx: Transaction,
  wanted: { readonly id: string; readonly kind: ApprovalKind; readonly item: string },
): Promise<ApprovalGrant | Refusal> {
  const row = await holdRequest(tx, wanted.id);
  if (row === null) return noSuchRequest;
  if (row.kind !== wanted.kind || row.item !== wanted.item) {
    return refuse(
      "approval-for-another",
      "This approval was given for something else. Ask for one for this.",
      403,
    );
  }
  if (row.state === "refused") {
    return refuse("approval-refused", "The approver outside the unit has refused this.", 403);
  }
  if (row.state !== "approved" || row.grant_id === null || row.until_at === null || row.decided_by === null) {
    return refuse(
      "approval-missing",
      "The approver outside the unit has not approved this. It waits until it is decided; time alone approves nothing.",
      403,
    );
  }
  if (row.person_id !== null && row.person_id !== tx.actor.id) {
    return refuse(
      "grant-of-another",
      "This grant was given to another person. Ask for one of your own.",
      403,
    );
  }
  if (row.kind !== "unmask" && row.used_at !== null) {
    return refuse("approval-used", "This approval was used already. Ask anew for a further disclosure.", 403);
  }
  if (!isGrantOpen(row, tx.at)) {
    return refuse("grant-over", "The time of this approval is over. Ask anew if it is still necessary.", 403);
  }
  if (row.kind !== "unmask") {
    setUsed(tx, row.grant_id);
    tx.record({
      action: "approval.used",
      subjectKind: "approval",
      subjectId: row.request_id,
      detail: { item: row.item },
    });
  }
  return {
    requestId: row.request_id,
    grantId: row.grant_id,
    kind: row.kind,
    item: row.item,
    elements: row.decided_elements ?? [],
    until: row.until_at,
    approvedBy: row.decided_by,
    reference: row.reference ?? "",
  };
}
