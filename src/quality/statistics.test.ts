// The statistics against figures worked out elsewhere: textbooks, tables, by hand.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { agreementOf } from "./agreement.ts";
import { groupFloor, groupShares } from "./groups.ts";
import { compareDistributions, compareShares, ranksOf, shareOf, spreadOf } from "./intervals.ts";
import { drawSample, populationHash, sampleSize } from "./sample.ts";

const pairsOf = (table: readonly (readonly [string, string, number])[]) =>
  table.flatMap(([first, second, times]) => Array.from({ length: times }, () => [first, second] as const));

describe("shares", () => {
  test("Wilson's interval as published: 81 of 263, 15 of 148, 0 of 20, 1 of 29 (Newcombe 1998, table I)", () => {
    for (const [count, of, low, high] of [
      [81, 263, 0.2553, 0.3662],
      [15, 148, 0.0624, 0.1605],
      [0, 20, 0, 0.1611],
      [1, 29, 0.0061, 0.1718],
    ] as const) {
      const share = shareOf(count, of);
      expect(share.low).toBeCloseTo(low, 4);
      expect(share.high).toBeCloseTo(high, 4);
    }
    expect(shareOf(0, 0)).toEqual({ count: 0, of: 0, share: null, low: null, high: null });
  });

  test("two shares differ beyond chance, do not, or are too few to tell", () => {
    // z = 3.65 and 0.82 by the pooled test.
    expect(compareShares({ count: 40, of: 1000 }, { count: 150, of: 8000 })).toBe("changed");
    expect(compareShares({ count: 22, of: 1000 }, { count: 147, of: 8000 })).toBe("steady");
    expect(compareShares({ count: 3, of: 100 }, { count: 8, of: 800 })).toBe("too-few");
    expect(compareShares({ count: 0, of: 0 }, { count: 8, of: 800 })).toBe("too-few");
  });

  test("distributions", () => {
    expect(compareDistributions([50, 30, 20], [400, 240, 160])).toBe("steady");
    expect(compareDistributions([20, 30, 50], [400, 240, 160])).toBe("changed");
    expect(compareDistributions([2, 1, 0], [400, 240, 160])).toBe("too-few");
    // All in the last bin: nothing to compare.
    expect(compareDistributions([0, 0, 90], [0, 0, 900])).toBe("too-few");
  });

  test("the median with its interval by ranks", () => {
    const spread = (values: readonly number[]) => {
      const sorted = values.toSorted((a, b) => a - b);
      expect(ranksOf(sorted.length).every((rank) => rank >= Math.min(1, sorted.length))).toBe(true);
      return spreadOf(sorted.length, (rank) => sorted[rank - 1]);
    };
    expect(spread([58, 1, 2, 3, 5, 8, 13, 21, 34, 55])).toEqual({
      count: 10,
      median: 10.5,
      low: 2,
      high: 55,
      ninetieth: 55,
    });
    expect(spread([4])).toEqual({ count: 1, median: 4, low: null, high: null, ninetieth: 4 });
    expect(spread([])).toMatchObject({ count: 0, median: null, ninetieth: null });
  });
});

describe("agreement", () => {
  /** Three outcomes of the first (rows) by the second, 200 in all: the example of Fleiss, Cohen and Everitt (1969). */
  const table = [
    [106, 10, 4],
    [22, 28, 10],
    [2, 12, 6],
  ] as const;
  const kappaOf = (shares: readonly (readonly number[])[]): number => {
    const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
    const all = sum(shares.map(sum));
    const observed = sum(shares.map((row, at) => row[at] ?? 0)) / all;
    const expected =
      sum(shares.map((row, at) => sum(row) * sum(shares.map((one) => one[at] ?? 0)))) / all ** 2;
    return (observed - expected) / (1 - expected);
  };

  test("Cohen's kappa, and its interval as the delta method gives it by numbers alone", () => {
    const agreement = agreementOf(
      pairsOf(table.flatMap((row, at) => row.map((times, to) => [`${at}`, `${to}`, times] as const))),
    );
    expect(agreement.kappa).toBeCloseTo(0.429, 3);
    expect(agreement.same).toBe(140);
    // The variance of kappa from its slope in each cell of the multinomial.
    const shares = table.map((row) => row.map((times) => times / 200));
    const step = 1e-6;
    let [mean, square] = [0, 0];
    for (const [at, row] of shares.entries()) {
      for (const [to, share] of row.entries()) {
        const moved = shares.map((one, i) =>
          one.map((cell, k) => (i === at && k === to ? cell + step : cell)),
        );
        const slope = (kappaOf(moved) - kappaOf(shares)) / step;
        mean += share * slope;
        square += share * slope ** 2;
      }
    }
    const error = Math.sqrt((square - mean ** 2) / 200);
    expect(((agreement.high ?? 0) - (agreement.low ?? 0)) / 2).toBeCloseTo(1.959964 * error, 4);
  });

  test("one outcome throughout says nothing beyond chance; the order of outcomes does not matter", () => {
    expect(agreementOf(pairsOf([["a", "a", 30]]))).toMatchObject({ items: 30, same: 30, kappa: null });
    const outcome = fc.constantFrom("a", "b", "c");
    fc.assert(
      fc.property(fc.array(fc.tuple(outcome, outcome), { minLength: 1, maxLength: 60 }), (pairs) => {
        const { kappa, low, high } = agreementOf(pairs);
        const turned = agreementOf(pairs.map(([first, second]) => [second, first] as const));
        if (kappa === null || low === null || high === null) return turned.kappa === null;
        return low <= kappa && kappa <= high && Math.abs(kappa - (turned.kappa ?? 2)) < 1e-9;
      }),
    );
  });
});

describe("groups", () => {
  const group = fc.record({ of: fc.nat(40), part: fc.double({ min: 0, max: 1, noNaN: true }) });
  test("no group under the floor is shown, nor can be told from the total (EUAPI13-39)", () => {
    fc.assert(
      fc.property(fc.array(group, { maxLength: 12 }), (drawn) => {
        const groups = drawn.map(({ of, part }, at) => ({
          group: String(at),
          of,
          count: Math.floor(of * part),
        }));
        const { shown, folded } = groupShares(groups);
        const all = groups.reduce((sum, { of }) => sum + of, 0);
        const seen = shown.reduce((sum, { of }) => sum + of, 0);
        expect(shown.every(({ of }) => of >= groupFloor)).toBe(true);
        expect(folded === null).toBe(seen === all);
        // What is left of the total is ten at least and of two groups, or nothing but that it is there.
        const told = folded !== null && shown.length > 0;
        expect(!told || (folded.of === all - seen && folded.of >= groupFloor && folded.groups > 1)).toBe(
          true,
        );
      }),
    );
  });
});

describe("samples", () => {
  const ids = Array.from({ length: 400 }, (_, at) => `alert-${at}`);
  test("two of a hundred, thirty at least", () => {
    expect([0, 5, 30, 400, 1500, 1501, 10_000].map(sampleSize)).toEqual([0, 5, 30, 30, 30, 31, 200]);
  });
  test("the same seed draws the same from the same alerts, in whatever order; another seed draws others", () => {
    const drawn = drawSample("seed", ids);
    expect(new Set(drawn).size).toBe(30);
    expect(drawSample("seed", ids.toReversed())).toEqual(drawn);
    expect(drawSample("other", ids)).not.toEqual(drawn);
    expect(populationHash(ids.toReversed())).toEqual(populationHash(ids));
  });
  test("every alert is as likely as any other", () => {
    const times = new Map<string, number>();
    for (let seed = 0; seed < 2000; seed += 1)
      for (const id of drawSample(String(seed), ids.slice(0, 60))) times.set(id, (times.get(id) ?? 0) + 1);
    // 30 of 60 in 2,000 draws: 1,000 each, give or take five standard deviations.
    expect(times.size).toBe(60);
    expect([...times.values()].every((count) => Math.abs(count - 1000) < 112)).toBe(true);
  });
});
