// The carrier register over HTTP.
import { guarded } from "#access";
import type { HttpServer, Services } from "#platform";
import type { Carrier } from "./carrier.ts";
import { CarrierRegister, type CarrierRow } from "./contract.ts";
import { loadCarriers, loadCredentials, type Credential } from "./store.ts";

/** Adds the routes; the gate must be open. */
export function carrierRoutes(server: HttpServer, { database }: Services): void {
  guarded(
    server,
    {
      method: "GET",
      url: "/api/carriers",
      action: "view-carriers",
      summary: "The carrier register",
      schema: { response: { 200: CarrierRegister } },
    },
    async (_request, actor) =>
      database.transaction(actor, async (tx) => {
        const credentials = await loadCredentials(tx);
        const carriers = await loadCarriers(tx);
        return { carriers: carriers.map((carrier) => rowOf(carrier, credentials)) };
      }),
  );
}

function rowOf(carrier: Carrier, credentials: readonly Credential[]): CarrierRow {
  return {
    id: carrier.id,
    code: carrier.code,
    name: carrier.name,
    country: carrier.country,
    senderIds: [...carrier.senderIds],
    fliesAs: [...carrier.fliesAs],
    suspendedAt: carrier.suspendedAt?.toISOString() ?? null,
    createdAt: carrier.createdAt.toISOString(),
    credentials: credentials
      .filter(({ carrierId }) => carrierId === carrier.id)
      .map((one) => ({
        id: one.id,
        kind: one.kind,
        label: one.label,
        createdAt: one.createdAt.toISOString(),
        expiresAt: one.expiresAt?.toISOString() ?? null,
        revokedAt: one.revokedAt?.toISOString() ?? null,
      })),
  };
}
