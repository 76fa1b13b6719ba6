// Carrying rights out over HTTP: the officer grants, a supervisor carries out; and what stands beside a record.
import { guarded } from "#access";
import type { HttpServer } from "#platform";
import { Uuid } from "#vocabulary";
import { Type } from "typebox";
import { besideRecord } from "./beside.ts";
import { Beside, ExecutionDecision, ExecutionDetails, Executions, Granting } from "./contract.ts";
import {
  decideOnExecution,
  executionDetails,
  executionRows,
  grantExecution,
  type ExecutionServices,
} from "./executions.ts";

const byId = Type.Object({ id: Uuid });
const byExecution = Type.Object({ id: Uuid, execution: Uuid });
const listed = 200;

/** Adds the routes; the gate must be open. */
export function executionRoutes(server: HttpServer, services: ExecutionServices): void {
  const { database } = services;
  guarded(
    server,
    {
      method: "GET",
      url: "/api/rights/executions",
      action: "view-rights-executions",
      summary: "What was granted on requests about own data, what waits first; without who asked",
      schema: { response: { 200: Executions } },
    },
    (_request, actor) => database.transaction(actor, (tx) => executionRows(tx, listed)),
  );
  guarded(
    server,
    {
      method: "GET",
      url: "/api/rights/requests/:id/executions",
      action: "view-rights-execution",
      purpose: "needed",
      shows: { kind: "request", param: "id" },
      summary: "What was granted on one request, in clear",
      schema: { params: byId, response: { 200: ExecutionDetails } },
    },
    ({ params }, actor) => database.transaction(actor, (tx) => executionDetails(tx, services, params.id)),
  );
  guarded(
    server,
    {
      method: "POST",
      url: "/api/rights/requests/:id/executions",
      action: "answer-rights-request",
      purpose: "needed",
      shows: { kind: "request", param: "id" },
      summary: "Grant an erasure or a correction, for a supervisor to carry out",
      schema: { params: byId, body: Granting, response: { 204: Type.Null() } },
    },
    async ({ params, body }, actor, reply) => {
      const refused = await database.transaction(actor, (tx) =>
        grantExecution(tx, services, params.id, body),
      );
      if (refused !== undefined) return refused;
      reply.code(204);
      return null;
    },
  );
  guarded(
    server,
    {
      method: "POST",
      url: "/api/rights/requests/:id/executions/:execution/decision",
      action: "execute-rights",
      stepUp: true,
      summary: "Carry out what the officer granted, or say why not",
      schema: { params: byExecution, body: ExecutionDecision, response: { 204: Type.Null() } },
    },
    async ({ params, body }, actor, reply) => {
      const of = { requestId: params.id, executionId: params.execution };
      const refused = await decideOnExecution(database, actor, services, of, body);
      if (refused !== undefined) return refused;
      reply.code(204);
      return null;
    },
  );
  guarded(
    server,
    {
      method: "GET",
      url: "/api/rights/beside/:personKey",
      action: "view-person",
      purpose: "needed",
      shows: { kind: "person", param: "personKey" },
      summary: "Notes, restrictions, corrections and a redress number beside one record",
      schema: {
        params: Type.Object({
          personKey: Type.String({ pattern: "^\\d{4}-\\d{2}-\\d{2}(_[0-9a-f-]{36}){2}$" }),
        }),
        response: { 200: Beside },
      },
    },
    ({ params }, actor) => database.transaction(actor, (tx) => besideRecord(tx, services, params.personKey)),
  );
}
