// Own data over HTTP: the public side, open to everyone, and the data protection officer's desk.
import { guarded } from "#access";
import { isRefusal, refuse, sendRefusal, systemActor, type HttpServer } from "#platform";
import { Uuid } from "#vocabulary";
import { Type } from "typebox";
import {
  Answering,
  IdentityStep,
  LimitationReview,
  NewComplaint,
  NewRequest,
  OwnRecords,
  PersonActs,
  PublicNotice,
  RequestFile,
  RequestReceipt,
  Requests,
  RequestStatus,
  StatusQuestion,
} from "./contract.ts";
import { compileHistory, type HistoryServices } from "./history.ts";
import { openOften } from "./often.ts";
import { publicNotice, type NoticeFacts } from "./public-notice.ts";
import { listedRequests } from "./request-store.ts";
import {
  answerRequest,
  confirmIdentity,
  fileOf,
  identityConfirmed,
  recordsFor,
  rowOf,
  statusOf,
  takeComplaint,
  takeRequest,
} from "./requests.ts";
import { review } from "./limitation.ts";
import { executionRoutes } from "./execution-routes.ts";
import type { ExecutionServices } from "./executions.ts";

export type RightsRoutesServices = HistoryServices &
  ExecutionServices & { readonly notice: () => Promise<NoticeFacts> };

const asker = systemActor("rights");
const requestsPerHour = 10;
const questionsPerHour = 60;
const listed = 500;
const byId = Type.Object({ id: Uuid });

/** Adds the routes; the gate must be open. */
export function rightsRoutes(server: HttpServer, services: RightsRoutesServices): void {
  publicRoutes(server, services);
  deskRoutes(server, services);
  executionRoutes(server, services);
}

function publicRoutes(server: HttpServer, services: RightsRoutesServices): void {
  const { database, clock } = services;
  const takes = openOften({ perHour: requestsPerHour });
  const tells = openOften({ perHour: questionsPerHour });
  const slowed = (seconds: number) =>
    refuse("asked-too-often", `Too many requests from this address. Try again in ${seconds} seconds.`, 429, {
      retryAfterSeconds: seconds,
    });
  server.get(
    "/api/public/processing",
    { schema: { summary: "What is done with travellers' data here", response: { 200: PublicNotice } } },
    async () => publicNotice(services.profile, await services.notice()),
  );
  server.post<{ Body: NewRequest }>(
    "/api/public/requests",
    {
      schema: {
        summary: "Ask about one's own data; no account is needed",
        body: NewRequest,
        response: { 201: RequestReceipt },
      },
    },
    async (request, reply) => {
      const wait = takes(request.ip, clock.now());
      if (wait > 0) return sendRefusal(slowed(wait), request, reply);
      const taken = await database.transaction(asker, (tx) => takeRequest(tx, services, request.body));
      reply.code(201);
      return taken;
    },
  );
  server.post<{ Body: NewComplaint }>(
    "/api/public/complaints",
    {
      schema: {
        summary:
          "Complain about what is done with travellers' data, without saying who one is; no account is needed",
        body: NewComplaint,
        response: { 201: RequestReceipt },
      },
    },
    async (request, reply) => {
      const wait = takes(request.ip, clock.now());
      if (wait > 0) return sendRefusal(slowed(wait), request, reply);
      const taken = await database.transaction(asker, (tx) => takeComplaint(tx, services, request.body));
      reply.code(201);
      return taken;
    },
  );
  server.post<{ Body: { reference: string; code: string } }>(
    "/api/public/requests/status",
    {
      schema: { summary: "How a request stands", body: StatusQuestion, response: { 200: RequestStatus } },
    },
    async (request, reply) => {
      const wait = tells(request.ip, clock.now());
      if (wait > 0) return sendRefusal(slowed(wait), request, reply);
      const status = await database.transaction(asker, (tx) => statusOf(tx, services, request.body));
      return isRefusal(status) ? sendRefusal(status, request, reply) : status;
    },
  );
}

function deskRoutes(server: HttpServer, services: RightsRoutesServices): void {
  const { database } = services;
  guarded(
    server,
    {
      method: "POST",
      url: "/api/rights/limitations/:id/review",
      action: "review-limitation",
      summary: "The supervisory authority upholds or lifts the restriction of a right",
      schema: { params: byId, body: LimitationReview, response: { 204: Type.Null() } },
    },
    async ({ params, body }, actor, reply) => {
      const refused = await database.transaction(actor, (tx) => review(tx, params.id, body));
      if (refused !== undefined) return refused;
      reply.code(204);
      return null;
    },
  );
  guarded(
    server,
    {
      method: "GET",
      url: "/api/rights/requests",
      action: "view-rights-requests",
      summary: "Requests about own data, by their due time, without who asked",
      schema: { response: { 200: Requests } },
    },
    (_request, actor) =>
      database.transaction(actor, async (tx) => ({
        requests: (await listedRequests(tx, listed)).map((request) => rowOf(request, tx.at)),
      })),
  );
  guarded(
    server,
    {
      method: "GET",
      url: "/api/rights/requests/:id",
      action: "view-rights-request",
      purpose: "needed",
      shows: { kind: "request", param: "id" },
      summary: "One request in clear",
      schema: { params: byId, response: { 200: RequestFile } },
    },
    ({ params }, actor) => database.transaction(actor, (tx) => fileOf(tx, services, params.id)),
  );
  guarded(
    server,
    {
      method: "GET",
      url: "/api/rights/requests/:id/records",
      action: "view-rights-request",
      purpose: "needed",
      shows: { kind: "request", param: "id" },
      summary: "What is held on whoever asked",
      schema: { params: byId, response: { 200: OwnRecords } },
    },
    ({ params }, actor) => database.transaction(actor, (tx) => recordsFor(tx, services, params.id)),
  );
  guarded(
    server,
    {
      method: "GET",
      url: "/api/rights/requests/:id/history",
      action: "view-rights-request",
      purpose: "needed",
      shows: { kind: "request", param: "id" },
      summary: "What was done with the data of whoever asked, and who was given them, from the ledger",
      schema: { params: byId, response: { 200: PersonActs } },
    },
    ({ params }, actor) =>
      database.transaction(actor, async (tx) => {
        const identity = await identityConfirmed(tx, services, params.id);
        if (isRefusal(identity)) return identity;
        return compileHistory(tx, services, identity, {
          subjectKind: "rights-request",
          subjectId: params.id,
        });
      }),
  );
  guarded(
    server,
    {
      method: "POST",
      url: "/api/rights/requests/:id/identity",
      action: "answer-rights-request",
      summary: "Write down that it is sure who asks, or that more is wanted",
      schema: { params: byId, body: IdentityStep, response: { 204: Type.Null() } },
    },
    async ({ params, body }, actor, reply) => {
      const refused = await database.transaction(actor, (tx) => confirmIdentity(tx, params.id, body));
      if (refused !== undefined) return refused;
      reply.code(204);
      return null;
    },
  );
  guarded(
    server,
    {
      method: "POST",
      url: "/api/rights/requests/:id/answer",
      action: "answer-rights-request",
      purpose: "needed",
      shows: { kind: "request", param: "id" },
      summary: "Answer a request",
      schema: { params: byId, body: Answering, response: { 204: Type.Null() } },
    },
    async ({ params, body }, actor, reply) => {
      const refused = await database.transaction(actor, (tx) => answerRequest(tx, services, params.id, body));
      if (refused !== undefined) return refused;
      reply.code(204);
      return null;
    },
  );
}
