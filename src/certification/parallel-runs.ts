// Parallel runs (transport.md section 10, step 7): two to four weeks in which a carrier's data are counted; those of which 98 of a
// hundred are complete and 99 in time are signed off by a second person.
import { scorecardOf } from "#intake";
import { newId, refuse, type Refusal, type Transaction } from "#platform";
import {
  endParallelRun,
  holdParallelRuns,
  insertParallelRun,
  parallelRunsOf,
  signParallelRun,
  type KeptParallelRun,
} from "./parallel-run-store.ts";

/** The shares that pass. */
export const needed = { complete: 0.98, inTime: 0.99 } as const;

export type RunFigures = {
  readonly messages: number;
  /** Between 0 and 1; null where nothing came. */
  readonly complete: number | null;
  readonly owed: number;
  readonly inTime: number | null;
};

const dayMs = 86_400_000;
/** What is owed of the last day's flights has ended so long after it. */
const settledMs = 6 * 3_600_000;

const notOver = refuse(
  "parallel-run-running",
  "A parallel run of this carrier is under way until its last day.",
  409,
);
const notMet = refuse(
  "parallel-run-not-met",
  "The shares needed were not met: 98 of a hundred travellers complete and 99 of a hundred pushes in time. Begin another run.",
  409,
);
const settled = refuse("parallel-run-settled", "This parallel run was signed off or called off before.", 409);

/** Whether what was counted passes: nothing that came, or nothing that was owed, shows nothing. Pure. */
export function passes({ complete, inTime }: RunFigures): boolean {
  return complete !== null && inTime !== null && complete >= needed.complete && inTime >= needed.inTime;
}

/** Whether all of a run is counted by now. Pure. */
export function isOver({ until }: Pick<KeptParallelRun, "until">, now: Date): boolean {
  return now.getTime() >= Date.parse(until) + dayMs + settledMs;
}

/** The figures of a run so far; of one that was signed off those it was signed by. */
export async function figuresOf(tx: Transaction, run: KeptParallelRun): Promise<RunFigures> {
  if (run.signedAt !== null) {
    const { messages, complete, owed, inTime } = run;
    return { messages: messages ?? 0, complete, owed: owed ?? 0, inTime };
  }
  const card = await scorecardOf(tx, run.carrierId, { from: run.from, to: run.until });
  if ("refused" in card) return { messages: 0, complete: null, owed: 0, inTime: null };
  const sum = (of: "expected" | "inTime"): number =>
    card.timeliness.reduce((total, one) => total + one[of], 0);
  const owed = sum("expected");
  return {
    messages: card.totals.messages,
    complete: card.totals.complete,
    owed,
    inTime: owed === 0 ? null : sum("inTime") / owed,
  };
}

/** Begins a run with the next day, of whole weeks. Refused while another is under way. */
export async function beginParallelRun(
  tx: Transaction,
  carrierId: string,
  weeks: number,
): Promise<Refusal | undefined> {
  holdParallelRuns(tx, carrierId);
  const [latest] = await parallelRunsOf(tx, carrierId, 1);
  if (latest !== undefined && latest.endedAt === null && !isOver(latest, tx.at)) return notOver;
  const first = Date.parse(tx.at.toISOString().slice(0, 10)) + dayMs;
  const day = (at: number): string => new Date(at).toISOString().slice(0, 10);
  const run = { id: newId(tx.at), from: day(first), until: day(first + (weeks * 7 - 1) * dayMs) };
  insertParallelRun(tx, { ...run, carrierId, startedBy: tx.actor.id });
  tx.record({
    action: "parallel-run.begun",
    subjectKind: "carrier",
    subjectId: carrierId,
    detail: { run: run.id, from: run.from, until: run.until },
  });
  tx.announce("carrier", carrierId);
  return undefined;
}

/** Calls a run off that was not signed. */
export function callOff(tx: Transaction, run: KeptParallelRun): Refusal | undefined {
  if (run.signedAt !== null || run.endedAt !== null) return settled;
  endParallelRun(tx, run.id);
  tx.record({
    action: "parallel-run.called-off",
    subjectKind: "carrier",
    subjectId: run.carrierId,
    detail: { run: run.id, from: run.from, until: run.until },
  });
  tx.announce("carrier", run.carrierId);
  return undefined;
}

/** Signs a run off that is over and met what is needed; its figures stay as they are now. */
export async function signOff(
  tx: Transaction,
  run: KeptParallelRun,
  remark: string,
): Promise<Refusal | undefined> {
  if (run.signedAt !== null || run.endedAt !== null) return settled;
  if (!isOver(run, tx.at)) return notOver;
  const figures = await figuresOf(tx, run);
  if (!passes(figures)) return notMet;
  signParallelRun(tx, { id: run.id, by: tx.actor.id, remark: remark.trim(), ...figures });
  tx.record({
    action: "parallel-run.signed",
    subjectKind: "carrier",
    subjectId: run.carrierId,
    detail: { run: run.id, from: run.from, until: run.until, ...figures, remark: remark.trim() },
  });
  tx.announce("carrier", run.carrierId);
  return undefined;
}
