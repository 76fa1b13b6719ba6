// What a rule is, for those who count its findings: in general words, since each finding has values of its own.
import { messageCodes, type CodeEntry } from "#messages";
import { intakeCodes } from "./codes.ts";
import { ruleSentences } from "./rule-sentences.table.ts";

const catalogue: Readonly<Record<string, CodeEntry>> = { ...messageCodes, ...intakeCodes };

/** The rule behind a code, in English and without blanks, and where it comes from; a code of an earlier release stays alone. */
export function ruleSentence(code: string): { readonly text: string; readonly source: string } {
  const entry = catalogue[code];
  return entry === undefined
    ? { text: code, source: "" }
    : { text: ruleSentences[code] ?? entry.text, source: entry.source };
}
