// The state of reading one PNRGOV: where in which booking the reader stands, and what it has gathered.
import type { Booking, ReportedFlight } from "../booking.ts";
import { readDayMonthYear, referenceYearOf } from "../edifact/dates.ts";
import type { SegmentedMessage } from "../edifact/segments.ts";
import { SourceFilter } from "../minimise/filter.ts";
import type { MessageCode } from "../codes.ts";
import type { FindingValues } from "../findings.ts";
import type { ReadContext } from "../reading.ts";
import { newBooking, PLACE } from "./draft.ts";
import type {
  BoardingDraft,
  BookingDraft,
  FlightDraft,
  PaymentDraft,
  PlaceInBooking,
  TicketDraft,
  TravellerDraft,
} from "./draft.ts";

/** What the pieces of one message share: the facts before the first SRC, and counts over all PNRs. */
export type PushFacts = {
  functionSeen: boolean;
  update: boolean;
  accepted: boolean;
  flight: ReportedFlight | null;
  flightSeen: boolean;
  stated: number | null;
  bookings: number;
  readonly locators: Set<string>;
};

const NO_FLIGHT: ReportedFlight = {
  carrier: "",
  number: "",
  from: null,
  to: null,
  departs: null,
  arrives: null,
};

/** Reads on through the segments of one message (or piece of it); the handlers of segments.ts move it along. */
export class PnrgovReading {
  /** The table whose segment is being read: the message's own, or that of a part of a segment read on its own. */
  message: SegmentedMessage;
  readonly context: ReadContext;
  readonly filter = new SourceFilter();
  readonly facts: PushFacts;
  readonly bookings: Booking[] = [];
  readonly #referenceYear: number;

  place: PlaceInBooking = PLACE.header;
  booking: BookingDraft | null = null;
  traveller: TravellerDraft | null = null;
  ticket: TicketDraft | null = null;
  /** Payments of the last FOP: the card holder that follows belongs to them. */
  payments: PaymentDraft[] = [];
  flight: FlightDraft | null = null;
  boarding: BoardingDraft | null = null;
  checkInAt: string | null = null;
  historyAt: string | null = null;
  historyAction: "added" | "cancelled" | "changed" = "changed";

  constructor(message: SegmentedMessage, context: ReadContext, facts: PushFacts) {
    this.message = message;
    this.context = context;
    this.facts = facts;
    this.#referenceYear = referenceYearOf(facts.flight?.departs ?? context.preparedAt);
  }

  /** The flight every booking is reported for; its parts are empty where the message does not say. */
  get reported(): ReportedFlight {
    return this.facts.flight ?? NO_FLIGHT;
  }

  /** The date by which two-digit years of documents are told: the flight's departure, else the message's preparation. */
  get referenceDate(): string | null {
    return this.facts.flight?.departs ?? this.context.preparedAt;
  }

  add(code: MessageCode, s: number, values?: FindingValues): void {
    this.context.findings.add(code, this.message.place(s), values);
  }

  addAt(code: MessageCode, segment: number, offset: number, values?: FindingValues): void {
    this.context.findings.add(code, { segment, tag: null, offset }, values);
  }

  /** Says, once for each PNR, that its segments do not stand in the order of the guide. */
  outOfOrder(s: number): void {
    const { booking } = this;
    if (booking === null || booking.orderReported) return;
    booking.orderReported = true;
    this.add("ORDER", s, { tag: this.message.tagText(s) });
  }

  /**
   * Date and time as in TVL, RCI and DAT: `YYYY-MM-DDTHH:MM`, the date alone where the time is absent or unreadable, null
   * without a date; what cannot be read is reported (PN09).
   */
  moment(s: number, date: string, time: string): string | null {
    if (date === "") return null;
    const whole = readDayMonthYear(date, time, this.#referenceYear);
    if (whole !== null) return whole;
    const day = readDayMonthYear(date, "", this.#referenceYear);
    this.add("PN09", s, { value: `${date} ${time}`.trim(), reason: "does not exist" });
    return day;
  }

  open(s: number): BookingDraft {
    const { message } = this;
    this.booking = newBooking(message.ordinal(s), message.offset(s));
    this.place = PLACE.booking;
    this.traveller = null;
    this.ticket = null;
    this.payments = [];
    this.flight = null;
    this.boarding = null;
    this.checkInAt = null;
    this.historyAt = null;
    return this.booking;
  }
}
