// placeholder
import type { ListIndex } from "./index/list-index.ts";
import type { Match, ThresholdProfile, Traveller } from "./match.ts";
import type { Query } from "./query.ts";
import type { Scored } from "./screen.ts";
import { probabilityOf } from "./score/calibration.ts";
export function explain(
  index: ListIndex,
  asked: { traveller: Traveller; query: Query; profile: ThresholdProfile },
  scored: Scored,
): Match {
  const entry = index.store.read(scored.entry);
  return {
    entryId: entry.id, cluster: null, list: entry.list, listVersion: "", matchedName: "", score: probabilityOf(scored.bits),
    threshold: asked.profile.alert, band: "weak", decision: "none", bits: scored.bits, why: [], notCompared: [], wouldChange: { clear: null, strengthen: null },
  };
}
