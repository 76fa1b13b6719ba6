// Rules whose matches persons have reviewed: how many of them were confirmed, over all versions.
import type { Transaction } from "#platform";
import { reviewsOf } from "./figures-store.ts";
import { newestVersions } from "./store.ts";

export type ReviewedRule = {
  readonly id: string;
  readonly code: string;
  readonly title: string;
  readonly state: string;
  readonly confirmed: number;
  /** Decided either way; "cannot tell" is not among them. */
  readonly decided: number;
};

/** By their codes; rules of which nothing was decided are left out. */
export async function reviewedRules(tx: Transaction): Promise<readonly ReviewedRule[]> {
  const rules = await newestVersions(tx);
  const reviews = Map.groupBy(
    await reviewsOf(
      tx,
      rules.map((rule) => rule.rule_id),
    ),
    (review) => review.rule_id,
  );
  return rules
    .map(({ rule_id: id, code, dossier, state }) => {
      const own = reviews.get(id) ?? [];
      const sum = (of: "confirmed" | "decided"): number => own.reduce((total, one) => total + one[of], 0);
      return { id, code, title: dossier.title, state, confirmed: sum("confirmed"), decided: sum("decided") };
    })
    .filter(({ decided }) => decided > 0)
    .toSorted((one, other) => (one.code < other.code ? -1 : 1));
}
