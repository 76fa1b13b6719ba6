// All SQL of messages that are cut over several telegrams.
import type { Transaction, SealingKey } from "#platform";
import type { Finding } from "#vocabulary";
import { openAnswer } from "./answer-store.ts";
import type { Channel } from "./channel-of.ts";

/** Until the transaction ends nobody else takes a part of this line. */
export function lockLine(tx: Transaction, line: Buffer): void {
  tx.write(
    {
      name: "intake-lock-line",
      text: "select pg_advisory_xact_lock(hashtext('intake.telegram_part'), hashtext($1))",
    },
    [line.toString("hex")],
  );
}

export type KeptPart = {
  receipt_id: string;
  number: number | null;
  sealed: Buffer;
  channel: Channel;
  reply_to: string | null;
  received_at: Date;
  /** The message it was read in without others. */
  read_as: string | null;
};

/** The parts of a line that no whole message is made of yet. */
export function partsOfLine(tx: Transaction, line: Buffer): Promise<KeptPart[]> {
  return tx.query<KeptPart>(
    {
      name: "intake-parts-of-line",
      text: `select receipt_id, number, sealed, channel, reply_to, received_at, read_as from intake.telegram_part
             where line = $1 and sealed is not null and (read_as is null or expires_at > $2)
             order by received_at, receipt_id`,
    },
    [line, tx.at],
  );
}

/** A part that came before with the same text, number and header time; `answer` where it completed a message. */
export async function samePart(
  tx: Transaction,
  key: SealingKey,
  by: { readonly line: Buffer; readonly content: Buffer; readonly sent: string | null },
): Promise<{ receiptId: string; isHeld: boolean; answer: string | null } | null> {
  const [row] = await tx.query<{
    receipt_id: string;
    known_as: string;
    held: boolean;
    sealed: Buffer | null;
  }>(
    {
      name: "intake-same-part",
      text: `select p.receipt_id, coalesce(p.joined_as, p.receipt_id) as known_as, p.sealed is not null as held,
                    case when p.joined_as = p.receipt_id then coalesce(a.sealed_now, a.sealed) end as sealed
             from intake.telegram_part p left join intake.answer a using (receipt_id)
             where p.line = $1 and p.content = $2 and p.sent is not distinct from $3 and p.expires_at > $4
             order by p.sealed is null, p.received_at desc limit 1`,
    },
    [by.line, by.content, by.sent, tx.at],
  );
  if (row === undefined) return null;
  return { receiptId: row.known_as, isHeld: row.held, answer: openAnswer(key, row.receipt_id, row.sealed) };
}

/** How much of a carrier is held. */
export async function heldOf(
  tx: Transaction,
  carrierId: string | null,
): Promise<{ readonly parts: number; readonly bytes: number }> {
  const [row] = await tx.query<{ parts: number; bytes: number }>(
    {
      name: "intake-held-parts",
      text: `select count(*)::int as parts, coalesce(sum(bytes), 0)::bigint as bytes from intake.telegram_part
             where carrier_id is not distinct from $1 and sealed is not null`,
    },
    [carrierId],
  );
  return row ?? { parts: 0, bytes: 0 };
}

export type NewPart = {
  readonly receiptId: string;
  readonly carrierId: string | null;
  readonly line: Buffer;
  readonly content: Buffer;
  readonly sent: string | null;
  readonly number: number | null;
  readonly bytes: number;
  readonly sealed: Buffer | null;
  readonly channel: Channel;
  readonly replyTo: string | null;
  /** The message it completed. */
  readonly joinedAs: string | null;
  readonly expiresAt: Date;
};

export function insertPart(tx: Transaction, part: NewPart): void {
  tx.write(
    {
      name: "intake-insert-part",
      text: `insert into intake.telegram_part (receipt_id, carrier_id, line, content, sent, number, bytes, sealed, channel,
               reply_to, joined_as, expires_at, received_at)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
    },
    [
      part.receiptId,
      part.carrierId,
      part.line,
      part.content,
      part.sent,
      part.number,
      part.bytes,
      part.sealed,
      part.channel,
      part.replyTo,
      part.joinedAs,
      part.expiresAt,
      tx.at,
    ],
  );
}

/** Parts are in a message now that is whole: their texts go, and their receipts lead to it. */
export function setJoined(tx: Transaction, ids: readonly string[], joinedAs: string): void {
  tx.write(
    "update intake.telegram_part set sealed = null, joined_as = $2 where receipt_id = any ($1::uuid[])",
    [ids, joinedAs],
  );
  leadTo(tx, ids, joinedAs);
}

/** Parts were read without others: they stay until `expiresAt`, for those that come late. */
export function setReadWithout(
  tx: Transaction,
  ids: readonly string[],
  read: { readonly as: string; readonly finding: Finding; readonly expiresAt: Date },
): void {
  tx.write(
    "update intake.telegram_part set read_as = $2, expires_at = least(expires_at, $3) where receipt_id = any ($1::uuid[])",
    [ids, read.as, read.expiresAt],
  );
  leadTo(tx, ids, read.as);
  tx.write(
    "update intake.receipt set findings = findings || $2::jsonb, errors = 1 where receipt_id = any ($1::uuid[])",
    [ids, JSON.stringify([read.finding])],
  );
}

function leadTo(tx: Transaction, ids: readonly string[], receiptId: string): void {
  tx.write(
    "update intake.receipt set duplicate_of = $2 where receipt_id = any ($1::uuid[]) and state = 'part'",
    [ids, receiptId],
  );
}

/** Which of these parts are held still. */
export async function stillHeld(tx: Transaction, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await tx.query<{ receipt_id: string }>(
    "select receipt_id from intake.telegram_part where receipt_id = any ($1::uuid[]) and sealed is not null",
    [ids],
  );
  return new Set(rows.map((row) => row.receipt_id));
}

/** Lines on which a part waits since `before`. */
export function overdueLines(
  tx: Transaction,
  before: Date,
  limit: number,
): Promise<{ carrier_id: string | null; line: Buffer }[]> {
  return tx.query(
    `select carrier_id, line from intake.telegram_part where sealed is not null and read_as is null and received_at <= $1
     group by carrier_id, line order by min(received_at) limit $2`,
    [before, limit],
  );
}

/**
 * Parts that all stand in whole messages of the line already are a message sent again of which the rest was recognised, or
 * lost: they are repetitions, and go. Returns whether they were.
 */
export async function dropRepeated(tx: Transaction, line: Buffer, ids: readonly string[]): Promise<boolean> {
  const rows = await tx.query<{ receipt_id: string; joined_as: string }>(
    `select distinct on (p.receipt_id) p.receipt_id, known.joined_as from intake.telegram_part p
     join intake.telegram_part known on known.line = $1 and known.content = p.content and known.joined_as is not null
     where p.receipt_id = any ($2::uuid[]) order by p.receipt_id, known.received_at desc`,
    [line, ids],
  );
  if (rows.length < ids.length) return false;
  const gone = rows.map((row) => row.receipt_id);
  tx.write("delete from intake.telegram_part where receipt_id = any ($1::uuid[])", [gone]);
  tx.write(
    `update intake.receipt set state = 'duplicate', duplicate_of = known.joined_as
     from unnest($1::uuid[], $2::uuid[]) as known (receipt_id, joined_as) where receipt.receipt_id = known.receipt_id`,
    [gone, rows.map((row) => row.joined_as)],
  );
  return true;
}
