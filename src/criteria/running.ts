// Rules asked of the persons of a flight: what they count, where they stop themselves, and what becomes an alert.
import { systemActor, type Database, type Transaction } from "#platform";
import type { Sentence } from "#vocabulary";
import { backTestsOf } from "./back-test-store.ts";
import {
  anyRunning,
  askToEvaluate,
  countFlight,
  holdVersions,
  insertReview,
  matchesOfDay,
  overdueVersions,
  reviewsOf,
  runningVersions,
  sumsOf,
  sumUpDays,
  type Flight,
} from "./figures-store.ts";
import { openCriteria, type Criteria, type Hit } from "./run/criteria.ts";
import type { Evidence } from "./run/evidence-types.ts";
import type { FactsRead } from "./run/facts-read.ts";
import { RULES_ENGINE_VERSION } from "./run/version.ts";
import { factsOfFlight } from "./sql/facts-store.ts";
import { reviewsNeeded } from "./standing.ts";
import { share } from "./statistics.ts";
import { stop } from "./steps.ts";
import { versionsIn, versionsOf, type RuleRow, type VersionRow } from "./store.ts";

/** What an alert rests on, with everything that its review needs. */
export type RuleMatch = {
  readonly personId: string;
  readonly ruleId: string;
  readonly version: number;
  readonly code: string;
  readonly title: string;
  readonly authors: readonly string[];
  readonly exonerating: readonly string[];
  readonly per10000: number | null;
  readonly evidence: Evidence;
  /** What the rule read of the traveller, and by which engine it was asked: with them it can be asked again. */
  readonly read: FactsRead;
  readonly engine: string;
};

/** What a flight came to: matches of active rules, and which rules were asked of it for alerts. */
export type FlightEvaluated = {
  readonly matches: readonly RuleMatch[];
  /** Rules in force that were asked: what is open on them and not among the matches fits no more. */
  readonly asked: readonly string[];
};

/** The rules in memory, and what they were read from. One for a server. */
export type RunningRules = {
  readonly criteria: Criteria;
  known: string;
  rows: readonly (VersionRow & RuleRow)[];
};

export function openRunningRules(): RunningRules {
  return { criteria: openCriteria(), known: "", rows: [] };
}

/** Asks, in the transaction of a push, for the flight to be evaluated; nothing is asked while no rule runs. */
export async function askForCriteria(tx: Transaction, flight: Flight): Promise<void> {
  if (await anyRunning(tx)) askToEvaluate(tx, flight);
}

/**
 * Asks the rules in force, and those in their shadow, of everybody on a flight. Rules whose review is overdue or whose time is
 * over are suspended first and match nobody; a rule that matches more than it declared, on this flight or this day, stops
 * itself and none of its matches becomes an alert. `only`: one rule.
 */
export async function evaluateFlight(
  tx: Transaction,
  rules: RunningRules,
  flight: Flight,
  only: string | null = null,
): Promise<FlightEvaluated> {
  await suspendOverdue(tx);
  await refresh(tx, rules);
  let { known } = rules;
  let subjects = await factsOfFlight(tx, flight, rules.criteria.fields);
  // Another flight's transaction may have read other rules meanwhile, which ask for other fields.
  while (known !== rules.known) {
    known = rules.known;
    subjects = await factsOfFlight(tx, flight, rules.criteria.fields);
  }
  const { criteria, rows } = rules;
  const running = rows.filter((row) => only === null || row.rule_id === only);
  if (running.length === 0) return { matches: [], asked: [] };
  const found = subjects.flatMap(({ personId, facts }) =>
    criteria.evaluate(facts).map((hit): Found => ({ personId, hit })),
  );
  const byRule = Map.groupBy(found, ({ hit }) => keyOf(hit.ruleId, hit.version));
  const held = await holdVersions(tx, [...new Set(found.map(({ hit }) => hit.ruleId))]);
  const states = new Map(held.map((row) => [keyOf(row.rule_id, row.version), row.state]));
  const matches: RuleMatch[] = [];
  const counts: Parameters<typeof countFlight>[2][number][] = [];
  for (const row of running) {
    const hits = byRule.get(keyOf(row.rule_id, row.version)) ?? [];
    const of = { ruleId: row.rule_id, version: row.version };
    // Stopped by somebody meanwhile: it matches nobody.
    const stopped = hits.length > 0 && states.get(keyOf(row.rule_id, row.version)) !== row.state;
    if (stopped) continue;
    counts.push({ ...of, shadow: row.state === "shadow", evaluated: subjects.length, matches: hits.length });
    const over = hits.length === 0 ? null : await overVolume(tx, row, flight, hits.length);
    if (over !== null) await stop(tx, row, "auto-suspended", { because: over });
    else if (row.state === "active" && hits.length > 0) matches.push(...(await matchesFor(tx, row, hits)));
  }
  countFlight(tx, flight, counts);
  return { matches, asked: running.filter(({ state }) => state === "active").map((row) => row.rule_id) };
}

type Found = { readonly personId: string; readonly hit: Hit };
const keyOf = (ruleId: string, version: number): string => `${ruleId} ${version}`;

/** Reads the rules anew when others are to be asked than those in memory. */
async function refresh(tx: Transaction, rules: RunningRules): Promise<void> {
  const running = await runningVersions(tx);
  const known = running
    .map((row) => `${row.rule_id} ${row.version} ${row.state} ${row.fingerprint}`)
    .join("\n");
  if (known === rules.known) return;
  const wanted = new Map(running.map((row) => [keyOf(row.rule_id, row.version), row.state]));
  const rows = (await versionsIn(tx, ["active", "shadow"])).filter(
    (row) => wanted.get(keyOf(row.rule_id, row.version)) === row.state,
  );
  const refused = rules.criteria.replace(
    rows.flatMap(({ rule_id: ruleId, version, tree, fingerprint }) =>
      tree === null || fingerprint === null ? [] : [{ ruleId, version, rule: tree, fingerprint }],
    ),
  );
  const unfit = new Set(refused.map(({ ruleId, version }) => keyOf(ruleId, version)));
  for (const { ruleId, version, why } of refused) {
    const row = rows.find((each) => each.rule_id === ruleId && each.version === version);
    if (row !== undefined) await stop(tx, row, "auto-suspended", { because: { code: why, values: {} } });
  }
  rules.rows = rows.filter((row) => !unfit.has(keyOf(row.rule_id, row.version)));
  // With some refused the next evaluation looks again: they are suspended by then.
  rules.known = unfit.size === 0 ? known : "";
}

/** Why a version stops itself at so many matches on this flight; null: it does not. */
async function overVolume(
  tx: Transaction,
  row: VersionRow,
  flight: Flight,
  matches: number,
): Promise<Sentence | null> {
  const { perFlight, perDay } = row.dossier.limits;
  if (matches > perFlight)
    return {
      code: "over-per-flight",
      values: { matches: String(matches), limit: String(perFlight), day: flight.date },
    };
  const of = { ruleId: row.rule_id, version: row.version };
  const day = matches + (await matchesOfDay(tx, of, flight.date, flight.id));
  return day > perDay
    ? { code: "over-per-day", values: { matches: String(day), limit: String(perDay), day: flight.date } }
    : null;
}

async function matchesFor(
  tx: Transaction,
  row: VersionRow & RuleRow,
  hits: readonly Found[],
): Promise<RuleMatch[]> {
  const tests = await backTestsOf(tx, row.rule_id, 20);
  const test = tests.find(({ test_id }) => test_id === row.test_id);
  return hits.map(({ personId, hit }) => ({
    personId,
    ruleId: row.rule_id,
    version: row.version,
    code: row.code,
    title: row.dossier.title,
    authors: row.authors,
    exonerating: row.dossier.exonerating,
    per10000: test?.result?.per10000 ?? null,
    evidence: hit.evidence,
    read: hit.read,
    engine: RULES_ENGINE_VERSION,
  }));
}

/** Suspends what runs past its review or its end. Returns how many. */
export async function suspendOverdue(tx: Transaction): Promise<number> {
  const overdue = await overdueVersions(tx);
  for (const { rule_id: ruleId, version, sunset_at: sunset, review_due: review } of overdue) {
    const row = (await versionsOf(tx, ruleId)).find((each) => each.version === version);
    if (row === undefined) continue;
    const over = sunset.getTime() <= tx.at.getTime();
    const at = over ? sunset : (review ?? sunset);
    const because = { code: over ? "past-sunset" : "review-overdue", values: { since: at.toISOString() } };
    await stop(tx, row, "auto-suspended", { because });
  }
  return overdue.length;
}

const dayMs = 86_400_000;
/** So long after its day a flight may still be pushed, and be counted anew. */
const openDays = 7;

/**
 * The stop conditions of every night: overdue, precision under its floor, volume over what was declared. What was counted on
 * days that are over is summed up. Returns how many stopped.
 */
export async function nightlyStops(database: Database): Promise<number> {
  return database.transaction(systemActor("criteria"), async (tx) => {
    let stopped = await suspendOverdue(tx);
    await sumUpDays(tx, new Date(tx.at.getTime() - openDays * dayMs).toISOString().slice(0, 10));
    const rows = await versionsIn(tx, ["active"]);
    const ids = rows.map((row) => row.rule_id);
    const [reviews, sums] = await Promise.all([reviewsOf(tx, ids), sumsOf(tx, ids)]);
    for (const row of rows) {
      const isOf = (each: { rule_id: string; version: number }) =>
        each.rule_id === row.rule_id && each.version === row.version;
      const judged = reviews.find(isOf);
      const counted = sums.find((each) => isOf(each) && !each.shadow);
      const because =
        (judged === undefined ? null : imprecise(row, judged)) ??
        (counted === undefined ? null : overDeclared(row, counted));
      if (because === null) continue;
      await stop(tx, row, "auto-suspended", { because });
      stopped += 1;
    }
    return stopped;
  });
}

/**
 * Whether a rule's precision has fallen under its floor: the lower end of its interval, once 200 matches were reviewed. What
 * nobody could tell is no success.
 */
function imprecise(
  { dossier }: VersionRow,
  { confirmed, reviewed }: { readonly confirmed: number; readonly reviewed: number },
): Sentence | null {
  if (reviewed < reviewsNeeded) return null;
  const { low } = share(confirmed, reviewed);
  const { precisionFloor } = dossier.limits;
  return low !== null && low < precisionFloor
    ? {
        code: "precision-low",
        values: { low: low.toFixed(3), floor: precisionFloor.toFixed(3), reviewed: String(reviewed) },
      }
    : null;
}

/** Travellers from which on the volume of a rule is judged against what it declared for 10,000. */
const travellersNeeded = 10_000;

function overDeclared(
  { dossier }: VersionRow,
  { evaluated, matches }: { readonly evaluated: number; readonly matches: number },
): Sentence | null {
  if (evaluated < travellersNeeded) return null;
  const per10000 = (matches / evaluated) * 10_000;
  const cap = dossier.limits.per10000;
  return per10000 > cap
    ? { code: "over-per-10000", values: { matches: per10000.toFixed(1), limit: String(cap) } }
    : null;
}

/** Leaves a person's judgement of a match to the figures of the rule. */
export function noteReview(
  tx: Transaction,
  review: {
    readonly alertId: string;
    readonly ruleId: string;
    readonly version: number;
    readonly outcome: "no-match" | "confirmed" | "cannot-tell";
  },
): void {
  insertReview(tx, review);
  tx.announce("criterion", review.ruleId);
}
