// All SQL of the intake: deliveries, receipts, redacted sources.
import type { ScreenedBy } from "#cases";
import type { Transaction, SealingKey } from "#platform";
import type { ServiceBytes } from "./source-view.ts";
import type { Finding } from "#vocabulary";
import { openAnswer, sealAnswer } from "./answer-store.ts";
import type { Channel } from "./channel-of.ts";

/** "part": a telegram that holds a part of a message; the message has a receipt of its own. */
export type ReceiptState = "processed" | "refused" | "quarantined" | "duplicate" | "part";

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

/** A message that was processed: what a repeat of it is answered, and what the same request is known by. */
export type Processed = {
  readonly receiptId: string;
  readonly answer: string | null;
  readonly revision: string | null;
  readonly body: string | null;
  /** Nothing of its message may be kept: what a repeat is answered is found in the repeat. */
  readonly notSelected: boolean;
};

export type ProcessedBefore = {
  /** By the message's hash in hex. */
  readonly byHash: Map<string, Processed>;
  /** Those of the last day by the transaction number they carry, newest first. */
  readonly byTransaction: Map<string, Processed[]>;
};

/**
 * What of a delivery was processed before: the first receipts with the given messages' hashes, and those of the last day
 * (`since`) that carry one of the transaction numbers.
 */
export async function processedBefore(
  tx: Transaction,
  key: SealingKey,
  sought: {
    readonly carrierId: string | null;
    readonly hashes: readonly Buffer[];
    readonly transactions: readonly string[];
    readonly since: Date;
  },
): Promise<ProcessedBefore> {
  type Row = {
    receipt_id: string;
    sha256: string;
    transaction: string | null;
    revision: string | null;
    body: string | null;
    sealed: Buffer | null;
    not_selected: boolean;
  };
  const columns = `receipt_id, not_selected, encode(sha256, 'hex') as sha256, transaction, revision, encode(body_sha256, 'hex') as body,
               coalesce(sealed_now, sealed) as sealed`;
  const tables = "intake.receipt left join intake.answer using (receipt_id)";
  const rows = await tx.query<Row>(
    {
      name: "intake-processed-before",
      text: `select ${columns} from ${tables}
             where sha256 = any ($2::bytea[]) and carrier_id is not distinct from $1 and state = 'processed'
             union all
             select ${columns} from ${tables}
             where transaction = any ($3::text[]) and received_at > $4 and carrier_id is not distinct from $1
               and state = 'processed'`,
    },
    [sought.carrierId, sought.hashes, sought.transactions, sought.since],
  );
  const byHash = new Map<string, Processed>();
  const byTransaction = new Map<string, Processed[]>();
  for (const { receipt_id: receiptId, sha256, transaction, revision, body, ...row } of rows) {
    const answer = openAnswer(key, receiptId, row.sealed);
    const processed = { receiptId, answer, revision, body, notSelected: row.not_selected };
    byHash.set(sha256, processed);
    if (transaction !== null)
      byTransaction.set(transaction, [...(byTransaction.get(transaction) ?? []), processed]);
  }
  return { byHash, byTransaction };
}

/** The flight of the last message taken of a carrier that bears a transaction number, since an instant; null for none. */
export async function flightOfTransaction(
  tx: Transaction,
  { carrierId, transaction, since }: { carrierId: string | null; transaction: string; since: Date },
): Promise<{ date: string; id: string } | null> {
  const rows = await tx.query<{ date: string; id: string }>(
    `select flight_date as date, flight_id as id from intake.receipt
     where transaction = $2 and received_at > $3 and carrier_id is not distinct from $1
       and state = 'processed' and flight_id is not null
     order by received_at desc, receipt_id desc limit 1`,
    [carrierId, transaction, since],
  );
  return rows[0] ?? null;
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
  /** Persons of whom nothing was held on the flight before. */
  readonly firstReceived: number;
  readonly errors: number;
  readonly warnings: number;
  /** Of the travellers and bookings, those who lack something required. */
  readonly lacking: number;
  readonly findings: readonly Finding[];
  readonly answer: string | null;
  /** RFF+TN, its revision, and the hash in hex of the message between UNH and UNT; null where it carries no TN. */
  readonly transaction: string | null;
  readonly revision: string | null;
  readonly body: string | null;
  /** What the answer rests on (cusres.md section 3); null where nobody was answered for. */
  readonly answered: Answered | null;
  /** Whose data it brought or altered, for the ledger: person ids, and beside each their pseudonyms. */
  readonly concerned?: Concerned;
  /** Nothing of its message may be kept: the carrier is answered, and neither answer nor findings stay. */
  readonly forgotten?: boolean;
};

export type Concerned = {
  readonly about: readonly string[];
  readonly marks: readonly (readonly string[])[];
};

/** What an answer rests on: by ids, so that it can be shown and says nothing of anyone by itself. */
export type Answered = {
  /** "screened", or the fail policy by which travellers were answered for unscreened. */
  readonly policy: string;
  readonly profile: string;
  /** The engine and list versions screened by; null when nobody new was to be screened, or it was not possible. */
  readonly by: ScreenedBy | null;
  /** Who was told something other than the provisional directive: the position in the list, and the released decision. */
  readonly decisions: readonly {
    readonly traveller: number;
    readonly directive: string;
    readonly decision: string;
  }[];
};

/** Puts receipts down, and their answers sealed. */
export function insertReceipts(
  tx: Transaction,
  key: SealingKey,
  delivery: { deliveryId: string; carrierId: string | null; carrier: string | null },
  receipts: readonly NewReceipt[],
): void {
  if (receipts.length === 0) return;
  const rows = receipts
    .map((each) => (each.forgotten === true ? bare(each) : each))
    .map(({ answer, ...receipt }) => ({
      ...receipt,
      notSelected: receipt.forgotten === true,
      sealed: answer === null ? null : sealAnswer(key, receipt.receiptId, answer).toString("base64"),
    }));
  tx.write(
    {
      name: "intake-insert-receipts",
      text: `with taken as (select * from jsonb_to_recordset($4::jsonb) as r ("receiptId" uuid, ordinal integer, kind text,
                  version text, state text, sender text, recipient text, interchange text, message text, part integer,
                  sha256 text, "duplicateOf" uuid, "flightDate" date, "flightId" uuid, designator text, travellers integer,
                  bookings integer, errors integer, warnings integer, lacking integer, findings jsonb, sealed text,
                  transaction text, revision text, body text, answered jsonb, "notSelected" boolean)),
             answers as (insert into intake.answer (receipt_id, sealed, given_at)
               select "receiptId", decode(sealed, 'base64'), $3 from taken where sealed is not null)
             insert into intake.receipt (receipt_id, delivery_id, carrier_id, carrier, designator, received_at, ordinal, kind, version, state,
               sender, recipient, interchange, message, part, sha256, duplicate_of, flight_date, flight_id, travellers,
               bookings, errors, warnings, lacking, findings, transaction, revision, body_sha256, answered, not_selected)
             select r."receiptId", $1, $2, $5, r.designator, $3, r.ordinal, r.kind, r.version, r.state, r.sender, r.recipient,
                    r.interchange, r.message, r.part, decode(r.sha256, 'hex'), r."duplicateOf", r."flightDate",
                    r."flightId", r.travellers, r.bookings, r.errors, r.warnings, r.lacking, r.findings,
                    r.transaction, r.revision, decode(r.body, 'hex'), nullif(r.answered, 'null'::jsonb),
                    coalesce(r."notSelected", false)
             from taken r`,
    },
    [delivery.deliveryId, delivery.carrierId, tx.at, JSON.stringify(rows), delivery.carrier],
  );
}

/** What is kept of a receipt whose message may not be kept: what was answered and found could quote it. */
function bare(receipt: NewReceipt): NewReceipt {
  return { ...receipt, answer: null, findings: [], designator: null };
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
