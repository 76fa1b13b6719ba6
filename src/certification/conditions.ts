// The conditions that conformance cases are put together from: each looks at one thing and says what is wrong with it.
import type { Booking, ListedTraveller, ReadMessage } from "#messages";
import type { CaseAttempt, Condition } from "./case.ts";

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
    if (message === undefined)
      return `The transmission holds ${attempt.messages.length} messages; this case takes one.`;
    return message.kind === kind ? null : `A ${message.kind} was sent; this case takes a ${kind}.`;
  };
}

/** Nothing that counts as an error, and the message is accepted. */
export const withoutErrors: Condition = ({ messages }) => {
  const errors = messages.flatMap((message) =>
    message.findings.filter(({ severity }) => severity === "error"),
  );
  if (errors.length > 0) {
    const told = errors.slice(0, 5).map(({ code, text }) => `${code}: ${text}`);
    return `${errors.length === 1 ? "There is an error." : `There are ${errors.length} errors.`} ${told.join(" ")}`;
  }
  return messages.every((message) => message.accepted) ? null : "The message was refused as a whole.";
};

/** At least so many travellers. */
export function travellers(least: number, most = Number.POSITIVE_INFINITY): Condition {
  return (attempt) => {
    const found = travellersOf(attempt).length;
    if (found >= least && found <= most) return null;
    const wanted =
      most === least
        ? `${least}`
        : most === Number.POSITIVE_INFINITY
          ? `${least} or more`
          : `${least} to ${most}`;
    return `${found === 1 ? "1 traveller was" : `${found} travellers were`} read; this case takes ${wanted}.`;
  };
}

/** Some traveller for whom this holds. */
export function someTraveller(what: string, holds: (traveller: ListedTraveller) => boolean): Condition {
  return (attempt) => (travellersOf(attempt).some(holds) ? null : `No traveller ${what}.`);
}

/** Every traveller. */
export function everyTraveller(what: string, holds: (traveller: ListedTraveller) => boolean): Condition {
  return (attempt) => {
    const without = travellersOf(attempt).filter((traveller) => !holds(traveller));
    if (without.length === 0) return null;
    const segments = without.slice(0, 10).map(({ segment }) => segment);
    const who = without.length === 1 ? "1 traveller lacks" : `${without.length} travellers lack`;
    return `${who} ${what} (${segments.length === 1 ? "segment" : "segments"} ${segments.join(", ")}).`;
  };
}

/** What the list is, and its status (BGM 1004). */
export function list(
  kind: NonNullable<ReadMessage["passengerList"]>["function"],
  status: string | null = null,
): Condition {
  return (attempt) => {
    const found = attempt.messages[0]?.passengerList;
    if (found?.function === kind && found.status === status) return null;
    const wanted = status === null ? kind : `${kind} ${status}`;
    return (
      `The list is a ${found?.function ?? "(none)"} ${found?.status ?? ""}`.trim() +
      `; this case takes a ${wanted}.`
    );
  };
}

/** So many legs over all flights. */
export function legs(least: number): Condition {
  return ({ messages }) => {
    const found = (messages[0]?.passengerList?.flights ?? []).reduce(
      (sum, flight) => sum + flight.legs.length,
      0,
    );
    return found >= least ? null : `${found} legs were read; this case takes ${least} or more.`;
  };
}

/** At least so many bookings. */
export function bookings(least: number): Condition {
  return (attempt) => {
    const found = bookingsOf(attempt).length;
    return found >= least ? null : `${found} bookings were read; this case takes ${least} or more.`;
  };
}

/** Some booking for which this holds. */
export function someBooking(what: string, holds: (booking: Booking) => boolean): Condition {
  return (attempt) => (bookingsOf(attempt).some(holds) ? null : `No booking ${what}.`);
}

/** A full push, or an update. */
export function push(update: boolean): Condition {
  return ({ messages }) => {
    const found = messages[0]?.push;
    if (found?.update === update) return null;
    return update ? "The push is no update (MSG 141)." : "The push is no full one (MSG 22).";
  };
}

/** EQN (or CNT) says how many there are. */
export const countsAgree: Condition = ({ messages }) => {
  const [message] = messages;
  const stated = message?.push?.statedBookings ?? message?.passengerList?.stated.passengers ?? null;
  const found = message?.bookings?.length ?? message?.passengerList?.travellers.length ?? 0;
  if (stated === null) return "The total is not stated (CNT 42 in PAXLST, EQN in PNRGOV).";
  return stated === found ? null : `The stated total is ${stated}, the message holds ${found}.`;
};

/** The interchange states its service characters by UNA, others than the usual. */
export const otherSeparators: Condition = ({ messages }) => {
  const [message] = messages;
  if (message?.envelope?.serviceString !== true) return "The interchange does not begin with UNA.";
  const { element, component, terminator } = message.characters;
  const usual = element === 0x2b && component === 0x3a && terminator === 0x27;
  return usual ? "UNA states the usual characters; this case takes others." : null;
};
