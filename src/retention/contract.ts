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

const HoldGround = Type.Union([
  Type.Literal("litigation"),
  Type.Literal("redress"),
  Type.Literal("authority-order"),
]);
const HoldState = Type.Union([Type.Literal("proposed"), Type.Literal("held")]);

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
      /** The agreement that the data came under: only the approver outside the unit lets them be kept. */
      agreement: Type.Union([Type.String(), Type.Null()]),
      reviewAt: Instant,
      proposedBy: Type.String(),
      mine: Type.Boolean(),
    }),
  ),
  /** The latest day on which what is looked at today is looked at again. */
  reviewBy: Type.String(),
  /** The same for grounds to keep a child's data (retention.child of the legal profile). */
  childReviewBy: Type.String(),
  /** What may not be deleted, and is read by nobody once its time is over. */
  holds: Type.Array(
    closed({
      id: Uuid,
      person: Type.String(),
      ground: HoldGround,
      reference: Type.String(),
      reason: Type.String(),
      state: HoldState,
      expiresAt: Instant,
      reviewAt: Instant,
      overdue: Type.Boolean(),
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

const day = Type.String({ pattern: "^\\d{4}-\\d{2}-\\d{2}$" });

export const NewHold = closed({
  flightDate: day,
  flightId: Uuid,
  personId: Uuid,
  ground: HoldGround,
  reference: Type.String({ minLength: 3, maxLength: 100 }),
  reason: Type.String({ minLength: 10, maxLength: 2000 }),
  /** The first day on which it holds nothing any more. */
  expiresOn: day,
  /** The day on which it is looked at again, within six months. */
  reviewOn: day,
});
export type NewHold = Static<typeof NewHold>;

export const HoldDecision = closed({
  outcome: Type.Union([Type.Literal("held"), Type.Literal("refused"), Type.Literal("released")]),
});
export type HoldDecision = Static<typeof HoldDecision>;

export const HoldReview = closed({ reviewOn: day });
export type HoldReview = Static<typeof HoldReview>;

/** What the law does with a person's data, and when. */
export const Keeping = closed({
  firstReceivedAt: Instant,
  /** The first instant at which it is read by nobody in clear. */
  dueAt: Instant,
  effect: Type.Union([Type.Literal("delete"), Type.Literal("mask")]),
  class: Class,
  maskedAt: Type.Union([Instant, Type.Null()]),
  keptUntil: Type.Union([Instant, Type.Null()]),
  links: Type.Array(
    closed({
      id: Uuid,
      ground: Ground,
      reference: Type.String(),
      state: Type.Union([Type.Literal("proposed"), Type.Literal("kept")]),
      reviewAt: Instant,
    }),
  ),
  holds: Type.Array(
    closed({
      id: Uuid,
      ground: HoldGround,
      reference: Type.String(),
      state: HoldState,
      expiresAt: Instant,
      reviewAt: Instant,
    }),
  ),
});
export type Keeping = Static<typeof Keeping>;

export const CaseKeeping = closed({
  dueAt: Instant,
  keptUntil: Type.Union([Instant, Type.Null()]),
  heldUntil: Type.Union([Instant, Type.Null()]),
});
export type CaseKeeping = Static<typeof CaseKeeping>;

/** What is left of a deleted record for whoever comes by its address. */
export type Tombstone = {
  readonly kind: string;
  readonly deletedAt: string;
  readonly profile: string;
  readonly certificate: string | null;
  /** By which rule: the general period, that of results of screening, or an agreement once the traveller has left. */
  readonly basis: "PNRD-12.4" | "PNRD-12.5a" | "AGR-CA-1/15";
};

export type HoldRow = {
  readonly hold_id: string;
  readonly flight_date: string;
  readonly flight_id: string;
  readonly person_id: string;
  readonly ground: NewHold["ground"];
  readonly reference: string;
  readonly reason: string;
  readonly state: "proposed" | "held";
  readonly expires_at: Date;
  readonly review_at: Date;
  readonly proposed_by: string;
};

export type KeepingRow = {
  readonly clock_start: Date;
  readonly kept_until: Date | null;
  readonly masked_at: Date | null;
  readonly links: readonly {
    readonly link_id: string;
    readonly ground: NewLink["ground"];
    readonly ground_reference: string;
    readonly state: "proposed" | "kept";
    readonly review_at: Date;
  }[];
  readonly holds: readonly Pick<
    HoldRow,
    "hold_id" | "ground" | "reference" | "state" | "expires_at" | "review_at"
  >[];
};
