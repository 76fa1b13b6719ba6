// From bits to a probability and back, and the prior that every pair starts from (screening.md §5.4).
import { CALIBRATION, EXPECTED_MATCHES, LEAST_POPULATION } from "./model.ts";

/** Log2 odds that a traveller is a given one of `entries` active entries before anything is compared. */
export function priorBits(entries: number): number {
  return Math.log2(EXPECTED_MATCHES / Math.max(entries, LEAST_POPULATION));
}

/** Calibrated probability of a pair's bits (prior included), rounded to four places so that it is the same everywhere. */
export function probabilityOf(bits: number): number {
  const odds = CALIBRATION.slope * bits + CALIBRATION.offset;
  return Math.round(1e4 / (1 + 2 ** -odds)) / 1e4;
}

/** The fewest bits that round to a probability. */
export function bitsOfProbability(probability: number): number {
  const p = Math.max(1e-6, Math.min(1 - 1e-6, probability - 5e-5));
  return (Math.log2(p / (1 - p)) - CALIBRATION.offset) / CALIBRATION.slope;
}
