// Rules in general words: no sentence of a scorecard or report has a blank that nothing fills.
import { describe, expect, test } from "vitest";
import { messageCodes } from "#messages";
import { intakeCodes } from "./codes.ts";
import { ruleSentence } from "./rule-sentences.ts";
import { az } from "./ui/texts/findings/az.ts";
import { azRules } from "./ui/texts/findings/az-rules.table.ts";

const codes = { ...messageCodes, ...intakeCodes };

describe("rules in general words", () => {
  test.each(Object.keys(codes))("%s has no blanks, in English and Azerbaijani", (code) => {
    expect(ruleSentence(code).text).toMatch(/^[^{}]+[.?]$/);
    expect(azRules[`rule.${code}`] ?? az[`say.${code}`]).toMatch(/^[^{}]+[.?]$/);
  });

  test("a rule without blanks is said by its own text", () => {
    expect(ruleSentence("EDI30").text).toBe(messageCodes.EDI30.text);
    expect(ruleSentence("GONE")).toEqual({ text: "GONE", source: "" });
  });

  test("no sentence is left of a code that is gone or has no blanks", () => {
    const withBlanks = Object.entries(codes).flatMap(([code, { text }]) =>
      text.includes("{") ? [`rule.${code}`] : [],
    );
    expect(Object.keys(azRules).toSorted()).toEqual(withBlanks.toSorted());
  });
});
