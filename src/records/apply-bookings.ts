// A push of bookings becomes the bookings and PNR travellers of a flight.
import { createHash } from "node:crypto";
import type { Booking, ReportedFlight } from "#messages";
import { newId, type Transaction } from "#platform";
import { findOrMakeFlight, type FlightMade } from "./apply-flight.ts";
import {
  countTravelling,
  newPersons,
  fewTravellers,
  leavingPersons,
  timesOf,
  type ListedPerson,
  type RecordsChange,
} from "./apply-list.ts";
import { applyTravellers, personsChanged } from "./apply-travellers.ts";
import {
  bookingsOf,
  setBookingStates,
  upsertBookings,
  type BookingRow,
  type KeptBooking,
} from "./booking-store.ts";
import { flightOfPush, pushedFlight } from "./flight.ts";
import {
  insertChanges,
  setStates,
  travellersLike,
  travellersOf,
  updateFlight,
  type KeptTraveller,
  type NewChange,
} from "./store.ts";
import { bookedTraveller, isVisitor, type StatedTraveller } from "./traveller.ts";

/** Locators are recycled: a booking is its host, locator and day of creation (pnrgov.md section 4). */
const bookingKey = (host: string, locator: string, created: string) => `${host} ${locator} ${created}`;

/**
 * Applies the bookings of one push. `complete` says that this message alone is a whole full push (function 22, all
 * bookings the sender counts): then bookings of the flight it no longer names are marked as not in the push.
 * Null when the push names no flight with airports and a day.
 */
export async function applyBookings(
  tx: Transaction,
  input: {
    receiptId: string;
    push: ReportedFlight | null;
    bookings: readonly Booking[];
    complete: boolean;
    /** A full push (function 22), or a part of one. */
    full: boolean;
    /** Something of the message could not be read: whom it does not name may be in it all the same. */
    damaged?: boolean;
    state: string;
    /** The message is one part of several: it is no push by itself. */
    partial?: boolean;
  },
): Promise<RecordsChange | null> {
  const facts = flightOfPush(pushedFlight(input.push, input.bookings), input.state);
  if (facts === null) return null;
  const flight = await findOrMakeFlight(tx, facts);
  const kept = await bookingsOf(tx, flight);
  const plan = planBookings(tx, kept, input.bookings);
  upsertBookings(tx, flight, input.receiptId, plan.rows);
  const stated = input.bookings.flatMap((booking, index) =>
    booking.cancelled || plan.older.has(index) ? [] : travellersIn(booking, index, facts.origin),
  );
  const few = stated.length <= fewTravellers && !input.complete;
  const all = few
    ? await travellersLike(tx, flight, stated, plan.bookingIds)
    : await travellersOf(tx, flight);
  // Nobody has booked a visit to the gate.
  const before = all.filter((row) => !isVisitor(row));
  const applied = await applyTravellers(tx, {
    flight,
    receiptId: input.receiptId,
    source: "pnr",
    stated,
    rows: before,
    bookingIds: plan.bookingIds,
  });
  // What an older push does not name may have been booked since.
  const missing =
    input.complete && input.damaged !== true && plan.older.size === 0
      ? kept.filter((each) => each.state === "active" && !plan.named.has(each.booking_id))
      : [];
  setBookingStates(
    tx,
    flight,
    missing.map((each) => each.booking_id),
    "not-in-push",
  );
  const gone = await withdrawGone(tx, flight, applied.rows, {
    ended: new Set([...plan.cancelled, ...missing.map((each) => each.booking_id)]),
    restated: new Set(
      input.damaged === true
        ? []
        : plan.rows.filter((row) => row.state === "active").map((row) => row.bookingId),
    ),
    present: new Set(applied.travellerIds),
  });
  insertChanges(tx, flight, input.receiptId, [
    ...flight.changes,
    ...plan.changes,
    ...missing.map((each) => bookingChange(tx, each, "not-in-push")),
    ...applied.changes,
    ...gone.changes,
  ]);
  updateFlight(tx, flight, {
    ...timesOf(flight),
    state: null,
    statedPassengers: null,
    statedCrew: null,
    source: "pnr",
    moreTravellers: countTravelling(gone.rows) - countTravelling(before),
    moreBookings: moreActive(kept, plan.rows) - missing.length,
    arrival: input.partial === true ? null : "pnr",
    fullPush: input.full,
  });
  const { date, id, direction, dueAt, designator, origin, destination } = flight;
  return {
    flight: { date, id, direction, dueAt, designator, origin, destination },
    travellers: stated.length,
    bookings: input.bookings.length,
    firstReceived: newPersons(before, applied.rows),
    toScreen: applied.toScreen,
    altered: personsChanged([...applied.changes, ...gone.changes], gone.rows),
    leaving: leavingPersons(before, gone.rows, "bookings"),
    named: plan.bookingIds,
    flightCancelled: false,
    listed: [],
    closeOut: null,
    unsure: 0,
    olderBookings: plan.older.size,
    timesChanged: flight.changes.length > 0,
    scheduled: flight.scheduled,
    fullPushBefore: flight.fullPushBefore,
    changesNothingKnown: false,
    onLists: before
      .filter(({ source, state }) => source === "api" && state !== "withdrawn")
      .map(listedPerson),
  };
}

function listedPerson(row: KeptTraveller): ListedPerson {
  const { surname, given, birth_date: birthDate, traveller_ref: travellerRef } = row;
  return { surname, given, birthDate, travellerRef, documentNumbers: row.document_numbers };
}

function travellersIn(booking: Booking, index: number, from: string): StatedTraveller[] {
  const about = { index, locator: booking.locator, segment: booking.segment, from, to: booking.flight.to };
  return booking.travellers.map((traveller) => bookedTraveller(traveller, about));
}

type Plan = {
  readonly rows: BookingRow[];
  /** Booking id for each booking of the message, in order. */
  readonly bookingIds: string[];
  readonly named: Set<string>;
  readonly cancelled: Set<string>;
  /** Bookings of the message (by place) that say less than what is known: a later change of them came before. */
  readonly older: Set<number>;
  readonly changes: NewChange[];
};

function planBookings(tx: Transaction, kept: readonly KeptBooking[], bookings: readonly Booking[]): Plan {
  const plan: Plan = {
    rows: [],
    bookingIds: [],
    named: new Set(),
    cancelled: new Set(),
    older: new Set(),
    changes: [],
  };
  const known = new Map(kept.map((each) => [bookingKey(each.host, each.locator, each.created), each]));
  const inMessage = new Map<string, number>();
  for (const [index, booking] of bookings.entries()) {
    const host = booking.carrier ?? "";
    // A booking without a locator is kept under its place in the message: defective, never dropped (PN05).
    const locator = booking.locator ?? `?${booking.segment}`;
    const row = find(known, kept, host, locator, booking);
    const created = row?.created ?? booking.createdAt?.slice(0, 10) ?? "";
    const bookingId = row?.booking_id ?? newId(tx.at);
    plan.bookingIds.push(bookingId);
    plan.named.add(bookingId);
    if (row !== undefined && isOlder(booking, row)) {
      plan.older.add(index);
      continue;
    }
    if (booking.cancelled) plan.cancelled.add(bookingId);
    const { travellers, segment, ...detail } = booking;
    const contentHash = createHash("sha1")
      .update(JSON.stringify([detail, travellers]))
      .digest();
    const state = booking.cancelled ? "cancelled" : "active";
    if (row !== undefined && row.state === state && row.content_hash.equals(contentHash)) continue;
    if (row === undefined) {
      known.set(bookingKey(host, locator, created), {
        booking_id: bookingId,
        locator,
        host,
        created,
        state,
        content_hash: contentHash,
        version: 1,
        changed_at: null,
      });
    } else {
      plan.changes.push(bookingChange(tx, row, booking.cancelled ? "cancelled" : "changed"));
    }
    const written = {
      bookingId,
      locator,
      host,
      created,
      state,
      detail: booking.cancelled ? null : detail,
      contentHash: contentHash.toString("hex"),
      segment,
    } as const;
    // Two PNRs with one locator in one message: the later one stands, its travellers join the same booking.
    const earlier = inMessage.get(bookingId);
    if (earlier === undefined) inMessage.set(bookingId, plan.rows.push(written) - 1);
    else plan.rows[earlier] = written;
  }
  return plan;
}

/**
 * Whether a booking is as it was before the change that is known of it (pnrgov.md section 4): pushes overtake one another on
 * their way. One that was cancelled is back only by a later change.
 */
function isOlder({ sentAt, cancelled }: Booking, row: KeptBooking): boolean {
  if (cancelled || sentAt === null || row.changed_at === null) return false;
  return sentAt < row.changed_at || (row.state === "cancelled" && sentAt === row.changed_at);
}

/** How many bookings become active by what is written, less those that cease to be. */
function moreActive(kept: readonly KeptBooking[], written: readonly BookingRow[]): number {
  const active = new Set(kept.filter((each) => each.state === "active").map((each) => each.booking_id));
  const count = (is: boolean): number => (is ? 1 : 0);
  return written.reduce(
    (sum, row) => sum + count(row.state === "active") - count(active.has(row.bookingId)),
    0,
  );
}

/** By host, locator and creation day; a cancellation often lacks the creation day. */
function find(
  known: ReadonlyMap<string, KeptBooking>,
  kept: readonly KeptBooking[],
  host: string,
  locator: string,
  booking: Booking,
): KeptBooking | undefined {
  const day = booking.createdAt?.slice(0, 10) ?? null;
  if (day !== null) return known.get(bookingKey(host, locator, day));
  const same = kept.filter((each) => each.host === host && each.locator === locator);
  return same.length === 1 ? same[0] : known.get(bookingKey(host, locator, ""));
}

function bookingChange(tx: Transaction, row: KeptBooking, what: string): NewChange {
  const state = what === "changed" ? "active" : what;
  return {
    changeId: newId(tx.at),
    subjectKind: "booking",
    subjectId: row.booking_id,
    version: row.version + 1,
    what,
    fields: row.state === state ? [] : [{ field: "state", before: row.state, after: state }],
  };
}

/** PNR travellers of ended bookings, and those a re-stated booking no longer names, are withdrawn. */
async function withdrawGone(
  tx: Transaction,
  flight: FlightMade,
  rows: readonly KeptTraveller[],
  by: { ended: ReadonlySet<string>; restated: ReadonlySet<string>; present: ReadonlySet<string> },
): Promise<{ changes: NewChange[]; rows: KeptTraveller[] }> {
  const gone = rows.filter((row) => {
    if (row.source !== "pnr" || row.state !== "expected" || row.booking_id === null) return false;
    if (by.ended.has(row.booking_id)) return true;
    return by.restated.has(row.booking_id) && !by.present.has(row.traveller_id);
  });
  setStates(
    tx,
    flight,
    gone.map((row) => ({ travellerId: row.traveller_id, state: "withdrawn" })),
  );
  const changes = gone.map((row): NewChange => ({
    changeId: newId(tx.at),
    subjectKind: "traveller",
    subjectId: row.traveller_id,
    version: row.version + 1,
    what: "withdrawn",
    fields: [{ field: "state", before: row.state, after: "withdrawn" }],
  }));
  const ids = new Set(gone.map((row) => row.traveller_id));
  return {
    changes,
    rows: rows.map((row) => (ids.has(row.traveller_id) ? { ...row, state: "withdrawn" } : row)),
  };
}
