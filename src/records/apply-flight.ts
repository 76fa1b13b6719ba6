// Finds the flight a message is about among those kept, or makes it; and the flight whose details a message changes.
import { isScheduled } from "#carriers";
import { newId, type Transaction } from "#platform";
import { dueAt, sameFlight, type FlightFacts, type FlightRef } from "./flight.ts";
import {
  changeRoute,
  holdFormer,
  movedDaysMax,
  movedTo,
  type ChangingFlight,
} from "./flight-change-store.ts";
import { holdFlights, insertFlight, type KeptFlight, type NewChange } from "./store.ts";

export type FlightTimes = Pick<FlightFacts, "departsLocal" | "arrivesLocal" | "departsAt" | "arrivesAt">;

export type FlightMade = FlightRef & {
  readonly designator: string;
  readonly origin: string;
  readonly destination: string;
  readonly state: KeptFlight["state"];
  /** Whether the schedule holds it; null where it holds nothing of the carrier. */
  readonly scheduled: boolean | null;
  /** A full push of its bookings came before. */
  readonly fullPushBefore: boolean;
  /** What this message corrects of the flight itself. */
  readonly changes: readonly NewChange[];
  /** The times the message gives for this flight's own leg. */
  readonly times: FlightTimes;
};

/**
 * The kept flight of the same designator and day that shares an end of a leg with what is said, else a new one.
 * A PAXLST and a PNRGOV of one flight meet here although one names the border leg and the other the whole route.
 * `by`: who names it. A flight that the schedule names stands without having been received.
 */
export async function findOrMakeFlight(
  tx: Transaction,
  facts: FlightFacts,
  by: "message" | "schedule" = "message",
): Promise<FlightMade> {
  const kept = await holdFlights(tx, facts);
  const exact = kept.find(
    (flight) => flight.origin === facts.origin && flight.destination === facts.destination,
  );
  const near = exact ?? kept.find((each) => sameFlight(each, facts));
  const flight = near ?? (by === "message" ? await movedFlight(tx, facts) : undefined);
  const designator = designatorOf(facts);
  if (flight === undefined) {
    const id = newId(tx.at);
    const scheduled = by === "schedule" ? true : await isScheduled(tx, facts);
    insertFlight(tx, id, facts, { scheduled, received: by === "message" });
    const { date, origin, destination, direction } = facts;
    return {
      date,
      id,
      direction,
      dueAt: dueAt(facts),
      designator,
      origin,
      destination,
      state: "open",
      scheduled,
      fullPushBefore: false,
      changes: [],
      times: facts,
    };
  }
  const times = timesSaid(flight, facts);
  return { ...madeOf(flight, times), designator, changes: timeChanges(tx, flight, times) };
}

/** The kept flight that was moved to the day from another, as it is once nobody else works on it. */
async function movedFlight(tx: Transaction, facts: FlightFacts): Promise<KeptFlight | undefined> {
  for (const key of await movedTo(tx, facts)) {
    const held = await holdFormer(tx, key);
    if (held !== null && sameFlight(held, facts)) return held;
  }
  return undefined;
}

const dayMs = 86_400_000;

/**
 * The flight `former` with the day, number, times and airports that are said now (BGM 266+CF): it stays the flight it is, with
 * its travellers, alerts and decisions. Null where it cannot be the flight that is meant: it is not kept, the new day is
 * too far off, or neither its number nor its route is what is said: some use their references over again.
 */
export async function changeFlight(
  tx: Transaction,
  former: { readonly date: string; readonly id: string },
  facts: FlightFacts,
): Promise<FlightMade | null> {
  await holdFlights(tx, facts);
  const flight = await holdFormer(tx, former);
  if (flight === null) return null;
  const days = Math.abs(Date.parse(facts.date) - Date.parse(flight.flight_date)) / dayMs;
  const isNumbered = flight.carrier === facts.carrier && flight.number === facts.number;
  const isRouted = flight.origin === facts.origin && flight.destination === facts.destination;
  if (days > movedDaysMax || !(isNumbered || isRouted)) return null;
  changeRoute(tx, { date: flight.flight_date, id: flight.flight_id }, facts);
  const { origin, destination, direction } = facts;
  return {
    ...madeOf({ ...flight, origin, destination, direction }, facts),
    designator: designatorOf(facts),
    changes: flightChanges(tx, flight, facts, [
      { field: "designator", before: designatorOf(flight), after: designatorOf(facts) },
      { field: "origin", before: flight.origin, after: origin },
      { field: "destination", before: flight.destination, after: destination },
    ]),
  };
}

const designatorOf = ({ carrier, number, suffix }: Pick<ChangingFlight, "carrier" | "number" | "suffix">) =>
  `${carrier}${number}${suffix}`;

function madeOf(flight: KeptFlight, times: FlightTimes): Omit<FlightMade, "designator" | "changes"> {
  return {
    date: flight.flight_date,
    id: flight.flight_id,
    direction: flight.direction,
    dueAt: dueAt({
      direction: flight.direction,
      departsAt: times.departsAt ?? flight.departs_at,
      arrivesAt: times.arrivesAt ?? flight.arrives_at,
    }),
    origin: flight.origin,
    destination: flight.destination,
    state: flight.state,
    scheduled: flight.scheduled,
    fullPushBefore: flight.full_push_at !== null,
    times,
  };
}

/** Times of the kept flight's own leg, as far as the message speaks of it: a push may name the whole route. */
function timesSaid(flight: KeptFlight, facts: FlightFacts): FlightTimes {
  const departs = flight.origin === facts.origin;
  const arrives = flight.destination === facts.destination;
  return {
    departsLocal: departs ? facts.departsLocal : null,
    departsAt: departs ? facts.departsAt : null,
    arrivesLocal: arrives ? facts.arrivesLocal : null,
    arrivesAt: arrives ? facts.arrivesAt : null,
  };
}

const timeChanges = (tx: Transaction, flight: KeptFlight, times: FlightTimes): NewChange[] =>
  flightChanges(tx, flight, times, []);

function flightChanges(
  tx: Transaction,
  flight: KeptFlight,
  times: FlightTimes,
  others: NewChange["fields"],
): NewChange[] {
  const fields = [
    ...others,
    { field: "departsLocal", before: flight.departs_local, after: times.departsLocal },
    { field: "arrivesLocal", before: flight.arrives_local, after: times.arrivesLocal },
  ].filter((change) => change.after !== null && change.before !== change.after);
  if (fields.length === 0) return [];
  return [
    {
      changeId: newId(tx.at),
      subjectKind: "flight",
      subjectId: flight.flight_id,
      version: 0,
      what: "times",
      fields,
    },
  ];
}
