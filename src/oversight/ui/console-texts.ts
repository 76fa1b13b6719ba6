// The texts of the officer's console and of the register of breaches.
import { defineTexts } from "#design/ui";
import { en } from "./texts/console/en.ts";

export const consoleTexts = defineTexts("console", {
  en,
  az: async () => (await import("./texts/console/az.ts")).az,
  fr: async () => (await import("./texts/console/fr.ts")).fr,
  ru: async () => (await import("./texts/console/ru.ts")).ru,
  ar: async () => (await import("./texts/console/ar.ts")).ar,
});
