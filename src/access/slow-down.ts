// How long someone who guesses passwords has to wait: by name and by address, in a known browser by that browser.

/** Failures are counted this far back. */
export const failureMinutes = 15;

type Failures = { readonly count: number; readonly last: Date | null };

/** How many tries are free, and how the wait after each further one doubles up to a limit. */
const limits = {
  // A name's limit is short: whoever keeps failing on somebody's name should not shut that person out.
  name: { free: 5, waitSecondsMax: 60 },
  // A browser that its owner has signed in with is counted by itself: guessing elsewhere does not slow it.
  device: { free: 5, waitSecondsMax: 60 },
  // A whole office may come from one address.
  address: { free: 30, waitSecondsMax: 300 },
} as const;

/** Seconds until the next try is heard, 0 when it is heard now. */
export function waitSeconds(kind: keyof typeof limits, { count, last }: Failures, at: Date): number {
  const { free, waitSecondsMax } = limits[kind];
  if (count < free || last === null) return 0;
  const wait = Math.min(2 ** Math.min(count - free, 20), waitSecondsMax);
  return Math.max(0, Math.ceil(wait - (at.getTime() - last.getTime()) / 1000));
}
