// Every sentence about a list has an Azerbaijani one with the same blanks.
import { expect, test } from "vitest";
import { listSentences } from "./sentences.ts";
import { az } from "./ui/texts/sentences/az.ts";

const blanks = (text: string | undefined): readonly string[] =>
  [...new Set([...(text ?? "").matchAll(/\{+(\w+)\}+/g)].map(([, name]) => name ?? ""))].toSorted((a, b) =>
    a.localeCompare(b),
  );

test.each(Object.entries(listSentences))(
  "%s is said in Azerbaijani with the same values",
  (code, english) => {
    expect(az[`say.${code}`]).toBeDefined();
    expect(blanks(az[`say.${code}`])).toEqual(blanks(english));
  },
);

test("no Azerbaijani sentence is left over", () => {
  expect(Object.keys(az)).toHaveLength(Object.keys(listSentences).length);
});
