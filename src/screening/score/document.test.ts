// Document numbers: each row of screening.md §6.
import { expect, it } from "vitest";
import { countryNumber } from "../index/country-codes.ts";
import { documentKind, documentNumber, isCheckDigitRight } from "./document.ts";
import { compareDocuments } from "./facts.ts";

type Document = readonly [number: string, State: string | null, type?: string];

function compare(left: Document, right: Document, checkDigit: string | null = null) {
  const listed = ([raw, State, type = "P"]: Document) => {
    const number = documentNumber(raw);
    return { number, raw, country: countryNumber(State), kind: documentKind(type, State, number) };
  };
  const query = listed(left);
  const checked = isCheckDigitRight(query.number, checkDigit) === true;
  return compareDocuments({ ...query, checked }, listed(right));
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

it.each([
  [
    "a passport and an identity card",
    ["C1234567", "AZE", "P"],
    ["C1234567", "AZE", "I"],
    "number-type-differs",
    18,
  ],
  [
    "kinds of which one is not known",
    ["C1234567", "AZE", "P"],
    ["C1234567", "AZE", "other"],
    "number-equal",
    22,
  ],
  [
    "passports by other codes",
    ["C1234567", "AZE", "PD"],
    ["C1234567", "AZE", "passport"],
    "number-equal",
    22,
  ],
  [
    "a card and the personal number on it",
    ["5ABC1D2", "AZE", "I"],
    ["5ABC1D2", "AZE", "FIN"],
    "personal-number-equal",
    22,
  ],
  [
    "an internal passport by two codes",
    ["4510123456", "RUS", "P"],
    ["4510 123456", "RUS", "I"],
    "number-equal",
    22,
  ],
] as const)("number and State equal, of %s", (_name, left, right, relation, bits) => {
  expect(compare(left, right)).toMatchObject({ relation, bits });
});

it("a number of another kind is no slip of this one", () => {
  expect(compare(["C1234567", "AZE", "P"], ["C1234568", "AZE", "I"])).toBeNull();
});

it("a check digit that is right forbids look-alikes, one that is wrong or missing allows them", () => {
  // ICAO Doc 9303-3, Appendix A: the check digit of 520727 is 3
  expect(isCheckDigitRight("520727", "3")).toBe(true);
  const [left, right] = [
    ["520727", "UTO"],
    ["52O727", "UTO"],
  ] as const;
  const known = ([number]: readonly [string, string]) => [number, "AZE"] as const;
  expect(compare(known(left), known(right), "3")).toBeNull();
  expect(compare(known(left), known(right), "4")?.relation).toBe("number-look-alike");
  expect(compare(known(left), known(right))?.relation).toBe("number-look-alike");
  expect(isCheckDigitRight("520727", "<")).toBeNull();
});
