// Traffic around a moment and on from it without end: what a demonstration preloads and then receives live.
import type { SimulatedMessage } from "./message.ts";
import { merged, type Waiting } from "./merge.ts";
import type { Roster } from "./roster.ts";
import { dateOf, dayOf, flightsOn, type Flight } from "./schedule.ts";
import { worldOf, type WorldOptions } from "./simulate.ts";
import { planOf } from "./timeline.ts";
import type { World } from "./trips.ts";

const HOUR = 3_600_000;

export type LiveOptions = WorldOptions & {
  /** The moment the traffic is seen from, epoch milliseconds. */
  readonly now: number;
  /** When an earlier watcher of the same world began, whose place this one takes: what was sent to it has the same bytes now. */
  readonly since?: number;
  /** Flights that land between these hours from now are there with their whole past. */
  readonly hoursBack?: number;
  readonly hoursAhead?: number;
};

/** Flights in the order of departure from a moment on, without end. */
function* flightsFrom(at: number): Generator<Flight, never> {
  // Departure days are local: one day earlier covers every zone.
  let waiting: Flight[] = [];
  for (let day = dayOf(new Date(at).toISOString().slice(0, 10)) - 1; ; day++) {
    waiting = [...waiting, ...flightsOn(day)].sort(
      (a, b) => a.departsAt - b.departsAt || (a.key < b.key ? -1 : 1),
    );
    const settled = Date.parse(`${dateOf(day)}T00:00:00Z`) + 10 * HOUR;
    for (const flight of waiting.filter((one) => one.departsAt < settled)) {
      if (flight.departsAt >= at) yield flight;
    }
    waiting = waiting.filter((one) => one.departsAt >= settled);
  }
}

/** Flights that land at a moment or later, in the order of departure, without end. */
function* flightsLandingFrom(at: number): Generator<Flight> {
  for (const flight of flightsFrom(at - 24 * HOUR)) if (flight.arrivesAt >= at) yield flight;
}

/** The messages of a flight that a watcher gets to see who started at `since` or, without it, starts now. */
function seenFrom(world: World, roster: Roster, options: LiveOptions): Waiting[] {
  const { now, since = now, hoursAhead = 36 } = options;
  const { flight } = roster;
  const plan = planOf(world, roster);
  if (flight.arrivesAt <= since + hoursAhead * HOUR)
    return plan.map((planned) => ({ planned, flight, full: false }));
  // Its earlier messages were never sent to us: the first push we get has to be a full one.
  const ahead = plan.filter((planned) => planned.at > since);
  const firstPush = ahead.find(
    (planned) => planned.purpose === "pnr-full" || planned.purpose === "pnr-update",
  );
  return ahead.map((planned) => ({ planned, flight, full: planned === firstPush }));
}

/**
 * Messages in the order of sending, without end: first the past of the flights that land from one hour ago to 36 hours
 * ahead, then on as time goes by. The caller delivers what is due and sleeps until the next is.
 */
export function* liveTraffic(options: LiveOptions): Generator<SimulatedMessage, void> {
  const world = worldOf(options);
  const earliest = options.now - (options.hoursBack ?? 1) * HOUR;
  for (const item of merged(world, flightsLandingFrom(earliest), (roster) =>
    seenFrom(world, roster, options),
  )) {
    if (item.kind === "messages") yield* item.messages;
  }
}
