// A carrier of the register as it goes over the wire: without secrets.
import type { Carrier } from "./carrier.ts";
import type { CarrierRow } from "./contract.ts";
import type { Credential } from "./store.ts";

/** `credentials` may be those of all carriers. */
export function rowOf(carrier: Carrier, credentials: readonly Credential[]): CarrierRow {
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
