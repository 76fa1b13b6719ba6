// Whether what was read, however damaged it came, can be written, and is then read as the same.
import { readBytes, writePaxlst, writePnrgov } from "#messages";
import type { ReadMessage } from "#messages";
import type { Verdict } from "./invariants.ts";
import { missingFrom, personsOf } from "./persons.ts";

/** Longer ones are not written again: the checks of the others take longer than reading them. */
const MOST_ITEMS = 100;
/** Among more travellers of one booking the reader looks no further for whom a name means (see person-index.ts): it need not be the same one again. */
const MOST_TRAVELLERS = 200;

/**
 * Whether lists and pushes can be written: nobody is missing then, and what was written once stays the same however often
 * it is read and written. `whole`: it says the same as what was read first. (Of damaged input not every single value can be
 * said again: a document that bears nobody's name has no place of its own.)
 */
export function checkWritten(messages: readonly ReadMessage[], whole = false): Verdict {
  for (const message of messages) {
    const { passengerList, bookings, preparedAt, syntax } = message;
    const items = (passengerList?.travellers.length ?? 0) + (bookings?.length ?? 0);
    if (bookings?.some(({ travellers }) => travellers.length > MOST_TRAVELLERS) === true) continue;
    if (items > MOST_ITEMS || preparedAt === null || syntax === "csv") continue;
    const once = written(message);
    // A value of the length of a segment is longer once it is written as UTF-8: the reader says that it cuts it.
    if (once === null || isCut(once)) continue;
    if (whole) {
      const wrong = difference(factsOf(message), factsOf(once));
      if (wrong !== null) return `written, ${wrong}`;
    }
    const missing = missingFrom(personsOf([once]), personsOf([message]).toSorted());
    if (missing.length > 0) return `written, it has lost: ${missing.slice(0, 3).join("; ")}`;
    if (once.bookings?.some(hasNamesakes) === true) continue;
    const twice = written(once);
    const wrong = difference(apart(factsOf(once)), twice === null ? null : apart(factsOf(twice)));
    if (wrong !== null) return `written again, ${wrong}`;
  }
  return null;
}

const isCut = ({ findings }: ReadMessage): boolean =>
  findings.some(({ code }) => code === "SEGMENT_TOO_LONG");

/** A message of the same list or push, written and read; null where there is none. */
function written({ passengerList, push, bookings, preparedAt }: ReadMessage): ReadMessage | null {
  const options = { sender: "A", recipient: "B", reference: "1", preparedAt: preparedAt ?? "" };
  if (passengerList !== undefined) return readBytes(writePaxlst(passengerList, options))[0] ?? null;
  if (bookings === undefined || push === undefined) return null;
  return readBytes(writePnrgov({ ...push, bookings }, options))[0] ?? null;
}

/** Of one name there are two in a booking, hardly three: among more the place of a service tells whose it is, and not all can keep theirs. */
const MOST_NAMESAKES = 2;

function hasNamesakes({ travellers }: NonNullable<ReadMessage["bookings"]>[number]): boolean {
  const names = Map.groupBy(travellers, ({ surname, given }) => `${surname}/${given ?? ""}`);
  return [...names.values()].some((bearers) => bearers.length > MOST_NAMESAKES);
}

type Facts = {
  readonly push: unknown;
  readonly list: unknown;
  readonly bookings: NonNullable<ReadMessage["bookings"]> | undefined;
};

/**
 * The services of each traveller by themselves, in their order. Where two travellers bear one name and one reference a
 * service tells by its place whose it is, and then the order between theirs cannot be kept as well; INFT, of an infant,
 * stands with the adult, apart from the infant's others.
 */
function apart(facts: Facts): Facts {
  type Service = { readonly code: string; readonly concerns?: number };
  const place = ({ code, concerns = -1 }: Service): number => 2 * concerns + (code === "INFT" ? 1 : 0);
  const bookings = facts.bookings?.map(({ services, ...booking }) => ({
    ...booking,
    ...(services && { services: services.toSorted((a, b) => place(a) - place(b)) }),
  }));
  return { ...facts, bookings };
}

/** What a message says, without the ordinals of its segments. */
function factsOf({ passengerList, push, bookings }: ReadMessage): Facts {
  return {
    push,
    list: passengerList && {
      ...passengerList,
      travellers: passengerList.travellers.map((traveller) => ({ ...traveller, segment: 0 })),
    },
    bookings: bookings?.map((booking) => ({ ...booking, segment: 0 })),
  };
}

/** Where two values differ, whatever the order of their keys; null where they do not. */
export function difference(sent: unknown, read: unknown): Verdict {
  const [a, b] = [inOrder(sent), inOrder(read)];
  if (a === b) return null;
  let at = 0;
  while (a[at] === b[at]) at++;
  const from = Math.max(0, at - 80);
  return `it reads otherwise: ${a.slice(from, at + 60)} | ${b.slice(from, at + 60)}`;
}

function inOrder(value: unknown): string {
  return (
    JSON.stringify(value, (_, item: unknown) =>
      item !== null && typeof item === "object" && !Array.isArray(item)
        ? Object.fromEntries(Object.entries(item).toSorted(([a], [b]) => (a < b ? -1 : 1)))
        : item,
    ) ?? ""
  );
}
