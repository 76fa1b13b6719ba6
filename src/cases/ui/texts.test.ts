// Every code of the engine has its own sentence in every language of the screens.
import { describe, expect, test } from "vitest";
import type { Feature, Relation } from "#screening/contract";
import { listedDate } from "./AlertWhy.tsx";
import { casesTexts } from "./cases-texts.ts";

/** Typed so that a code the engine learns and this list does not is an error of types. */
const features: Readonly<Record<Feature, true>> = {
  surname: true,
  given: true,
  patronymic: true,
  name: true,
  "birth-date": true,
  "birth-place": true,
  document: true,
  sex: true,
  nationality: true,
  age: true,
  prior: true,
  phone: true,
  email: true,
  card: true,
  address: true,
  agency: true,
};
const relations: Readonly<Record<Relation, true>> = {
  equal: true,
  "equivalent-name": true,
  "same-sound": true,
  "script-reading": true,
  "patronymic-form": true,
  russified: true,
  "western-spelling": true,
  "chinese-spelling": true,
  "servant-of": true,
  "vowels-differ": true,
  "one-letter": true,
  "letters-exchanged": true,
  spelling: true,
  truncated: true,
  initial: true,
  joined: true,
  "joined-alike": true,
  split: true,
  "split-alike": true,
  "title-glued": true,
  "gender-ending": true,
  "surname-stem": true,
  different: true,
  "missing-left": true,
  "missing-right": true,
  "order-swapped": true,
  "father-as-given": true,
  "weak-alias": true,
  "single-name": true,
  twin: true,
  "day-month-swapped": true,
  "one-digit": true,
  "digits-swapped": true,
  "year-month-equal": true,
  "year-equal": true,
  "swapped-near-year": true,
  "within-range": true,
  "outside-range": true,
  circa: true,
  "calendar-conversion": true,
  "default-date": true,
  "same-year": true,
  "near-year": true,
  "far-year": true,
  "other-century": true,
  "number-equal": true,
  "personal-number-equal": true,
  "number-type-differs": true,
  "number-country-unknown": true,
  "number-country-differs": true,
  "number-look-alike": true,
  "number-one-edit": true,
  "birth-country": true,
  "birth-country-equal": true,
  minor: true,
  "base-rate": true,
  "key-equal": true,
};
const wouldChange = {
  clear: [
    "birth-date.far-year",
    "given.different",
    "surname.different",
    "patronymic.different",
    "name.different",
    "sex.different",
    "document.different",
  ],
  strengthen: ["birth-date.equal", "patronymic.equal", "document.number-equal"],
};

const languages = ["en", "az", "fr", "ru", "ar"] as const;
/** What a sentence of the language is written in: none of them falls back to English. */
const letters = { en: /[a-z]/, az: /[a-z]/, fr: /[a-z]/, ru: /[а-я]/, ar: /[\u0621-\u064a]/ };
/** What stands where a sentence is missing: no sentence of the catalogue. */
const none = "no sentence";

describe.each(languages)("in %s", (language) => {
  test("every feature and every relation has a sentence", async () => {
    await casesTexts.load(language);
    const t = casesTexts.translator(language);
    for (const [family, codes] of [
      ["feature", Object.keys(features)],
      ["relation", Object.keys(relations)],
    ] as const) {
      for (const code of codes) {
        const sentence = t.code(family, code, none);
        expect(sentence, `${family}.${code}`).not.toBe(none);
        expect(letters[language].test(sentence), `${family}.${code}: ${sentence}`).toBe(true);
      }
    }
  });

  test("every counterfactual has a sentence with its score, every side that lacks something too", async () => {
    await casesTexts.load(language);
    const t = casesTexts.translator(language);
    for (const [kind, codes] of Object.entries(wouldChange)) {
      for (const code of codes) expect(t.code(kind, code, none), `${kind}.${code}`).toContain("{{score}}");
    }
    for (const side of ["traveller", "entry", "both"] as const) {
      expect(t(`missing.${side}`, { feature: "X" })).toContain("X");
    }
  });
});

test("an age is said in the form its number asks for", async () => {
  await Promise.all(languages.map((language) => casesTexts.load(language)));
  const age = (language: (typeof languages)[number], count: number) =>
    casesTexts.translator(language)("person.age", { count });
  expect([1, 42].map((count) => age("en", count))).toEqual(["1 year", "42 years"]);
  expect([1, 34, 40].map((count) => age("ru", count))).toEqual(["1 год", "34 года", "40 лет"]);
  expect([1, 2, 7, 42].map((count) => age("ar", count))).toEqual(["سنة واحدة", "سنتان", "7 سنوات", "42 سنة"]);
  expect([1, 42].map((count) => age("fr", count))).toEqual(["1 an", "42 ans"]);
});

test("a listed date of the evidence carries no English words", () => {
  expect(listedDate("about 1984")).toBe("≈ 1984");
  expect(listedDate("1980 to 1985")).toBe("1980 – 1985");
  expect(listedDate("1984-03-11")).toBe("1984-03-11");
  expect(listedDate(null)).toBeNull();
});
