// The one list of slices: each may import only slices above it. A new slice takes a line.
export const sliceOrder: readonly string[] = [
  "vocabulary",
  "design",
  "messages",
  "simulation",
  "platform",
  "access",
  "law",
  "carriers",
  "records",
  "retention",
  "approvals",
  "releases",
  "watchlists",
  "screening",
  "criteria",
  "cases",
  "intake",
  "certification",
  "disclosures",
  "exchange",
  "rights",
  "quality",
  "oversight",
  "evidence",
  "penalties",
  "inspections",
  "app",
];

/** Slices that are pure: no input or output, no clock, no chance; the same input gives the same result everywhere. */
export const pureSlices: readonly string[] = ["vocabulary", "messages", "simulation"];
