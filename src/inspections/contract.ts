// The supervisory authority's work at the unit, on the wire.
import { Type, type Static } from "typebox";
import { closed, Instant, Nullable, Uuid } from "#vocabulary";

export const inspectionKinds = ["inspection", "referral", "complaint"] as const;
export const matterKinds = ["demand", "finding", "order"] as const;
export const measures = ["stop-processing", "rectify", "erase", "restrict", "warn", "other"] as const;

const Day = Type.String({ pattern: "^20\\d\\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])$" });
const Words = (least: number, most: number) => Type.String({ minLength: least, maxLength: most });

export const InspectionRow = closed({
  id: Uuid,
  number: Type.String(),
  kind: Type.Enum([...inspectionKinds]),
  title: Type.String(),
  state: Type.Enum(["referred", "open", "closed"]),
  openedBy: Type.String(),
  openedAt: Instant,
  /** Matters that are not closed, and those of them whose time is over. */
  open: Type.Integer(),
  overdue: Type.Integer(),
  /** The next time by which the unit owes an answer. */
  due: Nullable(Instant),
});
export type InspectionRow = Static<typeof InspectionRow>;
/** GET /api/inspections: open ones by their next time, then the closed. */
export const Inspections = closed({ inspections: Type.Array(InspectionRow) });
export type Inspections = Static<typeof Inspections>;

/** POST /api/inspections → 201 {id}: the authority opens one. */
export const NewInspection = closed({
  kind: Type.Enum(["inspection", "complaint"]),
  title: Words(3, 200),
  scope: Words(10, 8_000),
  basis: Words(3, 300),
  from: Day,
  until: Day,
});
export type NewInspection = Static<typeof NewInspection>;
/** POST /api/inspections/referrals → 201 {id}: the officer refers, with the ledger's entries it rests on. */
export const NewReferral = closed({
  title: Words(3, 200),
  scope: Words(10, 8_000),
  basis: Words(3, 300),
  from: Day,
  until: Day,
  entries: Type.Array(Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }), { maxItems: 50 }),
});
export type NewReferral = Static<typeof NewReferral>;
export const Opened = closed({ id: Uuid });

export const MatterShown = closed({
  id: Uuid,
  kind: Type.Enum([...matterKinds]),
  measure: Nullable(Type.Enum([...measures])),
  text: Type.String(),
  article: Type.String(),
  raisedBy: Type.String(),
  raisedAt: Instant,
  due: Instant,
  overdue: Type.Boolean(),
  state: Type.Enum(["open", "answered", "closed"]),
  officerTook: Nullable(Instant),
  headTook: Nullable(Instant),
  steps: Type.Array(
    closed({
      at: Instant,
      by: Type.String(),
      side: Type.Enum(["authority", "unit"]),
      step: Type.Enum(["answered", "returned", "closed"]),
      text: Type.String(),
      documents: Type.Array(Uuid),
    }),
  ),
});
export type MatterShown = Static<typeof MatterShown>;
/** GET /api/inspections/:id. */
export const InspectionFile = closed({
  inspection: InspectionRow,
  scope: Type.String(),
  basis: Type.String(),
  from: Day,
  until: Day,
  /** The document of a referral. */
  document: Nullable(Uuid),
  conclusion: Nullable(Type.String()),
  matters: Type.Array(MatterShown),
});
export type InspectionFile = Static<typeof InspectionFile>;

/** POST /api/inspections/:id/matters → 201 {id}; `measure` with an order only; `hours` until the unit owes an answer. */
export const NewMatter = closed({
  kind: Type.Enum([...matterKinds]),
  measure: Nullable(Type.Enum([...measures])),
  text: Words(10, 8_000),
  article: Words(2, 200),
  hours: Type.Integer({ minimum: 1, maximum: 24 * 366 }),
});
export type NewMatter = Static<typeof NewMatter>;
/** POST /api/inspections/matters/:id/answer → 204. */
export const MatterAnswer = closed({ text: Words(3, 8_000), documents: Type.Array(Uuid, { maxItems: 20 }) });
export type MatterAnswer = Static<typeof MatterAnswer>;
/** POST /api/inspections/matters/:id/decision → 204: closed, or returned with a new time. */
export const MatterDecision = closed({
  close: Type.Boolean(),
  text: Words(3, 8_000),
  hours: Nullable(Type.Integer({ minimum: 1, maximum: 24 * 366 })),
});
export type MatterDecision = Static<typeof MatterDecision>;
/** POST /api/inspections/:id/closing → 204. */
export const Closing = closed({ conclusion: Words(10, 8_000) });
