// The HTTP routes of alerts that rest on a rule: the queue, one alert, its decision and assignment.
import { Type } from "typebox";
import { displayNames, guarded } from "#access";
import { isRefusal, type HttpServer } from "#platform";
import { partsOfKey } from "#records";
import { Uuid } from "#vocabulary";
import {
  Assignment,
  AssignmentCommand,
  CriterionAlertDetail,
  CriterionAlertQuery,
  CriterionAlertQueue,
  CriterionDecision,
  CriterionDecisionOutcome,
} from "./contract.ts";
import { matchById, matchLines, openMatchCount } from "./criterion-alert-store.ts";
import { assign } from "./assigning.ts";
import { decideMatch } from "./criterion-review.ts";
import { wireMatch, wireMatches } from "./criterion-wire.ts";
import { noSuchAlert } from "./review.ts";
import type { CaseServices } from "./case-services.ts";

const byId = Type.Object({ id: Uuid });
const alertsShown = 200;

/** Adds the routes of alerts that rest on a rule. */
export function criterionAlertRoutes(server: HttpServer, { database }: CaseServices): void {
  guarded(
    server,
    {
      method: "GET",
      url: "/api/criterion-alerts",
      action: "view-alerts",
      summary: "The queue of alerts that rest on a rule, persons masked",
      schema: { querystring: CriterionAlertQuery, response: { 200: CriterionAlertQueue } },
    },
    ({ query }, actor) =>
      database.transaction(actor, async (tx) => {
        const place = query.person ?? query.flight;
        const lines = await matchLines(tx, {
          state: query.state ?? "open",
          flight: place === undefined ? null : partsOfKey(place),
          personId: query.person === undefined ? null : partsOfKey(query.person).person,
          ruleId: query.rule ?? null,
          limit: alertsShown + 1,
        });
        return {
          asOf: tx.at.toISOString(),
          alerts: await wireMatches(tx, lines.slice(0, alertsShown)),
          open: await openMatchCount(tx),
          more: lines.length > alertsShown,
        };
      }),
  );
  guarded(
    server,
    {
      method: "GET",
      url: "/api/criterion-alerts/:id",
      action: "view-alert",
      purpose: "needed",
      shows: { kind: "criterion-alert", param: "id" },
      summary: "One alert that rests on a rule, in clear, with what speaks for the traveller",
      schema: { params: byId, response: { 200: CriterionAlertDetail } },
    },
    ({ params }, actor) =>
      database.transaction(actor, async (tx) => {
        const alert = await matchById(tx, params.id);
        if (alert === null) return noSuchAlert;
        const detail = await wireMatch(tx, alert);
        tx.record({
          action: "criterion-alert.viewed",
          subjectKind: "criterion-alert",
          subjectId: params.id,
          about: [alert.person_id],
          detail: { person: detail.personKey, version: alert.version, policies: actor.decision.policies },
        });
        return detail;
      }),
  );
  guarded(
    server,
    {
      method: "POST",
      url: "/api/criterion-alerts/:id/decision",
      action: "decide-alert",
      summary: "Decide one alert that rests on a rule, each innocent explanation answered",
      schema: { params: byId, body: CriterionDecision, response: { 200: CriterionDecisionOutcome } },
    },
    ({ params, body }, actor) =>
      database.transaction(actor, (tx) => decideMatch(tx, params.id, body, actor.decision)),
  );
  guarded(
    server,
    {
      method: "PUT",
      url: "/api/criterion-alerts/:id/assignment",
      action: "assign-alert",
      summary: "Take an alert that rests on a rule, or give it back",
      schema: { params: byId, body: AssignmentCommand, response: { 200: Assignment } },
    },
    ({ params, body }, actor) =>
      database.transaction(actor, async (tx) => {
        const assigned = await assign(
          tx,
          "criterion-alert",
          { alertId: params.id, mine: body.mine },
          actor.decision,
        );
        if (isRefusal(assigned)) return assigned;
        const { assignedTo } = assigned;
        if (assignedTo === null) return { assignedTo: null };
        const names = await displayNames(tx, [assignedTo]);
        return { assignedTo: { id: assignedTo, name: names.get(assignedTo) ?? assignedTo } };
      }),
  );
}
