import { expect, test } from "vitest";
import { placeOf } from "./api.ts";

test.each([
  ["IST", "TR", "Europe/Istanbul"],
  ["UBBB", "AZ", "Asia/Baku"],
  ["AZBAK", "AZ", "Asia/Baku"],
  ["TMKRW", "TM", "Asia/Ashgabat"],
  ["GE BUS", "GE", "Asia/Tbilisi"],
  ["Astara (IR)", "IR", "Asia/Tehran"],
  ["Astara (IRN)", "IR", "Asia/Tehran"],
  ["RUAST", "RU", null],
])("%s lies in %s", (code, country, zone) => {
  expect(placeOf(code)).toMatchObject({ country, zone: zone ?? placeOf(code)?.zone ?? null });
});

test("what names no place known here is undefined", () => {
  expect(["", "Astara", "ZZBAK", "(AZ)", "XXXX", "Astara (QQ)"].filter((code) => placeOf(code))).toEqual([]);
});
