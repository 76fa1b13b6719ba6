// Rules as they go over the wire: figures and texts, never a person on a flight.
import { createHash } from "node:crypto";
import { actionsOf, displayNames, type GateSettings, type SignedIn } from "#access";
import type { Refusal, Transaction } from "#platform";
import type { LegalProfile } from "#vocabulary";
import { backTestById, backTestsOf, lastAlarms, type BackTestRow } from "./back-test-store.ts";
import type {
  BackTest,
  CriterionDetail,
  CriterionRow,
  CriterionVersion,
  DossierFile,
  HistoryStep,
  Metrics,
  NextStep,
  Obstacle,
  Standing,
} from "./contract.ts";
import { noSuchRule, noSuchVersion, wireFault } from "./drafts.ts";
import { daysOf, reviewsOf, sumsOf, sumsSince, type ReviewedRow, type SumRow } from "./figures-store.ts";
import { dayMs, obstaclesTo, stepTable, type Situation } from "./gates.ts";
import { situationOf } from "./situation.ts";
import { standingOf } from "./standing.ts";
import { share } from "./statistics.ts";
import { newestVersions, ruleById, stepsOf, versionsIn, versionsOf, type VersionRow } from "./store.ts";

const testsShown = 20;
const daysShown = 90;

type Names = ReadonlyMap<string, string>;
const by = (names: Names, id: string) => ({ id, name: names.get(id) ?? id });
const instant = (at: Date | null): string | null => at?.toISOString() ?? null;

/** All rules, each by its newest version; `state` null: of every state. */
export async function wireList(tx: Transaction, state: string | null): Promise<CriterionRow[]> {
  const rows = (await newestVersions(tx)).filter((row) => state === null || row.state === state);
  const ids = rows.map((row) => row.rule_id);
  const [inForce, figures, alarms, names] = await Promise.all([
    versionsIn(tx, ["active"]),
    figuresOf(tx, ids),
    lastAlarms(tx),
    displayNames(
      tx,
      rows.flatMap((row) => [row.owner, ...(row.stopped_by === null ? [] : [row.stopped_by])]),
    ),
  ]);
  const activeOf = new Map(inForce.map((row) => [row.rule_id, row]));
  return rows.map((row) => {
    const active = activeOf.get(row.rule_id);
    const running = active ?? row;
    return {
      id: row.rule_id,
      code: row.code,
      title: row.dossier.title,
      outcome: row.outcome,
      version: row.version,
      state: row.state,
      stopped: stoppedOf(row, names),
      activeVersion: active?.version ?? null,
      owner: by(names, row.owner),
      changedAt: row.changed_at.toISOString(),
      reviewDue: instant(running.review_due),
      sunsetAt: instant(running.sunset_at),
      overdue: isOverdue(running, tx.at),
      metrics: metricsOf(running, figures),
      standing: standing(running, figures),
      disparityAlarms: alarms.get(row.rule_id) ?? null,
    };
  });
}

function stoppedOf(row: VersionRow, names: Names): CriterionRow["stopped"] {
  if (row.stopped_at === null || row.stopped_by === null) return null;
  return {
    at: row.stopped_at.toISOString(),
    by: by(names, row.stopped_by),
    reason: row.stopped_reason ?? "",
    because: row.stopped_because,
  };
}

const isOverdue = ({ state, review_due: due, sunset_at: end }: VersionRow, now: Date): boolean =>
  (state === "active" && due !== null && due <= now) ||
  ((state === "active" || state === "shadow") && end !== null && end <= now);

type RuleFigures = {
  readonly sums: readonly SumRow[];
  readonly lastDay: readonly (SumRow & { most: number })[];
  readonly reviews: readonly ReviewedRow[];
};

async function figuresOf(tx: Transaction, ids: readonly string[]): Promise<RuleFigures> {
  const [sums, lastDay, reviews] = await Promise.all([
    sumsOf(tx, ids),
    sumsSince(tx, ids, new Date(tx.at.getTime() - dayMs)),
    reviewsOf(tx, ids),
  ]);
  return { sums, lastDay, reviews };
}

/** A version that runs, beside what it declared. */
function standing(version: VersionRow, { sums, lastDay, reviews }: RuleFigures): Standing | null {
  const { rule_id: ruleId, version: number, state, dossier } = version;
  if (state !== "active" && state !== "shadow") return null;
  const isOf = (row: { rule_id: string; version: number; shadow?: boolean }) =>
    row.rule_id === ruleId &&
    row.version === number &&
    (row.shadow ?? state === "shadow") === (state === "shadow");
  const counted = (rows: readonly SumRow[]) => {
    const { evaluated = 0, matches = 0 } = rows.find(isOf) ?? {};
    return { evaluated, matches };
  };
  return standingOf(
    dossier.limits,
    { ...counted(lastDay), most: lastDay.find(isOf)?.most ?? 0 },
    counted(sums),
    reviews.find(isOf) ?? { confirmed: 0, reviewed: 0 },
  );
}

/** How a version runs; in its shadow what it counts there. Null before it was asked of anybody. */
function metricsOf(
  { rule_id: ruleId, version, active_at: activeAt }: VersionRow,
  { sums, reviews }: RuleFigures,
): Metrics | null {
  const isOf = (row: { rule_id: string; version: number }) =>
    row.rule_id === ruleId && row.version === version;
  const counted = sums.find((row) => isOf(row) && row.shadow === (activeAt === null));
  const known = reviews.find(isOf);
  if (counted === undefined && known === undefined) return null;
  const judged = known ?? { reviewed: 0, confirmed: 0, decided: 0 };
  const { evaluated, matches, shadow } = counted ?? { evaluated: 0, matches: 0, shadow: false };
  return {
    evaluated,
    matches,
    per10000: evaluated === 0 ? null : (matches / evaluated) * 10_000,
    reviewed: judged.reviewed,
    precision: share(judged.confirmed, judged.decided),
    open: shadow ? 0 : Math.max(0, matches - judged.reviewed),
  };
}

/** One rule in full, `number` null: its newest version. */
export async function wireDetail(
  tx: Transaction,
  ruleId: string,
  number: number | null,
  asker: { readonly actor: SignedIn; readonly gate: GateSettings; readonly profile: LegalProfile },
): Promise<CriterionDetail | Refusal> {
  const rule = await ruleById(tx, ruleId);
  if (rule === null) return noSuchRule;
  const versions = await versionsOf(tx, ruleId);
  const version = number === null ? versions[0] : versions.find((each) => each.version === number);
  if (version === undefined) return noSuchVersion;
  const [steps, tests] = await Promise.all([stepsOf(tx, ruleId), backTestsOf(tx, ruleId, testsShown)]);
  const names = await displayNames(tx, peopleOf(rule.owner, version, steps, tests));
  const situation = await situationOf(tx, version, {
    profile: asker.profile,
    demonstration: asker.gate.demonstration,
  });
  const may = actionsOf(asker.actor, asker.gate);
  return {
    id: rule.rule_id,
    code: rule.code,
    owner: by(names, rule.owner),
    revision: rule.revision,
    versions: versions.map((each) => ({
      version: each.version,
      state: each.state,
      createdAt: each.created_at.toISOString(),
    })),
    shown: await wireVersion(tx, version, situation, names),
    next: nextSteps(situation, tests, may),
    history: steps.map((step) => wireStep(step, names)),
    backTests: await Promise.all(tests.map((test) => wireBackTest(tx, test, names))),
  };
}

function peopleOf(
  owner: string,
  version: VersionRow,
  steps: readonly { readonly actor: string }[],
  tests: readonly BackTestRow[],
): string[] {
  const signed = [
    version.tested_by,
    version.bias_by,
    version.assent_by,
    version.opinion_by,
    version.first_by,
    version.second_by,
    version.stopped_by,
  ];
  return [
    owner,
    ...version.authors,
    ...signed.filter((id) => id !== null),
    ...steps.map(({ actor }) => actor),
    ...tests.map((test) => test.asked_by),
  ];
}

function nextSteps(situation: Situation, tests: readonly BackTestRow[], may: readonly string[]): NextStep[] {
  return stepTable
    .filter(({ from }) => (from as readonly string[]).includes(situation.version.state))
    .map(({ step, path, action }) => ({
      step,
      path,
      action,
      permitted: may.includes(action),
      obstacles: step === "tested" ? obstaclesToReport(situation, tests) : [...obstaclesTo(step, situation)],
    }));
}

/** A report can rest on any test of the text as it stands: what keeps the newest that will do, else the newest, from it. */
function obstaclesToReport(situation: Situation, tests: readonly BackTestRow[]): Obstacle[] {
  const { fingerprint } = situation.version;
  const found = tests.flatMap(({ fingerprint: of, result, ended_at: at, asked_at: asked }) =>
    result === null || of !== fingerprint
      ? []
      : [obstaclesTo("tested", { ...situation, test: { at: at ?? asked, result } })],
  );
  return [...(found.find(({ length }) => length === 0) ?? found[0] ?? obstaclesTo("tested", situation))];
}

async function wireVersion(
  tx: Transaction,
  version: VersionRow,
  { faults, shadow }: Situation,
  names: Names,
): Promise<CriterionVersion> {
  const ids = [version.rule_id];
  const of = { ruleId: version.rule_id, version: version.version };
  const [figures, days] = await Promise.all([figuresOf(tx, ids), daysOf(tx, of, daysShown)]);
  const signed = (id: string | null, at: Date | null, text: string | null) =>
    id === null || at === null ? null : { by: by(names, id), at: at.toISOString(), text: text ?? "" };
  const test = signed(version.tested_by, version.tested_at, version.tested_text);
  const report = signed(version.bias_by, version.bias_at, version.bias_text);
  const opinion = signed(version.opinion_by, version.opinion_at, version.opinion_text);
  return {
    version: version.version,
    state: version.state,
    text: version.text,
    rule: version.tree,
    fingerprint: version.fingerprint,
    faults: faults.map(wireFault),
    fields: version.fields,
    dossier: version.dossier,
    author: by(names, version.author),
    authors: version.authors.map((id) => by(names, id)),
    test: test === null || version.test_id === null ? null : { ...test, testId: version.test_id },
    bias:
      report === null
        ? null
        : {
            report,
            explanations: version.bias_explanations ?? [],
            assent: signed(version.assent_by, version.assent_at, version.assent_text),
          },
    opinion:
      opinion === null || version.opinion === null ? null : { verdict: version.opinion, signed: opinion },
    approvals: [
      signed(version.first_by, version.first_at, version.first_text),
      signed(version.second_by, version.second_at, version.second_text),
    ].filter((each) => each !== null),
    activeSince: instant(version.active_at),
    reviewDue: instant(version.review_due),
    sunsetAt: instant(version.sunset_at),
    shadow,
    metrics: metricsOf(version, figures),
    standing: standing(version, figures),
    volume: days.map(({ day, shadow: inShadow, flights, evaluated, matches, most }) => ({
      day,
      shadow: inShadow,
      flights,
      evaluated,
      matches,
      mostPerFlight: most,
    })),
  };
}

function wireStep(step: Awaited<ReturnType<typeof stepsOf>>[number], names: Names): HistoryStep {
  return {
    version: step.version,
    step: step.step,
    at: step.at.toISOString(),
    by: by(names, step.actor),
    reason: step.reason,
    because: step.because,
    fingerprint: step.fingerprint,
    testId: step.test_id,
  };
}

/** A back-test; of a repeat, whether the data and the hits came out as in the one before. */
export async function wireBackTest(tx: Transaction, row: BackTestRow, known?: Names): Promise<BackTest> {
  const names = known ?? (await displayNames(tx, [row.asked_by]));
  const before = row.repeats === null ? null : await backTestById(tx, row.repeats);
  const same = (one: string | null | undefined, other: string | null) =>
    one == null || other === null ? null : one === other;
  return {
    id: row.test_id,
    version: row.version,
    fingerprint: row.fingerprint,
    from: row.from_day,
    until: row.until_day,
    state: row.state,
    askedBy: by(names, row.asked_by),
    askedAt: row.asked_at.toISOString(),
    endedAt: instant(row.ended_at),
    dataset: row.dataset,
    hits: row.hits,
    repeats:
      row.repeats === null
        ? null
        : {
            id: row.repeats,
            sameData: same(before?.dataset, row.dataset),
            sameHits: same(before?.hits, row.hits),
          },
    failure: row.failure,
    result: row.result,
  };
}

/** The dossier as a file: each step's hash covers the one before, so that a step left out shows. */
export function dossierFile(detail: CriterionDetail, madeAt: Date, software: string): DossierFile {
  let before = "0".repeat(64);
  const chain = detail.history.map((step) => {
    const hash = createHash("sha256").update(before).update(JSON.stringify(step)).digest("hex");
    before = hash;
    return { step, hash };
  });
  return { madeAt: madeAt.toISOString(), software, criterion: detail, chain };
}
