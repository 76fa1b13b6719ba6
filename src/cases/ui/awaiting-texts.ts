// The texts of hits that await INTERPOL's bureau.
import { defineTexts } from "#design/ui";
import { en } from "./texts/awaiting/en.ts";

export const awaitingTexts = defineTexts("awaiting", {
  en,
  az: async () => (await import("./texts/awaiting/az.ts")).az,
  fr: async () => (await import("./texts/awaiting/fr.ts")).fr,
  ru: async () => (await import("./texts/awaiting/ru.ts")).ru,
  ar: async () => (await import("./texts/awaiting/ar.ts")).ar,
});
