// Shares with their uncertainty, and whether two of them differ by more than chance. Pure.

/** A count of so many, with the 95 % interval of its share; null of none. */
export type Share = {
  readonly count: number;
  readonly of: number;
  readonly share: number | null;
  readonly low: number | null;
  readonly high: number | null;
};

/** The 97.5 % point of the normal distribution: two-sided 95 %. */
const z95 = 1.959963984540054;
/** Two-sided 99 %: several measures are looked at each week, and one in twenty would cry wolf. */
const z99 = 2.5758293035489004;
/** 99 % points of chi-square by degrees of freedom, from one on. */
const chiSquare99 = [6.6349, 9.2103, 11.3449, 13.2767, 15.0863] as const;
/** Below so many expected in a cell the tests do not hold. */
const leastExpected = 5;

/** Wilson's interval (1927) of a share; it keeps within 0 and 1 and holds for small numbers. */
export function shareOf(count: number, of: number): Share {
  if (of === 0) return { count, of, share: null, low: null, high: null };
  const share = count / of;
  const z2 = z95 * z95;
  const middle = (share + z2 / (2 * of)) / (1 + z2 / of);
  const half = (z95 / (1 + z2 / of)) * Math.sqrt((share * (1 - share)) / of + z2 / (4 * of * of));
  return {
    count,
    of,
    share,
    low: count === 0 ? 0 : Math.max(0, middle - half),
    high: count === of ? 1 : Math.min(1, middle + half),
  };
}

export type Verdict = "steady" | "changed" | "too-few";
type Counted = { readonly count: number; readonly of: number };

/** Two shares by the pooled test of proportions at 99 %. */
export function compareShares(now: Counted, before: Counted): Verdict {
  const all = now.of + before.of;
  if (now.of === 0 || before.of === 0) return "too-few";
  const pooled = (now.count + before.count) / all;
  const least = Math.min(now.of, before.of) * Math.min(pooled, 1 - pooled);
  if (least < leastExpected) return "too-few";
  const error = Math.sqrt(pooled * (1 - pooled) * (1 / now.of + 1 / before.of));
  return Math.abs(now.count / now.of - before.count / before.of) / error >= z99 ? "changed" : "steady";
}

/**
 * Two distributions over the same bins by chi-square at 99 %; neighbouring bins are put together until each is expected
 * to hold five on both sides. Six bins at most.
 */
export function compareDistributions(now: readonly number[], before: readonly number[]): Verdict {
  const [nowAll, beforeAll] = [sum(now), sum(before)];
  const all = nowAll + beforeAll;
  if (nowAll === 0 || beforeAll === 0) return "too-few";
  const least = (leastExpected * all) / Math.min(nowAll, beforeAll);
  const bins: { now: number; before: number }[] = [];
  let open = { now: 0, before: 0 };
  for (const [at, count] of now.entries()) {
    open = { now: open.now + count, before: open.before + (before[at] ?? 0) };
    if (open.now + open.before < least) continue;
    bins.push(open);
    open = { now: 0, before: 0 };
  }
  const last = bins.at(-1);
  if (last !== undefined) {
    last.now += open.now;
    last.before += open.before;
  }
  const critical = chiSquare99[bins.length - 2];
  if (critical === undefined) return "too-few";
  const statistic = bins.reduce((total, bin) => {
    const share = (bin.now + bin.before) / all;
    return (
      total +
      (bin.now - share * nowAll) ** 2 / (share * nowAll) +
      (bin.before - share * beforeAll) ** 2 / (share * beforeAll)
    );
  }, 0);
  return statistic >= critical ? "changed" : "steady";
}

export type Spread = {
  readonly count: number;
  readonly median: number | null;
  /** 95 % interval of the median by ranks; null below six values. */
  readonly low: number | null;
  readonly high: number | null;
  readonly ninetieth: number | null;
};

/** The places, from 1, of the values that a spread of so many needs. */
export function ranksOf(count: number): readonly number[] {
  return Object.values(placesOf(count));
}

function placesOf(count: number) {
  const half = (z95 * Math.sqrt(count)) / 2;
  const within = (rank: number): number => Math.min(count, Math.max(1, rank));
  return {
    lower: within(Math.ceil(count / 2)),
    upper: within(Math.floor(count / 2) + 1),
    low: within(Math.round(count / 2 - half)),
    high: within(Math.round(count / 2 + half + 1)),
    ninetieth: within(Math.ceil(count * 0.9)),
  };
}

/** The median with its interval, and the value that nine of ten do not exceed; `at` gives the value at a place of the order. */
export function spreadOf(count: number, at: (rank: number) => number | undefined): Spread {
  const places = placesOf(count);
  const value = (place: keyof typeof places): number | null => at(places[place]) ?? null;
  const [lower, upper] = [value("lower"), value("upper")];
  return {
    count,
    median: upper === null || lower === null ? null : (upper + lower) / 2,
    low: count < 6 ? null : value("low"),
    high: count < 6 ? null : value("high"),
    ninetieth: value("ninetieth"),
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
