// A case as its reader gets it: failures with what excuses them, what the carrier said, the legal adviser's word.
import { displayNames } from "#access";
import { jointRows, type JointRow } from "#approvals";
import type { Actor, Transaction } from "#platform";
import type { PenaltyCase, Proposal } from "./contract.ts";
import { mayDecideDispute, stepsFor, type Standing } from "./steps.ts";
import {
  caseById,
  contentOf,
  disputesOf,
  failuresOf,
  hindranceOf,
  proposalRows,
  statementsOf,
  type CaseRow,
  type DisputeRow,
  type FailureRow,
  type HeldRow,
  type ProposalRow,
  type StatementRow,
} from "./store.ts";

/** Everything that is kept of a case. */
export type WholeCase = {
  readonly row: CaseRow;
  readonly failures: readonly FailureRow[];
  readonly statements: readonly StatementRow[];
  readonly disputes: readonly DisputeRow[];
  readonly proposals: readonly ProposalRow[];
  /** The last time the legal adviser was asked; whether it was about the case as it stands now. */
  readonly joint: JointRow | undefined;
  readonly jointStands: boolean;
  readonly standing: Standing;
};

/** Reads it whole; undefined where there is none for this actor. */
export async function wholeCase(tx: Transaction, id: string): Promise<WholeCase | undefined> {
  const row = await caseById(tx, id);
  if (row === undefined) return undefined;
  const [failures, statements, disputes, proposals, asked, content, hindrance] = [
    await failuresOf(tx, id),
    await statementsOf(tx, id),
    await disputesOf(tx, id),
    await proposalRows(tx, id, 50),
    await jointRows(tx, itemOf(id), 50),
    await contentOf(tx, id),
    await hindranceOf(tx, id),
  ];
  const joint = asked.toSorted((one, other) => other.asked_at.getTime() - one.asked_at.getTime())[0];
  const jointStands = joint !== undefined && sameContent(joint.content, content);
  const standing: Standing = {
    state: row.state,
    hindrance,
    agreement: joint === undefined || isSpent(joint, proposals) ? null : wordOf(joint, jointStands),
  };
  return { row, failures, statements, disputes, proposals, joint, jointStands, standing };
}

/** What the legal adviser's word is about. */
export const itemOf = (caseId: string): string => `penalty:${caseId}`;

const sameContent = (
  one: Readonly<Record<string, string>>,
  other: Readonly<Record<string, string>>,
): boolean =>
  Object.keys(one).length === Object.keys(other).length &&
  Object.entries(one).every(([name, value]) => other[name] === value);

/** A word on another state of the case is none; what waits keeps from asking anew. */
function wordOf(joint: JointRow, stands: boolean): Standing["agreement"] {
  return stands || joint.state === "asked" ? joint.state : null;
}

/** An agreement carries one sending: what the authority returned is agreed to anew. */
function isSpent(joint: JointRow, proposals: readonly ProposalRow[]): boolean {
  return proposals.some(({ joint_id: id }) => id === joint.joint_id);
}

/** Facts in their order, as text. */
export function factsOf(facts: Readonly<Record<string, unknown>>): { name: string; value: string }[] {
  return Object.entries(facts)
    .filter(([, value]) => value !== null && !(Array.isArray(value) && value.length === 0))
    .map(([name, value]) => ({
      name,
      value: Array.isArray(value)
        ? value.join(", ")
        : typeof value === "string"
          ? value
          : JSON.stringify(value),
    }));
}

/** A failure as it is shown anywhere. */
export function failureShown(row: Omit<HeldRow, "excused" | "in_case">) {
  return {
    source: row.source,
    ref: row.ref,
    day: row.day,
    kind: row.kind,
    from: row.from_at.toISOString(),
    until: row.until_at.toISOString(),
    facts: factsOf(row.facts),
    excuses: row.excuses.map(({ kind, id, from, until }) => ({
      kind,
      id,
      from: new Date(from).toISOString(),
      until: until === null ? null : new Date(until).toISOString(),
    })),
  };
}

/** The people of the unit and of the authority that stand in it, by name. */
export function namesIn(tx: Transaction, whole: WholeCase): Promise<ReadonlyMap<string, string>> {
  const { row, disputes, statements, proposals, joint } = whole;
  return displayNames(
    tx,
    [
      row.drafted_by,
      ...statements.map(({ made_by: by }) => by),
      ...disputes.flatMap(({ opened_by: by, decided_by: decider }) => [by, decider]),
      ...proposals.flatMap(({ sent_by: by, decided_by: decider }) => [by, decider]),
      ...(joint === undefined ? [] : [joint.asked_by, ...joint.steps.map(({ by }) => by)]),
    ].filter((id): id is string => id !== null && !id.startsWith("carrier:")),
  );
}

type Names = ReadonlyMap<string, string>;
const named = (id: string, names: Names) => ({ id, name: names.get(id) ?? id });
/** Who spoke: the carrier by its code, or a person of the desk. */
const speaker = (id: string, names: Names): string =>
  id.startsWith("carrier:") ? id.slice("carrier:".length) : (names.get(id) ?? id);
const iso = (at: Date | null): string | null => at?.toISOString() ?? null;

export function rowShown(row: CaseRow, names: Names) {
  return {
    id: row.case_id,
    number: row.number,
    carrier: row.carrier,
    state: row.state,
    failures: row.failures,
    disputes: row.disputes,
    draftedBy: named(row.drafted_by, names),
    draftedAt: row.drafted_at.toISOString(),
    hearUntil: iso(row.hear_until),
    endedAt: iso(row.ended_at),
  };
}

export function proposalShown(row: ProposalRow, names: Names): Proposal {
  return {
    id: row.proposal_id,
    sentAt: row.sent_at.toISOString(),
    sentBy: named(row.sent_by, names),
    state: row.state,
    amount: row.amount,
    currency: row.currency,
    reasons: row.reasons,
    decidedBy: row.decided_by === null ? null : named(row.decided_by, names),
    decidedAt: iso(row.decided_at),
  };
}

export function caseShown(whole: WholeCase, names: Names, actor: Actor): PenaltyCase {
  const { row, joint } = whole;
  const agreed = joint?.steps[0];
  return {
    ...rowShown(row, names),
    provision: row.provision,
    summary: row.summary,
    factors: row.factors,
    earlier: row.earlier,
    notifiedAt: iso(row.notified_at),
    weighing: row.weighing,
    dropReason: row.drop_reason,
    list: whole.failures.map((failure) => ({
      id: failure.failure_id,
      ...failureShown(failure),
      aside:
        failure.aside === null || failure.aside_at === null
          ? null
          : { as: failure.aside, reason: failure.aside_reason ?? "", at: failure.aside_at.toISOString() },
    })),
    statements: whole.statements.map((one) => ({
      id: one.statement_id,
      byCarrier: one.by_carrier,
      by: speaker(one.made_by, names),
      at: one.made_at.toISOString(),
      reference: one.reference,
      text: one.text,
    })),
    disputed: whole.disputes.map((one) => ({
      id: one.dispute_id,
      failureId: one.failure_id,
      ground: one.ground,
      text: one.text,
      byCarrier: one.by_carrier,
      by: speaker(one.opened_by, names),
      at: one.opened_at.toISOString(),
      reference: one.reference,
      state: one.state,
      decidedBy: one.decided_by === null ? null : named(one.decided_by, names),
      decidedAt: iso(one.decided_at),
      decision: one.decision,
      mayDecide: mayDecideDispute(one, row.drafted_by, actor),
    })),
    agreement:
      joint === undefined
        ? null
        : {
            id: joint.joint_id,
            state: joint.state,
            askedBy: named(joint.asked_by, names),
            askedAt: joint.asked_at.toISOString(),
            expiresAt: joint.expires_at.toISOString(),
            stands: whole.jointStands && whole.standing.agreement !== null,
            by: agreed === undefined ? null : named(agreed.by, names),
            reason: agreed?.reason ?? null,
          },
    proposals: whole.proposals.map((one) => proposalShown(one, names)),
    hindrance: row.state === "decided" || row.state === "dropped" ? null : whole.standing.hindrance,
    may: stepsFor(whole.standing, actor),
  };
}
