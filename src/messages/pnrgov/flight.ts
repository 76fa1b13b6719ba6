// The itinerary and check-in: TVL, TRA, RPI of GR.5, and TRI, TIF, SSD, TBD of GR.7.
import { digitsAt } from "../edifact/dates.ts";
import { emptyList, withItem } from "./lists.ts";
import { flightTimes, plainNumber } from "./header.ts";
import { componentRange, textFrom } from "../minimise/filter.ts";
import { PLACE } from "./draft.ts";
import type { BagDraft, BoardingDraft, BookingDraft, FlightDraft, TravellerDraft } from "./draft.ts";
import type { PnrgovReading } from "./push.ts";

/**
 * TVL inside a PNR: a flight, or, without date and airports, what is known of who operates the one before. A part of the
 * journey by other means (ARNK) is no flight.
 */
export function readFlight(reading: PnrgovReading, s: number, booking: BookingDraft): void {
  const { message } = reading;
  const number = plainNumber(reading.short(s, 5, 1));
  const from = reading.short(s, 2, 1);
  const to = reading.short(s, 3, 1);
  const dated = message.has(s, 1, 1);
  reading.place = PLACE.flight;
  reading.boarding = null;
  reading.checkInAt = null;
  booking.flightSeen = true;
  if (!dated && from === "" && to === "") {
    const flight = reading.flight;
    const carrier = reading.short(s, 4, 2) || reading.short(s, 4, 1);
    if (flight === null || number === "" || number === "ARNK") return;
    setOperating(flight, carrier, number);
    return;
  }
  reading.flight = null;
  if (number === "ARNK") return;
  const { departs, arrives } = flightTimes(reading, s);
  const marketing = reading.short(s, 4, 1);
  const operating = reading.short(s, 4, 2);
  const flight: FlightDraft = {
    carrier: marketing || operating || null,
    number: number === "" ? null : number,
    from: from === "" ? null : from,
    to: to === "" ? null : to,
    departs,
    arrives,
    status: null,
    operating: operating === "" || marketing === "" || operating === marketing ? null : operating,
    class: reading.short(s, 5, 2) || null,
  };
  reading.flight = flight;
  booking.flights = withItem(booking.flights, flight);
}

/** TRA: the operating carrier and its flight number. */
export function readOperatingCarrier(reading: PnrgovReading, s: number): void {
  const { flight } = reading;
  if (flight === null) return;
  setOperating(flight, reading.short(s, 1, 1), plainNumber(reading.short(s, 2, 1)));
}

function setOperating(flight: FlightDraft, carrier: string, number: string): void {
  // Who alone is named is the carrier, and the number is that flight's.
  if (flight.carrier === null && carrier !== "") {
    flight.carrier = carrier;
    if (number !== "") flight.number ??= number;
  }
  if (carrier !== "" && carrier !== flight.carrier) flight.operating = carrier;
  if (number !== "" && (number !== flight.number || flight.operating !== null))
    flight.operatingNumber = number;
}

// AIRIMP action, advice and status codes that travel agents' and airlines' systems use for segments.
const STATUSES = new Set(
  (
    "HK HL HN HX HS HQ HI HU KK KL TK TL TN UN UC UU US UT XX XR XL XK NO NN NS SS SA PN PK RR RM DS DL DK GK GL " +
    "BK BL BN AK AL FL IN IX LK LL MK MM OX PA PB PC PD QL RQ SC TP WK WL WN YK ZK HD BB CK CI BD FS K"
  ).split(" "),
);

/** RPI: the segment's status (PN10). */
export function readStatus(reading: PnrgovReading, s: number): void {
  const { flight } = reading;
  const status = reading.short(s, 2, 1);
  if (status === "") return;
  if (!STATUSES.has(status)) reading.add("PN10", s, { status });
  if (flight !== null) flight.status = status;
}

/** APD: the type of aircraft. */
export function readEquipment(reading: PnrgovReading, s: number): void {
  const equipment = reading.short(s, 1, 1);
  if (reading.flight !== null && equipment !== "") reading.flight.equipment = equipment;
}

const FREE_TEXT = 0x33;

/** DAT of GR.6: a check-in; its time is UTC. */
export function openCheckIn(reading: PnrgovReading, s: number): void {
  const { message } = reading;
  reading.place = PLACE.checkIn;
  reading.boarding = null;
  // With qualifier 3 the second component is free text of the host.
  const isText = message.code(s, 1, 1) === FREE_TEXT;
  reading.checkInAt = isText ? null : reading.momentAt(s, 1, 2);
  if (isText) reading.filter.mayKeep(message, s, textFrom(message, s, 1, 2));
}

/** TRI: a traveller checked in; who it is stands in its reference or in the TIF that follows. */
export function openBoarding(reading: PnrgovReading, s: number, booking: BookingDraft): void {
  const boarding = startBoarding(reading, s, booking, reading.short(s, 2, 4));
  boarding.checkIn.number = reading.short(s, 2, 1) || null;
}

function startBoarding(reading: PnrgovReading, s: number, booking: BookingDraft, ref: string): BoardingDraft {
  const { flight, checkInAt, place, message } = reading;
  // With a traveller stands what has lost its flight.
  const isOfTraveller = place === PLACE.traveller || place === PLACE.ticket || place === PLACE.payment;
  const boarding: BoardingDraft = {
    ref,
    traveller: ref === "" && isOfTraveller ? reading.traveller : null,
    named: false,
    surname: "",
    given: "",
    namedRef: "",
    type: "",
    tag: "TRI",
    segment: message.ordinal(s),
    offset: message.offset(s),
    nameAt: null,
    checkIn: {
      from: flight?.from ?? null,
      to: flight?.to ?? null,
      number: null,
      at: checkInAt,
      seat: null,
      cabin: null,
    },
    bags: emptyList(),
  };
  booking.boardings = withItem(booking.boardings, boarding);
  reading.boarding = boarding;
  reading.place = PLACE.boarding;
  return boarding;
}

/** TIF of GR.7: who checked in. */
export function readBoardingName(reading: PnrgovReading, s: number, booking: BookingDraft): void {
  const boarding = reading.boarding ?? startBoarding(reading, s, booking, "");
  boarding.named = true;
  boarding.traveller = knownTraveller(reading, s, booking);
  if (boarding.traveller !== null) return;
  boarding.surname = reading.short(s, 1, 1);
  boarding.given = reading.short(s, 2, 1);
  boarding.namedRef = reading.short(s, 2, 3);
  boarding.type = reading.short(s, 2, 2);
  const { message } = reading;
  boarding.nameAt = { segment: message.ordinal(s), tag: message.tagText(s), offset: message.offset(s) };
}

/** Travellers looked at for the one who checked in; more are found when the booking is closed. */
const FEW = 12;

/** The traveller of the same reference and surname, compared without making strings of either. */
function knownTraveller(reading: PnrgovReading, s: number, booking: BookingDraft): TravellerDraft | null {
  const { message } = reading;
  const { travellers } = booking;
  if (travellers.length > FEW || message.isDirty(s)) return null;
  for (const traveller of travellers) {
    if (
      traveller.ref !== null &&
      message.equals(s, message.component(s, 2, 3), traveller.ref) &&
      message.equals(s, message.component(s, 1, 1), traveller.surname)
    ) {
      return traveller;
    }
  }
  return null;
}

/** A seat without leading zeros (`011D` -> `11D`); null for `XXX`, `INF`, `EXST` and other words that are no seat. */
export function readSeat(sent: string): string | null {
  let start = 0;
  while (sent.charCodeAt(start) === 0x30) start++;
  let p = start;
  while (sent.charCodeAt(p) >= 0x30 && sent.charCodeAt(p) <= 0x39) p++;
  const letter = sent.charCodeAt(p);
  if (p === start || p - start > 3 || !(letter >= 0x41 && letter <= 0x5a)) return null;
  // One more letter may follow: what kind of seat it is.
  const rest = sent.length - p - 1;
  if (rest > 1) return null;
  return start === 0 && rest === 0 ? sent : sent.slice(start, p + 1);
}

/** SSD: the seat given at check-in. */
export function readBoardingSeat(reading: PnrgovReading, s: number, booking: BookingDraft): void {
  const boarding = reading.boarding ?? startBoarding(reading, s, booking, "");
  boarding.checkIn.seat = readSeat(reading.short(s, 1, 1));
  boarding.checkIn.cabin = reading.short(s, 5, 1) || null;
}

const KILOGRAM = "700";
const POUND = "701";
const KG_PER_POUND = 0.45359237;

/** TBD: checked bags with their tags, weight in kg (pounds converted to a tenth of a kg). */
export function readBags(reading: PnrgovReading, s: number, booking: BookingDraft): void {
  const { message } = reading;
  const boarding = reading.boarding ?? startBoarding(reading, s, booking, "");
  const weighed = message.has(s, 2, 1) || message.has(s, 2, 2) ? 2 : 3;
  const count = readCount(reading.short(s, weighed, 1));
  const weightKg = readWeight(reading.short(s, weighed, 2), reading.short(s, weighed, 3));
  // Element 4 says with whom the bags are pooled.
  if (message.has(s, 4, 1) || message.has(s, 4, 2)) reading.filter.keepCodes(message, s, 4, 4);
  let bags: BagDraft[] = emptyList();
  let inRuns = 0;
  for (let e = 5, last = message.elementCount(s); e <= last; e++) {
    const carrier = reading.short(s, e, 1) || null;
    const tag = readBagTag(reading, s, e);
    const to = reading.short(s, e, 4) || null;
    if (carrier === null && tag === null && to === null) continue;
    const run = readCount(reading.short(s, e, 3)) ?? 1;
    inRuns += run;
    bags = withItem(bags, { tag, carrier, to, pieces: run, weightKg: null });
  }
  const first = bags[0];
  if (first === undefined) {
    if (count === null || count === 0) return;
    boarding.bags = withItem(boarding.bags, { tag: null, carrier: null, to: null, pieces: count, weightKg });
    return;
  }
  if (first.tag === null && bags.length === 1) first.pieces = count;
  // The third component is the length of a run of tags only where the runs add up to the bags stated.
  else if (inRuns !== count) for (const bag of bags) bag.pieces = 1;
  first.weightKg = weightKg;
  if (boarding.bags.length === 0) boarding.bags = bags;
  else for (const bag of bags) boarding.bags.push(bag);
}

const BAG_TAG = /^[A-Z\d]{1,13}$/;

/** The tag of a bag; what is none goes. */
function readBagTag({ message, filter }: PnrgovReading, s: number, e: number): string | null {
  const tag = message.trimmed(s, e, 2);
  if (tag === "" || BAG_TAG.test(tag)) return tag || null;
  filter.dropText(message, s, componentRange(message, s, e, 2));
  return null;
}

function readCount(sent: string): number | null {
  if (sent === "" || sent.length > 4) return null;
  const count = digitsAt(sent, 0, sent.length);
  return count < 0 ? null : count;
}

const WEIGHT = /^\d{1,5}(?:[.,]\d)?$/;

function readWeight(sent: string, unit: string): number | null {
  if (sent === "") return null;
  // Nearly all are whole.
  const whole = sent.length > 5 ? -1 : digitsAt(sent, 0, sent.length);
  if (whole < 0 && !WEIGHT.test(sent)) return null;
  const weight = whole < 0 ? Number(sent.replace(",", ".")) : whole;
  if (unit === KILOGRAM || unit === "") return weight;
  return unit === POUND ? Math.round(weight * KG_PER_POUND * 10) / 10 : null;
}
