// How fresh a list is said to be.
import { expect, test } from "vitest";
import type { Sentence } from "#vocabulary";
import { freshnessOf, readOutcome } from "./freshness.ts";

const at = "2026-11-20T12:00:00Z";
const hoursLater = (hours: number) => Date.parse(at) + hours * 3_600_000;
const fetched = (outcome: string, because: Sentence | null = null) =>
  ({ kind: "imported", fetchEveryHours: 6, lastFetch: { at, outcome, because }, active: null }) as const;

test.each([
  [
    "failed: the address does not answer",
    { kind: "failed", said: { code: "", text: "the address does not answer" } },
  ],
  [
    "refused: The file holds no entry.",
    { kind: "refused", said: { code: "", text: "The file holds no entry." } },
  ],
  ["unchanged: version 12", { kind: "unchanged", version: 12 }],
  ["version 13 waits for a person", { kind: "waits", version: 13 }],
  ["version 13 in force", { kind: "in-force", version: 13 }],
  ["something new", { kind: "other", text: "something new" }],
])("the outcome %s is read", (outcome, read) => {
  expect(readOutcome({ outcome, because: null })).toEqual(read);
});

test("a scheduled list is fresh until half as much time again has passed", () => {
  expect(freshnessOf(fetched("unchanged: version 12"), hoursLater(8.9)).kind).toBe("fresh");
  expect(freshnessOf(fetched("unchanged: version 12"), hoursLater(9.1)).kind).toBe("late");
});

test("a failed or refused fetch is said first, however young", () => {
  const because = { code: "server-answers", values: { status: "503" } };
  expect(freshnessOf(fetched("failed: no answer", because), hoursLater(0))).toMatchObject({
    kind: "failed",
    said: { ...because, text: "no answer" },
  });
});

test("lists without a schedule are kept by hand or by proposals", () => {
  const none = { fetchEveryHours: null, lastFetch: null, active: null };
  expect(freshnessOf({ kind: "own", ...none }, hoursLater(0)).kind).toBe("own");
  expect(freshnessOf({ kind: "imported", ...none }, hoursLater(0))).toEqual({ kind: "by-hand", at: null });
  expect(freshnessOf({ kind: "imported", ...none, fetchEveryHours: 6 }, hoursLater(0)).kind).toBe(
    "never-fetched",
  );
});
