// Who is booked on a flight: those who set out on it, those who return with it, and those who change in Baku.
import { seatCount } from "./aircraft.ts";
import { partyOf, type Journey } from "./booking.ts";
import { beyondHub, journeyOf, legOf } from "./itinerary.ts";
import { routes } from "./network.ts";
import type { Party } from "./party.ts";
import { plantedParty } from "./planting.ts";
import { randomOf, type Random } from "./random.ts";
import { flightBack, flightOn, flightsOn, operatesOn, type Flight } from "./schedule.ts";
import type { WatchlistEntry } from "./watchlist.ts";

const MINUTE = 60_000;

/** What the whole simulated world depends on. */
export type World = {
  readonly seed: number;
  readonly watchlist: readonly WatchlistEntry[];
  /** Planted parties that set out on one flight, on average. */
  readonly plantedPerFlight: number;
  /** Share of messages with a planted defect. */
  readonly defectRate: number;
};

/** Share of a flight's load that goes one way, and that sets out with a way back (as many come back on another day). */
const ONE_WAY = 0.24;
const SETTING_OUT = 0.38;
/** How many days travellers stay, from one day on. */
const stayWeights = [3, 6, 8, 9, 8, 7, 10, 6, 4, 3, 3, 2, 2, 4];

function stayShare(flight: Flight, days: number): number {
  const back = routes[flight.route.back];
  let sum = 0;
  for (let stay = 1; stay <= stayWeights.length; stay++) {
    if (back !== undefined && operatesOn(back, flight.day + stay)) sum += stayWeights[stay - 1] ?? 0;
  }
  return sum === 0 ? 0 : (stayWeights[days - 1] ?? 0) / sum;
}

/** Whether the flight is called off, and when (epoch milliseconds): known to all who are booked on it. */
export function calledOffAt(world: World, flight: Flight): number | undefined {
  const random = randomOf(world.seed, "called-off", flight.key);
  return random.chance(0.008) ? flight.departsAt - random.int(70, 480) * MINUTE : undefined;
}

/**
 * The parties that set out on a flight and come back `days` later (0: not at all). Their stream depends on the flight
 * and the days only, so the flight back finds the same people with the same booking.
 */
function settingOut(world: World, flight: Flight, days: number): Party[] {
  const back = days === 0 ? undefined : flightBack(flight, days);
  if (days > 0 && back === undefined) return [];
  const id = `trip/${flight.key}/${days}`;
  const random = randomOf(world.seed, id);
  const capacity = seatCount(flight.route.aircraft) * flight.route.load;
  const share = days === 0 ? ONE_WAY : SETTING_OUT * stayShare(flight, days);
  const wanted = capacity * share * random.around(1, 0.12);
  const parties: Party[] = [];
  const journey = (source: Random): Journey => ({
    carrier: flight.carrier,
    day: flight.day,
    legs: journeyOf(flight, back, beyondHub(flight, source)),
  });
  let left = Math.floor(wanted) + (random.chance(wanted % 1) ? 1 : 0);
  for (let number = 0; left > 0; number++) {
    const partyId = `${id}/${number}`;
    const source = randomOf(world.seed, partyId);
    const party = partyOf(partyId, journey(source), source);
    const size = party.travellers.length;
    // A party that does not fit is taken with the chance that keeps the average right.
    if (size > left && !random.chance(left / size)) break;
    parties.push(party);
    left -= size;
  }
  const chance = (world.plantedPerFlight * share) / (ONE_WAY + SETTING_OUT);
  if (random.chance(chance)) {
    const partyId = `${id}/planted`;
    const source = randomOf(world.seed, partyId);
    const planted = plantedParty(partyId, journey(source), days === 0, world.watchlist, source);
    if (planted !== undefined) parties.push(planted);
  }
  return parties;
}

/** Foreign ends between which people change in Baku, either way. */
const north = new Set(["TBS", "ALA", "NQZ", "TAS", "SCO", "IST", "LED", "DME", "VKO", "IKA", "SAW"]);
const south = new Set([
  "DXB",
  "TLV",
  "DEL",
  "ISB",
  "LHE",
  "KHI",
  "JED",
  "BOM",
  "PEK",
  "CDG",
  "LHR",
  "FRA",
  "MXP",
  "JFK",
  "AYT",
]);

function connects(into: Flight, outOf: Flight): boolean {
  if (into.carrier.code !== "J2" || outOf.carrier.code !== "J2") return false;
  if (into.to.iata !== "GYD" || outOf.from.iata !== "GYD") return false;
  const wait = outOf.departsAt - into.arrivesAt;
  if (wait < 60 * MINUTE || wait > 420 * MINUTE) return false;
  const [from, to] = [into.from.iata, outOf.to.iata];
  return (north.has(from) && south.has(to)) || (south.has(from) && north.has(to));
}

function changing(world: World, into: Flight, outOf: Flight): Party[] {
  const id = `change/${into.key}/${outOf.key}`;
  const random = randomOf(world.seed, id);
  const count = random.weighted([
    [0, 5],
    [1, 4],
    [2, 2],
    [3, 1],
  ]);
  return Array.from({ length: count }, (_, number) => {
    const partyId = `${id}/${number}`;
    const journey = { carrier: into.carrier, legs: [legOf(into), legOf(outOf)], day: into.day };
    return partyOf(partyId, journey, randomOf(world.seed, partyId), {
      kind: random.pick(["solo", "solo", "couple", "business"]),
    });
  });
}

function changingInBaku(world: World, flight: Flight): Party[] {
  if (flight.carrier.code !== "J2") return [];
  const near = [-1, 0, 1].flatMap((shift) => flightsOn(flight.day + shift));
  return near.flatMap((other) => {
    if (connects(flight, other)) return changing(world, flight, other);
    return connects(other, flight) ? changing(world, other, flight) : [];
  });
}

/** Every party booked on a flight at any time, cancelled ones included. */
export function partiesBookedOn(world: World, flight: Flight): Party[] {
  const parties = settingOut(world, flight, 0);
  for (let days = 1; days <= stayWeights.length; days++) {
    parties.push(...settingOut(world, flight, days));
    const outRoute = routes[flight.route.back];
    if (outRoute === undefined || !operatesOn(outRoute, flight.day - days)) continue;
    const out = flightOn(outRoute, flight.day - days);
    if (calledOffAt(world, out) === undefined) parties.push(...settingOut(world, out, days));
  }
  parties.push(...changingInBaku(world, flight));
  return parties;
}
