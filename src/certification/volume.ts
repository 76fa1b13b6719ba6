// The volume test: whether a carrier's busiest time comes through, each message read without error and answered in time. Pure.
import { reason, type Reason } from "./reasons.ts";

/** The case that is passed by it. */
export const volumeCase = 501;
/** Twice the busiest hour of the schedule (transport.md section 10, step 5). */
export const busiestTimes = 2;

export type Volume = {
  readonly id: string;
  readonly wanted: number;
  readonly busiest: number | null;
  readonly beganAt: Date;
  readonly until: Date;
  readonly answerWithinMs: number;
};

/** One message of the test; the same bytes again are none. `answerMs` null: its answer does not stand yet. */
export type VolumeMessage = { readonly isRight: boolean; readonly answerMs: number | null };

export type VolumeFigures = {
  readonly received: number;
  readonly faulty: number;
  /** Answered later than was agreed. */
  readonly late: number;
  readonly answered: number;
  /** Milliseconds within which half, and 95 of a hundred, were answered; null: none was. */
  readonly p50: number | null;
  readonly p95: number | null;
};

/** What the messages so far come to. */
export function volumeFigures(
  { answerWithinMs }: Pick<Volume, "answerWithinMs">,
  messages: readonly VolumeMessage[],
): VolumeFigures {
  const times = messages.flatMap(({ answerMs }) => answerMs ?? []).toSorted((a, b) => a - b);
  const within = (share: number): number | null => times[Math.ceil(share * times.length) - 1] ?? null;
  return {
    received: messages.length,
    faulty: messages.filter(({ isRight }) => !isRight).length,
    late: times.filter((ms) => ms > answerWithinMs).length,
    answered: times.length,
    p50: within(0.5),
    p95: within(0.95),
  };
}

/** How the test stands: one error or late answer fails it, and so does the end of its time. */
export function volumeVerdict(
  { wanted, until }: Pick<Volume, "wanted" | "until">,
  { faulty, late, answered, received }: VolumeFigures,
  at: Date,
): { readonly state: "passed" | "failed" | "waiting"; readonly reasons: readonly Reason[] } {
  const against = [
    ...(faulty > 0 ? [reason("volume-faulty", { count: faulty })] : []),
    ...(late > 0 ? [reason("volume-late", { count: late })] : []),
  ];
  if (against.length > 0) return { state: "failed", reasons: against };
  if (answered >= wanted) return { state: "passed", reasons: [] };
  if (at.getTime() > until.getTime())
    return { state: "failed", reasons: [reason("volume-too-few", { received, wanted })] };
  return { state: "waiting", reasons: [reason("volume-more", { received, wanted })] };
}
