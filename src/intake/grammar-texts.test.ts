// Every segment's name and every purpose that a screen may show has an Azerbaijani sentence, and none is left over.
import { expect, test } from "vitest";
import { grammarSentences } from "#messages";
import { az } from "./ui/texts/grammar/az.ts";

test("the grammar is said in Azerbaijani", () => {
  const keys = [...grammarSentences()].map((sentence) => `say.${sentence}`);
  expect(Object.keys(az).toSorted()).toEqual(keys.toSorted());
});
