// Background work: counting traffic and measuring what is in force.
import type { Job } from "#platform";
import { countTraffic, measure, type MeasuringServices } from "./measuring.ts";

export const qualityJobs: readonly Job<MeasuringServices>[] = [
  {
    // Soon after a list or the engine has changed; it measures nothing while neither has.
    name: "measure-quality",
    cron: "*/10 * * * *",
    run: async (_payload, services) => {
      await measure(services);
    },
  },
  { name: "count-traffic", cron: "7 * * * *", run: (_payload, services) => countTraffic(services) },
];
