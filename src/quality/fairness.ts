// A measurement as it is shown: recall, mistaken namesakes, and whether the engine treats names of all origins alike. Pure.
import type { Measurement } from "./contract.ts";
import { groupFloor } from "./groups.ts";
import { shareOf, type Share } from "./intervals.ts";
import { isListed } from "./measuring.ts";
import type { KeptMeasurement, OriginCount } from "./store.ts";

/** An origin is alerted on unevenly from here: times the share of all (screening.md section 11). */
const alertedTimes = 3;
/** And missed unevenly when by so much more than all. */
const missedMore = 0.03;

/** The figures of a measurement. Origins of which fewer than ten were screened are not there. */
export function measurementShown(kept: KeptMeasurement): Measurement {
  const sum = (of: keyof Omit<OriginCount, "origin">): number =>
    kept.origins.reduce((total, origin) => total + origin[of], 0);
  const ofKinds = (listed: boolean): Share => {
    const kinds = kept.kinds.filter(({ kind }) => isListed(kind) === listed);
    return shareOf(
      kinds.reduce((total, { found }) => total + found, 0),
      kinds.reduce((total, { of }) => total + of, 0),
    );
  };
  const alerted = shareOf(sum("alerted"), sum("decoys"));
  const missed = shareOf(sum("listed") - sum("found"), sum("listed"));
  return {
    at: kept.at.toISOString(),
    seed: kept.seed,
    engineVersion: kept.engineVersion,
    profile: kept.profile,
    lists: kept.lists.map(({ code, version }) => ({ code, version })),
    recall: ofKinds(true),
    mistaken: ofKinds(false),
    decoys: alerted,
    kinds: kept.kinds.map(({ kind, found, of }) => ({ kind, listed: isListed(kind), ...shareOf(found, of) })),
    origins: kept.origins
      .filter(({ decoys }) => decoys >= groupFloor)
      .map((origin) => originShown(origin, alerted, missed)),
  };
}

function originShown(origin: OriginCount, all: Share, allMissed: Share): Measurement["origins"][number] {
  const alerted = shareOf(origin.alerted, origin.decoys);
  const enough = (of: number): boolean => of >= groupFloor;
  const missed = enough(origin.listed) ? shareOf(origin.listed - origin.found, origin.listed) : null;
  return {
    origin: origin.origin,
    alerted,
    missed,
    mistaken: enough(origin.namesakes) ? shareOf(origin.mistaken, origin.namesakes) : null,
    // Only what even the lower end of the interval shows.
    uneven: [
      ...((alerted.low ?? 0) > alertedTimes * (all.share ?? 1) ? (["alerted"] as const) : []),
      ...((missed?.low ?? 0) > (allMissed.share ?? 1) + missedMore ? (["missed"] as const) : []),
    ],
  };
}
