// The carrier's side of the intake over HTTP: push, interactive request, receipt.
import assert from "node:assert/strict";
import type { FastifyReply, FastifyRequest } from "fastify";
import { recordRefusedId } from "#access";
import {
  asksForCertificate,
  carrierBodyBytesMax,
  clientCertificate,
  isRefusal,
  refuse,
  sendRefusal,
  systemActor,
  type HttpServer,
  type Refusal,
  type Services,
  type SealingKey,
} from "#platform";
import { closed, Uuid, type LegalProfile } from "#vocabulary";
import { DeliveryReceipt } from "./contract.ts";
import type { Sender } from "./judge.ts";
import { openRequests } from "./open-requests.ts";
import { deliveryById, messagesOfDelivery } from "./read-store.ts";
import type { Received } from "./delivery.ts";
import type { Reception } from "./reception.ts";
import { bearerToken, certificateLacking, type SenderGate } from "./sender-gate.ts";

const unknownDelivery = refuse("unknown-receipt", "No delivery of yours has this number.", 404);

export type PushServices = Services & {
  readonly reception: Reception;
  readonly gate: SenderGate;
  readonly profile: LegalProfile;
  /** Opens what is kept of answers. */
  readonly key: SealingKey;
};

/** POST /v1/messages, POST /v1/iapi, GET /v1/receipts/:id: see contract.ts. */
export function pushRoutes(server: HttpServer, services: PushServices): void {
  // Who asks for what is not theirs is told what is told of an unknown number, and leaves an entry.
  server.addHook("onSend", async (request, reply, payload) => {
    const sender = senders.get(request);
    if (sender === undefined || reply.statusCode !== 404) return payload;
    const { method, routeOptions } = request;
    const { code } = sender;
    const asked = { method, url: routeOptions.url ?? "(none)", action: "own-deliveries" };
    const unknown = refuse("not-the-senders", "No such thing of this carrier.", 404);
    const who = { id: `carrier:${code}`, roles: [], tenant: `carrier:${code}`, purpose: null };
    await recordRefusedId(services.database, who, asked, unknown);
    return payload;
  });
  const onRequest = admitting(services);
  server.route({
    method: "POST",
    url: "/v1/messages",
    config: { raw: true },
    onRequest,
    bodyLimit: carrierBodyBytesMax,
    schema: { response: { 202: DeliveryReceipt } },
    handler: async (request, reply) => {
      const received = await deliver(services, request);
      if (isRefusal(received)) return sendRefusal(received, request, reply);
      reply.code(202);
      return deliveryReceipt(services, received);
    },
  });
  server.route({
    method: "POST",
    url: "/v1/iapi",
    config: { raw: true },
    onRequest,
    bodyLimit: carrierBodyBytesMax,
    handler: async (request, reply) => {
      const received = await deliver(services, request, true);
      if (isRefusal(received)) return sendRefusal(received, request, reply);
      const receipt = await deliveryReceipt(services, received);
      const answers = receipt.messages.map((message) => message.answer).filter((answer) => answer !== null);
      // What was taken and asks for no answer, such as a confirmation, is no mistake of the carrier's.
      const isTaken = receipt.messages.every(({ state }) => state !== "refused" && state !== "quarantined");
      if (answers.length === 0) return reply.code(isTaken ? 202 : 422).send(receipt);
      return reply.type("application/edifact").send(answers.join("\n"));
    },
  });
  server.route({
    method: "GET",
    url: "/v1/receipts/:id",
    onRequest,
    schema: { params: closed({ id: Uuid }), response: { 200: DeliveryReceipt } },
    handler: async (request, reply) => {
      const sender = senderOf(request);
      const { id } = request.params as { id: string };
      const found = await services.database.transaction(systemActor("intake"), (tx) =>
        deliveryById(tx, id, sender.id),
      );
      if (found === null) return sendRefusal(unknownDelivery, request, reply);
      const receipt = await deliveryReceipt(services, {
        deliveryId: found.delivery_id,
        sha256: found.sha256.toString("hex"),
        receivedAt: found.received_at,
        duplicateOf: found.duplicate_of,
      });
      // Where flights are selected, nothing is kept of some: what was found and answered is told at the delivery alone, of all.
      return services.profile.flightSelection.area.length === 0
        ? receipt
        : { ...receipt, messages: receipt.messages.map((each) => ({ ...each, findings: [], answer: null })) };
    },
  });
}

/** Who sent each request under way, as the gate found before the body was read. */
const senders = new WeakMap<FastifyRequest, Sender>();

/** All routes of a server count together: they share its gate. */
const counting = new WeakMap<SenderGate, ReturnType<typeof openRequests>>();

function mayOpen(gate: SenderGate): ReturnType<typeof openRequests> {
  const known = counting.get(gate) ?? openRequests();
  counting.set(gate, known);
  return known;
}

/** Turns strangers away before a byte of the body is read. */
export function admitting({ gate, clock }: Pick<PushServices, "gate" | "clock">) {
  return async (request: FastifyRequest, reply: FastifyReply) => {
    const sender = await senderFrom(gate, request, clock.now());
    if (isRefusal(sender)) return sendRefusal(sender, request, reply);
    const refused = mayOpen(gate)(sender.id, request, reply);
    if (refused !== undefined) return sendRefusal(refused, request, reply);
    senders.set(request, sender);
    return undefined;
  };
}

function senderFrom(gate: SenderGate, request: FastifyRequest, at: Date): Promise<Sender | Refusal> {
  const { authorization } = request.headers;
  if (authorization !== undefined || !asksForCertificate(request))
    return gate("http-token", bearerToken(authorization));
  const certificate = clientCertificate(request, at);
  return certificate === undefined
    ? Promise.resolve(certificateLacking)
    : gate("client-certificate", certificate);
}

/** The carrier that sent a request which `admitting` let in. */
export function senderOf(request: FastifyRequest): Sender {
  const sender = senders.get(request);
  assert(sender !== undefined, "a push was handled without its gate");
  return sender;
}

async function deliver(
  services: PushServices,
  request: FastifyRequest,
  interactive = false,
): Promise<Received | Refusal> {
  const key = request.headers["idempotency-key"];
  if (Array.isArray(key) || (key !== undefined && !/^[\x21-\x7e]{1,100}$/.test(key))) {
    return refuse(
      "bad-idempotency-key",
      "Idempotency-Key must be one value of 1 to 100 printable characters without blanks.",
      400,
    );
  }
  const bytes = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
  return services.reception.take({
    bytes,
    // The carriers' own page says that a person sends by hand.
    channel: request.headers["x-sent-by"] === "page" ? "portal" : "http",
    sender: senderOf(request),
    idempotencyKey: key ?? null,
    interactive,
  });
}

/** The wire receipt; a repeated delivery is answered with what the first one led to. */
async function deliveryReceipt(
  services: PushServices,
  received: Pick<Received, "deliveryId" | "sha256" | "receivedAt" | "duplicateOf"> &
    Partial<Pick<Received, "receipts" | "again">>,
): Promise<DeliveryReceipt> {
  const fresh = received.duplicateOf === null ? received.receipts : undefined;
  const messages =
    fresh?.map(({ receiptId, kind, state, message, travellers, bookings, findings, answer }) => ({
      receiptId,
      kind,
      state,
      message,
      travellers,
      bookings,
      findings: [...findings],
      answer,
    })) ??
    (
      await services.database.transaction(systemActor("intake"), (tx) =>
        messagesOfDelivery(tx, services.key, received.duplicateOf ?? received.deliveryId),
      )
    ).map(({ receipt_id, ordinal, ...rest }) => {
      const told = received.again?.get(ordinal);
      return {
        receiptId: receipt_id,
        ...rest,
        ...(told === undefined ? {} : { findings: [...told.findings], answer: told.answer }),
      };
    });
  return {
    deliveryId: received.deliveryId,
    sha256: received.sha256,
    receivedAt: received.receivedAt.toISOString(),
    duplicateOf: received.duplicateOf,
    messages,
  };
}
