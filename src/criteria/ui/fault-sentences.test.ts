// What the linter and the reader of rules say has a sentence in each language, with the same names and values in it.
import { describe, expect, test } from "vitest";
import { sentenceOf } from "#design/ui";
import { faultSentences, faultWords, type FaultSentence } from "../language/fault-sentences.ts";
import { criteriaSentences } from "./criteria-sentences.ts";

const codes = Object.keys(faultSentences) as FaultSentence[];
const blanks = (text: string) => [...new Set(text.match(/\{\{\w+\}\}/g))].toSorted();
/** What a sentence of the language is written in: none of them falls back to English. */
const letters = { az: /[əıöğşüça-z]/, fr: /[a-zéè]/, ru: /[а-я]/, ar: /[\u0621-\u064a]/ } as const;

describe.each(["az", "fr", "ru", "ar"] as const)("in %s", (language) => {
  test.each(codes)("%s is said, with the blanks of the English sentence filled", async (code) => {
    await criteriaSentences.load(language);
    const t = criteriaSentences.translator(language);
    const own = t.code("say", `fault-${code}`, "");
    expect(own).toMatch(letters[language]);
    expect(own).not.toBe(faultSentences[code]);
    expect(blanks(own)).toEqual(blanks(faultSentences[code]));
    const values = Object.fromEntries(blanks(own).map((blank) => [blank.slice(2, -2), "X7"]));
    const said = sentenceOf(t, { code: `fault-${code}`, values, text: "" });
    expect(said).not.toContain("{{");
    expect(said?.match(/X7/g) ?? []).toHaveLength((own.match(/\{\{/g) ?? []).length);
  });

  test("kinds of values and what is missing have words", async () => {
    await criteriaSentences.load(language);
    const t = criteriaSentences.translator(language);
    for (const [family, words] of Object.entries(faultWords))
      for (const word of Object.keys(words))
        expect(t.code(family, word, ""), `${family}.${word}`).toMatch(letters[language]);
  });
});
