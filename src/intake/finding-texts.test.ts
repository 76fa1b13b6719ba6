// Every finding has a sentence in each other language with the blanks of the English one, and every word it is filled with.
import { describe, expect, test } from "vitest";
import { messageCodes, phrases } from "#messages";
import { intakeCodes } from "./codes.ts";
import { ar } from "./ui/texts/findings/ar.ts";
import { az } from "./ui/texts/findings/az.ts";
import { fr } from "./ui/texts/findings/fr.ts";
import { ru } from "./ui/texts/findings/ru.ts";

const codes = { ...messageCodes, ...intakeCodes };
const words = Object.entries(phrases).flatMap(([name, list]) =>
  list.map((word) => [`${name}.${word}`, word] as const),
);
const blanks = (text: string | undefined): readonly string[] =>
  [...new Set([...(text ?? "").matchAll(/\{+(\w+)\}+/g)].map(([, name]) => name ?? ""))].toSorted();

/** Tags, numbers and codes that a sentence names: the same in every language, but for pictures of dates (YYYY-MM-DD). */
const named = (text: string | undefined): readonly string[] => {
  const plain = (text ?? "").replace(/\{+\w+\}+|\p{Lu}{2,4}(?:[-:]\p{Lu}{2})+/gu, " ");
  return [...new Set(plain.match(/[A-Z]{2,}[A-Z0-9]*|\d+/g))].toSorted();
};

/** Blanks that are filled with how many there are, one included. */
const counted =
  /\{(?:count|travellers|bookings|stated|found|expected|hours|days|bytes)\} (?:further )?[a-z]{3,}s\b/g;
/** What is told of there because it is many. */
const always = ["IN05", "IN17", "IN22", "SERIES_INCOMPLETE"];

test("what may be one is counted by a number that stands by itself: one sentence is right for every number", () => {
  const counting = Object.entries(codes)
    .filter(([code]) => !always.includes(code))
    .flatMap(([code, { text }]) => (text.match(counted) ?? []).map((said) => `${code}: ${said}`));
  expect(counting).toEqual([]);
});

describe.each(Object.entries({ az, fr, ru, ar }))("findings in %s", (_, texts) => {
  test.each(Object.entries(codes))("%s is said with the same values", (code, { text }) => {
    expect(texts[`say.${code}`]).toBeDefined();
    expect(blanks(texts[`say.${code}`])).toEqual(blanks(text));
  });

  test("every word that is filled in has its own, and nothing is left over", () => {
    for (const [key, word] of words) expect([key, blanks(texts[key])]).toEqual([key, blanks(word)]);
    const wanted = [
      "word.none",
      ...Object.keys(codes).map((code) => `say.${code}`),
      ...words.map(([key]) => key),
    ];
    expect(Object.keys(texts).toSorted()).toEqual(wanted.toSorted());
  });

  test("tags and numbers are those of the English text", () => {
    const differing = Object.entries(codes)
      .map(([code, { text }]) => [code, named(text), named(texts[`say.${code}`])] as const)
      .filter(([, english, own]) => english.join(" ") !== own.join(" "));
    expect(differing).toEqual([]);
  });
});
