// Percentiles from a ladder of steps: never better than what was measured, and not much worse.
import fc from "fast-check";
import { expect, test } from "vitest";
import { answerSeconds } from "#carriers";
import { answerTimes, never, stepOf } from "./answer-times.ts";

const counted = (times: readonly number[]) => times.map((ms) => ({ upToMs: stepOf(ms), answers: 1 }));

test("of a hundred answers, half, 95 and 99 came within the step that is said [transport.md §16 row answer latency p50/p95/p99 and time-outs]", () => {
  const times = Array.from({ length: 100 }, (_, at) => (at < 94 ? 8 : at < 98 ? 180 : 3_500));
  expect(answerTimes(counted(times))).toEqual({ answers: 100, p50: 10, p95: 200, p99: 4_000, timeOuts: 0 });
});

test("what comes after four seconds, or never, has timed out [transport.md §16 row answer latency p50/p95/p99 and time-outs]", () => {
  expect(answerTimes(counted([4_000, 4_001, 70_000]))).toMatchObject({ timeOuts: 2, p50: 5_000, p99: null });
  expect(answerTimes([{ upToMs: never, answers: 3 }])).toMatchObject({ answers: 3, timeOuts: 3, p50: null });
  expect(answerTimes([])).toEqual({ answers: 0, p50: null, p95: null, p99: null, timeOuts: 0 });
});

test("a percentile said is at least the one measured, and the order of the counts does not matter", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 60_000 }), { minLength: 1, maxLength: 60 }), (times) => {
      const sorted = times.toSorted((a, b) => a - b);
      const median = sorted[Math.ceil(times.length / 2) - 1] ?? 0;
      expect(answerTimes(counted(times)).p50).toBeGreaterThanOrEqual(median);
      expect(answerTimes(counted(times).toReversed())).toEqual(answerTimes(counted(sorted)));
    }),
  );
});

test("what has timed out is later than was agreed with the carrier, each of whose seconds is a step", () => {
  for (const seconds of answerSeconds) expect(stepOf(seconds * 1_000)).toBe(seconds * 1_000);
  const waiting = (waitsMs: number) => [
    { upToMs: 3_000, answers: 5, waitsMs },
    { upToMs: 8_000, answers: 7, waitsMs },
  ];
  expect([2_000, 4_000, 8_000].map((ms) => answerTimes(waiting(ms)).timeOuts)).toEqual([12, 7, 0]);
});
