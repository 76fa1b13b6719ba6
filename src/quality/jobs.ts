// Background work: counting traffic and measuring what is in force.
import assert from "node:assert/strict";
import type { Job } from "#platform";
import { countTraffic, measure, type MeasuringServices } from "./measuring.ts";
import { fitModel } from "./models.ts";

export const qualityJobs: readonly Job<MeasuringServices>[] = [
  {
    // Soon after a list or the engine has changed; it measures nothing while neither has.
    name: "measure-quality",
    cron: "*/10 * * * *",
    run: async (_payload, services) => {
      await measure(services);
    },
  },
  {
    // Asked for by who proposes a calibration; it puts nothing in force.
    name: "fit-model",
    run: async (payload, services) => {
      assert(isModel(payload), "fit-model: the version of a model");
      await fitModel(services, payload.version);
    },
  },
  { name: "count-traffic", cron: "7 * * * *", run: (_payload, services) => countTraffic(services) },
];

function isModel(payload: unknown): payload is { readonly version: number } {
  return (
    typeof payload === "object" &&
    payload !== null &&
    "version" in payload &&
    typeof payload.version === "number"
  );
}
