// Flights of the network on given days: keys, local times and instants.
import { toInstant, toLocal, type Airport } from "#vocabulary";
import type { Carrier } from "./carriers.ts";
import { routes, type Route } from "./network.ts";

const DAY = 86_400_000;
const MINUTE = 60_000;

/** One flight: a route on a local day of departure (days since 1970-01-01). */
export type Flight = {
  /** `TK334/2026-11-22/IST-GYD`: carrier, number, local date of departure, leg. */
  readonly key: string;
  readonly route: Route;
  readonly day: number;
  readonly carrier: Carrier;
  readonly number: string;
  readonly from: Airport;
  readonly to: Airport;
  /** Scheduled local times, `YYYY-MM-DDTHH:MM`. */
  readonly departs: string;
  readonly arrives: string;
  /** The same as instants, epoch milliseconds. */
  readonly departsAt: number;
  readonly arrivesAt: number;
};

/** Days since 1970-01-01 of `YYYY-MM-DD`. */
export const dayOf = (date: string): number =>
  Date.UTC(Number(date.slice(0, 4)), Number(date.slice(5, 7)) - 1, Number(date.slice(8, 10))) / DAY;
const dates = new Map<number, string>();
export function dateOf(day: number): string {
  let date = dates.get(day);
  if (date === undefined) {
    date = new Date(day * DAY).toISOString().slice(0, 10);
    dates.set(day, date);
  }
  return date;
}
/** ISO weekday, Monday is 1. */
const weekdayOf = (day: number): number => ((((day + 3) % 7) + 7) % 7) + 1;

const two = (value: number): string => String(value).padStart(2, "0");

/** `YYYY-MM-DDTHH:MM` of a day and minutes after midnight, which may exceed a day. */
export function localTime(day: number, minuteOfDay: number): string {
  const shift = Math.floor(minuteOfDay / 1440);
  const minute = minuteOfDay - shift * 1440;
  return `${dateOf(day + shift)}T${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
}

/** A leg in time: its local times at both ends and the instants, for a local day and minute of departure. */
export function legTimes(
  from: Airport,
  to: Airport,
  day: number,
  departs: number,
  blockMinutes: number,
): Pick<Flight, "departs" | "arrives" | "departsAt" | "arrivesAt"> {
  const local = localTime(day, departs);
  const departsAt = toInstant(local, from.zone).getTime();
  const arrivesAt = departsAt + blockMinutes * MINUTE;
  return { departs: local, departsAt, arrivesAt, arrives: toLocal(new Date(arrivesAt), to.zone) };
}

export const operatesOn = (route: Route, day: number): boolean => route.weekdays.has(weekdayOf(day));

/** Flights already made: each is asked for by all who might come back with it. */
const made = new Map<number, Flight>();
const MADE_MAX = 10_000;

/** The flight of a route on a local day of departure, whether or not it is scheduled on that weekday. */
export function flightOn(route: Route, day: number): Flight {
  const place = day * routes.length + route.index;
  let flight = made.get(place);
  if (flight === undefined) {
    flight = makeFlight(route, day);
    if (made.size >= MADE_MAX) made.clear();
    made.set(place, flight);
  }
  return flight;
}

function makeFlight(route: Route, day: number): Flight {
  const { carrier, number, from, to } = route;
  return {
    key: `${carrier.code}${number}/${dateOf(day)}/${from.iata}-${to.iata}`,
    route,
    day,
    carrier,
    number,
    from,
    to,
    ...legTimes(from, to, day, route.departs, route.blockMinutes),
  };
}

/** The flight back that follows `days` after a flight's own day; undefined when it is not scheduled then. */
export function flightBack(flight: Flight, days: number): Flight | undefined {
  const back = routes[flight.route.back];
  if (back === undefined || !operatesOn(back, flight.day + days)) return undefined;
  return flightOn(back, flight.day + days);
}

/** All flights whose local day of departure is the given one, in order of departure. */
export function flightsOn(day: number): Flight[] {
  return routes
    .filter((route) => operatesOn(route, day))
    .map((route) => flightOn(route, day))
    .sort((a, b) => a.departsAt - b.departsAt || (a.key < b.key ? -1 : 1));
}
