// The conditions that conformance cases are put together from: each looks at one thing and says what is wrong with it.
import type { Booking, ListedTraveller, ReadMessage } from "#messages";
import type { CaseAttempt, Condition } from "./case.ts";
import { reason, type Reason } from "./reasons.ts";

const travellersOf = ({ messages }: CaseAttempt): readonly ListedTraveller[] =>
  messages.flatMap((message) => message.passengerList?.travellers ?? []);
const bookingsOf = ({ messages }: CaseAttempt): readonly Booking[] =>
  messages.flatMap((message) => message.bookings ?? []);
const onlyMessage = ({ messages }: CaseAttempt): ReadMessage | undefined =>
  messages.length === 1 ? messages[0] : undefined;

/** Exactly one message, of this kind. */
export function oneMessage(kind: ReadMessage["kind"]): Condition {
  return (attempt) => {
    const message = onlyMessage(attempt);
    if (message === undefined) return reason("messages-many", { found: attempt.messages.length });
    return message.kind === kind ? null : reason("kind-other", { found: message.kind, wanted: kind });
  };
}

/** Nothing that counts as an error, and the message is accepted. */
export const withoutErrors: Condition = ({ messages }) => {
  const errors = messages.flatMap((message) =>
    message.findings.filter(({ severity }) => severity === "error"),
  );
  if (errors.length > 0)
    return reason("errors", { codes: [...new Set(errors.map(({ code }) => code))].join(", ") });
  return messages.every((message) => message.accepted) ? null : reason("refused");
};

/** At least so many travellers. */
export function travellers(least: number, most = Number.POSITIVE_INFINITY): Condition {
  return (attempt) => {
    const found = travellersOf(attempt).length;
    if (found >= least && found <= most) return null;
    if (most === least) return reason("travellers-exactly", { found, wanted: least });
    if (most === Number.POSITIVE_INFINITY) return reason("travellers-least", { found, least });
    return reason("travellers-between", { found, least, most });
  };
}

/** Some traveller for whom this holds. */
export function someTraveller(
  lacking: Reason["code"],
  holds: (traveller: ListedTraveller) => boolean,
): Condition {
  return (attempt) => (travellersOf(attempt).some(holds) ? null : reason(lacking));
}

const segmentsTold = 10;

/** Every traveller; `lacking` is told with `count` and `segments` of those for whom it does not hold. */
export function everyTraveller(
  lacking: Reason["code"],
  holds: (traveller: ListedTraveller) => boolean,
): Condition {
  return (attempt) => {
    const without = travellersOf(attempt).filter((traveller) => !holds(traveller));
    if (without.length === 0) return null;
    const segments = without.slice(0, segmentsTold).map(({ segment }) => segment);
    return reason(lacking, { count: without.length, segments: segments.join(", ") });
  };
}

/** BGM 1001 of each kind of list. */
const listNumbers = {
  "passenger-list": "745",
  "crew-list": "250",
  "flight-status": "266",
  "master-crew-list": "336",
  "gate-pass": "655",
} as const;

/** What the list is, and its status (BGM 1004). */
export function list(
  kind: NonNullable<ReadMessage["passengerList"]>["function"],
  status: string | null = null,
): Condition {
  return (attempt) => {
    const found = attempt.messages[0]?.passengerList;
    if (found?.function === kind && found.status === status) return null;
    const bgm = (of: typeof kind | undefined, with_: string | null | undefined): string =>
      [of === undefined ? "" : listNumbers[of], with_ ?? ""].filter((one) => one !== "").join("+");
    return reason("list-other", { found: bgm(found?.function, found?.status), wanted: bgm(kind, status) });
  };
}

/** So many legs over all flights. */
export function legs(least: number): Condition {
  return ({ messages }) => {
    const found = (messages[0]?.passengerList?.flights ?? []).reduce(
      (sum, flight) => sum + flight.legs.length,
      0,
    );
    return found >= least ? null : reason("legs-few", { found, least });
  };
}

/** At least so many bookings. */
export function bookings(least: number): Condition {
  return (attempt) => {
    const found = bookingsOf(attempt).length;
    return found >= least ? null : reason("bookings-few", { found, least });
  };
}

/** Some booking for which this holds. */
export function someBooking(lacking: Reason["code"], holds: (booking: Booking) => boolean): Condition {
  return (attempt) => (bookingsOf(attempt).some(holds) ? null : reason(lacking));
}

/** A full push, or an update. */
export function push(update: boolean): Condition {
  return ({ messages }) => {
    const found = messages[0]?.push;
    if (found?.update === update) return null;
    return reason(update ? "push-not-update" : "push-not-full");
  };
}

/** EQN (or CNT) says how many there are. */
export const countsAgree: Condition = ({ messages }) => {
  const [message] = messages;
  const stated = message?.push?.statedBookings ?? message?.passengerList?.stated.passengers ?? null;
  const found = message?.bookings?.length ?? message?.passengerList?.travellers.length ?? 0;
  if (stated === null) return reason("total-missing");
  return stated === found ? null : reason("total-other", { stated, found });
};

/** The interchange states its service characters by UNA, others than the usual. */
export const otherSeparators: Condition = ({ messages }) => {
  const [message] = messages;
  if (message?.envelope?.serviceString !== true) return reason("una-missing");
  const { element, component, terminator } = message.characters;
  const usual = element === 0x2b && component === 0x3a && terminator === 0x27;
  return usual ? reason("una-usual") : null;
};
