// What the carriers' own page needs besides sending: a check before it, and what was received of late.
import type { FastifyRequest } from "fastify";
import { agreementWith } from "#carriers";
import { envelopeFindings, readTransmission, type ReadMessage } from "#messages";
import { carrierBodyBytesMax, sendRefusal, systemActor, type HttpServer } from "#platform";
import { asAgreed } from "./agreed.ts";
import { asTaken } from "./as-taken.ts";
import { admitting, senderOf, type PushServices } from "./carrier-routes.ts";
import { judge, type Sender } from "./judge.ts";
import { manifestShown } from "./manifest-table.ts";
import { deliveriesOf } from "./read-store.ts";
import { receptionOf } from "./receipt.ts";
import { CheckedTransmission, OwnDeliveries } from "./send-contract.ts";
import { sendReport } from "./template-routes.ts";

const messagesMax = 500;
const shownMax = 50;

/** POST /v1/check and GET /v1/deliveries: see send-contract.ts. */
export function sendRoutes(server: HttpServer, services: PushServices): void {
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
    handler: async (request) => {
      const sender = senderOf(request);
      const bytes = bodyOf(request);
      const checked = await check(services, sender, bytes);
      return {
        carrier: { code: sender.code },
        manifest: manifestShown(bytes, checked[0]?.findings ?? []),
        messages: checked.map(({ message, verdict, findings }) => ({
          kind: message.kind,
          version: message.version,
          verdict,
          flight: flightOf(message),
          travellers: travellersIn(message),
          bookings: message.bookings?.length ?? 0,
          findings: [...findings],
        })),
      };
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
      const bytes = bodyOf(request);
      const [first] = await check(services, senderOf(request), bytes);
      const refused = sendReport(bytes, first, reply);
      return refused === undefined ? reply : sendRefusal(refused, request, reply);
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

function bodyOf({ body }: FastifyRequest): Buffer {
  return Buffer.isBuffer(body) ? body : Buffer.alloc(0);
}

/** The messages of a transmission with what would become of each, and all that is found under the agreement. */
async function check(services: PushServices, sender: Sender, bytes: Buffer) {
  const agreement =
    sender.agreement ??
    (await services.database.transaction(systemActor("intake"), (tx) => agreementWith(tx, sender.id)));
  const { messages, content } = readTransmission(bytes, messagesMax);
  const around = { profile: services.profile, agreement, source: content, interactive: false };
  const envelope = receptionOf(agreement, services.clock.now());
  return messages.map((read) => {
    const message = asTaken(read, around);
    const { verdict, findings } = judge(message, sender);
    const all = [...message.findings, ...envelopeFindings(message, envelope), ...findings];
    return { message, verdict, findings: asAgreed(all, agreement, { taken: verdict === "take" }) };
  });
}

function flightOf({ passengerList, push }: ReadMessage): string | null {
  const [listed] = passengerList?.flights ?? [];
  if (listed !== undefined) return `${listed.carrier}${listed.number}${listed.suffix ?? ""}`;
  return push?.flight ? `${push.flight.carrier}${push.flight.number}` : null;
}

function travellersIn({ passengerList, bookings = [] }: ReadMessage): number {
  return (
    (passengerList?.travellers.length ?? 0) + bookings.reduce((sum, one) => sum + one.travellers.length, 0)
  );
}
