// The state of reading one PNRGOV: where in which booking the reader stands, and what it has gathered.
import type { Booking, ReportedFlight } from "../booking.ts";
import { readDayMonthYear, referenceYearOf } from "../edifact/dates.ts";
import type { SegmentedMessage } from "../edifact/segments.ts";
import { SourceFilter } from "../minimise/filter.ts";
import type { MessageCode } from "../codes.ts";
import type { GivenValues } from "../findings.ts";
import type { ReadContext } from "../reading.ts";
import { emptyList } from "./lists.ts";
import { newBooking, PLACE } from "./draft.ts";
import type {
  BoardingDraft,
  BookingDraft,
  EarlierPlace,
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

/** Short codes met lately, by their bytes: airports, carriers and their like are few, and so are strings for them. */
const CODE_SLOTS = 2048;
const codeOfSlot = new Int32Array(CODE_SLOTS);
const textOfSlot: string[] = Array.from({ length: CODE_SLOTS }, () => "");
/** The text of a code packed as `SegmentedMessage.codeAt` packs it, ASCII only: equal ones share one string. */
export function textOfCode(code: number): string {
  const slot = Math.imul(code, 0x9e3779b1) >>> 21;
  if (codeOfSlot[slot] === code) return textOfSlot[slot]!;
  let text = "";
  for (let rest = code; rest !== 0; rest >>>= 8) text = String.fromCharCode(rest & 0xff) + text;
  codeOfSlot[slot] = code;
  textOfSlot[slot] = text;
  return text;
}

/** Moments met lately, by year of reference, date and time: the flights of one day are spoken of again and again. */
const MOMENT_SLOTS = 1024;
const yearOfMoment = new Int32Array(MOMENT_SLOTS);
const dateOfMoment = new Int32Array(MOMENT_SLOTS);
const timeOfMoment = new Int32Array(MOMENT_SLOTS);
const textOfMoment: string[] = Array.from({ length: MOMENT_SLOTS }, () => "");

/** The component's `length` digits as a number behind a leading 1, which keeps 0000 apart from nothing; -1 when it is not that. */
function digitsOf(message: SegmentedMessage, k: number, length: number): number {
  const { bytes, compStart } = message;
  const start = compStart[k]!;
  if (compStart[k + 1]! - 1 - start !== length) return -1;
  let number = 1;
  for (let p = start; p < start + length; p++) {
    const digit = bytes[p]! - 0x30;
    if (digit < 0 || digit > 9) return -1;
    number = number * 10 + digit;
  }
  return number;
}

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
  payments: PaymentDraft[] = emptyList();
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

  add(code: MessageCode, s: number, values?: GivenValues): void {
    this.context.findings.add(code, this.message.place(s), values);
  }

  /** A finding about a segment that has been read before: a service, or the whole booking at its SRC. */
  addAt(code: MessageCode, place: EarlierPlace, values?: GivenValues): void {
    const { segment, offset } = place;
    this.context.findings.add(code, { segment, tag: place.tag, offset }, values);
  }

  /** Says, once for each PNR, that its segments do not stand in the order of the guide. */
  outOfOrder(s: number): void {
    const { booking } = this;
    if (booking === null || booking.orderReported) return;
    booking.orderReported = true;
    this.add("ORDER", s, { tag: this.message.tagText(s) });
  }

  /** A value that mostly is a short code (airport, carrier, status, seat): equal ones share one string. "" when absent. */
  short(s: number, e: number, c: number): string {
    const { message } = this;
    const k = message.component(s, e, c);
    if (k < 0) return "";
    // Only of ASCII are the numbers of codes unambiguous.
    const code = message.isDirty(s) ? -1 : message.codeAt(s, k);
    if (code === 0) return "";
    return code === -1 ? message.textAt(s, k) : textOfCode(code);
  }

  /**
   * As `moment`, of the date at component `c` of element `e` and the time at the component after it; `null` without a date.
   * Most moments of a push are the same few.
   */
  momentAt(s: number, e: number, c: number): string | null {
    const { message } = this;
    const date = message.component(s, e, c);
    if (date < 0) return null;
    const time = message.component(s, e, c + 1);
    const isClean = !message.isDirty(s);
    const day = isClean ? digitsOf(message, date, 6) : -1;
    const clock = isClean && time >= 0 ? digitsOf(message, time, 4) : 0;
    if (day < 0 || clock < 0) return this.moment(s, message.textAt(s, date), message.textAt(s, time));
    const year = this.#referenceYear;
    const slot = Math.imul(day + Math.imul(clock, 0x85ebca6b), 0x9e3779b1) >>> 22;
    if (dateOfMoment[slot] === day && timeOfMoment[slot] === clock && yearOfMoment[slot] === year)
      return textOfMoment[slot]!;
    const moment = readDayMonthYear(message.textAt(s, date), message.textAt(s, time), year);
    // One that does not exist is reported wherever it stands.
    if (moment === null) return this.moment(s, message.textAt(s, date), message.textAt(s, time));
    dateOfMoment[slot] = day;
    timeOfMoment[slot] = clock;
    yearOfMoment[slot] = year;
    textOfMoment[slot] = moment;
    return moment;
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
    this.payments = emptyList();
    this.flight = null;
    this.boarding = null;
    this.checkInAt = null;
    this.historyAt = null;
    return this.booking;
  }
}
