// Values that the part of an address after the question mark may have.

/** The states by which rules are listed. */
export const criterionStates = [
  "proposed",
  "specified",
  "tested",
  "bias-tested",
  "opinion",
  "approved",
  "shadow",
  "active",
  "suspended",
  "retired",
] as const;
