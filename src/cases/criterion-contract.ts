// Alerts that rest on a criterion on the wire: what the rule found, what speaks for the traveller, one person's review.
import { Type, type Static } from "typebox";
import { closed, FlightKey, Instant, Nullable, PersonKey, Uuid } from "#vocabulary";
import { AlertFlight } from "./alert-flight.ts";
import { AwaitingNcb } from "./awaiting-ncb-contract.ts";

const State = Type.Enum(["open", "no-match", "confirmed", "cannot-tell", "withdrawn"]);
const By = closed({ id: Type.String(), name: Type.String() });
const Rule = closed({
  id: Uuid,
  code: Type.String(),
  title: Type.String(),
  version: Type.Integer(),
  outcome: Type.Enum(["suspect", "protect"]),
});

/** A line of the queue: the person is masked until the alert is opened. */
export const CriterionAlertRow = closed({
  id: Uuid,
  rule: Rule,
  points: Type.Integer(),
  matchAt: Type.Integer(),
  /** "A*** R***". */
  maskedName: Type.String(),
  age: Nullable(Type.Integer()),
  flight: AlertFlight,
  raisedAt: Instant,
  /** The first instant at which it is read by nobody (PNRD-12.5a). */
  keptUntil: Instant,
  /** Undecided, and so near its end that it is about to lapse. */
  lapsesSoon: Type.Boolean(),
  state: State,
  assignedTo: Nullable(By),
  /** The circumstances in the rule's own words. */
  because: Type.Array(Type.String()),
});
export type CriterionAlertRow = Static<typeof CriterionAlertRow>;

/**
 * GET /api/criterion-alerts?state=&flight=&person=&rule= (view-alerts): at most 200, open ones (the default) by due time,
 * then points; of another state the newest first. Live topic `criterion-alert`.
 */
export const CriterionAlertQuery = closed({
  state: Type.Optional(State),
  flight: Type.Optional(FlightKey),
  person: Type.Optional(PersonKey),
  rule: Type.Optional(Uuid),
});
export const CriterionAlertQueue = closed({
  asOf: Instant,
  alerts: Type.Array(CriterionAlertRow),
  open: Type.Integer(),
  more: Type.Boolean(),
});
export type CriterionAlertQueue = Static<typeof CriterionAlertQueue>;

const Statement = closed({
  text: Type.String(),
  holds: Type.Boolean(),
  values: Type.Array(
    closed({
      field: Type.String(),
      value: Type.Union([Type.String(), Type.Number(), Type.Boolean(), Type.Null()]),
    }),
  ),
  counted: Nullable(Type.Integer()),
});
const WeightEvidence = closed({
  text: Type.String(),
  points: Type.Integer(),
  state: Type.Enum(["true", "false", "unknown"]),
});
/** One innocent explanation, and what the reviewer found of it. */
export const ExoneratingCheck = closed({
  text: Type.String({ minLength: 1, maxLength: 400 }),
  found: Type.Enum(["applies", "does-not-apply", "not-known"]),
});
export type ExoneratingCheck = Static<typeof ExoneratingCheck>;

/** GET /api/criterion-alerts/:id (view-alert; x-purpose needed). */
export const CriterionAlertDetail = closed({
  id: Uuid,
  state: State,
  version: Type.Integer(),
  rule: Rule,
  /** SHA-256 of the rule's text that said so. */
  fingerprint: Type.String(),
  points: Type.Integer(),
  matchAt: Type.Integer(),
  raisedAt: Instant,
  keptUntil: Instant,
  /** When the last recipient of what was told gave feedback; null: nothing was told, or feedback is owed. */
  feedbackAt: Nullable(Instant),
  lapsesSoon: Type.Boolean(),
  /** False: the traveller's data have changed since and the rule matches no more; a person still decides. */
  stillMatches: Type.Boolean(),
  withdrawn: Nullable(closed({ at: Instant, reason: Type.String() })),
  flight: AlertFlight,
  personKey: PersonKey,
  traveller: closed({
    surname: Type.String(),
    given: Nullable(Type.String()),
    birthDate: Nullable(Type.String()),
    sex: Nullable(Type.String()),
    nationality: Nullable(Type.String()),
    seat: Nullable(Type.String()),
    locator: Nullable(Type.String()),
  }),
  because: Type.Array(Statement),
  adds: Type.Array(WeightEvidence),
  /** What the rule itself weighs for the traveller. */
  lowers: Type.Array(WeightEvidence),
  /** Innocent explanations that the review must have looked for: each is answered in the decision. */
  exonerating: Type.Array(Type.String()),
  /** How common a match is: of the last back-test, for 10,000 travellers, and the share confirmed by review so far. */
  baseRate: closed({
    per10000: Nullable(Type.Number()),
    reviewed: Type.Integer(),
    confirmed: Type.Integer(),
  }),
  decision: Nullable(
    closed({
      outcome: Type.Enum(["no-match", "confirmed", "cannot-tell"]),
      reasonCode: Type.String(),
      reason: Type.String(),
      checks: Type.Array(ExoneratingCheck),
      by: By,
      at: Instant,
    }),
  ),
  awaitingNcb: Type.Array(AwaitingNcb),
  assignedTo: Nullable(By),
  caseId: Nullable(Uuid),
  caseReference: Nullable(Type.String()),
  next: Nullable(Uuid),
});
export type CriterionAlertDetail = Static<typeof CriterionAlertDetail>;

/**
 * POST /api/criterion-alerts/:id/decision (decide-alert) → CriterionDecisionOutcome. By one person, one alert at a time, never by an
 * author of the rule (403 `own-rule`). `checks` answers each text of `exonerating` (422 `exonerating-unanswered`). Reason
 * codes as of other alerts. PUT /api/criterion-alerts/:id/assignment (AssignmentCommand; assign-alert) → Assignment.
 */
export const CriterionDecision = closed({
  outcome: Type.Enum(["no-match", "confirmed", "cannot-tell"]),
  reasonCode: Type.String({ minLength: 1, maxLength: 30 }),
  reason: Type.String({ minLength: 3, maxLength: 2000 }),
  checks: Type.Array(ExoneratingCheck, { maxItems: 40 }),
  version: Type.Integer(),
  caseId: Type.Optional(Uuid),
});
export type CriterionDecision = Static<typeof CriterionDecision>;
export const CriterionDecisionOutcome = closed({
  state: State,
  caseId: Nullable(Uuid),
  next: Nullable(Uuid),
});
