// Which acts of the ledger count for which figure of the statistics: one table, for the database to count by. Pure.
import { createHash } from "node:crypto";
import { figureNames, type FigureName, type RateName } from "./figure-names.ts";

/** How one action of the ledger counts. */
export type FigureRule = {
  readonly figure: FigureName;
  readonly action: string;
  /** What it is counted by: a field of the entry's detail, who received something, or these words; nothing without it. */
  readonly part?: { readonly detail: string } | { readonly says: string } | "recipient";
  /** This number of the entry's detail is added up; without it entries are counted. */
  readonly sum?: string;
  /** Only entries whose detail says exactly this. */
  readonly where?: { readonly detail: string; readonly is: string };
  /** Only entries whose detail does not say this. */
  readonly unless?: { readonly detail: string; readonly is: string };
};

/** A change of these rules has every day counted anew. */
/** Of a flight within the area that no decision takes: answered, and nothing kept (PNRD-2.3). */
const notTaken = { detail: "selected", is: "no" } as const;

export const figureRules: readonly FigureRule[] = [
  ...["processed", "refused", "quarantined", "duplicate", "part"].map((state) => ({
    figure: "messages" as const,
    action: `message.${state}`,
    part: { says: state },
    ...(state === "processed" ? { unless: notTaken } : {}),
  })),
  { figure: "messages", action: "message.processed", part: { says: "not-selected" }, where: notTaken },
  { figure: "travellers", action: "message.processed", sum: "firstReceived" },
  { figure: "removed-sensitive", action: "message.processed", sum: "sensitive" },
  { figure: "removed-not-admitted", action: "message.processed", sum: "notAdmitted" },
  { figure: "removed-cards", action: "message.processed", sum: "cards" },
  { figure: "alerts", action: "alert.raised", part: { says: "list" } },
  { figure: "alerts", action: "criterion-alert.raised", part: { says: "rule" } },
  { figure: "list-matches", action: "alert.decided", part: { detail: "outcome" } },
  { figure: "rule-matches", action: "criterion-alert.decided", part: { detail: "outcome" } },
  { figure: "withdrawn-alerts", action: "alert.withdrawn", part: { detail: "reason" } },
  { figure: "withdrawn-alerts", action: "criterion-alert.withdrawn", part: { detail: "reason" } },
  { figure: "disclosures-by-recipient", action: "package.released", part: "recipient" },
  { figure: "disclosures-by-basis", action: "package.released", part: { detail: "legalBasis" } },
  { figure: "disclosure-outcomes", action: "package.outcome", part: { detail: "outcome" } },
  { figure: "recalls", action: "recall.made", part: { detail: "kind" } },
  { figure: "authority-requests", action: "request.made", part: { detail: "type" } },
  { figure: "views", action: "person.viewed", part: { says: "person" } },
  { figure: "views", action: "flight.viewed", part: { says: "flight" } },
  { figure: "views", action: "alert.viewed", part: { says: "alert" } },
  { figure: "views", action: "criterion-alert.viewed", part: { says: "alert" } },
  // The officer is told in the transaction of each grant, once (PNRD-12.3).
  { figure: "unmaskings-granted", action: "officer.told", where: { detail: "of", is: "unmasking" } },
  { figure: "unmaskings-viewed", action: "unmasked.viewed" },
  { figure: "approvals-refused", action: "approval.refused" },
  { figure: "subject-requests", action: "rights-request.received", part: { detail: "kind" } },
  { figure: "subject-answers", action: "rights-request.answered", part: { detail: "outcome" } },
  { figure: "breaches", action: "breach.declared", part: { detail: "risk" } },
  { figure: "masked", action: "expired.masked", sum: "records" },
  { figure: "deleted", action: "expired.deleted", part: { detail: "class" }, sum: "records" },
];

/** The rules' fingerprint (SHA-256, hexadecimal). */
export const rulesHash: string = createHash("sha256").update(JSON.stringify(figureRules)).digest("hex");

/** An amount of one figure, of one part of it ('' where it has none). */
export type Amount = { readonly figure: FigureName; readonly part: string; readonly amount: number };

/** Amounts of several days together, in the order of the report and of their parts. */
export function added(amounts: readonly Amount[]): readonly Amount[] {
  const sums = new Map<string, Amount>();
  for (const one of amounts) {
    const key = `${one.figure} ${one.part}`;
    sums.set(key, { ...one, amount: (sums.get(key)?.amount ?? 0) + one.amount });
  }
  const place = (name: FigureName): number => figureNames.indexOf(name);
  return [...sums.values()]
    .filter(({ amount }) => amount !== 0)
    .sort((one, two) => place(one.figure) - place(two.figure) || (one.part < two.part ? -1 : 1));
}

/** One share: `of` so many `among` so many; null among none. */
export type Rate = { readonly rate: RateName; readonly of: number; readonly among: number };
/** Error rates and yields: what was asked of persons' data against what came of it (CoE108-TPD-1). */
export function ratesOf(amounts: readonly Amount[]): readonly Rate[] {
  const sum = (figure: FigureName, ...parts: readonly string[]): number =>
    amounts
      .filter((one) => one.figure === figure && (parts.length === 0 || parts.includes(one.part)))
      .reduce((total, { amount }) => total + amount, 0);
  const taken = sum("messages", "processed");
  const refused = sum("messages", "refused", "quarantined");
  return [
    { rate: "messages-not-taken", of: refused, among: taken + refused },
    { rate: "list-matches-confirmed", of: sum("list-matches", "confirmed"), among: sum("list-matches") },
    { rate: "rule-matches-confirmed", of: sum("rule-matches", "confirmed"), among: sum("rule-matches") },
    { rate: "alerts-per-traveller", of: sum("alerts"), among: sum("travellers") },
    { rate: "answered-neutrally", of: sum("subject-answers", "neutral"), among: sum("subject-answers") },
  ];
}
