// The texts of protection.
import { defineTexts } from "#design/ui";
import { en } from "./texts/protection/en.ts";

export const protectionTexts = defineTexts("protection", {
  en,
  az: async () => (await import("./texts/protection/az.ts")).az,
  fr: async () => (await import("./texts/protection/fr.ts")).fr,
  ru: async () => (await import("./texts/protection/ru.ts")).ru,
  ar: async () => (await import("./texts/protection/ar.ts")).ar,
});
