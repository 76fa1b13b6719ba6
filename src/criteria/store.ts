// All SQL over rules, their versions and the steps of their life.
import type { Transaction } from "#platform";
import type { Sentence } from "#vocabulary";
import type { BiasReport, CriterionState, CriterionStep, Dossier } from "./contract.ts";
import type { Rule } from "./language/ast.ts";

export type RuleRow = {
  rule_id: string;
  code: string;
  owner: string;
  created_at: Date;
  revision: number;
};

export type VersionRow = {
  rule_id: string;
  version: number;
  state: CriterionState;
  outcome: Rule["outcome"];
  text: string | null;
  tree: Rule | null;
  fields: string[];
  fingerprint: string | null;
  dossier: Dossier;
  author: string;
  authors: string[];
  created_at: Date;
  changed_at: Date;
  tested_by: string | null;
  tested_at: Date | null;
  tested_text: string | null;
  test_id: string | null;
  bias_by: string | null;
  bias_at: Date | null;
  bias_text: string | null;
  bias_explanations: BiasReport["explanations"] | null;
  assent_by: string | null;
  assent_at: Date | null;
  assent_text: string | null;
  opinion: "positive" | "negative" | null;
  opinion_by: string | null;
  opinion_at: Date | null;
  opinion_text: string | null;
  first_by: string | null;
  first_at: Date | null;
  first_text: string | null;
  second_by: string | null;
  second_at: Date | null;
  second_text: string | null;
  shadow_at: Date | null;
  active_at: Date | null;
  reviewed_at: Date | null;
  review_due: Date | null;
  sunset_at: Date | null;
  stopped_at: Date | null;
  stopped_by: string | null;
  stopped_reason: string | null;
  stopped_because: Sentence | null;
};

const columns = `v.rule_id, v.version, v.state, v.outcome, v.text, v.tree, v.fields, encode(v.fingerprint, 'hex') as fingerprint,
  v.dossier, v.author, v.authors, v.created_at, v.changed_at, v.tested_by, v.tested_at, v.tested_text, v.test_id, v.bias_by,
  v.bias_at, v.bias_text, v.bias_explanations, v.assent_by, v.assent_at, v.assent_text, v.opinion, v.opinion_by, v.opinion_at,
  v.opinion_text, v.first_by, v.first_at, v.first_text, v.second_by, v.second_at, v.second_text, v.shadow_at, v.active_at,
  v.reviewed_at, v.review_due, v.sunset_at, v.stopped_at, v.stopped_by, v.stopped_reason, v.stopped_because`;

/** Each rule with its newest version, by code. */
export function newestVersions(tx: Transaction): Promise<(VersionRow & RuleRow)[]> {
  return tx.query(
    `select distinct on (r.code) r.code, r.owner, r.revision, ${columns}
     from criteria.rule r join criteria.version v using (rule_id) order by r.code, v.version desc`,
  );
}

/** One rule; with `lock` nobody else steps on it until this transaction ends. */
export async function ruleById(tx: Transaction, ruleId: string, lock = false): Promise<RuleRow | null> {
  const rows = await tx.query<RuleRow>(
    `select rule_id, code, owner, created_at, revision from criteria.rule where rule_id = $1 ${lock ? "for update" : ""}`,
    [ruleId],
  );
  return rows[0] ?? null;
}

export async function ruleByCode(tx: Transaction, code: string): Promise<RuleRow | null> {
  const rows = await tx.query<RuleRow>(
    "select rule_id, code, owner, created_at, revision from criteria.rule where code = $1",
    [code],
  );
  return rows[0] ?? null;
}

/** All versions of a rule, newest first. */
export function versionsOf(tx: Transaction, ruleId: string): Promise<VersionRow[]> {
  return tx.query<VersionRow>(
    `select ${columns} from criteria.version v where rule_id = $1 order by version desc`,
    [ruleId],
  );
}

/** Versions in these states, of whatever rule. */
export function versionsIn(
  tx: Transaction,
  states: readonly CriterionState[],
): Promise<(VersionRow & RuleRow)[]> {
  return tx.query(
    `select r.code, r.owner, r.revision, ${columns} from criteria.version v join criteria.rule r using (rule_id)
     where v.state = any ($1::text[]) order by r.code, v.version`,
    [states],
  );
}

export function insertRule(tx: Transaction, rule: { readonly id: string; readonly code: string }): void {
  tx.write("insert into criteria.rule (rule_id, code, owner, created_at) values ($1, $2, $3, $4)", [
    rule.id,
    rule.code,
    tx.actor.id,
    tx.at,
  ]);
}

/** What is written of a version: text and tree null where there is no rule yet. */
export type Written = {
  readonly text: string | null;
  readonly tree: Rule | null;
  readonly fields: readonly string[];
  readonly outcome: Rule["outcome"];
  readonly dossier: Dossier;
};

export function insertVersion(
  tx: Transaction,
  of: { readonly ruleId: string; readonly version: number },
  written: Written,
): void {
  tx.write(
    `insert into criteria.version (rule_id, version, state, outcome, text, tree, fields, dossier, author, authors, created_at,
       changed_at)
     values ($1, $2, 'proposed', $3, $4, $5, $6, $7, $8, array[$8], $9, $9)`,
    [
      of.ruleId,
      of.version,
      written.outcome,
      written.text,
      written.tree === null ? null : JSON.stringify(written.tree),
      written.fields,
      JSON.stringify(written.dossier),
      tx.actor.id,
      tx.at,
    ],
  );
}

/** Writes a version anew: a proposal again, with nothing of what was said of it before. */
export function rewriteVersion(
  tx: Transaction,
  of: { readonly ruleId: string; readonly version: number },
  written: Written,
): void {
  tx.write(
    `update criteria.version set state = 'proposed', outcome = $3, text = $4, tree = $5, fields = $6, dossier = $7,
       authors = case when $8 = any (authors) then authors else authors || $8::text end, changed_at = $9, ${cleared}
     where rule_id = $1 and version = $2`,
    [
      of.ruleId,
      of.version,
      written.outcome,
      written.text,
      written.tree === null ? null : JSON.stringify(written.tree),
      written.fields,
      JSON.stringify(written.dossier),
      tx.actor.id,
      tx.at,
    ],
  );
}

const cleared = `tested_by = null, tested_at = null, tested_text = null, test_id = null, bias_by = null, bias_at = null,
  bias_text = null, bias_explanations = null, assent_by = null, assent_at = null, assent_text = null, first_by = null,
  first_at = null, first_text = null, first_fingerprint = null, second_by = null, second_at = null, second_text = null,
  second_fingerprint = null, opinion = null, opinion_by = null, opinion_at = null, opinion_text = null`;

/** Sends a version back to its author; what was said of it is in its history. */
export function sendBack(
  tx: Transaction,
  { ruleId, version }: { readonly ruleId: string; readonly version: number },
): void {
  tx.write(
    `update criteria.version set state = 'proposed', changed_at = $3, ${cleared} where rule_id = $1 and version = $2`,
    [ruleId, version, tx.at],
  );
}

/** Columns that a step sets; the constraints and triggers of the table say whether it may. */
export type Settable = Partial<
  Record<keyof VersionRow | "first_fingerprint" | "second_fingerprint", unknown>
>;
const settable: ReadonlySet<string> = new Set([
  ..."state tested_by tested_at tested_text test_id bias_by bias_at bias_text bias_explanations assent_by assent_at".split(
    " ",
  ),
  ..."assent_text opinion opinion_by opinion_at opinion_text first_by first_at first_text first_fingerprint".split(
    " ",
  ),
  ..."second_by second_at second_text second_fingerprint shadow_at active_at reviewed_at review_due sunset_at".split(
    " ",
  ),
  ..."stopped_at stopped_by stopped_reason stopped_because".split(" "),
]);

/** Sets what a step changes of a version. Fingerprints are given in hex. */
export async function setVersion(
  tx: Transaction,
  { ruleId, version }: { readonly ruleId: string; readonly version: number },
  set: Settable,
): Promise<void> {
  const names = Object.keys(set).filter((name) => settable.has(name));
  const sets = names.map(
    (name, at) => `${name} = ${name.endsWith("fingerprint") ? `decode($${at + 4}, 'hex')` : `$${at + 4}`}`,
  );
  await tx.query(
    `update criteria.version set changed_at = $3, ${sets.join(", ")} where rule_id = $1 and version = $2`,
    [ruleId, version, tx.at, ...names.map((name) => valueOf(set[name as keyof Settable]))],
  );
}

/** Objects travel as JSON; instants and plain values as they are. */
const valueOf = (value: unknown): unknown =>
  typeof value === "object" && value !== null && !(value instanceof Date)
    ? JSON.stringify(value)
    : (value ?? null);

export function raiseRevision(tx: Transaction, ruleId: string): void {
  tx.write("update criteria.rule set revision = revision + 1 where rule_id = $1", [ruleId]);
}

export type StepRow = {
  version: number;
  step: CriterionStep;
  at: Date;
  actor: string;
  reason: string | null;
  because: Sentence | null;
  fingerprint: string;
  test_id: string | null;
};

export function insertStep(
  tx: Transaction,
  step: {
    readonly id: string;
    readonly ruleId: string;
    readonly version: number;
    readonly step: CriterionStep;
    readonly reason: string | null;
    readonly because: Sentence | null;
    readonly fingerprint: string;
    readonly testId: string | null;
  },
): void {
  tx.write(
    `insert into criteria.step (step_id, rule_id, version, step, at, actor, reason, because, fingerprint, test_id)
     values ($1, $2, $3, $4, $5, $6, $7, $8, decode($9, 'hex'), $10)`,
    [
      step.id,
      step.ruleId,
      step.version,
      step.step,
      tx.at,
      tx.actor.id,
      step.reason,
      step.because === null ? null : JSON.stringify(step.because),
      step.fingerprint,
      step.testId,
    ],
  );
}

/** The history of a rule, oldest first. */
export function stepsOf(tx: Transaction, ruleId: string): Promise<StepRow[]> {
  return tx.query<StepRow>(
    `select version, step, at, actor, reason, because, encode(fingerprint, 'hex') as fingerprint, test_id
     from criteria.step where rule_id = $1 order by place`,
    [ruleId],
  );
}
