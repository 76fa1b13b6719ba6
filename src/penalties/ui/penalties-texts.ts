// The texts of this slice's screens.
import { defineTexts } from "#design/ui";
import { en } from "./texts/en.ts";

export const penaltiesTexts = defineTexts("penalties", {
  en,
  az: async () => (await import("./texts/az.ts")).az,
  fr: async () => (await import("./texts/fr.ts")).fr,
  ru: async () => (await import("./texts/ru.ts")).ru,
  ar: async () => (await import("./texts/ar.ts")).ar,
});
