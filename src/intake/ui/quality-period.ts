// The periods a scorecard is shown for: the last days, or a whole month. Pure.
import type { QualityPeriod } from "./quality-queries.ts";

const dayMs = 86_400_000;
const iso = (at: number): string => new Date(at).toISOString().slice(0, 10);

/** The last so many days, today included. */
export function lastDays(days: number, now: number): QualityPeriod {
  return { from: iso(now - (days - 1) * dayMs), to: iso(now) };
}

/** A month, `YYYY-MM`, from its first to its last day. */
export function monthOf(month: string): QualityPeriod {
  const [year = 0, number = 1] = month.split("-").map(Number);
  return { from: iso(Date.UTC(year, number - 1, 1)), to: iso(Date.UTC(year, number, 0)) };
}

/** The last twelve months that are over or running, newest first, `YYYY-MM`. */
export function recentMonths(now: number): readonly string[] {
  const today = new Date(now);
  return Array.from({ length: 12 }, (_, back) =>
    iso(Date.UTC(today.getUTCFullYear(), today.getUTCMonth() - back, 1)).slice(0, 7),
  );
}
