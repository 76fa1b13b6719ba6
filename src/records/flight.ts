// A flight as the unit keeps it: its natural key, its legs in local and universal time, its direction across the border.
import type { ScheduledFlight } from "#carriers";
import { airport, placeOf, toInstant } from "#vocabulary";
import type { Booking, ListedFlight, PassengerList, ReportedFlight } from "#messages";

export type Direction = "inbound" | "outbound" | "transit" | "domestic" | "unknown";

export type FlightLeg = {
  readonly designator: string;
  readonly origin: string;
  readonly destination: string;
  readonly departsLocal: string | null;
  readonly arrivesLocal: string | null;
  readonly departsAt: Date | null;
  readonly arrivesAt: Date | null;
  readonly border: boolean;
};

/**
 * What a message says of the flight it is about. `date` is the local date of departure at `origin`; `origin` and
 * `destination` are the border-crossing leg's (LOC 125 and 87), the flight's natural key together with the designator.
 */
export type FlightFacts = {
  readonly date: string;
  readonly carrier: string;
  readonly number: string;
  readonly suffix: string;
  readonly origin: string;
  readonly destination: string;
  readonly direction: Direction;
  readonly departsLocal: string | null;
  readonly arrivesLocal: string | null;
  readonly departsAt: Date | null;
  readonly arrivesAt: Date | null;
  readonly legs: readonly FlightLeg[];
};

/** A flight in the records: where it is stored and when the unit must be done with it. */
export type FlightRef = {
  readonly date: string;
  readonly id: string;
  readonly direction: Direction;
  /** Landing for inbound flights, departure for the others; null when no time is known. */
  readonly dueAt: Date | null;
};

/** `YYYY-MM-DD_<flight id>`, as on the wire. */
export function flightKey(flight: { date: string; id: string }): string {
  return `${flight.date}_${flight.id}`;
}

/** The key of a person on a flight, as in addresses. */
export function personKey(flight: { date: string; id: string }, personId: string): string {
  return `${flightKey(flight)}_${personId}`;
}

/** A day before all flights: there is nothing to be found on it. */
const noDay = "0001-01-01";

/**
 * The two parts of a flight key, or the three of a person key. Keys are checked by pattern at the edge; a day that the
 * calendar has not (31 February) becomes one on which nothing flew.
 */
export function partsOfKey(key: string): { date: string; id: string; person: string } {
  const date = key.slice(0, 10);
  return { date: isDay(date) ? date : noDay, id: key.slice(11, 47), person: key.slice(48) };
}

function isDay(text: string): boolean {
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text) && text > noDay;
}

/** Landing for inbound flights, departure for all others. */
export function dueAt(flight: {
  direction: string;
  departsAt: Date | null;
  arrivesAt: Date | null;
}): Date | null {
  return flight.direction === "inbound"
    ? (flight.arrivesAt ?? flight.departsAt)
    : (flight.departsAt ?? flight.arrivesAt);
}

/** Direction across the border of `state` (alpha-2): unknown where a place is. */
export function directionOf(origin: string, destination: string, state: string): Direction {
  const from = placeOf(origin)?.country ?? null;
  const to = placeOf(destination)?.country ?? null;
  if (from === null || to === null) return "unknown";
  if (from === state) return to === state ? "domestic" : "outbound";
  return to === state ? "inbound" : "transit";
}

/** The local time of what a message says, null where it says the day alone: midnight is not meant. */
function localTime(said: string | null): string | null {
  return said !== null && said.length === DAY_AND_TIME ? said : null;
}

const DAY_AND_TIME = "YYYY-MM-DDTHH:MM".length;

/** An airport by the one code the records know it by: charters name it by its ICAO code, or by one that was replaced. */
const codeOf = (place: string): string => airport(place)?.iata ?? place;

function instantAt(said: string | null, place: string): Date | null {
  const zone = placeOf(place)?.zone ?? null;
  const local = localTime(said);
  return local === null || zone === null ? null : toInstant(local, zone);
}

function legOf(
  designator: string,
  leg: { from: string; to: string; departs: string | null; arrives: string | null },
  border: boolean,
): FlightLeg {
  return {
    designator,
    origin: codeOf(leg.from),
    destination: codeOf(leg.to),
    departsLocal: localTime(leg.departs),
    arrivesLocal: localTime(leg.arrives),
    departsAt: instantAt(leg.departs, leg.from),
    arrivesAt: instantAt(leg.arrives, leg.to),
    border,
  };
}

/** The leg that crosses the border of `state`: the 125/87 pair if sent, else by the airports' States, else the first. */
function borderLeg(flights: readonly ListedFlight[], state: string): { flight: number; leg: number } | null {
  let first: { flight: number; leg: number } | null = null;
  let crossing: { flight: number; leg: number } | null = null;
  for (const [f, flight] of flights.entries()) {
    for (const [l, leg] of flight.legs.entries()) {
      first ??= { flight: f, leg: l };
      if (leg.border === true) return { flight: f, leg: l };
      const direction = directionOf(leg.from, leg.to, state);
      if (crossing === null && (direction === "inbound" || direction === "outbound"))
        crossing = { flight: f, leg: l };
    }
  }
  return crossing ?? first;
}

/**
 * The flight a passenger list is about, or null when it names none with an airport pair and a day
 * (`sentOn`, the day of the message, stands in where no departure time was sent).
 */
export function flightOfList(list: PassengerList, state: string, sentOn: string | null): FlightFacts | null {
  const border = borderLeg(list.flights, state);
  if (border === null) return null;
  const flight = list.flights[border.flight];
  const leg = flight?.legs[border.leg];
  if (flight === undefined || leg === undefined) return null;
  const date = (leg.departs ?? leg.arrives ?? sentOn)?.slice(0, 10);
  if (date === undefined) return null;
  const legs = list.flights.flatMap((each, f) =>
    each.legs.map((one, l) =>
      legOf(
        `${each.carrier}${each.number}${each.suffix ?? ""}`,
        one,
        f === border.flight && l === border.leg,
      ),
    ),
  );
  return facts(
    { carrier: flight.carrier, number: flight.number, suffix: flight.suffix ?? "" },
    leg,
    date,
    legs,
    state,
  );
}

/** The flight a push of bookings is about, or null when its level-0 TVL lacks carrier, number, airports or day. */
export function flightOfPush(push: ReportedFlight | null, state: string): FlightFacts | null {
  if (push === null || push.from === null || push.to === null) return null;
  const date = (push.departs ?? push.arrives)?.slice(0, 10);
  if (date === undefined || push.carrier === "" || push.number === "") return null;
  const parts = /^(\d+)([A-Z])?$/.exec(push.number);
  const number = parts?.[1] ?? push.number;
  const suffix = parts?.[2] ?? "";
  const leg = { from: push.from, to: push.to, departs: push.departs, arrives: push.arrives };
  const legs = [legOf(`${push.carrier}${push.number}`, leg, true)];
  return facts({ carrier: push.carrier, number, suffix }, leg, date, legs, state);
}

function facts(
  designator: { carrier: string; number: string; suffix: string },
  leg: { from: string; to: string; departs: string | null; arrives: string | null },
  date: string,
  legs: readonly FlightLeg[],
  state: string,
): FlightFacts {
  return {
    date,
    ...designator,
    origin: codeOf(leg.from),
    destination: codeOf(leg.to),
    direction: directionOf(leg.from, leg.to, state),
    departsLocal: localTime(leg.departs),
    arrivesLocal: localTime(leg.arrives),
    departsAt: instantAt(leg.departs, leg.from),
    arrivesAt: instantAt(leg.arrives, leg.to),
    legs,
  };
}

/** Whether a leg leads into the State or out of it. */
export function crossesBorder(origin: string, destination: string, state: string): boolean {
  const direction = directionOf(origin, destination, state);
  return direction === "inbound" || direction === "outbound";
}

/** A scheduled flight as a message would name it. */
export function flightOfSchedule(flight: ScheduledFlight, state: string): FlightFacts {
  const { leg, date, departsLocal, arrivesLocal, departsAt, arrivesAt } = flight;
  const { carrier, number, suffix, origin, destination } = leg;
  const times = { departsLocal, arrivesLocal, departsAt, arrivesAt };
  return {
    date,
    carrier,
    number,
    suffix,
    origin,
    destination,
    direction: directionOf(origin, destination, state),
    ...times,
    legs: [{ designator: `${carrier}${number}${suffix}`, origin, destination, ...times, border: true }],
  };
}

/** Whether a stored flight of the same designator and day is the one `facts` speaks of: they share an end of a leg. */
export function sameFlight(
  stored: { origin: string; destination: string; legs: readonly { origin: string; destination: string }[] },
  said: FlightFacts,
): boolean {
  if (stored.origin === said.origin || stored.destination === said.destination) return true;
  return stored.legs.some((leg) => leg.origin === said.origin || leg.destination === said.destination);
}

/** The booking's own flight where the push itself names none. */
export function pushedFlight(
  push: ReportedFlight | null,
  bookings: readonly Booking[],
): ReportedFlight | null {
  return push ?? bookings[0]?.flight ?? null;
}
