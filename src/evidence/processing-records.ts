// The record of processing activities (Directive (EU) 2016/680 Art. 24(1), items a to i), made of the running configuration. Pure.
import type { Period } from "#vocabulary";
import type { Facts } from "./probes.ts";

const iso = (period: Period): string => {
  if ("hours" in period) return `PT${period.hours}H`;
  return "days" in period ? `P${period.days}D` : `P${period.months}M`;
};

export type Activity = {
  readonly activity: string;
  /** b: what for. */
  readonly purposes: readonly string[];
  /** d: of whom, and which data. */
  readonly subjects: readonly string[];
  readonly data: readonly string[];
  /** c: who receives them. */
  readonly recipients: readonly string[];
  /** e: profiling. */
  readonly profiling: string;
  /** g: the legal basis. */
  readonly basis: string;
  /** h: until when. */
  readonly erasure: string;
};

export type ProcessingRecords = {
  readonly title: string;
  readonly madeAt: string;
  readonly profile: string;
  /** a: who is responsible, and how to reach the officer. */
  readonly controller: {
    readonly unit: string;
    readonly state: string;
    readonly officer: string | null;
    readonly authority: string | null;
  };
  readonly activities: readonly Activity[];
  /** f: categories of transfers to third countries. */
  readonly transfers: readonly string[];
  /** i: security (Art. 29). */
  readonly security: readonly string[];
  /** The tables whose end is registered, each with when it comes. */
  readonly registered: Facts["registered"];
};

/** Everything in it follows from the facts: another setting, list, rule or authority makes another record. */
export function processingRecords(facts: Facts): ProcessingRecords {
  const { profile, live } = facts;
  const records = `${iso(profile.initial.period)} from first receipt, then ${profile.initial.effect}; on recorded grounds masked, ${iso(profile.retention.max)} at most${profile.agreements.map(({ name }) => `; booking data under ${name} until the traveller has left, longer on grounds that the approver outside reviewed`).join("")}`;
  const purposes = [...profile.purposes];
  const authorities = live.authorities.filter(({ kind }) => kind !== "third-country");
  const recipients = authorities.map(
    ({ kind, service, country, number, purposes: for_ }) =>
      `${number} ${kind} (${service}, ${country}) for ${for_.join(", ")}`,
  );
  const lists = live.lists.map(
    ({ code, authority, legalBasis }) => `list ${code} of ${authority} (${legalBasis})`,
  );
  const rules = live.rules["active"] ?? 0;
  return {
    title: "Record of processing activities (Directive (EU) 2016/680, Article 24)",
    madeAt: facts.at.toISOString(),
    profile: facts.profileLabel,
    controller: {
      unit: facts.unit,
      state: profile.state,
      officer: facts.officer,
      authority: facts.authority,
    },
    activities: [
      {
        activity: "Reception of passenger data and assessment before arrival or departure",
        purposes,
        subjects: ["passengers", "crew", "who books or pays for others"],
        data: [
          "the 19 element groups of Annex I; what lies outside is removed in memory",
          "API data of travel documents",
        ],
        recipients: ["persons of the unit, each view with purpose and ground"],
        profiling: `comparison with ${live.lists.length} lists and by ${rules} active rules of objective criteria; a person reviews each match; engine ${facts.engine}`,
        basis: `legal profile ${facts.profileLabel}; Directive (EU) 2016/681 Art. 6`,
        erasure: records,
      },
      {
        activity: "Lists that travellers are compared with",
        purposes,
        subjects: ["persons sought or under alert"],
        data: lists.length === 0 ? ["no list is in force"] : lists,
        recipients: ["the watchlist desk and who reviews a match"],
        profiling: "none",
        basis: "the legal basis that each list was registered with; Directive (EU) 2016/681 Art. 6(3)(a)",
        erasure: `entries expire after ${iso(profile.watchlist.expiry)} and are reviewed every ${iso(profile.watchlist.review)}`,
      },
      {
        activity: "Review of matches, cases and cleared namesakes",
        purposes,
        subjects: ["passengers with a match"],
        data: ["what the match rests on, the decision and its reasons"],
        recipients: ["reviewers and supervisors of the unit"],
        profiling: "none: a person decides",
        basis: "Directive (EU) 2016/681 Art. 6(5) and 12(5)",
        erasure: `a result of screening ${iso(profile.retention.hit)} after the last recipient's feedback, ${iso(profile.initial.period)} after the alert at most, then unreadable and deleted (on recorded grounds masked, with the data it is about); a cleared pair ${iso(profile.clearedPair)}, and no longer than those data`,
      },
      {
        activity: "Answers to requests and referrals",
        purposes,
        subjects: ["passengers whom a request or a confirmed match is about"],
        data: ["the elements that purpose and offence need, each named in the package"],
        recipients: recipients.length === 0 ? ["no authority is on the register"] : recipients,
        profiling: "none",
        basis:
          "the legal act by which each authority stands on the register; Directive (EU) 2016/681 Art. 7, 9 and 10",
        erasure: "packages with the request they answer; what was handed over follows the recipient's law",
      },
      {
        activity: "Requests of data subjects",
        purposes: ["RIGHTS"],
        subjects: ["who asks, and for whom"],
        data: ["name, birth date, document and contact, sealed", "the answer, sealed"],
        recipients: ["the data protection officer; the supervisory authority on its request"],
        profiling: "none",
        basis: "Directive (EU) 2016/680 Art. 12 to 18",
        erasure: `answered within ${iso(profile.dsr.answer)}`,
      },
      {
        activity: "Accounts of the unit and the ledger of what was done",
        purposes: ["OVERSIGHT"],
        subjects: ["persons who work with the system"],
        data: [
          "name, roles, sign-ins",
          "each act with person, purpose, ground and recipient; ids of whom it concerned",
        ],
        recipients: ["the data protection officer, the auditor and the supervisory authority"],
        profiling: "none; never used to rate persons at work",
        basis: "Directive (EU) 2016/680 Art. 25; Directive (EU) 2016/681 Art. 13(6)",
        erasure: `${iso(profile.retention.audit)} at least`,
      },
    ],
    transfers: [
      `default: ${profile.transfer.default}`,
      ...live.authorities
        .filter(({ kind }) => kind === "third-country")
        .map(({ country, service, legalAct, number }) => `${number} ${service} of ${country}: ${legalAct}`),
    ],
    security: [
      facts.demonstration ? "demonstration: known passwords, invented persons" : `sign-in: ${facts.strength}`,
      "a policy decides each request by role, purpose, ground and organisation; row-level security decides each row",
      "what is kept of messages, requests and packages is sealed; masked values lie in a vault under monthly keys outside the database",
      "a ledger of each act as a Merkle tree, its heads signed and published outside the database",
      `sealed backups that expire after ${iso(profile.retention.backup)}`,
    ],
    registered: facts.registered,
  };
}
