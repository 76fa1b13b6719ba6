// A scheduled leg and the days it flies: local or universal times, periods, days of operation, instants by the airports' zones.
import { airport, toInstant, toLocal } from "#vocabulary";

/** One leg of a flight number over a period, as a schedule states it. */
export type ScheduledLeg = {
  readonly carrier: string;
  /** Without leading zeros. */
  readonly number: string;
  readonly suffix: string;
  /** SSIM itinerary variation; "" where there is none. */
  readonly variation: string;
  readonly origin: string;
  readonly destination: string;
  /** Whether days and times are those of the airports' clocks or of UTC. */
  readonly mode: "local" | "utc";
  /** Minutes after the midnight that begins the day of operation; an arrival on the next day has 1440 and more. */
  readonly departs: number;
  readonly arrives: number;
  /** First and last day of operation, `YYYY-MM-DD`. */
  readonly first: string;
  readonly last: string;
  /** ISO weekdays of operation in order: `1357`. */
  readonly days: string;
  readonly everyWeeks: 1 | 2;
  /** Designators it is sold under besides its own: `LH4567`. */
  readonly codeShares: readonly string[];
};

/** A leg on one day. `date` is the local date of departure at the origin, as messages name the flight. */
export type ScheduledFlight = {
  readonly leg: ScheduledLeg;
  readonly date: string;
  readonly departsLocal: string;
  readonly arrivesLocal: string;
  readonly departsAt: Date;
  readonly arrivesAt: Date;
};

const MINUTE = 60_000;
const DAY = 86_400_000;

/** Epoch milliseconds of the midnight, in UTC, of `YYYY-MM-DD`; NaN for what is no day of the calendar. */
export function midnightOf(day: string): number {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(day) ? Date.parse(`${day}T00:00:00Z`) : Number.NaN;
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(day) ? time : Number.NaN;
}

/** ISO weekday (Monday 1) of a midnight. */
function weekdayOf(midnight: number): number {
  return ((((midnight / DAY + 3) % 7) + 7) % 7) + 1;
}

/** Whether the leg is operated on the day that begins at this midnight. */
function operates(leg: ScheduledLeg, midnight: number): boolean {
  const first = midnightOf(leg.first);
  if (midnight < first || midnight > midnightOf(leg.last)) return false;
  if (!leg.days.includes(String(weekdayOf(midnight)))) return false;
  if (leg.everyWeeks === 1) return true;
  // Weeks begin on Monday; the first one is the one of the period's first day.
  const monday = (time: number) => time / DAY - (weekdayOf(time) - 1);
  return ((monday(midnight) - monday(first)) / 7) % 2 === 0;
}

/** The leg on the day that begins at this midnight; null where an airport is not known. */
function flightOn(leg: ScheduledLeg, midnight: number): ScheduledFlight | null {
  const from = airport(leg.origin)?.zone;
  const to = airport(leg.destination)?.zone;
  if (from === undefined || to === undefined) return null;
  const wall = (minutes: number) => new Date(midnight + minutes * MINUTE).toISOString().slice(0, 16);
  const departsAt =
    leg.mode === "utc" ? new Date(midnight + leg.departs * MINUTE) : toInstant(wall(leg.departs), from);
  const arrivesAt =
    leg.mode === "utc" ? new Date(midnight + leg.arrives * MINUTE) : toInstant(wall(leg.arrives), to);
  const departsLocal = leg.mode === "utc" ? toLocal(departsAt, from) : wall(leg.departs);
  return {
    leg,
    date: departsLocal.slice(0, 10),
    departsLocal,
    arrivesLocal: leg.mode === "utc" ? toLocal(arrivesAt, to) : wall(leg.arrives),
    departsAt,
    arrivesAt,
  };
}

/**
 * The flights of a leg that depart at `from` or later and before `to`, in order. Clock changes are those of each
 * airport's zone: a departure at 01:20 local stays at 01:20 on both sides of one. A leg with an unknown airport has none.
 */
export function flightsOf(leg: ScheduledLeg, from: Date, to: Date): ScheduledFlight[] {
  const around = 3 * DAY;
  const start = Math.max(midnightOf(leg.first), Math.floor((from.getTime() - around) / DAY) * DAY);
  const end = Math.min(midnightOf(leg.last), to.getTime() + around);
  const flights: ScheduledFlight[] = [];
  for (let midnight = start; midnight <= end; midnight += DAY) {
    const flight = operates(leg, midnight) ? flightOn(leg, midnight) : null;
    if (flight !== null && flight.departsAt >= from && flight.departsAt < to) flights.push(flight);
  }
  return flights;
}

/** The arrival minute with the fewest days added after which the flight has landed later than it departed. */
export function landingAfter(leg: ScheduledLeg): number {
  const midnight = midnightOf(leg.first);
  for (const days of [0, 1, 2]) {
    const flight = flightOn({ ...leg, arrives: leg.arrives + days * 1440 }, midnight);
    if (flight === null || flight.arrivesAt > flight.departsAt) return leg.arrives + days * 1440;
  }
  return leg.arrives;
}

/** Everything a leg says in one line: legs are the same when their keys are equal. */
export function legKey(leg: ScheduledLeg): string {
  const { carrier, number, suffix, variation, origin, destination, mode, departs, arrives } = leg;
  return [
    `${carrier}${number}${suffix}`,
    variation,
    `${origin}-${destination}`,
    `${mode} ${departs}-${arrives}`,
    `${leg.first}/${leg.last}`,
    `${leg.days}/${leg.everyWeeks}`,
    leg.codeShares.toSorted().join(" "),
  ].join("|");
}

/** `HH:MM` as minutes after midnight, 24:00 included; NaN for anything else. */
export function minutesOf(time: string): number {
  const [, hours = "", minutes = ""] = /^(\d{2}):?(\d{2})$/.exec(time) ?? [];
  const value = Number(hours) * 60 + Number(minutes);
  return hours === "" || Number(minutes) > 59 || value > 1440 ? Number.NaN : value;
}
