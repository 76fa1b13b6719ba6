// Where a running version stands beside what was declared of it, before it stops itself: pure.
import type { Dossier, Standing } from "./contract.ts";
import { fewestTravellers } from "./gates.ts";
import { share } from "./statistics.ts";

/** Reviews decided from which on the precision of a rule is judged. */
export const reviewsNeeded = 200;
/** Reviews from which on a precision under its floor is told, long before it is judged. */
const reviewsTold = 20;

/**
 * `lastDay`: what it counted on flights looked at in the last 24 hours. `over` names what it is beyond already: the matches
 * of a day or a flight, the rate for 10,000 (by the lower end of its interval, so that chance alone tells nothing), the
 * precision.
 */
export function standingOf(
  { perDay, perFlight, per10000, precisionFloor }: Dossier["limits"],
  lastDay: { readonly evaluated: number; readonly matches: number; readonly most: number },
  all: { readonly evaluated: number; readonly matches: number },
  judged: { readonly confirmed: number; readonly reviewed: number },
): Standing {
  const rate = share(all.matches, all.evaluated);
  const precision = share(judged.confirmed, judged.reviewed);
  const over: Standing["over"] = [];
  if (lastDay.matches > perDay || lastDay.most > perFlight) over.push("volume");
  else if (all.evaluated >= fewestTravellers && (rate.low ?? 0) * 10_000 > per10000) over.push("volume");
  if (judged.reviewed >= reviewsTold && (precision.value ?? 1) < precisionFloor) over.push("precision");
  return {
    lastDay: {
      ...lastDay,
      per10000: lastDay.evaluated === 0 ? null : (lastDay.matches / lastDay.evaluated) * 10_000,
    },
    declared: { perDay, perFlight, per10000, precisionFloor, reviewsNeeded },
    over,
  };
}
