// Waiting outside a test, where expect.poll may not stand: in hooks and in what several tests use.
import { setTimeout as sleep } from "node:timers/promises";

const patienceMs = 60_000;
const intervalMs = 25;

/** Looks until what is seen is as wanted and returns it. Throws, with the last thing seen, when that takes over a minute. */
export async function until<Seen>(
  look: () => Seen | Promise<Seen>,
  isWanted: (seen: Seen) => boolean,
): Promise<Seen> {
  const end = performance.now() + patienceMs;
  for (;;) {
    const seen = await look();
    if (isWanted(seen)) return seen;
    if (performance.now() > end) throw new Error(`still ${JSON.stringify(seen)} after a minute`);
    await sleep(intervalMs);
  }
}
