// Scorecards and evidence of carriers on the wire.
import { Type, type Static } from "typebox";
import { closed, Day, Instant, Nullable, Uuid } from "#vocabulary";

const counts = {
  messages: Type.Integer(),
  refused: Type.Integer(),
  quarantined: Type.Integer(),
  duplicates: Type.Integer(),
  travellers: Type.Integer(),
  bookings: Type.Integer(),
  faulty: Type.Integer(),
  errors: Type.Integer(),
  warnings: Type.Integer(),
  /** Travellers and bookings that lack something required. */
  lacking: Type.Integer(),
  /** Messages of an earlier release: of them each finding counts as one traveller who lacks something. */
  byFindings: Type.Integer(),
};
export const Shares = {
  /** Between 0 and 1; null where nothing came. */
  correct: Nullable(Type.Number()),
  complete: Nullable(Type.Number()),
  errorsPerThousand: Nullable(Type.Number()),
};
const Totals = closed({ ...counts, ...Shares });

/** Both days included; without them the last 30 days. At most 400 days. */
export const PeriodQuery = closed({ from: Type.Optional(Day), to: Type.Optional(Day) });

/** GET /api/carriers/:id/scorecard?from=&to= */
export const Scorecard = closed({
  from: Day,
  to: Day,
  countedAt: Instant,
  totals: Totals,
  /** The period of the same length before it. */
  before: Totals,
  /** Pushes owed for the flights of the period, by kind, and how they came. */
  timeliness: Type.Array(
    closed({
      kind: Type.String(),
      expected: Type.Integer(),
      inTime: Type.Integer(),
      late: Type.Integer(),
      incomplete: Type.Integer(),
      missing: Type.Integer(),
    }),
  ),
  days: Type.Array(closed({ day: Day, ...counts })),
  kinds: Type.Array(closed({ kind: Type.String(), ...counts })),
  rules: Type.Array(
    closed({
      code: Type.String(),
      severity: Type.Enum(["error", "warning", "info"]),
      area: Type.Enum(["completeness", "timeliness", "correctness"]),
      findings: Type.Integer(),
      messages: Type.Integer(),
      /** Of the period before it. */
      findingsBefore: Type.Integer(),
      /** The rule in general words, and where it comes from. */
      text: Type.String(),
      source: Type.String(),
    }),
  ),
});
export type Scorecard = Static<typeof Scorecard>;

/** GET /api/scorecards?from=&to=: every carrier that delivered. */
export const Scorecards = closed({
  from: Day,
  to: Day,
  carriers: Type.Array(closed({ carrierId: Uuid, totals: Totals, before: Totals })),
});

/** GET /api/carriers/:id/evidence?from=&to=: what was refused, quarantined or faulty, newest first, 500 at most. */
export const Evidence = closed({
  from: Day,
  to: Day,
  isWhole: Type.Boolean(),
  receipts: Type.Array(
    closed({
      receiptId: Uuid,
      receivedAt: Instant,
      kind: Type.String(),
      state: Type.String(),
      flight: Nullable(Type.String()),
      flightDate: Nullable(Day),
      interchange: Nullable(Type.String()),
      /** SHA-256, in hexadecimal, over sender, reference and time of the interchange and the message as received: proves which bytes are spoken of. */
      sha256: Type.String(),
      errors: Type.Integer(),
      codes: Type.Array(Type.String()),
    }),
  ),
});
