// Legs of a journey: the reported flight itself, what comes before it and what follows beyond a hub.
import { beyond, connectingShare, type Beyond } from "./network.ts";
import type { Leg } from "./party.ts";
import type { Random } from "./random.ts";
import { dayOf, legTimes, type Flight } from "./schedule.ts";

const CONNECTION_MIN = 55 * 60_000;

/** The leg that a flight of the network is. */
export function legOf(flight: Flight): Leg {
  const { from, to, departs, arrives, departsAt, arrivesAt, key, number, carrier, route } = flight;
  return {
    carrier: carrier.code,
    number,
    from,
    to,
    departs,
    arrives,
    departsAt,
    arrivesAt,
    aircraft: route.aircraft,
    flightKey: key,
  };
}

function onwardLeg(found: Beyond, day: number): Leg {
  const { hub: from, to, carrier, out: number } = found;
  return {
    carrier,
    number,
    from,
    to,
    aircraft: "321",
    ...legTimes(from, to, day, found.outDeparts, found.blockMinutes),
  };
}

function feederLeg(found: Beyond, day: number): Leg {
  const { hub: to, to: from, carrier, back: number } = found;
  return {
    carrier,
    number,
    from,
    to,
    aircraft: "321",
    ...legTimes(from, to, day, found.backDeparts, found.blockMinutes),
  };
}

/** The first daily flight beyond a hub that can be reached after an arrival there. */
function onwardAfter(flight: Flight, found: Beyond): Leg {
  const day = dayOf(flight.arrives.slice(0, 10));
  const today = onwardLeg(found, day);
  return today.departsAt >= flight.arrivesAt + CONNECTION_MIN ? today : onwardLeg(found, day + 1);
}

/** The last daily flight to a hub that arrives in time for a departure there. */
function feederBefore(flight: Flight, found: Beyond): Leg {
  const day = dayOf(flight.departs.slice(0, 10));
  for (const earlier of [0, 1]) {
    const leg = feederLeg(found, day - earlier);
    if (leg.arrivesAt + CONNECTION_MIN <= flight.departsAt) return leg;
  }
  return feederLeg(found, day - 2);
}

/** A place beyond the foreign end of a flight that a party may come from or go to; undefined when it begins or ends there. */
export function beyondHub(flight: Flight, random: Random): Beyond | undefined {
  const hub = flight.from.country === "AZ" ? flight.to.iata : flight.from.iata;
  const places = beyond.get(flight.carrier.code + hub);
  const share = connectingShare[flight.carrier.code] ?? 0;
  return places !== undefined && random.chance(share) ? random.pick(places) : undefined;
}

/** The legs of a journey out on one flight and, where given, back on another, with the same place beyond both. */
export function journeyOf(out: Flight, back: Flight | undefined, place: Beyond | undefined): Leg[] {
  const side = (flight: Flight): Leg[] => {
    if (place === undefined) return [legOf(flight)];
    return place.hub.iata === flight.to.iata
      ? [legOf(flight), onwardAfter(flight, place)]
      : [feederBefore(flight, place), legOf(flight)];
  };
  return [...side(out), ...(back === undefined ? [] : side(back))];
}
