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
