export { acknowledgePackage, answerOf, giveOutcome } from "./own.ts";
export {
  authorityExpired,
  isUsable,
  noSuchAuthority,
  proposeKeys,
  protectsComparably,
} from "./authorities.ts";
export { authorityInForce, type AuthorityRow } from "./authority-store.ts";
export type { DisclosureServices, OutsideApproval } from "./disclosure-services.ts";
export { publishedUnitKeys, unitKeys, type UnitKey } from "./envelope.ts";
export { disclosureJobs } from "./jobs.ts";
export { bodyOutside } from "./outside.ts";
export { insertNotice, noticedSince, packagesOpened, packagesSealed } from "./package-store.ts";
export {
  closeOwnRequest,
  confirmPartnersRecall,
  encryptedPackage,
  partnerActor,
  recallPassedOn,
  signedPackage,
} from "./partner.ts";
export {
  answeredIncoming,
  approvedOutgoing,
  packageByReference,
  packagesLeft,
  recallsLeft,
} from "./partner-store.ts";
export { makeRequest } from "./requests.ts";
export { formsSealed, placesOfRequest, requestById } from "./request-store.ts";
export { disclosuresExpiring } from "./expiring.ts";
export { keepAsProfileSays, sealForms } from "./keeping.ts";
export { disclosureRoutes } from "./routes.ts";
export { recallPersons } from "./recalling.ts";
