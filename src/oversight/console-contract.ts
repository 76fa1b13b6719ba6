// The data protection officer's console on the wire: figures from the database, each with the way to the entries behind it; and what the officer refers to the authority.
import { Type, type Static } from "typebox";
import { closed, Instant, Nullable, Uuid } from "#vocabulary";

/** Why somebody's readings deserve a look. */
export const oddities = ["more-than-role", "at-night", "undecided"] as const;

export const AccessRow = closed({
  person: closed({ id: Type.String(), name: Type.String() }),
  roles: Type.Array(Type.String()),
  /** Readings of persons' data in the period, and how many different things were read. */
  reads: Type.Integer(),
  subjects: Type.Integer(),
  /** Between 22 and 6 o'clock of the unit. */
  atNight: Type.Integer(),
  /** Alerts that were opened and that nobody has decided. */
  undecided: Type.Integer(),
  searches: Type.Integer(),
  /** What somebody of the same roles reads in such a period, by the four weeks before. */
  usual: Type.Number(),
  oddities: Type.Array(Type.Enum([...oddities])),
});
export type AccessRow = Static<typeof AccessRow>;

/** GET /api/oversight?days=: the state of protection at a glance. Looking is an entry of the ledger. */
export const Oversight = closed({
  since: Instant,
  until: Instant,
  access: Type.Array(AccessRow),
  /** Persons of travellers whom several people have read, most readers first. */
  shared: Type.Array(closed({ subject: Type.String(), readers: Type.Integer(), reads: Type.Integer() })),
  unmaskings: Type.Array(
    closed({
      id: Uuid,
      askedAt: Instant,
      state: Type.String(),
      urgent: Type.Boolean(),
      outcome: Nullable(Type.String()),
      reviewDue: Nullable(Instant),
      overdue: Type.Boolean(),
    }),
  ),
  /** What was removed from messages before it could be kept, by carrier and finding. */
  removals: Type.Array(
    closed({
      carrier: Type.String(),
      name: Type.String(),
      code: Type.String(),
      findings: Type.Integer(),
      messages: Type.Integer(),
    }),
  ),
  /** What waits for somebody, and what of it is over its time. */
  waiting: Type.Array(closed({ what: Type.String(), open: Type.Integer(), overdue: Type.Integer() })),
  transfers: Type.Array(closed({ kind: Type.String(), told: Type.Integer(), unseen: Type.Integer() })),
  retention: closed({
    lastRunAt: Nullable(Instant),
    running: Type.Boolean(),
    /** More than a day over their time when the last run began. */
    late: Type.Integer(),
    deleted: Type.Integer(),
    kept: Type.Integer(),
    keptToDecide: Type.Integer(),
  }),
});
export type Oversight = Static<typeof Oversight>;

export const referralSubjects = [
  "access",
  "search",
  "unmasking",
  "disclosure",
  "retention",
  "other",
] as const;

/** POST /api/oversight/referrals (refer-reading) → 201: entries of the ledger with their proofs, for the supervisory authority (PNRD-6.7). */
export const NewReferral = closed({
  subject: Type.Enum([...referralSubjects]),
  text: Type.String({ minLength: 10, maxLength: 8_000 }),
  entries: Type.Array(Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }), {
    minItems: 1,
    maxItems: 200,
  }),
});
export type NewReferral = Static<typeof NewReferral>;
export const ReferralRow = closed({
  id: Uuid,
  at: Instant,
  by: Type.String(),
  subject: Type.Enum([...referralSubjects]),
  entries: Type.Integer(),
  /** SHA-256 of the dossier. */
  hash: Type.String(),
  seenAt: Nullable(Instant),
});
export type ReferralRow = Static<typeof ReferralRow>;
/** GET /api/oversight/referrals. */
export const Referrals = closed({ referrals: Type.Array(ReferralRow) });
export type Referrals = Static<typeof Referrals>;

/** GET /api/oversight/referrals/:id: the dossier exactly as it was hashed (canonical JSON of `dossier`). */
export const ReferralDossier = closed({
  row: ReferralRow,
  dossier: closed({
    text: Type.String(),
    subject: Type.String(),
    tree: closed({ size: Type.Integer(), root: Type.String() }),
    entries: Type.Array(
      closed({
        seq: Type.Integer(),
        body: Type.String(),
        hash: Type.String(),
        path: Type.Array(Type.String()),
      }),
    ),
  }),
});
export type ReferralDossier = Static<typeof ReferralDossier>;
