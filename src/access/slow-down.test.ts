// Waiting after failed sign-ins: none for slips, longer for guessing, never without an end.
import fc from "fast-check";
import { expect, test } from "vitest";
import { waitSeconds } from "./slow-down.ts";

const at = new Date("2026-03-01T12:00:00Z");

test("slips cost nothing, guessing costs more with each try, up to a minute for a name", () => {
  const waits = [0, 4, 5, 6, 8, 11, 40].map((count) => waitSeconds("name", { count, last: at }, at));
  expect(waits).toEqual([0, 0, 1, 2, 8, 60, 60]);
  expect(waitSeconds("address", { count: 29, last: at }, at)).toBe(0);
  expect(waitSeconds("address", { count: 1000, last: at }, at)).toBe(300);
});

test("the wait runs down from the last failure", () => {
  const after = (seconds: number) => new Date(at.getTime() + seconds * 1000);
  expect(waitSeconds("name", { count: 8, last: at }, after(3))).toBe(5);
  expect(waitSeconds("name", { count: 8, last: at }, after(8))).toBe(0);
});

test("more failures never shorten the wait, and it always ends", () => {
  fc.assert(
    fc.property(fc.constantFrom("name", "address"), fc.nat(100_000), fc.nat(600), (kind, count, seconds) => {
      const now = new Date(at.getTime() + seconds * 1000);
      const wait = waitSeconds(kind, { count, last: at }, now);
      expect(waitSeconds(kind, { count: count + 1, last: at }, now)).toBeGreaterThanOrEqual(wait);
      expect(wait).toBeLessThanOrEqual(300);
      expect(waitSeconds(kind, { count, last: at }, new Date(now.getTime() + wait * 1000))).toBe(0);
    }),
  );
});
