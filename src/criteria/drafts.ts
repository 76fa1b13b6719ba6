// What is written of a rule: texts and trees read, judged and printed; new rules, new versions, and saves.
import { newId, refuse, type Refusal, type Transaction } from "#platform";
import { after, type LegalProfile } from "#vocabulary";
import type { Dossier, Draft, Reading } from "./contract.ts";
import { dayMs } from "./gates.ts";
import type { Rule } from "./language/ast.ts";
import type { Fault } from "./language/fault.ts";
import { fieldsOf, isUsable, lint, readRule, type LintOptions } from "./language/lint.ts";
import { parse } from "./language/parse.ts";
import { print } from "./language/print.ts";
import { fingerprintOf } from "./run/evidence.ts";
import {
  insertRule,
  insertStep,
  insertVersion,
  raiseRevision,
  rewriteVersion,
  ruleByCode,
  ruleById,
  versionsOf,
  type RuleRow,
  type VersionRow,
  type Written,
} from "./store.ts";

/** How far back rules may look here: what the legal profile keeps, in whole days. */
export function lookBackDays({ initial }: LegalProfile, now: Date): number {
  return Math.floor((after(now, initial.period).getTime() - now.getTime()) / dayMs);
}

/** A text or a tree, read, judged and printed; nothing is kept of it. */
export function readingOf(draft: Draft, options: LintOptions = {}): Reading {
  if ("text" in draft) {
    const read = parse(draft.text);
    return "fault" in read ? noReading([read.fault]) : judged(read.rule, { ...options, places: read.places });
  }
  const read = readRule(draft.rule);
  return "fault" in read ? noReading([read.fault]) : judged(read.rule, options);
}

function judged(rule: Rule, options: LintOptions): Reading {
  const faults = lint(rule, options);
  // What cannot be walked cannot be printed either: lint has said so.
  if (faults.some(({ code }) => unprintable.has(code))) return noReading(faults);
  return {
    rule,
    printed: print(rule),
    fingerprint: fingerprintOf(rule),
    usable: isUsable(faults),
    faults: faults.map(wireFault),
    fields: [...fieldsOf(rule)],
  };
}
/** A fault as it goes over the wire. */
export const wireFault = (fault: Fault): Reading["faults"][number] => ({
  ...fault,
  said: fault.said.map(({ code, values }) => ({ code, values: { ...values } })),
});

const unprintable = new Set(["NO_RULE", "TOO_LARGE", "TOO_DEEP"]);
const noReading = (faults: readonly Fault[]): Reading => ({
  rule: null,
  printed: null,
  fingerprint: null,
  usable: false,
  faults: faults.map(wireFault),
  fields: [],
});

export const noSuchRule = refuse("no-such-criterion", "There is no such rule. Reload the rules.", 404);
export const noSuchVersion = refuse("no-such-version", "The rule has no such version. Reload it.", 404);
export const ruleChanged = refuse(
  "criterion-changed",
  "Somebody has changed this rule meanwhile. Reload it and look again before you go on.",
  409,
);

/** What is kept of a draft, or why it is none: a text that is no rule, or that bears another rule's name. */
function writtenOf(code: string, draft: Draft | null, dossier: Dossier): Written | Refusal {
  if (draft === null) return { text: null, tree: null, fields: [], outcome: "suspect", dossier };
  const { rule, printed, faults, fields } = readingOf(draft);
  if (rule === null || printed === null) {
    const [fault] = faults;
    const where = fault?.at == null ? "" : ` (line ${fault.at.line}, column ${fault.at.column})`;
    return refuse(
      "no-rule",
      `This is no rule${where}: ${fault?.text ?? ""} ${fault?.mend ?? ""}`.trim(),
      422,
    );
  }
  if (rule.code !== code)
    return refuse("other-code", `The rule calls itself "${rule.code}": it must be "${code}".`, 422);
  return { text: printed, tree: rule, fields, outcome: rule.outcome, dossier };
}

/** Makes a rule with its first version, a proposal. Returns its id. */
export async function createRule(
  tx: Transaction,
  wanted: { readonly code: string; readonly dossier: Dossier; readonly draft: Draft | null },
  policies: readonly string[],
): Promise<{ readonly id: string } | Refusal> {
  if ((await ruleByCode(tx, wanted.code)) !== null)
    return refuse("code-taken", `A rule "${wanted.code}" is there already: choose another name.`, 409);
  const written = writtenOf(wanted.code, wanted.draft, wanted.dossier);
  if ("refused" in written) return written;
  const id = newId(tx.at);
  insertRule(tx, { id, code: wanted.code });
  begin(tx, { ruleId: id, version: 1, code: wanted.code }, written, policies);
  return { id };
}

function begin(
  tx: Transaction,
  of: { readonly ruleId: string; readonly version: number; readonly code: string },
  written: Written,
  policies: readonly string[],
): void {
  insertVersion(tx, of, written);
  notePlain(tx, of, "proposed", written.tree, policies);
}

const noText = "0".repeat(64);

function notePlain(
  tx: Transaction,
  of: { readonly ruleId: string; readonly version: number; readonly code: string },
  step: "proposed" | "changed",
  tree: Rule | null,
  policies: readonly string[],
): void {
  const fingerprint = tree === null ? noText : fingerprintOf(tree);
  const { ruleId, version, code } = of;
  insertStep(tx, {
    id: newId(tx.at),
    ruleId,
    version,
    step,
    reason: null,
    because: null,
    fingerprint,
    testId: null,
  });
  tx.record({
    action: `criterion.${step}`,
    subjectKind: "criterion",
    subjectId: ruleId,
    detail: { code, version, fingerprint, policies },
  });
  tx.announce("criterion", ruleId);
}

/** The rule, locked, with its versions newest first; refused where another has changed it since. */
export async function holdRule(
  tx: Transaction,
  ruleId: string,
  revision: number | null,
): Promise<{ readonly rule: RuleRow; readonly versions: readonly [VersionRow, ...VersionRow[]] } | Refusal> {
  const rule = await ruleById(tx, ruleId, true);
  if (rule === null) return noSuchRule;
  if (revision !== null && rule.revision !== revision) return ruleChanged;
  const [newest, ...rest] = await versionsOf(tx, ruleId);
  if (newest === undefined) return noSuchVersion;
  return { rule, versions: [newest, ...rest] };
}

/**
 * Saves the newest version while it is not approved. Another text or dossier makes it a proposal again: what was tested or
 * said of the old one falls away.
 */
export async function saveDraft(
  tx: Transaction,
  ruleId: string,
  save: { readonly revision: number; readonly dossier: Dossier; readonly draft: Draft | null },
  policies: readonly string[],
): Promise<null | Refusal> {
  const held = await holdRule(tx, ruleId, save.revision);
  if ("refused" in held) return held;
  const [newest] = held.versions;
  if (["approved", "shadow", "active", "suspended", "retired"].includes(newest.state))
    return refuse(
      "criterion-approved",
      "This version is approved and is not changed any more. Make a new version.",
      409,
    );
  const written = writtenOf(held.rule.code, save.draft, save.dossier);
  if ("refused" in written) return written;
  rewriteVersion(tx, { ruleId, version: newest.version }, written);
  raiseRevision(tx, ruleId);
  notePlain(tx, { ruleId, version: newest.version, code: held.rule.code }, "changed", written.tree, policies);
  return null;
}

/** Makes the next version from the newest one, which must be approved or ended: a draft is changed, not doubled. */
export async function makeVersion(
  tx: Transaction,
  ruleId: string,
  revision: number,
  policies: readonly string[],
): Promise<null | Refusal> {
  const held = await holdRule(tx, ruleId, revision);
  if ("refused" in held) return held;
  const [newest] = held.versions;
  if (["proposed", "specified", "tested", "bias-tested", "opinion"].includes(newest.state))
    return refuse("draft-waits", "The newest version is not approved yet: change that one.", 409);
  const { text, tree, fields, outcome, dossier } = newest;
  const of = { ruleId, version: newest.version + 1, code: held.rule.code };
  begin(tx, of, { text, tree, fields, outcome, dossier }, policies);
  raiseRevision(tx, ruleId);
  return null;
}
