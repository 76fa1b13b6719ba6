// Pushes asked of a carrier (GOVREQ), on the wire.
import { Type, type Static } from "typebox";
import { closed, Instant, Nullable, Uuid } from "#vocabulary";

/** Why a push is asked for. */
export const pushRequestReasons = [
  "push-missing",
  "push-incomplete",
  "data-unusable",
  "specific-threat",
] as const;
/** Directive (EU) 2016/681 Art. 8(3): the transfer that is due anyway; Art. 8(5): at other times, for a specific threat. */
export const legalBases = ["regular-transfer", "specific-threat"] as const;

/** What became of the message that was sent for a request. */
const RequestMessage = closed({
  /** waiting: it has not left; expired: it did not leave in time. */
  state: Type.Enum(["waiting", "sent", "acknowledged", "expired"]),
  channel: Type.String(),
  /** Why it waits: the carrier has to fetch it, its side did not take it, or its turn comes now; null: it does not wait. */
  waitsFor: Nullable(Type.Enum(["fetching", "link", "turn"])),
  madeAt: Instant,
  /** When it is tried again; null: nothing is to come. */
  nextAt: Nullable(Instant),
  sentAt: Nullable(Instant),
  acknowledgedAt: Nullable(Instant),
});

export const PushRequestRow = closed({
  id: Uuid,
  reason: Type.Enum([...pushRequestReasons]),
  legalBasis: Type.Enum([...legalBases]),
  caseNumber: Nullable(Type.String()),
  /** proposed: waits for a second person; sent: waits for the push. */
  state: Type.Enum(["proposed", "sent", "answered", "refused", "expired"]),
  reference: Type.String(),
  askedBy: closed({ id: Type.String(), name: Type.String() }),
  askedAt: Instant,
  decidedBy: Nullable(Type.String()),
  decidedAt: Nullable(Instant),
  decisionReason: Nullable(Type.String()),
  answeredAt: Nullable(Instant),
  receiptId: Nullable(Uuid),
  expiresAt: Instant,
  /** null: nothing was put down to be sent. */
  message: Nullable(RequestMessage),
});
export type PushRequestRow = Static<typeof PushRequestRow>;

/** GET /api/flights/:key/push-requests: newest first. POST → 201 PushRequestRow, which a second person decides on. */
export const PushRequests = closed({ requests: Type.Array(PushRequestRow) });
export type PushRequests = Static<typeof PushRequests>;
export const NewPushRequest = closed({
  reason: Type.Enum([...pushRequestReasons]),
  legalBasis: Type.Enum([...legalBases]),
  caseNumber: Type.Optional(Type.String({ minLength: 1, maxLength: 40, pattern: "^[\\w./-]+$" })),
});
export type NewPushRequest = Static<typeof NewPushRequest>;

/** POST /api/push-requests/:id/decision → 200 PushRequestRow: approved, it is sent at once. */
export const PushRequestDecision = closed({
  approve: Type.Boolean(),
  reason: Type.String({ minLength: 3, maxLength: 500 }),
});
export type PushRequestDecision = Static<typeof PushRequestDecision>;
