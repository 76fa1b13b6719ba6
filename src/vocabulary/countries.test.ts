import { expect, test } from "vitest";
import {
  allCountries,
  alpha2,
  alpha3,
  countryName,
  isTravelDocumentState,
  travelDocumentCodeKind,
} from "./api.ts";

test("alpha-2, alpha-3 and Doc 9303 codes give alpha-3", () => {
  expect(["AZ", "AZE", "az", "D", "DE", "RKS", "XKK", "GBD", "XXA", "UNO"].map(alpha3)).toEqual([
    "AZE",
    "AZE",
    "AZE",
    "DEU",
    "DEU",
    "XKK",
    "XKK",
    "GBD",
    "XXA",
    "UNO",
  ]);
  expect(["", "ZZZ", "QQ", "__proto__"].map(alpha3)).toEqual([undefined, undefined, undefined, undefined]);
});

test("alpha-3 and Doc 9303 codes give alpha-2", () => {
  expect(["AZE", "D", "GBN", "RKS", "XXB"].map(alpha2)).toEqual(["AZ", "DE", "GB", "XK", undefined]);
});

test("only codes that stand on travel documents are accepted as such", () => {
  const valid = ["AZE", "D", "DEU", "GBR", "GBD", "GBS", "RKS", "UNO", "XXA", "XXX", "XOM", "EUE"];
  const invalid = ["AZ", "DE", "UTO", "ABC", "aze", "", "XKK"];
  expect([...valid, ...invalid].filter(isTravelDocumentState)).toEqual(valid);
  expect(travelDocumentCodeKind("XXB")).toBe("person-status");
  expect(travelDocumentCodeKind("AZE")).toBe("state");
  expect(travelDocumentCodeKind("ABC")).toBeUndefined();
});

test("names come in the languages of the user interface", () => {
  expect(countryName("AZE", "az")).toBe("Azərbaycan");
  expect(countryName("D", "fr")).toBe("Allemagne");
  expect(countryName("TR", "ru")).toBe("Турция");
  expect(countryName("RUS")).toBe("Russia");
  expect(countryName("XXA", "az")).toBe("Stateless person");
  expect(countryName("ZZZ")).toBeUndefined();
  for (const language of ["az", "en", "fr", "ru", "ar"] as const) {
    expect(allCountries().filter((one) => !countryName(one.alpha3, language))).toEqual([]);
  }
});
