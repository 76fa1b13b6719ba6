// Times as people type them are times of the unit's zone: the same that the screens show.
import fc from "fast-check";
import { expect, test } from "vitest";
import { clockParts, instantIn } from "./format.ts";

test("what is typed is the instant at which the clocks of the zone show it", () => {
  expect(instantIn("2026-11-21T14:30", "Asia/Baku")).toBe("2026-11-21T10:30:00.000Z");
  expect(instantIn("2026-07-01T09:00", "Europe/Paris")).toBe("2026-07-01T07:00:00.000Z");
  expect(instantIn("2026-01-01T00:00", "UTC")).toBe("2026-01-01T00:00:00.000Z");
  for (const none of ["", "2026-13-01T00:00", "yesterday"]) expect(instantIn(none, "UTC")).toBeNull();
});

test("an instant shown and typed again is the same minute, in any zone and also beside a change of the clocks", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 25_000_000, max: 32_000_000 }),
      fc.constantFrom("UTC", "Asia/Baku", "Europe/Paris", "America/St_Johns", "Pacific/Kiritimati"),
      (minutes, zone) => {
        const parts = clockParts(minutes * 60_000, zone);
        if (parts === undefined) throw new Error("an instant has parts");
        const two = (value: number) => String(value).padStart(2, "0");
        const typed = `${parts.year}-${two(parts.month)}-${two(parts.day)}T${parts.time}`;
        const again = clockParts(instantIn(typed, zone) ?? "", zone);
        expect(again).toEqual(parts);
      },
    ),
  );
});
