// What the figures and rates of the statistics are called. Pure.

/** The figures, in the order of the report. */
export const figureNames = [
  "messages",
  "travellers",
  "removed-sensitive",
  "removed-not-admitted",
  "removed-cards",
  "alerts",
  "list-matches",
  "rule-matches",
  "withdrawn-alerts",
  "disclosures-by-recipient",
  "disclosures-by-basis",
  "disclosure-outcomes",
  "recalls",
  "authority-requests",
  "views",
  "unmaskings-granted",
  "unmaskings-viewed",
  "approvals-refused",
  "subject-requests",
  "subject-answers",
  "breaches",
  "masked",
  "deleted",
] as const;
export type FigureName = (typeof figureNames)[number];

/** Shares that follow from the figures. */
export const rateNames = [
  "messages-not-taken",
  "list-matches-confirmed",
  "rule-matches-confirmed",
  "alerts-per-traveller",
  "answered-neutrally",
] as const;
export type RateName = (typeof rateNames)[number];
