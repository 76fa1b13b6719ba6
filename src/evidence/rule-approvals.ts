// Who approved the rule that an alert rests on, found among entries of the ledger whose proofs hold. Pure.
import type { Proof } from "#oversight";

type Inclusion = Extract<Proof, { kind: "inclusion" }>;

export type ProvenApprovals = {
  /** Accounts, the first to approve first. */
  readonly by: readonly string[];
  readonly at: readonly string[];
  /** What is missing; null: two persons approved this text before it was asked, neither of them its author. */
  readonly fault: "not-approved" | "one-person" | "own-rule" | "not-in-force" | "approved-later" | null;
};

type Entry = {
  readonly seq: number;
  readonly action: string;
  readonly actor: string;
  readonly at: string;
  readonly subjectId: string;
  readonly detail: { readonly version?: number; readonly fingerprint?: string };
};

/** The approvals of the text of this fingerprint that stood when the alert was raised on it, or its evidence changed. */
export function approvalsIn(
  proofs: readonly Inclusion[],
  of: {
    readonly alert: string;
    readonly rule: string;
    readonly version: number;
    readonly fingerprint: string;
  },
): ProvenApprovals {
  const entries = proofs
    .flatMap(({ seq, body }) =>
      body === undefined ? [] : [{ ...(JSON.parse(body) as Omit<Entry, "seq">), seq }],
    )
    .toSorted((one, other) => one.seq - other.seq);
  const raised = entries.findLast(
    ({ action, subjectId, detail }) =>
      raisings.includes(action) && subjectId === of.alert && detail.fingerprint === of.fingerprint,
  );
  const steps = entries.filter(
    ({ subjectId, detail }) => subjectId === of.rule && detail.version === of.version,
  );
  const ofText = (action: string) =>
    steps.filter((step) => step.action === action && step.detail.fingerprint === of.fingerprint);
  const first = ofText("criterion.first-approved").at(-1);
  const second = ofText("criterion.approved").at(-1);
  if (first === undefined || second === undefined || raised === undefined)
    return { by: [], at: [], fault: "not-approved" };
  const authors = new Set(steps.filter(({ action }) => writings.includes(action)).map(({ actor }) => actor));
  const told = { by: [first.actor, second.actor], at: [first.at, second.at] };
  if (first.actor === second.actor) return { ...told, fault: "one-person" };
  if (authors.has(first.actor) || authors.has(second.actor)) return { ...told, fault: "own-rule" };
  if (second.seq > raised.seq) return { ...told, fault: "approved-later" };
  const last = steps.findLast(({ action, seq }) => seq < raised.seq && runnings.includes(action));
  return { ...told, fault: last !== undefined && starts.includes(last.action) ? null : "not-in-force" };
}

const raisings: readonly string[] = ["criterion-alert.raised", "criterion-alert.evidence-changed"];
const writings: readonly string[] = ["criterion.proposed", "criterion.changed"];
const starts: readonly string[] = ["criterion.activated", "criterion.resumed"];
const runnings: readonly string[] = [
  ...starts,
  "criterion.suspended",
  "criterion.auto-suspended",
  "criterion.retired",
];
