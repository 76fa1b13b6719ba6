// Segments before the first SRC: what kind of push this is, of which flight, with how many PNRs.
import type { ReportedFlight } from "../booking.ts";
import { PLACE } from "./draft.ts";
import type { PnrgovReading } from "./push.ts";
import { CUT_MARK } from "../edifact/cut-mark.ts";
import type { Phrase } from "../phrases.ts";

const FULL_PUSH = "22";
const UPDATE_PUSH = "141";

/** MSG before the first SRC (PN01). The function stands in 1.2; some send it in 1.1. */
export function readPushFunction(reading: PnrgovReading, s: number): void {
  const { message, facts } = reading;
  const sent = message.trimmed(s, 1, 2) || message.trimmed(s, 1, 1);
  facts.functionSeen = true;
  facts.update = sent === UPDATE_PUSH;
  if (sent === FULL_PUSH || sent === UPDATE_PUSH) return;
  facts.accepted = false;
  reading.add("PN01", s, { function: sent });
}

/** TVL before the first SRC: the flight that is pushed (PN02). */
export function readPushFlight(reading: PnrgovReading, s: number): void {
  const { facts } = reading;
  if (facts.flightSeen) return;
  facts.flightSeen = true;
  const flight = flightOf(reading, s);
  facts.flight = flight;
  const missing = missingParts(flight);
  if (missing.length === 0) return;
  facts.accepted = false;
  reading.add("PN02", s, { missing });
}

/** What of a reading is needed to read a TVL. */
type FlightReading = Pick<PnrgovReading, "message" | "momentAt" | "moment">;

/** The flight that TVL at segment `s` names, times local; what it does not say is null or empty. */
export function flightOf(reading: FlightReading, s: number): ReportedFlight {
  const { departs, arrives } = flightTimes(reading, s);
  const { message } = reading;
  return {
    carrier: message.trimmed(s, 4, 1) || message.trimmed(s, 4, 2),
    number: plainNumber(message.trimmed(s, 5, 1)),
    from: message.trimmed(s, 2, 1) || null,
    to: message.trimmed(s, 3, 1) || null,
    departs,
    arrives,
  };
}

function missingParts(flight: ReportedFlight): readonly Phrase<"missing">[] {
  const missing: Phrase<"missing">[] = [];
  if (flight.carrier === "") missing.push("carrier");
  if (flight.number === "") missing.push("flight number");
  if (flight.from === null) missing.push("departure airport");
  if (flight.to === null) missing.push("arrival airport");
  if (flight.departs === null) missing.push("departure date");
  return missing;
}

/** EQN before the first SRC: PNRs of the whole push (PN04). */
export function readStatedBookings(reading: PnrgovReading, s: number): void {
  const sent = reading.message.trimmed(s, 1, 1);
  if (/^\d{1,9}$/.test(sent)) reading.facts.stated = Number(sent);
  else reading.add("PN13", s, { element: "EQN", value: sent.length > 12 ? CUT_MARK : sent, kind: "number" });
}

/**
 * Departure and arrival of a TVL, local times. The arrival date may be left out (then the day of departure), or the arrival
 * time may stand in its place.
 */
export function flightTimes(
  reading: FlightReading,
  s: number,
): { readonly departs: string | null; readonly arrives: string | null } {
  const { message } = reading;
  const departs = message.has(s, 1, 1) ? reading.momentAt(s, 1, 1) : null;
  if (message.has(s, 1, 3) && message.has(s, 1, 4)) return { departs, arrives: reading.momentAt(s, 1, 3) };
  const date = message.trimmed(s, 1, 1);
  let arrivalDate = message.trimmed(s, 1, 3);
  let arrivalTime = message.trimmed(s, 1, 4);
  if (arrivalDate.length === 4 && arrivalTime === "") {
    arrivalTime = arrivalDate;
    arrivalDate = "";
  }
  if (arrivalDate === "" && (arrivalTime === "" || date === "")) return { departs, arrives: null };
  return { departs, arrives: reading.moment(s, arrivalDate === "" ? date : arrivalDate, arrivalTime) };
}

/** A flight number without leading zeros: `0160` -> `160`, `0006A` -> `6A`. */
export function plainNumber(sent: string): string {
  if (sent.charCodeAt(0) !== 0x30) return sent;
  return sent.replace(/^0+(?=[0-9])/, "");
}

/** The segments of level 0 met while no PNR is open; true when the segment was one of them. */
export function isHeaderPlace(reading: PnrgovReading): boolean {
  return reading.place === PLACE.header;
}
