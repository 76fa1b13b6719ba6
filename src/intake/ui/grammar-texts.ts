// The message grammar's names and purposes in the reader's language. English comes with each segment.
import { defineSentences } from "#design/ui";

export const grammarTexts = defineSentences("grammar", {
  az: async () => (await import("./texts/grammar/az.ts")).az,
});
