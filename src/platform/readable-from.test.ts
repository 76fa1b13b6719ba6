// From when on data may be read, for any period of a legal profile, against when each day's data expire.
import fc from "fast-check";
import { expect, test } from "vitest";
import { expiredAt, type Period } from "#vocabulary";
import { readableFrom, strictlyKeptFrom } from "./database.ts";

const instant = fc.date({ min: new Date("2024-01-01"), max: new Date("2032-12-31"), noInvalidDate: true });
const period: fc.Arbitrary<Period> = fc.oneof(
  fc.integer({ min: 1, max: 6 }).map((months) => ({ months })),
  fc.integer({ min: 1, max: 180 }).map((days) => ({ days })),
  fc.integer({ min: 1, max: 96 }).map((hours) => ({ hours })),
);

test("what was received is readable exactly as long as its period lasts (CJEU817-251-256)", () => {
  fc.assert(
    fc.property(instant, period, fc.integer({ min: 0, max: 400 * 86_400_000 }), (received, kept, later) => {
      const at = new Date(received.getTime() + later);
      expect(received >= readableFrom(at, kept)).toBe(at < expiredAt(received, kept));
    }),
  );
});

test("no period of a profile shows more than the strict one", () => {
  fc.assert(
    fc.property(instant, fc.integer({ min: 1, max: 6 }), (at, months) => {
      expect(readableFrom(at, { months }) >= strictlyKeptFrom(at)).toBe(true);
    }),
  );
});
