// The HTTP routes of alerts: the queue, one alert, its decision and assignment.
import { Type } from "typebox";
import { displayNames, guarded } from "#access";
import { isRefusal, type HttpServer } from "#platform";
import { partsOfKey } from "#records";
import { Uuid } from "#vocabulary";
import { caseRoutes } from "./case-routes.ts";
import { protectionRoutes } from "./protection-routes.ts";
import type { CaseServices } from "./case-services.ts";
import { clearingRoutes } from "./clearing-routes.ts";
import {
  AlertDetail,
  AlertQuery,
  AlertQueue,
  Assignment,
  AssignmentCommand,
  DecisionCommand,
  DecisionOutcome,
} from "./contract.ts";
import { criterionAlertRoutes } from "./criterion-routes.ts";
import { directiveRoutes } from "./directive-routes.ts";
import { alertById, alertLines, openAlertCount } from "./review-store.ts";
import { assign } from "./assigning.ts";
import { decide, noSuchAlert } from "./review.ts";
import { wireDetail, wireLines } from "./wire.ts";

const byId = Type.Object({ id: Uuid });
const alertsShown = 200;

/** Adds all routes of the slice. */
export function casesRoutes(server: HttpServer, services: CaseServices): void {
  readRoutes(server, services);
  workRoutes(server, services);
  caseRoutes(server, services);
  protectionRoutes(server, services);
  clearingRoutes(server, services);
  criterionAlertRoutes(server, services);
  directiveRoutes(server, services);
}

function readRoutes(server: HttpServer, { database }: CaseServices): void {
  guarded(
    server,
    {
      method: "GET",
      url: "/api/alerts",
      action: "view-alerts",
      summary: "The queue of alerts, persons masked",
      schema: { querystring: AlertQuery, response: { 200: AlertQueue } },
    },
    ({ query }, actor) =>
      database.transaction(actor, async (tx) => {
        const place = query.person ?? query.flight;
        const flight = place === undefined ? null : partsOfKey(place);
        const lines = await alertLines(tx, {
          state: query.state ?? "open",
          flight,
          personId: query.person === undefined ? null : partsOfKey(query.person).person,
          limit: alertsShown + 1,
        });
        return {
          asOf: tx.at.toISOString(),
          alerts: await wireLines(tx, lines.slice(0, alertsShown)),
          open: await openAlertCount(tx),
          more: lines.length > alertsShown,
        };
      }),
  );
  guarded(
    server,
    {
      method: "GET",
      url: "/api/alerts/:id",
      action: "view-alert",
      purpose: "needed",
      shows: { kind: "alert", param: "id" },
      summary: "One alert in clear, with its evidence",
      schema: { params: byId, response: { 200: AlertDetail } },
    },
    ({ params }, actor) =>
      database.transaction(actor, async (tx) => {
        const alert = await alertById(tx, params.id);
        if (alert === null) return noSuchAlert;
        const detail = await wireDetail(tx, alert);
        tx.record({
          action: "alert.viewed",
          subjectKind: "alert",
          subjectId: params.id,
          about: [alert.person_id],
          detail: { person: detail.personKey, version: alert.version, policies: actor.decision.policies },
        });
        return detail;
      }),
  );
}

function workRoutes(server: HttpServer, { database, profile }: CaseServices): void {
  guarded(
    server,
    {
      method: "POST",
      url: "/api/alerts/:id/decision",
      action: "decide-alert",
      summary: "Decide one alert, with a reason",
      schema: { params: byId, body: DecisionCommand, response: { 200: DecisionOutcome } },
    },
    ({ params, body }, actor) =>
      database.transaction(actor, (tx) =>
        decide(tx, params.id, body, {
          policies: actor.decision.policies,
          clearedFor: profile.clearedPair,
        }),
      ),
  );
  guarded(
    server,
    {
      method: "PUT",
      url: "/api/alerts/:id/assignment",
      action: "assign-alert",
      summary: "Take an alert or give it back",
      schema: { params: byId, body: AssignmentCommand, response: { 200: Assignment } },
    },
    ({ params, body }, actor) =>
      database.transaction(actor, async (tx) => {
        const assigned = await assign(tx, "alert", { alertId: params.id, mine: body.mine }, actor.decision);
        if (isRefusal(assigned)) return assigned;
        const { assignedTo } = assigned;
        if (assignedTo === null) return { assignedTo: null };
        const names = await displayNames(tx, [assignedTo]);
        return { assignedTo: { id: assignedTo, name: names.get(assignedTo) ?? assignedTo } };
      }),
  );
}
