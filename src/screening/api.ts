export type { BuildIndex, IndexedList, IndexFacts, ScreenTraveller } from "./engine.ts";
export type {
  Band,
  Counterfactual,
  Evidence,
  Feature,
  Match,
  NotCompared,
  Relation,
  ThresholdProfile,
  Traveller,
  TravellerDocument,
  WouldChange,
} from "./match.ts";
