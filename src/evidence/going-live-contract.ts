// Going live of modules of high risk, on the wire (LED-27).
import { Type, type Static } from "typebox";
import { closed, Day, Instant, Nullable } from "#vocabulary";

export const RiskyModuleName = Type.Enum(["lists", "rules", "exchange"]);
export type RiskyModuleName = Static<typeof RiskyModuleName>;

/** GET /api/evidence/modules. */
export const Modules = closed({
  /** Invented travellers only: nothing has to be approved, and every module is in operation. */
  rehearsal: Type.Boolean(),
  /** The assessment that was signed last. */
  assessment: Nullable(closed({ number: Type.Integer(), reviewOn: Day, inForce: Type.Boolean() })),
  modules: Type.Array(
    closed({
      module: RiskyModuleName,
      /** "lapsed": its assessment has become due, and it processes nothing. */
      state: Type.Enum(["live", "lapsed", "off", "rehearsal"]),
      holdsUntil: Nullable(Day),
      dueSoon: Type.Boolean(),
      /** Advised on, and not decided. */
      waiting: Type.Boolean(),
      steps: Type.Array(
        closed({
          state: Type.Enum(["advised", "live", "refused", "stopped"]),
          assessment: Type.Integer(),
          holdsUntil: Day,
          advice: Type.String(),
          advisedBy: Type.String(),
          advisedAt: Instant,
          reason: Nullable(Type.String()),
          decidedBy: Nullable(Type.String()),
          decidedAt: Nullable(Instant),
          stopReason: Nullable(Type.String()),
          stoppedBy: Nullable(Type.String()),
          stoppedAt: Nullable(Instant),
        }),
      ),
    }),
  ),
});
export type Modules = Static<typeof Modules>;

/** POST /api/evidence/modules/:module/advice (advise-module) → 200 Modules; 409 `assessment-missing` without one in force. */
export const ModuleAdvice = closed({ advice: Type.String({ minLength: 20, maxLength: 8_000 }) });
/** POST /api/evidence/modules/:module/decision (put-in-operation). */
export const ModuleDecision = closed({
  live: Type.Boolean(),
  reason: Type.String({ minLength: 3, maxLength: 4_000 }),
});
/** POST /api/evidence/modules/:module/stop (stop-module). */
export const ModuleStop = closed({ reason: Type.String({ minLength: 3, maxLength: 4_000 }) });
