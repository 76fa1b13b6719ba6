// The simulator's front: flights with their messages, out of a seed. Same seed, same bytes; no clock, no I/O.
import { defectLabel, plantedLabels } from "./labels.ts";
import type { DefectLabel, PlantedLabel, SimulatedFlight, SimulatedMessage } from "./message.ts";
import { rosterOf, type Roster } from "./roster.ts";
import { dayOf, flightsOn, type Flight } from "./schedule.ts";
import { onBoard } from "./steps.ts";
import { planOf, type Planned } from "./timeline.ts";
import type { World } from "./trips.ts";
import { syntheticWatchlist, type WatchlistEntry } from "./watchlist.ts";

export type WorldOptions = {
  readonly seed: number;
  /** Listed persons to plant; by default the synthetic list of the seed. */
  readonly watchlist?: readonly WatchlistEntry[];
  /** Share of messages with a planted defect, 0.03 by default. */
  readonly defectRate?: number;
  /** Planted parties a flight on average, 0.4 by default. */
  readonly plantedPerFlight?: number;
};

export type SimulateOptions = WorldOptions & {
  /** How many flights, in the order of departure. */
  readonly flights: number;
  /** First local date of departure, `YYYY-MM-DD`. */
  readonly day?: string;
};

const FIRST_DAY = "2026-06-15";
/** Rosters kept at hand; one that is needed again later is made again. */
const ROSTERS_MAX = 160;

export function worldOf(options: WorldOptions): World {
  const { seed, defectRate = 0.03, plantedPerFlight = 0.4 } = options;
  return { seed, defectRate, plantedPerFlight, watchlist: options.watchlist ?? syntheticWatchlist(seed) };
}

/** Rosters by flight, the least lately used dropped. */
export function rosterShelf(world: World): (flight: Flight) => Roster {
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

function* scheduled(options: SimulateOptions): Generator<Flight> {
  let left = options.flights;
  for (let day = dayOf(options.day ?? FIRST_DAY); left > 0; day++) {
    for (const flight of flightsOn(day).slice(0, left)) {
      left--;
      yield flight;
    }
  }
}

/** Flights one after the other in the order of departure, each with its messages in the order of sending and its labels. */
export function* simulate(options: SimulateOptions): Generator<SimulatedFlight> {
  const world = worldOf(options);
  for (const flight of scheduled(options)) {
    const roster = rosterOf(world, flight);
    const messages = planOf(world, roster).flatMap((planned) => planned.render(roster));
    yield simulatedFlight(roster, messages);
  }
}

function simulatedFlight(roster: Roster, messages: readonly SimulatedMessage[]): SimulatedFlight {
  const { flight, calledOffAt } = roster;
  const boarded = roster.parties.filter((of) => onBoard(of) && calledOffAt === undefined);
  return {
    key: flight.key,
    carrier: flight.carrier.code,
    number: flight.number,
    from: flight.from.iata,
    to: flight.to.iata,
    departs: flight.departs,
    arrives: flight.arrives,
    departsAt: flight.departsAt,
    arrivesAt: flight.arrivesAt,
    aircraft: flight.route.aircraft,
    passengers: boarded.reduce((sum, of) => sum + of.passengers.length, 0),
    crew: roster.crew.length,
    calledOff: calledOffAt !== undefined,
    messages,
    labels: [...plantedLabels(roster), ...messages.flatMap((message) => defectLabel(message) ?? [])],
  };
}

/** What comes next in a stream of traffic: a message, or a label that belongs to the flights so far. */
export type TrafficItem =
  | { readonly kind: "message"; readonly message: SimulatedMessage }
  | { readonly kind: "label"; readonly label: PlantedLabel | DefectLabel };

/**
 * The same traffic as `simulate`, in the order of sending across all flights. Labels of planted travellers come first,
 * those of defects right after their message. Messages are written one at a time.
 */
export function* traffic(options: SimulateOptions): Generator<TrafficItem> {
  const world = worldOf(options);
  const rosterFor = rosterShelf(world);
  const plans: { planned: Planned; flight: Flight }[] = [];
  for (const flight of scheduled(options)) {
    const roster = rosterFor(flight);
    for (const label of plantedLabels(roster)) yield { kind: "label", label };
    for (const planned of planOf(world, roster)) plans.push({ planned, flight });
  }
  plans.sort((a, b) => a.planned.at - b.planned.at || (a.planned.id < b.planned.id ? -1 : 1));
  for (const { planned, flight } of plans) {
    for (const message of planned.render(rosterFor(flight))) {
      yield { kind: "message", message };
      const label = defectLabel(message);
      if (label !== undefined) yield { kind: "label", label };
    }
  }
}
