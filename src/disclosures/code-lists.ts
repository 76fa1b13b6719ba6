// The code lists of requests and packages (roles.md 5.1 and 5.3): pure data, shared by server and screens.
import { personCategories, type PersonCategory } from "#watchlists/contract";

/** Who somebody is to a case: the same eight as on lists (LED-6). */
export { personCategories, type PersonCategory };

export const legalBases = [
  "LB-ASSESS",
  "LB-CASE",
  "LB-CRIT",
  "LB-URG",
  "LB-THREAT",
  "LB-EMERG",
  "LB-PIU",
  "LB-SPON",
  "LB-EUROPOL",
  "LB-3C-ADQ",
  "LB-3C-SAFE",
  "LB-3C-DEROG",
  "LB-COURT",
  "LB-UNM",
  "LB-IPOL",
  "LB-UNSC",
  "LB-CORR",
  "LB-DSR",
  "LB-NSA",
  "LB-BORDER",
  "LB-CHILD",
  "LB-STAT",
  "LB-TEST",
] as const;
export type LegalBasis = (typeof legalBases)[number];

/** H1 evidence allowed · H2 intelligence only · H3 no onward transfer · H4 onward with consent · H5 delete by date · HP protection. */
export const handlingCodes = ["H1", "H2", "H3", "H4", "H5", "HP"] as const;
export type HandlingCode = (typeof handlingCodes)[number];

export const measures = [
  "INFORM-ONLY",
  "DISCREET-CHECK",
  "SECOND-LINE",
  "DOC-CHECK",
  "CUSTOMS-CHECK",
  "CONTACT-AUTHORITY",
  "PROTECTION-REFERRAL",
  "ARREST-WARRANT-EXISTS",
] as const;
export type Measure = (typeof measures)[number];
/** What may be asked for somebody who is to be protected: a child, a victim of trafficking. */
export const protectiveMeasures: readonly Measure[] = [
  "PROTECTION-REFERRAL",
  "CONTACT-AUTHORITY",
  "INFORM-ONLY",
];

export const outcomes = [
  "NOT-TRAVELLED",
  "NOT-SAME",
  "CLEARED",
  "SEIZURE",
  "ARREST",
  "DENIED-ENTRY",
  "ASYLUM-CLAIM",
  "PROTECTION-GIVEN",
  "INTELLIGENCE",
  "OTHER-OFFENCE",
  "NO-FEEDBACK",
] as const;
export type OutcomeCode = (typeof outcomes)[number];

/**
 * The outcomes that may be told of a person: nobody is denied entry who has a right to it or seeks protection (PNRD-6.9,
 * HR-12), and for whom seeks protection, or may, that stands first (HR-31).
 */
export function outcomesFor(person: {
  readonly claimant: boolean;
  readonly freeMovement: boolean;
}): readonly OutcomeCode[] {
  const all = outcomes.filter((code) => code !== "DENIED-ENTRY" || !(person.claimant || person.freeMovement));
  if (!person.claimant) return all;
  const first: readonly OutcomeCode[] = ["ASYLUM-CLAIM", "PROTECTION-GIVEN"];
  return [...first, ...all.filter((code) => !first.includes(code))];
}

export const refusalCodes = [
  "NO-BASIS",
  "NOT-SERIOUS",
  "NO-LINK-AIR",
  "TOO-WIDE",
  "NO-GROUNDS",
  "NO-NEW-CIRC",
  "NO-APPROVAL",
  "EXPIRED-DATA",
  "RIGHTS-RISK",
  "REFOULEMENT",
  "WRONG-CHANNEL",
  "DUPLICATE",
  "SECURITY-INTEREST",
] as const;
export type RefusalCode = (typeof refusalCodes)[number];
/** Refusals that would tell a requester something about a person: they are told as "nothing found" (LED-15). */
export const silentRefusals: readonly RefusalCode[] = ["RIGHTS-RISK", "REFOULEMENT", "SECURITY-INTEREST"];

/** What a refused requester can do, by code. */
export const remedies: Readonly<Record<RefusalCode, string>> = {
  "NO-BASIS": "Name the article of law that entitles you, or ask the court that may order it.",
  "NOT-SERIOUS": "Name the offence with its article: its maximum penalty must be three years or more.",
  "NO-LINK-AIR": "Say how the offence is linked to carriage of passengers, directly or indirectly.",
  "TOO-WIDE": "Name single persons and a shorter window, or justify the longer one.",
  "NO-GROUNDS": "State the facts that the suspicion rests on and their source.",
  "NO-NEW-CIRC":
    "The journey is over: state what is new since, and the objective evidence that the data will help.",
  "NO-APPROVAL": "Obtain the decision of the court or independent body and ask again with its number.",
  "EXPIRED-DATA": "The law has taken the data away. Nothing can be done here.",
  "RIGHTS-RISK": "Write to the data protection officer of the unit.",
  REFOULEMENT: "Write to the data protection officer of the unit.",
  "WRONG-CHANNEL": "Use the channel of this kind of request, as the reference page of requests says.",
  DUPLICATE: "You have asked the same before: look at that request.",
  "SECURITY-INTEREST": "Write to the data protection officer of the unit.",
};

export const results = ["data", "no-data", "masked-only", "refused", "partial"] as const;
export type Result = (typeof results)[number];

/** What the requester without a need to know is told: a refusal for reasons of rights is told as nothing found (LED-15). */
export function saidOf(result: Result, refusal: RefusalCode | null): Result {
  return result === "refused" && refusal !== null && silentRefusals.includes(refusal) ? "no-data" : result;
}

/** Those that tell of somebody as an offender: of nobody who is to be helped or heard, nor of a child by a rule (LED-6, HR-CHILD-2). */
export const accusingCategories: readonly PersonCategory[] = ["suspect", "convicted", "wanted"];
export const protectionFlags = ["child", "asylum", "victim"] as const;
export type ProtectionFlag = (typeof protectionFlags)[number];

/** What requests and packages may be for. Bookings only for the first two, and to protect children. */
export const disclosurePurposes = ["TERR", "SERIOUS", "BORDER", "CHILD_PROTECTION"] as const;
export type DisclosurePurpose = (typeof disclosurePurposes)[number];

export const authorityKinds = [
  "national",
  "partner-unit",
  "europol",
  "ncb",
  "third-country",
  "court",
  "foreign-ministry",
  "supervisory",
] as const;
export type AuthorityKind = (typeof authorityKinds)[number];
export const services = [
  "police",
  "customs",
  "border",
  "migration",
  "security",
  "justice",
  "foreign",
  "unit",
  "other",
] as const;
export type Service = (typeof services)[number];
export const channels = ["portal", "exchange", "i24-7", "siena", "diplomatic"] as const;

/** Of what the data protection officer is told by itself. */
export const noticeKinds = [
  "third-country-transfer",
  "europol",
  "enumeration",
  "urgent-release",
  "override",
  "after-travel",
  "partner-transfer",
  "without-consent",
  "partner-key",
  "own-key-unaccepted",
] as const;
export type NoticeKind = (typeof noticeKinds)[number];

/** Bookings are opened to nobody for migration or border control (CJEU C-817/19, 230; roles.md R10e). */
export function mayHaveBookings(service: Service, purpose: string | null): boolean {
  return service !== "migration" && purpose !== "BORDER" && purpose !== null;
}
