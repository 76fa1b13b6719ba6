// How long a carrier may be kept waiting: within it the answer is given, with what is known by then.

/** Counts from the moment a delivery was handed over, its turn included. */
export type Deadline = {
  /** What `work` comes to; "late" when the time is over before, or at once when it is over already. Failures pass through. */
  beat<Result>(work: Promise<Result>): Promise<Result | "late">;
  /** Nobody waits any more. */
  clear(): void;
};

/** Of the seconds that a carrier waits, one is left for what is written down. */
const writtenDownMs = 1_000;

/** How long an answer may be worked on for a carrier that waits so many seconds for it (cusres.md section 3). */
export function interactiveMs(answerSeconds: number): number {
  return answerSeconds * 1_000 - writtenDownMs;
}

/** Lists and pushes are not waited for at a counter; still nothing waits for ever. */
export const unhurriedMs = 60_000;

export function openDeadline(ms: number): Deadline {
  const { promise, resolve } = Promise.withResolvers<"late">();
  const timer = setTimeout(() => resolve("late"), ms).unref();
  return {
    beat: (work) => Promise.race([promise, work]),
    clear: () => clearTimeout(timer),
  };
}

/** For what is not waited for by anybody. */
export const noDeadline: Deadline = { beat: (work) => work, clear: () => undefined };
