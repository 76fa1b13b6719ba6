// What the public is told of the processing: from the legal profile and the parts that run, so that it is never of another day.
import type { LegalProfile, Period } from "#vocabulary";
import { requestKinds, type PublicNotice } from "./contract.ts";

/** What the program knows of itself besides the law. */
export type NoticeFacts = {
  readonly unit: string;
  readonly officer: string | null;
  readonly authority: string | null;
  /** Lists in force, rules in force, and the version of the engine that compares. */
  readonly lists: number;
  readonly rules: number;
  readonly engine: string;
};

const answerDays = 30;

/** The 19 element groups of Annex I; no other reaches the records (PNRD-6.1). */
const elements = [
  "locator",
  "reservation-date",
  "travel-dates",
  "names",
  "contact",
  "payment",
  "itinerary",
  "frequent-flyer",
  "agency",
  "travel-status",
  "split",
  "minors",
  "ticket",
  "seat",
  "code-share",
  "baggage",
  "companions",
  "passport-data",
  "changes",
] as const;

export function publicNotice(profile: LegalProfile, facts: NoticeFacts): PublicNotice {
  const { unit, officer, authority, lists, rules, engine } = facts;
  return {
    unit,
    state: profile.state,
    profile: { name: profile.name, version: profile.version },
    purposes: ["TERR", "SERIOUS"],
    elements: [...elements],
    periods: [
      { what: "records", period: iso(profile.initial.period), effect: profile.initial.effect },
      { what: "redacted-source", period: iso(profile.redactedSource), effect: "delete" },
      { what: "quarantine", period: iso(profile.quarantine), effect: "delete" },
      { what: "disclosures", period: iso(profile.retention.disclosure), effect: "delete" },
      { what: "cleared-pair", period: iso(profile.clearedPair), effect: "delete" },
    ],
    rights: [...requestKinds],
    answerDays,
    officer,
    authority,
    automated: { lists, rules, engine },
  };
}

/** ISO 8601: "P6M", "P14D", "PT72H". */
function iso(period: Period): string {
  if ("hours" in period) return `PT${period.hours}H`;
  return "days" in period ? `P${period.days}D` : `P${period.months}M`;
}
