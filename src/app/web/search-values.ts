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

export const flightParts = ["messages", "pushes", "history"] as const;

export const alertStates = ["no-match", "confirmed", "cannot-tell", "withdrawn"] as const;

export const clearingStates = ["waiting", "ended"] as const;

export const carrierParts = ["connections", "agreement", "conformance", "evidence"] as const;

export const proposalStates = ["approved", "refused", "withdrawn"] as const;

export const listParts = ["proposals", "versions", "about"] as const;

export type BoardSearch = {
  readonly direction?: "inbound" | "outbound";
  readonly hours?: number;
  readonly find?: string;
};

export type MessageSearch = {
  readonly state?: "processed" | "refused" | "quarantined" | "duplicate" | "part";
  readonly kind?: string;
  readonly carrier?: string;
  readonly findings?: true;
};
