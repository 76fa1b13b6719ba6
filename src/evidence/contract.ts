// What the unit gives of itself as evidence, on the wire: statistics, documents and dossiers.
import { Type, type Static } from "typebox";
import { closed, Instant, Nullable } from "#vocabulary";
import { figureNames, rateNames } from "./figure-names.ts";

export { levels, riskCodes } from "./risk-codes.ts";

const Day = Type.String({ pattern: "^20\\d\\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])$" });
const Hash = Type.String({ pattern: "^[0-9a-f]{64}$" });
const FigureName = Type.Enum([...figureNames]);

/** The head of the ledger as the unit signed it last. */
export const EvidenceHead = closed({
  size: Type.Integer(),
  root: Hash,
  at: Instant,
  keyId: Type.String(),
  signature: Type.String(),
});

/** GET /api/statistics?from=2026-01-01&until=2027-01-01: days in UTC, `until` not among them, two years at most. */
export const StatisticsQuestion = closed({ from: Day, until: Day });
export const Statistics = closed({
  unit: Type.String(),
  profile: Type.String(),
  from: Day,
  until: Day,
  madeAt: Instant,
  /** Entries of the ledger that the figures rest on; days taken as counted before, and counted just now. */
  entries: Type.Integer(),
  kept: Type.Integer(),
  fresh: Type.Integer(),
  head: Nullable(EvidenceHead),
  amounts: Type.Array(closed({ figure: FigureName, part: Type.String(), amount: Type.Integer() })),
  rates: Type.Array(closed({ rate: Type.Enum([...rateNames]), of: Type.Integer(), among: Type.Integer() })),
});
export type Statistics = Static<typeof Statistics>;

/** POST /api/statistics/recount {from, until}: counts again from the ledger; what differed is put right. */
export const Recount = closed({
  days: Type.Integer(),
  differences: Type.Array(
    closed({
      day: Day,
      figure: Type.String(),
      part: Type.String(),
      kept: Type.Integer(),
      ledger: Type.Integer(),
    }),
  ),
});
export type Recount = Static<typeof Recount>;

/** GET /api/public/statistics: the last years. Null: fewer than the threshold, or what would tell such a number. */
export const PublicStatistics = closed({
  threshold: Type.Integer(),
  years: Type.Array(
    closed({
      year: Type.Integer(),
      until: Day,
      whole: Type.Boolean(),
      figures: Type.Array(
        closed({
          figure: FigureName,
          total: Nullable(Type.Integer()),
          parts: Type.Array(closed({ part: Type.String(), amount: Nullable(Type.Integer()) })),
        }),
      ),
    }),
  ),
});
export type PublicStatistics = Static<typeof PublicStatistics>;
export type { Documents } from "./document-contract.ts";
