// How long answers take, by a ladder of fixed steps: small to keep, and their sums still tell percentiles. Pure.

/** Later than all steps, or never. */
export const never = 2_147_483_647;

/** Milliseconds; what a carrier may wait, as agreed, is a step of its own each time. */
const steps: readonly number[] = [
  1, 2, 3, 5, 7, 10, 15, 20, 30, 50, 70, 100, 150, 200, 300, 500, 700, 1_000, 1_500, 2_000, 3_000, 4_000,
  5_000, 6_000, 8_000, 10_000, 15_000, 20_000, 30_000, 60_000,
];

/** Carriers wait so long for an answer where nothing else is agreed (cusres.md section 3); what comes later has timed out. */
export const carrierWaitsMs = 4_000;

/** The step within which something took so long. */
export function stepOf(ms: number): number {
  return steps.find((step) => ms <= step) ?? never;
}

/** So many answers within each step, to carriers that wait so long; the steps in any order. */
export type AnswerCounts = readonly {
  readonly upToMs: number;
  readonly answers: number;
  readonly waitsMs?: number;
}[];

export type AnswerTimes = {
  readonly answers: number;
  /** Milliseconds within which half, 95 and 99 of a hundred came; null: none came, or later than all steps. */
  readonly p50: number | null;
  readonly p95: number | null;
  readonly p99: number | null;
  /** Later than a carrier waits. */
  readonly timeOuts: number;
};

/** What the counts of some time come to; one step may stand in them more than once. */
export function answerTimes(counts: AnswerCounts): AnswerTimes {
  const sorted = counts.toSorted((a, b) => a.upToMs - b.upToMs);
  const answers = sorted.reduce((sum, one) => sum + one.answers, 0);
  const within = (share: number): number | null => {
    let seen = 0;
    for (const { upToMs, answers: count } of sorted) {
      seen += count;
      if (count > 0 && seen >= share * answers) return upToMs === never ? null : upToMs;
    }
    return null;
  };
  return {
    answers,
    p50: within(0.5),
    p95: within(0.95),
    p99: within(0.99),
    timeOuts: sorted.reduce(
      (sum, { upToMs, waitsMs = carrierWaitsMs, ...one }) => (upToMs > waitsMs ? sum + one.answers : sum),
      0,
    ),
  };
}
