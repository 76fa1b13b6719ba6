// What a rule that matches says for itself: shapes alone, so that screens may name them.
import type { Rule } from "../language/ast.ts";

/** One comparison that decided: as the rule says it, whether it holds, and what the data tell. */
export type Statement = {
  readonly text: string;
  readonly holds: boolean;
  readonly values: readonly { readonly field: string; readonly value: string | number | boolean | null }[];
  /** Of a collection: how many items surely count. */
  readonly counted: number | null;
};

export type WeightEvidence = {
  readonly text: string;
  readonly points: number;
  readonly state: "true" | "false" | "unknown";
};

export type Evidence = {
  readonly code: string;
  /** SHA-256 of the rule's text: which version said so. */
  readonly fingerprint: string;
  readonly outcome: Rule["outcome"];
  readonly points: number;
  readonly matchAt: number;
  readonly because: readonly Statement[];
  readonly adds: readonly WeightEvidence[];
  /** What speaks for the traveller: what holds, what does not, and what nobody has told. */
  readonly lowers: readonly WeightEvidence[];
};
