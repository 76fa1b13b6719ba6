// Rules in general words: no sentence of a scorecard or report has a blank that nothing fills.
import { describe, expect, test } from "vitest";
import { messageCodes } from "#messages";
import { intakeCodes } from "./codes.ts";
import { ruleSentence } from "./rule-sentences.ts";
import { az } from "./ui/texts/findings/az.ts";
import { ar } from "./ui/texts/findings/ar.ts";
import { arRules } from "./ui/texts/findings/ar-rules.table.ts";
import { azRules } from "./ui/texts/findings/az-rules.table.ts";
import { fr } from "./ui/texts/findings/fr.ts";
import { frRules } from "./ui/texts/findings/fr-rules.table.ts";
import { ru } from "./ui/texts/findings/ru.ts";
import { ruRules } from "./ui/texts/findings/ru-rules.table.ts";

const codes = { ...messageCodes, ...intakeCodes };
const languages = [
  ["Azerbaijani", az, azRules],
  ["French", fr, frRules],
  ["Russian", ru, ruRules],
  ["Arabic", ar, arRules],
] as const;

describe("rules in general words", () => {
  test.each(Object.keys(codes))("%s has no blanks in English", (code) => {
    expect(ruleSentence(code).text).toMatch(/^[^{}]+[.?]$/);
  });

  describe.each(languages)("%s", (_name, sentences: Readonly<Record<string, string>>, rules) => {
    test.each(Object.keys(codes))("%s has no blanks", (code) => {
      expect(rules[`rule.${code}`] ?? sentences[`say.${code}`]).toMatch(/^[^{}]+[.?؟]$/);
    });

    test("no sentence is left of a code that is gone or has no blanks", () => {
      const withBlanks = Object.entries(codes).flatMap(([code, { text }]) =>
        text.includes("{") ? [`rule.${code}`] : [],
      );
      expect(Object.keys(rules).toSorted()).toEqual(withBlanks.toSorted());
    });
  });

  test("a rule without blanks is said by its own text", () => {
    expect(ruleSentence("EDI30").text).toBe(messageCodes.EDI30.text);
    expect(ruleSentence("GONE")).toEqual({ text: "GONE", source: "" });
  });
});
