// The texts of who persons of alerts and cases are.
import { defineTexts } from "#design/ui";
import { en } from "./texts/categories/en.ts";

export const categoryTexts = defineTexts("person-categories", {
  en,
  az: async () => (await import("./texts/categories/az.ts")).az,
  fr: async () => (await import("./texts/categories/fr.ts")).fr,
  ru: async () => (await import("./texts/categories/ru.ts")).ru,
  ar: async () => (await import("./texts/categories/ar.ts")).ar,
});
