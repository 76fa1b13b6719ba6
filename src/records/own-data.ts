// What the records hold on one person, as it is given to that person: every field by name, and nothing of anybody else.
import type { Transaction } from "#platform";
import { personKey } from "./flight.ts";
import { rowsOfIdentity, type IdentifiedRow, type StatedIdentity } from "./identity-store.ts";
import { bookingPart, sourceRecord } from "./present-person.ts";
import { bookingById } from "./read-store.ts";

/** One person on one flight. `told` names fields by their place ("documents.1.number"). */
export type OwnJourney = {
  /** Day, flight and person, as in addresses. */
  readonly key: string;
  readonly designator: string;
  readonly date: string;
  readonly route: string;
  /** The messages that told of the person: "api", "pnr". */
  readonly sources: readonly string[];
  readonly firstReceivedAt: Date;
  readonly told: readonly { readonly field: string; readonly value: string }[];
};

const journeysMax = 200;

/**
 * Every journey of whoever this is, newest first, at most 200. Of a booking the person's own part: who travels along, who
 * pays with another's card and what is a key of ours alone stays out.
 */
export async function ownData(tx: Transaction, identity: StatedIdentity): Promise<readonly OwnJourney[]> {
  const rows = await rowsOfIdentity(tx, identity, journeysMax * 2);
  const journeys = Map.groupBy(rows, (row) => `${row.flight_date}_${row.flight_id}_${row.person_id}`);
  const told: OwnJourney[] = [];
  for (const own of [...journeys.values()].slice(0, journeysMax)) told.push(await journeyOf(tx, own));
  return told;
}

async function journeyOf(tx: Transaction, rows: readonly IdentifiedRow[]): Promise<OwnJourney> {
  const [first] = rows;
  if (first === undefined) throw new Error("a journey without rows");
  const flight = { date: first.flight_date, id: first.flight_id };
  const bookingId = rows.find((row) => row.booking_id !== null)?.booking_id ?? null;
  const booking = bookingId === null ? null : await bookingById(tx, flight, bookingId);
  const shown = {
    ...Object.fromEntries(rows.map((row) => [row.source, sourceRecord(row)])),
    ...(booking === null ? {} : { booking: bookingPart(booking, []) }),
  };
  return {
    key: personKey(flight, first.person_id),
    designator: first.designator,
    date: first.flight_date,
    route: `${first.origin}-${first.destination}`,
    sources: rows.map(({ source }) => source).toSorted(),
    firstReceivedAt: rows.reduce(
      (earliest, row) => (row.first_received_at < earliest ? row.first_received_at : earliest),
      first.first_received_at,
    ),
    told: flat(shown, ""),
  };
}

/** Keys of ours, and what belongs to others. */
const left: ReadonlySet<string> = new Set(["receiptId", "segment", "companions"]);

function flat(value: unknown, at: string): { field: string; value: string }[] {
  if (value === null || value === undefined || value === "") return [];
  if (Array.isArray(value)) return value.flatMap((item, place) => flat(item, `${at}.${place + 1}`));
  if (typeof value === "string") return [{ field: at, value }];
  if (typeof value !== "object") return [{ field: at, value: JSON.stringify(value) }];
  return Object.entries(value)
    .filter(([name]) => !left.has(name))
    .flatMap(([name, inner]) => flat(inner, at === "" ? name : `${at}.${name}`));
}
