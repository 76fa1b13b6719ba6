// What lets people act, on the wire: vetting, certificates, secondment, shifts, reviews of access.
import { Type, type Static } from "typebox";
import { closed, Instant, Nullable, Uuid } from "#vocabulary";
import { AsleepRole, courses, PersonAccount, RoleName } from "./contract.ts";

const Reason = Type.String({ minLength: 3, maxLength: 500 });
const Said = Type.String({ minLength: 2, maxLength: 100 });

/** POST /api/people/:id/vetting → 204, by the head; never one's own. Five years at most. */
export const VettingForm = closed({
  authority: Said,
  reference: Said,
  vettedAt: Instant,
  expiresAt: Instant,
});
export type VettingForm = Static<typeof VettingForm>;

/** POST /api/people/:id/vetting-withdrawal → 204: those in force count no longer, from now on. */
export const WithdrawalForm = closed({ reason: Reason });

/**
 * POST /api/people/:id/certificates → 204, by a supervisor or the head; never one's own. It ends when the legal profile's
 * training.validity has gone by, or before.
 */
export const CertificateForm = closed({
  course: Type.Enum([...courses]),
  issuer: Said,
  reference: Said,
  issuedAt: Instant,
  expiresAt: Type.Optional(Instant),
});
export type CertificateForm = Static<typeof CertificateForm>;

/** POST /api/people/:id/secondment → 204, by the head. `homePersonId`: the account at home, which rests meanwhile. */
export const SecondmentForm = closed({
  home: Type.String({ pattern: "^agency:[a-z0-9-]{1,40}$" }),
  homePersonId: Type.Optional(Uuid),
  reference: Said,
  purposes: Type.Array(
    Type.Enum(["TERR", "SERIOUS", "BORDER", "CHILD_PROTECTION", "CRITERIA", "QUALITY", "TEST"]),
    { minItems: 1, maxItems: 7 },
  ),
  from: Instant,
  until: Instant,
});
export type SecondmentForm = Static<typeof SecondmentForm>;

/** POST /api/people/:id/review → 204, by the head or the data protection officer, each quarter; never one's own. */
export const AccessReviewForm = closed({ outcome: Type.Enum(["keep", "change"]), reason: Reason });
export type AccessReviewForm = Static<typeof AccessReviewForm>;

export const shiftStates = ["planned", "on-watch", "handed-over", "cancelled", "missed"] as const;
export const Shift = closed({
  id: Uuid,
  personId: Uuid,
  person: Type.String(),
  role: RoleName,
  state: Type.Enum([...shiftStates]),
  startsAt: Instant,
  /** Null: until relieved. */
  endsAt: Nullable(Instant),
  takenAt: Nullable(Instant),
  endedAt: Nullable(Instant),
  handover: Nullable(Type.String()),
  relievedBy: Nullable(Type.String()),
  /** It is the reader's own. */
  own: Type.Boolean(),
});
export type Shift = Static<typeof Shift>;

/** GET /api/shifts: whose watch it is, what is planned, what was handed over last. */
export const Shifts = closed({ shifts: Type.Array(Shift) });
export type Shifts = Static<typeof Shifts>;

/** POST /api/shifts → 201 Shifts, by a supervisor or the head. 14 hours at most. */
export const ShiftForm = closed({
  personId: Uuid,
  role: Type.Enum(["watch-officer"]),
  startsAt: Instant,
  endsAt: Instant,
});
export type ShiftForm = Static<typeof ShiftForm>;

/**
 * POST /api/shifts/:id/start → Shifts: who stands it takes the watch, from half an hour before it begins; whoever has the watch
 * until now may hand over to them. POST /api/shifts/:id/cancellation → Shifts, by who plans.
 * POST /api/shifts/:id/handover → Shifts: ends it with what the next has to know (no names of travellers).
 */
export const HandoverForm = closed({
  text: Type.String({ minLength: 3, maxLength: 2000 }),
  relievedBy: Type.Optional(Uuid),
});
export type HandoverForm = Static<typeof HandoverForm>;

/** GET /api/people: each account, what it lacks to act, and what stands in its file. */
export const PersonWithStanding = Type.Object(
  {
    ...PersonAccount.properties,
    tenant: Type.String(),
    asleep: Type.Array(AsleepRole),
    vetting: Nullable(closed({ authority: Type.String(), reference: Type.String(), expiresAt: Instant })),
    certificates: Type.Array(
      closed({
        course: Type.Enum([...courses]),
        issuer: Type.String(),
        issuedAt: Instant,
        expiresAt: Instant,
      }),
    ),
    secondment: Nullable(
      closed({
        home: Type.String(),
        reference: Type.String(),
        purposes: Type.Array(Type.String()),
        from: Instant,
        until: Instant,
        endedAt: Nullable(Instant),
      }),
    ),
    reviewedAt: Nullable(Instant),
    /** Access is looked at by the head or the data protection officer each quarter; null where no role is held. */
    reviewDueAt: Nullable(Instant),
  },
  { additionalProperties: false },
);
export type PersonWithStanding = Static<typeof PersonWithStanding>;
export const People = closed({ people: Type.Array(PersonWithStanding) });
export type People = Static<typeof People>;
