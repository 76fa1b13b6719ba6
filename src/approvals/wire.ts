// A kept request as its reader gets it.
import type { Actor } from "#platform";
import type { Approval } from "./contract.ts";
import { isGrantOpen, mayWith } from "./standing.ts";
import type { MessageRow, WholeRow } from "./store.ts";

/** Everybody that stands in it, by id. */
export function personsOf(row: WholeRow, messages: readonly MessageRow[]): string[] {
  const { asked_by, endorsed_by, decided_by, reviewed_by } = row;
  return [asked_by, endorsed_by, decided_by, reviewed_by, ...messages.map((each) => each.by_person)].filter(
    (id) => id !== null,
  );
}

export function approvalOnWire(
  row: WholeRow,
  by: {
    readonly messages: readonly MessageRow[];
    readonly names: ReadonlyMap<string, string>;
    readonly actor: Actor;
    readonly at: Date;
  },
): Approval {
  const named = (id: string) => ({ id, name: by.names.get(id) ?? id });
  const { actor, at } = by;
  return {
    id: row.request_id,
    kind: row.kind,
    // The approver has no way to the record, nor needs one.
    item: actor.tenant === "approver" ? "" : row.item,
    state: row.state,
    urgent: row.urgent,
    askedBy: named(row.asked_by),
    askedAt: row.asked_at.toISOString(),
    elements: row.elements,
    hours: row.hours,
    form: row.form,
    masked: row.masked,
    fingerprint: row.fingerprint,
    endorsed:
      row.endorsed_by === null || row.endorsed_at === null
        ? null
        : { by: named(row.endorsed_by), at: row.endorsed_at.toISOString(), reason: row.endorsement ?? "" },
    dueAt: iso(row.due_at),
    overdue: row.state === "waiting" && row.due_at !== null && row.due_at <= at,
    messages: by.messages.map((each) => ({
      at: each.at.toISOString(),
      side: each.side,
      by: named(each.by_person),
      text: each.body,
    })),
    decision: decisionOf(row, named),
    grant:
      row.grant_id === null || row.until_at === null
        ? null
        : { until: row.until_at.toISOString(), open: isGrantOpen(row, at), views: row.views },
    review: reviewOf(row, named, at),
    may: mayWith(row, actor, at),
  };
}

type Name = (id: string) => { id: string; name: string };

function decisionOf(row: WholeRow, named: Name): Approval["decision"] {
  if (row.decided_by === null || row.decided_at === null) return null;
  return {
    approved: row.approved === true,
    by: named(row.decided_by),
    at: row.decided_at.toISOString(),
    reasons: row.reasons ?? "",
    reference: row.reference ?? "",
    elements: row.decided_elements ?? [],
    until: iso(row.until_at),
  };
}

function reviewOf(row: WholeRow, named: Name, at: Date): Approval["review"] {
  if (row.told_at === null || row.review_due_at === null) return null;
  return {
    toldAt: row.told_at.toISOString(),
    dueAt: row.review_due_at.toISOString(),
    overdue: row.outcome === null && row.review_due_at <= at,
    by: row.reviewed_by === null ? null : named(row.reviewed_by),
    at: iso(row.reviewed_at),
    outcome: row.outcome,
    opinion: row.opinion,
    reportedAt: iso(row.reported_at),
  };
}

function iso(instant: Date | null): string | null {
  return instant?.toISOString() ?? null;
}
