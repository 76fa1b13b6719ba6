// How well screening and its review do, on the wire: each figure with its counts and its uncertainty.
import { Type, type Static } from "typebox";
import { confirmedReasons, cannotTellReasons, noMatchReasons } from "#cases/contract";
import { AlertDetail } from "#cases/contract";
import { closed, Day, Instant, Nullable, Uuid } from "#vocabulary";

const shareFields = {
  count: Type.Integer(),
  of: Type.Integer(),
  /** Between 0 and 1, with its 95 % interval (Wilson); null of none. */
  share: Nullable(Type.Number()),
  low: Nullable(Type.Number()),
  high: Nullable(Type.Number()),
};
export const Share = closed(shareFields);
export type Share = Static<typeof Share>;

/** Groups of ten at least; smaller ones together. */
export const Groups = closed({
  shown: Type.Array(closed({ group: Type.String(), ...shareFields })),
  folded: Nullable(closed({ groups: Type.Integer(), ...shareFields })),
});
export type Groups = Static<typeof Groups>;

/** Hours: median with its 95 % interval by ranks (null below six), and what nine of ten do not exceed. */
const Spread = closed({
  count: Type.Integer(),
  median: Nullable(Type.Number()),
  low: Nullable(Type.Number()),
  high: Nullable(Type.Number()),
  ninetieth: Nullable(Type.Number()),
});

/** Whether two periods differ by more than chance, at 99 %; "too-few": nothing can be said. */
const Verdict = Type.Enum(["steady", "changed", "too-few"]);
const Compared = closed({ now: Share, before: Share, verdict: Verdict });

/** The last whole week (from a Monday, UTC) beside the eight before it. */
const Drift = closed({
  week: Day,
  weeksBefore: Type.Integer(),
  alertRate: Compared,
  cannotTell: Compared,
  strengths: closed({
    bins: Type.Array(
      closed({ from: Type.Number(), to: Type.Number(), now: Type.Integer(), before: Type.Integer() }),
    ),
    verdict: Verdict,
  }),
  /** Oldest first, the last whole week at the end. */
  weeks: Type.Array(
    closed({
      week: Day,
      alerts: Type.Integer(),
      persons: Type.Integer(),
      decided: Type.Integer(),
      cannotTell: Type.Integer(),
    }),
  ),
});
export type Drift = Static<typeof Drift>;

/** Invented travellers through the engine and lists in force; no real person is among them. */
const Measurement = closed({
  at: Instant,
  seed: Type.Integer(),
  engineVersion: Type.String(),
  /** The thresholds, by name and version. */
  profile: Type.String(),
  lists: Type.Array(closed({ code: Type.String(), version: Type.String() })),
  /** Listed persons found, of all planted. */
  recall: Share,
  /** Namesakes and relatives that were alerted on all the same. */
  mistaken: Share,
  /** Ordinary travellers alerted on by the lists in force. */
  decoys: Share,
  kinds: Type.Array(closed({ kind: Type.String(), listed: Type.Boolean(), ...shareFields })),
  origins: Type.Array(
    closed({
      origin: Type.String(),
      alerted: Share,
      /** Null where no listed person is named so. */
      missed: Nullable(Share),
      mistaken: Nullable(Share),
      /** Alerted on more than three times as often as all, or missed by three of a hundred more, beyond chance. */
      uneven: Type.Array(Type.Enum(["alerted", "missed"])),
    }),
  ),
});
export type Measurement = Static<typeof Measurement>;

const Named = closed({ id: Type.String(), name: Type.String() });
export const Sample = closed({
  id: Uuid,
  drawnBy: Named,
  drawnAt: Instant,
  since: Instant,
  seed: Type.String(),
  population: Type.Integer(),
  /** SHA-256 of the sorted numbers of all alerts it was drawn from, one a line. */
  populationHash: Type.String(),
  items: Type.Integer(),
  decided: Type.Integer(),
  /** Not decided a second time, and the alert is kept no more. */
  gone: Type.Integer(),
  /** Null until ten are decided. */
  agreement: Nullable(
    closed({
      items: Type.Integer(),
      same: Type.Integer(),
      kappa: Nullable(Type.Number()),
      low: Nullable(Type.Number()),
      high: Nullable(Type.Number()),
    }),
  ),
});
export type Sample = Static<typeof Sample>;

/** GET /api/quality?days=: decisions and alerts of the last days; 90 without it. */
export const QualityQuery = closed({ days: Type.Optional(Type.Integer({ minimum: 7, maximum: 365 })) });
export const Quality = closed({
  since: Instant,
  until: Instant,
  days: Type.Integer(),
  /** Below so many nothing is shown of a group. */
  floor: Type.Integer(),
  /** Confirmed, of those decided as confirmed or no match; by month of the decision. */
  precision: closed({
    all: Share,
    byCategory: Groups,
    byBand: Groups,
    byList: Groups,
    byMonth: Groups,
  }),
  cannotTell: Share,
  /** Hours from the alert to its decision. */
  time: closed({ all: Spread, byBand: Type.Array(closed({ band: Type.String(), ...Spread.properties })) }),
  repeats: closed({ alerts: Type.Integer(), repeats: Type.Integer(), suppressed: Type.Integer() }),
  drift: Drift,
  /** Null until the first measuring. */
  measurement: Nullable(Measurement),
  samples: Type.Array(Sample),
  /** Rules whose matches persons have reviewed, over all their versions. */
  rules: Type.Array(
    closed({ id: Uuid, code: Type.String(), title: Type.String(), state: Type.String(), precision: Share }),
  ),
});
export type Quality = Static<typeof Quality>;

export const EntryFault = Type.Enum([
  "no-birth-date",
  "no-whole-birth-date",
  "one-word-name",
  "mixed-script",
  "no-document",
  "no-nationality",
  "duplicate",
]);
export type EntryFault = Static<typeof EntryFault>;

/**
 * GET /api/quality/entries?days=: the entries whose alerts cost most reviews, for the owners of their lists. What is listed
 * is told, nothing of a traveller.
 */
export const CostlyEntries = closed({
  entries: Type.Array(
    closed({
      list: Type.String(),
      owner: Type.String(),
      entryId: Type.String(),
      ref: Nullable(Type.String()),
      name: Type.String(),
      different: Type.Integer(),
      cannotTell: Type.Integer(),
      same: Type.Integer(),
      needed: Type.Array(Type.String()),
      faults: Type.Array(EntryFault),
    }),
  ),
});
export type CostlyEntries = Static<typeof CostlyEntries>;

/** POST /api/quality/samples → 201 Sample: draws from what was decided in the last days. */
export const NewSample = closed({ days: Type.Integer({ minimum: 7, maximum: 365 }) });

/** GET /api/second-looks: what waits for the person who asks, in the order drawn; nobody is named. */
export const SecondLooks = closed({
  waiting: Type.Array(closed({ id: Uuid, drawnAt: Instant })),
  decided: Type.Integer(),
});
export type SecondLooks = Static<typeof SecondLooks>;

/** GET /api/second-looks/:id (x-purpose needed): the alert as it stood before anybody decided. */
export const SecondLook = closed({
  id: Uuid,
  ...Type.Pick(AlertDetail, [
    "traveller",
    "entry",
    "band",
    "strength",
    "threshold",
    "engineVersion",
    "profile",
    "evidence",
    "notCompared",
    "wouldChange",
    "alsoListed",
  ]).properties,
});
export type SecondLook = Static<typeof SecondLook>;

/** POST /api/second-looks/:id/decision (x-purpose needed) → SecondLooks. Nothing becomes of the alert by it. */
export const SecondDecision = closed({
  outcome: Type.Enum(["no-match", "confirmed", "cannot-tell"]),
  reasonCode: Type.Enum([...noMatchReasons, ...confirmedReasons, ...cannotTellReasons]),
});
export type SecondDecision = Static<typeof SecondDecision>;

/** How far probabilities keep what they promise, on decided alerts that the curve was not fitted on. */
const Reliability = closed({
  brier: Type.Number(),
  /** Expected calibration error over ten bins of equal width. */
  error: Type.Number(),
  bins: Type.Array(
    closed({
      from: Type.Number(),
      to: Type.Number(),
      count: Type.Integer(),
      promised: Nullable(Type.Number()),
      found: Nullable(Type.Number()),
    }),
  ),
});

const bothShares = { foundBefore: Share, foundAfter: Share, alertedBefore: Share, alertedAfter: Share };
const ModelFairness = closed({
  all: closed(bothShares),
  /** By how invented names are formed; `beyond`: the limits that the proposed curve would break. */
  origins: Type.Array(
    closed({
      origin: Type.String(),
      ...bothShares,
      beyond: Type.Array(Type.Enum(["missed", "lost", "alerted"])),
    }),
  ),
  kindsLost: Type.Array(Type.String()),
});
export type ModelFairness = Static<typeof ModelFairness>;

const ModelBand = Type.Enum(["strong", "possible"]);
/** Every decision is a vote, or is counted by why it is none. */
const Told = closed({
  decided: Type.Integer(),
  votes: Type.Integer(),
  same: Type.Integer(),
  different: Type.Integer(),
  /** Votes on which two reviewers did not agree. */
  disputed: Type.Integer(),
  cannotTell: Type.Integer(),
  withdrawn: Type.Integer(),
  repeated: Type.Integer(),
  otherEngine: Type.Integer(),
});

export const Hindrance = Type.Enum(["too-few", "no-gain", "finds-fewer", "misses-a-group", "alerts-a-group"]);
export type Hindrance = Static<typeof Hindrance>;

export const ModelFigures = closed({
  method: Type.Enum(["platt", "isotonic"]),
  told: Told,
  before: Reliability,
  after: Reliability,
  fairness: ModelFairness,
  /** Alerts on the travellers of the last days under both. */
  bands: Type.Array(
    closed({
      band: ModelBand,
      before: Type.Integer(),
      after: Type.Integer(),
      enter: Type.Integer(),
      leave: Type.Integer(),
    }),
  ),
  days: Type.Integer(),
  travellers: Type.Integer(),
});
export type ModelFigures = Static<typeof ModelFigures>;

const Step = closed({ by: Type.String(), byId: Type.String(), at: Instant, reason: Type.String() });
export const Model = closed({
  version: Type.Integer(),
  state: Type.Enum(["fitting", "waiting", "active", "superseded", "refused", "withdrawn", "failed"]),
  engineVersion: Type.String(),
  /** The version it was fitted beside, and the one it took the place of; null: the engine's own. */
  fittedOn: Nullable(Type.Integer()),
  replaces: Nullable(Type.Integer()),
  proposed: Step,
  decided: Nullable(Step),
  withdrawn: Nullable(Step),
  dataSetId: Nullable(Type.String()),
  figures: Nullable(ModelFigures),
  hinderedBy: Type.Array(Hindrance),
  flights: Type.Integer(),
  flightsDone: Type.Integer(),
  /** The curve in steps of a bit: what the standing one and this one say. */
  curve: Type.Array(closed({ bits: Type.Number(), standing: Type.Number(), fitted: Type.Number() })),
});
export type Model = Static<typeof Model>;

/** GET /api/quality/models: the calibration in force, the one that is open, those before, and what a new one would rest on. */
export const Models = closed({
  engineVersion: Type.String(),
  active: Nullable(Model),
  open: Nullable(Model),
  before: Type.Array(Model),
  told: Told,
  /** Null: enough was decided for a new one. */
  lacking: Nullable(closed({ votes: Type.Integer(), same: Type.Integer(), different: Type.Integer() })),
});
export type Models = Static<typeof Models>;

/** POST /api/quality/models → 201 Models; POST /api/quality/models/:version/withdrawal → Models. */
export const ModelReason = closed({ reason: Type.String({ minLength: 3, maxLength: 2000 }) });
/** POST /api/quality/models/:version/decision → Models: by another person than who proposed it. */
export const ModelDecision = closed({ approve: Type.Boolean(), ...ModelReason.properties });
export type ModelDecision = Static<typeof ModelDecision>;
