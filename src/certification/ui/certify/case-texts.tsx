// What the conformance cases are called and ask for, and what they say of a transmission, in the reader's language. English comes with each case.
import type { CaseAttempted, ConformanceRun } from "../../contract.ts";
import { defineSentences, Sentence } from "#design/ui";

const caseTexts = defineSentences("conformance-cases", {
  az: async () => (await import("../texts/cases/az.ts")).az,
  fr: async () => (await import("../texts/cases/fr.ts")).fr,
  ru: async () => (await import("../texts/cases/ru.ts")).ru,
  ar: async () => (await import("../texts/cases/ar.ts")).ar,
});

const reasonTexts = defineSentences("conformance-reasons", {
  az: async () => (await import("../texts/reasons/az.ts")).az,
  fr: async () => (await import("../texts/reasons/fr.ts")).fr,
  ru: async () => (await import("../texts/reasons/ru.ts")).ru,
  ar: async () => (await import("../texts/reasons/ar.ts")).ar,
});

/** What a case has against a transmission, or what the agreement changes in it. */
export function ReasonSaid({ reason }: { reason: CaseAttempted["reasons"][number] }) {
  return <Sentence texts={reasonTexts} said={reason} />;
}

type Case = ConformanceRun["cases"][number];

export function CaseTitle({ one }: { one: Case }) {
  return <Sentence texts={caseTexts} said={{ code: `${one.number}.title`, text: one.title }} />;
}

export function CaseAsks({ one }: { one: Case }) {
  return <Sentence texts={caseTexts} said={{ code: `${one.number}.send`, text: one.send }} />;
}
