// What the server says of rules by code, in the reader's language: why a step cannot be taken, why a rule was stopped.
import { ApiProblem, defineTexts, problemText, sentenceOf, type Catalogue, type Translate } from "#design/ui";
import { en } from "./texts/sentences/en.ts";

/** English is among them: of what the system did by itself the server says the code alone. */
export const criteriaSentences = defineTexts<Catalogue>("criteria-sentences", {
  en,
  az: async () => (await import("./texts/sentences/az.ts")).az,
  fr: async () => (await import("./texts/sentences/fr.ts")).fr,
  ru: async () => (await import("./texts/sentences/ru.ts")).ru,
  ar: async () => (await import("./texts/sentences/ar.ts")).ar,
});

type Speaker = Pick<Translate<string>, "code" | "direction">;

/** Why a step was refused: its obstacle where one is named, else the words for its code. */
export function refusalText(
  problem: Error,
  sentences: Speaker,
  ...texts: readonly Pick<Translate<string>, "code">[]
): string {
  if (problem instanceof ApiProblem && problem.because !== undefined)
    return sentenceOf(sentences, { ...problem.because, text: problem.message }) ?? problem.message;
  return problemText(problem, ...texts);
}
