// The rules of pnrgov.md §9 that one whole PNR, or one whole message, can be held against.
import { airport, toInstant } from "#vocabulary";
import { packTag } from "../edifact/tags.ts";
import type { BookingDraft, EarlierPlace, FlightDraft, TravellerDraft } from "./draft.ts";
import { isBaby, isBookedAdult } from "./infant-text.ts";
import { plainRef } from "./person-index.ts";
import type { PnrgovReading } from "./push.ts";

/** Locators of one push remembered to find one used twice (PN15); far more than any flight has PNRs. */
const MAX_LOCATORS = 20_000;

/** PN05, PN06, PN08, PN09 and PN15 of a finished booking, and the infants that are missing. */
export function checkBooking(reading: PnrgovReading, booking: BookingDraft, cancelled: boolean): void {
  if (!booking.locatorSeen) reading.addAt("PN05", booking);
  if (booking.locator !== null) {
    const key = `${booking.carrier ?? ""}/${booking.locator}`;
    const { locators } = reading.facts;
    if (locators.has(key)) reading.addAt("PN15", booking);
    else if (locators.size < MAX_LOCATORS) locators.add(key);
  }
  if (cancelled) return;
  const named = booking.travellers.some((traveller) => traveller.surname !== "");
  if (!named && !booking.group) reading.addAt("PN06", booking);
  if (!booking.flights.some((flight) => isReported(reading, flight)))
    reading.addAt("PN08", flightPlaces(reading, booking)[0] ?? booking);
  checkOrder(reading, booking);
  if (booking.announced.length > 0) checkInfants(reading, booking);
}

/** INFANT_UNNAMED of each traveller announced with an infant for whom there is none (Annex I, element 17). */
function checkInfants(reading: PnrgovReading, { announced, travellers }: BookingDraft): void {
  const adults = new Set<string>();
  let unassigned = 0;
  for (const traveller of travellers) {
    if (traveller.infantOf !== undefined) adults.add(traveller.infantOf);
    else if (mayBeInfant(traveller, reading.referenceDate)) unassigned++;
  }
  for (const place of announced) {
    if (place.ref !== null && adults.has(place.ref)) continue;
    if (unassigned-- <= 0) reading.addAt("INFANT_UNNAMED", place);
  }
}

/** Whether a traveller is an infant, or may be one: a child by the title, of whose age nothing is known. */
function mayBeInfant(traveller: TravellerDraft, date: string | null): boolean {
  const { type, title, birthDate } = traveller;
  if (type === "infant" || isBaby(birthDate, date)) return true;
  return birthDate === null && title !== null && isBookedAdult(traveller) === null;
}

/** Whether a segment is the flight of the push: by marketing or operating carrier and number, airports and day. */
function isReported(reading: PnrgovReading, flight: FlightDraft): boolean {
  const pushed = reading.facts.flight;
  if (pushed === null) return true;
  // What the push does not state cannot differ (PN02 says that it is missing).
  if (pushed.from !== null && flight.from !== pushed.from) return false;
  if (pushed.to !== null && flight.to !== pushed.to) return false;
  if (pushed.departs !== null && !isSameDay(flight.departs, pushed.departs)) return false;
  if (flight.carrier === pushed.carrier && flight.number === pushed.number) return true;
  // 10.1 gives the operating flight by its number alone, without saying whose it is (pnrgov.md §2).
  if (flight.operating === null && flight.operatingNumber === pushed.number) return true;
  // A second number without a carrier is another one of the same carrier.
  const isOwn = flight.operating === null && flight.operatingNumber !== undefined;
  if ((isOwn ? flight.carrier : flight.operating) !== pushed.carrier) return false;
  return (
    flight.operatingNumber === undefined ||
    flight.operatingNumber === pushed.number ||
    flight.number === pushed.number
  );
}

function isSameDay(a: string | null, b: string): boolean {
  return a === b || a?.slice(0, 10) === b.slice(0, 10);
}

/** PN09: an itinerary is chronological, and no flight arrives before it departs by the airports' zones. */
function checkOrder(reading: PnrgovReading, booking: BookingDraft): void {
  let last: string | null = null;
  let places: readonly EarlierPlace[] | null = null;
  for (const [index, flight] of booking.flights.entries()) {
    const { departs, arrives } = flight;
    if (departs === null) continue;
    if (arrives !== null && arrives < departs && arrivesBefore(flight, departs, arrives)) {
      places ??= flightPlaces(reading, booking);
      reading.addAt("PN09", places[index] ?? booking, {
        value: arrives,
        reason: "lies before the departure",
      });
    }
    if (last !== null && hoursBetween(departs, last) > 26) {
      places ??= flightPlaces(reading, booking);
      reading.addAt("PN09", places[index] ?? booking, {
        value: departs,
        reason: "lies before the flight that stands in front of it",
      });
      return;
    }
    last = departs;
  }
}

const [SRC, TIF, TVL] = ["SRC", "TIF", "TVL"].map(packTag);
const NO_FLIGHTS_AFTER: ReadonlySet<number> = new Set(["MSG", "ABI", "SAC"].map(packTag));

/**
 * The segments of a booking, looked for again only where a finding is to say where: positions in the table that is being
 * read. None where it was opened in another one, that of a segment which had run together with the next.
 */
function* segmentsOf({ message }: PnrgovReading, { segment, offset }: BookingDraft): Generator<number> {
  const first = segment - message.ordinal(0);
  if (first < 0 || first >= message.count || message.offset(first) !== offset) return;
  for (let s = first; s < message.count && (s === first || message.tag(s) !== SRC); s++) yield s;
}

const placeAt = ({ message }: PnrgovReading, s: number): EarlierPlace => ({
  segment: message.ordinal(s),
  tag: message.tagText(s),
  offset: message.offset(s),
});

/** Where the flights of a booking stand, in their order. */
function flightPlaces(reading: PnrgovReading, booking: BookingDraft): readonly EarlierPlace[] {
  const { message } = reading;
  const places: EarlierPlace[] = [];
  for (const s of segmentsOf(reading, booking)) {
    if (NO_FLIGHTS_AFTER.has(message.tag(s)) || places.length === booking.flights.length) break;
    const isFlight =
      message.tag(s) === TVL && (message.has(s, 1, 1) || message.has(s, 2, 1) || message.has(s, 3, 1));
    if (isFlight && reading.short(s, 5, 1) !== "ARNK") places.push(placeAt(reading, s));
  }
  return places;
}

/** The TIF that bears a reference which another one before it bears too; the booking itself where it is not found. */
export function placeOfTwice(reading: PnrgovReading, booking: BookingDraft, ref: string): EarlierPlace {
  const { message } = reading;
  let isMet = false;
  for (const s of segmentsOf(reading, booking)) {
    if (message.tag(s) !== TIF) continue;
    for (let e = 2, count = message.elementCount(s); e <= count; e++) {
      if (!message.has(s, e, 3) || plainRef(reading.short(s, e, 3)) !== plainRef(ref)) continue;
      if (isMet) return placeAt(reading, s);
      isMet = true;
    }
  }
  return booking;
}

/** Whether an arrival that is earlier by the clock is so in truth: over the date line it need not be. */
function arrivesBefore(flight: FlightDraft, departs: string, arrives: string): boolean {
  const from = airport(flight.from ?? "");
  const to = airport(flight.to ?? "");
  if (from === undefined || to === undefined || departs.length < 16 || arrives.length < 16) {
    // Local times at airports half a world apart differ by up to 26 hours.
    return hoursBetween(arrives, departs) > 26;
  }
  return toInstant(arrives, to.zone) < toInstant(departs, from.zone);
}

/** Hours from `earlier` to `later`, whole days where a time is missing; 0 without computing where they are in order. */
function hoursBetween(earlier: string, later: string): number {
  if (earlier >= later) return 0;
  const from = Date.parse(earlier.length > 10 ? `${earlier}Z` : `${earlier}T23:59Z`);
  const to = Date.parse(later.length > 10 ? `${later}Z` : `${later}T00:00Z`);
  return (to - from) / 3_600_000;
}
