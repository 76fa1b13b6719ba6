export { agreementWith, unwantedFlights } from "./agreement-store.ts";
export { answerSeconds } from "./agreement.ts";
export type { EffectiveAgreement, ListKind, Requirable, Unwantable } from "./agreement.ts";
export { usualAgreement } from "./effective-agreement.ts";
export { errorCodesOf, outboundOf } from "./outbound.ts";
export { credentialKinds, isOwnSender, mayFlyAs, type Carrier, type CredentialKind } from "./carrier.ts";
export { noSuchCarrier } from "./no-such-carrier.ts";
export {
  addCarrier,
  bindIdentity,
  carrierByIdentity,
  issueToken,
  suspendCarrier,
  withdrawCredential,
  type Issued,
  type NewCarrier,
} from "./register.ts";
export type { IdentityKind } from "./credential.ts";
export { carrierRoutes } from "./routes.ts";
export {
  boundQueues,
  carrierFlying,
  carrierForSender,
  loadCarrierByCode,
  loadCarrierById,
  loadCarriers,
  loadCredentials,
  mailboxesOfCarriers,
  signingKeysOf,
  watchedFolders,
} from "./store.ts";
export {
  activateSchedule,
  addSchedule,
  isScheduled,
  prepareSchedule,
  pushPlans,
  scheduledFlights,
  setPushPlan,
} from "./schedules.ts";
export { scheduleRoutes } from "./schedule-routes.ts";
export type { ScheduledFlight, ScheduledLeg } from "./schedule.ts";
