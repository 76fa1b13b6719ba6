// Background work of the evidence: days that are over are counted from the ledger.
import type { Job, Services } from "#platform";
import { countDays } from "./statistics.ts";

export const evidenceJobs: readonly Job<Services>[] = [
  {
    name: "count-days",
    cron: "17 * * * *",
    run: async (_payload, services) => void (await countDays(services)),
  },
];
