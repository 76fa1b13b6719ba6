// Accounts over HTTP, what the sign-in page needs, and live events.
import type { FastifyReply } from "fastify";
import { Type } from "typebox";
import { closed, Uuid } from "#vocabulary";
import { isRefusal, streamEvents, type HttpServer, type LiveFeed } from "#platform";
import type { Action } from "./actions.ts";
import { AccountState, Installation, NewPassword, NewPerson, People, RolesChange } from "./contract.ts";
import { gateOf, guarded, sessionOf, type GateSettings } from "./gate.ts";
import type { Account } from "./people-store.ts";
import {
  addPerson,
  changeRoles,
  closeAccount,
  demonstrationAccounts,
  listPeople,
  resetPassword,
} from "./people.ts";
import { actionsOf } from "./policies.ts";
import { sessionRoutes } from "./session-routes.ts";
import { isEnrolling, strengthNeeded } from "./sign-in-policy.ts";

/** What the sign-in page shows before anyone is signed in. */
export type InstallationFacts = Pick<Installation, "unit" | "zone" | "version">;

/** Adds the routes; the gate must be open (`openGate`). */
export function accessRoutes(server: HttpServer, facts: InstallationFacts): void {
  const gate = gateOf(server);
  sessionRoutes(server, gate);
  peopleRoutes(server, gate);
  server.get(
    "/api/installation",
    { schema: { summary: "What the sign-in page needs", response: { 200: Installation } } },
    async () => ({
      ...facts,
      demonstration: gate.demonstration,
      accounts: gate.demonstration
        ? demonstrationAccounts.map((account) => ({ ...account, roles: [...account.roles] }))
        : [],
    }),
  );
}

const ofPerson = closed({ id: Uuid });

function peopleRoutes(server: HttpServer, gate: GateSettings): void {
  guarded(
    server,
    {
      method: "GET",
      url: "/api/people",
      action: "view-people",
      summary: "Everyone with an account",
      schema: { response: { 200: People } },
    },
    async (_request, actor) => ({ people: (await listPeople(gate, actor)).map(accountOnWire) }),
  );
  guarded(
    server,
    {
      method: "POST",
      url: "/api/people",
      action: "manage-people",
      stepUp: true,
      summary: "Add an account; its one-time password is shown once",
      schema: { body: NewPerson, response: { 201: NewPassword } },
    },
    async (request, actor, reply) => {
      const { signInName, name, roles } = request.body;
      const added = await addPerson(gate, actor, { name: signInName, displayName: name, roles });
      if (isRefusal(added)) return added;
      reply.code(201);
      return { id: added.id, password: added.password };
    },
  );
  guarded(
    server,
    {
      method: "POST",
      url: "/api/people/:id/password",
      action: "manage-people",
      stepUp: true,
      summary: "Give out a new one-time password",
      schema: { params: ofPerson, response: { 201: NewPassword } },
    },
    async (request, actor, reply) => {
      const given = await resetPassword(gate, actor, request.params.id);
      if (isRefusal(given)) return given;
      reply.code(201);
      return { id: request.params.id, password: given.password };
    },
  );
  guarded(
    server,
    {
      method: "PUT",
      url: "/api/people/:id/roles",
      action: "manage-people",
      stepUp: true,
      summary: "Set the roles of a person",
      schema: { params: ofPerson, body: RolesChange, response: { 204: Type.Null() } },
    },
    async (request, actor, reply) => {
      const change = { personId: request.params.id, roles: request.body.roles };
      return (await changeRoles(gate, actor, change)) ?? done(reply);
    },
  );
  guarded(
    server,
    {
      method: "PUT",
      url: "/api/people/:id/state",
      action: "manage-people",
      stepUp: true,
      summary: "Close an account or open it again",
      schema: { params: ofPerson, body: AccountState, response: { 204: Type.Null() } },
    },
    async (request, actor, reply) => {
      const change = { personId: request.params.id, closed: request.body.closed };
      return (await closeAccount(gate, actor, change)) ?? done(reply);
    },
  );
}

function accountOnWire(account: Account): People["people"][number] {
  return {
    id: account.id,
    signInName: account.signInName,
    name: account.displayName,
    roles: [...account.roles],
    closed: account.disabledAt !== null,
    demonstration: account.demonstration,
  };
}

/** 204: done, nothing to say. */
function done(reply: FastifyReply): null {
  reply.code(204);
  return null;
}

/** Which topic of live events needs which action. An event of another topic reaches nobody. */
const topicActions: Readonly<Record<string, Action>> = {
  flight: "view-board",
  alert: "view-alerts",
  case: "view-cases",
  watchlist: "view-watchlists",
  proposal: "view-watchlists",
  criterion: "view-criteria",
  "criterion-alert": "view-alerts",
  receipt: "view-receipts",
  carrier: "view-carriers",
  outage: "view-outages",
  directive: "view-alerts",
  escalation: "view-alerts",
  outgoing: "view-alerts",
  schedule: "view-carriers",
  clearing: "view-clearings",
  quality: "view-quality",
  model: "view-models",
  "rights-request": "view-rights-requests",
};

/**
 * GET /api/live: server-sent events, one line of JSON each ({"topic":…,"subject":…}), only of what the person may see;
 * ends with the session.
 */
export function liveRoutes(
  server: HttpServer,
  feed: LiveFeed,
  options: { readonly heartbeatMs?: number } = {},
): void {
  const gate = gateOf(server);
  guarded(
    server,
    { method: "GET", url: "/api/live", action: "be-signed-in", summary: "Live events (text/event-stream)" },
    async (request, actor, reply) => {
      // A session that may only make a way in hears of nothing.
      const enrolling = isEnrolling(actor.session.strength, strengthNeeded(gate));
      const may = enrolling || actor.session.person.passwordOnce ? [] : actionsOf(actor, gate);
      streamEvents(request, reply, {
        ...options,
        feed,
        allowed: (topic) => {
          const action = topicActions[topic];
          return action !== undefined && may.includes(action);
        },
        // Without touching the session: an open screen alone does not keep somebody signed in.
        stillAllowed: async () => (await sessionOf(gate, request, { touch: false })) !== undefined,
      });
      return reply;
    },
  );
}
