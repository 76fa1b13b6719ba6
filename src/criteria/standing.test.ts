// Where a running rule stands beside its limits.
import { describe, expect, test } from "vitest";
import { usualLimits } from "./contract.ts";
import { standingOf } from "./standing.ts";

const limits = { ...usualLimits, perDay: 30, perFlight: 10, per10000: 100, precisionFloor: 0.3 };
const calm = { evaluated: 500, matches: 3, most: 1 };
const none = { confirmed: 0, reviewed: 0 };
const over = (
  lastDay: Parameters<typeof standingOf>[1],
  all = { evaluated: 5_000, matches: 30 },
  judged = none,
) => standingOf(limits, lastDay, all, judged).over;

describe("a rule is told of", () => {
  test("nothing while it keeps to what was declared", () => {
    expect(over(calm)).toEqual([]);
    expect(standingOf(limits, calm, calm, none).lastDay.per10000).toBe(60);
    expect(standingOf(limits, { evaluated: 0, matches: 0, most: 0 }, calm, none).lastDay.per10000).toBeNull();
  });
  test("its volume on a day, on a flight, or for 10,000 where chance does not do it", () => {
    expect(over({ ...calm, matches: 31 })).toEqual(["volume"]);
    expect(over({ ...calm, most: 11 })).toEqual(["volume"]);
    expect(over(calm, { evaluated: 100, matches: 2 })).toEqual([]);
    expect(over(calm, { evaluated: 9_000, matches: 180 })).toEqual(["volume"]);
  });
  test("its precision once some were reviewed, what nobody could tell being no success", () => {
    expect(over(calm, undefined, { confirmed: 0, reviewed: 19 })).toEqual([]);
    expect(over(calm, undefined, { confirmed: 5, reviewed: 20 })).toEqual(["precision"]);
    expect(over(calm, undefined, { confirmed: 6, reviewed: 20 })).toEqual([]);
  });
});
