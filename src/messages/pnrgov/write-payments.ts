// Writes tickets and how they were paid for (GR.3, GR.4): each payment under a ticket whose currency is its own.
import type { BookedTraveller, Booking, Payment } from "../booking.ts";
import type { SegmentToWrite } from "../edifact/write.ts";
import { maskAccount } from "../minimise/cards.ts";
import { addressSegment, segment } from "./write-setting.ts";

type Ticket = BookedTraveller["tickets"][number];
/** A ticket (null: none, the payment is for something else) with the payments of one FOP. */
export type PaidTicket = {
  readonly ticket: Ticket | null;
  readonly currency: string | null;
  payments: Payment[];
};

/** Gives each payment of a booking a ticket. Answers the tickets of each traveller, and what is paid without any traveller. */
export function payTickets(booking: Booking): {
  readonly ofTravellers: readonly (readonly PaidTicket[])[];
  readonly others: readonly PaidTicket[];
} {
  const ofTravellers: PaidTicket[][] = booking.travellers.map(({ tickets }) =>
    tickets.map((ticket) => ({ ticket, currency: ticket.currency, payments: [] })),
  );
  const others: PaidTicket[] = [];
  const groups = ofTravellers.length === 0 ? [others] : ofTravellers;
  let [traveller, at] = [0, -1];
  for (const payment of booking.payments) {
    const current = groups[traveller]?.[at];
    if (current !== undefined && mayJoin(current, payment) && !hasFree(groups, traveller, at, payment)) {
      current.payments.push(payment);
      continue;
    }
    [traveller, at] = nextFor(groups, traveller, at, payment) ?? [traveller, at + 1];
    const group = groups[traveller]!;
    const next = group[at];
    // A ticketless one in between: `TKT+:1`.
    if (next === undefined || next.payments.length > 0 || !pays(next, payment)) {
      group.splice(at, 0, { ticket: null, currency: payment.currency, payments: [payment] });
    } else next.payments.push(payment);
  }
  return { ofTravellers, others };
}

const pays = (group: PaidTicket, { amount, currency }: Payment): boolean =>
  amount === null || group.currency === currency;

/** Forms of payment of one FOP. */
const PAYMENTS_IN_SEGMENT = 99;

/** Card holder and billing address are those of a whole FOP. */
function mayJoin(group: PaidTicket, payment: Payment): boolean {
  const shared = ({ card, billing }: Payment): string =>
    JSON.stringify([card?.holder ?? null, billing ?? null]);
  return (
    group.payments.length > 0 &&
    group.payments.length < PAYMENTS_IN_SEGMENT &&
    pays(group, payment) &&
    group.payments.every((own) => shared(own) === shared(payment))
  );
}

function nextFor(
  groups: readonly (readonly PaidTicket[])[],
  traveller: number,
  after: number,
  payment: Payment,
): [number, number] | null {
  for (let t = traveller; t < groups.length; t++) {
    for (let at = t === traveller ? after + 1 : 0; at < groups[t]!.length; at++) {
      if (pays(groups[t]![at]!, payment)) return [t, at];
    }
  }
  return null;
}

const hasFree = (
  groups: readonly (readonly PaidTicket[])[],
  traveller: number,
  after: number,
  payment: Payment,
): boolean => nextFor(groups, traveller, after, payment) !== null;

/** TKT, MON, FOP, IFT, ADD of one ticket. */
export function ticketSegments({ ticket, currency, payments }: PaidTicket): SegmentToWrite[] {
  const amount = ticket?.amount ?? null;
  const segments = [
    segment("TKT", { C667: ticket === null ? { "1001": "1" } : { "1004": ticket.number, "1001": "T" } }),
  ];
  if (amount !== null || currency !== null) {
    segments.push(segment("MON", { C663: { "5025": "T", "1230": amount ?? "", "6345": currency ?? "" } }));
  }
  const [first] = payments;
  if (first === undefined) return segments;
  segments.push(segment("FOP", { C641: payments.map((payment) => paymentContent(payment)) }));
  const holder = payments.find(({ card }) => card?.holder != null)?.card?.holder;
  if (holder != null) segments.push(segment("IFT", { C346: { "4451": "4", "9980": "43" }, "4440": holder }));
  if (first.billing !== undefined) segments.push(addressSegment(first.billing));
  return segments;
}

/** One form of payment. Whatever the model holds, a card number leaves masked. */
function paymentContent({ form, amount, card }: Payment) {
  const expires = card?.expires ?? null;
  return {
    "9888": form,
    "5004": amount ?? "",
    ...(card !== null && {
      "9906": card.vendor ?? "",
      "1154": maskAccount(card.masked),
      "9916": expires === null ? "" : expires.slice(5, 7) + expires.slice(2, 4),
    }),
  };
}
