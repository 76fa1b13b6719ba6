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
  precision: closed({ all: Share, byCategory: Groups, byBand: Groups, byMonth: Groups }),
  cannotTell: Share,
  /** Hours from the alert to its decision. */
  time: closed({ all: Spread, byBand: Type.Array(closed({ band: Type.String(), ...Spread.properties })) }),
  repeats: closed({ alerts: Type.Integer(), repeats: Type.Integer(), suppressed: Type.Integer() }),
  drift: Drift,
  /** Null until the first measuring. */
  measurement: Nullable(Measurement),
  samples: Type.Array(Sample),
});
export type Quality = Static<typeof Quality>;

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
