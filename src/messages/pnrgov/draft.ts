// A booking while its segments are being read: the same shape as the result, open for writing.
import type { BookedTraveller, Booking, ItinerarySegment, Payment, ReportedFlight } from "../booking.ts";
import { emptyList } from "./lists.ts";

type Open<T> = T extends readonly (infer Item)[]
  ? Open<Item>[]
  : T extends object
    ? { -readonly [Key in keyof T]: Open<T[Key]> }
    : T;

export type TravellerDraft = Open<BookedTraveller>;
export type DocumentDraft = TravellerDraft["documents"][number];
export type FlightDraft = Open<ItinerarySegment>;
export type PaymentDraft = Open<Payment>;
export type TicketDraft = TravellerDraft["tickets"][number];
export type CheckInDraft = NonNullable<TravellerDraft["checkIns"]>[number];
export type BagDraft = TravellerDraft["bags"][number];

export type ServiceDraft = NonNullable<Open<Booking>["services"]>[number];

/** An SSR that waits until all travellers of the booking are known. */
export type PendingService = {
  readonly service: ServiceDraft;
  readonly text: string;
  readonly traveller: TravellerDraft | null;
  /** Elements 2..: data (seats), and the traveller reference each belongs to. */
  readonly values: readonly string[];
  readonly refs: readonly string[];
  readonly tag: "SSR";
  readonly segment: number;
  readonly offset: number;
};

/** Where something stood that is told of later. */
export type EarlierPlace = { readonly segment: number; readonly tag: string; readonly offset: number };

/** What check-in tells of one traveller on one flight (GR.7). */
export type BoardingDraft = {
  ref: string;
  /** Who it is, where the TIF that follows TRI bears the reference and surname of a traveller known by then. */
  traveller: TravellerDraft | null;
  /** What that TIF says otherwise; `named` is false without one. */
  named: boolean;
  surname: string;
  given: string;
  namedRef: string;
  type: string;
  /** Where TRI stands, and the TIF where it names nobody known by then. */
  readonly tag: "TRI";
  readonly segment: number;
  readonly offset: number;
  nameAt: EarlierPlace | null;
  readonly checkIn: CheckInDraft;
  bags: BagDraft[];
};

/** Places in a PNR by which the next segment is understood (pnrgov.md §2). */
export const PLACE = {
  header: 0,
  booking: 1,
  traveller: 2,
  ticket: 3,
  payment: 4,
  flight: 5,
  checkIn: 6,
  boarding: 7,
  split: 8,
  nonAir: 9,
  history: 10,
  historyItem: 11,
} as const;
export type PlaceInBooking = (typeof PLACE)[keyof typeof PLACE];

export type BookingDraft = {
  locator: string | null;
  carrier: string | null;
  createdAt: string | null;
  sentAt: string | null;
  agency: Booking["agency"];
  travellers: TravellerDraft[];
  flights: FlightDraft[];
  readonly contacts: Open<Booking["contacts"]>;
  payments: PaymentDraft[];
  /** The ticket each of `payments` is for. */
  paidTickets: (TicketDraft | null)[];
  history: Open<Booking["history"]>;
  remarks: string[];
  readonly split: Open<Booking["split"]>;
  services: ServiceDraft[];
  /** The services whose texts wait until all travellers of the booking are known. */
  pending: PendingService[];
  /** What is pending may add a document, or a seat: those that follow wait too, so that all keep their order. */
  documentsWait: boolean;
  seatsWait: boolean;
  boardings: BoardingDraft[];
  /** The travellers who TIF says travel with an infant: their references, and where they stand. */
  announced: (EarlierPlace & { readonly ref: string | null })[];
  readonly tag: "SRC";
  readonly segment: number;
  readonly offset: number;
  /** Segments after SRC; with `emptyOrigin` it tells the cancellation form. */
  segments: number;
  emptyOrigin: boolean;
  originSeen: boolean;
  locatorSeen: boolean;
  flightSeen: boolean;
  group: boolean;
  orderReported: boolean;
};

export function newBooking(segment: number, offset: number): BookingDraft {
  return {
    locator: null,
    carrier: null,
    createdAt: null,
    sentAt: null,
    agency: null,
    travellers: emptyList(),
    flights: emptyList(),
    contacts: { phones: emptyList(), emails: emptyList(), addresses: emptyList() },
    payments: emptyList(),
    paidTickets: emptyList(),
    history: emptyList(),
    remarks: emptyList(),
    split: { from: null, to: emptyList() },
    services: emptyList(),
    pending: emptyList(),
    documentsWait: false,
    seatsWait: false,
    boardings: emptyList(),
    announced: emptyList(),
    tag: "SRC",
    segment,
    offset,
    segments: 0,
    emptyOrigin: false,
    originSeen: false,
    locatorSeen: false,
    flightSeen: false,
    group: false,
    orderReported: false,
  };
}

export function newTraveller(surname: string, given: string | null, type: string | null): TravellerDraft {
  return {
    ref: null,
    type,
    surname,
    given,
    title: null,
    sex: null,
    birthDate: null,
    nationality: null,
    documents: emptyList(),
    addresses: emptyList(),
    seats: emptyList(),
    tickets: emptyList(),
    frequentFlyer: emptyList(),
    bags: emptyList(),
  };
}

/** The finished booking: what only served the reading is left behind. */
export function closeBooking(draft: BookingDraft, flight: ReportedFlight, cancelled: boolean): Booking {
  return {
    locator: draft.locator,
    carrier: draft.carrier,
    createdAt: draft.createdAt,
    sentAt: draft.sentAt,
    cancelled,
    flight,
    agency: draft.agency,
    travellers: draft.travellers,
    segments: draft.flights,
    contacts: draft.contacts,
    payments: draft.payments,
    history: draft.history,
    remarks: draft.remarks,
    split: draft.split,
    services: draft.services,
    segment: draft.segment,
  };
}
