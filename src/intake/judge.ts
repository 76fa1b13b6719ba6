// What becomes of a message: taken into the records, refused with its findings, or put into quarantine.
import { isOwnSender, mayFlyAs, type Carrier } from "#carriers";
import type { ReadMessage } from "#messages";
import type { Finding } from "#vocabulary";

/** The carrier behind a delivery, as its credential proved it; null where the unit itself brings the bytes in. */
export type Sender = Pick<Carrier, "id" | "code" | "senderIds" | "fliesAs">;

export type Judgement =
  | { readonly verdict: "take"; readonly findings: readonly Finding[] }
  /** Readable, but not to be taken: the findings say why. Nothing of it is stored but the receipt. */
  | { readonly verdict: "refuse"; readonly findings: readonly Finding[] }
  /** Not readable, or not trusted: kept encrypted for the carrier desk for a short time. */
  | { readonly verdict: "quarantine"; readonly findings: readonly Finding[] };

const finding = (code: string, text: string, source: string): Finding => ({
  code,
  severity: "error",
  segment: null,
  tag: null,
  offset: null,
  text,
  source,
});

/** Judges one message of a delivery. Pure; the findings returned are added to the reader's own. */
export function judge(message: ReadMessage, sender: Sender | null): Judgement {
  if (message.kind === "UNKNOWN") return { verdict: "quarantine", findings: [] };
  const stranger = strangerFinding(message, sender);
  if (stranger !== null) return { verdict: "quarantine", findings: [stranger] };
  if (message.kind !== "PAXLST" && message.kind !== "PNRGOV") {
    const text = `A ${message.kind} was sent. This address takes passenger lists (PAXLST) and bookings (PNRGOV).`;
    return { verdict: "refuse", findings: [finding("IN03", text, "transport.md section 5")] };
  }
  if (!message.accepted) return { verdict: "quarantine", findings: [] };
  const named = namedIn(message);
  if (named > namedMax) {
    const text =
      `The message names ${named} travellers and bookings, more than any flight or ship carries (${namedMax}). ` +
      "Send it again with those of one flight.";
    return { verdict: "quarantine", findings: [finding("IN06", text, "edifact.md section 6")] };
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
    const text =
      `UNB names the sender ${said}, which is not registered for this connection (registered: ${sender.senderIds.join(", ")}). ` +
      "Send with a registered identity, or ask the carrier desk to register it.";
    return finding("IN01", text, "transport.md section 9");
  }
  const reported = message.push?.flight?.carrier;
  const flown =
    message.passengerList?.flights.map((flight) => flight.carrier) ??
    (reported === undefined ? [] : [reported]);
  if (flown.length > 0 && !flown.some((carrier) => mayFlyAs(sender, carrier))) {
    const text =
      `The flight is one of ${flown.join(", ")}, for which this connection may not send (it may for ${sender.fliesAs.join(", ")}). ` +
      "Ask the carrier desk to add the partner if you operate its flights.";
    return finding("IN02", text, "pnrgov.md section 9, PN03");
  }
  return null;
}

/** Said when the flight cannot be told: without it no traveller can be kept with a date to delete. */
export function noFlightFinding(kind: string): Finding {
  const where =
    kind === "PAXLST"
      ? "TDT with LOC 125/87 (or 92) and DTM 189"
      : "the first TVL (date, from, to, carrier, number)";
  return finding(
    "IN04",
    `The flight cannot be told: ${where} is missing or unreadable. Send the message again with it.`,
    "paxlst.md section 6, PX02",
  );
}
