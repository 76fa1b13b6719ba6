// What the daily counts say of a carrier: shares, and how they compare with the time before. Pure.
import type { QualityCounts, QualityDay } from "./quality-store.ts";

export type QualityShares = {
  /** Messages that were taken without an error, of all but repeats; null when there were none. */
  readonly correct: number | null;
  /** Travellers and bookings that lack nothing required; null when there were none. */
  readonly complete: number | null;
  /** Errors for each thousand travellers and bookings; null when there were none. */
  readonly errorsPerThousand: number | null;
};

const none: QualityCounts = {
  messages: 0,
  refused: 0,
  quarantined: 0,
  duplicates: 0,
  travellers: 0,
  bookings: 0,
  faulty: 0,
  errors: 0,
  warnings: 0,
  lacking: 0,
  byFindings: 0,
};

/** The counts of several days or kinds together. */
export function together(days: readonly QualityCounts[]): QualityCounts {
  return days.reduce<QualityCounts>(
    (sum, day) => ({
      messages: sum.messages + day.messages,
      refused: sum.refused + day.refused,
      quarantined: sum.quarantined + day.quarantined,
      duplicates: sum.duplicates + day.duplicates,
      travellers: sum.travellers + day.travellers,
      bookings: sum.bookings + day.bookings,
      faulty: sum.faulty + day.faulty,
      errors: sum.errors + day.errors,
      warnings: sum.warnings + day.warnings,
      lacking: sum.lacking + day.lacking,
      byFindings: sum.byFindings + day.byFindings,
    }),
    none,
  );
}

/** Shares between 0 and 1. A repeat says nothing about quality and is left out. */
export function sharesOf(counts: QualityCounts): QualityShares {
  const told = counts.messages - counts.duplicates;
  const persons = counts.travellers + counts.bookings;
  return {
    correct: told === 0 ? null : Math.max(0, told - counts.faulty) / told,
    complete: persons === 0 ? null : Math.max(0, persons - counts.lacking) / persons,
    errorsPerThousand: persons === 0 ? null : (counts.errors * 1000) / persons,
  };
}

/** The days with all kinds of a day together, in order; days without deliveries are not there. */
export function byDay(days: readonly QualityDay[]): readonly (QualityCounts & { readonly day: string })[] {
  return [...Map.groupBy(days, ({ day }) => day)].map(([day, kinds]) => ({ day, ...together(kinds) }));
}

/** The kinds with all their days together, in order of their messages. */
export function byKind(days: readonly QualityDay[]): readonly (QualityCounts & { readonly kind: string })[] {
  return [...Map.groupBy(days, ({ kind }) => kind)]
    .map(([kind, all]) => ({ kind, ...together(all) }))
    .toSorted((a, b) => b.messages - a.messages);
}

/** The period of the same length just before one, both ends included. */
export function periodBefore(period: { readonly from: string; readonly to: string }): {
  readonly from: string;
  readonly to: string;
} {
  const day = 86_400_000;
  const from = Date.parse(period.from);
  const length = Date.parse(period.to) - from;
  const iso = (at: number): string => new Date(at).toISOString().slice(0, 10);
  return { from: iso(from - day - length), to: iso(from - day) };
}

/** The last month that is over at an instant, `YYYY-MM`. */
export function monthBefore(at: Date): string {
  return new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() - 1, 1)).toISOString().slice(0, 7);
}

/** A month from its first to its last day. */
export function periodOfMonth(month: string): { readonly from: string; readonly to: string } {
  const [year = 0, number = 1] = month.split("-").map(Number);
  return { from: `${month}-01`, to: new Date(Date.UTC(year, number, 0)).toISOString().slice(0, 10) };
}

/** So many months in a row, `last` at their end. */
export function monthsUpTo(last: string, count: number): readonly string[] {
  const [year = 0, number = 1] = last.split("-").map(Number);
  return Array.from({ length: count }, (_, at) =>
    new Date(Date.UTC(year, number - count + at, 1)).toISOString().slice(0, 7),
  );
}
