// All SQL of answers already given: to say them again, and to find the last one a traveller was named in.
import type { Transaction } from "#platform";
import type { Period } from "#vocabulary";
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

/**
 * Takes answers away that were given longer ago than `kept`: they name travellers by their references, and go with the
 * records. The receipt stays, with its hashes. Returns how many.
 */
export async function forgetAnswers(tx: Transaction, kept: Period): Promise<number> {
  const interval =
    "months" in kept ? [kept.months, 0, 0] : "days" in kept ? [0, kept.days, 0] : [0, 0, kept.hours];
  const rows = await tx.query(
    `update intake.receipt set answer = null, answer_now = null, answered = null
     where received_at <= $1::timestamptz - make_interval(months => $2, days => $3, hours => $4) and answer is not null
     returning receipt_id`,
    [tx.at, ...interval],
  );
  return rows.length;
}
