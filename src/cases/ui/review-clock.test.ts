// When the first review of an alert is due.
import { expect, test } from "vitest";
import { firstReviewDue } from "./review-clock.ts";

const at = (time: string) => `2026-03-01T${time}:00Z`;
const iso = (time: number) => new Date(time).toISOString().slice(11, 16);

test("half an hour after the alert, for a flight far away or without a time", () => {
  expect(iso(firstReviewDue(at("10:00"), at("18:00")))).toBe("10:30");
  expect(iso(firstReviewDue(at("10:00"), null))).toBe("10:30");
});

test("two hours before the flight, when that is sooner", () => {
  expect(iso(firstReviewDue(at("10:00"), at("12:10")))).toBe("10:10");
});

test("at once when the two hours have begun, never before the alert itself", () => {
  expect(iso(firstReviewDue(at("10:00"), at("11:00")))).toBe("10:00");
});
