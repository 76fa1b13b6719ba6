// All SQL of answers already given: to say them again, and to find the last one a traveller was named in.
import type { Transaction } from "#platform";
import type { Channel } from "./store.ts";

export type AnswerOnFlight = {
  receipt_id: string;
  carrier_id: string | null;
  carrier: string | null;
  channel: Channel;
  reply_to: string | null;
  answer: string;
};

/** The answers given about a flight as a repeat would get them, newest first. */
export function answersOfFlight(
  tx: Transaction,
  flight: { readonly date: string; readonly id: string },
): Promise<AnswerOnFlight[]> {
  return tx.query<AnswerOnFlight>(
    `select r.receipt_id, r.carrier_id, r.carrier, d.channel, d.reply_to, coalesce(r.answer_now, r.answer) as answer
     from intake.receipt r join intake.delivery d using (delivery_id)
     where r.flight_date = $1 and r.flight_id = $2 and r.kind = 'PAXLST' and r.state = 'processed' and r.answer is not null
     order by r.received_at desc, r.receipt_id desc`,
    [flight.date, flight.id],
  );
}

/** What a repeat of the request is told from now on; the answer as given stays. */
export function setAnswerNow(tx: Transaction, receiptId: string, answer: string): void {
  tx.write("update intake.receipt set answer_now = $2 where receipt_id = $1", [receiptId, answer]);
}
