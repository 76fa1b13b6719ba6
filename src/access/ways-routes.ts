// The ways in over HTTP: passkeys, enrolment, and one's own sessions.
import type { FastifyRequest } from "fastify";
import { Type } from "typebox";
import { isRefusal, sendRefusal, type HttpServer } from "#platform";
import { Session } from "./contract.ts";
import { signInToEnrol } from "./enrolment.ts";
import { guarded, type GateSettings } from "./gate.ts";
import {
  passkeyMade,
  passkeyToMake,
  passkeyToProveWith,
  passkeyToSignInWith,
  removePasskey,
  signInByPasskey,
  stepUpByPasskey,
} from "./passkeys.ts";
import { relyingParty } from "./relying-party.ts";
import { letIn, renewed, sessionOnWire, visitorOf } from "./session-routes.ts";
import { endOtherSessions, endOwnSession } from "./sessions.ts";
import { ownWays } from "./ways.ts";
import { EnrolmentSecret, OneOfOwn, PasskeyAnswer, PasskeyMade, WaysIn } from "./ways-contract.ts";

/** Options of WebAuthn go through as the library made them. */
const Options = Type.Unsafe<object>(Type.Unknown());

/** Adds the routes. */
export function waysRoutes(server: HttpServer, gate: GateSettings): void {
  signInRoutes(server, gate);
  makingRoutes(server, gate);
  provingRoutes(server, gate);
  ownRoutes(server, gate);
}

/** The gate's settings with the name that passkeys belong to where this request came in. */
function withParty(gate: GateSettings, request: FastifyRequest) {
  return { ...gate, party: relyingParty(gate.signIn?.publicUrl, request.socket.localPort) };
}

function signInRoutes(server: HttpServer, gate: GateSettings): void {
  server.post(
    "/api/session/passkey/challenge",
    { schema: { summary: "What a passkey has to sign to sign in", response: { 200: Options } } },
    async (request, reply) => {
      const options = await passkeyToSignInWith(withParty(gate, request), request.ip);
      return isRefusal(options) ? sendRefusal(options, request, reply) : options;
    },
  );
  server.post(
    "/api/session/passkey",
    { schema: { summary: "Sign in with a passkey", body: PasskeyAnswer, response: { 201: Session } } },
    async (request, reply) => {
      const by = { answer: request.body, visitor: visitorOf(gate, request) };
      const opened = await signInByPasskey(withParty(gate, request), by);
      if (isRefusal(opened)) return sendRefusal(opened, request, reply);
      await letIn(gate, opened, request, reply);
      return sessionOnWire(gate, opened);
    },
  );
  server.post(
    "/api/session/enrolment",
    {
      schema: {
        summary: "Sign in with an enrolment's code, to make a passkey and for nothing else",
        body: EnrolmentSecret,
        response: { 201: Session },
      },
    },
    async (request, reply) => {
      const by = { secret: request.body.secret, visitor: visitorOf(gate, request) };
      const opened = await signInToEnrol(gate, by);
      if (isRefusal(opened)) return sendRefusal(opened, request, reply);
      await letIn(gate, opened, request, reply);
      return sessionOnWire(gate, opened);
    },
  );
}

function makingRoutes(server: HttpServer, gate: GateSettings): void {
  guarded(
    server,
    {
      method: "POST",
      url: "/api/session/passkeys/challenge",
      action: "be-signed-in",
      summary: "What an authenticator needs to make a passkey",
      schema: { response: { 200: Options } },
    },
    async (request, actor) =>
      passkeyToMake(withParty(gate, request), actor, { session: actor.session, address: request.ip }),
  );
  guarded(
    server,
    {
      method: "POST",
      url: "/api/session/passkeys",
      action: "be-signed-in",
      summary: "Register the passkey that an authenticator made",
      schema: { body: PasskeyMade, response: { 200: Session } },
    },
    async (request, actor, reply) => {
      const by = { session: actor.session, made: request.body };
      return renewed(gate, await passkeyMade(withParty(gate, request), actor, by), reply);
    },
  );
  guarded(
    server,
    {
      method: "DELETE",
      url: "/api/session/passkeys/:id",
      action: "be-signed-in",
      stepUp: true,
      summary: "Remove one of one's own passkeys",
      schema: { params: OneOfOwn, response: { 200: Session } },
    },
    async (request, actor, reply) => {
      const by = { session: actor.session, id: request.params.id };
      return renewed(gate, await removePasskey(gate, actor, by), reply);
    },
  );
}

function provingRoutes(server: HttpServer, gate: GateSettings): void {
  guarded(
    server,
    {
      method: "POST",
      url: "/api/session/step-up/challenge",
      action: "be-signed-in",
      summary: "What a passkey has to sign to prove that it is still you",
      schema: { response: { 200: Options } },
    },
    async (request, actor) =>
      passkeyToProveWith(withParty(gate, request), actor, { session: actor.session, address: request.ip }),
  );
  guarded(
    server,
    {
      method: "POST",
      url: "/api/session/step-up/passkey",
      action: "be-signed-in",
      summary: "Prove by a passkey that it is still you",
      schema: { body: PasskeyAnswer, response: { 200: Session } },
    },
    async (request, actor, reply) => {
      const by = { session: actor.session, answer: request.body };
      return renewed(gate, await stepUpByPasskey(withParty(gate, request), actor, by), reply);
    },
  );
}

function ownRoutes(server: HttpServer, gate: GateSettings): void {
  guarded(
    server,
    {
      method: "GET",
      url: "/api/session/ways",
      action: "be-signed-in",
      summary: "One's own ways in, and where one is signed in",
      schema: { response: { 200: WaysIn } },
    },
    async (_request, actor) => ownWays(gate, actor, actor.session.id),
  );
  guarded(
    server,
    {
      method: "DELETE",
      url: "/api/session/list/:id",
      action: "be-signed-in",
      summary: "End one of one's own sessions",
      schema: { params: OneOfOwn, response: { 204: Type.Null() } },
    },
    async (request, actor, reply) => {
      const refusal = await endOwnSession(gate, actor, request.params.id);
      if (refusal !== undefined) return refusal;
      reply.code(204);
      return null;
    },
  );
  guarded(
    server,
    {
      method: "DELETE",
      url: "/api/session/list",
      action: "be-signed-in",
      summary: "End all of one's own sessions but this one",
      schema: { response: { 204: Type.Null() } },
    },
    async (_request, actor, reply) => {
      await endOtherSessions(gate, actor, actor.session.id);
      reply.code(204);
      return null;
    },
  );
}
