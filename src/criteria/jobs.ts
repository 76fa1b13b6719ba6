// Background work of rules: back-tests, the stop conditions of every night, and the weekly look at disparity.
import assert from "node:assert/strict";
import { systemActor, type Job, type Services } from "#platform";
import { runBackTest, type BackTestServices } from "./back-test.ts";
import { watchDisparity } from "./disparity-watch.ts";
import { nightlyStops, suspendOverdue } from "./running.ts";

export type CriteriaJobServices = Services & BackTestServices;

export const criteriaJobs: readonly Job<CriteriaJobServices>[] = [
  {
    name: "back-test-criterion",
    run: async (payload, services) => {
      assert(isBackTest(payload), "back-test-criterion: the id of a back-test");
      await runBackTest(services, payload.testId);
    },
  },
  {
    // A flight that is evaluated looks by itself; this is for the screens when none is.
    name: "suspend-overdue-criteria",
    cron: "*/10 * * * *",
    run: async (_payload, { database }) => {
      await database.transaction(systemActor("criteria"), suspendOverdue);
    },
  },
  {
    name: "watch-disparity",
    cron: "30 2 * * 0",
    run: async (_payload, { database }) => {
      await watchDisparity(database);
    },
  },
  {
    name: "stop-criteria",
    cron: "15 2 * * *",
    run: async (_payload, { database }) => {
      await nightlyStops(database);
    },
  },
];

function isBackTest(payload: unknown): payload is { testId: string } {
  return (
    typeof payload === "object" &&
    payload !== null &&
    "testId" in payload &&
    typeof payload.testId === "string"
  );
}
