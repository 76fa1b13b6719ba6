// The flights of a list: TDT groups with their airports and times, and which leg crosses the border.
import { airport, toInstant } from "#vocabulary";
import { digitsAt, isOtherNotation, readDateTime } from "../edifact/dates.ts";
import type { SegmentedMessage } from "../edifact/segments.ts";
import { packTag } from "../edifact/tags.ts";
import type { FindingCollector, Place } from "../findings.ts";
import type { ListedFlight, ListedLeg } from "../passenger-list.ts";
import { countryOfPlace, readAirport } from "./places.ts";
import type { Phrase } from "../phrases.ts";

/** Legs kept of one list; a flight has a handful, the bound is against hostile input. */
const MAX_LEGS = 1000;

type Flight = { -readonly [Key in keyof ListedFlight]: Key extends "legs" ? Leg[] : ListedFlight[Key] };
type Leg = {
  from: string;
  to: string;
  departs: string | null;
  arrives: string | null;
  border?: true;
  qualifiers?: [string, string];
};
/** An airport of the routing with the times given for it. */
type Stop = {
  readonly code: string;
  readonly qualifier: string;
  readonly place: Place;
  departs: string | null;
  arrives: string | null;
};

const departureQualifiers = new Set(["125", "5", "188", "60"]);
const arrivalQualifiers = new Set(["87", "130", "8", "61", "172"]);
const departureTimes = new Set(["189", "133", "136", "554"]);
const arrivalTimes = new Set(["232", "132", "178", "186"]);

/** Gathers the flights of one list from its segments, in their order. */
export class FlightReader {
  readonly flights: Flight[] = [];
  readonly #findings: FindingCollector;
  readonly #referenceYear: number;
  #stops: Stop[] = [];
  /** Airports that stand before the first flight: its own, where it has none. */
  #early: Stop[] = [];
  /** Times right after TDT, before any airport: of its first departure and last arrival. */
  #own: { departs: string | null; arrives: string | null } = { departs: null, arrives: null };
  #legs = 0;

  constructor(findings: FindingCollector, referenceYear: number) {
    this.#findings = findings;
    this.#referenceYear = referenceYear;
  }

  /** TDT at segment `s`: a flight begins. `isDummy`: no real flight is expected (master crew lists). */
  openFlight(m: SegmentedMessage, s: number, isDummy = false): void {
    if (this.flights.length === 0) this.#early = this.#stops.splice(0);
    this.closeFlight();
    if (this.flights.length >= MAX_LEGS) {
      this.#findings.add("LIMIT_REACHED", m.place(s), { limit: MAX_LEGS, what: "flights" });
      return;
    }
    const designator = m.trimmed(s, 2, 1);
    const carrier = m.trimmed(s, 5, 1);
    const flight = parseDesignator(designator, carrier);
    const mode = MODES.get(m.trimmed(s, 3, 1).replace(/^0/, ""));
    if (mode !== undefined) {
      if (designator === "" && !m.has(s, 8, 1) && !m.has(s, 8, 4))
        this.#findings.add("FLIGHT_MISSING", m.place(s));
      this.flights.push(readVoyage(m, s, { mode, designator, carrier }));
      return;
    }
    if (designator === "") {
      this.#findings.add("FLIGHT_MISSING", m.place(s));
    } else if (!flight.regular && !isDummy) {
      this.#findings.add("FLIGHT_DESIGNATOR", m.place(s, 2), { flight: designator });
    }
    if (carrier !== "" && flight.carrier !== "" && carrier !== flight.carrier) {
      this.#findings.add("CARRIER_MISMATCH", m.place(s, 5), { flight: designator, carrier });
    }
    const { carrier: designated, number, suffix } = flight;
    // Only where it differs: an answer echoes the flight as it was sent.
    const differs = designator !== "" && designator !== `${designated}${number}${suffix ?? ""}`;
    this.flights.push({
      ...(differs && { designator }),
      carrier: designated,
      number,
      suffix,
      ...(m.code(s, 1, 1) === OVERFLIGHT && { overflight: true }),
      legs: [],
    });
  }

  /** LOC at segment `s`: an airport of the flight that is open. */
  readStop(m: SegmentedMessage, s: number): void {
    const qualifier = m.trimmed(s, 1, 1).replace(/^[0 ]+/, "");
    if (this.#stops.length >= MAX_LEGS) {
      this.#findings.add("LIMIT_REACHED", m.place(s), { limit: MAX_LEGS, what: "airports" });
      return;
    }
    const code = readAirport(m, s, m.component(s, 2, 1));
    if (code === null) return;
    const { text, known } = code;
    if (qualifier === "89") return; // road: where the vehicle is registered
    if (!known) this.#findings.add("LOC_UNKNOWN", m.place(s, 2), { code: text, qualifier });
    this.#stops.push({ code: text, qualifier, place: m.place(s), departs: null, arrives: null });
  }

  /** DTM at segment `s`: a time of the airport before it. */
  readTime(m: SegmentedMessage, s: number): void {
    const stop = this.#stops[this.#stops.length - 1];
    const qualifier = m.trimmed(s, 1, 1);
    const departure = departureTimes.has(qualifier);
    if (!departure && !arrivalTimes.has(qualifier)) return;
    const time = this.#time(m, s, stop?.code ?? "TDT");
    if (stop === undefined) {
      this.#own[departure ? "departs" : "arrives"] ??= time;
      return;
    }
    // 554 stands at both ends of a master crew list's dummy flight.
    const departs = departure && !(qualifier === "554" && arrivalQualifiers.has(stop.qualifier));
    if (departs) stop.departs = time;
    else stop.arrives = time;
  }

  #time(m: SegmentedMessage, s: number, at: string): string | null {
    const sent = m.trimmed(s, 1, 2);
    const format = m.trimmed(s, 1, 3);
    if (sent === "") return null;
    const time = readDateTime(sent, format, this.#referenceYear);
    // One producer sends date and time in two components: 189:20241120:1430:203.
    if (time?.length === 10 && format.length === 4 && m.componentCount(s, 1) > 3) {
      const shifted = readDateTime(sent + format, "", this.#referenceYear);
      if (shifted !== null) {
        this.#findings.add("DTM_SHIFTED", m.place(s, 1, 2), { value: `${sent}:${format}` });
        return shifted;
      }
    }
    if (time === null) {
      this.#findings.add("PX04", m.place(s, 1, 2), { value: sent, airport: at });
    } else if (isOtherNotation(sent, format)) {
      this.#findings.add("DTM_FORMAT", m.place(s, 1, 2), { value: sent, format, taken: time });
    }
    return time;
  }

  /** Makes legs of the airports gathered since TDT. */
  closeFlight(): void {
    const flight = this.flights[this.flights.length - 1];
    if (flight === undefined) return;
    const stops = inOrder(this.#stops.length > 0 ? this.#stops : this.#early);
    const own = this.#own;
    this.#stops = [];
    this.#early = [];
    this.#own = { departs: null, arrives: null };
    if (stops.length === 0) return;
    const [first, last] = [stops[0]!, stops[stops.length - 1]!];
    if (first.departs === null && first !== last) first.departs = own.departs;
    if (last.arrives === null && first !== last) last.arrives = own.arrives;
    let from: Stop | null = null;
    let lastArrival: Stop | null = null;
    for (const stop of stops) {
      const arrives = isArrival(stop, from !== null);
      const origin: Stop | null = arrives ? (from ?? lastArrival) : null;
      if (arrives && origin !== null) {
        this.#addLeg(flight, origin, stop);
        from = null;
      } else if (arrives && from === null) {
        this.#unpaired(stop);
      }
      if (arrives) lastArrival = stop;
      // Arrival and departure given for one stop: the next leg begins here.
      const departs: boolean = !arrives || stop.departs !== null;
      if (!departs) continue;
      if (from !== null && !arrives) this.#unpaired(from);
      from = stop;
    }
    if (from !== null) this.#unpaired(from);
  }

  #addLeg(flight: Flight, from: Stop, to: Stop): void {
    if (++this.#legs > MAX_LEGS) {
      this.#findings.add("LIMIT_REACHED", to.place, { limit: MAX_LEGS, what: "legs" });
      return;
    }
    const leg: Leg = { from: from.code, to: to.code, departs: from.departs, arrives: to.arrives };
    if (from.qualifier === "125" && to.qualifier === "87") leg.border = true;
    else if (from.qualifier !== "92" || to.qualifier !== "92")
      leg.qualifiers = [from.qualifier, to.qualifier];
    flight.legs.push(leg);
    const reason = impossibleTimes(leg);
    if (reason !== null) {
      const { from: departure, to: airport, arrives } = leg;
      this.#findings.add("FLIGHT_TIMES", to.place, {
        ...reason,
        value: arrives ?? "",
        airport,
        from: departure,
      });
    }
  }

  #unpaired(stop: Stop): void {
    this.#findings.add("LOC_UNPAIRED", stop.place, { code: stop.code, qualifier: stop.qualifier });
  }

  /** Closes the last flight; marks the border leg where no pair 125 / 87 does. Answers whether there is any leg. */
  finish(mayLackBorder: boolean, place: Place): boolean {
    this.closeFlight();
    const legs = this.flights.flatMap((flight) => flight.legs);
    if (legs.length === 0) return false;
    if (mayLackBorder || legs.some((leg) => leg.border === true)) return true;
    const crossing = legs.filter(crossesBorder);
    const only = crossing[0];
    if (crossing.length === 1 && only !== undefined) {
      only.border = true;
      only.qualifiers ??= ["92", "92"];
    } else this.#findings.add("PX03", place);
    return true;
  }

  /** The flights as they go into the list. */
  list(): readonly ListedFlight[] {
    return this.flights;
  }
}

/** The airports with the departure of the border leg (125) in front, where its arrival (87) was named before it. */
function inOrder(stops: Stop[]): Stop[] {
  const [first] = stops;
  if (first?.qualifier !== "87" || first.departs !== null) return stops;
  const at = stops.findIndex(({ qualifier }) => qualifier === "125");
  return at < 0 ? stops : [stops[at]!, ...stops.toSpliced(at, 1)];
}

function isArrival(stop: Stop, afterDeparture: boolean): boolean {
  if (departureQualifiers.has(stop.qualifier)) return false;
  if (arrivalQualifiers.has(stop.qualifier)) return true;
  if (stop.arrives !== null) return true;
  return stop.departs === null && afterDeparture;
}

function crossesBorder(leg: ListedLeg): boolean {
  const from = countryOfPlace(leg.from);
  const to = countryOfPlace(leg.to);
  return from !== undefined && to !== undefined && from !== to;
}

const OVERFLIGHT = packTag("34");
/** TDT 8067 of what is no aircraft; inland water is like the sea to those who read a list. */
const MODES: ReadonlyMap<string, NonNullable<ListedFlight["mode"]>> = new Map(
  Object.entries({
    "1": "sea",
    "2": "rail",
    "3": "road",
    "8": "sea",
  }),
);

/** TDT of a ship, train or vehicle: its voyage as sent, and which one it is (paxlst.md 9). */
function readVoyage(
  m: SegmentedMessage,
  s: number,
  sent: {
    readonly mode: NonNullable<ListedFlight["mode"]>;
    readonly designator: string;
    readonly carrier: string;
  },
): Flight {
  const { mode, designator, carrier } = sent;
  const vehicle = m.trimmed(s, 8, 1) || m.trimmed(s, 8, 4);
  return {
    carrier,
    number: designator,
    suffix: null,
    mode,
    ...(vehicle !== "" && { vehicle }),
    legs: [],
  };
}

type Designator = { carrier: string; number: string; suffix: string | null; regular: boolean };

/**
 * Splits a flight designator (TDT.2.1): the carrier of the same segment (TDT.5.1) in front of it, else a designator of two
 * characters with at least one letter, else of three letters. The number loses its leading zeros.
 */
export function parseDesignator(sent: string, carrier: string): Designator {
  const text = sent.includes(" ") ? sent.replaceAll(" ", "") : sent;
  const rests = [
    carrier !== "" && text.startsWith(carrier) ? carrier.length : -1,
    /^(?=.?[A-Z])[A-Z0-9]{2}\d/.test(text) ? 2 : -1,
    /^[A-Z]{3}\d/.test(text) ? 3 : -1,
    0,
  ];
  for (const length of rests) {
    if (length < 0) continue;
    const split = splitNumber(text, length);
    if (split !== null && (length > 0 || carrier !== "")) {
      return { carrier: length === 0 ? carrier : text.slice(0, length), ...split, regular: true };
    }
  }
  const known = carrier !== "" && text.startsWith(carrier);
  const length = known ? carrier.length : /^(?=.?[A-Z])[A-Z0-9]{2}/.test(text) ? 2 : 0;
  const owner = length === 0 ? carrier : text.slice(0, length);
  return { carrier: owner, number: text.slice(length), suffix: null, regular: false };
}

function splitNumber(text: string, from: number): { number: string; suffix: string | null } | null {
  const last = text.charCodeAt(text.length - 1);
  const hasSuffix = last >= 65 && last <= 90;
  const length = text.length - from - (hasSuffix ? 1 : 0);
  if (length < 1 || length > 4) return null;
  const number = digitsAt(text, from, length);
  return number < 0 ? null : { number: String(number), suffix: hasSuffix ? text.slice(-1) : null };
}

const HOUR = 3_600_000;
type Impossible = { readonly reason: Phrase<"reason">; readonly hours?: number };
/** Verdicts on legs seen lately: requests for one flight come one after the other, and zones take time to reckon with. */
const verdicts = new Map<string, Impossible | null>();
const MAX_VERDICTS = 1000;

/** Why the times of a leg can hardly be right (PX04): over 24 hours, or arrival before departure, by the clocks' zones. */
function impossibleTimes(leg: Leg): Impossible | null {
  if (leg.departs?.length !== 16 || leg.arrives?.length !== 16) return null;
  const from = airport(leg.from);
  const to = airport(leg.to);
  if (from === undefined || to === undefined) return null;
  const key = `${leg.from}${leg.departs}${leg.to}${leg.arrives}`;
  const known = verdicts.get(key);
  if (known !== undefined) return known;
  const hours =
    (toInstant(leg.arrives, to.zone).getTime() - toInstant(leg.departs, from.zone).getTime()) / HOUR;
  let verdict: Impossible | null = null;
  if (hours > 24)
    verdict = { reason: "it is {hours} hours after the departure from {from}", hours: Math.floor(hours) };
  if (hours < 0) verdict = { reason: "it is before the departure from {from}" };
  if (verdicts.size >= MAX_VERDICTS) verdicts.clear();
  verdicts.set(key, verdict);
  return verdict;
}
