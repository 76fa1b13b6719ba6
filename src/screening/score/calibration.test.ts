// Calibrations that persons put in force: they keep the order of bits, change nothing that was never reviewed, and can be turned round.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  bitsOfProbability,
  calibratedFrom,
  isCalibration,
  oddsOf,
  probabilityOf,
  type Calibration,
} from "./calibration.ts";

const from = calibratedFrom(0.02);
const steps = fc.array(fc.tuple(fc.integer({ min: 1, max: 900 }), fc.integer({ min: 1, max: 900 })), {
  minLength: 1,
  maxLength: 12,
});
const calibrations = steps.map((moves): Calibration => {
  const knots: [number, number][] = [[from[0], from[1]]];
  for (const [bits, odds] of moves) {
    const [lastBits, lastOdds] = knots.at(-1) ?? from;
    knots.push([lastBits + bits / 100, lastOdds + odds / 100]);
  }
  return { version: 1, knots };
});
const bits = fc.double({ min: -60, max: 60, noNaN: true });

describe("a calibration", () => {
  test("keeps the order of bits", () => {
    fc.assert(
      fc.property(calibrations, bits, bits, (calibration, one, other) => {
        const [low, high] = one < other ? [one, other] : [other, one];
        expect(isCalibration(calibration.knots)).toBe(true);
        const apart = high - low > 1e-6;
        expect(!apart || oddsOf(high, calibration) > oddsOf(low, calibration)).toBe(true);
        expect(probabilityOf(high, calibration)).toBeGreaterThanOrEqual(probabilityOf(low, calibration));
      }),
    );
  });

  test("leaves everything that is shown to nobody as the engine has it", () => {
    fc.assert(
      fc.property(calibrations, bits, (calibration, one) => {
        const below = Math.min(one, from[0]);
        expect(probabilityOf(below, calibration)).toBe(probabilityOf(below));
      }),
    );
    expect(probabilityOf(from[0])).toBeGreaterThanOrEqual(0.02);
    expect(probabilityOf(from[0] - 0.02)).toBeLessThan(0.02);
  });

  test("can be turned round: the fewest bits of a probability round to it, and no fewer do", () => {
    fc.assert(
      fc.property(
        fc.option(calibrations, { nil: undefined }),
        fc.integer({ min: 1, max: 9998 }),
        (calibration, of) => {
          const least = bitsOfProbability(of / 1e4, calibration);
          expect(probabilityOf(least + 1e-6, calibration)).toBeGreaterThanOrEqual(of / 1e4);
          expect(probabilityOf(least - 1e-3, calibration)).toBeLessThanOrEqual(of / 1e4);
        },
      ),
    );
  });

  test("is none where it falls, stands still or does not meet the engine's own", () => {
    expect(isCalibration([])).toBe(false);
    expect(isCalibration([[from[0], from[1] + 1]])).toBe(false);
    expect(isCalibration([from, [from[0] + 1, from[1]]])).toBe(false);
    expect(isCalibration([from, [from[0], from[1] + 1]])).toBe(false);
    expect(isCalibration([from, [from[0] + 1, Number.NaN]])).toBe(false);
  });
});
