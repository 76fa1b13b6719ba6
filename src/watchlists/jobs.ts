// Background work of watchlists: fetching by schedule.
import type { Job, Services } from "#platform";
import { fetchDueLists, type FetchServices } from "./fetching.ts";

export type WatchlistJobServices = Services & FetchServices;

/** Four times an hour each list is fetched whose own schedule says so. */
export const watchlistJobs: readonly Job<WatchlistJobServices>[] = [
  {
    name: "fetch-lists",
    cron: "*/15 * * * *",
    run: async (_payload, services) => {
      await fetchDueLists(services);
    },
  },
];
