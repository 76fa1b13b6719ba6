// From bits to a probability and back, and the prior that every pair starts from (screening.md §5.4).
import { CALIBRATION, EXPECTED_MATCHES, LEAST_POPULATION } from "./model.ts";

/**
 * A calibration that two persons put in force: [bits, log2 odds], both strictly rising, from the bits of the shipped curve
 * at which pairs begin to be looked at. Straight between its knots and, above the last, parallel to the shipped curve; at
 * and below the first it is the shipped curve, since nothing there was ever reviewed.
 */
export type Calibration = {
  readonly version: number;
  readonly knots: readonly (readonly [bits: number, odds: number])[];
};

/** Log2 odds that a traveller is a given one of `entries` active entries before anything is compared. */
export function priorBits(entries: number): number {
  return Math.log2(EXPECTED_MATCHES / Math.max(entries, LEAST_POPULATION));
}

const shippedOdds = (bits: number): number => CALIBRATION.slope * bits + CALIBRATION.offset;

/** Calibrated log2 odds of a pair's bits (prior included); by the shipped curve where no other is in force. */
export function oddsOf(bits: number, calibration?: Calibration): number {
  const knots = calibration?.knots ?? [];
  const [first] = knots;
  const last = knots.at(-1);
  if (first === undefined || last === undefined || bits <= first[0]) return shippedOdds(bits);
  if (bits >= last[0]) return last[1] + CALIBRATION.slope * (bits - last[0]);
  const to = knots.findIndex(([place]) => place > bits);
  const [low, high] = [knots[to - 1] ?? first, knots[to] ?? last];
  return low[1] + ((high[1] - low[1]) * (bits - low[0])) / (high[0] - low[0]);
}

/** Calibrated probability of a pair's bits (prior included), rounded to four places so that it is the same everywhere. */
export function probabilityOf(bits: number, calibration?: Calibration): number {
  return Math.round(1e4 / (1 + 2 ** -oddsOf(bits, calibration))) / 1e4;
}

/** The fewest bits that round to a probability. */
export function bitsOfProbability(probability: number, calibration?: Calibration): number {
  const p = Math.max(1e-6, Math.min(1 - 1e-6, probability - 5e-5));
  const odds = Math.log2(p / (1 - p));
  const knots = calibration?.knots ?? [];
  const [first] = knots;
  const last = knots.at(-1);
  if (first === undefined || last === undefined || odds <= first[1])
    return (odds - CALIBRATION.offset) / CALIBRATION.slope;
  if (odds >= last[1]) return last[0] + (odds - last[1]) / CALIBRATION.slope;
  const to = knots.findIndex(([, place]) => place > odds);
  const [low, high] = [knots[to - 1] ?? first, knots[to] ?? last];
  return low[0] + ((high[0] - low[0]) * (odds - low[1])) / (high[1] - low[1]);
}

/** Where calibrations begin: pairs under this many bits are shown to nobody, whatever the thresholds. */
export function calibratedFrom(display: number): readonly [bits: number, odds: number] {
  const bits = Math.ceil(bitsOfProbability(display) * 100) / 100;
  return [bits, shippedOdds(bits)];
}

/** Whether knots make a curve that keeps the order of bits and meets the shipped one where it begins. */
export function isCalibration(knots: Calibration["knots"]): boolean {
  const [first] = knots;
  return (
    first !== undefined &&
    Math.abs(first[1] - shippedOdds(first[0])) < 1e-5 &&
    knots.every(([bits, odds], at) => {
      const before = knots[at - 1];
      return (
        Number.isFinite(bits) &&
        Number.isFinite(odds) &&
        (before === undefined || (bits > before[0] && odds > before[1]))
      );
    })
  );
}
