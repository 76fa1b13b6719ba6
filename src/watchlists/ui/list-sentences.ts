// The sentences about list files and fetches in the reader's language; English comes with each of them.
import { ApiProblem, defineSentences, sentenceOf, type Said, type Translate } from "#design/ui";
import type { ListVersion } from "../contract.ts";

export const listSentences = defineSentences("list-sentences", {
  az: async () => (await import("./texts/sentences/az.ts")).az,
  fr: async () => (await import("./texts/sentences/fr.ts")).fr,
  ru: async () => (await import("./texts/sentences/ru.ts")).ru,
  ar: async () => (await import("./texts/sentences/ar.ts")).ar,
});

/** Why a file or fetch was refused, in the reader's language; null where only the server's own words say it. */
export function becauseText(problem: Error, t: Pick<Translate<string>, "code" | "direction">): string | null {
  if (!(problem instanceof ApiProblem) || problem.because === undefined) return null;
  return sentenceOf(t, { ...problem.because, text: problem.message });
}

/** Why a version was refused. */
export function refusalOf({ refusal, because }: Pick<ListVersion, "refusal" | "because">): Said {
  return { code: because?.code ?? "", values: because?.values, text: refusal ?? "" };
}
