// Every sentence about a list is said in every language of the screens, with the same blanks.
import { describe, expect, test } from "vitest";
import { listSentences } from "./sentences.ts";
import { ar } from "./ui/texts/sentences/ar.ts";
import { az } from "./ui/texts/sentences/az.ts";
import { fr } from "./ui/texts/sentences/fr.ts";
import { ru } from "./ui/texts/sentences/ru.ts";

const blanks = (text: string | undefined): readonly string[] =>
  [...new Set([...(text ?? "").matchAll(/\{+(\w+)\}+/g)].map(([, name]) => name ?? ""))].toSorted((a, b) =>
    a.localeCompare(b),
  );

describe.each(Object.entries({ az, fr, ru, ar }))("in %s", (_language, said) => {
  test.each(Object.entries(listSentences))("%s is said with the same values", (code, english) => {
    expect(said[`say.${code}`]).toBeDefined();
    expect(blanks(said[`say.${code}`])).toEqual(blanks(english));
  });

  test("no sentence is left over", () => {
    expect(Object.keys(said)).toHaveLength(Object.keys(listSentences).length);
  });
});
