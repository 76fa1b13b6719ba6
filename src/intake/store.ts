// All SQL of the intake: deliveries, receipts, redacted sources.
import type { Transaction } from "#platform";
import type { ServiceBytes } from "./source-view.ts";
import type { Finding } from "#vocabulary";

export type Channel = "http" | "folder" | "command" | "sftp" | "type-b" | "amqp" | "mail" | "portal";
export type ReceiptState = "processed" | "refused" | "quarantined" | "duplicate";

/** The first delivery of the same bytes or key, if any; the same bytes are taken one at a time. */
export async function holdDelivery(
  tx: Transaction,
  by: { carrierId: string | null; sha256: Buffer; idempotencyKey: string | null },
): Promise<{ delivery_id: string; same_bytes: boolean } | null> {
  const rows = await tx.query<{ delivery_id: string; same_bytes: boolean }>(
    { name: "intake-hold-delivery", text: "select * from intake.hold_delivery($1, $2, $3)" },
    [by.carrierId, by.sha256, by.idempotencyKey],
  );
  return rows[0] ?? null;
}

export function insertDelivery(
  tx: Transaction,
  row: {
    deliveryId: string;
    carrierId: string | null;
    channel: Channel;
    bytes: number;
    sha256: Buffer;
    idempotencyKey: string | null;
    duplicateOf: string | null;
    replyTo: string | null;
  },
): void {
  tx.write(
    {
      name: "intake-insert-delivery",
      text: `insert into intake.delivery (delivery_id, carrier_id, channel, received_at, bytes, sha256, idempotency_key, duplicate_of, reply_to)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    },
    [
      row.deliveryId,
      row.carrierId,
      row.channel,
      tx.at,
      row.bytes,
      row.sha256,
      row.idempotencyKey,
      row.duplicateOf,
      row.replyTo,
    ],
  );
}

/** The receipt of a message that was processed, with the answer it got. */
export type Processed = { readonly receiptId: string; readonly answer: string | null };

/** The first processed receipts of the given messages' hashes, by hash in hex. */
export async function processedBefore(
  tx: Transaction,
  carrierId: string | null,
  hashes: readonly Buffer[],
): Promise<Map<string, Processed>> {
  const rows = await tx.query<{ receipt_id: string; sha256: Buffer; answer: string | null }>(
    {
      name: "intake-processed-before",
      text: `select receipt_id, sha256, answer from intake.receipt
             where sha256 = any ($2::bytea[]) and carrier_id is not distinct from $1 and state = 'processed'`,
    },
    [carrierId, hashes],
  );
  return new Map(
    rows.map((row) => [row.sha256.toString("hex"), { receiptId: row.receipt_id, answer: row.answer }]),
  );
}

export type NewReceipt = {
  readonly receiptId: string;
  readonly ordinal: number;
  readonly kind: string;
  readonly version: string | null;
  readonly state: ReceiptState;
  readonly sender: string | null;
  readonly recipient: string | null;
  readonly interchange: string | null;
  readonly message: string | null;
  readonly part: number | null;
  readonly sha256: string;
  readonly duplicateOf: string | null;
  readonly flightDate: string | null;
  readonly flightId: string | null;
  readonly designator: string | null;
  readonly travellers: number;
  readonly bookings: number;
  readonly errors: number;
  readonly warnings: number;
  readonly findings: readonly Finding[];
  readonly answer: string | null;
};

export function insertReceipts(
  tx: Transaction,
  delivery: { deliveryId: string; carrierId: string | null; carrier: string | null },
  receipts: readonly NewReceipt[],
): void {
  if (receipts.length === 0) return;
  tx.write(
    {
      name: "intake-insert-receipts",
      text: `insert into intake.receipt (receipt_id, delivery_id, carrier_id, carrier, designator, received_at, ordinal, kind, version, state,
               sender, recipient, interchange, message, part, sha256, duplicate_of, flight_date, flight_id, travellers,
               bookings, errors, warnings, findings, answer)
             select r."receiptId", $1, $2, $5, r.designator, $3, r.ordinal, r.kind, r.version, r.state, r.sender, r.recipient,
                    r.interchange, r.message, r.part, decode(r.sha256, 'hex'), r."duplicateOf", r."flightDate",
                    r."flightId", r.travellers, r.bookings, r.errors, r.warnings, r.findings, r.answer
             from jsonb_to_recordset($4::jsonb) as r ("receiptId" uuid, ordinal integer, kind text, version text,
                  state text, sender text, recipient text, interchange text, message text, part integer, sha256 text,
                  "duplicateOf" uuid, "flightDate" date, "flightId" uuid, designator text, travellers integer, bookings integer,
                  errors integer, warnings integer, findings jsonb, answer text)`,
    },
    [delivery.deliveryId, delivery.carrierId, tx.at, JSON.stringify(receipts), delivery.carrier],
  );
}

/** Where a cut stood in the message as sent, and where its mark stands in what is kept. */
export type KeptCut = {
  readonly start: number;
  readonly end: number;
  readonly markStart: number;
  readonly markEnd: number;
  readonly reason: string;
};

export function insertSources(
  tx: Transaction,
  rows: readonly {
    receiptId: string;
    sealed: Buffer;
    cuts: { start: number; characters: ServiceBytes; cuts: readonly KeptCut[] };
    expiresAt: Date;
  }[],
): void {
  if (rows.length === 0) return;
  tx.write(
    {
      name: "intake-insert-sources",
      text: `insert into intake.redacted_source (receipt_id, sealed, cuts, expires_at)
             select * from unnest($1::uuid[], $2::bytea[], $3::jsonb[], $4::timestamptz[])`,
    },
    [
      rows.map((row) => row.receiptId),
      rows.map((row) => row.sealed),
      rows.map((row) => JSON.stringify(row.cuts)),
      rows.map((row) => row.expiresAt),
    ],
  );
}
