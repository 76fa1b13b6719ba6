// Messages received, on the wire: the carrier's side (/v1) and the unit's side (/api).
import { Type, type Static } from "typebox";
import { closed, FlightKey, Instant, Nullable, Uuid, WireFinding } from "#vocabulary";

const ReceiptState = Type.Enum(["processed", "refused", "quarantined", "duplicate", "part"]);

/**
 * Carrier side. POST /v1/messages (Authorization: Bearer <token>, body: the bytes; header Idempotency-Key optional)
 * → 202 DeliveryReceipt after the commit; POST /v1/iapi → 200 application/edifact CUSRES (422 DeliveryReceipt when
 * nothing could be answered, 202 when nothing asks for an answer); GET /v1/receipts/:deliveryId → 200 DeliveryReceipt. Only the own carrier's.
 */
export const DeliveryReceipt = closed({
  deliveryId: Uuid,
  sha256: Type.String(),
  receivedAt: Instant,
  duplicateOf: Nullable(Uuid),
  messages: Type.Array(
    closed({
      receiptId: Uuid,
      kind: Type.String(),
      state: ReceiptState,
      message: Nullable(Type.String()),
      travellers: Type.Integer(),
      bookings: Type.Integer(),
      findings: Type.Array(WireFinding),
      answer: Nullable(Type.String()),
    }),
  ),
});
export type DeliveryReceipt = Static<typeof DeliveryReceipt>;

export const ReceiptRow = closed({
  id: Uuid,
  receivedAt: Instant,
  kind: Type.String(),
  version: Nullable(Type.String()),
  state: ReceiptState,
  carrier: Nullable(Type.String()),
  channel: Type.String(),
  flight: Nullable(closed({ key: FlightKey, designator: Type.String() })),
  travellers: Type.Integer(),
  bookings: Type.Integer(),
  errors: Type.Integer(),
  warnings: Type.Integer(),
});
export type ReceiptRow = Static<typeof ReceiptRow>;

/** GET /api/receipts?state=&kind=&carrier=&before=: newest first, 100 a page; `before` is the last row's id. */
export const ReceiptQuery = closed({
  state: Type.Optional(ReceiptState),
  kind: Type.Optional(Type.String({ maxLength: 10 })),
  carrier: Type.Optional(Type.String({ maxLength: 3 })),
  withFindings: Type.Optional(Type.Boolean()),
  before: Type.Optional(Uuid),
});
export const ReceiptList = closed({ receipts: Type.Array(ReceiptRow), before: Nullable(Uuid) });
export type ReceiptList = Static<typeof ReceiptList>;

/**
 * GET /api/receipts/:id (x-purpose needed when a source is kept). `source` is the redacted text, one line a segment;
 * `findings[].offset` and `cuts[]` count characters of `source.text`.
 */
export const ReceiptDetail = closed({
  receipt: ReceiptRow,
  control: closed({
    sender: Nullable(Type.String()),
    recipient: Nullable(Type.String()),
    interchange: Nullable(Type.String()),
    message: Nullable(Type.String()),
    part: Nullable(Type.Integer()),
  }),
  sha256: Type.String(),
  duplicateOf: Nullable(Uuid),
  findings: Type.Array(WireFinding),
  source: Nullable(
    closed({
      text: Type.String(),
      segments: Type.Array(
        closed({
          ordinal: Type.Integer(),
          tag: Type.String(),
          start: Type.Integer(),
          end: Type.Integer(),
          /** What the segment is for at its place in the message grammar; null where the grammar has none for it. */
          purpose: Nullable(Type.String()),
        }),
      ),
      cuts: Type.Array(closed({ start: Type.Integer(), end: Type.Integer(), reason: Type.String() })),
      expiresAt: Instant,
    }),
  ),
  /** Why no source is shown: expired, quarantined (carrier desk only), not permitted. */
  sourceAbsent: Nullable(Type.String()),
  answer: Nullable(Type.String()),
  /** Why no answer is shown; "none" also where it is no longer kept, or not for the reader. */
  answerAbsent: Nullable(Type.Enum(["none", "purpose-needed", "key-changed"])),
});
export type ReceiptDetail = Static<typeof ReceiptDetail>;
export * from "./outage-contract.ts";
export * from "./push-request-contract.ts";
