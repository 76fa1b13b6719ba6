// When to try again: after 1, 2, 4 and so on to 60 seconds, a little apart so that many do not come back at one instant.
import { newId, type Clock } from "#platform";

export type BackOff = {
  /** Milliseconds until the next try. */
  next(): number;
  /** It worked: the next failure begins from the first step. */
  reset(): void;
};

/** Opens a series (transport.md section 3): doubled from `firstMs` up to `mostMs`, each up to a fifth shorter. */
export function backOff(clock: Clock, firstMs = 1_000, mostMs = 60_000): BackOff {
  let step = 0;
  return {
    next: () => {
      const whole = Math.min(mostMs, firstMs * 2 ** Math.min(step++, 20));
      return Math.round(whole * (1 - apart(clock) / 5));
    },
    reset: () => {
      step = 0;
    },
  };
}

/** A chance from 0 to 1, of the random part of an identifier. */
function apart(clock: Clock): number {
  return Number.parseInt(newId(clock.now()).slice(-6), 16) / 0x1_00_00_00;
}
