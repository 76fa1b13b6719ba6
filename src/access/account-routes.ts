// Accounts over HTTP: the list, requests for them, their execution by an administrator, the secret for who asked (F16).
import { Type } from "typebox";
import { closed, Uuid } from "#vocabulary";
import { isRefusal, type HttpServer } from "#platform";
import { askForAccount, closeAccountRequest, handOver, listRequests, oversees } from "./account-requests.ts";
import type { AccountRequestRow } from "./account-request-store.ts";
import { AccountRequestForm, AccountRequests, AccountState, NewPassword, RequestMade } from "./contract.ts";
import { gateOf, guarded, type GateSettings } from "./gate.ts";
import { closeAccount } from "./people.ts";

const byId = closed({ id: Uuid });

/** Adds the routes of accounts and of requests for them. */
export function accountRoutes(server: HttpServer): void {
  const gate = gateOf(server);
  requestRoutes(server, gate);
  guarded(
    server,
    {
      method: "PUT",
      url: "/api/people/:id/state",
      action: "manage-people",
      stepUp: true,
      summary: "Close an account at once; one is opened again on request",
      schema: { params: byId, body: AccountState, response: { 204: Type.Null() } },
    },
    async (request, actor, reply) => {
      const refusal = await closeAccount(
        gate,
        actor,
        { personId: request.params.id, closed: true },
        oversees,
      );
      if (refusal !== undefined) return refusal;
      reply.code(204);
      return null;
    },
  );
}

function requestRoutes(server: HttpServer, gate: GateSettings): void {
  guarded(
    server,
    {
      method: "GET",
      url: "/api/people/requests",
      action: "view-people",
      summary: "Requests for accounts and roles, open ones first",
      schema: { response: { 200: AccountRequests } },
    },
    async (_request, actor) => ({ requests: (await listRequests(gate, actor)).map(requestOnWire) }),
  );
  guarded(
    server,
    {
      method: "POST",
      url: "/api/people/requests",
      action: "ask-for-account",
      summary: "Ask for an account, other roles, a new secret, or the opening of an account",
      schema: { body: AccountRequestForm, response: { 201: RequestMade } },
    },
    async (request, actor, reply) => {
      const asked = await askForAccount(gate, actor, request.body);
      if (!isRefusal(asked)) reply.code(201);
      return asked;
    },
  );
  for (const [path, action, outcome, summary] of [
    [
      "execution",
      "manage-people",
      { state: "executed", confirming: false },
      "Carry out what another person asked for",
    ],
    [
      "refusal",
      "manage-people",
      { state: "refused", confirming: false },
      "Refuse what another person asked for",
    ],
    [
      "confirmation",
      "confirm-command",
      { state: "executed", confirming: true },
      "Confirm what the command line asked",
    ],
    [
      "rejection",
      "confirm-command",
      { state: "refused", confirming: true },
      "Refuse what the command line asked",
    ],
  ] as const) {
    guarded(
      server,
      {
        method: "POST",
        url: `/api/people/requests/:id/${path}`,
        action,
        stepUp: true,
        summary,
        schema: { params: byId, response: { 204: Type.Null() } },
      },
      async (request, actor, reply) => {
        const refusal = await closeAccountRequest(gate, actor, request.params.id, outcome);
        if (refusal !== undefined) return refusal;
        reply.code(204);
        return null;
      },
    );
  }
  guarded(
    server,
    {
      method: "POST",
      url: "/api/people/requests/:id/secret",
      action: "ask-for-account",
      stepUp: true,
      summary: "The one-time secret of an account, for who asked for it; shown once",
      schema: { params: byId, response: { 201: NewPassword } },
    },
    async (request, actor, reply) => {
      const given = await handOver(gate, actor, request.params.id);
      if (!isRefusal(given)) reply.code(201);
      return given;
    },
  );
}

function requestOnWire(row: AccountRequestRow): AccountRequests["requests"][number] {
  return {
    id: row.request_id,
    kind: row.kind,
    personId: row.person_id,
    signInName: row.sign_in_name,
    name: row.display_name,
    tenant: row.tenant,
    roles: row.roles,
    reason: row.reason,
    flags: [...row.flags],
    state: row.state,
    askedBy: row.asked_by,
    askedAt: row.asked_at.toISOString(),
    executedBy: row.executed_by,
    executedAt: row.executed_at?.toISOString() ?? null,
  };
}
