// What of a person waits for the INTERPOL bureau, on the wire of the alerts.
import { Type, type Static } from "typebox";
import { closed, Instant, Nullable, Uuid } from "#vocabulary";

/** A hit on a document that INTERPOL's national bureau has to confirm, or what it said of it. */
export const AwaitingNcb = closed({
  check: Uuid,
  reference: Type.String(),
  state: Type.Enum(["AWAIT_NCB", "CONFIRMED", "NOT_CONFIRMED"]),
  since: Instant,
  dueAt: Instant,
  answeredAt: Nullable(Instant),
  /** Somebody's safety was called upon: the bureau is not waited for. */
  safety: Nullable(closed({ by: Type.String(), at: Instant, reason: Type.String() })),
});
export type AwaitingNcb = Static<typeof AwaitingNcb>;
