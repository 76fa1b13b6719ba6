// From when on data may be read: it only ever goes forward, so that a clock which jumps back brings nothing back.

/** `from` says the earliest instant of first receipt that may be read at an instant. */
export type Horizon = {
  /** The same, never earlier than what it said before. */
  readonly keptFrom: (at: Date) => Date;
  /** Moves it to what an earlier start of the server had reached. */
  readonly reach: (reached: Date) => void;
};

export function openHorizon(from: (at: Date) => Date): Horizon {
  let reached = new Date(0);
  const reach = (instant: Date): void => {
    if (instant > reached) reached = instant;
  };
  return {
    keptFrom: (at) => {
      reach(from(at));
      return reached;
    },
    reach,
  };
}
