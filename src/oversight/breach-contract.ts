// Breaches of personal data on the wire: reported by anybody of the unit, decided and told by the data protection officer.
import { Type, type Static } from "typebox";
import { closed, Instant, Nullable, Uuid } from "#vocabulary";

export const breachStates = ["reported", "declared", "dismissed", "closed"] as const;
export const breachRisks = ["none", "risk", "high"] as const;
export const breachRecipients = ["authority", "subjects", "other-state"] as const;
export const breachExemptions = ["unintelligible", "risk-gone", "public-communication"] as const;

const Words = (maxLength: number) => Type.String({ minLength: 1, maxLength });
const Text = Type.String({ minLength: 10, maxLength: 4_000 });

/** POST /api/breaches (report-breach) → 201 BreachReported: by anybody of the unit; the 72 hours run from `awareAt`. */
export const BreachReport = closed({
  what: Text,
  /** When the unit became aware; now without it, and never later. */
  awareAt: Nullable(Instant),
  /** The processor whose breach it is; null: our own. */
  processor: Nullable(Words(200)),
});
export type BreachReport = Static<typeof BreachReport>;
export const BreachReported = closed({ id: Uuid, reference: Type.String(), due: Instant });
export type BreachReported = Static<typeof BreachReported>;

export const BreachRow = closed({
  id: Uuid,
  reference: Type.String(),
  state: Type.Enum([...breachStates]),
  processor: Nullable(Type.String()),
  risk: Nullable(Type.Enum([...breachRisks])),
  awareAt: Instant,
  reportedAt: Instant,
  reportedBy: Type.String(),
  /** Until when the authority is to be told. */
  due: Instant,
  authorityTold: Nullable(Instant),
  subjectsTold: Nullable(Instant),
  /** The authority should have been told, and has not been. */
  overdue: Type.Boolean(),
  /** What is left to do. */
  wanted: Type.Array(Type.Enum(["assessment", "authority", "subjects", "closing"])),
});
export type BreachRow = Static<typeof BreachRow>;
/** GET /api/breaches: open ones by their due time, then the others. */
export const Breaches = closed({ breaches: Type.Array(BreachRow) });
export type Breaches = Static<typeof Breaches>;

/** POST /api/breaches/:id/assessment (decide-breach): declares it with its risk, or dismisses it; both are documented (Art. 30 (5)). */
export const BreachAssessment = closed({
  version: Type.Integer(),
  declared: Type.Boolean(),
  risk: Type.Enum([...breachRisks]),
  reasons: Text,
  measures: Text,
  /** Earlier awareness than was reported, where it was so. */
  awareAt: Nullable(Instant),
});
export type BreachAssessment = Static<typeof BreachAssessment>;

/** POST /api/breaches/:id/notices (decide-breach): contents of Art. 30 (3), or of Art. 31 (2) for those affected. */
export const BreachNotice = closed({
  version: Type.Integer(),
  recipient: Type.Enum([...breachRecipients]),
  nature: Text,
  /** Categories and approximate numbers of persons and of records. */
  categories: Type.String({ maxLength: 1_000 }),
  subjects: Nullable(Type.Integer({ minimum: 0, maximum: 1_000_000_000 })),
  records: Nullable(Type.Integer({ minimum: 0, maximum: 1_000_000_000 })),
  /** Where more can be learned. */
  contact: Words(300),
  consequences: Text,
  measures: Text,
  /** Why it comes after its time. */
  lateReasons: Nullable(Type.String({ maxLength: 2_000 })),
});
export type BreachNotice = Static<typeof BreachNotice>;

/** POST /api/breaches/:id/closing (decide-breach). */
export const BreachClosing = closed({
  version: Type.Integer(),
  lessons: Text,
  exemption: Nullable(Type.Enum([...breachExemptions])),
});
export type BreachClosing = Static<typeof BreachClosing>;

/** GET /api/breaches/:id: in clear; each reading is an entry of the ledger. */
export const BreachFile = closed({
  row: BreachRow,
  version: Type.Integer(),
  what: Type.String(),
  assessment: Nullable(
    closed({ reasons: Type.String(), measures: Type.String(), by: Type.String(), at: Instant }),
  ),
  exemption: Nullable(Type.Enum([...breachExemptions])),
  lessons: Nullable(Type.String()),
  notices: Type.Array(
    closed({
      id: Uuid,
      at: Instant,
      by: Type.String(),
      late: Type.Boolean(),
      lateReasons: Nullable(Type.String()),
      hash: Type.String(),
      said: Type.Omit(BreachNotice, ["version", "lateReasons"]),
    }),
  ),
});
export type BreachFile = Static<typeof BreachFile>;
