// What the carriers' own page needs besides sending: a check before it, and what was received of late.
import type { FastifyRequest } from "fastify";
import { agreementWith } from "#carriers";
import {
  carrierBodyBytesMax,
  isRefusal,
  sendJson,
  sendRefusal,
  systemActor,
  type Aside,
  type Asking,
  type HttpServer,
} from "#platform";
import { admitting, senderOf, type PushServices } from "./carrier-routes.ts";
import { checked, givenBack, type CheckGiven } from "./check-aside.ts";
import { deliveriesOf } from "./read-store.ts";
import { CheckedTransmission, OwnDeliveries } from "./send-contract.ts";
import { sendReport } from "./template-routes.ts";

const shownMax = 50;
const module = new URL("./check-aside.ts", import.meta.url).href;
const checkQuestion = { module, answers: checked };
const backQuestion = { module, answers: givenBack };

/** `aside`: where what is only checked is worked out. */
export type CheckServices = PushServices & { readonly aside: Aside };

/** POST /v1/check and GET /v1/deliveries: see send-contract.ts. */
export function sendRoutes(server: HttpServer, services: CheckServices): void {
  const onRequest = admitting(services);
  server.route({
    method: "POST",
    url: "/v1/check",
    config: { raw: true },
    onRequest,
    bodyLimit: carrierBodyBytesMax,
    schema: {
      summary: "What would become of a transmission; nothing of it is kept",
      response: { 200: CheckedTransmission },
    },
    handler: async (request, reply) => {
      const [asking, given] = await held(services, request);
      const told = await services.aside.ask(asking, checkQuestion, given);
      if (isRefusal(told)) return sendRefusal(told, request, reply);
      return sendJson(told, reply);
    },
  });
  server.route({
    method: "POST",
    url: "/v1/check/report",
    config: { raw: true },
    onRequest,
    bodyLimit: carrierBodyBytesMax,
    schema: { summary: "A manifest with what is wrong beside each row; nothing of it is kept" },
    handler: async (request, reply) => {
      const [asking, given] = await held(services, request);
      const report = await services.aside.ask(asking, backQuestion, given);
      return isRefusal(report) ? sendRefusal(report, request, reply) : sendReport(report, reply);
    },
  });
  server.route({
    method: "GET",
    url: "/v1/deliveries",
    onRequest,
    schema: { summary: "A carrier's own deliveries of late", response: { 200: OwnDeliveries } },
    handler: async (request) => {
      const sender = senderOf(request);
      const rows = await services.database.transaction(systemActor("intake"), (tx) =>
        deliveriesOf(tx, sender.id, shownMax),
      );
      return {
        carrier: { code: sender.code },
        deliveries: rows.map(({ receivedAt, isRepeat, notTaken, ...row }) => ({
          ...row,
          receivedAt: receivedAt.toISOString(),
          outcome: isRepeat
            ? ("repeated" as const)
            : notTaken > 0
              ? ("not-taken" as const)
              : ("taken" as const),
        })),
      };
    },
  });
}

/** What a check is held against: the transmission, who sends it, and what is agreed. */
async function held(services: CheckServices, request: FastifyRequest): Promise<[Asking, CheckGiven]> {
  const { body } = request;
  const bytes = Buffer.isBuffer(body) ? body : Buffer.alloc(0);
  const { id, code, senderIds, fliesAs, agreement: own } = senderOf(request);
  const agreement =
    own ?? (await services.database.transaction(systemActor("intake"), (tx) => agreementWith(tx, id)));
  const { profile, clock } = services;
  return [
    { kind: "carrier", id, bytes: bytes.length },
    { bytes, sender: { id, code, senderIds, fliesAs }, agreement, profile, at: clock.now() },
  ];
}
