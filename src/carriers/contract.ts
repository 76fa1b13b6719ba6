// The carrier register on the wire.
import { Type, type Static } from "typebox";
import { credentialKinds } from "./carrier.ts";
import { closed, Instant, Nullable, Uuid } from "#vocabulary";

export const CarrierCredential = closed({
  id: Uuid,
  kind: Type.Enum([...credentialKinds]),
  label: Type.String(),
  createdAt: Instant,
  expiresAt: Nullable(Instant),
  revokedAt: Nullable(Instant),
});

export const CarrierRow = closed({
  id: Uuid,
  /** IATA (two characters) or ICAO (three). */
  code: Type.String(),
  name: Type.String(),
  /** ISO 3166-1 alpha-3. */
  country: Nullable(Type.String()),
  /** UNB and UNG sender identities it may use. */
  senderIds: Type.Array(Type.String()),
  /** Designators it may send for. */
  fliesAs: Type.Array(Type.String()),
  suspendedAt: Nullable(Instant),
  createdAt: Instant,
  credentials: Type.Array(CarrierCredential),
});
export type CarrierRow = Static<typeof CarrierRow>;

/** GET /api/carriers: all, by code. Secrets are never part of it. */
export const CarrierRegister = closed({ carriers: Type.Array(CarrierRow) });
export type CarrierRegister = Static<typeof CarrierRegister>;
