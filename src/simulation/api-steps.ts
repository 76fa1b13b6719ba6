// The API messages of a flight: requests at check-in, changes, the list, the crew, close-out and cancellation.
import type { SegmentToWrite } from "#messages";
import type { ExpectedAnswer } from "./message.ts";
import { documentOf } from "./person.ts";
import { randomOf } from "./random.ts";
import type { FlightParty, Roster } from "./roster.ts";
import { stateOf } from "./states.ts";
import { onBoard, passengersOf, type Listed, type Made, type Step } from "./steps.ts";
import type { World } from "./trips.ts";
import {
  crewSegments,
  listDrafts,
  passengerSegments,
  referenceSegments,
  type ListHeader,
} from "./write/paxlst.ts";

const MINUTE = 60_000;
/** Travellers in one interactive request. */
const REQUEST_MAX = 10;

const responseTo = (listed: readonly Listed[]): ExpectedAnswer => ({
  kind: "response",
  travellers: listed.map(({ of, passenger }) => ({
    reference: passenger.reference,
    locator: of.party.locator,
    directive: "0Z",
  })),
});

type List = {
  readonly id: string;
  readonly at: number;
  readonly header: Omit<ListHeader, "transaction">;
  readonly persons: readonly (readonly SegmentToWrite[])[];
  readonly answer: ExpectedAnswer;
};

function madeList(world: World, roster: Roster, list: List): Made[] {
  return listDrafts({ ...list, seed: world.seed, flight: roster.flight }).map(({ draft, persons }) => ({
    draft,
    expected: {
      travellers: persons,
      bookings: 0,
      cancelledBookings: 0,
      sensitive: 0,
      cards: 0,
      answer: list.answer,
    },
  }));
}

/** Find a party of the roster again: the roster may have been made anew since the step was planned. */
const partyIn = (roster: Roster, id: string): FlightParty | undefined =>
  roster.parties.find((of) => of.party.id === id);

function requestSteps(world: World, of: FlightParty, key: string): Step[] {
  const { checkedInAt, offloadedAt, correctedAt, party } = of;
  if (checkedInAt === undefined) return [];
  const steps: Step[] = [];
  // Only the id is kept for later: the party itself would hold the whole roster in memory.
  const partyId = party.id;
  for (let first = 0; first < of.passengers.length; first += REQUEST_MAX) {
    const id = `${key}/request/${partyId}/${first / REQUEST_MAX}`;
    const at = checkedInAt + (first / REQUEST_MAX) * 4_000;
    steps.push({
      id,
      at,
      purpose: "api-request",
      make: (roster) => request(world, roster, id, at, partyId, first),
    });
  }
  if (offloadedAt !== undefined) {
    const id = `${key}/cancel/${partyId}`;
    steps.push({
      id,
      at: offloadedAt,
      purpose: "api-cancel",
      make: (roster) => cancellation(world, roster, id, offloadedAt, partyId),
    });
  } else if (correctedAt !== undefined) {
    const id = `${key}/change/${partyId}`;
    steps.push({
      id,
      at: correctedAt,
      purpose: "api-change",
      make: (roster) => correction(world, roster, id, correctedAt, partyId),
    });
  }
  return steps;
}

function request(world: World, roster: Roster, id: string, at: number, party: string, first: number): Made[] {
  const of = partyIn(roster, party);
  if (of === undefined) return [];
  const listed = passengersOf([of]).slice(first, first + REQUEST_MAX);
  return madeList(world, roster, {
    id,
    at,
    header: { list: "745", status: "", stated: { passengers: listed.length } },
    persons: listed.map(({ passenger }) => passengerSegments(roster.flight, of, passenger)),
    answer: responseTo(listed),
  });
}

function cancellation(world: World, roster: Roster, id: string, at: number, party: string): Made[] {
  const of = partyIn(roster, party);
  if (of === undefined) return [];
  const listed = passengersOf([of]);
  return madeList(world, roster, {
    id,
    at,
    header: { list: "745", status: "XR", stated: { passengers: listed.length } },
    persons: listed.map(({ passenger }) => passengerSegments(roster.flight, of, passenger)),
    answer: responseTo(listed),
  });
}

/** The first traveller turns out to have a new passport: changed data under the same reference. */
function correction(world: World, roster: Roster, id: string, at: number, party: string): Made[] {
  const of = partyIn(roster, party);
  const passenger = of?.passengers[0];
  if (of === undefined || passenger === undefined) return [];
  const state = stateOf(passenger.traveller.person.nationality);
  const document = documentOf(state, 30, roster.flight.day, randomOf(world.seed, "new-document", id));
  return madeList(world, roster, {
    id,
    at,
    header: { list: "745", status: "CP", stated: { passengers: 1 } },
    persons: [passengerSegments(roster.flight, of, passenger, document)],
    answer: responseTo([{ of, passenger }]),
  });
}

function listStep(world: World, roster: Roster): Step {
  const { flight } = roster;
  const id = `${flight.key}/list`;
  const at = flight.departsAt - randomOf(world.seed, "list", flight.key).int(24, 27) * MINUTE;
  const make = (now: Roster): Made[] => {
    const listed = passengersOf(now.parties.filter(onBoard));
    return madeList(world, now, {
      id,
      at,
      header: { list: "745", status: "", stated: { passengers: listed.length } },
      persons: listed.map(({ of, passenger }) => passengerSegments(flight, of, passenger)),
      answer: { kind: "none" },
    });
  };
  return { id, at, purpose: "api-list", make };
}

function crewStep(world: World, roster: Roster): Step {
  const { flight } = roster;
  const id = `${flight.key}/crew`;
  const at = flight.departsAt - randomOf(world.seed, "crew-list", flight.key).int(50, 85) * MINUTE;
  const make = (now: Roster): Made[] =>
    madeList(world, now, {
      id,
      at,
      header: { list: "250", status: "", stated: { crew: now.crew.length } },
      persons: now.crew.map((member) => crewSegments(flight, member)),
      answer: { kind: "none" },
    });
  return { id, at, purpose: "crew-list", make };
}

function closeOutStep(world: World, roster: Roster): Step | undefined {
  const { flight } = roster;
  const { closeOut } = flight.carrier.api;
  if (closeOut === "none") return undefined;
  const id = `${flight.key}/close-out`;
  const at = flight.departsAt + randomOf(world.seed, "close-out", flight.key).int(1, 6) * MINUTE;
  const make = (now: Roster): Made[] => {
    const listed = passengersOf(now.parties.filter(onBoard));
    return madeList(world, now, {
      id,
      at,
      header: { list: "266", status: closeOut, stated: { passengers: listed.length } },
      persons:
        closeOut === "CL" ? [] : listed.map(({ of, passenger }) => referenceSegments(of, passenger, false)),
      answer: { kind: "acknowledgement" },
    });
  };
  return { id, at, purpose: "close-out", make };
}

function calledOffStep(world: World, roster: Roster, at: number): Step {
  const id = `${roster.flight.key}/called-off`;
  const header = { list: "266", status: "XF", stated: { passengers: 0 } } as const;
  const make = (now: Roster): Made[] =>
    madeList(world, now, { id, at, header, persons: [], answer: { kind: "acknowledgement" } });
  return { id, at, purpose: "flight-cancelled", make };
}

/** The API steps of a flight, in no order; none after it was called off, except to say so. */
export function apiSteps(world: World, roster: Roster): Step[] {
  const { flight, calledOffAt } = roster;
  const closeOut = closeOutStep(world, roster);
  const listing =
    flight.carrier.api.mode === "interactive"
      ? roster.parties.flatMap((of) => requestSteps(world, of, flight.key))
      : [listStep(world, roster)];
  const steps = [crewStep(world, roster), ...listing, ...(closeOut === undefined ? [] : [closeOut])];
  if (calledOffAt === undefined) return steps;
  return [...steps.filter((step) => step.at < calledOffAt), calledOffStep(world, roster, calledOffAt)];
}
