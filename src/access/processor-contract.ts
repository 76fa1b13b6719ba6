// Processors and their support's visits on the wire (LED-22-23).
import { Type, type Static } from "typebox";
import { closed, Instant, Nullable, Uuid } from "#vocabulary";

const Text = (least: number, most: number) => Type.String({ minLength: least, maxLength: most });
const Named = Nullable(closed({ by: Type.String(), at: Instant }));

/** GET /api/processors (view-processors). */
export const Processors = closed({
  processors: Type.Array(
    closed({
      id: Uuid,
      /** The organisation of its people's accounts: "vendor:…". */
      tenant: Type.String(),
      name: Type.String(),
      contract: Type.String(),
      instructions: Type.String(),
      subProcessors: Type.Array(Type.String()),
      validFrom: Instant,
      validUntil: Instant,
      /** "over": its contract's time is up. */
      state: Type.Enum(["proposed", "in-force", "refused", "ended", "over"]),
      proposed: Named,
      decided: Named,
      reason: Nullable(Type.String()),
    }),
  ),
  visits: Type.Array(
    closed({
      id: Uuid,
      processorId: Uuid,
      person: closed({ id: Uuid, name: Type.String() }),
      reason: Type.String(),
      minutes: Type.Integer(),
      asked: Named,
      /** The data protection officer's approval, and the head's. */
      officer: Named,
      head: Named,
      expiresAt: Nullable(Instant),
      state: Type.Enum(["asked", "in-force", "over", "ended"]),
    }),
  ),
});
export type Processors = Static<typeof Processors>;

/** POST /api/processors (register-processor). */
export const NewProcessor = closed({
  tenant: Type.String({ pattern: "^vendor:[a-z0-9-]{1,40}$" }),
  name: Text(2, 200),
  contract: Text(3, 300),
  instructions: Text(20, 8_000),
  subProcessors: Type.Array(Text(2, 200), { maxItems: 50 }),
  validFrom: Instant,
  validUntil: Instant,
});
export type NewProcessor = Static<typeof NewProcessor>;
/** POST /api/processors/:id/decision (decide-processor). */
export const ProcessorDecision = closed({
  state: Type.Enum(["in-force", "refused", "ended"]),
  reason: Text(3, 4_000),
});
export type ProcessorDecision = Static<typeof ProcessorDecision>;
/** POST /api/processors/:id/visits (ask-support): for one person of the processor, four hours at most. */
export const NewVisit = closed({
  personId: Uuid,
  reason: Text(10, 1_000),
  minutes: Type.Integer({ minimum: 5, maximum: 240 }),
});
export type NewVisit = Static<typeof NewVisit>;
