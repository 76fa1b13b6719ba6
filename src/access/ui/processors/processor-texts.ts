// The texts of processors and their support's visits: fetched with the screen that shows them.
import { defineTexts } from "#design/ui";
import { en } from "./texts/en.ts";

export const processorTexts = defineTexts("processors", {
  en,
  az: async () => (await import("./texts/az.ts")).az,
  fr: async () => (await import("./texts/fr.ts")).fr,
  ru: async () => (await import("./texts/ru.ts")).ru,
  ar: async () => (await import("./texts/ar.ts")).ar,
});
