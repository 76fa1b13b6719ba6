// What is chosen in the inspector, and the reasons for which passages are removed.

/** One finding or one removed passage, by its position in the receipt's list. */
export type Chosen = { readonly kind: "finding" | "cut"; readonly index: number };

export const cutReasons = ["sensitive-service", "sensitive-text", "card-number", "not-admitted"] as const;
export type CutReason = (typeof cutReasons)[number];

/** The reason as the screens know it; one they do not know yet is a passage the law does not admit. */
export function cutReason(word: string | undefined): CutReason {
  return cutReasons.find((reason) => reason === word) ?? "not-admitted";
}
