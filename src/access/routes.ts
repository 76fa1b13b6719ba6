// Who is signed in, over HTTP: signing in and out, the own language and password, accounts, and live events.
import type { FastifyReply, FastifyRequest } from "fastify";
import { Type } from "typebox";
import { closed, Uuid } from "#vocabulary";
import { isRefusal, sendRefusal, streamEvents, type HttpServer, type LiveFeed } from "#platform";
import type { Action } from "./actions.ts";
import {
  AccountState,
  Installation,
  LocaleChoice,
  NewPassword,
  NewPerson,
  PasswordChange,
  People,
  RolesChange,
  Session,
  SignIn,
} from "./contract.ts";
import { gateOf, guarded, sessionOf, type GateSettings } from "./gate.ts";
import { setLocale, type Account } from "./people-store.ts";
import {
  addPerson,
  changeRoles,
  closeAccount,
  demonstrationAccounts,
  listPeople,
  resetPassword,
} from "./people.ts";
import { actionsOf, purposesOf } from "./policies.ts";
import { sessionCookie, tokenFrom } from "./session.ts";
import { changePassword, signIn, signOut } from "./sign-in.ts";
import type { Person } from "./store.ts";

/** What the sign-in page shows before anyone is signed in. */
export type InstallationFacts = Pick<Installation, "unit" | "zone" | "version">;

/** Adds the routes; the gate must be open (`openGate`). */
export function accessRoutes(server: HttpServer, facts: InstallationFacts): void {
  const gate = gateOf(server);
  sessionRoutes(server, gate);
  ownRoutes(server, gate);
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

function sessionRoutes(server: HttpServer, gate: GateSettings): void {
  server.post(
    "/api/session",
    { schema: { summary: "Sign in", body: SignIn, response: { 201: Session } } },
    async (request, reply) => {
      const opened = await signIn(gate, { ...request.body, address: request.ip });
      if (isRefusal(opened)) return sendRefusal(opened, request, reply);
      // Whoever was signed in here before is so no longer.
      await endSession(gate, request);
      reply.header("set-cookie", sessionCookie(opened.token, opened.expiresAt, gate.secureCookie)).code(201);
      return sessionOnWire(gate, opened.person, opened.expiresAt);
    },
  );
  guarded(
    server,
    {
      method: "GET",
      url: "/api/session",
      action: "be-signed-in",
      summary: "Who is signed in",
      schema: { response: { 200: Session } },
    },
    async (_request, { session }) => sessionOnWire(gate, session.person, session.expiresAt),
  );
  server.delete(
    "/api/session",
    { schema: { summary: "Sign out", response: { 204: Type.Null() } } },
    async (request, reply) => {
      await endSession(gate, request);
      return reply
        .header("set-cookie", sessionCookie("", new Date(0), gate.secureCookie))
        .code(204)
        .send(null);
    },
  );
}

async function endSession(gate: GateSettings, request: FastifyRequest): Promise<void> {
  const token = tokenFrom(request.headers.cookie, gate.secureCookie);
  if (token !== undefined) await signOut(gate, token);
}

function sessionOnWire(gate: GateSettings, person: Person, expiresAt: Date): Session {
  const actor = { id: person.id, roles: person.roles, tenant: person.tenant, purpose: null };
  return {
    person: { id: person.id, name: person.displayName, roles: [...person.roles], locale: person.locale },
    may: person.passwordOnce ? [] : [...actionsOf(actor, gate)],
    purposes: [...purposesOf(actor, gate)],
    passwordChangeNeeded: person.passwordOnce,
    expiresAt: expiresAt.toISOString(),
  };
}

function ownRoutes(server: HttpServer, gate: GateSettings): void {
  guarded(
    server,
    {
      method: "PUT",
      url: "/api/session/locale",
      action: "be-signed-in",
      summary: "Choose the language of the screens",
      schema: { body: LocaleChoice, response: { 204: Type.Null() } },
    },
    async (request, actor, reply) => {
      await gate.database.transaction(actor, (tx) => setLocale(tx, actor.id, request.body.locale));
      return done(reply);
    },
  );
  guarded(
    server,
    {
      method: "PUT",
      url: "/api/session/password",
      action: "be-signed-in",
      summary: "Choose another password",
      schema: { body: PasswordChange, response: { 204: Type.Null() } },
    },
    async (request, actor, reply) => {
      const token = tokenFrom(request.headers.cookie, gate.secureCookie) ?? "";
      return (await changePassword(gate, actor, { ...request.body, token })) ?? done(reply);
    },
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
      const may = actionsOf(actor, gate);
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
