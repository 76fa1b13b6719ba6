export type { Booking, BookedTraveller, ItinerarySegment, Payment, ReportedFlight } from "./booking.ts";
export type { Control, Cut, CutReason, MessageKind, ReadMessage } from "./message.ts";
export type {
  ListedFlight,
  ListedLeg,
  ListedTraveller,
  ListFunction,
  PassengerList,
  PostalAddress,
  Sex,
  TravelDocument,
  TravellerRole,
} from "./passenger-list.ts";
export { readBytes, readMessages } from "./read.ts";
