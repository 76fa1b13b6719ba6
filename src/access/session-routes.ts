// Who is signed in, over HTTP: signing in and out, the own language and password, proving anew who one is.
import type { FastifyReply, FastifyRequest } from "fastify";
import { Type } from "typebox";
import { isRefusal, sendRefusal, type HttpServer, type Refusal } from "#platform";
import { LocaleChoice, PasswordChange, Session, SignIn, StepUp } from "./contract.ts";
import { guarded, type GateSettings } from "./gate.ts";
import { setLocale } from "./people-store.ts";
import { actionsOf, purposesOf } from "./policies.ts";
import { cookieOf, deviceLabel, tokenFrom } from "./session.ts";
import { asleepOnWire } from "./standing.ts";
import { actorOf, type NewSession, type Visitor } from "./sessions.ts";
import { isEnrolling, strengthNeeded } from "./sign-in-policy.ts";
import { changePassword, signIn, signOut } from "./sign-in.ts";
import { stepUpByPassword } from "./step-up.ts";

/** What a session shows of itself on the wire. */
type Shown = Pick<NewSession, "person" | "strength" | "provedAt" | "expiresAt">;

/** Adds the routes of signing in by name and password, and of the session itself. */
export function sessionRoutes(server: HttpServer, gate: GateSettings): void {
  server.post(
    "/api/session",
    { schema: { summary: "Sign in by name and password", body: SignIn, response: { 201: Session } } },
    async (request, reply) => {
      const opened = await signIn(gate, { ...request.body, visitor: visitorOf(gate, request) });
      if (isRefusal(opened)) return sendRefusal(opened, request, reply);
      await letIn(gate, opened, request, reply);
      return sessionOnWire(gate, opened);
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
    async (_request, { session }) => sessionOnWire(gate, session),
  );
  server.delete(
    "/api/session",
    { schema: { summary: "Sign out", response: { 204: Type.Null() } } },
    async (request, reply) => {
      await endSession(gate, request);
      return reply
        .header("set-cookie", cookieOf("session", "", new Date(0), gate.secureCookie))
        .code(204)
        .send(null);
    },
  );
  guarded(
    server,
    {
      method: "POST",
      url: "/api/session/step-up",
      action: "be-signed-in",
      summary: "Prove by the password that it is still you, where that is accepted",
      schema: { body: StepUp, response: { 200: Session } },
    },
    async (request, actor, reply) => {
      const { session } = actor;
      const proof = { session, password: request.body.password, address: request.ip };
      return renewed(gate, await stepUpByPassword(gate, actor, proof), reply);
    },
  );
  ownRoutes(server, gate);
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
      reply.code(204);
      return null;
    },
  );
  guarded(
    server,
    {
      method: "PUT",
      url: "/api/session/password",
      action: "be-signed-in",
      summary: "Choose another password",
      schema: { body: PasswordChange, response: { 200: Session } },
    },
    async (request, actor, reply) => {
      const { current, next } = request.body;
      const change = { current, next, session: actor.session };
      return renewed(gate, await changePassword(gate, actor, change), reply);
    },
  );
}

/** Who asks to be let in, as far as the connection tells. */
export function visitorOf(gate: GateSettings, request: FastifyRequest): Visitor {
  return {
    address: request.ip,
    label: deviceLabel(request.headers["user-agent"]),
    device: tokenFrom(request.headers.cookie, gate.secureCookie, "device"),
  };
}

/** Hands the cookies of a session just opened; whoever was signed in here before is so no longer. */
export async function letIn(
  gate: GateSettings,
  opened: NewSession,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  await endSession(gate, request);
  reply
    .header("set-cookie", cookieOf("session", opened.token, opened.expiresAt, gate.secureCookie))
    .code(201);
  const { device } = opened;
  if (device !== undefined)
    reply.header("set-cookie", cookieOf("device", device.token, device.expiresAt, gate.secureCookie));
}

/** The answer of a session that goes on under another token, or why it does not. */
export function renewed(
  gate: GateSettings,
  outcome: NewSession | Refusal,
  reply: FastifyReply,
): Session | Refusal {
  if (isRefusal(outcome)) return outcome;
  reply.header("set-cookie", cookieOf("session", outcome.token, outcome.expiresAt, gate.secureCookie));
  return sessionOnWire(gate, outcome);
}

async function endSession(gate: GateSettings, request: FastifyRequest): Promise<void> {
  const token = tokenFrom(request.headers.cookie, gate.secureCookie);
  if (token !== undefined) await signOut(gate, token);
}

export function sessionOnWire(gate: GateSettings, shown: Shown): Session {
  const { person, strength, provedAt, expiresAt } = shown;
  const actor = actorOf(person);
  const passkeyNeeded = isEnrolling(strength, strengthNeeded(gate));
  return {
    person: { id: person.id, name: person.displayName, roles: [...person.roles], locale: person.locale },
    may: person.passwordOnce || passkeyNeeded ? [] : [...actionsOf(actor, gate)],
    purposes: purposesOf(actor, gate).filter((purpose) => person.secondedFor?.includes(purpose) ?? true),
    asleep: asleepOnWire(person.asleep),
    passwordChangeNeeded: person.passwordOnce && !passkeyNeeded,
    passkeyNeeded,
    strength,
    provedAt: provedAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
  };
}
