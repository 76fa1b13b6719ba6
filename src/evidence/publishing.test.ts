// Small numbers of the published figures: none is shown and none can be worked out, whatever the figures.
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Amount } from "./figures.ts";
import { leastPublished, published, publishedSoFar } from "./publishing.ts";

const cells = fc
  .array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 8 })
  .map((amounts) =>
    amounts.map((amount, at): Amount => ({ figure: "subject-requests", part: `kind-${at}`, amount })),
  );

test("no number under ten is shown, and none follows from the total less the others (PNRD-19/20)", () => {
  fc.assert(
    fc.property(cells, (amounts) => {
      const [figure] = published(amounts);
      const total = amounts.reduce((sum, { amount }) => sum + amount, 0);
      const shown = figure?.parts.flatMap(({ amount }) => (amount === null ? [] : [amount])) ?? [];
      const unknown = (figure?.parts.length ?? 0) - shown.length;
      expect(figure?.total).toBe(total < leastPublished ? null : total);
      expect(shown.every((amount) => amount >= leastPublished)).toBe(true);
      // Either nothing is hidden, or two parts at least that are no small number together.
      const rest = total - shown.reduce((sum, amount) => sum + amount, 0);
      const safe = figure?.total === null ? shown.length === 0 : unknown >= 2 && rest >= leastPublished;
      expect(unknown === 0 ? rest === 0 : safe).toBe(true);
    }),
  );
});

test("while a year goes on, two pages compared differ by whole tens only (PNRD-19/20)", () => {
  fc.assert(
    fc.property(cells, fc.integer({ min: 0, max: 9 }), (amounts, more) => {
      const later = amounts.map((one, at) => (at === 0 ? { ...one, amount: one.amount + more } : one));
      const numbers = (of: readonly Amount[]): number[] =>
        publishedSoFar(of).flatMap(({ total, parts }) =>
          [total, ...parts.map(({ amount }) => amount)].map((amount) => amount ?? 0),
        );
      const [before, after] = [numbers(amounts), numbers(later)];
      expect([...before, ...after].every((number) => number % leastPublished === 0)).toBe(true);
    }),
  );
});

test("a figure without parts is its total", () => {
  expect(published([{ figure: "travellers", part: "", amount: 1_234 }])).toEqual([
    { figure: "travellers", total: 1_234, parts: [] },
  ]);
});
