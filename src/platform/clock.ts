// Time is injected: nothing outside this file asks the machine what time it is.

/** Where the present comes from: an instant in UTC. */
export type Clock = { now(): Date };

/** The machine's clock. */
export const systemClock: Clock = { now: () => new Date() };

/**
 * A clock that never goes back: set back, the machine's is followed no further, and time goes on from where it was by what really
 * passes, until the machine's is ahead again. What has expired stays so, whatever is done to the clock (PNRD-12.4).
 * `passedMs` only ever grows; `onSetBack` is told once of each time that it is set back by more than a second.
 */
export function forwardClock(
  clock: Clock,
  options: {
    /** Nothing is earlier. */
    readonly notBefore?: Date | null;
    readonly passedMs?: () => number;
    readonly onSetBack?: (byMs: number) => void;
  } = {},
): Clock {
  const { passedMs = () => performance.now(), onSetBack = () => undefined } = options;
  let last = options.notBefore?.getTime() ?? 0;
  let passed = passedMs();
  let isBehind = false;
  return {
    now: () => {
      const machine = clock.now().getTime();
      const passedNow = passedMs();
      const onwards = last + (passedNow - passed);
      if (machine < last) {
        if (!isBehind && last - machine > 1_000) {
          isBehind = true;
          onSetBack(last - machine);
        }
        last = onwards;
      } else {
        isBehind = false;
        last = machine;
      }
      passed = passedNow;
      return new Date(last);
    },
  };
}

/** A clock for tests and replays: stands at `start` until moved. */
export function manualClock(start: Date): Clock & { set(to: Date): void; advance(ms: number): void } {
  let current = start.getTime();
  return {
    now: () => new Date(current),
    set: (to) => {
      current = to.getTime();
    },
    advance: (ms) => {
      current += ms;
    },
  };
}
