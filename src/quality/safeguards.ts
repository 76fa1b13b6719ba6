// What stands in the way of a calibration: no gain on decisions it was not fitted on, or people found or alerted on less evenly. Pure.
import type { Hindrance, ModelFairness } from "./contract.ts";
import { groupFloor } from "./groups.ts";
import { shareOf, type Share } from "./intervals.ts";
import { isListed, type Counts } from "./measuring.ts";
import type { Reliability } from "./reliability.ts";
import type { OriginCount } from "./store.ts";

/** screening.md section 11: no group is missed by so much more than all, nor alerted on so many times as often; 10.9: none loses more. */
const limits = { missedMore: 0.03, alertedTimes: 3, lost: 0.02 } as const;
/** Groups that count for fairness (screening.md 10.4). */
const leastOfGroup = 60;

/** Invented travellers under both: all together, and by how their names are formed. */
export function fairnessOf(before: Counts, after: Counts): ModelFairness {
  const all = bothOf(sumOf(before.origins), sumOf(after.origins));
  return {
    all,
    origins: after.origins.flatMap((then) => {
      const now = before.origins.find(({ origin }) => origin === then.origin);
      if (now === undefined || then.decoys < groupFloor) return [];
      const both = bothOf(now, then);
      return [{ origin: then.origin, ...both, beyond: beyondOf(both, all) }];
    }),
    kindsLost: after.kinds.flatMap(({ kind, found, of }) => {
      const now = before.kinds.find((one) => one.kind === kind)?.found ?? found;
      return isListed(kind) && of >= leastOfGroup && (now - found) / of > limits.lost ? [kind] : [];
    }),
  };
}

type Both = Pick<ModelFairness["all"], "foundBefore" | "foundAfter" | "alertedBefore" | "alertedAfter">;

const sumOf = (origins: readonly OriginCount[]): Omit<OriginCount, "origin"> => {
  const sum = (of: keyof Omit<OriginCount, "origin">): number =>
    origins.reduce((total, one) => total + one[of], 0);
  return {
    decoys: sum("decoys"),
    alerted: sum("alerted"),
    listed: sum("listed"),
    found: sum("found"),
    namesakes: sum("namesakes"),
    mistaken: sum("mistaken"),
  };
};

function bothOf(now: Omit<OriginCount, "origin">, then: Omit<OriginCount, "origin">): Both {
  return {
    foundBefore: shareOf(now.found, now.listed),
    foundAfter: shareOf(then.found, then.listed),
    alertedBefore: shareOf(now.alerted, now.decoys),
    alertedAfter: shareOf(then.alerted, then.decoys),
  };
}

/** What a group goes beyond. Against all only where even the kinder end of the interval does; against itself as counted: they are the same travellers. */
function beyondOf(own: Both, all: Both): ModelFairness["origins"][number]["beyond"] {
  const counts = own.foundAfter.of >= leastOfGroup;
  const part = ({ share }: Share): number => share ?? 0;
  return [
    ...(counts && (own.foundAfter.high ?? 1) < part(all.foundAfter) - limits.missedMore
      ? (["missed"] as const)
      : []),
    ...(counts && part(own.foundBefore) - part(own.foundAfter) > limits.lost ? (["lost"] as const) : []),
    ...((own.alertedAfter.low ?? 0) > limits.alertedTimes * part(all.alertedAfter)
      ? (["alerted"] as const)
      : []),
  ];
}

/** Why it cannot be put in force; empty where nothing stands in the way. */
export function hindrances(
  { before, after }: { readonly before: Reliability; readonly after: Reliability },
  fairness: ModelFairness,
): readonly Hindrance[] {
  const beyond = (what: "missed" | "lost" | "alerted"): boolean =>
    fairness.origins.some((origin) => origin.beyond.includes(what));
  const { foundBefore, foundAfter } = fairness.all;
  const fell = (foundBefore.share ?? 0) - (foundAfter.share ?? 0) > limits.lost;
  return [
    ...(after.brier < before.brier ? [] : (["no-gain"] as const)),
    ...(fell || beyond("lost") || fairness.kindsLost.length > 0 ? (["finds-fewer"] as const) : []),
    ...(beyond("missed") ? (["misses-a-group"] as const) : []),
    ...(beyond("alerted") ? (["alerts-a-group"] as const) : []),
  ];
}
