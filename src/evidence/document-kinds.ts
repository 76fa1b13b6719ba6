// What documents the unit makes of itself. Pure.

export const documentKinds = [
  "yearly-report",
  "processing-records",
  "annex9-pack",
  "directive-pack",
  "impact-assessment",
  "referral",
] as const;
export type DocumentKind = (typeof documentKinds)[number];
