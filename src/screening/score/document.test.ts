// Document numbers: each row of screening.md §6.
import { expect, it } from "vitest";
import { countryNumber } from "../index/country-codes.ts";
import { documentNumber } from "./document.ts";
import { compareDocuments } from "./facts.ts";

function compare(left: readonly [string, string | null], right: readonly [string, string | null]) {
  const query = { number: documentNumber(left[0]), raw: left[0], country: countryNumber(left[1]) };
  return compareDocuments(query, documentNumber(right[0]), countryNumber(right[1]));
}

it.each([
  ["number and State equal", ["C0123 4567", "AZE"], ["c-01234567", "AZE"], "number-equal", 22],
  ["State unknown, eight characters", ["C1234567", null], ["C1234567", "AZE"], "number-country-unknown", 16],
  ["State unknown, seven characters", ["C123456", "AZE"], ["C123456", null], "number-country-unknown", 11],
  ["State unknown, six characters", ["123456", "XXX"], ["123456", "AZE"], "number-country-unknown", 6],
  ["other States", ["C1234567", "GEO"], ["C1234567", "AZE"], "number-country-differs", 2],
  ["look-alikes", ["CO1234S67", "AZE"], ["C01234567", "AZE"], "number-look-alike", 12],
  ["one edit", ["C1234567", "AZE"], ["C1234568", "AZE"], "number-one-edit", 6],
] as const)("%s", (_name, left, right, relation, bits) => {
  expect(compare(left, right)).toMatchObject({ relation, bits });
});

it("says nothing of other numbers, short ones of unknown State, and words that are no number", () => {
  expect(compare(["C1234567", "AZE"], ["C7654321", "AZE"])).toBeNull();
  expect(compare(["12345", null], ["12345", "AZE"])).toBeNull();
  expect(documentNumber("LAISSEZ-PASSER NO")).toBe("");
  expect(documentNumber("A-12")).toBe("");
});

it("counts one edit only beside a name", () => {
  expect(compare(["C1234567", "AZE"], ["C1234568", "AZE"])?.needsNameBits).toBe(10);
});
