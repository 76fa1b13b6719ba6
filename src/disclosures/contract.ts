// Authorities, requests, packages and recalls on the wire.
import { Type, type Static } from "typebox";
import { offences } from "#criteria/contract";
import { closed, Day, FlightKey, Instant, Nullable, PersonKey, Uuid } from "#vocabulary";
import {
  authorityKinds,
  channels,
  disclosurePurposes,
  handlingCodes,
  legalBases,
  measures,
  noticeKinds,
  outcomes,
  personCategories,
  protectionFlags,
  refusalCodes,
  results,
  services,
} from "./code-lists.ts";
import { elements } from "./elements.ts";
import { requestStates } from "./states.ts";

export * from "./code-lists.ts";
export { elementFacts, elements, proposedElements, usualElements, type Element } from "./elements.ts";
export { fieldNames, requestType, requestTypes, type FieldName, type RequestType } from "./request-types.ts";
export { requestStates, type RequestState, type ShownState } from "./states.ts";
export { offences };

const words = (min: number, max: number) => Type.String({ minLength: min, maxLength: max });
const By = closed({ id: Type.String(), name: Type.String() });
const Offence = Type.Enum([...offences]);
const DisclosurePurpose = Type.Enum([...disclosurePurposes]);
const Handling = Type.Array(Type.Enum([...handlingCodes]), { minItems: 1, maxItems: 6, uniqueItems: true });
const ElementName = Type.Enum([...elements]);
const Country = Type.String({ pattern: "^[A-Z]{2}$" });

/** A public JSON Web Key: no private part can be given. */
export const PublicKey = Type.Union([
  closed({ kty: Type.Literal("OKP"), crv: Type.Enum(["Ed25519", "X25519"]), x: words(40, 60) }),
  closed({
    kty: Type.Literal("EC"),
    crv: Type.Enum(["P-256", "P-384"]),
    x: words(40, 90),
    y: words(40, 90),
  }),
]);
export type PublicKey = Static<typeof PublicKey>;

/** POST /api/authorities → 201 Authority (proposed): a new one, or with `id` a change of one. */
export const AuthorityContent = closed({
  id: Type.Optional(Uuid),
  code: Type.String({ pattern: "^[a-z0-9-]{2,40}$" }),
  name: words(2, 200),
  kind: Type.Enum([...authorityKinds]),
  service: Type.Enum([...services]),
  country: Country,
  legalAct: words(3, 300),
  purposes: Type.Array(DisclosurePurpose, { minItems: 1, uniqueItems: true }),
  offences: Type.Array(Offence, { uniqueItems: true }),
  contact: words(3, 200),
  language: words(2, 10),
  channel: Type.Enum([...channels]),
  recallAddress: words(3, 200),
  encryptionKey: PublicKey,
  signingKey: PublicKey,
  keysFrom: Instant,
  keysUntil: Instant,
  validFrom: Instant,
  validUntil: Instant,
  deathPenalty: Type.Boolean(),
  tortureRisk: Type.Boolean(),
  /** That it protects the data comparably, and until when that was found; needed by who receives abroad (Annex 9, 9.24 c). */
  comparableProtection: Type.Optional(Nullable(closed({ grounds: words(20, 4000), until: Day }))),
  reason: words(3, 2000),
});
export type AuthorityContent = Static<typeof AuthorityContent>;
const { id: _id, reason: _reason, ...authorityFacts } = AuthorityContent.properties;
export const Authority = closed({
  ...authorityFacts,
  id: Uuid,
  version: Type.Integer(),
  state: Type.Enum(["proposed", "in-force", "refused", "replaced", "ended"]),
  /** In force by its state and by its days, and its keys too. */
  usable: Type.Boolean(),
  reason: Type.String(),
  proposed: closed({ by: By, at: Instant }),
  decided: Nullable(closed({ by: By, at: Instant })),
});
export type Authority = Static<typeof Authority>;
/** GET /api/authorities: in force and waiting, then ended. */
export const Authorities = closed({ authorities: Type.Array(Authority) });
export type Authorities = Static<typeof Authorities>;
/** POST /api/authorities/:id/decision (another person) and /ending (one person; at once) → Authorities. */
export const AuthorityDecision = closed({
  version: Type.Integer(),
  inForce: Type.Boolean(),
  reason: words(3, 2000),
});
export const Why = closed({ reason: words(3, 2000) });

/** One person asked about, by single selectors. */
export const Subject = closed({
  name: Type.Optional(closed({ surname: words(1, 100), given: words(1, 100) })),
  birthDate: Type.Optional(Type.String({ pattern: "^\\d{4}-\\d{2}-\\d{2}$" })),
  document: Type.Optional(words(1, 40)),
  locator: Type.Optional(words(1, 20)),
  phone: Type.Optional(words(1, 40)),
  email: Type.Optional(words(1, 200)),
  flight: Type.Optional(
    closed({ designator: Type.String({ pattern: "^[A-Za-z0-9]{2,3} ?\\d{1,4}[A-Za-z]?$" }), date: Day }),
  ),
});
export type Subject = Static<typeof Subject>;

/** The form of a request; which fields it needs depends on its type (request-types.ts). */
export const RequestFields = closed({
  requester: Type.Optional(
    closed({
      officer: Type.String({ maxLength: 200 }),
      contact: Type.String({ maxLength: 200 }),
      supervisor: Type.String({ maxLength: 200 }),
    }),
  ),
  purpose: Type.Optional(DisclosurePurpose),
  offence: Type.Optional(
    closed({
      code: Offence,
      article: Type.String({ maxLength: 200 }),
      maxPenaltyYears: Type.Number({ minimum: 0, maximum: 100 }),
    }),
  ),
  airLink: Type.Optional(
    closed({ kind: Type.Enum(["direct", "indirect"]), text: Type.String({ maxLength: 2000 }) }),
  ),
  caseReference: Type.Optional(Type.String({ maxLength: 100 })),
  grounds: Type.Optional(Type.String({ maxLength: 4000 })),
  newCircumstances: Type.Optional(Type.String({ maxLength: 4000 })),
  objectiveEvidence: Type.Optional(Type.String({ maxLength: 4000 })),
  /** Europol: what it substantially contributes to. */
  contribution: Type.Optional(Type.String({ maxLength: 2000 })),
  subjects: Type.Optional(Type.Array(Subject, { maxItems: 25 })),
  window: Type.Optional(
    closed({ from: Day, until: Day, justification: Type.Optional(Type.String({ maxLength: 2000 })) }),
  ),
  elements: Type.Optional(Type.Array(ElementName, { uniqueItems: true })),
  masked: Type.Optional(Type.Boolean()),
  category: Type.Optional(Type.Enum([...personCategories])),
  protection: Type.Optional(Type.Array(Type.Enum([...protectionFlags]), { uniqueItems: true })),
  urgency: Type.Optional(
    closed({ reason: Type.String({ maxLength: 2000 }), deadline: Type.Optional(Instant) }),
  ),
  handling: Type.Optional(closed({ codes: Handling, accepted: Type.Boolean() })),
  humanRights: Type.Optional(
    closed({
      noDeathPenalty: Type.Boolean(),
      noTorture: Type.Boolean(),
      originCountry: Nullable(Country),
      text: Type.String({ maxLength: 2000 }),
    }),
  ),
  /** Third country: passes nothing on without consent, for which purpose and how long it needs it. */
  onward: Type.Optional(
    closed({ onlyWithConsent: Type.Boolean(), necessity: Type.String({ maxLength: 2000 }) }),
  ),
  legalBasis: Type.Optional(
    closed({ code: Type.Enum([...legalBases]), text: Type.String({ maxLength: 300 }) }),
  ),
  priorApproval: Type.Optional(
    closed({
      body: Type.String({ maxLength: 200 }),
      decision: Type.String({ maxLength: 100 }),
      date: Day,
      scope: Type.String({ maxLength: 500 }),
      expires: Day,
    }),
  ),
  language: Type.Optional(Type.String({ maxLength: 10 })),
  feedback: Type.Optional(Type.Boolean()),
  /** Foreign authority in an emergency: its own unit, which gets a copy (PNRD-9.3). */
  copyTo: Type.Optional(Type.String({ maxLength: 200 })),
});
export type RequestFields = Static<typeof RequestFields>;

/** POST /api/requests → 201: a draft, or submitted at once. PUT /api/requests/:id replaces the form of a draft or an incomplete one. */
export const NewRequest = closed({
  type: Type.String({ maxLength: 20 }),
  authorityId: Uuid,
  urgent: Type.Boolean(),
  fields: RequestFields,
  submit: Type.Boolean(),
});
export type NewRequest = Static<typeof NewRequest>;

const State = Type.Enum([...requestStates]);
const Clock = closed({ kind: Type.String(), dueAt: Instant, overdue: Type.Boolean() });
export const RequestRow = closed({
  id: Uuid,
  reference: Type.String(),
  type: Type.String(),
  direction: Type.Enum(["in", "out"]),
  state: State,
  authority: closed({ id: Uuid, name: Type.String(), country: Type.String() }),
  purpose: Nullable(Type.String()),
  offence: Nullable(Type.String()),
  urgent: Type.Boolean(),
  needsApproval: Type.Boolean(),
  submittedAt: Nullable(Instant),
  clock: Nullable(Clock),
});
export type RequestRow = Static<typeof RequestRow>;
/** GET /api/requests?show=open|ended: by the clock, the soonest first. */
export const RequestQueue = closed({
  asOf: Instant,
  requests: Type.Array(RequestRow),
  /** Packages on alerts that wait for a second person. */
  waiting: Type.Array(
    closed({ id: Uuid, reference: Type.String(), caseId: Nullable(Uuid), recipient: Type.String() }),
  ),
});
export type RequestQueue = Static<typeof RequestQueue>;

export const FoundPerson = closed({
  key: PersonKey,
  subject: Type.Integer(),
  surname: Type.String(),
  given: Nullable(Type.String()),
  birthDate: Nullable(Type.String()),
  nationality: Nullable(Type.String()),
  document: Nullable(Type.String()),
  sources: Type.Array(Type.String()),
  flight: closed({
    key: FlightKey,
    designator: Type.String(),
    origin: Type.String(),
    destination: Type.String(),
    date: Day,
  }),
  reviewed: Nullable(Type.Enum(["is-the-person", "is-not", "cannot-tell"])),
});
export type FoundPerson = Static<typeof FoundPerson>;

export const GateResult = closed({
  gate: Type.Enum([
    "register",
    "entitlement",
    "bookings",
    "after-travel",
    "refoulement",
    "assurance",
    "transfer",
    "comparable-protection",
    "child",
    "victim",
    "protection-contact",
    "four-eyes",
    "interpol",
  ]),
  passed: Type.Boolean(),
  text: Type.String(),
});
export type GateResult = Static<typeof GateResult>;

const Line = closed({ label: Type.String(), value: Type.String() });
/** What a package says: nothing but this leaves (no score, no ranking: CJEU C-817/19, 208). */
export const PackageContent = closed({
  format: Type.Literal("openpiu-package/1"),
  reference: Type.String(),
  /** First what persons found. */
  review: closed({
    result: Type.Literal("is-the-person"),
    statement: Type.String(),
    assertion: Type.Enum(["fact", "assessment"]),
    reliability: Type.String(),
    credibility: Type.String(),
    checks: Type.Array(Type.String()),
    reviewedAt: Instant,
    secondReview: closed({ statement: Type.String(), at: Instant }),
  }),
  from: Type.String(),
  to: Type.String(),
  request: Nullable(Type.String()),
  legalBasis: Type.String(),
  purpose: Type.String(),
  offence: Nullable(Type.String()),
  measure: Type.Enum([...measures]),
  measureReference: Nullable(Type.String()),
  category: Type.String(),
  elements: Type.Array(
    closed({ element: ElementName, source: Type.String(), receivedAt: Instant, lines: Type.Array(Line) }),
  ),
  handling: Handling,
  conditions: Type.Array(Type.String()),
  onwardTransfer: Type.Boolean(),
  keepUntil: Day,
  recallAddress: Type.String(),
  issuedAt: Instant,
});
export type PackageContent = Static<typeof PackageContent>;

export const PackageState = Type.Enum([
  "draft",
  "release-check",
  "released",
  "acknowledged",
  "refused",
  "recalled",
]);
const Grading = {
  statement: words(10, 4000),
  checks: Type.Array(words(3, 300), { minItems: 1, maxItems: 20 }),
  assertion: Type.Enum(["fact", "assessment"]),
  reliability: Type.String({ pattern: "^[A-F]$" }),
  credibility: Type.String({ pattern: "^[1-6]$" }),
};
/** POST /api/requests/:id/reviews: one found person at a time, by a person. */
export const ReviewCommand = closed({
  person: PersonKey,
  outcome: Type.Enum(["is-the-person", "is-not", "cannot-tell"]),
  ...Grading,
});
export type ReviewCommand = Static<typeof ReviewCommand>;

const PackageChoice = {
  authorityId: Uuid,
  purpose: DisclosurePurpose,
  offence: Nullable(Offence),
  measure: Type.Enum([...measures]),
  measureReference: Type.Optional(words(3, 100)),
  category: Type.Enum([...personCategories]),
  elements: Type.Array(ElementName, { minItems: 1, uniqueItems: true }),
  /** Why more than what is usual is needed. */
  beyondUsual: Type.Optional(words(10, 2000)),
  handling: Handling,
  keepDays: Type.Integer({ minimum: 1, maximum: 1826 }),
  protection: Type.Array(Type.Enum([...protectionFlags]), { uniqueItems: true }),
  transfer: Type.Optional(
    closed({
      ground: Type.Enum(["LB-3C-ADQ", "LB-3C-SAFE", "LB-3C-DEROG"]),
      necessity: words(10, 2000),
      /** Whether it may be passed on: only with a consent that is given apart. */
      onward: Type.Boolean(),
      assurance: Type.String({ maxLength: 2000 }),
    }),
  ),
};
/** POST /api/requests/:id/packages → 201 PackageView: of a person reviewed as the one asked about. */
const { authorityId: _to, purpose: _for, offence: _about, ...replyChoice } = PackageChoice;
export const ReplyPackage = closed({
  person: PersonKey,
  ...replyChoice,
  /** The drafter's own grant to see this person unmasked: what it opens goes into the package. */
  unmasking: Type.Optional(Uuid),
});
export type ReplyPackage = Static<typeof ReplyPackage>;
/** POST /api/packages → 201 PackageView: refers a confirmed alert to an authority. */
export const Referral = closed({
  /** When a notice of INTERPOL was last asked for live (IPOL-RPD-2). */
  interpolCheckedAt: Type.Optional(Instant),
  alertKind: Type.Enum(["listed", "rule"]),
  alertId: Uuid,
  ...Grading,
  ...PackageChoice,
});
export type Referral = Static<typeof Referral>;

export const PackageView = closed({
  id: Uuid,
  reference: Type.String(),
  state: PackageState,
  personKey: PersonKey,
  maskedName: Type.String(),
  recipient: closed({ id: Uuid, name: Type.String(), country: Type.String(), kind: Type.String() }),
  requestId: Nullable(Uuid),
  caseId: Nullable(Uuid),
  purpose: Type.String(),
  offence: Nullable(Type.String()),
  measure: Type.String(),
  category: Type.String(),
  elements: Type.Array(ElementName),
  beyondUsual: Nullable(Type.String()),
  handling: Handling,
  keepUntil: Day,
  flags: closed({
    child: Type.Boolean(),
    claimant: Type.Boolean(),
    victim: Type.Boolean(),
    freeMovement: Type.Boolean(),
    afterTravel: Type.Boolean(),
    bookings: Type.Boolean(),
  }),
  gates: Type.Array(GateResult),
  drafted: closed({ by: By, at: Instant }),
  released: Nullable(closed({ by: By, at: Instant, hash: Type.String() })),
  acknowledgedAt: Nullable(Instant),
  acknowledgementDueAt: Nullable(Instant),
  openedAt: Nullable(Instant),
  outcome: Nullable(closed({ code: Type.String(), text: Nullable(Type.String()), at: Instant })),
  outcomeDueAt: Nullable(Instant),
  recalls: Type.Array(
    closed({ kind: Type.String(), cause: Type.String(), madeAt: Instant, acknowledgedAt: Nullable(Instant) }),
  ),
  protectionConsent: Nullable(closed({ by: By, at: Instant })),
  override: Nullable(closed({ asked: Type.Boolean(), joined: Type.Boolean(), decided: Type.Boolean() })),
});
export type PackageView = Static<typeof PackageView>;
/** GET /api/packages?case=|alert=: what was referred on it. */
export const PackageQuery = closed({ case: Type.Optional(Uuid), alert: Type.Optional(Uuid) });
export const Packages = closed({ packages: Type.Array(PackageView) });
export type Packages = Static<typeof Packages>;
/** GET /api/packages/:id/preview (x-purpose needed): what would leave, word by word. */
export const PackagePreview = closed({ content: PackageContent });
export type PackagePreview = Static<typeof PackagePreview>;

/** POST /api/requests/:id/triage: complete, or back with what is lacking. */
export const Triage = closed({ complete: Type.Boolean(), reason: words(3, 2000) });
/** POST /api/requests/:id/legal-check: the legal adviser's opinion with the text it rests on; `code` where it is unlawful. */
export const LegalCheck = closed({
  lawful: Type.Boolean(),
  reason: words(10, 4000),
  code: Nullable(Type.Enum([...refusalCodes])),
});
/** POST /api/requests/:id/approval: the supervisor approves or refuses. */
export const RequestApproval = closed({
  approved: Type.Boolean(),
  reason: words(3, 2000),
  code: Nullable(Type.Enum([...refusalCodes])),
});
/** POST /api/requests/:id/release: the release check, of all packages of the reply together. */
export const RequestRelease = closed({
  result: Type.Enum([...results]),
  reason: words(10, 2000),
  code: Nullable(Type.Enum([...refusalCodes])),
});
/** POST /api/packages/:id/release and others: a second person's words. */
export const SecondReview = closed({ reason: words(10, 2000) });

export const RequestDetail = closed({
  request: RequestRow,
  fields: RequestFields,
  /** What must be given within 24 hours of an urgent request. */
  owed: Type.Array(Type.String()),
  afterTravel: Type.Boolean(),
  approval: Type.Enum(["none", "asked", "approved", "refused"]),
  approvalId: Nullable(Uuid),
  legal: Nullable(closed({ lawful: Type.Boolean(), reason: Type.String(), by: By, at: Instant })),
  urgency: Nullable(
    closed({ by: By, reason: Type.String(), confirmed: Nullable(By), until: Nullable(Instant) }),
  ),
  refusal: Nullable(
    closed({ code: Type.String(), reason: Type.String(), remedy: Type.String(), told: Type.Boolean() }),
  ),
  result: Nullable(Type.String()),
  said: Nullable(Type.String()),
  searches: Type.Array(
    closed({
      at: Instant,
      by: By,
      selectors: Type.Integer(),
      found: Type.Integer(),
      refused: Nullable(Type.String()),
    }),
  ),
  /** Whom the search found, in clear: only for a stated purpose (x-purpose), else none. */
  found: Type.Array(FoundPerson),
  packages: Type.Array(PackageView),
  steps: Type.Array(
    closed({
      from: Nullable(Type.String()),
      to: Type.String(),
      by: By,
      role: Type.String(),
      reason: Type.String(),
      profile: Type.String(),
      at: Instant,
    }),
  ),
  earlier: Type.Array(
    closed({ id: Uuid, reference: Type.String(), state: State, submittedAt: Nullable(Instant) }),
  ),
});
export type RequestDetail = Static<typeof RequestDetail>;

const Received = closed({
  id: Uuid,
  reference: Type.String(),
  state: PackageState,
  measure: Type.String(),
  purpose: Type.String(),
  handling: Handling,
  conditions: Type.Array(Type.String()),
  keepUntil: Day,
  releasedAt: Instant,
  acknowledgedAt: Nullable(Instant),
  acknowledgementDueAt: Nullable(Instant),
  openedAt: Nullable(Instant),
  outcomes: Type.Array(Type.Enum([...outcomes])),
  outcome: Nullable(Type.Enum([...outcomes])),
  outcomeDueAt: Nullable(Instant),
  hash: Type.String(),
});
export type Received = Static<typeof Received>;
const OwnRow = closed({
  id: Uuid,
  reference: Type.String(),
  type: Type.String(),
  state: Type.Enum([
    "draft",
    "submitted",
    "incomplete",
    "in-work",
    "answered",
    "closed",
    "withdrawn",
    "recalled",
  ]),
  submittedAt: Nullable(Instant),
  dueAt: Nullable(Instant),
});
/** GET /api/own-requests: a liaison officer's own organisation only. */
export const OwnRequests = closed({
  authorities: Type.Array(
    closed({
      id: Uuid,
      name: Type.String(),
      kind: Type.Enum([...authorityKinds]),
      purposes: Type.Array(Type.String()),
      offences: Type.Array(Type.String()),
      usable: Type.Boolean(),
    }),
  ),
  requests: Type.Array(OwnRow),
  packages: Type.Array(Received),
  recalls: Type.Array(
    closed({
      id: Uuid,
      kind: Type.String(),
      cause: Type.String(),
      text: Type.String(),
      packages: Type.Array(Type.String()),
      madeAt: Instant,
      dueAt: Instant,
      acknowledgedAt: Nullable(Instant),
    }),
  ),
});
export type OwnRequests = Static<typeof OwnRequests>;
/** GET /api/own-requests/:id. `answer` is null until there is one. */
export const OwnRequest = closed({
  request: OwnRow,
  fields: RequestFields,
  asks: Nullable(Type.String()),
  answer: Nullable(
    closed({
      result: Type.Enum([...results]),
      code: Nullable(Type.String()),
      reason: Type.String(),
      remedy: Type.String(),
      answeredAt: Instant,
      acknowledgedAt: Nullable(Instant),
    }),
  ),
  packages: Type.Array(Received),
});
export type OwnRequest = Static<typeof OwnRequest>;
/** POST /api/own-packages/:id/acknowledgement: the handling conditions are accepted. */
export const Acknowledgement = closed({ conditionsAccepted: Type.Literal(true) });
/** GET /api/own-packages/:id/content: after the acknowledgement; each opening is in the ledger. */
export const OpenedPackage = closed({ content: PackageContent, signature: Type.String() });
export type OpenedPackage = Static<typeof OpenedPackage>;
/** POST /api/own-packages/:id/outcome. */
export const OutcomeCommand = closed({
  code: Type.Enum([...outcomes]),
  article: Type.Optional(words(3, 200)),
  text: Type.Optional(words(3, 2000)),
});

/** GET /api/disclosure-notices: what the data protection officer is told. POST …/:id/seen. */
export const Notices = closed({
  notices: Type.Array(
    closed({
      id: Uuid,
      kind: Type.Enum([...noticeKinds]),
      authority: Type.String(),
      requestId: Nullable(Uuid),
      packageId: Nullable(Uuid),
      text: Type.String(),
      at: Instant,
      seenAt: Nullable(Instant),
    }),
  ),
});
export type Notices = Static<typeof Notices>;
