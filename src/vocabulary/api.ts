export type { Finding, FindingValues, Severity } from "./finding.ts";
export { airport, airportCodes, allAirports } from "./airports.ts";
export type { Airport } from "./airports.ts";
export { placeOf, type Place } from "./places.ts";
export {
  allCountries,
  alpha2,
  alpha3,
  countryName,
  isTravelDocumentState,
  travelDocumentCodeKind,
} from "./countries.ts";
export type { CountryLanguage, TravelDocumentCodeKind } from "./countries.ts";
export { toInstant, toLocal } from "./local-time.ts";
export {
  closed,
  Day,
  flightIdOf,
  FlightKey,
  Instant,
  LocalTime,
  Nullable,
  PersonKey,
  Problem,
  purposes,
  Uuid,
  Sentence,
  SentenceValues,
  WireFinding,
  type Purpose,
} from "./wire.ts";
export { after, before, dueDay, expiredAt, isoPeriod, keptFrom, neverLonger, periodOf } from "./calendar.ts";
export type { CalendarPeriod, Period } from "./calendar.ts";
export {
  euStrict,
  failPolicies,
  pnrPurposes,
  profileFamilies,
  pushKinds,
  threatLevels,
  type FailPolicy,
  type LegalProfile,
  type OwedPush,
  type PnrAgreement,
  type PnrPurpose,
  type ProfileFamily,
  type PushKind,
  type ThreatLevel,
} from "./legal-profile.ts";
export { personCategories, type PersonCategory } from "./person-categories.ts";
export { inClear, maskName, type Full, type Masked } from "./masked.ts";
export { groundKinds, groundText, offenceCodes, readGround, type Ground, type GroundKind } from "./ground.ts";
export { offences, type OffenceName } from "./offences.ts";
