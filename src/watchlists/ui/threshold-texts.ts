// The texts of the thresholds, beside those of the watchlists.
import { defineTexts } from "#design/ui";
import { en } from "./texts/thresholds/en.ts";

export const thresholdTexts = defineTexts("watchlist-thresholds", {
  en,
  az: async () => (await import("./texts/thresholds/az.ts")).az,
  fr: async () => (await import("./texts/thresholds/fr.ts")).fr,
  ru: async () => (await import("./texts/thresholds/ru.ts")).ru,
  ar: async () => (await import("./texts/thresholds/ar.ts")).ar,
});
