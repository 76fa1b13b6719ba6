// All SQL of answers already given, sealed: to say them again, and to find the last one a traveller was named in.
import type { Transaction, SealingKey } from "#platform";
import { seal, unseal } from "./seal.ts";
import type { Channel } from "./channel-of.ts";

/** Bound to its receipt as an answer: a sealed source of the same receipt cannot stand in its place. */
export const answerBound = (receiptId: string): string => `${receiptId} answer`;

/** An answer as it is kept. */
export function sealAnswer(key: SealingKey, receiptId: string, answer: string): Buffer {
  return seal(key, answerBound(receiptId), Buffer.from(answer, "utf8"));
}

/** The text of a kept answer; null where there is none, and where the key is another one. */
export function openAnswer(key: SealingKey, receiptId: string, sealed: Buffer | null): string | null {
  return sealed === null ? null : (unseal(key, answerBound(receiptId), sealed)?.toString("utf8") ?? null);
}

export type AnswerOnFlight = {
  receipt_id: string;
  carrier_id: string | null;
  carrier: string | null;
  channel: Channel;
  reply_to: string | null;
  answer: string;
  /** As it was given first, before anything was decided or withdrawn since. */
  first: string;
};

/** The answers given about a flight as a repeat would get them, newest first. */
export async function answersOfFlight(
  tx: Transaction,
  key: SealingKey,
  flight: { readonly date: string; readonly id: string },
): Promise<AnswerOnFlight[]> {
  const rows = await tx.query<
    Omit<AnswerOnFlight, "answer" | "first"> & { sealed: Buffer; sealed_now: Buffer | null }
  >(
    `select r.receipt_id, r.carrier_id, r.carrier, d.channel, d.reply_to, a.sealed, a.sealed_now
     from intake.receipt r join intake.delivery d using (delivery_id) join intake.answer a using (receipt_id)
     where r.flight_date = $1 and r.flight_id = $2 and r.kind = 'PAXLST' and r.state = 'processed'
     order by r.received_at desc, r.receipt_id desc`,
    [flight.date, flight.id],
  );
  return rows.flatMap(({ sealed, sealed_now: now, ...row }) => {
    const first = openAnswer(key, row.receipt_id, sealed);
    const answer = now === null ? first : openAnswer(key, row.receipt_id, now);
    return answer === null || first === null ? [] : [{ ...row, answer, first }];
  });
}

/** The answer of a receipt as it was given, sealed; null when none was, it is gone, or the reader may not see it. */
export async function givenAnswer(tx: Transaction, receiptId: string): Promise<Buffer | null> {
  const rows = await tx.query<{ sealed: Buffer }>(
    { name: "intake-answer", text: "select sealed from intake.answer where receipt_id = $1" },
    [receiptId],
  );
  return rows[0]?.sealed ?? null;
}

/** What a repeat of the request is told from now on; the answer as given stays. */
export function setAnswerNow(tx: Transaction, key: SealingKey, receiptId: string, answer: string): void {
  tx.write("update intake.answer set sealed_now = $2 where receipt_id = $1", [
    receiptId,
    sealAnswer(key, receiptId, answer),
  ]);
}

const sealedAtOnce = 500;

/** Seals some of the answers that were kept in clear before they were sealed; returns how many there were. */
export async function sealSome(tx: Transaction, key: SealingKey): Promise<number> {
  const rows = await tx.query<{
    receipt_id: string;
    received_at: Date;
    answer: string | null;
    answer_now: string | null;
  }>(
    `select receipt_id, received_at, answer, answer_now from intake.receipt
     where answer is not null or answer_now is not null limit ${sealedAtOnce} for update skip locked`,
  );
  if (rows.length === 0) return 0;
  const sealed = (id: string, text: string | null) => (text === null ? null : sealAnswer(key, id, text));
  tx.write(
    `insert into intake.answer (receipt_id, given_at, sealed, sealed_now)
     select * from unnest($1::uuid[], $2::timestamptz[], $3::bytea[], $4::bytea[])`,
    [
      rows.map((row) => row.receipt_id),
      rows.map((row) => row.received_at),
      rows.map((row) => sealed(row.receipt_id, row.answer ?? row.answer_now)),
      rows.map((row) => sealed(row.receipt_id, row.answer_now)),
    ],
  );
  tx.write("update intake.receipt set answer = null, answer_now = null where receipt_id = any ($1::uuid[])", [
    rows.map((row) => row.receipt_id),
  ]);
  return rows.length;
}
