// The carrier register on the wire.
import { Type, type Static } from "typebox";
import { Agreement } from "./agreement.ts";
import { credentialKinds } from "./carrier.ts";
import { closed, Instant, Nullable, Uuid } from "#vocabulary";

/** For the screens, which know this file only. */
export {
  Agreement,
  agreeableLists,
  answerSeconds,
  applicationReferencePattern,
  associationCodePattern,
  confirmSeconds,
  confirmTimes,
  documentTypePattern,
  identifications,
  listKinds,
  inhibitingError,
  mistakenDirective,
  mistakenError,
  narrowestLine,
  requirable,
  serviceStringPattern,
  telephonePattern,
  unwantable,
  widestLine,
  type ListKind,
  type Requirable,
} from "./agreement.ts";
export { credentialKinds, type CredentialKind } from "./carrier.ts";

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

/** POST /api/carriers → 201 CarrierRow. */
export const CarrierForm = closed({
  code: Type.String({ minLength: 2, maxLength: 3 }),
  name: Type.String({ minLength: 2, maxLength: 200 }),
  country: Type.Optional(Type.String({ minLength: 2, maxLength: 3 })),
  senderIds: Type.Array(Type.String({ minLength: 1, maxLength: 35 }), { maxItems: 50 }),
  fliesAs: Type.Array(Type.String({ minLength: 2, maxLength: 3 }), { maxItems: 50 }),
});

/** POST /api/carriers/:id/credentials → 201 IssuedCredential. A token is made here; every other kind is told. */
export const CredentialForm = closed({
  kind: Type.Enum([...credentialKinds]),
  /** What the carrier proves itself with; none for a token. */
  identity: Type.Optional(Type.String({ minLength: 1, maxLength: 4_000 })),
  label: Type.String({ minLength: 1, maxLength: 100 }),
  days: Type.Optional(Type.Integer({ minimum: 1, maximum: 3_650 })),
});
export const IssuedCredential = closed({
  credentialId: Uuid,
  /** Told this once; only its hash is kept. */
  token: Nullable(Type.String()),
});

/** POST /api/carriers/:id/credentials/:credential/revocation and /api/carriers/:id/suspension → 200 CarrierRow. */
export const Suspension = closed({ suspended: Type.Boolean() });

export const AgreementRow = closed({
  id: Uuid,
  content: Agreement,
  reason: Type.String(),
  state: Type.Enum(["proposed", "in-force", "superseded", "refused"]),
  proposedBy: Type.String(),
  /** Who proposed it may not decide: screens offer the decision to others only. */
  proposedById: Type.String(),
  proposedAt: Instant,
  decidedBy: Nullable(Type.String()),
  decidedAt: Nullable(Instant),
  decisionReason: Nullable(Type.String()),
});
export type AgreementRow = Static<typeof AgreementRow>;

/** GET /api/agreements (the unit's own) and GET /api/carriers/:id/agreements: newest first. */
export const Agreements = closed({ versions: Type.Array(AgreementRow) });

/** POST /api/agreements and /api/carriers/:id/agreements → 201; POST /api/agreements/:id/decision → 200. */
export const AgreementForm = closed({
  content: Agreement,
  reason: Type.String({ minLength: 3, maxLength: 500 }),
});
export const AgreementDecision = closed({
  inForce: Type.Boolean(),
  reason: Type.String({ minLength: 3, maxLength: 500 }),
});
export * from "./schedule-contract.ts";
