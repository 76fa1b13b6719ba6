// Alerts, decisions and cases on the wire.
import { Type, type Static } from "typebox";
import { closed, FlightKey, Instant, Nullable, PersonKey, Uuid } from "#vocabulary";
import { AwaitingNcb } from "./awaiting-ncb-contract.ts";
import { AlertFlight } from "./alert-flight.ts";
import { CriterionAlertRow } from "./criterion-contract.ts";
import { personCategories } from "#watchlists/contract";
import { considerations } from "./protection-contract.ts";

export { AlertFlight } from "./alert-flight.ts";
export * from "./criterion-contract.ts";
export * from "./protection-contract.ts";

const Band = Type.Union([Type.Literal("strong"), Type.Literal("possible"), Type.Literal("weak")]);
const AlertState = Type.Enum(["open", "no-match", "confirmed", "cannot-tell", "withdrawn"]);
const Outcome = Type.Enum(["no-match", "confirmed", "cannot-tell"]);
export type Outcome = Static<typeof Outcome>;

/** Reason codes (roles.md 5.3, hit decision) a decision must give one of. */
export const noMatchReasons = ["DISMISS-ID", "DISMISS-EXON", "DISMISS-STALE", "DUPLICATE"] as const;
export const confirmedReasons = ["ESCALATE", "PROTECT"] as const;
/** Nobody could tell: the datum that would decide. */
export const cannotTellReasons = [
  "NEEDS-BIRTH-DATE",
  "NEEDS-DOCUMENT",
  "NEEDS-FATHER",
  "NEEDS-BIRTH-PLACE",
  "NEEDS-PHOTOGRAPH",
  "NEEDS-FINGERPRINTS",
  "NEEDS-OTHER",
] as const;
export const reasonCodes = {
  "no-match": noMatchReasons,
  confirmed: confirmedReasons,
  "cannot-tell": cannotTellReasons,
} as const satisfies Record<Outcome, readonly string[]>;

/** A line of the queue: the person is masked until the alert is opened. */
export const AlertRow = closed({
  id: Uuid,
  band: Band,
  strength: Type.Number(),
  list: Type.String(),
  /** How many further entries are this listed person: on the same list or others. */
  alsoListed: Type.Integer(),
  /** "A*** R***". */
  maskedName: Type.String(),
  age: Nullable(Type.Integer()),
  nationality: Nullable(Type.String()),
  flight: AlertFlight,
  raisedAt: Instant,
  /** The first instant at which it is read by nobody (PNRD-12.5a). */
  keptUntil: Instant,
  /** Undecided, and so near its end that it is about to lapse. */
  lapsesSoon: Type.Boolean(),
  state: AlertState,
  assignedTo: Nullable(closed({ id: Type.String(), name: Type.String() })),
  /** Strongest evidence first, machine codes for the line's one-sentence reason. */
  reason: Type.Array(closed({ feature: Type.String(), relation: Type.String() })),
});
export type AlertRow = Static<typeof AlertRow>;

/**
 * GET /api/alerts?state=&flight=&person=: at most 200, open ones (the default) by due time, then strength; of another
 * state the newest first.
 */
export const AlertQuery = closed({
  state: Type.Optional(AlertState),
  flight: Type.Optional(FlightKey),
  person: Type.Optional(PersonKey),
});
export const AlertQueue = closed({
  asOf: Instant,
  alerts: Type.Array(AlertRow),
  open: Type.Integer(),
  more: Type.Boolean(),
});
export type AlertQueue = Static<typeof AlertQueue>;

export const EvidenceItem = closed({
  feature: Type.String(),
  relation: Type.String(),
  left: Nullable(Type.String()),
  right: Nullable(Type.String()),
  bits: Type.Number(),
  effect: Type.Number(),
  text: Type.String(),
});
const Counterfactual = closed({
  feature: Type.String(),
  relation: Type.String(),
  bits: Type.Number(),
  score: Type.Number(),
  text: Type.String(),
});

const TravelDocument = closed({
  type: Nullable(Type.String()),
  number: Type.String(),
  issuer: Nullable(Type.String()),
});

export const Decision = closed({
  outcome: Outcome,
  reasonCode: Type.String(),
  reason: Type.String(),
  by: closed({ id: Type.String(), name: Type.String() }),
  at: Instant,
});

const ListedEntry = closed({
  id: Type.String(),
  reference: Nullable(Type.String()),
  list: Type.String(),
  listTitle: Type.String(),
  listVersion: Type.Integer(),
  matchedName: Type.String(),
  names: Type.Array(closed({ full: Type.String(), type: Type.String() })),
  birthDates: Type.Array(Type.String()),
  sex: Nullable(Type.String()),
  nationalities: Type.Array(Type.String()),
  documents: Type.Array(TravelDocument),
  programme: Nullable(Type.String()),
  category: Nullable(Type.String()),
  /** Who the person is, as the list or its register says it now (LED-6). */
  personCategory: Type.Enum([...personCategories]),
  instructions: Nullable(Type.String()),
  /** The entry was changed or removed since the alert was raised. */
  changedSince: Type.Boolean(),
});
const NotCompared = Type.Array(
  closed({ feature: Type.String(), missing: Type.String(), text: Type.String() }),
);
const WouldChange = closed({ clear: Nullable(Counterfactual), strengthen: Nullable(Counterfactual) });

/** GET /api/alerts/:id (x-purpose needed: both sides are shown in clear). */
export const AlertDetail = closed({
  id: Uuid,
  state: AlertState,
  version: Type.Integer(),
  band: Band,
  strength: Type.Number(),
  threshold: Type.Number(),
  engineVersion: Type.String(),
  /** The thresholds by which it became an alert; null: it was raised before that was kept. */
  profile: Nullable(
    closed({
      name: Type.String(),
      version: Type.String(),
      /** The calibration it was weighed by; null: the engine's own. */
      model: Nullable(Type.Integer()),
    }),
  ),
  raisedAt: Instant,
  keptUntil: Instant,
  /** When the last recipient of what was told gave feedback; null: nothing was told, or feedback is owed. */
  feedbackAt: Nullable(Instant),
  lapsesSoon: Type.Boolean(),
  /** False: the traveller's data have changed since and no longer lead to this match; a person still decides. */
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
    documents: Type.Array(TravelDocument),
    sources: Type.Array(Type.String()),
    seat: Nullable(Type.String()),
    locator: Nullable(Type.String()),
  }),
  entry: ListedEntry,
  evidence: Type.Array(EvidenceItem),
  notCompared: NotCompared,
  wouldChange: WouldChange,
  /** Further entries, on whatever lists, that are the same listed person; each as it was compared. */
  alsoListed: Type.Array(
    closed({
      entry: ListedEntry,
      band: Band,
      strength: Type.Number(),
      threshold: Type.Number(),
      evidence: Type.Array(EvidenceItem),
      notCompared: NotCompared,
      wouldChange: WouldChange,
    }),
  ),
  /** Another document of this traveller was cleared for this entry: a note, nothing is decided by it. */
  clearedBefore: Nullable(closed({ by: Type.String(), at: Instant, reason: Nullable(Type.String()) })),
  /** Somebody to be helped or heard: nothing adverse follows, a confirmed match is one for protection (LED-6). */
  protective: Type.Boolean(),
  /** A decision "no match" takes effect for other flights only when a second person has approved it. */
  needsSecond: Type.Boolean(),
  decisions: Type.Array(Decision),
  /** Hits on the person's documents: while one awaits the bureau nothing adverse is decided. */
  awaitingNcb: Type.Array(AwaitingNcb),
  assignedTo: Nullable(closed({ id: Type.String(), name: Type.String() })),
  caseId: Nullable(Uuid),
  /** Other alerts, newest first; `same`: person (on this flight), identity (document, birth date and name), entry. */
  related: Type.Array(
    closed({ id: Uuid, state: AlertState, band: Band, raisedAt: Instant, same: Type.String() }),
  ),
  /** The alert after this one in the queue, for "next". */
  next: Nullable(Uuid),
});
export type AlertDetail = Static<typeof AlertDetail>;

/**
 * POST /api/alerts/:id/decision. One alert at a time, by a person, with a reason: there is no bulk form of this.
 * `version` is the one shown: 409 when someone else acted meanwhile. 200 → DecisionOutcome.
 */
export const DecisionCommand = closed({
  outcome: Outcome,
  reasonCode: Type.String({ minLength: 1, maxLength: 30 }),
  reason: Type.String({ minLength: 3, maxLength: 2000 }),
  version: Type.Integer(),
  /** confirmed: the open case to add it to; without it the person's open case, else a new one. */
  caseId: Type.Optional(Uuid),
});
export type DecisionCommand = Static<typeof DecisionCommand>;
export const DecisionOutcome = closed({ state: AlertState, caseId: Nullable(Uuid), next: Nullable(Uuid) });

/** PUT /api/alerts/:id/assignment: take it (true), also from another, or give one's own back (false) → Assignment. */
export const AssignmentCommand = closed({ mine: Type.Boolean() });
export const Assignment = closed({
  assignedTo: Nullable(closed({ id: Type.String(), name: Type.String() })),
});

export const CaseRow = closed({
  id: Uuid,
  reference: Type.String(),
  title: Type.String(),
  state: Type.Union([Type.Literal("open"), Type.Literal("closed")]),
  openedAt: Instant,
  openedBy: closed({ id: Type.String(), name: Type.String() }),
  alerts: Type.Integer(),
});
export const CaseList = closed({ cases: Type.Array(CaseRow) });
export type CaseList = Static<typeof CaseList>;

/** GET /api/cases/:id. */
export const CaseDetail = closed({
  case: CaseRow,
  alerts: Type.Array(AlertRow),
  /** Confirmed matches of rules that belong to it. */
  criterionAlerts: Type.Array(CriterionAlertRow),
  /** Who each of its persons is, by what linked them to it; a change that weighs more against them waits for another person. */
  persons: Type.Array(
    closed({
      alertId: Uuid,
      kind: Type.Enum(["listed", "rule"]),
      /** The list or the rule. */
      source: Type.String(),
      maskedName: Type.String(),
      category: Type.Enum([...personCategories]),
      waiting: Nullable(
        closed({
          category: Type.Enum([...personCategories]),
          by: closed({ id: Type.String(), name: Type.String() }),
          at: Instant,
          reason: Type.String(),
        }),
      ),
    }),
  ),
  events: Type.Array(closed({ at: Instant, by: Type.String(), kind: Type.String(), text: Type.String() })),
  /** What must be considered of its persons before a referral, by age and sex; and the outcome that a referral gave it. */
  checklist: Type.Array(Type.Enum([...considerations])),
  outcome: Nullable(Type.Enum(["PROTECTION_REFERRAL"])),
});
export type CaseDetail = Static<typeof CaseDetail>;
/** POST /api/cases/:id/persons/:alertId/category → CaseDetail; …/category/answer (CategoryDecision) by another person. */
export const CategoryChange = closed({
  category: Type.Enum([...personCategories]),
  reason: Type.String({ minLength: 3, maxLength: 2000 }),
});
export const CategoryDecision = closed({
  approve: Type.Boolean(),
  reason: Type.String({ minLength: 3, maxLength: 2000 }),
});
/** GET /api/cases: open ones first, at most 200. POST /api/cases/:id/notes and /api/cases/:id/closing → CaseDetail. */
export const CaseText = closed({ text: Type.String({ minLength: 3, maxLength: 4000 }) });

/**
 * Grounds on which a boarding directive may stand: facts that somebody has confirmed. None of them is a likeness of
 * names; `identity-check` may ask for another look at the traveller, never keep them from boarding. Nor may
 * `rule-confirmed`, the only ground on a match of a rule: a person has confirmed it, and its case stands as the reference.
 */
export const inhibitingGrounds = [
  "document-reported-lost",
  "entry-ban-confirmed",
  "no-visa",
  "court-order",
  "authority-order",
] as const;
export const directiveGrounds = [...inhibitingGrounds, "identity-check", "rule-confirmed"] as const;
export const authorityStates = [
  "NOT_APPLICABLE",
  "VALID",
  "NONE_FOUND",
  "DENIED",
  "CHECK_DOCUMENTS",
  "UNKNOWN",
] as const;

/**
 * POST /api/directives (x-purpose needed) → 201 Directive: proposes that the carrier be told something other than the
 * provisional directive. It takes effect when another person releases it.
 */
export const DirectiveProposal = closed({
  person: PersonKey,
  /** The alert it was proposed on: of a listed person or, with the ground `rule-confirmed`, of a rule. */
  alertId: Type.Optional(Uuid),
  directive: Type.Union([Type.Literal("NOT_OK"), Type.Literal("SELECTEE")]),
  ground: Type.Enum([...directiveGrounds]),
  authority: Type.Enum([...authorityStates]),
  /** What confirms the ground: the number of an order, of the owner's confirmation. */
  reference: Type.String({ minLength: 3, maxLength: 100 }),
  reason: Type.String({ minLength: 3, maxLength: 2000 }),
});
export type DirectiveProposal = Static<typeof DirectiveProposal>;

const By = closed({ id: Type.String(), name: Type.String() });
const Step = closed({ by: By, at: Instant });

export const Directive = closed({
  id: Uuid,
  personKey: PersonKey,
  maskedName: Type.String(),
  flight: closed({
    key: FlightKey,
    designator: Type.String(),
    origin: Type.String(),
    destination: Type.String(),
  }),
  alertId: Nullable(Uuid),
  directive: DirectiveProposal.properties.directive,
  ground: Type.Enum([...directiveGrounds]),
  authority: Type.Enum([...authorityStates]),
  reference: Type.String(),
  reason: Type.String(),
  state: Type.Enum(["proposed", "released", "withdrawn", "retracted"]),
  proposed: Step,
  released: Nullable(Step),
  ended: Nullable(closed({ by: By, at: Instant, why: Type.String() })),
  /** The code and the neutral text the carrier's agent is shown; never the ground. */
  says: closed({ code: Type.String(), text: Type.String() }),
  /** How the carrier came to know its present state. */
  told: Nullable(closed({ how: Type.String(), at: Instant })),
  /** Messages of ours about it and what became of them, oldest first: of the release, then of the withdrawal. */
  messages: Type.Array(
    closed({
      state: Type.Enum(["waiting", "sent", "acknowledged", "escalated", "superseded", "expired"]),
      tries: Type.Integer(),
      /** How often it is sent before the duty officer is told, as agreed with the carrier; null: it is not to be confirmed. */
      triesMax: Nullable(Type.Integer()),
      /** When it is sent again, or the duty officer told; null: nothing is to come. */
      nextAt: Nullable(Instant),
      madeAt: Instant,
      sentAt: Nullable(Instant),
      acknowledgedAt: Nullable(Instant),
    }),
  ),
});
export type Directive = Static<typeof Directive>;

/** GET /api/directives?person=|flight=|alert=|case=|state=proposed: newest first, at most 100. */
export const DirectiveQuery = closed({
  person: Type.Optional(PersonKey),
  flight: Type.Optional(FlightKey),
  alert: Type.Optional(Uuid),
  case: Type.Optional(Uuid),
  state: Type.Optional(Type.Literal("proposed")),
});
export const Directives = closed({ directives: Type.Array(Directive) });
export type Directives = Static<typeof Directives>;

/**
 * POST /api/directives/:id/release (another person than proposed it), /retraction (of a proposal), /withdrawal (of a
 * released one) → Directive.
 */
export const DirectiveEnd = closed({ why: Type.String({ minLength: 3, maxLength: 2000 }) });

/** What the duty officer must do by hand; `kind` says why. */
export const Escalation = closed({
  id: Uuid,
  kind: Type.Enum([
    "unconfirmed",
    "not-matched",
    "no-reference",
    "departed",
    "boarded-against",
    "boarded-unasked",
    "protected-since",
  ]),
  flight: Directive.properties.flight,
  carrier: Nullable(Type.String()),
  personKey: Nullable(PersonKey),
  /** What it is about; null where it is about none, or the law has taken the directive away. */
  directive: Nullable(Directive),
  travellers: Type.Integer(),
  raisedAt: Instant,
});
export type Escalation = Static<typeof Escalation>;
/** GET /api/escalations: open ones, oldest first. POST /api/escalations/:id/handling { note } → 200 Escalations. */
export const Escalations = closed({
  escalations: Type.Array(Escalation),
  /** The number that carriers are told to call; null: none is told. */
  dutyTelephone: Nullable(Type.String()),
});
export type Escalations = Static<typeof Escalations>;
export const EscalationHandling = closed({ note: Type.String({ minLength: 3, maxLength: 2000 }) });

/**
 * Why a clearing ended before its time; "confirmed": the same identity was confirmed as the listed person later;
 * "older-keys": since an upgrade identities are kept otherwise, so that nothing finds it any more.
 */
export const revokedBecause = [
  "confirmed",
  "owner-objection",
  "mistake",
  "not-approved",
  "older-keys",
] as const;
export type RevokedBecause = (typeof revokedBecause)[number];

/** A namesake found not to be a listed person. The register names no flight: it is no travel history. */
export const ClearingLine = closed({
  id: Uuid,
  state: Type.Enum(["waiting", "in-force", "ended"]),
  list: Type.String(),
  entryId: Type.String(),
  matchedName: Nullable(Type.String()),
  /** Null, as the reason: the alert it came from had its time; the clearing holds still. */
  maskedName: Nullable(Type.String()),
  alertId: Uuid,
  reason: Nullable(Type.String()),
  cleared: Step,
  /** Null where one person is enough, or the second has not approved yet. */
  approved: Nullable(Step),
  validUntil: Instant,
  reviewAt: Instant,
  ended: Nullable(
    closed({ by: By, at: Instant, because: Type.Enum([...revokedBecause]), reason: Nullable(Type.String()) }),
  ),
});
export type ClearingLine = Static<typeof ClearingLine>;

/** GET /api/clearings?state= (waiting, in-force, ended; without it those in force): newest first, at most 200. */
export const ClearingQuery = closed({ state: Type.Optional(ClearingLine.properties.state) });
export const Clearings = closed({
  clearings: Type.Array(ClearingLine),
  more: Type.Boolean(),
  /** Clearings that an upgrade ended and that would hold still: those namesakes are looked at once more. */
  endedByUpgrade: Type.Integer(),
  /** Of the last `days`: alerts raised, those that repeated a cleared namesake, matches not shown again. */
  repeats: closed({
    days: Type.Integer(),
    alerts: Type.Integer(),
    repeats: Type.Integer(),
    suppressed: Type.Integer(),
  }),
});
export type Clearings = Static<typeof Clearings>;

/**
 * POST /api/clearings/search (x-purpose needed) → FoundClearings: what is cleared for this identity. `redress`: the number
 * that the traveller was given; else the document. Birth date and name are checked in any case.
 */
export const ClearingSearch = closed({
  surname: Type.String({ minLength: 1, maxLength: 200 }),
  given: Nullable(Type.String({ maxLength: 200 })),
  birthDate: Nullable(Type.String({ pattern: "^\\d{4}(-\\d{2}(-\\d{2})?)?$" })),
  document: Nullable(TravelDocument),
  redress: Nullable(Type.String({ minLength: 1, maxLength: 40 })),
});
export type ClearingSearch = Static<typeof ClearingSearch>;
export const FoundClearings = closed({ clearings: Type.Array(ClearingLine) });
export type FoundClearings = Static<typeof FoundClearings>;

/** POST /api/clearings/:id/approval → ClearingLine. POST /api/clearings/:id/revocation → ClearingLine. */
export const ClearingEnd = closed({
  because: Type.Enum(["owner-objection", "mistake", "not-approved"]),
  reason: Type.String({ minLength: 3, maxLength: 2000 }),
});
export type ClearingEnd = Static<typeof ClearingEnd>;
