// Background work of watchlists: fetching by schedule.
import { systemActor, type Job, type Services } from "#platform";
import { removeLapsed } from "./entry-terms.ts";
import { fetchDueLists, type FetchServices } from "./fetching.ts";
import { forgetForecasts } from "./forecast-store.ts";
import { forgetRawFiles } from "./raw-file-store.ts";

export type WatchlistJobServices = Services & FetchServices;

const forecastKeptMs = 14 * 24 * 3_600_000;

/** Four times an hour each list is fetched whose own schedule says so. */
export const watchlistJobs: readonly Job<WatchlistJobServices>[] = [
  {
    name: "fetch-lists",
    cron: "*/15 * * * *",
    run: async (_payload, services) => {
      await fetchDueLists(services);
    },
  },
  {
    name: "remove-lapsed-entries",
    cron: "*/5 * * * *",
    run: async (_payload, { database }) => {
      await removeLapsed(database);
    },
  },
  {
    name: "forget-list-files",
    cron: "40 3 * * *",
    run: async (_payload, { database }) => {
      await database.transaction(systemActor("watchlists"), async (tx) => {
        const count = await forgetRawFiles(tx);
        await forgetForecasts(tx, new Date(tx.at.getTime() - forecastKeptMs));
        if (count > 0) {
          tx.record({
            action: "list.files-deleted",
            subjectKind: "list",
            subjectId: "all",
            detail: { count },
          });
        }
      });
    },
  },
];
