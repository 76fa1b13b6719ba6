// How long a carrier may be kept waiting: within it the answer is given, with what is known by then.

/** Counts from the moment a delivery was handed over, its turn included. */
export type Deadline = {
  /** What `work` comes to; "late" when the time is over before, or at once when it is over already. Failures pass through. */
  beat<Result>(work: Promise<Result>): Promise<Result | "late">;
  /** Nobody waits any more. */
  clear(): void;
};

/** Of four seconds that a carrier waits (cusres.md section 3), one is left for what is written down. */
export const interactiveMs = 3_000;
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
