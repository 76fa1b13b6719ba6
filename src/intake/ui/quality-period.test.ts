// The periods of a scorecard.
import { expect, test } from "vitest";
import { lastDays, monthOf, recentMonths } from "./quality-period.ts";

test("the last days end today", () => {
  expect(lastDays(30, Date.parse("2026-03-01T23:00:00Z"))).toEqual({ from: "2026-01-31", to: "2026-03-01" });
});

test("a month has its first and its last day", () => {
  expect(monthOf("2028-02")).toEqual({ from: "2028-02-01", to: "2028-02-29" });
});

test("twelve months back, over the turn of the year", () => {
  const months = recentMonths(Date.parse("2026-02-15T00:00:00Z"));
  expect([months.length, months[0], months[2], months[11]]).toEqual([12, "2026-02", "2025-12", "2025-03"]);
});
