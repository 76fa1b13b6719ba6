// One object decides every period, gate and scope: the legal profile of this installation.

import type { CalendarPeriod, Period } from "./calendar.ts";

/** What a carrier sends of a flight: bookings, passenger lists (or interactive requests), crew lists, the close-out. */
export const pushKinds = ["pnr", "api", "crew", "close-out"] as const;
export type PushKind = (typeof pushKinds)[number];

/** A push that a carrier owes for each flight. Minutes from the scheduled departure, negative before it. */
export type OwedPush = {
  readonly kind: PushKind;
  /** What comes earlier does not count for it. */
  readonly opens: number;
  readonly due: number;
};

/** How high the threat is, as an officer of the unit has declared it. */
export const threatLevels = ["normal", "heightened", "severe"] as const;
export type ThreatLevel = (typeof threatLevels)[number];

/**
 * What carriers are told of travellers who could not be screened: to board, or to board when the agent finds their
 * documents in order. Nobody is kept from boarding by it: that two persons decide for one traveller (cusres.md section 3).
 */
export const failPolicies = ["board", "check-documents"] as const;
export type FailPolicy = (typeof failPolicies)[number];

/** Which body of law a profile stands in: its hard limits bind every version (obligations.md sections 0 and 14). */
export const profileFamilies = ["eu-strict", "eu-directive", "icao-baseline"] as const;
export type ProfileFamily = (typeof profileFamilies)[number];

/** What booking data may be used for, and nothing else (Directive (EU) 2016/681 Art. 1(2); CJEU C-817/19, 288 to 291). */
export const pnrPurposes = ["TERR", "SERIOUS"] as const;
export type PnrPurpose = (typeof pnrPurposes)[number];

/**
 * An agreement with another State under which booking data come. It tightens what the profile says and never loosens it: once the
 * traveller has left, the data are over, unless they are kept on grounds reviewed outside the unit (CJEU Opinion 1/15; EU–UK Trade and
 * Cooperation Agreement Art. 542 to 562).
 */
export type PnrAgreement = {
  readonly name: string;
  /** Where its data come from: "state:GB", the State of departure, or "carrier:BA". */
  readonly origins: readonly string[];
  /** The longest stay it permits, from arrival: when nobody saw the traveller leave, they have left by then. Null: it says none. */
  readonly stay: CalendarPeriod | null;
};

/** Periods and scopes the law sets (obligations.md section 14). Instants are UTC, period arithmetic is calendar-based. */
export type LegalProfile = {
  readonly name: string;
  readonly version: string;
  readonly family: ProfileFamily;
  readonly purposes: readonly PnrPurpose[];
  /** The lowest maximum custodial penalty, in months, that makes an offence a serious one (Directive Art. 3(9)). */
  readonly offence: { readonly penaltyMonths: number };
  /** ISO 3166-1 alpha-2 of the State whose unit this is: decides which flights cross its border. */
  readonly state: string;
  /** From first receipt: what happens to a record nobody linked to a case, and when. */
  readonly initial: {
    readonly period: CalendarPeriod;
    readonly effect: "delete" | "mask";
    readonly rule: string;
  };
  /** How long what is kept, from first receipt unless said otherwise. Shorter than `initial` where that is shorter. */
  readonly retention: {
    /** Of a passenger with objective grounds (class LINKED): the ceiling of everything. */
    readonly max: CalendarPeriod;
    /** When names, contacts, payment and API data are masked. */
    readonly depersonalise: CalendarPeriod;
    /** Of a confirmed match, after the feedback on it. */
    readonly hit: CalendarPeriod;
    readonly child: CalendarPeriod;
    /** Requests and what was told on them, from their end. */
    readonly disclosure: CalendarPeriod;
    /** The ledger and what proves a deletion: at least so long. */
    readonly audit: CalendarPeriod;
    /** Logs of transport, without passenger data. */
    readonly transportLog: CalendarPeriod;
    /** API data on the border side, from their receipt, and so much longer for a passenger who did not present themselves. */
    readonly borderApi: { readonly hours: number };
    readonly borderNoShow: { readonly hours: number };
    /** Figures that name nobody. */
    readonly statistics: CalendarPeriod;
    readonly backup: CalendarPeriod;
  };
  /** API data that come later than this after departure are discarded on the border side (Regulation (EU) 2025/12 Art. 16). */
  readonly api: { readonly latest: { readonly hours: number } };
  /** In how many seconds a message is confirmed, and an interactive request answered. */
  readonly receipt: { readonly seconds: number };
  readonly interactive: { readonly seconds: number };
  /** Until when an urgent request must be reviewed afterwards (CJEU C-817/19, 227). */
  readonly request: { readonly urgentReview: Period };
  /** How long one unmasked record may be seen, and until when the data protection officer reviews it (Art. 12(3)). */
  readonly unmask: { readonly view: Period; readonly dpoReview: Period };
  readonly rule: {
    /** When a rule is due for review, and when it stops without one. */
    readonly review: CalendarPeriod;
    readonly hardStop: CalendarPeriod;
    /** The share of confirmed matches below which a rule stops, once so many were reviewed. */
    readonly precisionFloor: number;
    readonly precisionAfter: number;
    /** The share of a day's travellers above which a rule stops (CJEU C-817/19, 198). */
    readonly volumeCeiling: number;
  };
  /** The States (alpha-2) of the area within which only selected flights count; empty: the State is in none (Art. 2). */
  readonly flightSelection: { readonly area: readonly string[]; readonly review: CalendarPeriod };
  /** When the grounds of an entry are looked at again, and the longest that an entry stands. */
  readonly watchlist: { readonly review: CalendarPeriod; readonly expiry: CalendarPeriod };
  /** From knowing of a breach to telling the supervisory authority. */
  readonly breach: { readonly notice: Period };
  /**
   * How long a carrier is heard before a penalty is proposed, and what the national law says of amounts: stated, never reckoned
   * (Directive Art. 14; Regulation (EU) 2025/13 Art. 38).
   */
  readonly penalty: { readonly hearing: CalendarPeriod; readonly bounds: readonly string[] };
  /** From a person's request about their own data to its answer. */
  readonly dsr: { readonly answer: CalendarPeriod };
  /** How long a training certificate opens access. */
  readonly training: { readonly validity: CalendarPeriod };
  readonly dpia: { readonly required: true };
  /** Whether sensitive data may ever be looked at: to save a life, by two approvers (Annex 9, 9.29 b), or not at all. */
  readonly sensitive: { readonly exception: "none" | "vital-interest" };
  /** What becomes of a transfer to a third country that no gate has let through. */
  readonly transfer: { readonly default: "deny" };
  /** Agreements that bind data by where they come from; the first that fits a flight is the one. */
  readonly agreements: readonly PnrAgreement[];
  /** How long the redacted source of a message is kept, and what could not be read. */
  readonly redactedSource: Period;
  readonly quarantine: Period;
  /** How long a cleared pair suppresses the same alert. */
  readonly clearedPair: Period;
  /**
   * Flights that departed or landed so lately count as still to come when a list, a rule or the engine changes: their
   * travellers may still be at the border (screening.md section 9). A period of 0 hours: none do.
   */
  readonly recentPast: Period;
  /** What an interactive request is answered while no person has decided (cusres.md section 3). */
  readonly provisionalDirective: "OK";
  /** What it is answered while screening is away: the usual at each threat level, and what an officer may set (section 6). */
  readonly outage: Readonly<
    Record<ThreatLevel, { readonly usual: FailPolicy; readonly permitted: readonly FailPolicy[] }>
  >;
  /** What is owed of every flight, by carriers without a plan of their own (pnrgov.md section 5, paxlst.md section 4). */
  readonly pushes: readonly OwedPush[];
  /** Minutes after its due time at which a push is called late, and after departure at which one is called missing. */
  readonly lateAfter: number;
  readonly missingAfter: number;
  /** From how many days before departure to how many minutes after it lists are in time (paxlst.md section 6, PX24). */
  readonly listWindow: { readonly daysBefore: number; readonly minutesAfter: number };
};

/** The default: the EU Directive as read in CJEU C-817/19. */
export const euStrict: LegalProfile = {
  name: "eu-strict",
  version: "2026.1",
  state: "AZ",
  family: "eu-strict",
  purposes: ["TERR", "SERIOUS"],
  offence: { penaltyMonths: 36 },
  initial: {
    period: { months: 6 },
    effect: "delete",
    rule: "retention.initial (CJEU817-251-256, CJEU817-257-262)",
  },
  retention: {
    max: { months: 60 },
    depersonalise: { months: 6 },
    hit: { days: 30 },
    child: { months: 6 },
    disclosure: { months: 6 },
    audit: { months: 60 },
    transportLog: { months: 12 },
    borderApi: { hours: 48 },
    borderNoShow: { hours: 48 },
    statistics: { months: 60 },
    backup: { days: 14 },
  },
  api: { latest: { hours: 96 } },
  receipt: { seconds: 5 },
  interactive: { seconds: 4 },
  request: { urgentReview: { hours: 48 } },
  unmask: { view: { hours: 72 }, dpoReview: { days: 14 } },
  rule: {
    review: { months: 6 },
    hardStop: { months: 12 },
    precisionFloor: 0.05,
    precisionAfter: 200,
    volumeCeiling: 0.001,
  },
  flightSelection: { area: [], review: { months: 12 } },
  watchlist: { review: { months: 6 }, expiry: { months: 12 } },
  breach: { notice: { hours: 72 } },
  penalty: {
    hearing: { days: 28 },
    bounds: [
      "for recurrent failure up to 2 % of the carrier's worldwide turnover of the preceding business year (Regulation (EU) 2025/13, Article 38)",
    ],
  },
  dsr: { answer: { days: 30 } },
  training: { validity: { months: 12 } },
  dpia: { required: true },
  sensitive: { exception: "none" },
  transfer: { default: "deny" },
  agreements: [],
  redactedSource: { days: 14 },
  quarantine: { hours: 72 },
  clearedPair: { months: 12 },
  recentPast: { hours: 24 },
  provisionalDirective: "OK",
  // cusres.md section 6: to board by default. ICAO Annex 9, 9.3: an outage must not disrupt travel.
  outage: {
    normal: { usual: "board", permitted: ["board"] },
    heightened: { usual: "board", permitted: ["board", "check-documents"] },
    severe: { usual: "check-documents", permitted: ["board", "check-documents"] },
  },
  // Directive (EU) 2016/681 Art. 8(3): 48 to 24 hours before departure, and at closure; API at closure; crew an hour before.
  pushes: [
    { kind: "pnr", opens: -49 * 60, due: -24 * 60 },
    { kind: "pnr", opens: -30, due: 15 },
    { kind: "api", opens: -48 * 60, due: 0 },
    { kind: "crew", opens: -48 * 60, due: -60 },
  ],
  // Regulation (EU) 2025/13 Art. 11: found within 15 minutes after closure.
  lateAfter: 15,
  missingAfter: 60,
  listWindow: { daysBefore: 7, minutesAfter: 60 },
};
