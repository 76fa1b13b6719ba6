// The law on the wire: the profile in force, its versions and their decisions, the map of offences.
import { Type, type Static } from "typebox";
import { closed, Day, Instant, Nullable, profileFamilies, Uuid } from "#vocabulary";

const Text = (maxLength: number) => Type.String({ minLength: 1, maxLength });
const Reason = Type.String({ minLength: 3, maxLength: 4000 });
/** JSON as a profile's document holds it: a text ("P6M"), a number, true or false, or a list. */
const Value = Type.Unknown();

export const ProfileValue = closed({
  value: Value,
  source: Type.String({ maxLength: 300 }),
  verified: Type.Optional(Type.Boolean()),
});

const Limit = closed({
  how: Type.Enum(["at-most", "at-least", "exactly", "only", "count-at-most"]),
  value: Type.String(),
  source: Type.String(),
});

/** One key with its value, where that comes from, and the limit that no version may loosen. */
export const ProfileRow = closed({
  key: Type.String(),
  group: Type.String(),
  /** What a value looks like: period, hours, number, share, flag, word, words, pushes, fixed. */
  kind: Type.String(),
  value: Value,
  source: Type.String(),
  verified: Type.Boolean(),
  /** No instrument gives the value: the deploying State confirms it. */
  project: Type.Boolean(),
  limit: Nullable(Limit),
});
export type ProfileRow = Static<typeof ProfileRow>;

const Step = closed({
  step: Type.Enum(["drafted", "approved", "refused", "withdrawn"]),
  office: Type.Enum(["data-protection-officer", "head", "legal-adviser", "shipped"]),
  by: Type.String(),
  byId: Type.String(),
  at: Instant,
  reason: Type.String(),
});

const Difference = closed({
  key: Type.String(),
  before: Nullable(ProfileValue),
  after: Nullable(ProfileValue),
  way: Type.Enum(["tighter", "looser", "other", "same-value"]),
});

export const ProfileVersion = closed({
  number: Type.Integer(),
  label: Type.String(),
  base: Nullable(Type.Integer()),
  family: Type.Enum([...profileFamilies]),
  state: Type.Enum(["waiting", "refused", "withdrawn", "released", "in-force", "superseded"]),
  validFrom: Instant,
  inForceFrom: Nullable(Instant),
  hash: Type.String(),
  keyId: Nullable(Type.String()),
  steps: Type.Array(Step),
  /** Against the version it was drafted from. */
  differences: Type.Array(Difference),
});
export type ProfileVersion = Static<typeof ProfileVersion>;

/** GET /api/law. */
export const LawInForce = closed({
  label: Type.String(),
  number: Type.Integer(),
  family: Type.Enum([...profileFamilies]),
  inForceFrom: Instant,
  keyId: Type.String(),
  rows: Type.Array(ProfileRow),
  versions: Type.Array(ProfileVersion),
  /** What a draft may begin from. */
  shipped: Type.Array(Type.String()),
});
export type LawInForce = Static<typeof LawInForce>;

/**
 * POST /api/law/profiles: a draft; POST /api/law/profiles/check: what it would change, and what is wrong with it. It
 * begins from the version in force, or from a shipped profile (`from`), and changes the keys named.
 */
export const ProfileDraft = closed({
  from: Type.Optional(Text(60)),
  /** What the profile is called from now on: small letters, digits, hyphens. */
  name: Type.Optional(Type.String({ pattern: "^[a-z0-9][a-z0-9-]{0,59}$" })),
  changes: Type.Record(Type.String({ maxLength: 60 }), ProfileValue),
  validFrom: Instant,
  reason: Reason,
});
export type ProfileDraft = Static<typeof ProfileDraft>;

export const DraftCheck = closed({
  faults: Type.Array(
    closed({
      key: Type.String(),
      code: Type.String(),
      text: Type.String(),
      limit: Nullable(Type.String()),
      source: Nullable(Type.String()),
    }),
  ),
  differences: Type.Array(Difference),
});
export type DraftCheck = Static<typeof DraftCheck>;

/** POST /api/law/profiles/:number/decision; "withdrawn" is for who drafted it. */
export const ProfileDecision = closed({
  step: Type.Enum(["approved", "refused", "withdrawn"]),
  reason: Reason,
});
export type ProfileDecision = Static<typeof ProfileDecision>;

export const NationalArticle = closed({
  article: Text(200),
  title: Text(300),
  penaltyMonths: Type.Integer({ minimum: 0, maximum: 1200 }),
});

/** POST /api/law/offences: how one offence is punished here, to be decided by the head. */
export const OffenceDraft = closed({
  code: Type.String({ pattern: "^[A-Z0-9]{2,6}$" }),
  articles: Type.Array(NationalArticle, { minItems: 1, maxItems: 20 }),
  airLink: Type.String({ minLength: 10, maxLength: 2000 }),
  validFrom: Day,
  validTo: Nullable(Day),
  reason: Reason,
});
export type OffenceDraft = Static<typeof OffenceDraft>;

export const OffenceChange = closed({
  id: Uuid,
  code: Type.String(),
  articles: Type.Array(NationalArticle),
  airLink: Type.String(),
  validFrom: Day,
  validTo: Nullable(Day),
  state: Type.Enum(["waiting", "approved", "refused"]),
  steps: Type.Array(Step),
});
export type OffenceChange = Static<typeof OffenceChange>;

/** GET /api/law/offences. */
export const Offences = closed({
  /** Every code there is, with what is in force today; null: unmapped, and unusable. */
  codes: Type.Array(closed({ code: Type.String(), name: Type.String(), mapping: Nullable(OffenceChange) })),
  changes: Type.Array(OffenceChange),
  penaltyMonths: Type.Integer(),
});
export type Offences = Static<typeof Offences>;

/** POST /api/law/offences/:id/decision. */
export const OffenceDecision = closed({ approve: Type.Boolean(), reason: Reason });
export type OffenceDecision = Static<typeof OffenceDecision>;

const Airport = Type.String({ pattern: "^[A-Z]{3}$" });
const ChosenPlace = closed({ from: Airport, to: Nullable(Airport) });
const Indication = closed({
  indication: Type.String({ minLength: 10, maxLength: 2000 }),
  source: Type.String({ minLength: 3, maxLength: 400 }),
  observedOn: Day,
  /** Routes ("GYD-TBS") and airports ("TBS") of the draft that it speaks of. */
  concerns: Type.Array(Type.String({ pattern: "^[A-Z]{3}(-[A-Z]{3})?$" }), { minItems: 1, maxItems: 50 }),
});
const Statement = (least: number, most: number) => Type.String({ minLength: least, maxLength: most });

/**
 * POST /api/law/flight-selections (propose-flight-selection): a decision on flights within the area, to be approved by the
 * head. `threat`: all of them, with what makes the threat genuine, whether it is present or foreseeable, and the assessment;
 * `selection`: routes and airports, each with an indication. 422 `flight-selection-lacks` names what is missing.
 */
export const FlightSelectionDraft = closed({
  kind: Type.Enum(["threat", "selection"]),
  reference: Statement(3, 200),
  threat: Nullable(Statement(20, 4000)),
  standing: Nullable(Type.Enum(["present", "foreseeable"])),
  assessment: Nullable(Statement(3, 400)),
  necessity: Statement(20, 4000),
  fairness: Statement(20, 4000),
  reviewBody: Statement(3, 300),
  validFrom: Instant,
  /** At most twelve months on. */
  validUntil: Instant,
  places: Type.Array(ChosenPlace, { maxItems: 200, uniqueItems: true }),
  indications: Type.Array(Indication, { maxItems: 50 }),
});
export type FlightSelectionDraft = Static<typeof FlightSelectionDraft>;

/** POST /api/law/flight-selections/:id/steps: what an office says of a decision; the office is that of the step. */
export const FlightSelectionStep = closed({
  step: Type.Enum(["approved", "refused", "reviewed", "upheld", "annulled", "ended"]),
  reason: Reason,
});
export type FlightSelectionStep = Static<typeof FlightSelectionStep>;

export const FlightSelection = closed({
  id: Uuid,
  ...FlightSelectionDraft.properties,
  state: Type.Enum([
    "waiting",
    "refused",
    "ended",
    "annulled",
    "to-come",
    "in-force",
    "over",
    "review-overdue",
  ]),
  /** From when nothing rests on it any more, unless it is reviewed before. */
  lapses: Nullable(Instant),
  steps: Type.Array(
    closed({
      step: Type.Enum(["proposed", "approved", "refused", "reviewed", "upheld", "annulled", "ended"]),
      by: Type.String(),
      byId: Type.String(),
      at: Instant,
      reason: Type.String(),
    }),
  ),
});
export type FlightSelection = Static<typeof FlightSelection>;

/** GET /api/law/flight-selections (view-flight-selection): newest first, and what was not taken in the last 30 days with any. */
export const FlightSelections = closed({
  /** The States of the area beside the own (alpha-2); empty: the State is in none, and nothing is selected. */
  area: Type.Array(Type.String()),
  decisions: Type.Array(FlightSelection),
  notSelected: Type.Array(
    closed({
      day: Day,
      kind: Type.Enum(["PAXLST", "PNRGOV"]),
      messages: Type.Integer(),
      travellers: Type.Integer(),
      bookings: Type.Integer(),
    }),
  ),
});
export type FlightSelections = Static<typeof FlightSelections>;
