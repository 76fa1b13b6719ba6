// What is wrong with a rule: where, by which clause, and how to mend it.

/** A place in the text of a rule: letters from its beginning, line and column from 1. */
export type Place = { readonly offset: number; readonly line: number; readonly column: number };

export type Fault = {
  readonly code: string;
  /** refused: the rule cannot be used. caution: somebody must say why it is right all the same. */
  readonly severity: "refused" | "caution";
  /** Where in the tree, as a JSON pointer; empty for faults of the text. */
  readonly path: string;
  /** Where in the text, if the rule was read from one. */
  readonly at: Place | null;
  readonly text: string;
  readonly mend: string;
  /** The clause of law that forbids it; null where the rule is only badly written. */
  readonly clause: string | null;
};

/** The place of the letter at `offset`. */
export function placeAt(text: string, offset: number): Place {
  const before = text.slice(0, offset);
  const line = before.split("\n").length;
  return { offset, line, column: offset - (before.lastIndexOf("\n") + 1) + 1 };
}
