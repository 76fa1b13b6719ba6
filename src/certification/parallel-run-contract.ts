// The parallel run of a carrier on the wire: weeks in which its data are counted before they are relied on.
import { Type, type Static } from "typebox";
import { closed, Day, Instant, Nullable, Uuid } from "#vocabulary";

const Named = closed({ id: Type.String(), name: Type.String() });

export const ParallelRun = closed({
  id: Uuid,
  /** Whole days of UTC, both included. */
  from: Day,
  until: Day,
  /** Running; over, with the shares met or not; signed off; called off. */
  state: Type.Enum(["running", "met", "not-met", "signed", "called-off"]),
  startedBy: Named,
  startedAt: Instant,
  /** So far, or as they stood at the sign-off. Shares are between 0 and 1; null where nothing came or was owed. */
  messages: Type.Integer(),
  complete: Nullable(Type.Number()),
  owed: Type.Integer(),
  inTime: Nullable(Type.Number()),
  signedBy: Nullable(Named),
  signedAt: Nullable(Instant),
  remark: Nullable(Type.String()),
});
export type ParallelRun = Static<typeof ParallelRun>;

/** GET /api/carriers/:id/parallel-runs: newest first, twenty at most. `needed`: the shares that pass. */
export const ParallelRuns = closed({
  runs: Type.Array(ParallelRun),
  needed: closed({ complete: Type.Number(), inTime: Type.Number() }),
});
export type ParallelRuns = Static<typeof ParallelRuns>;

/** POST /api/carriers/:id/parallel-runs → 200 ParallelRuns: begins with the next day. */
export const NewParallelRun = closed({ weeks: Type.Integer({ minimum: 2, maximum: 4 }) });
/** POST /api/parallel-runs/:id/sign-off → 200 ParallelRuns, by another person. …/end: calls it off. */
export const SignOff = closed({ remark: Type.String({ minLength: 3, maxLength: 500 }) });
