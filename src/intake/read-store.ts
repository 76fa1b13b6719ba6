// All SQL that reads what arrived, for the carrier, the desk and the message inspector.
import type { Looking, Transaction, SealingKey } from "#platform";
import type { Finding } from "#vocabulary";
import { openAnswer } from "./answer-store.ts";
import type { KeptCut, ReceiptState } from "./store.ts";

export type ReceiptReadRow = {
  receipt_id: string;
  delivery_id: string;
  received_at: Date;
  kind: string;
  version: string | null;
  state: ReceiptState;
  carrier: string | null;
  channel: string;
  flight_date: string | null;
  flight_id: string | null;
  designator: string | null;
  travellers: number;
  bookings: number;
  errors: number;
  warnings: number;
};

const receiptColumns = `r.receipt_id, r.delivery_id, r.received_at, r.kind, r.version, r.state, r.carrier, d.channel,
  r.flight_date, r.flight_id, r.designator, r.travellers, r.bookings, r.errors, r.warnings`;
const receiptTables = "intake.receipt r join intake.delivery d using (delivery_id)";

export type ReceiptFilter = {
  readonly state: string | null;
  readonly kind: string | null;
  readonly carrier: string | null;
  readonly withFindings: boolean;
  readonly before: string | null;
};

/** Newest first; receipt ids grow with time, so the last row's id leads to the next page. */
export function receiptPage(
  tx: Transaction,
  filter: ReceiptFilter,
  limit: number,
): Promise<ReceiptReadRow[]> {
  return tx.query<ReceiptReadRow>(
    {
      name: "intake-receipt-page",
      text: `select ${receiptColumns} from ${receiptTables}
             where ($1::text is null or r.state = $1) and ($2::text is null or r.kind = $2)
               and ($3::text is null or r.carrier = $3) and (not $4 or r.errors + r.warnings > 0)
               and ($5::uuid is null or (r.received_at, r.receipt_id) < (select b.received_at, b.receipt_id from intake.receipt b where b.receipt_id = $5))
             order by r.received_at desc, r.receipt_id desc limit $6`,
    },
    [filter.state, filter.kind, filter.carrier, filter.withFindings, filter.before, limit],
  );
}

export type ReceiptWhole = ReceiptReadRow & {
  sender: string | null;
  recipient: string | null;
  interchange: string | null;
  message: string | null;
  part: number | null;
  sha256: Buffer;
  duplicate_of: string | null;
  findings: Finding[];
};

export async function receiptById(tx: Transaction, id: string): Promise<ReceiptWhole | null> {
  const rows = await tx.query<ReceiptWhole>(
    {
      name: "intake-receipt",
      text: `select ${receiptColumns}, r.sender, r.recipient, r.interchange, r.message, r.part, r.sha256, r.duplicate_of,
                    r.findings
             from ${receiptTables} where r.receipt_id = $1`,
    },
    [id],
  );
  return rows[0] ?? null;
}

/** The flight that a message is about, `date_id`; null when it is about none, or there is no such message. */
export async function flightOfReceipt(tx: Looking, id: string): Promise<string | null> {
  const [row] = await tx.query<{ flight: string | null }>(
    "select flight_date::text || '_' || flight_id::text as flight from intake.receipt where receipt_id = $1",
    [id],
  );
  return row?.flight ?? null;
}

export type SourceRow = {
  sealed: Buffer;
  cuts: {
    start: number;
    characters: { element: number; release: number; terminator: number };
    cuts: KeptCut[];
  };
  expires_at: Date;
};

/** Null when it has expired or the reader may not see it (row-level security). */
export async function sourceOf(tx: Transaction, id: string): Promise<SourceRow | null> {
  const rows = await tx.query<SourceRow>(
    {
      name: "intake-source",
      text: "select sealed, cuts, expires_at from intake.redacted_source where receipt_id = $1 and expires_at > $2",
    },
    [id, tx.at],
  );
  return rows[0] ?? null;
}

export async function quarantineOf(
  tx: Transaction,
  id: string,
): Promise<{ sealed: Buffer; expires_at: Date } | null> {
  const rows = await tx.query<{ sealed: Buffer; expires_at: Date }>(
    {
      name: "intake-quarantine",
      text: "select sealed, expires_at from intake.quarantine where receipt_id = $1 and expires_at > $2",
    },
    [id, tx.at],
  );
  return rows[0] ?? null;
}

/** A carrier's own deliveries, newest first, each with the sums of its messages. */
export function deliveriesOf(
  tx: Transaction,
  carrierId: string,
  limit: number,
): Promise<
  {
    readonly deliveryId: string;
    readonly receivedAt: Date;
    readonly channel: string;
    readonly isRepeat: boolean;
    readonly messages: number;
    readonly notTaken: number;
    readonly travellers: number;
    readonly bookings: number;
    readonly errors: number;
    readonly warnings: number;
  }[]
> {
  return tx.query(
    {
      name: "intake-deliveries-of",
      text: `select d.delivery_id as "deliveryId", d.received_at as "receivedAt", d.channel,
                    d.duplicate_of is not null as "isRepeat", count(r.receipt_id)::integer as messages,
                    count(*) filter (where r.state in ('refused', 'quarantined'))::integer as "notTaken",
                    coalesce(sum(r.travellers), 0)::integer as travellers, coalesce(sum(r.bookings), 0)::integer as bookings,
                    coalesce(sum(r.errors), 0)::integer as errors, coalesce(sum(r.warnings), 0)::integer as warnings
             from (select * from intake.delivery where carrier_id = $1 order by received_at desc, delivery_id desc limit $2) d
             left join intake.receipt r using (delivery_id)
             group by d.delivery_id, d.received_at, d.channel, d.duplicate_of
             order by d.received_at desc, d.delivery_id desc`,
    },
    [carrierId, limit],
  );
}

export type DeliveryReadRow = {
  delivery_id: string;
  sha256: Buffer;
  received_at: Date;
  duplicate_of: string | null;
};

export async function deliveryById(
  tx: Transaction,
  id: string,
  carrierId: string,
): Promise<DeliveryReadRow | null> {
  const rows = await tx.query<DeliveryReadRow>(
    {
      name: "intake-delivery",
      text: `select delivery_id, sha256, received_at, duplicate_of from intake.delivery
             where delivery_id = $1 and carrier_id = $2`,
    },
    [id, carrierId],
  );
  return rows[0] ?? null;
}

export type DeliveredMessage = {
  receipt_id: string;
  kind: string;
  state: ReceiptState;
  message: string | null;
  travellers: number;
  bookings: number;
  findings: Finding[];
  answer: string | null;
  ordinal: number;
};

/** Receipts of a delivery; of a repeated one, those of the first. */
export async function messagesOfDelivery(
  tx: Transaction,
  key: SealingKey,
  deliveryId: string,
): Promise<DeliveredMessage[]> {
  const rows = await tx.query<Omit<DeliveredMessage, "answer"> & { sealed: Buffer | null }>(
    {
      name: "intake-messages-of-delivery",
      text: `select receipt_id, ordinal, kind, state, message, travellers, bookings, findings,
                    coalesce(sealed_now, sealed) as sealed
             from intake.receipt left join intake.answer using (receipt_id)
             where delivery_id = $1 order by ordinal`,
    },
    [deliveryId],
  );
  return rows.map(({ sealed, ...row }) => ({ ...row, answer: openAnswer(key, row.receipt_id, sealed) }));
}

/** The places in a delivery of messages of which nothing may be kept. */
export async function notSelectedIn(tx: Transaction, deliveryId: string): Promise<ReadonlySet<number>> {
  const rows = await tx.query<{ ordinal: number }>(
    "select ordinal from intake.receipt where delivery_id = $1 and not_selected",
    [deliveryId],
  );
  return new Set(rows.map(({ ordinal }) => ordinal));
}

/** Receipts that spoke of a flight, newest first. */
export function messagesOfFlight(
  tx: Transaction,
  flight: { date: string; id: string },
): Promise<
  {
    receipt_id: string;
    kind: string;
    received_at: Date;
    state: string;
    errors: number;
    warnings: number;
    part: number | null;
    series: "open" | "complete" | "incomplete" | null;
  }[]
> {
  return tx.query(
    {
      name: "intake-messages-of-flight",
      text: `select r.receipt_id, r.kind, r.received_at, r.state, r.errors, r.warnings, p.part, s.state as series
             from intake.receipt r left join intake.series_part p using (receipt_id)
               left join intake.series s using (series_id)
             where r.flight_date = $1 and r.flight_id = $2 order by r.received_at desc, r.receipt_id desc limit 200`,
    },
    [flight.date, flight.id],
  );
}

/** Takes away files and parts of telegrams whose time is over; returns how many of each. */
export async function deleteExpired(tx: Transaction): Promise<{ files: number; telegramParts: number }> {
  const gone = async (table: string, where = "") => {
    const [row] = await tx.query<{ count: number }>(
      `with gone as (delete from intake.${table} where expires_at <= $1 ${where} returning 1) select count(*)::int as count from gone`,
      [tx.at],
    );
    return row?.count ?? 0;
  };
  return {
    files: await gone("carrier_file"),
    telegramParts: await gone("telegram_part", "and (sealed is null or read_as is not null)"),
  };
}
