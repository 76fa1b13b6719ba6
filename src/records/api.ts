export { agreementJobs, agreementOf, followAgreements, keepAgreementsAsProfileSays } from "./agreements.ts";
export { applyBookings } from "./apply-bookings.ts";
export { endCloseOut, endPush, withdrawReplaced } from "./apply-series.ts";
export {
  applyPassengerList,
  changesFlight,
  pushOfList,
  type ListedPerson,
  type NamedPerson,
  type RecordsChange,
} from "./apply-list.ts";
export type { ScreenablePerson } from "./apply-travellers.ts";
export { directionOf, flightKey, partsOfKey, type Direction, type FlightRef } from "./flight.ts";
export type { LinkReason } from "./link.ts";
export { personsByDay } from "./count-store.ts";
export { busiestHour } from "./owed.ts";
export { nameKey } from "./traveller.ts";
export {
  upcomingFlights,
  travellersOfFlight,
  travellersOfFlights,
  type UpcomingFlight,
  type UpcomingTraveller,
} from "./upcoming.ts";
export {
  bookedTravellers,
  flightsBetween,
  flightsOfDay,
  flightsStillToCome,
  standingBookings,
} from "./watched-store.ts";
export { flightById, holdFlight, isMasked, travellerRows } from "./read-store.ts";
export { personsOfIdentity, type StatedIdentity } from "./identity-store.ts";
export { ownData, type OwnJourney } from "./own-data.ts";
export { recordsRoutes, type AboutFlights, type RecordsServices } from "./routes.ts";
export type { AlertCounts, AlertsOfPerson } from "./present.ts";
export {
  excusePause,
  excuseStop,
  expectFlights,
  expectingJobs,
  timelinessOf,
  watchPushes,
  type Timeliness,
  unexcuseStop,
} from "./expecting.ts";
export { outcomesByMonth, setArrived, setIncomplete, unmetPushes } from "./expected-store.ts";
export {
  findBySelectors,
  personsFound,
  personsTouchedSince,
  type FoundRow,
  type PersonSelectors,
} from "./selector-store.ts";
export { personFacts, type PersonFacts } from "./person-facts.ts";
export { recordsExpiring } from "./expiring.ts";
export { openSubjectMarks, subjectKeys, type MarkedPerson, type SubjectMarks } from "./subject-marks.ts";
export { correctPerson } from "./correct-person.ts";
export { correctionFault, type Correction } from "./corrected.ts";
export { forgetTravelling } from "./forget-travelling.ts";
