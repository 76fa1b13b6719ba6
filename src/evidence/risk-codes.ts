// The risks to people that an impact assessment weighs, and how they are weighed. Pure.

export const riskCodes = [
  "false-match",
  "discrimination",
  "unlawful-access",
  "purpose-creep",
  "over-retention",
  "sensitive-data",
  "harm-abroad",
  "children-and-protection",
  "breach",
  "error-of-machine",
] as const;
export type RiskCode = (typeof riskCodes)[number];
export const levels = ["low", "medium", "high"] as const;
export type Level = (typeof levels)[number];
