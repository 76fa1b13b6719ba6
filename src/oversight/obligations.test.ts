// What a citation of an obligation means.
import { expect, test } from "vitest";
import { citation, obligationCited, obligations } from "./obligations.ts";

test("every row is found by its own id, and ids are not used twice", () => {
  for (const row of obligations) expect(obligationCited(row.id)).toBe(row);
  expect(new Set(obligations.map(({ id }) => id)).size).toBe(obligations.length);
});

test.each([
  ["PNRD-12.1", "PNRD-12.1"],
  ["CJEU817-188", "CJEU817-182-192"],
  ["CJEU817-182", "CJEU817-182-192"],
  ["CJEU817-OP4", "CJEU817-OP4 (237-247)"],
  ["CJEU817-270", "CJEU817-163-174 / 263-291"],
  ["CJEU817-263-291", "CJEU817-163-174 / 263-291"],
  ["LED-7.3", "LED-7.2-3"],
  ["EUAPI13-13.5", "EUAPI13-13.4-5"],
  ["EUAPI13-20", "EUAPI13-9.5 / 20"],
  ["LED-15", "LED-15"],
  ["AIA-5.1g", "AIA-5.1c,g"],
  ["LED-13", "LED-12-18"],
  ["HR-CHILD-2", "HR-CHILD-2"],
  ["UNSCR2396-4/5", "UNSCR2396-4/5"],
])("%s means %s", (cited, row) => {
  expect(obligationCited(cited)?.id).toBe(row);
});

test.each(["PNRD-99", "CJEU817-193", "LED-19", "PNRD-12"])("%s means none", (cited) => {
  expect(obligationCited(cited)).toBeUndefined();
});

test("citations are found in a text", () => {
  expect("gone at midnight (PNRD-12.1, CJEU817-257-262); see LED-7.3.".match(citation)).toEqual([
    "PNRD-12.1",
    "CJEU817-257-262",
    "LED-7.3",
  ]);
});
