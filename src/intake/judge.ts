// What becomes of a message: taken into the records, refused with its findings, or put into quarantine.
import { isOwnSender, mayFlyAs, type Carrier } from "#carriers";
import type { ReadMessage } from "#messages";
import type { Finding } from "#vocabulary";
import { intakeFinding } from "./codes.ts";
import { saidToOurs } from "./said-to-ours.ts";

/** The carrier behind a delivery, as its credential proved it; null where the unit itself brings the bytes in. */
export type Sender = Pick<Carrier, "id" | "code" | "senderIds" | "fliesAs"> &
  Partial<Pick<Carrier, "agreement" | "pushes">>;

export type Judgement =
  | { readonly verdict: "take"; readonly findings: readonly Finding[] }
  /** Readable, but not to be taken: the findings say why. Nothing of it is stored but the receipt. */
  | { readonly verdict: "refuse"; readonly findings: readonly Finding[] }
  /** Not readable, or not trusted: kept encrypted for the carrier desk for a short time. */
  | { readonly verdict: "quarantine"; readonly findings: readonly Finding[] };

/** Judges one message of a delivery. Pure; the findings returned are added to the reader's own. */
export function judge(message: ReadMessage, sender: Sender | null): Judgement {
  if (message.kind === "UNKNOWN") return { verdict: "quarantine", findings: [] };
  const stranger = strangerFinding(message, sender);
  if (stranger !== null) return { verdict: "quarantine", findings: [stranger] };
  const answersOurs = saidToOurs(message) !== null;
  if (message.kind !== "PAXLST" && message.kind !== "PNRGOV" && !answersOurs) {
    return { verdict: "refuse", findings: [intakeFinding("IN03", { type: message.kind })] };
  }
  if (message.envelope?.test !== undefined) {
    return { verdict: "refuse", findings: [intakeFinding("TEST_NOT_TAKEN")] };
  }
  if (!message.accepted) return { verdict: "quarantine", findings: [] };
  const named = namedIn(message);
  if (named > namedMax) {
    return { verdict: "quarantine", findings: [intakeFinding("IN06", { named, limit: namedMax })] };
  }
  return { verdict: "take", findings: [] };
}

/** Largest passenger ships carry some 10,000 persons with their crew; nothing that flies comes near. */
const namedMax = 12_000;

function namedIn({ passengerList, bookings = [] }: ReadMessage): number {
  const booked = bookings.reduce((sum, booking) => sum + 1 + booking.travellers.length, 0);
  return (passengerList?.travellers.length ?? 0) + booked;
}

/** Channel binding (transport.md section 9): who authenticated must be who the message says, and fly what it reports. */
function strangerFinding(message: ReadMessage, sender: Sender | null): Finding | null {
  if (sender === null) return null;
  const said = message.control.sender;
  if (sender.senderIds.length > 0 && said !== null && !isOwnSender(sender, said)) {
    return intakeFinding("IN01", { sender: said, registered: sender.senderIds.join(", ") });
  }
  if (isPrivate(message)) return null;
  const reported = message.push?.flight?.carrier;
  const flown =
    message.passengerList?.flights.map((flight) => flight.carrier) ??
    (reported === undefined ? [] : [reported]);
  if (flown.length > 0 && !flown.some((carrier) => mayFlyAs(sender, carrier))) {
    return intakeFinding("IN02", { flown: flown.join(", "), allowed: sender.fliesAs.join(", ") });
  }
  return null;
}

/** A table of a private aircraft or car: no carrier flies it, it is known by its registration, whoever sends for it. */
function isPrivate({ syntax, passengerList }: ReadMessage): boolean {
  const vehicle = passengerList?.carriage?.vehicle?.toUpperCase();
  return (
    syntax === "csv" &&
    vehicle !== undefined &&
    passengerList?.flights.every(({ carrier }) => carrier === vehicle) === true
  );
}

/** Said when the flight cannot be told: without it no traveller can be kept with a date to delete. */
export function noFlightFinding(kind: string): Finding {
  const what =
    kind === "PAXLST"
      ? "TDT with LOC 125/87 (or 92) and DTM 189"
      : "the first TVL (date; from; to; carrier; number)";
  return intakeFinding("IN04", { what });
}
