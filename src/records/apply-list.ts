// A passenger or crew list, a change, a cancellation or a close-out becomes the state of a flight and its travellers.
import type { PassengerList } from "#messages";
import { newId, type Transaction } from "#platform";
import type { PushKind } from "#vocabulary";
import {
  applyTravellers,
  personsChanged,
  screenableAgain,
  type ScreenablePerson,
  type TravellersApplied,
} from "./apply-travellers.ts";
import { changeFlight, findOrMakeFlight, type FlightMade } from "./apply-flight.ts";
import { flightOfList, type FlightRef } from "./flight.ts";
import { matchByBooking, matchRows, type RowKeys } from "./match-rows.ts";
import {
  insertChanges,
  keepCarriage,
  setStates,
  travellersLike,
  travellersOf,
  updateFlight,
  type KeptTraveller,
  type NewChange,
} from "./store.ts";
import { isVisitor, listedTraveller, type StatedTraveller, type TravellerState } from "./traveller.ts";

/** A traveller that a list names, as the records know them after it; nobody (null) where they are not known. */
export type NamedPerson = RowKeys & {
  readonly personId: string | null;
  /** A list of the flight named them before. */
  readonly known: boolean;
};

/** A traveller as the passenger lists of the flight know them, to hold what is booked against. */
export type ListedPerson = Pick<RowKeys, "travellerRef" | "birthDate" | "documentNumbers"> & {
  readonly surname: string;
  readonly given: string | null;
};

/** What a message did to the records, for screening, alerts and the carrier's answer. */
export type RecordsChange = {
  readonly flight: FlightRef & {
    readonly designator: string;
    readonly origin: string;
    readonly destination: string;
  };
  readonly travellers: number;
  readonly bookings: number;
  /** Persons of whom nothing was held on this flight before. */
  readonly firstReceived: number;
  /** New persons, and those whose identity data changed. */
  readonly toScreen: readonly ScreenablePerson[];
  /** Persons whose data were altered, ended or joined. */
  readonly altered: readonly string[];
  /** Persons who no longer travel on this flight. */
  readonly leaving: readonly {
    readonly personId: string;
    readonly reason: "withdrawn" | "not-boarded" | "flight-cancelled";
  }[];
  /**
   * The rows of the travellers a list states or a close-out names or may mean, or the bookings a push states: what a series
   * of parts goes by.
   */
  readonly named: readonly string[];
  readonly flightCancelled: boolean;
  /** Whom the list names, in its order; empty for bookings. */
  readonly listed: readonly NamedPerson[];
  /** After a close-out: who is on board, and how many of those were never on a list before, though others were. */
  readonly closeOut: { readonly onBoard: ReadonlySet<string>; readonly unasked: number } | null;
  /** Travellers named by a booking that has more: who of them is meant cannot be told, and nobody was taken off. */
  readonly unsure: number;
  /** Bookings that were not taken because a later change of them is known. */
  readonly olderBookings: number;
  /** The flight departs or lands at another time than before: what is due moves with it. */
  readonly timesChanged: boolean;
  /** Whether the schedule holds the flight; null where it holds nothing of the carrier. */
  readonly scheduled: boolean | null;
  /** A full push of the flight's bookings came before this message. */
  readonly fullPushBefore: boolean;
  /** It changes the details of a flight, and there is none that they change: a former one cannot be told. */
  readonly changesNothingKnown: boolean;
  /** For bookings: the travellers of the flight's passenger lists who share something with those booked. */
  readonly onLists: readonly ListedPerson[];
};

/** Up to so many travellers of a message are looked up by their keys; for more the whole flight is read at once. */
export const fewTravellers = 12;

type Effect = "upsert" | "withdraw" | "on-board" | "not-on-board" | "closed" | "flight-cancelled";

/** BGM 1001 and 1004 → what the list does (paxlst.md section 3.2). Unknown statuses are a list like any other. */
function effectOf(list: Pick<PassengerList, "function" | "status">): Effect {
  switch (list.status ?? "") {
    case "XR":
    case "RP":
      return "withdraw";
    case "CLOB":
      return "on-board";
    case "CLNB":
      return "not-on-board";
    case "CL":
      return "closed";
    case "XF":
      return "flight-cancelled";
    default:
      return "upsert";
  }
}

/** Whether a message changes the details of a flight (BGM 266+CF): then RFF TN is that of a list of the former flight. */
export function changesFlight(list: Pick<PassengerList, "function" | "status">): boolean {
  return list.function === "flight-status" && list.status === "CF";
}

/**
 * Applies a passenger list. Null when the list names no flight with an airport pair and a day: the caller keeps it in
 * quarantine with a finding. `sentOn` is the message's own day, `state` the unit's State (alpha-2).
 */
export async function applyPassengerList(
  tx: Transaction,
  input: {
    receiptId: string;
    list: PassengerList;
    state: string;
    sentOn: string | null;
    /** The message is one part of several: it is no push by itself. */
    partial?: boolean;
    /** The flight whose details it changes (`changesFlight`), where that can be told. */
    former?: Pick<FlightRef, "date" | "id"> | null;
  },
): Promise<RecordsChange | null> {
  const facts = flightOfList(input.list, input.state, input.sentOn);
  if (facts === null) return null;
  const former = input.former ?? null;
  const changed = former === null ? null : await changeFlight(tx, former, facts);
  const flight = changed ?? (await findOrMakeFlight(tx, facts));
  if (input.list.carriage !== undefined) keepCarriage(tx, flight, input.list.carriage);
  const effect = effectOf(input.list);
  const stated = input.list.travellers.map((each) => listedTraveller(each, input.list.function));
  const few = stated.length <= fewTravellers && (effect === "upsert" || effect === "withdraw");
  const all = few ? await travellersLike(tx, flight, stated) : await travellersOf(tx, flight);
  // A traveller is no visitor of the same name, nor the other way round: only calling the flight off is about both.
  const asksForPasses = input.list.function === "gate-pass";
  const rows = effect === "flight-cancelled" ? all : all.filter((row) => isVisitor(row) === asksForPasses);
  const outcome =
    effect === "upsert"
      ? await upsert(tx, flight, input.receiptId, stated, rows)
      : await changeStates(tx, flight, input, { effect, stated, rows });
  const changes = [...flight.changes, ...outcome.changes, ...flightStateChange(tx, flight, effect)];
  insertChanges(tx, flight, input.receiptId, changes);
  updateFlight(tx, flight, {
    ...timesOf(flight),
    state:
      effect === "upsert" || effect === "withdraw"
        ? null
        : effect === "flight-cancelled"
          ? "cancelled"
          : "closed",
    statedPassengers: effect === "upsert" && !asksForPasses ? input.list.stated.passengers : null,
    statedCrew: effect === "upsert" && !asksForPasses ? input.list.stated.crew : null,
    source: "api",
    moreTravellers: countTravelling(outcome.rows) - countTravelling(rows),
    moreBookings: 0,
    arrival: input.partial === true ? null : pushOfList(input.list),
    fullPush: false,
  });
  const { date, id, direction, dueAt } = flight;
  return {
    flight: {
      date,
      id,
      direction,
      dueAt,
      designator: flight.designator,
      origin: flight.origin,
      destination: flight.destination,
    },
    travellers: stated.length,
    bookings: 0,
    firstReceived: newPersons(rows, outcome.rows),
    toScreen: outcome.toScreen,
    altered: personsChanged(outcome.changes, outcome.rows),
    leaving: leavingPersons(rows, outcome.rows, effect),
    named: effect === "withdraw" ? [] : [...outcome.travellerIds, ...outcome.unsure].filter(isId),
    flightCancelled: effect === "flight-cancelled",
    timesChanged: flight.changes.length > 0,
    scheduled: flight.scheduled,
    listed: namedPersons(stated, outcome),
    unsure: outcome.unsureStated.size,
    olderBookings: 0,
    closeOut: effect === "on-board" || effect === "not-on-board" ? closedOut(outcome) : null,
    fullPushBefore: flight.fullPushBefore,
    changesNothingKnown: changesFlight(input.list) && changed === null && flight.changes.length === 0,
    onLists: [],
  };
}

const isId = (id: string | undefined): id is string => id !== undefined;

function namedPersons(
  stated: readonly StatedTraveller[],
  { rows, travellerIds, newcomers, unsureStated }: Outcome,
): NamedPerson[] {
  const persons = new Map(rows.map((row) => [row.traveller_id, row.person_id]));
  return stated.map(({ nameKey, birthDate, locator, travellerRef, documentNumbers }, index) => ({
    nameKey,
    birthDate,
    locator,
    travellerRef,
    documentNumbers,
    personId: persons.get(travellerIds[index] ?? "") ?? null,
    known: unsureStated.has(index) || !newcomers.has(travellerIds[index] ?? ""),
  }));
}

function closedOut({ rows, unasked }: Outcome): NonNullable<RecordsChange["closeOut"]> {
  const boarded = rows.filter((row) => row.source === "api" && row.state === "boarded");
  return { onBoard: new Set(boarded.map((row) => row.person_id)), unasked };
}

/** The push that a list is: changes, withdrawals and calling a flight off are none. */
export function pushOfList(list: Pick<PassengerList, "function" | "status">): PushKind | null {
  const effect = effectOf(list);
  if (effect === "closed" || effect === "on-board" || effect === "not-on-board") return "close-out";
  if (effect !== "upsert") return null;
  if (list.function === "crew-list") return "crew";
  return list.function === "passenger-list" ? "api" : null;
}

/** The columns of the flight that carry its times. */
export function timesOf({ times }: FlightMade) {
  const { departsLocal, arrivesLocal, departsAt, arrivesAt } = times;
  return { departsLocal, arrivesLocal, departsAt, arrivesAt };
}

type Outcome = Pick<TravellersApplied, "toScreen" | "changes" | "rows"> & {
  /** For each stated traveller its row, where there is one. */
  readonly travellerIds: readonly (string | undefined)[];
  /** The rows that this message made. */
  readonly newcomers: ReadonlySet<string>;
  /** Boarded, but on no list before. */
  readonly unasked: number;
  /** Rows that may be meant, and the stated travellers (by place) that may mean them. */
  readonly unsure: ReadonlySet<string>;
  readonly unsureStated: ReadonlySet<number>;
};

async function upsert(
  tx: Transaction,
  flight: FlightMade,
  receiptId: string,
  stated: readonly StatedTraveller[],
  rows: readonly KeptTraveller[],
): Promise<Outcome> {
  const applied = await applyTravellers(tx, { flight, receiptId, source: "api", stated, rows });
  return { ...applied, unasked: 0, unsure: new Set(), unsureStated: new Set() };
}

/**
 * Who is named changes state; with a close-out, who is not named changes too, as far as the close-out speaks of them:
 * one that names no crew says nothing of the crew, who stand on a list of their own, and a part of several says nothing of
 * those whom another part may name (`endCloseOut`); whoever it may mean, without saying which of a booking, stays. An unknown
 * named person becomes a row.
 */
async function changeStates(
  tx: Transaction,
  flight: FlightMade,
  { receiptId, partial = false }: { readonly receiptId: string; readonly partial?: boolean },
  said: {
    readonly effect: Exclude<Effect, "upsert">;
    readonly stated: readonly StatedTraveller[];
    readonly rows: readonly KeptTraveller[];
  },
): Promise<Outcome> {
  const { effect, stated, rows } = said;
  const own = rows.filter((row) => row.source === "api");
  const kept = own.map((row) => ({
    nameKey: row.name_key,
    birthDate: row.birth_date,
    locator: row.locator,
    travellerRef: row.traveller_ref,
    documentNumbers: row.document_numbers,
  }));
  const found = matchRows(kept, stated);
  const stateOf = (index: number) => own[index]?.state ?? "expected";
  const meant = matchByBooking(kept, stated, found, [
    (index) => travels(stateOf(index)),
    (index) => effect === "not-on-board" && stateOf(index) === "not-boarded",
    (index) => stateOf(index) !== "withdrawn",
  ]);
  const { unsureStated } = meant;
  const unsure = new Set([...meant.unsure].map((index) => own[index]?.traveller_id).filter(isId));
  const named = new Set(found.filter((index) => index >= 0).map((index) => own[index]?.traveller_id));
  const speaksOfCrew =
    stated.some(({ role }) => isCrew(role)) ||
    own.some((row) => named.has(row.traveller_id) && isCrew(row.role));
  const left = (row: KeptTraveller, state: TravellerState): TravellerState => {
    // Whoever may be meant travels: somebody of them does.
    if (unsure.has(row.traveller_id)) return travels(row.state) ? row.state : "expected";
    if (partial || (isCrew(row.role) && !speaksOfCrew)) return row.state;
    // An earlier close-out that named the traveller as absent was corrected.
    const returns = state === "boarded" && row.state === "not-boarded";
    return row.state === "expected" || returns ? state : row.state;
  };
  const becomes = (row: KeptTraveller): TravellerState => {
    switch (effect) {
      case "withdraw":
        return named.has(row.traveller_id) ? "withdrawn" : row.state;
      case "on-board":
        return named.has(row.traveller_id) ? "boarded" : left(row, "not-boarded");
      case "not-on-board":
        return named.has(row.traveller_id) ? "not-boarded" : left(row, "boarded");
      case "flight-cancelled":
        return "withdrawn";
      case "closed":
        return row.state;
    }
  };
  const affected = effect === "flight-cancelled" ? rows : own;
  const moved = affected
    .map((row) => ({ row, state: becomes(row) }))
    // A newer message about the traveller stands: what came before it changes nothing.
    .filter(({ row, state }) => state !== row.state && row.last_received_at <= tx.at);
  setStates(
    tx,
    flight,
    moved.map(({ row, state }) => ({ travellerId: row.traveller_id, state })),
  );
  const changes: NewChange[] = moved.map(({ row, state }) => ({
    changeId: newId(tx.at),
    subjectKind: "traveller",
    subjectId: row.traveller_id,
    version: row.version + 1,
    what: state,
    fields: [{ field: "state", before: row.state, after: state }],
  }));
  const states = new Map(moved.map(({ row, state }) => [row.traveller_id, state]));
  const after = rows.map((row) => ({ ...row, state: states.get(row.traveller_id) ?? row.state }));
  const returned = moved.filter(({ row, state }) => !travels(row.state) && travels(state));
  const again = await screenableAgain(
    tx,
    flight,
    returned.map(({ row }) => row),
  );
  // Boarded without having been announced: kept as a traveller, so that nobody on board is missing from the flight.
  const bookings = new Set(rows.map((row) => row.locator));
  const mayBeKept = (each: StatedTraveller) =>
    each.nameKey !== "" ||
    (effect === "on-board" && own.length > 0 && each.locator !== null && !bookings.has(each.locator));
  const isUnknown = (index: number) => found[index] === -1 && !unsureStated.has(index);
  const unknown = stated.filter((each, index) => isUnknown(index) && mayBeKept(each));
  const travellerIds = found.map((index) => own[index]?.traveller_id);
  // Where no list came before there was nothing to ask on: a carrier that sends the list of those on board only.
  const isUnasked = (index: number, at: number) =>
    index === -1 && !unsureStated.has(at) && !isCrew(stated[at]?.role ?? "");
  const unasked = effect === "on-board" && own.length > 0 ? found.filter(isUnasked).length : 0;
  if (unknown.length === 0 || effect === "flight-cancelled" || effect === "closed")
    return {
      toScreen: again,
      changes,
      rows: after,
      travellerIds,
      newcomers: new Set([""]),
      unasked,
      unsure,
      unsureStated,
    };
  const state: TravellerState =
    effect === "on-board" ? "boarded" : effect === "not-on-board" ? "not-boarded" : "withdrawn";
  const added = await applyTravellers(tx, {
    flight,
    receiptId,
    source: "api",
    stated: unknown,
    rows: after,
    state,
  });
  return {
    toScreen: effect === "on-board" ? [...again, ...added.toScreen] : again,
    changes: [...changes, ...added.changes],
    rows: added.rows,
    travellerIds: withAdded(travellerIds, stated, unknown, added.travellerIds),
    newcomers: new Set([...added.newcomers, ""]),
    unasked,
    unsure,
    unsureStated,
  };
}

function withAdded(
  travellerIds: readonly (string | undefined)[],
  stated: readonly StatedTraveller[],
  unknown: readonly StatedTraveller[],
  added: readonly string[],
): (string | undefined)[] {
  const idOf = new Map(unknown.map((each, index) => [each, added[index]]));
  return travellerIds.map((id, index) => {
    const said = stated[index];
    return id ?? (said === undefined ? undefined : idOf.get(said));
  });
}

export const isCrew = (role: string): boolean => role === "crew" || role === "in-transit-crew";

function flightStateChange(tx: Transaction, flight: FlightMade, effect: Effect): NewChange[] {
  if (effect === "upsert" || effect === "withdraw") return [];
  const state = effect === "flight-cancelled" ? "cancelled" : "closed";
  if (flight.state === state) return [];
  return [
    {
      changeId: newId(tx.at),
      subjectKind: "flight",
      subjectId: flight.id,
      version: 0,
      what: state,
      fields: [{ field: "state", before: flight.state, after: state }],
    },
  ];
}

/** Persons with a row that travels, whichever source it is of; visitors at the gate do not. */
export function countTravelling(rows: readonly KeptTraveller[]): number {
  return new Set(rows.filter((row) => travels(row.state) && !isVisitor(row)).map((row) => row.person_id))
    .size;
}

/** How many persons stand in the rows after a message of whom none stood in them before. */
export function newPersons(before: readonly KeptTraveller[], after: readonly KeptTraveller[]): number {
  const known = new Set(before.map((row) => row.person_id));
  return new Set(after.map((row) => row.person_id).filter((person) => !known.has(person))).size;
}

const travels = (state: TravellerState) => state === "expected" || state === "boarded";

/**
 * Persons who travelled before this message and do not after it. The API rows of a person decide where there are
 * any: what the carrier said at the gate outweighs the booking.
 */
export function leavingPersons(
  before: readonly KeptTraveller[],
  after: readonly KeptTraveller[],
  effect: Effect | "bookings",
): RecordsChange["leaving"] {
  const travelling = (rows: readonly KeptTraveller[]) => {
    const persons = new Map<string, KeptTraveller[]>();
    for (const row of rows) persons.set(row.person_id, [...(persons.get(row.person_id) ?? []), row]);
    const result = new Map<string, boolean>();
    for (const [person, own] of persons) {
      const api = own.filter((row) => row.source === "api");
      result.set(
        person,
        (api.length > 0 ? api : own).some((row) => travels(row.state)),
      );
    }
    return result;
  };
  const was = travelling(before);
  const reason =
    effect === "flight-cancelled"
      ? "flight-cancelled"
      : effect === "on-board" || effect === "not-on-board"
        ? "not-boarded"
        : "withdrawn";
  return [...travelling(after)]
    .filter(([person, still]) => !still && was.get(person) === true)
    .map(([personId]) => ({ personId, reason }) as const);
}
