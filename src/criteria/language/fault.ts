// What is wrong with a rule: where, by which clause, and how to mend it; each said by code and values.
import { faultSentences, faultWords, type FaultSentence } from "./fault-sentences.ts";

/** A place in the text of a rule: letters from its beginning, line and column from 1. */
export type Place = { readonly offset: number; readonly line: number; readonly column: number };

/** A sentence of the table with what stands in its blanks; the screens say it in their language. */
export type Said = { readonly code: FaultSentence; readonly values: Readonly<Record<string, string>> };

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
  /** The same by code: what is wrong, then how to mend it. */
  readonly said: readonly { readonly code: string; readonly values: Readonly<Record<string, string>> }[];
  /** The clause of law that forbids it; null where the rule is only badly written. */
  readonly clause: string | null;
};

export function said(code: FaultSentence, values: Readonly<Record<string, string | number>> = {}): Said {
  return {
    code,
    values: Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value)])),
  };
}

/** In front of every code where it goes over the wire: sentences of rules are not alone there. */
const wireCode = (code: FaultSentence): string => `fault-${code}`;

/** A fault with its English words and its codes. */
export function faultOf({
  text,
  mend,
  ...rest
}: Pick<Fault, "code" | "severity" | "path" | "at" | "clause"> & {
  readonly text: readonly Said[];
  readonly mend: Said;
}): Fault {
  return {
    ...rest,
    text: text.map(inEnglish).join(" "),
    mend: inEnglish(mend),
    said: [...text, mend].map(({ code, values }) => ({ code: wireCode(code), values })),
  };
}

function inEnglish({ code, values }: Said): string {
  return faultSentences[code].replace(/\{\{(\w+)\}\}/g, (_, blank: string) => {
    const value = values[blank] ?? "";
    const words: Readonly<Record<string, string>> | undefined =
      blank === "type" || blank === "what" ? faultWords[blank] : undefined;
    return words === undefined
      ? value
      : value
          .split(", ")
          .map((word) => words[word] ?? word)
          .join(", ");
  });
}

/** The place of the letter at `offset`. */
export function placeAt(text: string, offset: number): Place {
  const before = text.slice(0, offset);
  const line = before.split("\n").length;
  return { offset, line, column: offset - (before.lastIndexOf("\n") + 1) + 1 };
}
