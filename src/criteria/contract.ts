// Criteria on the wire: the tree of a rule and its faults, its dossier, the steps of its life, back-tests, volume.
import { Type, type Static } from "typebox";
import { closed, Day, Instant, Nullable, Sentence, Uuid } from "#vocabulary";
import { Dossier } from "./dossier.ts";
import { RuleSchema } from "./language/ast.ts";

export {
  RuleSchema,
  type Comparison,
  type Condition,
  type Rule,
  type Term,
  type Weight,
} from "./language/ast.ts";
export type { Collection, Field, FieldKind, FieldType, Source } from "./language/catalogue.table.ts";
export type { Fault, Place } from "./language/fault.ts";
export type { Evidence, Statement, WeightEvidence } from "./run/evidence-types.ts";
export {
  aims,
  Dossier,
  evidenceReliabilities,
  evidenceSources,
  Limits,
  offences,
  usualLimits,
} from "./dossier.ts";

/**
 * Where a version of a rule stands: the last step it has completed. A review leaves an active one active. `suspended`
 * may be resumed, `retired` never is.
 */
export const criterionStates = [
  "proposed",
  "specified",
  "tested",
  "bias-tested",
  "opinion",
  "approved",
  "shadow",
  "active",
  "suspended",
  "retired",
] as const;
export type CriterionState = (typeof criterionStates)[number];
export const CriterionState = Type.Enum([...criterionStates]);

/** What happens to a version; `auto-suspended` by the system, all others by persons. */
export const criterionSteps = [
  "proposed",
  "changed",
  "specified",
  "tested",
  "bias-reported",
  "bias-assented",
  "opinion-given",
  "returned",
  "first-approved",
  "approved",
  "shadow-started",
  "activated",
  "reviewed",
  "suspended",
  "auto-suspended",
  "resumed",
  "retired",
] as const;
export type CriterionStep = (typeof criterionSteps)[number];

const By = closed({ id: Type.String(), name: Type.String() });
const Hash = Type.String({ pattern: "^[0-9a-f]{64}$" });

/** A share with its Wilson interval of 95 %; null where nothing was counted. */
export const Share = closed({
  count: Type.Integer(),
  of: Type.Integer(),
  value: Nullable(Type.Number()),
  low: Nullable(Type.Number()),
  high: Nullable(Type.Number()),
});
export type Share = Static<typeof Share>;

/** How a version runs live or in its shadow: nothing in it names a person. */
export const Metrics = closed({
  evaluated: Type.Integer(),
  matches: Type.Integer(),
  per10000: Nullable(Type.Number()),
  reviewed: Type.Integer(),
  /** confirmed of those decided either way; "cannot tell" counts as reviewed and never as confirmed. */
  precision: Share,
  /** Matches that nobody has reviewed: open, or withdrawn since. */
  open: Type.Integer(),
});
export type Metrics = Static<typeof Metrics>;

/** Where a running version stands beside its limits; `over`: what it is beyond already, before it stops itself. */
export const Standing = closed({
  /** Flights looked at in the last 24 hours; `most`: the most matches of one of them. */
  lastDay: closed({
    evaluated: Type.Integer(),
    matches: Type.Integer(),
    most: Type.Integer(),
    per10000: Nullable(Type.Number()),
  }),
  declared: closed({
    perDay: Type.Integer(),
    perFlight: Type.Integer(),
    per10000: Type.Number(),
    precisionFloor: Type.Number(),
    /** From how many reviews on the precision stops it. */
    reviewsNeeded: Type.Integer(),
  }),
  over: Type.Array(Type.Enum(["volume", "precision"])),
});
export type Standing = Static<typeof Standing>;

/** A line of the list: a rule by its newest version, and the version in force where that is another. */
export const CriterionRow = closed({
  id: Uuid,
  code: Type.String(),
  title: Type.String(),
  outcome: Type.Enum(["suspect", "protect"]),
  version: Type.Integer(),
  state: CriterionState,
  /** Why the system or a person suspended or retired it, in the words of whoever did, or a code of the system's. */
  stopped: Nullable(closed({ at: Instant, by: By, reason: Type.String(), because: Nullable(Sentence) })),
  activeVersion: Nullable(Type.Integer()),
  owner: By,
  changedAt: Instant,
  reviewDue: Nullable(Instant),
  sunsetAt: Nullable(Instant),
  overdue: Type.Boolean(),
  metrics: Nullable(Metrics),
  /** Null where it does not run. */
  standing: Nullable(Standing),
  /** Groups that alarmed in the last back-test of this text. */
  disparityAlarms: Nullable(Type.Integer()),
});
export type CriterionRow = Static<typeof CriterionRow>;

/** GET /api/criteria?state=: all rules by code (view-criteria). */
export const CriterionQuery = closed({ state: Type.Optional(CriterionState) });
export const CriterionList = closed({ asOf: Instant, criteria: Type.Array(CriterionRow) });
export type CriterionList = Static<typeof CriterionList>;

const WireField = closed({
  name: Type.String(),
  type: Type.Enum(["text", "number", "yes-no", "date", "instant", "place", "country"]),
  kind: Type.Enum(["scope", "person", "circumstance"]),
  source: Type.Enum(["flight", "api", "pnr", "both", "history"]),
  ground: Type.String(),
  meaning: Type.String(),
});
/** GET /api/criteria/catalogue: what a rule may ask (view-criteria). */
export const Catalogue = closed({
  fields: Type.Array(WireField),
  collections: Type.Array(
    closed({
      name: Type.String(),
      source: WireField.properties.source,
      kind: WireField.properties.kind,
      ground: Type.String(),
      meaning: Type.String(),
      days: Nullable(Type.String()),
      fields: Type.Array(WireField),
    }),
  ),
});
export type Catalogue = Static<typeof Catalogue>;

export const WireFault = closed({
  code: Type.String(),
  severity: Type.Enum(["refused", "caution"]),
  path: Type.String(),
  at: Nullable(closed({ offset: Type.Integer(), line: Type.Integer(), column: Type.Integer() })),
  text: Type.String(),
  mend: Type.String(),
  /** The same by code: what is wrong, then how to mend it. */
  said: Type.Array(Sentence),
  clause: Nullable(Type.String()),
});
export type WireFault = Static<typeof WireFault>;

/** The rule as text or as a tree, one of the two. */
export const Draft = Type.Union([
  closed({ text: Type.String({ maxLength: 40_000 }) }),
  closed({ rule: RuleSchema }),
]);
export type Draft = Static<typeof Draft>;

/**
 * POST /api/criteria/readings (Draft; view-criteria) → Reading: parses, lints and prints; nothing is kept. `rule` and
 * `printed` are null where the text is no rule at all; the faults then say where it stops.
 */
export const Reading = closed({
  rule: Nullable(RuleSchema),
  /** The rule's one form: what its fingerprint is taken of. */
  printed: Nullable(Type.String()),
  fingerprint: Nullable(Hash),
  /** True when no fault is `refused`. */
  usable: Type.Boolean(),
  faults: Type.Array(WireFault),
  /** Fields and collections it asks: what necessity is to be stated for. */
  fields: Type.Array(Type.String()),
});
export type Reading = Static<typeof Reading>;

/** Why a step cannot be taken yet: a code with values, and the same in English. */
export const Obstacle = closed({ because: Sentence, text: Type.String() });
export type Obstacle = Static<typeof Obstacle>;

/** A step that can come next, for the person who asks. `path` is the last part of its route. */
export const NextStep = closed({
  step: Type.Enum([...criterionSteps]),
  path: Type.String(),
  action: Type.String(),
  /** Whether this person's roles permit it; what keeps them otherwise (being its author) stands in `obstacles`. */
  permitted: Type.Boolean(),
  obstacles: Type.Array(Obstacle),
});
export type NextStep = Static<typeof NextStep>;

/** One step of the history, oldest first; the ledger has the same. */
export const HistoryStep = closed({
  version: Type.Integer(),
  step: Type.Enum([...criterionSteps]),
  at: Instant,
  by: By,
  reason: Nullable(Type.String()),
  /** Of what the system did: why. */
  because: Nullable(Sentence),
  fingerprint: Hash,
  testId: Nullable(Uuid),
});
export type HistoryStep = Static<typeof HistoryStep>;

export const GroupBy = Type.Enum(["nationality", "age", "sex", "route"]);

/**
 * How often the rule selects one group beside all others. `ratio`: its rate by the rate of the rest, with the interval of
 * 95 %. alarm: outside 0.8-1.25 and the interval leaves out 1. unsure: outside, but chance could do it. `group`: a State's
 * alpha-3 code, `other` (States of few travellers together), `not-told`; age bands `0-17`, `18-29`, `30-44`, `45-59`, `60+`;
 * M, F, X; a route `IST-GYD`.
 */
export const DisparityLine = closed({
  by: GroupBy,
  group: Type.String(),
  travellers: Type.Integer(),
  matches: Type.Integer(),
  rate: Share,
  ratio: Nullable(Type.Number()),
  low: Nullable(Type.Number()),
  high: Nullable(Type.Number()),
  verdict: Type.Enum(["within", "unsure", "alarm"]),
});
export type DisparityLine = Static<typeof DisparityLine>;

/** The result: figures alone, from depersonalised rows. */
export const BackTestResult = closed({
  travellers: Type.Integer(),
  flights: Type.Integer(),
  matches: Type.Integer(),
  /** Travellers for whom what is not told keeps the rule from being decided. */
  undecided: Type.Integer(),
  per10000: Nullable(Type.Number()),
  low: Nullable(Type.Number()),
  high: Nullable(Type.Number()),
  mostPerFlight: Type.Integer(),
  mostPerDay: Type.Integer(),
  /** Confirmed of the matched persons that somebody has reviewed and decided, whatever raised the alert. */
  precision: Share,
  /** Matched of all persons confirmed by review in these days: what it would have found of the known. */
  recall: Share,
  overlap: Type.Array(
    closed({ id: Uuid, code: Type.String(), version: Type.Integer(), both: Type.Integer(), share: Share }),
  ),
  disparity: Type.Array(DisparityLine),
  alarms: Type.Integer(),
  weeks: Type.Array(closed({ from: Day, travellers: Type.Integer(), matches: Type.Integer() })),
});
export type BackTestResult = Static<typeof BackTestResult>;

export const BackTest = closed({
  id: Uuid,
  version: Type.Integer(),
  fingerprint: Hash,
  from: Day,
  until: Day,
  state: Type.Enum(["running", "done", "failed"]),
  askedBy: By,
  askedAt: Instant,
  endedAt: Nullable(Instant),
  /** SHA-256 over the rows it was made on: the same id means the same data. */
  dataset: Nullable(Hash),
  /** SHA-256 over its hits in order: a repeat on the same data gives the same. */
  hits: Nullable(Hash),
  /** Of a repeat: the test that was repeated, and whether data and hits came out the same. */
  repeats: Nullable(
    closed({ id: Uuid, sameData: Nullable(Type.Boolean()), sameHits: Nullable(Type.Boolean()) }),
  ),
  /** Why it failed. */
  failure: Nullable(Sentence),
  result: Nullable(BackTestResult),
});
export type BackTest = Static<typeof BackTest>;

/**
 * POST /api/criteria/:id/versions/:version/back-tests (BackTestRequest; test-criterion, x-purpose CRITERIA) → 202 BackTest,
 * running: the live topic `criterion` tells its end. `repeats`: the days are those of that test.
 * GET /api/criteria/:id/back-tests/:test → BackTest (view-criteria).
 */
export const BackTestRequest = closed({
  from: Day,
  until: Day,
  repeats: Type.Optional(Uuid),
});
export type BackTestRequest = Static<typeof BackTestRequest>;

/** One day of a version's running; `shadow`: counted without alerts. */
export const VolumeDay = closed({
  day: Day,
  shadow: Type.Boolean(),
  flights: Type.Integer(),
  evaluated: Type.Integer(),
  matches: Type.Integer(),
  mostPerFlight: Type.Integer(),
});
export type VolumeDay = Static<typeof VolumeDay>;

/** The shadow beside the back-test: `within` when its volume is within 25 % of it, null while it cannot be told. */
export const Shadow = closed({
  since: Instant,
  until: Instant,
  evaluated: Type.Integer(),
  matches: Type.Integer(),
  per10000: Nullable(Type.Number()),
  backTestPer10000: Nullable(Type.Number()),
  within: Nullable(Type.Boolean()),
});
export type Shadow = Static<typeof Shadow>;

const Signed = closed({ by: By, at: Instant, text: Type.String() });

/** One version in full. */
export const CriterionVersion = closed({
  version: Type.Integer(),
  state: CriterionState,
  /** The text as printed, null while none was written. */
  text: Nullable(Type.String()),
  rule: Nullable(RuleSchema),
  fingerprint: Nullable(Hash),
  faults: Type.Array(WireFault),
  fields: Type.Array(Type.String()),
  dossier: Dossier,
  author: By,
  /** Everyone who wrote on it: none of them approves it. */
  authors: Type.Array(By),
  /** Steps 3 to 6, each null until taken on this text. */
  test: Nullable(closed({ by: By, at: Instant, text: Type.String(), testId: Uuid })),
  bias: Nullable(
    closed({
      report: Signed,
      explanations: Type.Array(closed({ by: GroupBy, group: Type.String(), text: Type.String() })),
      assent: Nullable(Signed),
    }),
  ),
  opinion: Nullable(closed({ verdict: Type.Enum(["positive", "negative"]), signed: Signed })),
  approvals: Type.Array(Signed),
  activeSince: Nullable(Instant),
  reviewDue: Nullable(Instant),
  sunsetAt: Nullable(Instant),
  shadow: Nullable(Shadow),
  metrics: Nullable(Metrics),
  standing: Nullable(Standing),
  volume: Type.Array(VolumeDay),
});
export type CriterionVersion = Static<typeof CriterionVersion>;

/** GET /api/criteria/:id?version= (the newest without it; view-criteria). Every step below answers with it too. */
export const CriterionDetail = closed({
  id: Uuid,
  code: Type.String(),
  owner: By,
  /** How often it was saved or stepped: sent back with each change, 409 `criterion-changed` when it is another by then. */
  revision: Type.Integer(),
  versions: Type.Array(closed({ version: Type.Integer(), state: CriterionState, createdAt: Instant })),
  shown: CriterionVersion,
  next: Type.Array(NextStep),
  history: Type.Array(HistoryStep),
  backTests: Type.Array(BackTest),
});
export type CriterionDetail = Static<typeof CriterionDetail>;

/** POST /api/criteria (write-criterion) → 201 CriterionDetail: a first version, `proposed`. */
export const NewCriterion = closed({
  code: Type.String({ maxLength: 60, pattern: "^[a-z][a-z0-9]*(-[a-z0-9]+)*$" }),
  dossier: Dossier,
  draft: Type.Optional(Draft),
});
export type NewCriterion = Static<typeof NewCriterion>;

/**
 * PUT /api/criteria/:id/draft (write-criterion) → CriterionDetail: the newest version, while it is not approved. What was
 * tested or said of another text falls away: the version is `proposed` again. The rule's code must be the criterion's. A text that is no rule is refused (422 `no-rule`).
 */
export const DraftSave = closed({
  revision: Type.Integer(),
  dossier: Dossier,
  draft: Nullable(Draft),
});
export type DraftSave = Static<typeof DraftSave>;

const revision = Type.Integer();
const Reason = Type.String({ minLength: 3, maxLength: 4_000 });

/** POST /api/criteria/:id/versions (Revised; write-criterion) → 201: the next version, with the text and dossier of the newest. */
export const Revised = closed({ revision });

/**
 * POST /api/criteria/:id/versions/:version/<path> → CriterionDetail. By path and action:
 * specification (Revised; write-criterion), test-report (TestReport; test-criterion, not an author), bias-report
 * (BiasReport; test-criterion), bias-assent (Reasoned; advise-criterion), opinion (Opinion; advise-criterion; negative
 * returns it to `proposed`), return (Reasoned; approve-criterion), approval (Approval; approve-criterion: two persons, neither
 * an author), shadow (Revised; write-criterion), activation (Reasoned; approve-criterion, not an author), review (Reasoned;
 * approve-criterion, not an author), suspension and retirement (Reasoned; stop-criterion; at once, whatever `revision`
 * says), resumption (Reasoned; approve-criterion, not an author). 409 `criterion-gate` with the first obstacle as `because`.
 */
export const TestReport = closed({ revision, testId: Uuid, text: Reason });
export const BiasReport = closed({
  revision,
  text: Reason,
  /** One for each group that alarms or is unsure. */
  explanations: Type.Array(closed({ by: GroupBy, group: Type.String({ maxLength: 20 }), text: Reason }), {
    maxItems: 300,
  }),
});
export type BiasReport = Static<typeof BiasReport>;
export const Opinion = closed({ revision, verdict: Type.Enum(["positive", "negative"]), text: Reason });
export type Opinion = Static<typeof Opinion>;
/** `fingerprint`: of the text that was read; another text is never approved by it. */
export const Approval = closed({ revision, fingerprint: Hash, text: Reason });
export const Reasoned = closed({ revision, text: Reason });

/**
 * GET /api/criteria/:id/dossier?version= (view-criteria) → JSON file for the data protection officer, an auditor or a court:
 * the detail with the hash of each step chained to the one before.
 */
export const DossierFile = closed({
  madeAt: Instant,
  software: Type.String(),
  criterion: CriterionDetail,
  chain: Type.Array(closed({ step: HistoryStep, hash: Hash })),
});
export type DossierFile = Static<typeof DossierFile>;
