// Messages of many flights put into the order of sending, with only the flights in memory that have one to send.
import type { SimulatedMessage } from "./message.ts";
import { rosterOf, type Roster } from "./roster.ts";
import type { Flight } from "./schedule.ts";
import type { Planned } from "./timeline.ts";
import type { World } from "./trips.ts";

const HOUR = 3_600_000;
/** No message of a flight is sent earlier than this before its departure. */
const FIRST_MESSAGE = 72 * HOUR;
/** Rosters kept at hand: about a day of flights, which is when most messages are sent. One needed later is made again. */
const ROSTERS_MAX = 100;

/** A message to come. `full` makes an update push a full one. */
export type Waiting = { readonly planned: Planned; readonly flight: Flight; readonly full: boolean };

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

/** Rosters by flight, the least lately used dropped. */
function rosterShelf(world: World): (flight: Flight) => Roster {
  const shelf = new Map<string, Roster>();
  return (flight) => {
    const roster = shelf.get(flight.key) ?? rosterOf(world, flight);
    shelf.delete(flight.key);
    shelf.set(flight.key, roster);
    if (shelf.size > ROSTERS_MAX) {
      for (const oldest of shelf.keys()) {
        shelf.delete(oldest);
        break;
      }
    }
    return roster;
  };
}

/** What comes out of the merge: a flight whose messages begin to be due, or messages sent together. */
export type Merged =
  | { readonly kind: "flight"; readonly roster: Roster }
  | { readonly kind: "messages"; readonly messages: readonly SimulatedMessage[] };

/**
 * Merges the messages of flights that are given in the order of departure (there may be no end of them). `waitingOf` says
 * which messages of a flight are to come.
 */
export function* merged(
  world: World,
  flights: Iterator<Flight>,
  waitingOf: (roster: Roster) => readonly Waiting[],
): Generator<Merged, void> {
  const rosterFor = rosterShelf(world);
  const waiting = queue();
  let coming = flights.next();
  for (;;) {
    // A flight that departs within 72 hours of the next message may have one to send before it.
    while (coming.done !== true && coming.value.departsAt - FIRST_MESSAGE <= waiting.next()) {
      const roster = rosterFor(coming.value);
      yield { kind: "flight", roster };
      for (const item of waitingOf(roster)) waiting.push(item);
      coming = flights.next();
    }
    const item = waiting.pop();
    if (item === undefined) return;
    yield { kind: "messages", messages: item.planned.render(rosterFor(item.flight), { full: item.full }) };
  }
}
