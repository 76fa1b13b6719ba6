import { expect, test } from "vitest";
import { airport, allAirports } from "./api.ts";

test.each([
  ["GYD", "UBBB", "AZ", "Asia/Baku"],
  ["NAJ", "UBBN", "AZ", "Asia/Baku"],
  ["GNJ", "UBBG", "AZ", "Asia/Baku"],
  ["LLK", "UBBL", "AZ", "Asia/Baku"],
  ["FZL", "UBBF", "AZ", "Asia/Baku"],
  ["ZTU", "UBBY", "AZ", "Asia/Baku"],
  ["IST", "LTFM", "TR", "Europe/Istanbul"],
  ["TBS", "UGTB", "GE", "Asia/Tbilisi"],
])("%s is found by IATA and by ICAO code with country and zone", (iata, icao, country, zone) => {
  expect(airport(iata)).toMatchObject({ iata, icao, country, zone });
  expect(airport(icao)).toBe(airport(iata));
});

test("a replaced code finds the airport under its current code", () => {
  expect(airport("KVD")?.iata).toBe("GNJ");
  expect(airport("KIV")?.iata).toBe("RMO");
});

test("Azerbaijani airports are spelt as in Azerbaijan", () => {
  expect(airport("NAJ")?.name).toBe("Nakhchivan International Airport");
  expect(airport("GNJ")?.name).toBe("Ganja International Airport");
});

test("an unknown code is undefined", () => {
  expect(["", "XXXX", "gyd", "constructor", "|", "GYD|"].filter((code) => airport(code))).toEqual([]);
});

test("every row has a usable zone and a position", () => {
  const all = allAirports();
  expect(all.length).toBeGreaterThan(9_000);
  const zones = new Set(all.map((one) => one.zone));
  for (const zone of zones) expect(() => new Intl.DateTimeFormat("en", { timeZone: zone })).not.toThrow();
  const misplaced = all.filter((one) => Math.abs(one.lat) > 90 || Math.abs(one.lon) > 180 || one.name === "");
  expect(misplaced).toEqual([]);
});
