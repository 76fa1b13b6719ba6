// What people ask about their own data, on the wire: the public side, without an account, and the data protection officer's.
import { Type, type Static } from "typebox";
import { correctableFields } from "#records/contract";
import { closed, Day, Instant, Nullable, Uuid } from "#vocabulary";

/** What somebody asks about their own data. */
export const ownKinds = [
  "access",
  "rectification",
  "erasure",
  "restriction",
  "objection",
  "notation",
  "redress",
  "complaint",
] as const;
export type OwnKind = (typeof ownKinds)[number];
/** "processing": a complaint about what the unit does, by anybody, who does not say who they are. */
export const requestKinds = [...ownKinds, "processing"] as const;
export type RequestKind = (typeof requestKinds)[number];

export const outcomes = [
  "data-given",
  "neutral",
  "corrected",
  "erased",
  "restricted",
  "noted",
  "redress-number",
  "considered",
  "upheld",
  "not-upheld",
] as const;
export type Outcome = (typeof outcomes)[number];

/** Why a right was limited (LED-15): told to the supervisory authority, never to the person. */
export const limits = [
  "no-data",
  "investigation",
  "detection",
  "public-security",
  "national-security",
  "rights-of-others",
] as const;
export type Limit = (typeof limits)[number];

/** What of a right is restricted: whether there are data at all, what they say, why, who was given them, where they are from. */
export const limitationScopes = ["existence", "content", "reasoning", "recipients", "source"] as const;
export type LimitationScope = (typeof limitationScopes)[number];

export const requestStates = ["received", "identity-wanted", "examining", "answered"] as const;
export type RequestState = (typeof requestStates)[number];

const languages = ["en", "az", "fr", "ru", "ar"] as const;
const Words = (maxLength: number) => Type.String({ minLength: 1, maxLength });

/**
 * GET /api/public/processing: what this installation does with travellers' data, from its running configuration
 * (ANX9-9.25c, CoE108-8, LED-13). Periods are ISO 8601 ("P6M").
 */
export const PublicNotice = closed({
  unit: Type.String(),
  /** ISO 3166-1 alpha-2. */
  state: Type.String(),
  profile: closed({ name: Type.String(), version: Type.String() }),
  purposes: Type.Array(Type.String()),
  /** The element groups that are kept; all else is removed on receipt. */
  elements: Type.Array(Type.String()),
  periods: Type.Array(closed({ what: Type.String(), period: Type.String(), effect: Type.String() })),
  rights: Type.Array(Type.Enum([...requestKinds])),
  answerDays: Type.Integer(),
  /** How to reach the data protection officer and the supervisory authority; null: the unit has not said it. */
  officer: Nullable(Type.String()),
  authority: Nullable(Type.String()),
  /** How alerts come about, as the program does it now. */
  automated: closed({ lists: Type.Integer(), rules: Type.Integer(), engine: Type.String() }),
});
export type PublicNotice = Static<typeof PublicNotice>;

/** POST /api/public/requests → 201 RequestReceipt. The code is shown once. */
export const NewRequest = closed({
  kind: Type.Enum([...ownKinds]),
  language: Type.Enum([...languages]),
  name: Words(200),
  birthDate: Type.String({ pattern: "^\\d{4}-\\d{2}-\\d{2}$" }),
  document: Nullable(closed({ number: Words(40), issuer: Type.String({ pattern: "^[A-Z]{3}$" }) })),
  /** Where an answer can be sent, or where the person can be asked. */
  contact: Words(300),
  /** For whom somebody else asks: with what authority. */
  representative: Nullable(Words(300)),
  text: Type.String({ maxLength: 4_000 }),
});
export type NewRequest = Static<typeof NewRequest>;
/** What a complaint about the processing is about. */
export const complaintTopics = [
  "information",
  "collection",
  "retention",
  "disclosure",
  "profiling",
  "security",
  "conduct",
  "other",
] as const;
export type ComplaintTopic = (typeof complaintTopics)[number];

/**
 * POST /api/public/complaints → 201 RequestReceipt: by anybody, about the processing and not about own data; who complains is
 * not asked. A contact is given by those who want to be asked back.
 */
export const NewComplaint = closed({
  topic: Type.Enum([...complaintTopics]),
  language: Type.Enum([...languages]),
  text: Type.String({ minLength: 20, maxLength: 4_000 }),
  contact: Nullable(Words(300)),
});
export type NewComplaint = Static<typeof NewComplaint>;

export const RequestReceipt = closed({ reference: Type.String(), code: Type.String(), due: Instant });
export type RequestReceipt = Static<typeof RequestReceipt>;

/** POST /api/public/requests/status {reference, code} → RequestStatus; 404 `request-unknown` for either of them wrong. */
export const StatusQuestion = closed({ reference: Words(20), code: Words(80) });
export const RequestStatus = closed({
  kind: Type.Enum([...requestKinds]),
  state: Type.Enum([...requestStates]),
  received: Instant,
  due: Instant,
  answer: Nullable(
    closed({
      on: Instant,
      /** What it says: one of the texts of the screens; "neutral" is the same whether there is nothing or nothing that may be told. */
      says: Type.Enum([...outcomes]),
      text: Type.String(),
      redress: Nullable(Type.String()),
      /** The person's own data where they were given, one part a journey. */
      data: Type.Array(Type.Unknown()),
    }),
  ),
});
export type RequestStatus = Static<typeof RequestStatus>;

export const RequestRow = closed({
  id: Uuid,
  reference: Type.String(),
  kind: Type.Enum([...requestKinds]),
  state: Type.Enum([...requestStates]),
  language: Type.String(),
  received: Instant,
  due: Instant,
  overdue: Type.Boolean(),
  outcome: Nullable(Type.Enum([...outcomes])),
  /** It was answered under a restriction that stands no more: it is answered anew (CoE108-11). */
  again: Type.Boolean(),
});
export type RequestRow = Static<typeof RequestRow>;
/** GET /api/rights/requests: open ones by their due time, then the answered, newest first. */
export const Requests = closed({ requests: Type.Array(RequestRow) });
export type Requests = Static<typeof Requests>;

/** A right that is restricted: an object of its own, that ends by itself (CoE108-11). */
export const LimitationFile = closed({
  id: Uuid,
  ground: Type.Enum([...limits]),
  article: Type.String(),
  scope: Type.Enum([...limitationScopes]),
  setAt: Instant,
  endsAt: Instant,
  /** A restriction that the authority has not reviewed by then lapses. */
  reviewDueAt: Instant,
  state: Type.Enum(["to-review", "upheld", "lifted", "over", "lapsed"]),
  review: Nullable(Type.String()),
  reviewedAt: Nullable(Instant),
});
export type LimitationFile = Static<typeof LimitationFile>;

/** POST /api/rights/limitations/:id/review (review-limitation): the supervisory authority's. */
export const LimitationReview = closed({
  outcome: Type.Enum(["upheld", "lifted"]),
  review: Type.String({ minLength: 10, maxLength: 4_000 }),
});
export type LimitationReview = Static<typeof LimitationReview>;

/** GET /api/rights/requests/:id: the request in clear; each reading is an entry of the ledger. */
export const RequestFile = closed({
  request: RequestRow,
  version: Type.Integer(),
  /** Of a complaint about the processing: what it is about, its words, and a contact where one was left; nobody's identity. */
  asked: closed({
    name: Nullable(Type.String()),
    birthDate: Nullable(Type.String()),
    document: Nullable(closed({ number: Type.String(), issuer: Type.String() })),
    contact: Nullable(Type.String()),
    representative: Nullable(Type.String()),
    topic: Nullable(Type.Enum([...complaintTopics])),
    text: Type.String(),
  }),
  identityConfirmedBy: Nullable(Type.String()),
  /** The outcomes that this kind of request may have. */
  possible: Type.Array(Type.Enum([...outcomes])),
  answer: Nullable(
    closed({
      text: Type.String(),
      by: Type.String(),
      at: Instant,
      limitedBy: Nullable(Type.Enum([...limits])),
      reasons: Nullable(Type.String()),
    }),
  ),
  limitation: Nullable(LimitationFile),
});
export type RequestFile = Static<typeof RequestFile>;

/** Why the law wants data corrected or erased (LED-16). */
export const correctionBases = ["inaccurate", "incomplete"] as const;
export const erasureBases = ["unlawful", "not-needed", "law-demands"] as const;
export const executionBases = [...correctionBases, ...erasureBases] as const;
export type ExecutionBasis = (typeof executionBases)[number];

const PersonKey = Type.String({ maxLength: 120 });
const CorrectionShape = closed({
  field: Type.Enum([...correctableFields]),
  before: Nullable(Type.String({ maxLength: 60 })),
  after: Words(60),
});

/** POST /api/rights/requests/:id/executions (answer-rights-request): what the officer grants, for a supervisor to carry out. */
export const Granting = closed({
  version: Type.Integer(),
  kind: Type.Enum(["erasure", "correction"]),
  basis: Type.Enum([...executionBases]),
  /** The record that is meant. */
  record: PersonKey,
  reason: Type.String({ minLength: 10, maxLength: 2_000 }),
  /** Of a correction. */
  corrections: Type.Array(CorrectionShape, { maxItems: 6 }),
});
export type Granting = Static<typeof Granting>;

export const ExecutionRow = closed({
  id: Uuid,
  requestId: Uuid,
  reference: Type.String(),
  kind: Type.Enum(["erasure", "correction"]),
  basis: Type.Enum([...executionBases]),
  state: Type.Enum(["proposed", "done", "refused"]),
  /** The flight by its number and day; a person is not named. */
  flight: Type.String(),
  proposedBy: Type.String(),
  proposedAt: Instant,
  decidedBy: Nullable(Type.String()),
  decidedAt: Nullable(Instant),
  /** The run whose certificates show an erasure. */
  runId: Nullable(Uuid),
});
export type ExecutionRow = Static<typeof ExecutionRow>;
/** GET /api/rights/executions: what waits to be carried out first. */
export const Executions = closed({ executions: Type.Array(ExecutionRow) });
export type Executions = Static<typeof Executions>;

/** GET /api/rights/requests/:id/executions (x-purpose): in clear, for whoever carries it out and the officer. */
export const ExecutionDetails = closed({
  executions: Type.Array(
    closed({
      row: ExecutionRow,
      personKey: PersonKey,
      reason: Type.String(),
      corrections: Type.Array(CorrectionShape),
      refusal: Nullable(Type.String()),
      /** Organisations that were told. */
      told: Type.Array(Type.String()),
    }),
  ),
});
export type ExecutionDetails = Static<typeof ExecutionDetails>;

/** POST /api/rights/requests/:id/executions/:execution/decision (execute-rights). `why` where it is not carried out. */
export const ExecutionDecision = closed({
  carriedOut: Type.Boolean(),
  why: Nullable(Type.String({ maxLength: 2_000 })),
});
export type ExecutionDecision = Static<typeof ExecutionDecision>;

/** GET /api/rights/beside/:personKey (x-purpose): what a person's requests say of this record, for whoever looks at it. */
export const Beside = closed({
  marks: Type.Array(closed({ kind: Type.String(), text: Type.String(), at: Instant })),
  corrections: Type.Array(
    closed({ field: Type.String(), before: Nullable(Type.String()), after: Type.String(), at: Instant }),
  ),
  /** A redress number of this unit, given with the booking. `bits` weighs against a match, or is nothing (HR-REM). */
  redress: Nullable(
    closed({ number: Type.String(), issuedAt: Instant, holder: Type.Boolean(), bits: Type.Number() }),
  ),
});
export type Beside = Static<typeof Beside>;

/** POST /api/rights/requests/:id/identity {version, confirmed, how}. */
export const IdentityStep = closed({ version: Type.Integer(), confirmed: Type.Boolean(), how: Words(500) });
export type IdentityStep = Static<typeof IdentityStep>;

/** GET /api/rights/requests/:id/records (x-purpose RIGHTS): what the unit holds on the identity that was confirmed. */
export const OwnRecord = closed({
  key: Type.String(),
  flight: Type.String(),
  date: Type.String(),
  route: Type.String(),
  source: Type.String(),
  firstReceived: Instant,
  due: Type.String(),
  /** Field by field, as it would be given to the person. */
  told: Type.Array(closed({ field: Type.String(), value: Type.String() })),
  marks: Type.Array(closed({ kind: Type.String(), text: Type.String(), at: Instant })),
});
export type OwnRecord = Static<typeof OwnRecord>;
export const OwnRecords = closed({ records: Type.Array(OwnRecord) });
export type OwnRecords = Static<typeof OwnRecords>;

/**
 * POST /api/rights/requests/:id/answer. `limitedBy` and `reasons` with "neutral" only, where they are needed; `limitation` with
 * every ground but "no-data": 400 `answer-incomplete` names what of it is missing.
 */
export const Answering = closed({
  version: Type.Integer(),
  outcome: Type.Enum([...outcomes]),
  text: Type.String({ maxLength: 8_000 }),
  limitedBy: Nullable(Type.Enum([...limits])),
  reasons: Nullable(Type.String({ maxLength: 4_000 })),
  limitation: Type.Optional(
    Nullable(
      closed({
        article: Type.String({ maxLength: 300 }),
        scope: Nullable(Type.Enum([...limitationScopes])),
        /** Its last day, twelve months on at most; it ends as that day begins. */
        until: Nullable(Day),
        /** Who outside the unit reviews it. */
        reviewer: Nullable(Type.Enum(["authority"])),
      }),
    ),
  ),
  /** Keys of the records that are given, marked or meant. */
  records: Type.Array(Type.String({ maxLength: 120 }), { maxItems: 200 }),
});
export type Answering = Static<typeof Answering>;

/** What an act did with a person's data (LED-25.1), in the order in which it is told. */
export const actKinds = [
  "collected",
  "matched",
  "searched",
  "read",
  "decided",
  "disclosed",
  "unmasked",
  "masked",
  "deleted",
  "other",
] as const;
export type ActKind = (typeof actKinds)[number];

/**
 * POST /api/ledger/subject and GET /api/rights/requests/:id/history: everything the ledger knows of one person, newest
 * first, also after the record is gone. Of journeys it says nothing.
 */
export const PersonActs = closed({
  /** Under how many records (one a journey) the ledger knows the person. */
  records: Type.Integer(),
  acts: Type.Array(
    closed({
      seq: Type.Integer(),
      at: Instant,
      kind: Type.Enum([...actKinds]),
      action: Type.String(),
      subjectKind: Type.String(),
      actor: closed({ id: Type.String(), name: Type.String() }),
      purpose: Nullable(Type.String()),
      ground: Nullable(Type.String()),
      recipient: Nullable(Type.String()),
      profile: Nullable(Type.String()),
    }),
  ),
  /** There are older acts than these. */
  cut: Type.Boolean(),
  /** Whoever was given something: the answer to a request for access names them (PNRD-13.1, LED-12-18). */
  recipients: Type.Array(
    closed({ recipient: Type.String(), times: Type.Integer(), first: Instant, last: Instant }),
  ),
});
export type PersonActs = Static<typeof PersonActs>;
