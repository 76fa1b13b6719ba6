// The texts of who the persons of lists are.
import { defineTexts } from "#design/ui";
import { en } from "./texts/persons/en.ts";

export const personTexts = defineTexts("listed-persons", {
  en,
  az: async () => (await import("./texts/persons/az.ts")).az,
  fr: async () => (await import("./texts/persons/fr.ts")).fr,
  ru: async () => (await import("./texts/persons/ru.ts")).ru,
  ar: async () => (await import("./texts/persons/ar.ts")).ar,
});
