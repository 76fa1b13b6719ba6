// A legal profile in words, for whoever reads it on the command line. English; the screens have their own texts. Pure.
import { isoPeriod, periodOf } from "#vocabulary";
import type { Difference, ProfileDocument } from "./document.ts";
import { keyGroups, profileKeys, type KeyGroup } from "./keys.ts";
import { limitText } from "./validator.ts";

const groupNames: Readonly<Record<KeyGroup, string>> = {
  scope: "Purposes and scope",
  retention: "Retention",
  delivery: "Delivery by carriers",
  review: "Reviews and approvals",
  rules: "Rules",
  watchlists: "Watchlists",
  rights: "Rights of persons",
  transfer: "Transfer abroad",
  operation: "Operation",
};

/** What each key sets. A key without words would be one that a reader cannot judge: a test holds every key to it. */
const names: Readonly<Record<string, string>> = {
  purposes: "what passenger data may be used against",
  "offence.penaltyMonths": "least maximum penalty, in months, that makes an offence serious",
  "flightSelection.area": "States between which flights are taken only by a decision",
  "flightSelection.review": "a decision on such flights is reviewed within",
  "retention.initial": "passenger data stand in clear for",
  "retention.initial.effect": "after that, data without a link to an offence",
  "retention.max": "no passenger data outlast",
  "retention.depersonalise": "linked data are masked after",
  "retention.hit": "the result of automated processing is kept, after the last feedback on it, for",
  "retention.child": "links of a child are reviewed within",
  "retention.disclosure": "requests and what was told on them are kept, after their end, for",
  "retention.audit": "the ledger of acts is kept for",
  "retention.transportLog": "logs of delivery are kept for",
  "retention.borderApi": "passenger lists for border checks are kept for",
  "retention.borderNoShow": "of who did not board, for",
  "retention.statistics": "statistics without persons are kept for",
  "retention.backup": "backups live for",
  "retention.redactedSource": "redacted messages are kept for",
  "retention.quarantine": "unreadable messages are kept, sealed, for",
  "push.pnr": "booking data are pushed",
  "push.api": "passenger lists are pushed",
  "push.crew": "crew lists are pushed",
  "push.closeOut": "lists of who is on board are pushed",
  "push.late": "minutes after which a push is late",
  "push.missing": "minutes after which a push is missing",
  "list.daysBefore": "days before departure from which a list is read",
  "list.minutesAfter": "minutes after departure until which a list is read",
  "api.latest": "passenger lists that come later are discarded",
  "receipt.sla": "seconds until a carrier has its receipt",
  "penalty.hearing": "a carrier is heard, before a penalty is proposed, for",
  "penalty.bounds": "what the national law says of amounts of penalties",
  "iapi.sla": "seconds until a carrier has its directive",
  "request.urgentReview": "urgent disclosures are reviewed within",
  "unmask.view": "unmasked data are seen for",
  "unmask.dpoReview": "each unmasking is reviewed within",
  "training.validity": "certificates of training hold for",
  "rule.review": "rules are reviewed every",
  "rule.hardStop": "rules stop without review after",
  "rule.precisionFloor": "least share of a rule's results that must be confirmed",
  "rule.precisionAfter": "results after which that share is measured",
  "rule.volumeCeiling": "largest share of travellers a rule may select in a day",
  "watchlist.review": "entries of lists are reviewed every",
  "watchlist.expiry": "entries of lists expire after",
  "watchlist.clearedPair": "a cleared pair stays cleared for",
  "breach.notice": "breaches are notified within",
  "dsr.answer": "requests of persons are answered within",
  "dpia.required": "an impact assessment before high-risk processing",
  "sensitive.exception": "exception for sensitive data",
  agreements: "agreements that end booking data once the traveller has left",
  "transfer.default": "transfer to third countries without a rule",
  "screening.recentPast": "travellers are screened again after departure for",
  "screening.provisionalDirective": "answer to a carrier before a person has decided",
  "outage.normal": "what carriers may do while the unit is out, in normal times",
  "outage.heightened": "the same at heightened threat",
  "outage.severe": "the same at severe threat",
};

/** What a key sets, in words. */
export function keyName(key: string): string {
  return names[key] ?? key;
}

/** A value in words: "6 months", "yes", "between 2 days before and at departure". */
export function valueInWords(value: unknown): string {
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (typeof value === "string") return periodInWords(value) ?? value;
  if (Array.isArray(value)) return value.length === 0 ? "none" : value.map(windowInWords).join("; ");
  return typeof value === "number" ? String(value) : JSON.stringify(value ?? null);
}

function periodInWords(text: string): string | undefined {
  if (periodOf(text) === undefined) return undefined;
  const units: Readonly<Record<string, string>> = { H: "hour", D: "day", M: "month", Y: "year" };
  const parts = [...text.matchAll(/(\d+)([HDMY])/g)].map(
    ([, count, unit]) => `${count} ${units[unit ?? ""] ?? ""}${count === "1" ? "" : "s"}`,
  );
  return parts.length === 0 ? text : parts.join(" and ");
}

function windowInWords(one: unknown): string {
  if (typeof one === "object" && one !== null && "opens" in one && "due" in one)
    return `from ${moment(Number(one.opens))} to ${moment(Number(one.due))}`;
  if (typeof one === "object" && one !== null && "origins" in one) return agreementInWords(one);
  return typeof one === "string" ? one : JSON.stringify(one);
}

/** "Agreement of 2027 (state:GB; left after 90 days at the latest)". */
function agreementInWords(one: object): string {
  const { name, origins, stay } = one as Readonly<Record<string, unknown>>;
  const from = Array.isArray(origins) ? origins.join(", ") : "";
  const latest = typeof stay === "string" ? `; left after ${periodInWords(stay) ?? stay} at the latest` : "";
  return `${String(name)} (${from}${latest})`;
}

function moment(minutes: number): string {
  if (minutes === 0) return "departure";
  const [much, unit] = minutes % 60 === 0 ? [Math.abs(minutes) / 60, "h"] : [Math.abs(minutes), "min"];
  return `${much} ${unit} ${minutes < 0 ? "before" : "after"} departure`;
}

/** The whole profile, a line a key, by groups. */
export function profileInWords(document: ProfileDocument): readonly string[] {
  return keyGroups.flatMap((group) => {
    const keys = profileKeys.filter((key) => key.group === group);
    return [
      groupNames[group],
      ...keys.map(({ key, limits, absent }) => {
        const { value, source, verified } = document.values[key] ?? {
          value: absent ?? null,
          source: "",
          verified: false,
        };
        const limit = limits[document.family];
        const bound =
          limit === undefined ? "" : `; hard limit ${readable(limitText(limit))} (${limit.source})`;
        const doubt = verified === false ? "; NOT VERIFIED by counsel" : "";
        return `  ${keyName(key)}: ${valueInWords(value)} [${key}; ${source}${bound}${doubt}]`;
      }),
    ];
  });
}

/** Periods within a limit's text as words. */
function readable(text: string): string {
  return text.replaceAll(/\bP(?:T?\d+[HDMY])+\b/g, (period) => {
    const read = periodOf(period);
    return (read === undefined ? undefined : periodInWords(isoPeriod(read))) ?? period;
  });
}

const ways: Readonly<Record<Difference["way"], string>> = {
  tighter: "tightens",
  looser: "loosens",
  other: "changes",
  "same-value": "gives another source for",
};

/** A change in a sentence: "tightens passenger data stand in clear for: from 6 months to 3 months". */
export function differenceInWords({ key, before, after, way }: Difference): string {
  const [one, other] = [valueInWords(before?.value), valueInWords(after?.value)];
  const what =
    way === "same-value" ? `: ${after?.source ?? ""}` : `: from ${one} to ${other} (${after?.source ?? ""})`;
  return `${ways[way]} "${keyName(key)}"${what}`;
}
