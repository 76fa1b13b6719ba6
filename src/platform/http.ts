// The HTTP server that slices add their routes to: schemas checked on the way in and out, refusals and errors as problem
// documents, security headers, a log without content.
import type { TypeBoxTypeProvider } from "@fastify/type-provider-typebox";
import fastify, {
  LogController,
  type FastifyBaseLogger,
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  type RawReplyDefaultExpression,
  type RawRequestDefaultExpression,
  type RawServerDefault,
} from "fastify";
import type { TSchema } from "typebox";
import type { Clock } from "./clock.ts";
import type { LogLevel } from "./config.ts";
import { answerBroken } from "./http-broken.ts";
import { foreignHost, foreignSite, securityHeaders } from "./http-headers.ts";
import { isOutOfSpace } from "./out-of-space.ts";
import { describeError, openLog, type LogSink } from "./http-log.ts";
import { cameInPlain, forwardedCertificate, proxiesOf } from "./http-proxy.ts";
import { answerWriter, requestChecker, RequestInvalid, sentence } from "./http-schemas.ts";
import { newId } from "./ids.ts";
import { isRefusal, problemOf, refuse, type Refusal } from "./problem.ts";

export type HttpServer = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression,
  RawReplyDefaultExpression,
  FastifyBaseLogger,
  TypeBoxTypeProvider
>;

declare module "fastify" {
  interface FastifyContextConfig {
    /** The body is taken as bytes (a Buffer), whatever its content type says. */
    raw?: boolean;
    /** The policy action that the route asks for, and whether a purpose must be stated; shown in the API description. */
    action?: string;
    purposeNeeded?: boolean;
  }
}

export type HttpOptions = {
  readonly clock: Clock;
  readonly logLevel?: LogLevel;
  /** Where log lines go; without it to standard error. */
  readonly logSink?: LogSink;
  readonly publicUrl?: string | undefined;
  /** Proxies whose X-Forwarded-For is believed; without any, an address is that of the connection. */
  readonly trustedProxies?: readonly string[];
  /** TLS ends at a proxy before the server: what came to it in plain is refused, and what it says of certificates counts. */
  readonly plainRefused?: boolean;
  readonly certificatesOfProxy?: boolean;
  /** True when only this machine reaches the server. */
  readonly listensOnLoopback: boolean;
};

/** Bodies of /v1 (batches of carriers); elsewhere 1 MiB unless a route says otherwise. */
export const carrierBodyBytesMax = 10 * 1024 * 1024;

/** Makes the server, without routes and not listening. */
export function openHttpServer(options: HttpOptions): HttpServer {
  const server: HttpServer = fastify({
    loggerInstance: openLog(options.logLevel ?? "info", options.logSink),
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => newId(options.clock.now()),
    trustProxy: options.trustedProxies?.length ? [...options.trustedProxies] : false,
    routerOptions: { maxParamLength: 200 },
    // A request has to arrive whole within this time; slow senders do not hold connections.
    requestTimeout: 120_000,
    // At the end requests under way are finished; the server's owner cuts off what takes too long.
    forceCloseConnections: "idle",
    return503OnClosing: true,
    exposeHeadRoutes: false,
    clientErrorHandler: answerBroken(options),
    // Node would answer without a word; foreignHost refuses with one.
    http: { requireHostHeader: false },
    // Addresses that the router cannot read never reach a hook or the error handler.
    frameworkErrors: (error, request, reply) => {
      void reply.headers(securityHeaders(options.publicUrl));
      void sendRefusal(refusalOf(error), request, reply);
    },
  }).withTypeProvider<TypeBoxTypeProvider>();
  server.setValidatorCompiler<TSchema>(requestChecker);
  server.setSerializerCompiler<TSchema>(({ schema, method, url }) =>
    answerWriter(schema as TSchema, (cut) =>
      server.log.error({ method, route: url, fields: cut }, "undeclared field cut"),
    ),
  );
  readBodies(server);
  guardEdges(server, options);
  answerProblems(server);
  return server;
}

/** Bytes for routes that ask for them, JSON for all others. */
function readBodies(server: HttpServer): void {
  const parseJson = server.getDefaultJsonParser("error", "error");
  server.removeAllContentTypeParsers();
  server.addContentTypeParser("application/json", { parseAs: "buffer" }, (request, body, done) => {
    if (request.routeOptions.config.raw) done(null, body);
    else void parseJson(request, body.toString(), done);
  });
  server.addContentTypeParser("*", { parseAs: "buffer" }, (request, body, done) => {
    if (request.routeOptions.config.raw) done(null, body);
    else done(Object.assign(new Error("unsupported media type"), { code: "FST_ERR_CTP_INVALID_MEDIA_TYPE" }));
  });
  server.addHook("onRoute", (route) => {
    if (route.url.startsWith("/v1/")) route.bodyLimit ??= carrierBodyBytesMax;
  });
}

function guardEdges(server: HttpServer, options: HttpOptions): void {
  const headers = securityHeaders(options.publicUrl);
  const served = { publicUrl: options.publicUrl, listensOnLoopback: options.listensOnLoopback };
  const isProxy = proxiesOf(options.trustedProxies ?? []);
  server.decorateRequest("shownToProxy", null);
  server.addHook("onRequest", async (request, reply) => {
    if (options.certificatesOfProxy === true && isProxy(request.raw.socket.remoteAddress))
      request.shownToProxy = forwardedCertificate(request);
    reply.headers(headers);
    if (/^\/(api|v1)(\/|$)/.test(request.url)) reply.header("cache-control", "no-store");
    const refusal =
      (options.plainRefused === true ? cameInPlain(request, isProxy) : undefined) ??
      foreignHost(request, served) ??
      foreignSite(request, options.publicUrl);
    if (refusal !== undefined) return sendRefusal(refusal, request, reply);
    return undefined;
  });
  server.addHook("onResponse", async (request, reply) => {
    // The route's pattern, not the address: no query, no name, nothing a person typed.
    const route = request.routeOptions.url ?? "(none)";
    request.log.info(
      { method: request.method, route, status: reply.statusCode, ms: Math.round(reply.elapsedTime) },
      "answered",
    );
  });
}

function answerProblems(server: HttpServer): void {
  server.addHook("preSerialization", async (request, reply, payload) => {
    if (!isRefusal(payload)) return payload;
    return asProblem(payload, request, reply);
  });
  server.setNotFoundHandler((request, reply) =>
    sendRefusal(
      refuse(
        "no-such-route",
        "There is nothing at this address. The routes are listed in /api/openapi.json.",
        404,
      ),
      request,
      reply,
    ),
  );
  server.setErrorHandler<FastifyError>((error, request, reply) => {
    const refusal = refusalOf(error);
    if (refusal.refused.status >= 500) request.log.error(describeError(error), "failed");
    return sendRefusal(refusal, request, reply);
  });
}

/** Prepares the reply and returns the document; the route's own schemas no longer apply to it. */
function asProblem(refusal: Refusal, request: FastifyRequest, reply: FastifyReply) {
  const { status, retryAfterSeconds } = refusal.refused;
  reply.code(status).type("application/problem+json").serializer(JSON.stringify);
  if (retryAfterSeconds !== undefined) reply.header("retry-after", retryAfterSeconds);
  return problemOf(refusal, request.id);
}

/** Sends a refusal from a hook. */
export function sendRefusal(refusal: Refusal, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  return reply.send(asProblem(refusal, request, reply));
}

/** Sends a JSON document that was written elsewhere. */
export function sendJson(document: Uint8Array, reply: FastifyReply): FastifyReply {
  return reply.type("application/json").send(Buffer.from(document));
}

/** What an error thrown on the way means to who asked. Unknown ones say nothing of their cause. */
function refusalOf(error: FastifyError): Refusal {
  if (error instanceof RequestInvalid) {
    const detail = `The ${error.part} is not as it must be: ${sentence(error.fields)}.`;
    return refuse("request-invalid", detail, 400, { fields: error.fields });
  }
  switch (error.code) {
    case "FST_ERR_CTP_BODY_TOO_LARGE":
      return refuse(
        "body-too-large",
        "The body is larger than this address takes (messages of carriers: 10 MB). Send it in smaller parts.",
        413,
      );
    case "FST_ERR_CTP_INVALID_MEDIA_TYPE":
      return refuse("media-type-unknown", "Send the body as JSON with Content-Type: application/json.", 415);
    case "FST_ERR_CTP_EMPTY_JSON_BODY":
      return refuse("body-missing", "A JSON body is needed here and none came.", 400);
    case "FST_ERR_CTP_INVALID_JSON_BODY":
    case "FST_ERR_CTP_INVALID_CONTENT_LENGTH":
      return refuse(
        "body-malformed",
        "The body is no well-formed JSON, or shorter than its Content-Length.",
        400,
      );
    case "FST_ERR_BAD_URL":
    case "FST_ERR_MAX_PARAM_LENGTH":
      return refuse(
        "address-malformed",
        "The address is malformed: a part is too long or wrongly encoded.",
        400,
      );
    default:
      break;
  }
  if (error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500) {
    return refuse(
      "request-refused",
      "The request cannot be understood. Compare it with /api/openapi.json.",
      error.statusCode,
    );
  }
  if (isOutOfSpace(error)) {
    return refuse(
      "no-space",
      "There is no space left to keep it, and nothing of it was kept. Send it again later: it is taken as soon as there is.",
      503,
      { retryAfterSeconds: 60 },
    );
  }
  if (isDatabaseAway(error)) {
    return refuse("database-away", "The database does not answer at the moment. Try again shortly.", 503, {
      retryAfterSeconds: 5,
    });
  }
  return refuse(
    "failed",
    "This went wrong on the server's side and was logged. Quote the reference to whoever runs it.",
    500,
  );
}

/** SQLSTATEs of a PostgreSQL that is stopping, starting, full or gone. */
const databaseAway: ReadonlySet<string> = new Set(["57P01", "57P02", "57P03", "53300", "08006", "08001"]);

/** Only the database is connected to while a request is answered, so that a lost connection is one to it. */
function isDatabaseAway(error: FastifyError): boolean {
  const syscall: unknown = Reflect.get(error, "syscall");
  return (
    databaseAway.has(error.code) ||
    syscall === "connect" ||
    (["ECONNRESET", "EPIPE"].includes(error.code) && typeof syscall === "string") ||
    /Connection terminated|timeout exceeded when trying to connect/.test(error.message)
  );
}
