// The carrier's own page on the wire: a transmission checked before it is sent, and what was received lately.
import { Type, type Static } from "typebox";
import { ManifestShown } from "./explain-contract.ts";
import { closed, Instant, Nullable, Uuid, WireFinding } from "#vocabulary";

/**
 * POST /v1/check (a carrier's credential; body: the bytes, 10 MB at most) → 200: what would become of it under the
 * agreement with this carrier. Nothing of it is kept, logged or screened.
 */
export const CheckedTransmission = closed({
  carrier: closed({ code: Type.String() }),
  /** The cells, where it is a manifest table; else null. */
  manifest: Nullable(ManifestShown),
  messages: Type.Array(
    closed({
      kind: Type.String(),
      version: Nullable(Type.String()),
      /** What would become of it. */
      verdict: Type.Enum(["take", "refuse", "quarantine"]),
      flight: Nullable(Type.String()),
      travellers: Type.Integer(),
      bookings: Type.Integer(),
      findings: Type.Array(WireFinding),
    }),
  ),
});
export type CheckedTransmission = Static<typeof CheckedTransmission>;

/** GET /v1/deliveries (a carrier's credential) → 200: its own of late, newest first, 50 at most. */
export const OwnDeliveries = closed({
  carrier: closed({ code: Type.String() }),
  deliveries: Type.Array(
    closed({
      deliveryId: Uuid,
      receivedAt: Instant,
      channel: Type.String(),
      messages: Type.Integer(),
      travellers: Type.Integer(),
      bookings: Type.Integer(),
      errors: Type.Integer(),
      warnings: Type.Integer(),
      /** All taken, some not taken, or the same bytes again. */
      outcome: Type.Enum(["taken", "not-taken", "repeated"]),
    }),
  ),
});
export type OwnDeliveries = Static<typeof OwnDeliveries>;
