// The sentences of the findings in the reader's language. English comes with each finding, so only the others stand here.
import { defineSentences } from "#design/ui";

/** Only the language in use is fetched; what one lacks is shown in English. */
export const findingTexts = defineSentences("findings", {
  az: async () => ({
    ...(await import("./texts/findings/az.ts")).az,
    ...(await import("./texts/findings/az-rules.table.ts")).azRules,
  }),
  fr: async () => ({
    ...(await import("./texts/findings/fr.ts")).fr,
    ...(await import("./texts/findings/fr-rules.table.ts")).frRules,
  }),
  ru: async () => ({
    ...(await import("./texts/findings/ru.ts")).ru,
    ...(await import("./texts/findings/ru-rules.table.ts")).ruRules,
  }),
  ar: async () => ({
    ...(await import("./texts/findings/ar.ts")).ar,
    ...(await import("./texts/findings/ar-rules.table.ts")).arRules,
  }),
});
