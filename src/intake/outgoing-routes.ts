// The outbox of a carrier over HTTP: what waits for it, one message at a time, oldest first.
import { refuse, sendRefusal, systemActor, type HttpServer, type SealingKey } from "#platform";
import { closed, Uuid } from "#vocabulary";
import { admitting, senderOf, type PushServices } from "./carrier-routes.ts";
import { holdOutgoing, waitingFor } from "./outgoing-store.ts";
import { noteSent } from "./outgoing.ts";
import { unseal } from "./seal.ts";

const unknownMessage = refuse("unknown-outgoing", "No message for you has this number.", 404);

/**
 * GET /v1/outbox → 200 with the bytes of the oldest waiting message (application/edifact, headers `outbox-message`: its
 * id, `outbox-waiting`: how many wait, this one included) or 204 when nothing waits. POST /v1/outbox/:id/taken → 204:
 * it is not offered again, unless its confirmation fails to come.
 */
export function outboxRoutes(
  server: HttpServer,
  services: PushServices & { readonly key: SealingKey },
): void {
  const onRequest = admitting(services);
  server.route({
    method: "GET",
    url: "/v1/outbox",
    onRequest,
    handler: async (request, reply) => {
      const { id: carrierId } = senderOf(request);
      const waiting = await services.database.transaction(systemActor("intake"), (tx) =>
        waitingFor(tx, carrierId, waitingCounted),
      );
      for (const row of waiting) {
        const bytes = unseal(services.key, row.outgoing_id, row.sealed);
        if (bytes === null) continue;
        return reply
          .header("outbox-message", row.outgoing_id)
          .header("outbox-waiting", String(waiting.length))
          .header("cache-control", "no-store")
          .type("application/edifact")
          .send(bytes);
      }
      return reply.code(204).send();
    },
  });
  server.route({
    method: "POST",
    url: "/v1/outbox/:id/taken",
    onRequest,
    schema: { params: closed({ id: Uuid }) },
    handler: async (request, reply) => {
      const { id: carrierId } = senderOf(request);
      const { id } = request.params as { id: string };
      const known = await services.database.transaction(systemActor("intake"), async (tx) => {
        const row = await holdOutgoing(tx, carrierId, { id });
        if (row?.state === "waiting") noteSent(tx, row, "fetched");
        return row !== null;
      });
      return known ? reply.code(204).send() : sendRefusal(unknownMessage, request, reply);
    },
  });
}

/** More than these are not counted for the header. */
const waitingCounted = 100;
