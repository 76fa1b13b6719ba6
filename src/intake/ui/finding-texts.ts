// The sentences of the findings in the reader's language. English comes with each finding, so only the others stand here.
import { defineSentences } from "#design/ui";

/** A language more is a line here and a file of the same keys; what it lacks is shown in English. */
export const findingTexts = defineSentences("findings", {
  az: async () => (await import("./texts/findings/az.ts")).az,
});
