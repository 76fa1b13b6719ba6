// Intervals of shares and of ratios of shares. Pure.
import type { Share } from "./contract.ts";

/** The quantile of the normal distribution that leaves 2.5 % above it. */
export const z95 = 1.959963984540054;

/**
 * A share with its Wilson score interval (Wilson 1927), `z` the quantile of the wanted certainty. Nothing counted: nothing is
 * known, all three are null.
 */
export function share(count: number, of: number, z = z95): Share {
  if (of === 0) return { count, of, value: null, low: null, high: null };
  const p = count / of;
  const z2 = z * z;
  const middle = (p + z2 / (2 * of)) / (1 + z2 / of);
  const half = (z / (1 + z2 / of)) * Math.sqrt((p * (1 - p)) / of + z2 / (4 * of * of));
  return { count, of, value: p, low: Math.max(0, middle - half), high: Math.min(1, middle + half) };
}

export type Ratio = { readonly ratio: number; readonly low: number; readonly high: number };

/**
 * How many times as often a group is selected as the rest, with the interval of its logarithm (Katz et al. 1978). Half a
 * match and a traveller are added to each side where one has none, so that nothing is divided by nothing. Null where one side
 * is empty or nobody is selected at all.
 */
export function ratioOf(
  group: { readonly count: number; readonly of: number },
  rest: { readonly count: number; readonly of: number },
  z = z95,
): Ratio | null {
  if (group.of === 0 || rest.of === 0 || group.count + rest.count === 0) return null;
  const mended = group.count === 0 || rest.count === 0 ? 0.5 : 0;
  const [a, n] = [group.count + mended, group.of + 2 * mended];
  const [c, m] = [rest.count + mended, rest.of + 2 * mended];
  const ratio = a / n / (c / m);
  const error = Math.sqrt(Math.max(0, 1 / a - 1 / n + 1 / c - 1 / m));
  return { ratio, low: ratio * Math.exp(-z * error), high: ratio * Math.exp(z * error) };
}

/**
 * The quantile for an interval of 95 % that holds for `tests` of them together (Bonferroni): with many groups in a table one of
 * them stands apart by chance.
 */
export function zOfTogether(tests: number): number {
  return normalQuantile(1 - 0.025 / Math.max(1, tests));
}

/** The quantile of the standard normal distribution for 0.5 <= p < 1: by halving, on its distribution function. */
function normalQuantile(p: number): number {
  let [low, high] = [0, 10];
  for (let round = 0; round < 80; round += 1) {
    const middle = (low + high) / 2;
    if (normalBelow(middle) < p) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** P(Z <= x) for x >= 0, by the series of the error function; enough terms for x up to 10. */
function normalBelow(x: number): number {
  let term = x;
  let sum = x;
  for (let n = 1; n < 400 && term > 1e-18 * sum; n += 1) {
    term *= (x * x) / (2 * n + 1);
    sum += term;
  }
  return 0.5 + sum * Math.exp((-x * x) / 2) * 0.3989422804014327;
}
