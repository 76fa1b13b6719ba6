// Protection on the wire: the services that help, what is considered before a referral, and the referral itself.
import { Type, type Static } from "typebox";
import { closed, Instant, Nullable, Uuid } from "#vocabulary";

export const serviceKinds = [
  "child",
  "trafficking",
  "violence",
  "disability",
  "older-person",
  "other",
] as const;
export type ServiceKind = (typeof serviceKinds)[number];

/** What must have been considered, by age and sex; only that it was is kept, never an answer. */
export const considerations = [
  "best-interests",
  "accompanied",
  "possible-victim",
  "guardian",
  "older-person",
  "exploitation",
  "disability",
  "violence-against-women",
  "forced-labour",
  "same-sex-officer",
  "language",
] as const;
export type Consideration = (typeof considerations)[number];

export const ProtectionService = closed({
  id: Uuid,
  kind: Type.Enum([...serviceKinds]),
  name: Type.String(),
  contact: Type.String(),
  /** Null: in force. */
  endedAt: Nullable(Instant),
});
export type ProtectionService = Static<typeof ProtectionService>;
/** GET /api/protection-services: those in force, by name. POST (NewProtectionService) → 201 ProtectionServices; POST …/:id/end. */
export const ProtectionServices = closed({ services: Type.Array(ProtectionService) });
export type ProtectionServices = Static<typeof ProtectionServices>;
export const NewProtectionService = closed({
  kind: Type.Enum([...serviceKinds]),
  name: Type.String({ minLength: 3, maxLength: 200 }),
  contact: Type.String({ minLength: 5, maxLength: 300 }),
});
export type NewProtectionService = Static<typeof NewProtectionService>;

/** POST /api/cases/:id/protection-referral → CaseDetail with the outcome PROTECTION_REFERRAL. */
export const ProtectionReferral = closed({
  serviceId: Uuid,
  considered: Type.Array(Type.Enum([...considerations]), {
    maxItems: considerations.length,
    uniqueItems: true,
  }),
  reason: Type.String({ minLength: 3, maxLength: 2000 }),
});
export type ProtectionReferral = Static<typeof ProtectionReferral>;
