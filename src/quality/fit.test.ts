// Calibrations fitted to votes: what they must never do, and that planted mistakes of the standing curve are put right.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ReviewedPair } from "#cases";
import { calibratedFrom, oddsOf, probabilityOf, type Calibration } from "#screening";
import { fit } from "./fit.ts";
import { heldOut, reliabilityOf } from "./reliability.ts";
import { dataSetId, lackingOf, votesOf, type Vote } from "./votes.ts";

const from = calibratedFrom(0.02);

/** Votes spread evenly over bits, of which as many are the same person as `chance` says; drawn without luck. */
function planted(count: number, chance: (bits: number) => number): Vote[] {
  let owed = 0.5;
  return Array.from({ length: count }, (_, at) => {
    const bits = Math.round((-16 + (20 * at) / count) * 100) / 100;
    owed += chance(bits);
    const same = owed >= 1 ? 1 : 0;
    owed -= same;
    return { bits, same, band: "possible", list: "TEST" };
  });
}
/** What the standing curve promises, moved by so many bits. */
const moved = (by: number) => (bits: number) => 1 / (1 + 2 ** -(oddsOf(bits) + by));

const someVotes = fc
  .array(
    fc.record({
      bits: fc.integer({ min: -1200, max: 2500 }).map((hundredths) => hundredths / 100),
      same: fc.constantFrom(0, 0.5, 1),
      band: fc.constantFrom("strong", "possible"),
      list: fc.constantFrom("A", "B"),
    }),
    { minLength: 60, maxLength: 700 },
  )
  .map((votes) => votes.toSorted((a, b) => a.bits - b.bits));

describe("a fit", () => {
  test("rises throughout, whatever the votes, and leaves alone what nobody reviewed", () => {
    fc.assert(
      fc.property(someVotes, (votes) => {
        const { knots } = fit(votes, undefined);
        for (const [at, [bits, odds]] of knots.entries()) {
          const before = knots[at - 1];
          expect(Number.isFinite(odds)).toBe(true);
          if (before === undefined) continue;
          expect(bits).toBeGreaterThan(before[0]);
          expect(odds).toBeGreaterThan(before[1]);
        }
        const calibration = { version: 1, knots };
        for (const below of [from[0], from[0] - 1, -40])
          expect(probabilityOf(below, calibration)).toBe(probabilityOf(below));
      }),
      { numRuns: 60 },
    );
  });

  test("is the same to the byte for the same votes", () => {
    const votes = planted(800, moved(-3));
    expect(JSON.stringify(fit([...votes], undefined))).toBe(JSON.stringify(fit(votes, undefined)));
    expect(dataSetId([...votes])).toBe(dataSetId(votes));
    expect(dataSetId(votes.slice(1))).not.toBe(dataSetId(votes));
  });

  for (const count of [120, 900]) {
    test(`lowers what promises too much and raises what promises too little (${count} votes)`, () => {
      for (const by of [-3, 3]) {
        const votes = planted(count, moved(by));
        const { knots, method } = fit(votes, undefined);
        expect(method).toBe(count === 120 ? "platt" : "isotonic");
        const calibration: Calibration = { version: 1, knots };
        for (const bits of [-10, -8, -6]) {
          const [now, then] = [probabilityOf(bits), probabilityOf(bits, calibration)];
          expect(Math.sign(then - now)).toBe(Math.sign(by));
          // Not only the right way: near to what was planted.
          expect(Math.abs(then - moved(by)(bits))).toBeLessThan(0.12);
        }
        const { before, after } = heldOut(votes, undefined);
        expect(after.brier).toBeLessThan(before.brier);
        expect(after.error).toBeLessThan(before.error);
      }
    });
  }

  test("keeps near the standing curve where that is right", () => {
    const votes = planted(900, moved(0));
    const calibration = { version: 1, knots: fit(votes, undefined).knots };
    for (const bits of [-11, -9, -7, -5])
      expect(Math.abs(probabilityOf(bits, calibration) - probabilityOf(bits))).toBeLessThan(0.07);
  });

  test("starts from the calibration in force, not from the engine's own", () => {
    const standing = { version: 1, knots: fit(planted(900, moved(-3)), undefined).knots };
    const votes = planted(120, moved(-3));
    const next = { version: 2, knots: fit(votes, standing).knots };
    for (const bits of [-10, -8, -6])
      expect(Math.abs(probabilityOf(bits, next) - probabilityOf(bits, standing))).toBeLessThan(0.1);
  });
});

test("Brier score and calibration error as worked out by hand", () => {
  const told = reliabilityOf([
    { score: 0.95, same: 1 },
    { score: 0.91, same: 0 },
    { score: 0.15, same: 0 },
    { score: 1, same: 1 },
  ]);
  // (0.0025 + 0.8281 + 0.0225 + 0) / 4; the upper bin promises 0.9533 and holds 2 of 3, the lower promises 0.15 and holds none.
  expect(told.brier).toBeCloseTo(0.2133, 4);
  expect(told.error).toBeCloseTo((3 * (0.9533 - 0.6667) + 0.15) / 4, 3);
  expect(told.bins[9]).toEqual({ from: 0.9, to: 1, count: 3, promised: 0.9533, found: 0.6667 });
  expect(told.bins[5]).toMatchObject({ count: 0, promised: null, found: null });
});

let made = 0;
const reviewed = (over: Partial<ReviewedPair> = {}): ReviewedPair => {
  made += 1;
  return {
    alertId: `a${String(made).padStart(4, "0")}`,
    pair: `p${made}`,
    bits: -9,
    band: "possible",
    list: "TEST",
    engineVersion: "1",
    outcome: "no-match",
    decidedAt: new Date(Date.UTC(2026, 10, 1) + made * 1000),
    withdrawn: false,
    ...over,
  };
};

describe("votes", () => {
  test("a pair has one, the latest that stands; a second look has the same say as the first", () => {
    const namesake = { pair: "frequent" };
    const rows = [
      reviewed({ ...namesake, bits: -5 }),
      reviewed({ ...namesake, bits: -6, outcome: "confirmed" }),
      reviewed({ ...namesake, bits: -7, outcome: "cannot-tell" }),
      reviewed({ ...namesake, bits: -8, withdrawn: true }),
      reviewed({ engineVersion: "0" }),
      reviewed({ alertId: "looked-at-twice", bits: -3 }),
      reviewed({ alertId: "told-by-the-second", bits: -2, outcome: "cannot-tell" }),
    ];
    const seconds = new Map([
      ["looked-at-twice", ["confirmed"]],
      ["told-by-the-second", ["confirmed"]],
    ] as const);
    const { votes, told } = votesOf(rows, seconds, "1");
    expect(votes.map(({ bits, same }) => [bits, same])).toEqual([
      [-6, 1],
      [-3, 0.5],
      [-2, 1],
    ]);
    expect(told).toMatchObject({ votes: 3, same: 2, different: 0, disputed: 1 });
    expect(told).toMatchObject({ cannotTell: 1, withdrawn: 1, repeated: 1, otherEngine: 1 });
  });

  test("no decision is lost", () => {
    const row = fc.record({
      pair: fc.constantFrom("a", "b", "c", "d"),
      engineVersion: fc.constantFrom("1", "0"),
      outcome: fc.constantFrom("no-match", "confirmed", "cannot-tell"),
      withdrawn: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(row, { maxLength: 40 }), (rows) => {
        const { votes, told } = votesOf(
          rows.map((over) => reviewed(over)),
          new Map(),
          "1",
        );
        expect(told.votes + told.cannotTell + told.withdrawn + told.repeated + told.otherEngine).toBe(
          rows.length,
        );
        expect(told.same + told.different + told.disputed).toBe(votes.length);
      }),
    );
  });

  test("too few say what is missing", () => {
    const none = { decided: 0, disputed: 0, cannotTell: 0, withdrawn: 0, repeated: 0, otherEngine: 0 };
    expect(lackingOf({ ...none, votes: 59, same: 15, different: 44 })).toEqual({
      votes: 1,
      same: 0,
      different: 0,
    });
    expect(lackingOf({ ...none, votes: 600, same: 2, different: 598 })).toEqual({
      votes: 0,
      same: 13,
      different: 0,
    });
    expect(lackingOf({ ...none, votes: 60, same: 15, different: 45 })).toBeNull();
  });
});
