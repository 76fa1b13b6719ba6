// The figures of the console out of counted alerts: precision, time to decision, drift. Pure.
import type { MeasuredAlert } from "#cases";
import type { Drift } from "./contract.ts";
import { groupFloor, groupShares, type Groups } from "./groups.ts";
import {
  compareDistributions,
  compareShares,
  shareOf,
  spreadOf,
  type Share,
  type Spread,
} from "./intervals.ts";
import type { DayCount } from "./store.ts";

const dayMs = 86_400_000;
/** The weeks that the last whole one is compared with. */
const weeksBefore = 8;
/** Where the bins of strengths end; the last holds 1. */
const strengthBins = [0, 0.5, 0.7, 0.85, 0.95, 0.99, 1] as const;

type Decided = MeasuredAlert & { readonly outcome: string; readonly decidedAt: Date };

export type Precision = {
  readonly all: Share;
  readonly byCategory: Groups;
  readonly byBand: Groups;
  readonly byMonth: Groups;
};

/** The alerts that were decided since an instant. */
export function decidedSince(alerts: readonly MeasuredAlert[], since: Date): readonly Decided[] {
  return alerts.filter(
    (one): one is Decided => one.outcome !== null && one.decidedAt !== null && one.decidedAt >= since,
  );
}

/** Confirmed of those that a person could tell; "cannot tell" says nothing of the match and is counted by itself. */
export function precisionOf(decided: readonly Decided[]): Precision {
  const told = decided.filter(({ outcome }) => outcome !== "cannot-tell");
  const by = (key: (one: Decided) => string): Groups =>
    groupShares(
      [...Map.groupBy(told, key)]
        .map(([group, all]) => ({ group, count: confirmedOf(all), of: all.length }))
        .toSorted((a, b) => (a.group < b.group ? -1 : 1)),
    );
  return {
    all: shareOf(confirmedOf(told), told.length),
    byCategory: by(({ category }) => category),
    byBand: by(({ band }) => band),
    byMonth: by(({ decidedAt }) => decidedAt.toISOString().slice(0, 7)),
  };
}

const confirmedOf = (decided: readonly Decided[]): number =>
  decided.filter(({ outcome }) => outcome === "confirmed").length;

/** Hours from the alert to its decision; no band of fewer than ten by itself. */
export function timeOf(decided: readonly Decided[]): {
  readonly all: Spread;
  readonly byBand: readonly (Spread & { readonly band: string })[];
} {
  const hours = (some: readonly Decided[]): Spread =>
    spreadOf(some.map(({ raisedAt, decidedAt }) => (decidedAt.getTime() - raisedAt.getTime()) / 3_600_000));
  return {
    all: hours(decided),
    byBand: ["strong", "possible", "weak"]
      .map((band) => ({ band, ...hours(decided.filter((one) => one.band === band)) }))
      .filter(({ count }) => count >= groupFloor),
  };
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
export function driftOf(alerts: readonly MeasuredAlert[], days: readonly DayCount[], at: Date): Drift {
  const first = driftSince(at).getTime();
  const names = Array.from({ length: weeksBefore + 1 }, (_, index) => weekOf(first + index * 7 * dayMs));
  const raised = Map.groupBy(alerts, ({ flightDate }) => weekOf(Date.parse(flightDate)));
  const judged = Map.groupBy(decidedSince(alerts, driftSince(at)), ({ decidedAt }) =>
    weekOf(decidedAt.getTime()),
  );
  const flown = Map.groupBy(days, ({ day }) => weekOf(Date.parse(day)));
  const weeks = names.map((week) => ({
    week,
    alerts: raised.get(week)?.length ?? 0,
    persons: (flown.get(week) ?? []).reduce((sum, { persons }) => sum + persons, 0),
    decided: judged.get(week)?.length ?? 0,
    cannotTell: (judged.get(week) ?? []).filter(({ outcome }) => outcome === "cannot-tell").length,
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
  const binned = (some: readonly MeasuredAlert[]): number[] =>
    strengthBins
      .slice(0, -1)
      .map(
        (from, index) => some.filter(({ strength }) => strength >= from && binOf(strength) === index).length,
      );
  const now = binned(raised.get(week) ?? []);
  const before = binned(names.slice(0, -1).flatMap((name) => raised.get(name) ?? []));
  return {
    week,
    weeksBefore,
    alertRate: rates("alerts", "persons"),
    cannotTell: rates("cannotTell", "decided"),
    strengths: {
      bins: now.map((count, index) => ({
        from: strengthBins[index] ?? 0,
        to: strengthBins[index + 1] ?? 1,
        now: count,
        before: before[index] ?? 0,
      })),
      verdict: compareDistributions(now, before),
    },
    weeks,
  };
}

function binOf(strength: number): number {
  const above = strengthBins.findIndex((edge) => strength < edge);
  return above === -1 ? strengthBins.length - 2 : above - 1;
}
