// Background work of cases: screening again when a list has changed, and deleting what has had its time.
import assert from "node:assert/strict";
import { systemActor, type Job, type Services } from "#platform";
import type { LegalProfile } from "#vocabulary";
import {
  evaluateForAlerts,
  runCriterion,
  withdrawOfRule,
  type CriterionAlertServices,
} from "./criterion-alerts.ts";
import { askToScreenFlight, flightsShowing } from "./alert-store.ts";
import { askAgainOfProtected } from "./directives.ts";
import { forecastAlerts } from "./forecasting.ts";
import { screenAllAgain } from "./rescreen-all.ts";
import { keepHitsAsProfileSays } from "./hit-keeping.ts";
import { tryThresholds } from "./threshold-trial.ts";
import { watchFlightKeys, watchListKeys, type WatchServices } from "./watch-keys.ts";
import { findLinks } from "./linking.ts";
import { rescreenFlight, rescreenList, type RescreenServices } from "./rescreening.ts";

export type CaseJobServices = Services &
  RescreenServices &
  WatchServices &
  CriterionAlertServices & { readonly profile: LegalProfile };

/** Asked for inside the transactions that call for them: watchlists' activations, and raising by a replaced version. */
export const caseJobs: readonly Job<CaseJobServices>[] = [
  {
    name: "rescreen-list",
    run: async (payload, services) => {
      assert(isListChange(payload), "rescreen-list: a list and the version before");
      await rescreenList(services, { listId: payload.listId, from: payload.from });
      await watchListKeys(services);
      await findLinks(services, { listId: payload.listId, from: payload.from });
      await services.database.transaction(systemActor("cases"), askAgainOfProtected);
    },
  },
  {
    // Cases say who somebody is, too: looked at each minute.
    name: "protected-since",
    cron: "* * * * *",
    run: async (_payload, { database }) => {
      await database.transaction(systemActor("cases"), askAgainOfProtected);
    },
  },
  {
    // Ahead of each deletion of what has expired: it counts by what the profile in force says.
    name: "results-keeping",
    cron: "*/10 * * * *",
    run: async (_payload, { database, profile }) => {
      await keepHitsAsProfileSays(database, profile);
    },
  },
  {
    name: "join-alerts",
    run: async (payload, { database }) => {
      assert(isLink(payload), "join-alerts: the ids of entries");
      await database.transaction(systemActor("screening"), async (tx) => {
        for (const flight of await flightsShowing(tx, payload.entryIds)) askToScreenFlight(tx, flight);
      });
    },
  },
  {
    name: "rescreen-flight",
    run: async (payload, services) => {
      assert(isFlight(payload), "rescreen-flight: a flight's date and id");
      await rescreenFlight(services, { date: payload.date, id: payload.id });
    },
  },
  {
    name: "try-thresholds",
    run: async (payload, services) => {
      assert(isTrial(payload), "try-thresholds: the version of thresholds");
      await tryThresholds(services, payload.version);
    },
  },
  {
    // Asked for when thresholds come into force, and by each start: a new release may bring another engine.
    name: "rescreen-all",
    run: async (_payload, services) => {
      await screenAllAgain(services);
    },
  },
  {
    name: "forecast-alerts",
    run: async (payload, services) => {
      assert(isForecast(payload), "forecast-alerts: the id of a forecast");
      await forecastAlerts(services, payload.forecastId);
    },
  },
  {
    name: "watch-keys",
    run: async (payload, services) => {
      assert(isFlight(payload), "watch-keys: a flight's date and id");
      await watchFlightKeys(services, { date: payload.date, id: payload.id });
    },
  },
  {
    name: "evaluate-flight",
    run: async (payload, services) => {
      assert(isFlight(payload), "evaluate-flight: a flight's date and id");
      await evaluateForAlerts(services, { date: payload.date, id: payload.id });
    },
  },
  {
    name: "run-criterion",
    run: async (payload, services) => {
      assert(isRuleVersion(payload), "run-criterion: a version of a rule");
      await runCriterion(services, payload.ruleId);
    },
  },
  {
    name: "withdraw-criterion-alerts",
    run: async (payload, services) => {
      assert(isRuleVersion(payload), "withdraw-criterion-alerts: a version of a rule");
      await withdrawOfRule(services, { ruleId: payload.ruleId, version: payload.version });
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

function isRuleVersion(payload: unknown): payload is { ruleId: string; version: number } {
  return isObject(payload) && typeof payload["ruleId"] === "string" && typeof payload["version"] === "number";
}

function isFlight(payload: unknown): payload is { date: string; id: string } {
  return isObject(payload) && typeof payload["date"] === "string" && typeof payload["id"] === "string";
}

function isLink(payload: unknown): payload is { entryIds: string[] } {
  return isObject(payload) && Array.isArray(payload["entryIds"]);
}

function isTrial(payload: unknown): payload is { version: number } {
  return isObject(payload) && typeof payload["version"] === "number";
}

function isForecast(payload: unknown): payload is { forecastId: string } {
  return isObject(payload) && typeof payload["forecastId"] === "string";
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
