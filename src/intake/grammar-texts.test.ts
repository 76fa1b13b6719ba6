// Every segment's name and every purpose that a screen may show is said in each other language, and none is left over.
import { describe, expect, test } from "vitest";
import { grammarSentences } from "#messages";
import { ar } from "./ui/texts/grammar/ar.ts";
import { az } from "./ui/texts/grammar/az.ts";
import { fr } from "./ui/texts/grammar/fr.ts";
import { ru } from "./ui/texts/grammar/ru.ts";

const sentences = [...grammarSentences()];
const numbers = (text: string | undefined): string => [...new Set(text?.match(/\d+/g))].toSorted().join(" ");

describe.each(Object.entries({ az, fr, ru, ar }))("the grammar in %s", (_, texts) => {
  test("says every sentence and no other", () => {
    expect(Object.keys(texts).toSorted()).toEqual(sentences.map((one) => `say.${one}`).toSorted());
  });

  test("names the same codes and numbers", () => {
    const differing = sentences.filter((one) => numbers(one) !== numbers(texts[`say.${one}`]));
    expect(differing).toEqual([]);
  });
});
