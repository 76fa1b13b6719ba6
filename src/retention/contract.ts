// The wire shapes of the retention console.
import { Type, type Static } from "typebox";
import { closed, Instant, Uuid } from "#vocabulary";

const Class = Type.Union([Type.Literal("GENERAL"), Type.Literal("LINKED")]);
const Act = Type.Union([Type.Literal("deleted"), Type.Literal("masked")]);
const Ground = Type.Union([
  Type.Literal("verified-positive"),
  Type.Literal("open-case"),
  Type.Literal("open-request"),
  Type.Literal("concrete-grounds"),
]);

export const Retention = closed({
  profile: Type.String(),
  /** What was first received before has had its time. */
  keptFrom: Instant,
  /** Records of passengers that fall due on each of the coming days. */
  due: Type.Array(closed({ day: Type.String(), records: Type.Integer() })),
  runs: Type.Array(
    closed({
      id: Uuid,
      act: Act,
      startedAt: Instant,
      endedAt: Type.Union([Instant, Type.Null()]),
      records: Type.Integer(),
      /** Due longer than a day when it began. */
      late: Type.Integer(),
    }),
  ),
  certificates: Type.Array(
    closed({
      id: Uuid,
      act: Act,
      kind: Type.String(),
      class: Class,
      records: Type.Integer(),
      firstReceivedFrom: Instant,
      firstReceivedTo: Instant,
      idsHash: Type.String(),
      profile: Type.String(),
      madeAt: Instant,
    }),
  ),
  links: Type.Array(
    closed({
      id: Uuid,
      person: Type.String(),
      ground: Ground,
      reference: Type.String(),
      reason: Type.String(),
      state: Type.Union([Type.Literal("proposed"), Type.Literal("kept")]),
      child: Type.Boolean(),
      reviewAt: Instant,
      proposedBy: Type.String(),
      mine: Type.Boolean(),
    }),
  ),
  /** Months with certificates (YYYY-MM), newest first, and who countersigned them. */
  months: Type.Array(
    closed({
      month: Type.String(),
      certificates: Type.Integer(),
      records: Type.Integer(),
      signedBy: Type.Union([Type.String(), Type.Null()]),
      over: Type.Boolean(),
    }),
  ),
});
export type Retention = Static<typeof Retention>;

export const NewLink = closed({
  flightDate: Type.String({ pattern: "^\\d{4}-\\d{2}-\\d{2}$" }),
  flightId: Uuid,
  personId: Uuid,
  ground: Ground,
  reference: Type.String({ minLength: 3, maxLength: 100 }),
  reason: Type.String({ minLength: 10, maxLength: 2000 }),
  /** The day on which it is reviewed; without a new decision it ends then. */
  reviewOn: Type.String({ pattern: "^\\d{4}-\\d{2}-\\d{2}$" }),
});
export type NewLink = Static<typeof NewLink>;

export const LinkDecision = closed({
  outcome: Type.Union([Type.Literal("kept"), Type.Literal("refused"), Type.Literal("ended")]),
});
export type LinkDecision = Static<typeof LinkDecision>;

export const Countersigning = closed({ month: Type.String({ pattern: "^20\\d\\d-(0[1-9]|1[0-2])$" }) });
export type Countersigning = Static<typeof Countersigning>;
