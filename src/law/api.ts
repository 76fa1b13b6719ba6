export {
  checkChain,
  exportChain,
  inForceAt,
  readChain,
  readPublicKey,
  type ChainReport,
  type ChainVersion,
} from "./chain.ts";
export { labelOf, profileOf, type ProfileDocument } from "./document.ts";
export { keyGroups, profileKeys } from "./keys.ts";
export { openLaw, rotateProfileKey, type Law } from "./living.ts";
export {
  isUsableOffence,
  leastPenaltyMonths,
  offenceCodes,
  offenceNames,
  usableOffences,
  type UsableOffence,
} from "./offences.ts";
export { allVersions } from "./profile-store.ts";
export { lawRoutes, type LawServices } from "./routes.ts";
export { defaultProfile, shippedProfiles } from "./shipped.ts";
export { profileKeyFile, readProfileKey, type ProfileKey } from "./signing-key.ts";
export { countNotSelected } from "./flight-selection-store.ts";
export { mayBeTaken } from "./selected-flights.ts";
export type { Hop } from "./flight-selection.ts";
export { limitText, profileFaults } from "./validator.ts";
export { verifyReleases } from "./verify.ts";
export { differenceInWords, profileInWords } from "./words.ts";
