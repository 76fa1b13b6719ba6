// The texts of this slice's screens, and what the fields of rules and their values are called.
import { defineTexts } from "#design/ui";
import { en } from "./texts/en.ts";
import { en as enFields } from "./fields/texts/en.ts";

export const criteriaTexts = defineTexts("criteria", {
  en,
  az: async () => (await import("./texts/az.ts")).az,
  fr: async () => (await import("./texts/fr.ts")).fr,
  ru: async () => (await import("./texts/ru.ts")).ru,
  ar: async () => (await import("./texts/ar.ts")).ar,
});

export const fieldTexts = defineTexts("criteria-fields", {
  en: enFields,
  az: async () => (await import("./fields/texts/az.ts")).az,
  fr: async () => (await import("./fields/texts/fr.ts")).fr,
  ru: async () => (await import("./fields/texts/ru.ts")).ru,
  ar: async () => (await import("./fields/texts/ar.ts")).ar,
});
