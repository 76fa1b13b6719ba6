// The message grammar's names and purposes in the reader's language. English comes with each segment.
import { defineSentences } from "#design/ui";

/** Only the language in use is fetched; what one lacks is shown in English. */
export const grammarTexts = defineSentences("grammar", {
  az: async () => (await import("./texts/grammar/az.ts")).az,
  fr: async () => (await import("./texts/grammar/fr.ts")).fr,
  ru: async () => (await import("./texts/grammar/ru.ts")).ru,
  ar: async () => (await import("./texts/grammar/ar.ts")).ar,
});
