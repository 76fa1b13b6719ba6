// What the gates look at, read from the database: faults of the text, its back-test, how its shadow runs.
import type { Transaction } from "#platform";
import type { LegalProfile } from "#vocabulary";
import { backTestById } from "./back-test-store.ts";
import type { Shadow } from "./contract.ts";
import { lookBackDays } from "./drafts.ts";
import { sumsOf } from "./figures-store.ts";
import { dayMs, fewestTravellers, type Situation } from "./gates.ts";
import { lint } from "./language/lint.ts";
import { parse } from "./language/parse.ts";
import { share } from "./statistics.ts";
import type { VersionRow } from "./store.ts";

/** Reads what the gates of this version need. */
export async function situationOf(
  tx: Transaction,
  version: VersionRow,
  { profile, demonstration }: { readonly profile: LegalProfile; readonly demonstration: boolean },
): Promise<Situation> {
  const test = version.test_id === null ? null : await backTestById(tx, version.test_id);
  const ofThis = test !== null && test.fingerprint === version.fingerprint && test.result !== null;
  return {
    version,
    faults: faultsOf(version, lookBackDays(profile, tx.at)),
    test: ofThis && test.result !== null ? { at: test.ended_at ?? test.asked_at, result: test.result } : null,
    shadow: await shadowOf(tx, version, ofThis ? (test.result?.per10000 ?? null) : null),
    at: tx.at,
    demonstration,
    by: tx.actor.id,
  };
}

/** The faults of a version's text, placed in it. */
export function faultsOf({ text }: Pick<VersionRow, "text">, lookBack: number): Situation["faults"] {
  if (text === null) return [];
  const parsed = parse(text);
  return "fault" in parsed
    ? [parsed.fault]
    : lint(parsed.rule, { lookBackDays: lookBack, places: parsed.places });
}

/** The shadow beside the back-test; null before it began. */
async function shadowOf(
  tx: Transaction,
  { rule_id: ruleId, version, shadow_at: since, dossier }: VersionRow,
  backTestPer10000: number | null,
): Promise<Shadow | null> {
  if (since === null) return null;
  const sums = (await sumsOf(tx, [ruleId])).find((row) => row.version === version && row.shadow);
  const counted = { evaluated: sums?.evaluated ?? 0, matches: sums?.matches ?? 0 };
  const rate = share(counted.matches, counted.evaluated);
  return {
    since: since.toISOString(),
    until: new Date(since.getTime() + dossier.limits.shadowDays * dayMs).toISOString(),
    ...counted,
    per10000: rate.value === null ? null : rate.value * 10_000,
    backTestPer10000,
    within: isWithin(counted, backTestPer10000),
  };
}

/**
 * Whether the shadow's volume is within a quarter of the back-test's; where few were seen, whether it could be, by the
 * interval of its share. Null: too few were seen to say anything.
 */
export function isWithin(
  { evaluated, matches }: { readonly evaluated: number; readonly matches: number },
  backTestPer10000: number | null,
): boolean | null {
  if (backTestPer10000 === null || evaluated < fewestTravellers) return null;
  const { value, low, high } = share(matches, evaluated);
  if (value === null || low === null || high === null) return null;
  const [least, most] = [(backTestPer10000 * 0.75) / 10_000, (backTestPer10000 * 1.25) / 10_000];
  return (value >= least && value <= most) || (low <= most && high >= least);
}
