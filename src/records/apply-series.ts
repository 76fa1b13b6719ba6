// What a series of parts takes off a flight: bookings a whole push does not name, and what only a replaced part named.
import { newId, type Transaction } from "#platform";
import { countTravelling, isCrew, leavingPersons, type RecordsChange } from "./apply-list.ts";
import { screenableAgain } from "./apply-travellers.ts";
import { bookingsOf, setBookingStates, type KeptBooking } from "./booking-store.ts";
import {
  addCounts,
  insertChanges,
  setStates,
  travellersOf,
  type KeptTraveller,
  type NewChange,
} from "./store.ts";
import { isVisitor } from "./traveller.ts";

type Flight = RecordsChange["flight"];

/** A whole push has come in all its parts: active bookings that none of them names are marked as not in the push. */
export async function endPush(
  tx: Transaction,
  input: { readonly flight: Flight; readonly receiptId: string; readonly named: ReadonlySet<string> },
): Promise<RecordsChange["leaving"]> {
  const kept = await bookingsOf(tx, input.flight);
  const missing = kept.filter((each) => each.state === "active" && !input.named.has(each.booking_id));
  return takeOff(tx, input, missing, new Set());
}

/** A part came again with other content: bookings and travellers that only the earlier content named leave. */
export async function withdrawReplaced(
  tx: Transaction,
  input: {
    readonly flight: Flight;
    readonly receiptId: string;
    readonly travellers: readonly string[];
    readonly bookings: readonly string[];
  },
): Promise<RecordsChange["leaving"]> {
  const gone = new Set(input.bookings);
  const kept = gone.size === 0 ? [] : await bookingsOf(tx, input.flight);
  const missing = kept.filter((each) => each.state === "active" && gone.has(each.booking_id));
  return takeOff(tx, input, missing, new Set(input.travellers));
}

/**
 * A close-out has come in all its parts: who is expected still and is `named` by none of them is not on board (`CLOB`) or is
 * (`CLNB`, which also brings back whom only a corrected part had named). Of the crew it speaks only where it named some.
 */
export async function endCloseOut(
  tx: Transaction,
  {
    flight,
    receiptId,
    status,
    named,
  }: {
    readonly flight: Flight;
    readonly receiptId: string;
    readonly status: string;
    /** The rows that its parts named or may have meant. */
    readonly named: ReadonlySet<string>;
  },
): Promise<Pick<RecordsChange, "leaving" | "toScreen">> {
  const before = (await travellersOf(tx, flight)).filter((row) => !isVisitor(row));
  const own = before.filter((row) => row.source === "api");
  const [said, others] =
    status === "CLOB" ? (["boarded", "not-boarded"] as const) : (["not-boarded", "boarded"] as const);
  const speaksOfCrew = own.some((row) => isCrew(row.role) && row.state === said);
  const isLeft = ({ state }: KeptTraveller) =>
    state === "expected" || (state === "not-boarded" && others === "boarded");
  const rest = own.filter(
    (row) => isLeft(row) && !named.has(row.traveller_id) && (speaksOfCrew || !isCrew(row.role)),
  );
  if (rest.length === 0) return { leaving: [], toScreen: [] };
  const ids = new Set(rest.map((row) => row.traveller_id));
  const after = before.map((row) => (ids.has(row.traveller_id) ? { ...row, state: others } : row));
  setStates(
    tx,
    flight,
    [...ids].map((travellerId) => ({ travellerId, state: others })),
  );
  insertChanges(
    tx,
    flight,
    receiptId,
    rest.map((row) => changeOf(tx, "traveller", row.traveller_id, row.version, row.state, others)),
  );
  addCounts(tx, flight, { travellers: countTravelling(after) - countTravelling(before), bookings: 0 });
  const back = rest.filter((row) => row.state === "not-boarded");
  return {
    leaving: leavingPersons(before, after, "on-board"),
    toScreen: await screenableAgain(tx, flight, back),
  };
}

async function takeOff(
  tx: Transaction,
  { flight, receiptId }: { readonly flight: Flight; readonly receiptId: string },
  bookings: readonly KeptBooking[],
  travellers: ReadonlySet<string>,
): Promise<RecordsChange["leaving"]> {
  if (bookings.length === 0 && travellers.size === 0) return [];
  const ended = new Set(bookings.map((each) => each.booking_id));
  const before = await travellersOf(tx, flight);
  const gone = before.filter(
    (row) =>
      row.state === "expected" &&
      (travellers.has(row.traveller_id) ||
        (row.source === "pnr" && row.booking_id !== null && ended.has(row.booking_id))),
  );
  const ids = new Set(gone.map((row) => row.traveller_id));
  const after = before.map((row) =>
    ids.has(row.traveller_id) ? { ...row, state: "withdrawn" as const } : row,
  );
  setBookingStates(tx, flight, [...ended], "not-in-push");
  setStates(
    tx,
    flight,
    [...ids].map((travellerId) => ({ travellerId, state: "withdrawn" })),
  );
  insertChanges(tx, flight, receiptId, [
    ...bookings.map((row) => changeOf(tx, "booking", row.booking_id, row.version, row.state, "not-in-push")),
    ...gone.map((row) => changeOf(tx, "traveller", row.traveller_id, row.version, row.state, "withdrawn")),
  ]);
  addCounts(tx, flight, {
    travellers: countTravelling(after) - countTravelling(before),
    bookings: -bookings.length,
  });
  return leavingPersons(before, after, "bookings");
}

function changeOf(
  tx: Transaction,
  subjectKind: NewChange["subjectKind"],
  subjectId: string,
  version: number,
  before: string,
  after: string,
): NewChange {
  return {
    changeId: newId(tx.at),
    subjectKind,
    subjectId,
    version: version + 1,
    what: after,
    fields: [{ field: "state", before, after }],
  };
}
