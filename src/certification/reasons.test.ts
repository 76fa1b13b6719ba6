// Every reason has a sentence in each other language with the values, tags and numbers of the English one.
import { describe, expect, test } from "vitest";
import { reason, reasonTexts } from "./reasons.ts";
import { ar } from "./ui/texts/reasons/ar.ts";
import { az } from "./ui/texts/reasons/az.ts";
import { fr } from "./ui/texts/reasons/fr.ts";
import { ru } from "./ui/texts/reasons/ru.ts";

const blanks = (text = ""): readonly string[] =>
  [...new Set([...text.matchAll(/\{+(\w+)\}+/g)].map(([, name]) => name ?? ""))].toSorted();
const named = (text = ""): readonly string[] =>
  [...new Set(text.replace(/\{+\w+\}+/g, " ").match(/[A-Z]{2,}[A-Z0-9]*|\d+/g))]
    .filter((word) => word !== "PNR")
    .toSorted();

test.each(Object.entries({ az, fr, ru, ar }))(
  "reasons in %s",
  (_, texts: Readonly<Record<string, string>>) => {
    expect(Object.keys(texts)).toEqual(Object.keys(reasonTexts).map((code) => `say.${code}`));
    for (const [code, text] of Object.entries(reasonTexts)) {
      const own = texts[`say.${code}`];
      expect([code, blanks(own), named(own)]).toEqual([code, blanks(text), named(text)]);
    }
  },
);

describe("the English sentence", () => {
  test("is filled with the values, an empty one said as such", () => {
    expect(reason("acknowledgement-other", { found: "", wanted: "T1" })).toEqual({
      code: "acknowledgement-other",
      values: { found: "", wanted: "T1" },
      text: "RFF TN of the acknowledgement is (none); the unsolicited message has T1.",
    });
  });
});
