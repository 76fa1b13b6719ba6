// The simulator's front: flights with their messages, out of a seed. Same seed, same bytes; no clock, no I/O.
import { defectLabel, plantedLabels } from "./labels.ts";
import type { DefectLabel, PlantedLabel, SimulatedFlight, SimulatedMessage } from "./message.ts";
import { merged, type Waiting } from "./merge.ts";
import { rosterOf, type Roster } from "./roster.ts";
import { dayOf, flightsOn, type Flight } from "./schedule.ts";
import { onBoard } from "./steps.ts";
import { planOf } from "./timeline.ts";
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

export function worldOf(options: WorldOptions): World {
  const { seed, defectRate = 0.03, plantedPerFlight = 0.4 } = options;
  return { seed, defectRate, plantedPerFlight, watchlist: options.watchlist ?? syntheticWatchlist(seed) };
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
 * The same traffic as `simulate`, in the order of sending across all flights. Labels of a flight's planted travellers come
 * before its first message, those of defects right after their message. Memory does not grow with the number of flights.
 */
export function* traffic(options: SimulateOptions): Generator<TrafficItem> {
  const world = worldOf(options);
  const waitingOf = (roster: Roster): Waiting[] =>
    planOf(world, roster).map((planned) => ({ planned, flight: roster.flight, full: false }));
  for (const item of merged(world, scheduled(options), waitingOf)) {
    if (item.kind === "flight") {
      for (const label of plantedLabels(item.roster)) yield { kind: "label", label };
      continue;
    }
    for (const message of item.messages) {
      yield { kind: "message", message };
      const label = defectLabel(message);
      if (label !== undefined) yield { kind: "label", label };
    }
  }
}
