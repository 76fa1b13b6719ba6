// What the carriers' own page needs besides sending: a check before it, and what was received of late.
import { agreementWith } from "#carriers";
import { envelopeFindings, readTransmission, type ReadMessage } from "#messages";
import { carrierBodyBytesMax, systemActor, type HttpServer } from "#platform";
import { asAgreed, underAgreement } from "./agreed.ts";
import { admitting, senderOf, type PushServices } from "./carrier-routes.ts";
import { inContext } from "./in-context.ts";
import { judge } from "./judge.ts";
import { deliveriesOf } from "./read-store.ts";
import { receptionOf } from "./receipt.ts";
import { CheckedTransmission, OwnDeliveries } from "./send-contract.ts";

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
      const agreement =
        sender.agreement ??
        (await services.database.transaction(systemActor("intake"), (tx) => agreementWith(tx, sender.id)));
      const bytes = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
      const { messages: read, content } = readTransmission(bytes, messagesMax);
      const around = { profile: services.profile, agreement, source: content, interactive: false };
      const messages = read.map((message) => underAgreement(inContext(message, around), agreement));
      const envelope = receptionOf(agreement, services.clock.now());
      return {
        carrier: { code: sender.code },
        messages: messages.map((message) => {
          const { verdict, findings } = judge(message, sender);
          return {
            kind: message.kind,
            version: message.version,
            verdict,
            flight: flightOf(message),
            travellers: travellersIn(message),
            bookings: message.bookings?.length ?? 0,
            findings: [
              ...asAgreed(
                [...message.findings, ...envelopeFindings(message, envelope), ...findings],
                agreement,
              ),
            ],
          };
        }),
      };
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
