// How far probabilities keep what they promise: Brier score, expected calibration error, the diagram in ten bins. Pure.
import { probabilityOf, type Calibration } from "#screening";
import type { ModelFigures } from "./contract.ts";
import { fit } from "./fit.ts";
import type { Vote } from "./votes.ts";

export type Reliability = ModelFigures["before"];

const binCount = 10;
const folds = 5;
const tenThousandths = (value: number): number => Math.round(value * 1e4) / 1e4;

type Promised = { readonly score: number; readonly same: number };

/** Of promised probabilities and what became of them. */
export function reliabilityOf(promises: readonly Promised[]): Reliability {
  const binned = Map.groupBy(promises, ({ score }) => Math.min(binCount - 1, Math.floor(score * binCount)));
  const mean = (some: readonly Promised[], of: (one: Promised) => number): number =>
    some.reduce((sum, one) => sum + of(one), 0) / some.length;
  const bins = Array.from({ length: binCount }, (_, at) => {
    const some = binned.get(at) ?? [];
    const told = some.length > 0;
    return {
      from: at / binCount,
      to: (at + 1) / binCount,
      count: some.length,
      promised: told ? tenThousandths(mean(some, ({ score }) => score)) : null,
      found: told ? tenThousandths(mean(some, ({ same }) => same)) : null,
    };
  });
  const error = bins.reduce(
    (sum, { count, promised, found }) => sum + count * Math.abs((promised ?? 0) - (found ?? 0)),
    0,
  );
  return {
    brier: tenThousandths(mean(promises, ({ score, same }) => (score - same) ** 2)),
    error: tenThousandths(error / promises.length),
    bins,
  };
}

/**
 * The standing curve and a fitted one over the same votes, each vote judged by a curve fitted without it: five folds, every
 * fifth vote by bits, so that the same votes are parted alike.
 */
export function heldOut(
  votes: readonly Vote[],
  standing: Calibration | undefined,
): { readonly before: Reliability; readonly after: Reliability } {
  const after: Promised[] = [];
  for (let fold = 0; fold < folds; fold += 1) {
    const { knots } = fit(
      votes.filter((_, at) => at % folds !== fold),
      standing,
    );
    for (const { bits, same } of votes.filter((_, at) => at % folds === fold))
      after.push({ score: probabilityOf(bits, { version: 0, knots }), same });
  }
  return {
    before: reliabilityOf(votes.map(({ bits, same }) => ({ score: probabilityOf(bits, standing), same }))),
    after: reliabilityOf(after),
  };
}
