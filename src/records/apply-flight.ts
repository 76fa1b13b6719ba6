// Finds the flight a message is about among those kept, or makes it.
import { isScheduled } from "#carriers";
import { newId, type Transaction } from "#platform";
import { dueAt, sameFlight, type FlightFacts, type FlightRef } from "./flight.ts";
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
  const flight = exact ?? kept.find((each) => sameFlight(each, facts));
  const designator = `${facts.carrier}${facts.number}${facts.suffix}`;
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
  return {
    date: flight.flight_date,
    id: flight.flight_id,
    direction: flight.direction,
    dueAt: dueAt({
      direction: flight.direction,
      departsAt: times.departsAt ?? flight.departs_at,
      arrivesAt: times.arrivesAt ?? flight.arrives_at,
    }),
    designator,
    origin: flight.origin,
    destination: flight.destination,
    state: flight.state,
    scheduled: flight.scheduled,
    fullPushBefore: flight.full_push_at !== null,
    changes: timeChanges(tx, flight, times),
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

function timeChanges(tx: Transaction, flight: KeptFlight, times: FlightTimes): NewChange[] {
  const fields = [
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
