// The figures of the console out of counted alerts: precision, time to decision, drift. Pure.
import type { DecidedCount, HourRank, WeekDecisions, WeekStrengths } from "#cases";
import type { Drift } from "./contract.ts";
import { groupFloor, groupShares, type Groups } from "./groups.ts";
import {
  compareDistributions,
  compareShares,
  ranksOf,
  shareOf,
  spreadOf,
  type Share,
  type Spread,
} from "./intervals.ts";
import type { DayCount } from "./store.ts";

const dayMs = 86_400_000;
/** The weeks that the last whole one is compared with. */
const weeksBefore = 8;
/** Where the bins of strengths begin; the last holds 1. */
export const strengthEdges = [0, 0.5, 0.7, 0.85, 0.95, 0.99] as const;

export type Precision = {
  readonly all: Share;
  readonly byCategory: Groups;
  readonly byBand: Groups;
  readonly byList: Groups;
  readonly byMonth: Groups;
};

const sumOf = (counts: readonly { readonly count: number }[]): number =>
  counts.reduce((sum, { count }) => sum + count, 0);

/** Confirmed of those that a person could tell; "cannot tell" says nothing of the match and is counted by itself. */
export function precisionOf(decided: readonly DecidedCount[]): Precision {
  const told = decided.filter(({ outcome }) => outcome !== "cannot-tell");
  const confirmedOf = (some: readonly DecidedCount[]): number =>
    sumOf(some.filter(({ outcome }) => outcome === "confirmed"));
  const by = (key: "category" | "band" | "list" | "month"): Groups =>
    groupShares(
      [...Map.groupBy(told, (one) => one[key])]
        .map(([group, all]) => ({ group, count: confirmedOf(all), of: sumOf(all) }))
        .toSorted((a, b) => (a.group < b.group ? -1 : 1)),
    );
  return {
    all: shareOf(confirmedOf(told), sumOf(told)),
    byCategory: by("category"),
    byBand: by("band"),
    byList: by("list"),
    byMonth: by("month"),
  };
}

/** What nobody could tell, of all decisions. */
export function cannotTellOf(decided: readonly DecidedCount[]): Share {
  return shareOf(sumOf(decided.filter(({ outcome }) => outcome === "cannot-tell")), sumOf(decided));
}

/** How many were decided, of each band with ten at least, and of all (""). */
function counts(
  decided: readonly DecidedCount[],
): readonly { readonly band: string; readonly count: number }[] {
  const bands = ["strong", "possible", "weak"]
    .map((band) => ({ band, count: sumOf(decided.filter((one) => one.band === band)) }))
    .filter(({ count }) => count >= groupFloor);
  return [{ band: "", count: sumOf(decided) }, ...bands];
}

/** The places in the order of hours that the times need. */
export function hourRanks(decided: readonly DecidedCount[]): readonly HourRank[] {
  return counts(decided).flatMap(({ band, count }) =>
    count === 0 ? [] : [...new Set(ranksOf(count))].map((rank) => ({ band, rank })),
  );
}

/** Hours from the alert to its decision; no band of fewer than ten by itself. */
export function timeOf(
  decided: readonly DecidedCount[],
  hours: readonly (HourRank & { readonly hours: number })[],
): { readonly all: Spread; readonly byBand: readonly (Spread & { readonly band: string })[] } {
  const at = new Map(hours.map((one) => [`${one.band} ${one.rank}`, one.hours]));
  const spreads = counts(decided).map(({ band, count }) => ({
    band,
    ...spreadOf(count, (rank) => at.get(`${band} ${rank}`)),
  }));
  const [all, ...byBand] = spreads;
  const { band: _, ...spread } = all ?? { band: "", ...spreadOf(0, () => undefined) };
  return { all: spread, byBand };
}

/** The Monday (UTC) of an instant's week, YYYY-MM-DD. */
export function weekOf(at: number): string {
  const day = Math.floor(at / dayMs);
  // Day 0 of the count was a Thursday.
  return new Date((day - ((day + 3) % 7)) * dayMs).toISOString().slice(0, 10);
}

/** From when on alerts and traffic are needed for the drift as of an instant: the Monday nine weeks before its week. */
export function driftSince(at: Date): Date {
  return new Date(Date.parse(weekOf(at.getTime())) - (weeksBefore + 1) * 7 * dayMs);
}

/** The last whole week beside the eight before it. Alerts count in the week of their flight, decisions in their own. */
export function driftOf(
  alerts: readonly WeekStrengths[],
  decisions: readonly WeekDecisions[],
  days: readonly DayCount[],
  at: Date,
): Drift {
  const first = driftSince(at).getTime();
  const names = Array.from({ length: weeksBefore + 1 }, (_, index) => weekOf(first + index * 7 * dayMs));
  const raised = Map.groupBy(alerts, ({ week }) => week);
  const judged = new Map(decisions.map((one) => [one.week, one]));
  const flown = Map.groupBy(days, ({ day }) => weekOf(Date.parse(day)));
  const weeks = names.map((week) => ({
    week,
    alerts: sumOf(raised.get(week) ?? []),
    persons: (flown.get(week) ?? []).reduce((sum, { persons }) => sum + persons, 0),
    decided: judged.get(week)?.decided ?? 0,
    cannotTell: judged.get(week)?.cannotTell ?? 0,
  }));
  const week = names.at(-1) ?? weekOf(first);
  const earlier = weeks.slice(0, -1);
  const present = weeks.at(-1);
  const total = (of: "alerts" | "persons" | "decided" | "cannotTell"): number =>
    earlier.reduce((sum, one) => sum + one[of], 0);
  const rates = (count: "alerts" | "cannotTell", of: "persons" | "decided") => {
    const now = shareOf(present?.[count] ?? 0, present?.[of] ?? 0);
    const before = shareOf(total(count), total(of));
    return { now, before, verdict: compareShares(now, before) };
  };
  const binned = (some: readonly WeekStrengths[]): number[] =>
    strengthEdges.map((_, index) => sumOf(some.filter(({ bin }) => bin === index + 1)));
  const now = binned(raised.get(week) ?? []);
  const before = binned(names.slice(0, -1).flatMap((name) => raised.get(name) ?? []));
  return {
    week,
    weeksBefore,
    alertRate: rates("alerts", "persons"),
    cannotTell: rates("cannotTell", "decided"),
    strengths: {
      bins: now.map((count, index) => ({
        from: strengthEdges[index] ?? 0,
        to: strengthEdges[index + 1] ?? 1,
        now: count,
        before: before[index] ?? 0,
      })),
      verdict: compareDistributions(now, before),
    },
    weeks,
  };
}
