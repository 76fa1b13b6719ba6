// Lists and pushes that come in several messages: which belong together, and whether they are whole (edifact.md §2.4).
import type { Finding } from "#vocabulary";
import { FindingCollector } from "../findings.ts";
import type { ReadMessage } from "../message.ts";

/**
 * What the messages of one series have in common: sender, kind, access reference, flight and day, kind of list. Null for a
 * message that stands for itself. Without an access reference (UNH 0068) flight, day and kind of list have to do.
 */
export function seriesKey(message: ReadMessage): string | null {
  const { control, kind, passengerList, push } = message;
  if (control.part === null || (control.part === 1 && control.final)) return null;
  const flight = passengerList?.flights[0];
  const carrier = flight?.carrier ?? push?.flight?.carrier ?? "";
  const number = flight?.number ?? push?.flight?.number ?? "";
  const departs = flight?.legs[0]?.departs ?? push?.flight?.departs ?? "";
  const list = passengerList === undefined ? "" : `${passengerList.function} ${passengerList.status ?? ""}`;
  const reference = control.accessReference ?? "";
  return [control.sender ?? "", kind, reference, carrier, number, departs.slice(0, 10), list].join("|");
}

export type SeriesState = {
  /** All parts are there, the last of them marked so. */
  readonly isComplete: boolean;
  /** Numbers of the parts that are missing; the last one's is not known until it came. */
  readonly missing: readonly number[];
  /** On the series as a whole: SERIES_INCOMPLETE, or (of a complete one) PX23 and PN04. */
  readonly findings: readonly Finding[];
};

/**
 * How far a series has come, of all its messages so far in any order; of two with one number the later in the list counts
 * (a part sent again replaces the earlier one).
 */
export function checkSeries(messages: readonly ReadMessage[]): SeriesState {
  const parts = new Map<number, ReadMessage>();
  for (const message of messages) parts.set(message.control.part ?? 1, message);
  const last = lastOf(parts);
  const final = parts.get(last)?.control.final === true;
  const missing: number[] = [];
  for (let number = 1; number < last; number++) if (!parts.has(number)) missing.push(number);
  const isComplete = final && missing.length === 0;
  const findings = new FindingCollector();
  const place = { segment: null, tag: null, offset: null };
  if (isComplete) {
    checkTotals([...parts.values()], findings);
  } else if (parts.size > 0) {
    const wanted = final ? missing : [...missing, last + 1];
    findings.add("SERIES_INCOMPLETE", place, {
      count: final ? last : `${last + 1}+`,
      numbers: wanted.join(", "),
    });
  }
  return { isComplete, missing, findings: findings.list() };
}

function lastOf(parts: ReadonlyMap<number, ReadMessage>): number {
  let last = 0;
  for (const number of parts.keys()) if (number > last) last = number;
  return last;
}

/** CNT and EQN carry the total of the whole series. */
function checkTotals(parts: readonly ReadMessage[], findings: FindingCollector): void {
  const place = { segment: null, tag: null, offset: null };
  const statedBookings =
    parts.find(({ push }) => push?.statedBookings !== null)?.push?.statedBookings ?? null;
  const bookings = parts.reduce((sum, part) => sum + (part.bookings?.length ?? 0), 0);
  if (statedBookings !== null && statedBookings !== bookings) {
    findings.add("PN04", place, { stated: statedBookings, found: bookings });
  }
  const lists = parts.flatMap(({ passengerList }) => passengerList ?? []);
  const travellers = lists.flatMap((list) => list.travellers);
  for (const [role, of] of [
    ["passengers", (kind: string) => kind === "passenger" || kind === "in-transit-passenger"],
    ["crew", (kind: string) => kind === "crew" || kind === "in-transit-crew"],
  ] as const) {
    const stated = lists.find((list) => list.stated[role] !== null)?.stated[role] ?? null;
    const found = travellers.filter((traveller) => of(traveller.role)).length;
    // A passenger list may state the crew, whom another list holds.
    const isOther =
      found === 0 && lists.some((list) => (list.function === "crew-list") !== (role === "crew"));
    if (stated !== null && stated !== found && !isOther) findings.add("PX23", place, { stated, role, found });
  }
}
