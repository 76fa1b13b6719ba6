// Background work of cases: screening again when a list has changed.
import assert from "node:assert/strict";
import type { Job, Services } from "#platform";
import { rescreenFlight, rescreenList, type RescreenServices } from "./rescreening.ts";

export type CaseJobServices = Services & RescreenServices;

/** Asked for inside the transactions that call for them: watchlists' activations, and raising by a replaced version. */
export const caseJobs: readonly Job<CaseJobServices>[] = [
  {
    name: "rescreen-list",
    run: async (payload, services) => {
      assert(isListChange(payload), "rescreen-list: a list and the version before");
      await rescreenList(services, { listId: payload.listId, from: payload.from });
    },
  },
  {
    name: "rescreen-flight",
    run: async (payload, services) => {
      assert(isFlight(payload), "rescreen-flight: a flight's date and id");
      await rescreenFlight(services, { date: payload.date, id: payload.id });
    },
  },
];

function isListChange(payload: unknown): payload is { listId: string; from: number | null } {
  return (
    isObject(payload) &&
    typeof payload["listId"] === "string" &&
    (payload["from"] === null || typeof payload["from"] === "number")
  );
}

function isFlight(payload: unknown): payload is { date: string; id: string } {
  return isObject(payload) && typeof payload["date"] === "string" && typeof payload["id"] === "string";
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
