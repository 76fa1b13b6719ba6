// Keeps the daily counts up to date: by a job, and before somebody looks at them.
import { systemActor, type Services } from "#platform";
import { countDay } from "./quality-store.ts";

const dayMs = 86_400_000;
/** Counts not older than this are shown as they are. */
const freshMs = 60_000;

/** Counts today and yesterday anew: what was under way at midnight is counted where it belongs. */
export async function countRecentDays({ database, clock }: Services): Promise<void> {
  const now = clock.now().getTime();
  for (const at of [now - dayMs, now]) {
    const day = new Date(at).toISOString().slice(0, 10);
    await database.transaction(systemActor("housekeeping"), (tx) => countDay(tx, day));
  }
}

/** Makes sure that the counts are a minute old at most; many who look at once count once. */
export function openFreshCounts(services: Services): () => Promise<void> {
  let countedAt = Number.NEGATIVE_INFINITY;
  let counting: Promise<void> | undefined;
  return async () => {
    if (services.clock.now().getTime() - countedAt < freshMs) return;
    counting ??= countRecentDays(services)
      .then(() => {
        countedAt = services.clock.now().getTime();
      })
      .finally(() => {
        counting = undefined;
      });
    await counting;
  };
}
