// Traffic around a moment and on from it without end: what a demonstration preloads and then receives live.
import type { SimulatedMessage } from "./message.ts";
import { dateOf, dayOf, flightsOn, type Flight } from "./schedule.ts";
import { rosterShelf, worldOf, type WorldOptions } from "./simulate.ts";
import { planOf, type Planned } from "./timeline.ts";
import type { World } from "./trips.ts";

const HOUR = 3_600_000;
/** No message of a flight is sent earlier than this before its departure. */
const FIRST_MESSAGE = 72 * HOUR;

export type LiveOptions = WorldOptions & {
  /** The moment the traffic is seen from, epoch milliseconds. */
  readonly now: number;
  /** Flights that land between these hours from now are there with their whole past. */
  readonly hoursBack?: number;
  readonly hoursAhead?: number;
};

type Waiting = { readonly planned: Planned; readonly flight: Flight; readonly full: boolean };

/** A binary heap, earliest first; equal moments by id. */
function queue(): { push: (item: Waiting) => void; pop: () => Waiting | undefined; next: () => number } {
  const items: Waiting[] = [];
  const before = (a: Waiting, b: Waiting): boolean =>
    a.planned.at < b.planned.at || (a.planned.at === b.planned.at && a.planned.id < b.planned.id);
  const swap = (a: number, b: number): void => {
    const [x, y] = [items[a], items[b]];
    if (x === undefined || y === undefined) return;
    [items[a], items[b]] = [y, x];
  };
  const earlier = (a: number, b: number): boolean => {
    const [x, y] = [items[a], items[b]];
    return x !== undefined && (y === undefined || before(x, y));
  };
  return {
    push: (item) => {
      items.push(item);
      for (let at = items.length - 1; at > 0 && earlier(at, (at - 1) >> 1); at = (at - 1) >> 1)
        swap(at, (at - 1) >> 1);
    },
    pop: () => {
      swap(0, items.length - 1);
      const first = items.pop();
      for (let at = 0; ;) {
        const child = earlier(at * 2 + 2, at * 2 + 1) ? at * 2 + 2 : at * 2 + 1;
        if (child >= items.length || !earlier(child, at)) return first;
        swap(at, child);
        at = child;
      }
    },
    next: () => items[0]?.planned.at ?? Number.POSITIVE_INFINITY,
  };
}

/** Flights in the order of departure from a moment on, without end. */
function* flightsFrom(at: number): Generator<Flight> {
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

/** The messages of a flight that a watcher who starts at `now` gets to see. */
function waitingOf(world: World, flight: Flight, plan: readonly Planned[], options: LiveOptions): Waiting[] {
  const { now, hoursAhead = 36 } = options;
  if (flight.arrivesAt <= now + hoursAhead * HOUR)
    return plan.map((planned) => ({ planned, flight, full: false }));
  // Its earlier messages were never sent to us: the first push we get has to be a full one.
  const ahead = plan.filter((planned) => planned.at > now);
  const firstPush = ahead.find(
    (planned) => planned.purpose === "pnr-full" || planned.purpose === "pnr-update",
  );
  return ahead.map((planned) => ({ planned, flight, full: planned === firstPush }));
}

/**
 * Messages in the order of sending, without end: first the past of the flights that land from one hour ago to 36 hours
 * ahead, then on as time goes by. The caller delivers what is due and sleeps until the next is.
 */
export function* liveTraffic(options: LiveOptions): Generator<SimulatedMessage, never> {
  const world = worldOf(options);
  const rosterFor = rosterShelf(world);
  const earliest = options.now - (options.hoursBack ?? 1) * HOUR;
  const flights = flightsFrom(earliest - 24 * HOUR);
  const waiting = queue();
  let coming = flights.next().value as Flight;
  for (;;) {
    // A flight that departs within 72 hours of the next message may have one to send before it.
    while (coming.departsAt - FIRST_MESSAGE <= waiting.next()) {
      if (coming.arrivesAt >= earliest) {
        const plan = planOf(world, rosterFor(coming));
        for (const item of waitingOf(world, coming, plan, options)) waiting.push(item);
      }
      coming = flights.next().value as Flight;
    }
    const item = waiting.pop();
    if (item === undefined) continue;
    yield* item.planned.render(rosterFor(item.flight), { full: item.full });
  }
}
