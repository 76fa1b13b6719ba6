// The steps of a rule's life, each one transaction with its gate, its entry in the history and in the ledger.
import { newId, refuse, type LedgerValue, type Refusal, type Transaction } from "#platform";
import type { LegalProfile, Sentence } from "#vocabulary";
import { backTestById, insertBackTest } from "./back-test-store.ts";
import type { BiasReport, CriterionStep } from "./contract.ts";
import { holdRule, lookBackDays, noSuchRule, noSuchVersion } from "./drafts.ts";
import { askToRun, askToWithdraw } from "./figures-store.ts";
import { dayMs, obstaclesTo, type PersonsStep } from "./gates.ts";
import { situationOf } from "./situation.ts";
import {
  insertStep,
  raiseRevision,
  ruleById,
  sendBack,
  setVersion,
  type RuleRow,
  type Settable,
  type VersionRow,
} from "./store.ts";

export type Of = { readonly ruleId: string; readonly version: number };

/** What a step needs besides the rule: the profile that bounds how far back it looks, and by which policies it was let through. */
export type By = {
  readonly profile: LegalProfile;
  readonly demonstration: boolean;
  readonly policies: readonly string[];
};

type Wanted = { readonly revision: number | null; readonly text: string | null };

/** Takes one step: holds the rule, asks its gate, writes what it sets. */
async function take(
  tx: Transaction,
  of: Of,
  step: PersonsStep,
  wanted: Wanted,
  by: By,
  then: (held: {
    readonly rule: RuleRow;
    readonly version: VersionRow;
  }) => Promise<Refusal | Carried> | Refusal | Carried,
): Promise<null | Refusal> {
  const held = await holdRule(tx, of.ruleId, wanted.revision);
  if ("refused" in held) return held;
  const version = held.versions.find((each) => each.version === of.version);
  if (version === undefined) return noSuchVersion;
  const situation = await situationOf(tx, version, by);
  const [obstacle] = obstaclesTo(step, situation);
  if (obstacle !== undefined)
    return refuse("criterion-gate", obstacle.text, 409, { because: obstacle.because });
  const carried = await then({ rule: held.rule, version });
  if ("refused" in carried) return carried;
  if (carried.sendBack === true) sendBack(tx, of);
  else await setVersion(tx, of, carried.set);
  raiseRevision(tx, of.ruleId);
  note(tx, version, carried.step ?? step, { reason: wanted.text, ...carried });
  return null;
}

type Carried = {
  readonly set: Settable;
  readonly step?: CriterionStep;
  readonly testId?: string;
  readonly detail?: { readonly [key: string]: LedgerValue };
  readonly sendBack?: true;
};

/** Puts a step into the history and the ledger and tells the screens. */
export function note(
  tx: Transaction,
  { rule_id: ruleId, version, fingerprint }: Pick<VersionRow, "rule_id" | "version" | "fingerprint">,
  step: CriterionStep,
  said: {
    readonly reason?: string | null;
    readonly because?: Sentence;
    readonly testId?: string;
    readonly detail?: { readonly [key: string]: LedgerValue };
  },
): void {
  const print = fingerprint ?? "0".repeat(64);
  insertStep(tx, {
    id: newId(tx.at),
    ruleId,
    version,
    step,
    reason: said.reason ?? null,
    because: said.because ?? null,
    fingerprint: print,
    testId: said.testId ?? null,
  });
  tx.record({
    action: `criterion.${step}`,
    subjectKind: "criterion",
    subjectId: ruleId,
    detail: {
      version,
      fingerprint: print,
      ...said.detail,
      ...(said.because === undefined ? {} : { because: said.because.code }),
    },
  });
  tx.announce("criterion", ruleId);
}

/** Declares the draft complete: from here it is tested. */
export function specify(tx: Transaction, of: Of, wanted: { readonly revision: number }, by: By) {
  return take(tx, of, "specified", { ...wanted, text: null }, by, () => ({
    set: { state: "specified" },
    detail: { policies: by.policies },
  }));
}

/**
 * Asks for a back-test of the version's text over the days given. They may go back as far as the law keeps passenger data and
 * lie in the past. Returns its id; it runs as a job.
 */
export async function askForBackTest(
  tx: Transaction,
  of: Of,
  wanted: { readonly from: string; readonly until: string; readonly repeats: string | null },
  by: By,
): Promise<{ readonly id: string } | Refusal> {
  const held = await holdRule(tx, of.ruleId, null);
  if ("refused" in held) return held;
  const version = held.versions.find((each) => each.version === of.version);
  if (version === undefined) return noSuchVersion;
  const repeated = wanted.repeats === null ? null : await backTestById(tx, wanted.repeats);
  if (wanted.repeats !== null && (repeated === null || repeated.rule_id !== of.ruleId))
    return refuse("no-such-back-test", "There is no such back-test of this rule.", 404);
  const rule = repeated?.tree ?? version.tree;
  const text = version.text;
  if (rule === null || text === null)
    return refuse("criterion-gate", "No rule is written yet: there is nothing to test.", 409);
  if (repeated !== null && repeated.fingerprint !== version.fingerprint)
    return refuse(
      "other-text",
      "That back-test was of another text: repeat it on the version it was made of.",
      409,
    );
  const situation = await situationOf(tx, version, by);
  if (situation.faults.some(({ severity }) => severity === "refused"))
    return refuse("criterion-gate", "The linter refuses this rule: mend it before it is tested.", 409);
  const days = repeated === null ? wanted : { from: repeated.from_day, until: repeated.until_day };
  const fault = daysFault(days, tx.at, lookBackDays(by.profile, tx.at));
  if (fault !== null) return fault;
  const id = newId(tx.at);
  insertBackTest(tx, {
    id,
    ...of,
    text,
    rule,
    from: days.from,
    until: days.until,
    repeats: repeated?.test_id ?? null,
  });
  tx.record({
    action: "criterion.back-test-asked",
    subjectKind: "criterion",
    subjectId: of.ruleId,
    detail: { version: of.version, test: id, from: days.from, until: days.until, policies: by.policies },
  });
  tx.announce("criterion", of.ruleId);
  return { id };
}

function daysFault(
  { from, until }: { readonly from: string; readonly until: string },
  now: Date,
  lookBack: number,
): Refusal | null {
  const [first, last] = [Date.parse(from), Date.parse(until)];
  if (Number.isNaN(first) || Number.isNaN(last) || last < first)
    return refuse("not-a-period", "The first day must be a day and not lie after the last.", 422, {
      fields: [{ field: "from", text: "on or before the last day" }],
    });
  if (last > now.getTime())
    return refuse(
      "period-in-future",
      "A back-test looks at what has been: the last day is today at the latest.",
      422,
      {
        fields: [{ field: "until", text: "today at the latest" }],
      },
    );
  // CJEU C-817/19, 257: passenger data are kept no longer, so none older may be looked at.
  if (first < now.getTime() - (lookBack + 1) * dayMs)
    return refuse(
      "period-too-old",
      `A back-test looks back ${lookBack} days at most: older passenger data may not be kept (CJEU C-817/19, 257).`,
      422,
      { fields: [{ field: "from", text: `not more than ${lookBack} days ago` }] },
    );
  return null;
}

/** Reports on a finished back-test of this text: the second analyst's step. */
export async function reportTest(
  tx: Transaction,
  of: Of,
  report: { readonly revision: number; readonly testId: string; readonly text: string },
  by: By,
): Promise<null | Refusal> {
  const held = await holdRule(tx, of.ruleId, report.revision);
  if ("refused" in held) return held;
  const version = held.versions.find((each) => each.version === of.version);
  if (version === undefined) return noSuchVersion;
  const test = await backTestById(tx, report.testId);
  if (test === null || test.rule_id !== of.ruleId || test.state !== "done")
    return refuse("no-such-back-test", "There is no finished back-test of this rule with that id.", 404);
  if (test.fingerprint !== version.fingerprint)
    return refuse("other-text", "That back-test was of another text: run it on this one.", 409);
  const situation = await situationOf(tx, { ...version, test_id: report.testId }, by);
  const [obstacle] = obstaclesTo("tested", situation);
  if (obstacle !== undefined)
    return refuse("criterion-gate", obstacle.text, 409, { because: obstacle.because });
  await setVersion(tx, of, {
    state: "tested",
    tested_by: tx.actor.id,
    // As old as what it was tested on, not as the report.
    tested_at: test.ended_at ?? tx.at,
    tested_text: report.text,
    test_id: report.testId,
  });
  raiseRevision(tx, of.ruleId);
  note(tx, version, "tested", {
    reason: report.text,
    testId: report.testId,
    detail: { policies: by.policies },
  });
  return null;
}

/** Explains the disparity table: each group that alarms or is unsure needs a reason. */
export function reportBias(tx: Transaction, of: Of, report: BiasReport, by: By): Promise<null | Refusal> {
  return take(tx, of, "bias-reported", report, by, async ({ version }) => {
    const test = version.test_id === null ? null : await backTestById(tx, version.test_id);
    const open = (test?.result?.disparity ?? []).filter(
      (line) =>
        line.verdict !== "within" &&
        !report.explanations.some(({ by: of_, group }) => of_ === line.by && group === line.group),
    );
    const [first] = open;
    if (first !== undefined)
      return refuse(
        "disparity-unexplained",
        `Explain each group outside 0.8 to 1.25: ${open.map((line) => `${line.by} ${line.group}`).join(", ")}.`,
        422,
        {
          because: {
            code: "disparity-unexplained",
            values: { by: first.by, group: first.group, open: String(open.length) },
          },
        },
      );
    return {
      set: {
        bias_by: tx.actor.id,
        bias_at: tx.at,
        bias_text: report.text,
        bias_explanations: report.explanations,
        assent_by: null,
        assent_at: null,
        assent_text: null,
      },
      detail: { explanations: report.explanations.length, policies: by.policies },
    };
  });
}

type Reasoned = { readonly revision: number; readonly text: string };

/** The rights officer agrees with the bias report. */
export function assentToBias(tx: Transaction, of: Of, said: Reasoned, by: By): Promise<null | Refusal> {
  return take(tx, of, "bias-assented", said, by, () => ({
    set: { state: "bias-tested", assent_by: tx.actor.id, assent_at: tx.at, assent_text: said.text },
    detail: { policies: by.policies },
  }));
}

/** The opinion on necessity, proportionality, alternatives, retention: a negative one sends the version back. */
export function giveOpinion(
  tx: Transaction,
  of: Of,
  said: Reasoned & { readonly verdict: "positive" | "negative" },
  by: By,
): Promise<null | Refusal> {
  return take(tx, of, "opinion-given", said, by, () => ({
    set: {
      state: "opinion",
      opinion: said.verdict,
      opinion_by: tx.actor.id,
      opinion_at: tx.at,
      opinion_text: said.text,
    },
    detail: { verdict: said.verdict, policies: by.policies },
    ...(said.verdict === "negative" ? { sendBack: true as const } : {}),
  }));
}

export function sendVersionBack(tx: Transaction, of: Of, said: Reasoned, by: By): Promise<null | Refusal> {
  return take(tx, of, "returned", said, by, () => ({
    set: {},
    sendBack: true,
    detail: { policies: by.policies },
  }));
}

/** One of the two approvals. What is approved is the text whose fingerprint the approver read. */
export function approve(
  tx: Transaction,
  of: Of,
  said: Reasoned & { readonly fingerprint: string },
  by: By,
): Promise<null | Refusal> {
  return take(tx, of, "approved", said, by, ({ version }) => {
    if (said.fingerprint !== version.fingerprint)
      return refuse(
        "other-text",
        "The text is another than the one you read. Reload it and read it again.",
        409,
      );
    const detail = { policies: by.policies };
    if (version.first_by === null)
      return {
        step: "first-approved",
        set: {
          first_by: tx.actor.id,
          first_at: tx.at,
          first_text: said.text,
          first_fingerprint: said.fingerprint,
        },
        detail,
      };
    const { sunsetDays } = version.dossier.limits;
    return {
      set: {
        state: "approved",
        second_by: tx.actor.id,
        second_at: tx.at,
        second_text: said.text,
        second_fingerprint: said.fingerprint,
        sunset_at: new Date(tx.at.getTime() + sunsetDays * dayMs),
      },
      detail,
    };
  });
}

/** Begins the shadow: the version is asked of live traffic and counts, without alerts. */
export function startShadow(tx: Transaction, of: Of, said: { readonly revision: number }, by: By) {
  return take(tx, of, "shadow-started", { ...said, text: null }, by, () => {
    askToRun(tx, of);
    return { set: { state: "shadow", shadow_at: tx.at }, detail: { policies: by.policies } };
  });
}

/** Puts a version in force; the one in force before it is retired in the same step. */
export function activate(tx: Transaction, of: Of, said: Reasoned, by: By): Promise<null | Refusal> {
  return take(tx, of, "activated", said, by, async ({ version }) => {
    await replaceActive(tx, of, by);
    askToRun(tx, of);
    return { set: inForce(version, tx.at), detail: { policies: by.policies } };
  });
}

const inForce = (version: VersionRow, at: Date): Settable => ({
  state: "active",
  active_at: at,
  review_due: new Date(at.getTime() + version.dossier.limits.reviewEveryDays * dayMs),
  stopped_at: null,
  stopped_by: null,
  stopped_reason: null,
  stopped_because: null,
});

async function replaceActive(tx: Transaction, of: Of, by: By): Promise<void> {
  const held = await holdRule(tx, of.ruleId, null);
  if ("refused" in held) return;
  const before = held.versions.find(({ state, version }) => state === "active" && version !== of.version);
  if (before === undefined) return;
  const because = { code: "replaced", values: { version: String(of.version) } };
  await stop(tx, before, "retired", { because, detail: { policies: by.policies } });
}

/** The quarterly review: the next one is due after the time the rule declares. */
export function review(tx: Transaction, of: Of, said: Reasoned, by: By): Promise<null | Refusal> {
  return take(tx, of, "reviewed", said, by, ({ version }) => ({
    set: {
      reviewed_at: tx.at,
      review_due: new Date(tx.at.getTime() + version.dossier.limits.reviewEveryDays * dayMs),
    },
    detail: { policies: by.policies },
  }));
}

/** Lets a suspended version run again, while its steps are fresh and its time is not over. */
export function resume(tx: Transaction, of: Of, said: Reasoned, by: By): Promise<null | Refusal> {
  return take(tx, of, "resumed", said, by, async ({ version }) => {
    await replaceActive(tx, of, by);
    askToRun(tx, of);
    return { set: inForce(version, tx.at), detail: { policies: by.policies } };
  });
}

/** Stops a version at once, whatever anybody has changed meanwhile; open alerts that rest on it are withdrawn. */
export async function stopByPerson(
  tx: Transaction,
  of: Of,
  as: "suspended" | "retired",
  said: Reasoned,
  by: By,
): Promise<null | Refusal> {
  const held = await holdRule(tx, of.ruleId, null);
  if ("refused" in held) return held;
  const version = held.versions.find((each) => each.version === of.version);
  if (version === undefined) return noSuchRule;
  const [obstacle] = obstaclesTo(as, await situationOf(tx, version, by));
  if (obstacle !== undefined)
    return refuse("criterion-gate", obstacle.text, 409, { because: obstacle.because });
  await stop(tx, version, as, { reason: said.text, detail: { policies: by.policies } });
  return null;
}

/** Suspends or retires a version; `step` "auto-suspended": the system does so. */
export async function stop(
  tx: Transaction,
  version: VersionRow,
  step: "suspended" | "retired" | "auto-suspended",
  why: {
    readonly reason?: string;
    readonly because?: Sentence;
    readonly detail?: { readonly [key: string]: LedgerValue };
  },
): Promise<void> {
  const of = { ruleId: version.rule_id, version: version.version };
  // The rule before its version, as everybody who changes one: nobody waits for each other.
  await ruleById(tx, of.ruleId, true);
  await setVersion(tx, of, {
    state: step === "retired" ? "retired" : "suspended",
    stopped_at: tx.at,
    stopped_by: tx.actor.id,
    stopped_reason: why.reason ?? null,
    stopped_because: why.because ?? null,
  });
  raiseRevision(tx, of.ruleId);
  askToWithdraw(tx, of);
  note(tx, version, step, why);
}
