// Single sign-on over HTTP: the way to the provider, the way back, and unlinking.
import type { FastifyRequest } from "fastify";
import { isRefusal, sendRefusal, type HttpServer } from "#platform";
import { Session } from "./contract.ts";
import { guarded, sessionOf, type GateSettings } from "./gate.ts";
import { cookieOf, tokenFrom } from "./session.ts";
import { letIn, renewed, visitorOf } from "./session-routes.ts";
import { comeBack, goToProvider, removeIdentity, type Return } from "./single-sign-on.ts";
import { OneOfOwn, SingleSignOnAddress, SingleSignOnWish } from "./ways-contract.ts";

/** Adds the routes. Without a provider they refuse, and say which setting is missing. */
export function singleSignOnRoutes(server: HttpServer, gate: GateSettings): void {
  const { secureCookie } = gate;
  server.post(
    "/api/session/single-sign-on",
    {
      schema: {
        summary: "The address at the provider of single sign-on to go to",
        body: SingleSignOnWish,
        response: { 200: SingleSignOnAddress },
      },
    },
    async (request, reply) => {
      const session = await sessionOf(gate, request);
      const from = { session, address: request.ip, origin: originOf(gate, request) };
      const begun = await goToProvider(gate, request.body, from);
      if (isRefusal(begun)) return sendRefusal(begun, request, reply);
      reply.header("set-cookie", cookieOf("flow", begun.secret, begun.expiresAt, secureCookie));
      return { address: begun.address };
    },
  );
  server.get(
    "/api/session/single-sign-on/return",
    { schema: { summary: "Where the provider sends the browser back to" } },
    async (request, reply) => {
      const back = await comeBack(gate, {
        secret: tokenFrom(request.headers.cookie, secureCookie, "flow"),
        query: request.url.split("?")[1] ?? "",
        origin: originOf(gate, request),
        visitor: visitorOf(gate, request),
      });
      reply.header("set-cookie", cookieOf("flow", "", new Date(0), secureCookie));
      if ("session" in back) {
        if (back.use === "sign-in") await letIn(gate, back.session, request, reply);
        else renewed(gate, back.session, reply);
      } else {
        const { code } = back.refusal.refused;
        request.log.warn({ code, cause: back.cause ?? code }, "single sign-on was refused");
      }
      return reply.redirect(pageAfter(back), 303);
    },
  );
  guarded(
    server,
    {
      method: "DELETE",
      url: "/api/session/identities/:id",
      action: "be-signed-in",
      stepUp: true,
      summary: "Unlink one of one's own identities",
      schema: { params: OneOfOwn, response: { 200: Session } },
    },
    async (request, actor, reply) => {
      const by = { session: actor.session, id: request.params.id };
      return renewed(gate, await removeIdentity(gate, actor, by), reply);
    },
  );
}

/** The address that people reach this server by: the one set up, else the one asked for, which is this machine's own. */
function originOf(gate: GateSettings, request: FastifyRequest): string {
  return gate.signIn?.publicUrl ?? `http://${request.host}`;
}

/** The page that is shown after coming back; a refusal is told there by its code alone. */
function pageAfter(back: Return): string {
  if ("session" in back) return back.to;
  const refused = new URLSearchParams({ refused: back.refusal.refused.code });
  if (back.use !== "sign-in") return `/me/access?${refused.toString()}`;
  if (back.to !== "/") refused.set("to", back.to);
  return `/sign-in?${refused.toString()}`;
}
