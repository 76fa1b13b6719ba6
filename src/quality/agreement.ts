// How far two reviewers agree beyond chance: Cohen's kappa with its interval. Pure.

export type Agreement = {
  readonly items: number;
  readonly same: number;
  /** Null where both gave one and the same outcome throughout: chance explains all of it. */
  readonly kappa: number | null;
  readonly low: number | null;
  readonly high: number | null;
};

const z95 = 1.959963984540054;

/**
 * Cohen's kappa (1960) of pairs of outcomes, with the large-sample interval of Fleiss, Cohen and Everitt (1969), cut at
 * -1 and 1.
 */
export function agreementOf(pairs: readonly (readonly [first: string, second: string])[]): Agreement {
  const items = pairs.length;
  const same = pairs.filter(([first, second]) => first === second).length;
  const outcomes = [...new Set(pairs.flat())];
  const share = (test: (pair: readonly [string, string]) => boolean): number =>
    pairs.filter(test).length / items;
  const firsts = new Map(outcomes.map((outcome) => [outcome, share(([first]) => first === outcome)]));
  const seconds = new Map(outcomes.map((outcome) => [outcome, share(([, second]) => second === outcome)]));
  const observed = same / items;
  const expected = outcomes.reduce(
    (total, outcome) => total + (firsts.get(outcome) ?? 0) * (seconds.get(outcome) ?? 0),
    0,
  );
  if (items === 0 || expected === 1) return { items, same, kappa: null, low: null, high: null };
  const kappa = (observed - expected) / (1 - expected);
  let variance = -((observed * expected - 2 * expected + observed) ** 2);
  for (const one of outcomes) {
    for (const other of outcomes) {
      const cell = share(([first, second]) => first === one && second === other);
      if (one === other) {
        const margins = (seconds.get(one) ?? 0) + (firsts.get(one) ?? 0);
        variance += cell * (1 - expected - margins * (1 - observed)) ** 2;
      } else {
        variance += (1 - observed) ** 2 * cell * ((seconds.get(one) ?? 0) + (firsts.get(other) ?? 0)) ** 2;
      }
    }
  }
  const error = Math.sqrt(Math.max(0, variance) / items) / (1 - expected) ** 2;
  return {
    items,
    same,
    kappa,
    low: Math.max(-1, kappa - z95 * error),
    high: Math.min(1, kappa + z95 * error),
  };
}
