export type { IndexedList, IndexFacts } from "./engine.ts";
export { buildIndex } from "./index/build-index.ts";
export type { ListIndex } from "./index/list-index.ts";
export { comparedOf } from "./match.ts";
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
export { type WatchedBooking } from "./keys/booking-keys.ts";
export {
  isKeyMatch,
  keyIndex,
  matchBookings,
  matchKeys,
  type KeyedEntry,
  type KeyIndex,
} from "./keys/key-index.ts";
export { phonemicNameKey } from "./name-key.ts";
export { judged, type Judged } from "./judge.ts";
export {
  closeModel,
  insertModel,
  lockModels,
  modelRows,
  noteModel,
  takeModelBack,
  type ModelRow,
} from "./model-store.ts";
export { activeProfile } from "./profile-in-force.ts";
export { isSameProfile, profileOf, STANDARD_PROFILE } from "./profile.ts";
export { calibratedFrom, oddsOf, probabilityOf, type Calibration } from "./score/calibration.ts";
export { recordWeights, weighedBy, type RecordedWeights } from "./recorded-weights.ts";
export { screenTraveller } from "./screen.ts";
export { ENGINE_VERSION } from "./version.ts";
export { openScreening, type Screening } from "./service.ts";
export type { Screened, ScreeningPart } from "./service-part.ts";
export type { GoesBy, ScreenedBy } from "./service-messages.ts";
