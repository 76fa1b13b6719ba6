// The texts of people, what lets them act, and watches: fetched with the screens that show them.
import { defineTexts } from "#design/ui";
import { en } from "./texts/en.ts";

export const peopleTexts = defineTexts("people", {
  en,
  az: async () => (await import("./texts/az.ts")).az,
  fr: async () => (await import("./texts/fr.ts")).fr,
  ru: async () => (await import("./texts/ru.ts")).ru,
  ar: async () => (await import("./texts/ar.ts")).ar,
});
