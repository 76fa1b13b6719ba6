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

/** Periods and scopes the law sets (obligations.md section 14). Instants are UTC, period arithmetic is calendar-based. */
export type LegalProfile = {
  readonly name: string;
  readonly version: string;
  /** ISO 3166-1 alpha-2 of the State whose unit this is: decides which flights cross its border. */
  readonly state: string;
  /** From first receipt: what happens to a record nobody linked to a case, and when. */
  readonly initial: {
    readonly period: CalendarPeriod;
    readonly effect: "delete" | "mask";
    readonly rule: string;
  };
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
  initial: {
    period: { months: 6 },
    effect: "delete",
    rule: "retention.initial (CJEU C-817/19, 251 and 257)",
  },
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
