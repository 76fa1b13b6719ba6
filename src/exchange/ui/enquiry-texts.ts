// The texts of checks with INTERPOL.
import { defineTexts } from "#design/ui";
import { en } from "./texts/enquiries/en.ts";

export const enquiryTexts = defineTexts("enquiries", {
  en,
  az: async () => (await import("./texts/enquiries/az.ts")).az,
  fr: async () => (await import("./texts/enquiries/fr.ts")).fr,
  ru: async () => (await import("./texts/enquiries/ru.ts")).ru,
  ar: async () => (await import("./texts/enquiries/ar.ts")).ar,
});
