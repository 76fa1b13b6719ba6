export { applyBookings } from "./apply-bookings.ts";
export { applyPassengerList, type RecordsChange } from "./apply-list.ts";
export type { ScreenablePerson } from "./apply-travellers.ts";
export { dueAt, flightKey, partsOfKey, type Direction, type FlightRef } from "./flight.ts";
export type { LinkReason } from "./link.ts";
export { nameKey } from "./traveller.ts";
export { travellersStillToCome, type UpcomingTraveller } from "./upcoming.ts";
export { recordsRoutes, type AboutFlights, type RecordsServices } from "./routes.ts";
export type { AlertCounts } from "./present.ts";
