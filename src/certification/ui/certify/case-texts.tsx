// What the conformance cases are called and ask for, in the reader's language. English comes with each case.
import type { ConformanceRun } from "../../contract.ts";
import { defineSentences, Sentence } from "#design/ui";

const caseTexts = defineSentences("conformance-cases", {
  az: async () => (await import("../texts/cases/az.ts")).az,
  fr: async () => (await import("../texts/cases/fr.ts")).fr,
  ru: async () => (await import("../texts/cases/ru.ts")).ru,
  ar: async () => (await import("../texts/cases/ar.ts")).ar,
});

type Case = ConformanceRun["cases"][number];

export function CaseTitle({ one }: { one: Case }) {
  return <Sentence texts={caseTexts} said={{ code: `${one.number}.title`, text: one.title }} />;
}

export function CaseAsks({ one }: { one: Case }) {
  return <Sentence texts={caseTexts} said={{ code: `${one.number}.send`, text: one.send }} />;
}
