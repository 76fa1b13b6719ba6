// Respellings of one name have one key, names of two persons have not.
import { expect, test } from "vitest";
import { phonemicNameKey } from "./name-key.ts";

test.each([
  ["ALIYEV", "VUQAR", "Aliev", "Vugar"],
  ["ALIYEV", "RASHAD", "RASHAD", "ALIYEV"],
  ["DZHAFAROV", "ELCHIN", "JAFAROV", "ELCIN"],
  ["GADDAFI", "MOHAMMED", "GADAFI", "MUHAMMAD"],
  ["ALIYEV", "RASHADMR", "ALIYEV", "RASHADMR"],
  ["HUSEYNOV", "MR RASHAD", "HUSEINOV", "RASHAD"],
  ["ƏLİYEV", "RƏŞAD", "ƏLİYEV", "rəşad"],
])("%s %s is %s %s", (surname, given, otherSurname, otherGiven) => {
  expect(phonemicNameKey(otherSurname, otherGiven)).toBe(phonemicNameKey(surname, given));
});

test.each([
  ["ALIYEV", "RASHAD", "ALIYEV", "RASHID"],
  ["ALIYEV", "RASHAD", "VALIYEV", "RASHAD"],
  ["ALIYEV", "ELCHIN", "ALIYEV", "ELNUR"],
  ["ALIYEV", "RASHAD", "ALIYEV", ""],
])("%s %s is not %s %s", (surname, given, otherSurname, otherGiven) => {
  expect(phonemicNameKey(otherSurname, otherGiven)).not.toBe(phonemicNameKey(surname, given));
});

test("a name without a readable word has an empty key", () => {
  expect(phonemicNameKey("UNKNOWN", "XXX")).toBe("");
});
