// The texts of the calibration, beside those of the quality of screening.
import { defineTexts } from "#design/ui";
import { en } from "./texts/calibration/en.ts";

export const calibrationTexts = defineTexts("calibration", {
  en,
  az: async () => (await import("./texts/calibration/az.ts")).az,
  fr: async () => (await import("./texts/calibration/fr.ts")).fr,
  ru: async () => (await import("./texts/calibration/ru.ts")).ru,
  ar: async () => (await import("./texts/calibration/ar.ts")).ar,
});
