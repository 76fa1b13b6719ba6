// The screens of lists speak every language whole: no key of the English texts is missing in any, and none is left over.
import { describe, expect, test } from "vitest";
import { ar } from "./texts/ar.ts";
import { az } from "./texts/az.ts";
import { en } from "./texts/en.ts";
import { fr } from "./texts/fr.ts";
import { ru } from "./texts/ru.ts";
import { ar as thresholdsAr } from "./texts/thresholds/ar.ts";
import { az as thresholdsAz } from "./texts/thresholds/az.ts";
import { en as thresholdsEn } from "./texts/thresholds/en.ts";
import { fr as thresholdsFr } from "./texts/thresholds/fr.ts";
import { ru as thresholdsRu } from "./texts/thresholds/ru.ts";

type Texts = Readonly<Record<string, string>>;

/** Keys as they are asked for: without the ending of a plural, which differs between languages. */
const asked = (texts: Texts): readonly string[] =>
  [
    ...new Set(Object.keys(texts).map((key) => key.replace(/_(?:zero|one|two|few|many|other)$/, ""))),
  ].toSorted((a, b) => a.localeCompare(b));

describe.each<[string, Texts, Readonly<Record<string, Texts>>]>([
  ["lists", en, { az, fr, ru, ar }],
  ["thresholds", thresholdsEn, { az: thresholdsAz, fr: thresholdsFr, ru: thresholdsRu, ar: thresholdsAr }],
])("the texts of %s", (_name, english, others) => {
  test.each(Object.entries(others))("are whole in %s", (_language, texts) => {
    expect(asked(texts)).toEqual(asked(english));
  });

  // Words and numbers that are the same in both, such as "Version" and "Code" in French, are few.
  test.each(Object.entries(others))("are not English in %s", (_language, texts) => {
    const words = (text = "") => text.replace(/\{\{\w+\}\}/g, "").trim();
    const same = Object.entries(english).filter(([key, text]) => words(texts[key]) === words(text));
    expect(same.filter(([, text]) => /\p{L} +\p{L}/u.test(words(text)))).toEqual([]);
  });
});
