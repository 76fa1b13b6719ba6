// Requests to the approver outside the unit, on the wire.
import { Type, type Static } from "typebox";
import { closed, Instant, personCategories, Uuid } from "#vocabulary";

export const approvalKinds = ["unmask", "disclosure", "urgent-disclosure"] as const;
export type ApprovalKind = (typeof approvalKinds)[number];
export const approvalStates = [
  "asked",
  "waiting",
  "approved",
  "refused",
  "withdrawn",
  "not-endorsed",
] as const;
export type ApprovalState = (typeof approvalStates)[number];

const text = (minLength: number, maxLength = 4000) => Type.String({ minLength, maxLength });
const Reason = text(10);

/** What of a masked record may be asked for: the elements of Art. 12(2). */
export const Element = Type.Enum(["names", "contact", "payment", "frequent-flyer", "remarks", "api"]);

/** Protection flags and legal bases of roles.md 5.2 and 5.3. */
export const protectionFlags = ["child", "asylum", "victim"] as const;
export const legalBases = [
  "LB-UNM",
  "LB-CASE",
  "LB-URG",
  "LB-PIU",
  "LB-EUROPOL",
  "LB-COURT",
  "LB-EMERG",
  "LB-3C-ADQ",
  "LB-3C-SAFE",
  "LB-3C-DEROG",
] as const;

/** A serious offence of Annex II: at least three years at most. */
const FormOffence = closed({
  code: text(2, 40),
  article: text(2, 200),
  maxPenaltyYears: Type.Integer({ minimum: 3, maximum: 99 }),
});
/** The fields of a request (roles.md 5.2, column UNMASK). Free texts name nobody: the record is named by its id. */
export const ApprovalForm = closed({
  purpose: Type.Enum(["TERR", "SERIOUS", "BORDER", "CHILD_PROTECTION"]),
  /** Null: a disclosure that names none yet (urgent ones have a day for it) or needs none (protection of a child). */
  offence: Type.Union([FormOffence, Type.Null()]),
  airLink: Reason,
  /** The case or request within which it is asked. */
  caseReference: text(2, 100),
  grounds: Reason,
  newCircumstances: Reason,
  objectiveEvidence: Reason,
  /** Why these elements, and why nothing less will do. */
  necessity: Reason,
  personCategory: Type.Enum([...personCategories]),
  protection: Type.Array(Type.Enum([...protectionFlags]), { maxItems: 3, uniqueItems: true }),
  legalBasis: Type.Enum([...legalBases]),
  legalText: text(2, 400),
  /** Urgent: why. The approver is then given two hours instead of twenty-four. */
  urgency: Type.Union([Reason, Type.Null()]),
});
export type ApprovalForm = Static<typeof ApprovalForm>;
/** The same for an unmasking, which is for terrorism and serious crime only. */
export const UnmaskForm = closed({
  ...ApprovalForm.properties,
  purpose: Type.Enum(["TERR", "SERIOUS"]),
  offence: FormOffence,
});

/** POST /api/approvals/unmask → 201 Approval. `personKey`: flight date, flight and person, joined by "_". */
export const UnmaskAsked = closed({
  personKey: Type.String({ pattern: "^\\d{4}-\\d{2}-\\d{2}_[0-9a-f-]{36}_[0-9a-f-]{36}$" }),
  elements: Type.Array(Element, { minItems: 1, maxItems: 6, uniqueItems: true }),
  hours: Type.Integer({ minimum: 1, maximum: 72 }),
  form: UnmaskForm,
});
export type UnmaskAsked = Static<typeof UnmaskAsked>;

/** The record as masked, which is all that the approver and everybody else sees of it. */
export const MaskedRecord = closed({
  flight: Type.String(),
  date: Type.String(),
  from: Type.String(),
  to: Type.String(),
  sources: Type.Array(Type.String()),
  maskedAt: Instant,
});
export type MaskedRecord = Static<typeof MaskedRecord>;

const Named = closed({ id: Type.String(), name: Type.String() });
const maybe = <Schema extends Parameters<typeof Type.Union>[0][number]>(schema: Schema) =>
  Type.Union([schema, Type.Null()]);

/** One request as its reader may see it. */
export const Approval = closed({
  id: Uuid,
  kind: Type.Enum([...approvalKinds]),
  item: Type.String(),
  state: Type.Enum([...approvalStates]),
  urgent: Type.Boolean(),
  askedBy: Named,
  askedAt: Instant,
  elements: Type.Array(Type.String()),
  hours: Type.Integer(),
  form: ApprovalForm,
  masked: maybe(MaskedRecord),
  fingerprint: Type.String(),
  endorsed: maybe(closed({ by: Named, at: Instant, reason: Type.String() })),
  dueAt: maybe(Instant),
  overdue: Type.Boolean(),
  messages: Type.Array(
    closed({ at: Instant, side: Type.Enum(["approver", "requester"]), by: Named, text: Type.String() }),
  ),
  decision: maybe(
    closed({
      approved: Type.Boolean(),
      by: Named,
      at: Instant,
      reasons: Type.String(),
      reference: Type.String(),
      elements: Type.Array(Type.String()),
      until: maybe(Instant),
    }),
  ),
  grant: maybe(closed({ until: Instant, open: Type.Boolean(), views: Type.Integer() })),
  review: maybe(
    closed({
      toldAt: Instant,
      dueAt: Instant,
      overdue: Type.Boolean(),
      by: maybe(Named),
      at: maybe(Instant),
      outcome: maybe(Type.Enum(["lawful", "not-lawful"])),
      opinion: maybe(Type.String()),
      reportedAt: maybe(Instant),
    }),
  ),
  /** What the reader may do with it now. */
  may: Type.Array(Type.Enum(["endorse", "decide", "write", "withdraw", "see", "close", "review"])),
});
export type Approval = Static<typeof Approval>;

/** GET /api/approvals?of=personKey → those the reader may see, open ones first. */
export const Approvals = closed({
  approvals: Type.Array(Approval),
  /** With `of`: since when the person is masked; null: not. */
  maskedAt: maybe(Instant),
  now: Instant,
});
export type Approvals = Static<typeof Approvals>;

/** POST /api/approvals/:id/endorsement, …/messages, …/withdrawal. */
export const Endorsement = closed({ endorse: Type.Boolean(), reason: Reason });
export const Message = closed({ text: text(1) });
export const Withdrawal = closed({ reason: Reason });

/** POST /api/approvals/:id/decision. `fingerprint`: of the request as it was read. Refused: elements and hours say nothing. */
export const ApprovalDecision = closed({
  approve: Type.Boolean(),
  fingerprint: Type.String({ pattern: "^[0-9a-f]{64}$" }),
  reasons: Reason,
  reference: text(1, 100),
  elements: Type.Array(Type.String({ maxLength: 60 }), { maxItems: 40, uniqueItems: true }),
  hours: Type.Integer({ minimum: 1, maximum: 72 }),
});
export type ApprovalDecision = Static<typeof ApprovalDecision>;

/** POST /api/approvals/:id/view → the granted values; each call is an entry of the ledger. */
export const Unmasked = closed({
  until: Instant,
  now: Instant,
  values: Type.Array(
    closed({
      element: Element,
      source: Type.Enum(["api", "pnr", "booking"]),
      field: Type.String(),
      value: Type.String(),
    }),
  ),
});
export type Unmasked = Static<typeof Unmasked>;

/** POST /api/approvals/:id/review. */
export const Review = closed({ outcome: Type.Enum(["lawful", "not-lawful"]), opinion: Reason });
export type Review = Static<typeof Review>;
