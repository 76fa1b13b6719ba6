// What the offences are called, in the language of the reader: by code (SC04) and by name (drug-trafficking).
import { offences } from "#vocabulary";
import type { en } from "./texts/offences/en.ts";
import type { Language } from "./texts.ts";

type Code = keyof typeof en;

const sources: Readonly<Record<Language, () => Promise<Readonly<Record<Code, string>>>>> = {
  en: async () => (await import("./texts/offences/en.ts")).en,
  az: async () => (await import("./texts/offences/az.ts")).az,
  fr: async () => (await import("./texts/offences/fr.ts")).fr,
  ru: async () => (await import("./texts/offences/ru.ts")).ru,
  ar: async () => (await import("./texts/offences/ar.ts")).ar,
};

/** In the order of the list: the codes first, then the names that lists and forms have in the same order. */
export async function offenceNamesIn(language: Language): Promise<ReadonlyMap<string, string>> {
  const byCode = Object.entries(await sources[language]());
  return new Map([...byCode, ...byCode.map(([, name], at): [string, string] => [offences[at] ?? "", name])]);
}
