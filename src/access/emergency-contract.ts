// Emergency access on the wire (F17).
import { Type, type Static } from "typebox";
import { closed, Instant, Nullable, Uuid } from "#vocabulary";

/** POST /api/emergencies → 201 Emergencies, by a supervisor. `scope`: the one thing it is about, as a ground ("flight:<key>"). */
export const EmergencyForm = closed({
  scope: Type.String({ pattern: "^(flight|alert|case|request):[0-9a-z_:-]{1,120}$" }),
  reason: Type.String({ minLength: 10, maxLength: 1000 }),
  minutes: Type.Integer({ minimum: 5, maximum: 60 }),
});
export type EmergencyForm = Static<typeof EmergencyForm>;

/**
 * POST /api/emergencies/:id/review → Emergencies, by the data protection officer. …/confirmation: by a second supervisor or the
 * head; …/ending: by its user, before its time.
 */
export const EmergencyReview = closed({
  outcome: Type.Enum(["justified", "not-justified"]),
  text: Type.String({ minLength: 10, maxLength: 2000 }),
});
export type EmergencyReview = Static<typeof EmergencyReview>;

/** GET /api/emergencies: those to be confirmed or reviewed first. `overdue`: its review is late, and no other is possible. */
export const Emergencies = closed({
  emergencies: Type.Array(
    closed({
      id: Uuid,
      person: Type.String(),
      personId: Uuid,
      scope: Type.String(),
      reason: Type.String(),
      minutes: Type.Integer(),
      state: Type.Enum(["asked", "in-force", "to-review", "reviewed", "given-up"]),
      overdue: Type.Boolean(),
      askedAt: Instant,
      confirmedBy: Nullable(Type.String()),
      expiresAt: Nullable(Instant),
      uses: Type.Integer(),
      reviewDueAt: Nullable(Instant),
      outcome: Nullable(Type.Enum(["justified", "not-justified"])),
      review: Nullable(Type.String()),
      own: Type.Boolean(),
    }),
  ),
});
export type Emergencies = Static<typeof Emergencies>;
