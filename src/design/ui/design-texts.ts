// The texts of the shared pieces themselves.
import { en } from "./texts/en.ts";
import { defineTexts } from "./texts.ts";

export const designTexts = defineTexts("design", {
  en,
  az: async () => (await import("./texts/az.ts")).az,
  fr: async () => (await import("./texts/fr.ts")).fr,
  ru: async () => (await import("./texts/ru.ts")).ru,
  ar: async () => (await import("./texts/ar.ts")).ar,
});
