// However long or odd a name is, screening it costs no more than a name can: the work is counted, not timed.
import { describe, expect, it, vi } from "vitest";
import { buildIndex, screenTraveller, STANDARD_PROFILE } from "./api.ts";
import { anEntry, aTraveller } from "./fixtures.ts";
import { MOST_LETTERS } from "./normalise/readings.ts";
import { queryOf } from "./query.ts";

const LONG = 10_000;
const letters = "ABDEFGIKLMNOPRSTUVZ";
const words = (count: number): string =>
  Array.from({ length: count }, (_item, at) => {
    const letter = (step: number): string => letters[(at * step + step) % letters.length] ?? "A";
    return `${letter(1)}${letter(3)}${letter(5)}${letter(7)}${letter(11)}`;
  }).join(" ");

const names: readonly (readonly [string, string])[] = [
  ["one word of 10,000 letters", "A".repeat(LONG)],
  ["letters of no order", words(LONG / 5).replaceAll(" ", "")],
  ["2,000 words", words(2_000)],
  ["2,000 initials", "A B C D ".repeat(500)],
  ["particles only", "AL DE BIN ".repeat(1_000)],
  ["servants of servants", "ABD AL ".repeat(1_500)],
  ["kunyas of kunyas", "ABU ".repeat(2_500)],
  ["patronymic markers", "OGLU ".repeat(2_000)],
  ["endings of patronymics", "OVICH".repeat(2_000)],
  ["titles glued", "MRMRSMISS".repeat(1_000)],
  ["symbols", "-'./<>*&%$#".repeat(900)],
  ["digits", "0123456789".repeat(1_000)],
  ["letters with a hundred marks each", `A${"\u0301".repeat(100)}`.repeat(100)],
  ["Cyrillic", "Щ".repeat(LONG)],
  ["Cyrillic and Latin by turns", "АB".repeat(LONG / 2)],
  ["Arabic", "محمد".repeat(LONG / 4)],
  ["Hebrew", "ש".repeat(LONG)],
  ["Han", "王".repeat(LONG)],
  ["Hangul", "김".repeat(LONG)],
  ["Georgian", "ჭ".repeat(LONG)],
  ["Armenian", "ՈՒ".repeat(LONG / 2)],
  ["Greek", "ΜΠ".repeat(LONG / 2)],
  ["Thai", "ก".repeat(LONG)],
  ["Devanagari", "क्ष".repeat(LONG / 3)],
  ["emoji", "👩‍👩‍👧".repeat(1_000)],
  ["half a character", "\uD83D".repeat(LONG)],
];

/** Words of a name, readings of a word, joins of neighbours: more are not looked at. */
const MOST_WORDS = 14;
const MOST_READINGS = 40;
const MOST_JOINS = 14;

const index = buildIndex(
  ["Hüseynov / Elçin / Rauf oğlu", "王 / 小明", "محمد / صالح", "Abd al-Rahman / Muhammad"].map((name, at) =>
    anEntry(name, { id: `NAT-${at}` }),
  ),
  [],
);

describe("the work of a name", () => {
  it.each(names)("is bounded: %s", (_what, name) => {
    const find = vi.spyOn(index.search, "find");
    for (const traveller of [
      aTraveller("", { surname: name, given: name }),
      aTraveller("", { surname: name, given: "", nativeName: name }),
      aTraveller("", { surname: "X", given: name, nationality: "TWN" }),
    ]) {
      find.mockClear();
      const query = queryOf(index, traveller);
      let sought = 0;
      for (const { tokens, joins } of query.names) {
        expect(tokens.length).toBeLessThanOrEqual(MOST_WORDS);
        expect(joins.length).toBeLessThanOrEqual(MOST_JOINS);
        const readings = [...tokens, ...joins].flatMap((part) => part.readings);
        for (const { form } of readings) expect(form.text.length).toBeLessThanOrEqual(MOST_LETTERS + 6);
        for (const token of tokens) expect(token.readings.length).toBeLessThanOrEqual(MOST_READINGS);
        sought += readings.length;
      }
      expect(Array.isArray(screenTraveller(index, traveller, STANDARD_PROFILE))).toBe(true);
      expect(find.mock.calls.length).toBeLessThanOrEqual(sought);
    }
    find.mockRestore();
  });

  it("is that of a name for an entry as well", () => {
    for (const [, name] of names) {
      const listed = buildIndex([anEntry("", { names: [{ full: name, type: "primary" }] })], []);
      for (const form of listed.forms) expect(form.text.length).toBeLessThanOrEqual(MOST_LETTERS + 6);
      expect(listed.forms.length).toBeLessThanOrEqual(MOST_WORDS * MOST_READINGS);
    }
  });
});
