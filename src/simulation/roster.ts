// What a flight looks like at its departure desk: seats, check-in, bags, crew, who stayed away.
import { seatMap } from "./aircraft.ts";
import { crewOf, type CrewMember } from "./crew.ts";
import type { Leg, Party, Traveller } from "./party.ts";
import { randomOf, type Random } from "./random.ts";
import type { Flight } from "./schedule.ts";
import { calledOffAt, partiesBookedOn, type World } from "./trips.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

export type Passenger = {
  readonly traveller: Traveller;
  /** Null for an infant on a lap, and while no seat is given. */
  readonly seat: string | null;
  /** An earlier seat, until the party's seat change. */
  readonly seatBefore: string | null;
  /** From when the seat stands in the booking. */
  readonly seatFrom: number;
  /** Number in the order of check-in, from 1; 0 for who never checked in. */
  readonly sequence: number;
  /** Six digits of the first bag tag, the others follow it. */
  readonly firstTag: string;
  /** The departure control system's own reference of this passenger (RFF+ABO). */
  readonly reference: string;
};

export type FlightParty = {
  readonly party: Party;
  readonly leg: Leg;
  /** First and last airport of the journey in this direction. */
  readonly embarks: string;
  readonly disembarks: string;
  /** Changes in Baku from one foreign flight to another. */
  readonly inTransit: boolean;
  readonly passengers: readonly Passenger[];
  /** Undefined when the party never checked in. */
  readonly checkedInAt?: number;
  /** Taken off the flight again after check-in. */
  readonly offloadedAt?: number;
  /** A document is corrected at the gate: the passport was changed since the booking. */
  readonly correctedAt?: number;
};

export type Roster = {
  readonly flight: Flight;
  readonly parties: readonly FlightParty[];
  readonly crew: readonly CrewMember[];
  readonly calledOffAt?: number;
};

/** First and last airport of the legs that follow each other within a day around one leg; a way back is a new journey. */
function endsOf(
  legs: readonly Leg[],
  index: number,
): Pick<FlightParty, "embarks" | "disembarks" | "inTransit"> {
  let [first, last] = [index, index];
  const joined = (a: Leg | undefined, b: Leg | undefined): boolean =>
    a !== undefined && b !== undefined && b.departsAt - a.arrivesAt < 24 * HOUR && b.to !== a.from;
  while (joined(legs[first - 1], legs[first])) first--;
  while (joined(legs[last], legs[last + 1])) last++;
  const [start, end] = [legs[first]?.from, legs[last]?.to];
  return {
    embarks: start?.iata ?? "",
    disembarks: end?.iata ?? "",
    inTransit: start?.country !== "AZ" && end?.country !== "AZ",
  };
}

function checkInAt(party: Party, flight: Flight, random: Random): number {
  const online = party.kind !== "group" && party.kind !== "pilgrims" && random.chance(0.42);
  const before = online ? random.int(75, 23 * 60) : random.int(52, 165);
  return Math.max(flight.departsAt - before * MINUTE, party.bookedAt + 20 * MINUTE);
}

/** The moments of a party on this flight: when it checks in, is taken off, has a document corrected. */
function fateOf(
  party: Party,
  flight: Flight,
  off: number | undefined,
  random: Random,
): Pick<FlightParty, "checkedInAt" | "offloadedAt" | "correctedAt"> {
  const planted = party.planted !== undefined;
  const at = checkInAt(party, flight, random);
  const staysAway = !planted && random.chance(0.012);
  const offloaded = !planted && random.chance(0.004);
  const corrected = !planted && random.chance(0.015);
  if (staysAway || party.cancelledAt !== undefined || (off !== undefined && at >= off)) return {};
  const gate = flight.departsAt - random.int(28, 42) * MINUTE;
  if (at > gate) return {};
  return {
    checkedInAt: at,
    ...(offloaded ? { offloadedAt: gate } : {}),
    ...(corrected
      ? { correctedAt: Math.max(at + 3 * MINUTE, flight.departsAt - random.int(30, 49) * MINUTE) }
      : {}),
  };
}

type Desk = {
  readonly flight: Flight;
  readonly giveSeats: (cabin: "J" | "Y", count: number) => string[];
  readonly off: number | undefined;
};

function partyOnFlight(world: World, desk: Desk, party: Party): FlightParty | undefined {
  const { flight } = desk;
  const index = party.legs.findIndex((leg) => leg.flightKey === flight.key);
  const leg = party.legs[index];
  if (leg === undefined) return undefined;
  const random = randomOf(world.seed, "desk", flight.key, party.id);
  const fate = fateOf(party, flight, desk.off, random);
  const seated = party.travellers.filter((one) => one.lapOf === undefined).length;
  const seats = desk.giveSeats(party.cabin, seated);
  const full = seats.length < seated;
  const chosen = random.chance(0.4);
  const changeOfSeat = party.changes.find((change) => change.what === "seat");
  const seatsBefore = changeOfSeat === undefined || full ? [] : desk.giveSeats(party.cabin, seated);
  let next = 0;
  const passengers = party.travellers.map((traveller): Passenger => {
    const place = traveller.lapOf === undefined ? next++ : -1;
    return {
      traveller,
      seat: seats[place] ?? null,
      seatBefore: seatsBefore[place] ?? null,
      seatFrom:
        chosen || changeOfSeat !== undefined ? party.bookedAt : (fate.checkedInAt ?? flight.departsAt),
      sequence: 0,
      firstTag: `${random.int(1, 9)}${random.digits(5)}`,
      reference: random.digits(11),
    };
  });
  const ends = endsOf(party.legs, index);
  return {
    party,
    leg,
    ...ends,
    passengers,
    ...(full ? {} : fate),
  };
}

/** Numbers the passengers in the order in which their parties checked in. */
function numbered(parties: readonly FlightParty[]): FlightParty[] {
  const order = parties
    .filter((one) => one.checkedInAt !== undefined)
    .sort((a, b) => (a.checkedInAt ?? 0) - (b.checkedInAt ?? 0) || (a.party.id < b.party.id ? -1 : 1));
  const first = new Map<FlightParty, number>();
  let next = 1;
  for (const one of order) {
    first.set(one, next);
    next += one.passengers.length;
  }
  return parties.map((one) => {
    const start = first.get(one);
    if (start === undefined) return one;
    return {
      ...one,
      passengers: one.passengers.map((passenger, index) => ({ ...passenger, sequence: start + index })),
    };
  });
}

/** Everything about a flight that its messages are made from. */
export function rosterOf(world: World, flight: Flight): Roster {
  const off = calledOffAt(world, flight);
  const random = randomOf(world.seed, "seats", flight.key);
  const desk: Desk = { flight, giveSeats: seatMap(flight.route.aircraft, random), off };
  // Those who cancelled take no seat from those who fly.
  const booked = partiesBookedOn(world, flight);
  const flying = booked.filter((party) => party.cancelledAt === undefined);
  const cancelled = booked.filter((party) => party.cancelledAt !== undefined);
  const parties = [...random.shuffled(flying), ...cancelled].flatMap(
    (party) => partyOnFlight(world, desk, party) ?? [],
  );
  return {
    flight,
    parties: numbered(parties),
    crew: crewOf(world.seed, flight),
    ...(off === undefined ? {} : { calledOffAt: off }),
  };
}
