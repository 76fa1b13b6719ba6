// Every finding has an Azerbaijani sentence with the blanks of the English one, and every word it is filled with.
import { describe, expect, test } from "vitest";
import { messageCodes, phrases } from "#messages";
import { intakeCodes } from "./codes.ts";
import { az } from "./ui/texts/findings/az.ts";

const codes = { ...messageCodes, ...intakeCodes };
const blanks = (text: string | undefined): readonly string[] =>
  [...new Set([...(text ?? "").matchAll(/\{+(\w+)\}+/g)].map(([, name]) => name ?? ""))].toSorted();

describe("Azerbaijani findings", () => {
  test.each(Object.entries(codes))("%s is said with the same values", (code, { text }) => {
    expect(az[`say.${code}`]).toBeDefined();
    expect(blanks(az[`say.${code}`])).toEqual(blanks(text));
  });

  test("every word that is filled in has its own, and nothing is left over", () => {
    const words = Object.entries(phrases).flatMap(([name, list]) =>
      list.map((word) => [`${name}.${word}`, word] as const),
    );
    for (const [key = "", word] of words) expect([key, blanks(az[key])]).toEqual([key, blanks(word)]);
    const wanted = [
      "word.none",
      ...Object.keys(codes).map((code) => `say.${code}`),
      ...words.map(([key]) => key),
    ];
    expect(Object.keys(az).toSorted((a, b) => (a < b ? -1 : 1))).toEqual(
      wanted.toSorted((a, b) => (a < b ? -1 : 1)),
    );
  });
});
