// The itinerary and check-in: TVL, TRA, RPI of GR.5, and TRI, TIF, SSD, TBD of GR.7.
import { flightTimes, plainNumber } from "./header.ts";
import { PLACE } from "./draft.ts";
import type { BagDraft, BoardingDraft, BookingDraft, FlightDraft } from "./draft.ts";
import type { PnrgovReading } from "./push.ts";

/**
 * TVL inside a PNR: a flight, or, without date and airports, what is known of who operates the one before. A part of the
 * journey by other means (ARNK) is no flight.
 */
export function readFlight(reading: PnrgovReading, s: number, booking: BookingDraft): void {
  const { message } = reading;
  const number = plainNumber(message.trimmed(s, 5, 1));
  const from = message.trimmed(s, 2, 1);
  const to = message.trimmed(s, 3, 1);
  const dated = message.has(s, 1, 1);
  reading.place = PLACE.flight;
  reading.boarding = null;
  reading.checkInAt = null;
  booking.flightSeen = true;
  if (!dated && from === "" && to === "") {
    const flight = reading.flight;
    const carrier = message.trimmed(s, 4, 2) || message.trimmed(s, 4, 1);
    if (flight === null || number === "" || number === "ARNK") return;
    setOperating(flight, carrier, number);
    return;
  }
  reading.flight = null;
  if (number === "ARNK") return;
  const { departs, arrives } = flightTimes(reading, s);
  const marketing = message.trimmed(s, 4, 1);
  const operating = message.trimmed(s, 4, 2);
  const flight: FlightDraft = {
    carrier: marketing || operating || null,
    number: number === "" ? null : number,
    from: from === "" ? null : from,
    to: to === "" ? null : to,
    departs,
    arrives,
    status: null,
    operating: operating === "" || operating === marketing ? null : operating,
    class: message.trimmed(s, 5, 2) || null,
  };
  reading.flight = flight;
  booking.flights.push(flight);
}

/** TRA: the operating carrier and its flight number. */
export function readOperatingCarrier(reading: PnrgovReading, s: number): void {
  const { message, flight } = reading;
  if (flight === null) return;
  setOperating(flight, message.trimmed(s, 1, 1), plainNumber(message.trimmed(s, 2, 1)));
}

function setOperating(flight: FlightDraft, carrier: string, number: string): void {
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
  const { message, flight } = reading;
  const status = message.trimmed(s, 2, 1);
  if (status === "") return;
  if (!STATUSES.has(status)) reading.add("PN10", s, { status });
  if (flight !== null) flight.status = status;
}

/** APD: the type of aircraft. */
export function readEquipment(reading: PnrgovReading, s: number): void {
  const equipment = reading.message.trimmed(s, 1, 1);
  if (reading.flight !== null && equipment !== "") reading.flight.equipment = equipment;
}

/** DAT of GR.6: a check-in; its time is UTC. */
export function openCheckIn(reading: PnrgovReading, s: number): void {
  const { message } = reading;
  reading.place = PLACE.checkIn;
  reading.boarding = null;
  // With qualifier 3 the second component is free text of the host.
  const day = message.trimmed(s, 1, 2);
  reading.checkInAt = /^\d{6}$/.test(day) ? reading.moment(s, day, message.trimmed(s, 1, 3)) : null;
}

/** TRI: a traveller checked in; who it is stands in its reference or in the TIF that follows. */
export function openBoarding(reading: PnrgovReading, s: number, booking: BookingDraft): void {
  const { message } = reading;
  const boarding = startBoarding(reading, booking, message.trimmed(s, 2, 4));
  boarding.checkIn.number = message.trimmed(s, 2, 1) || null;
}

function startBoarding(reading: PnrgovReading, booking: BookingDraft, ref: string): BoardingDraft {
  const { flight, checkInAt } = reading;
  const boarding: BoardingDraft = {
    ref,
    named: null,
    checkIn: {
      from: flight?.from ?? null,
      to: flight?.to ?? null,
      number: null,
      at: checkInAt,
      seat: null,
      cabin: null,
    },
    bags: [],
  };
  booking.boardings.push(boarding);
  reading.boarding = boarding;
  reading.place = PLACE.boarding;
  return boarding;
}

/** TIF of GR.7: who checked in. */
export function readBoardingName(reading: PnrgovReading, s: number, booking: BookingDraft): void {
  const { message } = reading;
  const boarding = reading.boarding ?? startBoarding(reading, booking, "");
  boarding.named = {
    surname: message.trimmed(s, 1, 1),
    given: message.trimmed(s, 2, 1),
    ref: message.trimmed(s, 2, 3),
  };
}

const SEAT = /^0*(\d{1,3}[A-Z])[A-Z]?$/;

/** A seat without leading zeros (`011D` -> `11D`); null for `XXX`, `INF`, `EXST` and other words that are no seat. */
export function readSeat(sent: string): string | null {
  return SEAT.exec(sent)?.[1] ?? null;
}

/** SSD: the seat given at check-in. */
export function readBoardingSeat(reading: PnrgovReading, s: number, booking: BookingDraft): void {
  const boarding = reading.boarding ?? startBoarding(reading, booking, "");
  boarding.checkIn.seat = readSeat(reading.message.trimmed(s, 1, 1));
  boarding.checkIn.cabin = reading.message.trimmed(s, 5, 1) || null;
}

const KILOGRAM = "700";
const POUND = "701";
const KG_PER_POUND = 0.45359237;

/** TBD: checked bags with their tags, weight in kg (pounds converted to a tenth of a kg). */
export function readBags(reading: PnrgovReading, s: number, booking: BookingDraft): void {
  const { message } = reading;
  const boarding = reading.boarding ?? startBoarding(reading, booking, "");
  const weighed = [2, 3].find((e) => message.has(s, e, 1) || message.has(s, e, 2));
  const count = weighed === undefined ? null : readCount(message.trimmed(s, weighed, 1));
  const weightKg =
    weighed === undefined ? null : readWeight(message.trimmed(s, weighed, 2), message.trimmed(s, weighed, 3));
  const bags: BagDraft[] = [];
  const sequence: (number | null)[] = [];
  for (let e = 5, last = message.elementCount(s); e <= last; e++) {
    const carrier = message.trimmed(s, e, 1) || null;
    const tag = message.trimmed(s, e, 2) || null;
    const to = message.trimmed(s, e, 4) || null;
    if (carrier === null && tag === null && to === null) continue;
    bags.push({ tag, carrier, to, pieces: 1, weightKg: null });
    sequence.push(readCount(message.trimmed(s, e, 3)));
  }
  if (bags.length === 0 && (count ?? 0) > 0) {
    bags.push({ tag: null, carrier: null, to: null, pieces: count, weightKg: null });
  } else if (bags.length === 1 && bags[0]!.tag === null) {
    bags[0]!.pieces = count;
  } else if (count !== null && count > bags.length) {
    // The third component is the length of a run of tags only where the runs add up to the bags stated.
    const total = sequence.reduce<number>((sum, n) => sum + (n ?? 1), 0);
    if (total === count) bags.forEach((bag, i) => (bag.pieces = sequence[i] ?? 1));
  }
  if (bags[0] !== undefined) bags[0].weightKg = weightKg;
  boarding.bags.push(...bags);
}

function readCount(sent: string): number | null {
  return /^\d{1,4}$/.test(sent) ? Number(sent) : null;
}

function readWeight(sent: string, unit: string): number | null {
  if (!/^\d{1,5}(?:[.,]\d)?$/.test(sent)) return null;
  const weight = Number(sent.replace(",", "."));
  if (unit === KILOGRAM || unit === "") return weight;
  return unit === POUND ? Math.round(weight * KG_PER_POUND * 10) / 10 : null;
}
