// Obligations that the software is to enforce and that no test shows yet, each with the reason.

const reasons: readonly (readonly [reason: string, ids: readonly string[]])[] = [
  [
    "the border side, a store of its own with its own purpose, comes with integrated border management",
    ["EUAPI12-7", "EUAPI12-9.5", "EUAPI12-16", "HR-OHCHR-6", "EUAPI13-15.1"],
  ],
  [
    "units speak TLS 1.3 with signed and encrypted messages; plans of continuity and recovery, and the drills that exercise them, have no register",
    ["EUAPI13-9.5 / 20"],
  ],
  [
    "six principles that ask for nothing of their own: lawfulness is enforced by PNRD-6.2b, purpose by PNRD-7.4, accuracy by PNRD-6.5, the limit of storage by PNRD-12.4, security by LED-29.2, minimal data by the filter of PNRD-13.4; a test of this row would only repeat theirs",
    ["LED-4.1"],
  ],
  [
    "no such model is part of the product; a check of dossiers comes with the first one",
    ["AIA-III-6a–e", "AIA-III-7a–d", "UNSCR2396-15"],
  ],
];

/** By id: why no test shows it. */
export const openObligations: ReadonlyMap<string, string> = new Map(
  reasons.flatMap(([reason, ids]) => ids.map((id) => [id, reason] as const)),
);
