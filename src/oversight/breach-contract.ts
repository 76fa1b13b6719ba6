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

export const breachTables = ["travellers", "bookings", "alerts", "requests", "accounts"] as const;
export type BreachTable = (typeof breachTables)[number];
export const breachMeans = ["account", "route", "table"] as const;
export type BreachMeans = (typeof breachMeans)[number];
const Airport = Type.String({ pattern: "^[A-Z]{3}$" });

/** What was open: everything an account did and saw, the flights of a route, or a table; each from `since` until `until` (now without it). */
export const BreachSelector = closed({
  by: Type.Enum([...breachMeans]),
  /** A sign-in name, part of a name, or an id; null with "account": whoever works here. */
  account: Nullable(Words(120)),
  origin: Nullable(Airport),
  destination: Nullable(Airport),
  table: Nullable(Type.Enum([...breachTables])),
  since: Instant,
  until: Nullable(Instant),
});
export type BreachSelector = Static<typeof BreachSelector>;

/** POST /api/breaches/:id/reach (decide-breach, x-purpose) → 201 BreachReach: counts anew whom the breach concerns. */
export const BreachReachQuestion = closed({
  version: Type.Integer(),
  selectors: Type.Array(BreachSelector, { minItems: 1, maxItems: 20 }),
});
export type BreachReachQuestion = Static<typeof BreachReachQuestion>;
export const BreachReach = closed({
  at: Instant,
  by: Type.String(),
  selectors: Type.Array(BreachSelector),
  /** One on one flight is one: who travelled twice is counted twice. */
  persons: Type.Integer(),
  records: Type.Integer(),
  /** Since when the first of them is affected; null: nobody is. */
  since: Nullable(Instant),
  /** SHA-256 of the ids in order. */
  hash: Type.String(),
  /** False: the list was deleted when its time was over; number and hash stay. */
  listKept: Type.Boolean(),
});
export type BreachReach = Static<typeof BreachReach>;

/** GET /api/breaches/:id/affected?after= (x-purpose): a hundred at a time, by id; the look is an entry about each of them. */
export const BreachAffected = closed({
  affected: Type.Array(
    closed({
      person: Uuid,
      kind: Type.Enum(["traveller", "account", "request"]),
      /** "J275 2026-11-21"; null: no flight, or the record is gone. */
      flight: Nullable(Type.String()),
      /** Of the traveller's page, while the record is there. */
      key: Nullable(Type.String()),
      records: Type.Integer(),
      since: Instant,
      /** Places of the selectors that found them, from 0. */
      foundBy: Type.Array(Type.Integer()),
    }),
  ),
  next: Nullable(Uuid),
});
export type BreachAffected = Static<typeof BreachAffected>;

/** POST /api/breaches/:id/notices (decide-breach): contents of Art. 30 (3), or of Art. 31 (2) for those affected. */
export const BreachNotice = closed({
  version: Type.Integer(),
  recipient: Type.Enum([...breachRecipients]),
  nature: Text,
  /** Categories of persons and of records; their numbers are those that were counted last. */
  categories: Type.String({ maxLength: 1_000 }),
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
  /** Whom it concerns, as counted last. */
  reach: Nullable(BreachReach),
  notices: Type.Array(
    closed({
      id: Uuid,
      at: Instant,
      by: Type.String(),
      late: Type.Boolean(),
      lateReasons: Nullable(Type.String()),
      hash: Type.String(),
      said: Type.Omit(BreachNotice, ["version", "lateReasons"]),
      subjects: Nullable(Type.Integer()),
      records: Nullable(Type.Integer()),
    }),
  ),
});
export type BreachFile = Static<typeof BreachFile>;
