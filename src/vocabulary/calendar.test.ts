// Due dates: a period ends with the start of its due date, whatever the time of day at which it began.
import fc from "fast-check";
import { expect, test } from "vitest";
import {
  dueDay,
  expiredAt,
  isoPeriod,
  keptFrom,
  neverLonger,
  type CalendarPeriod,
  type Period,
} from "./calendar.ts";

const instants = fc.date({
  min: new Date("1990-01-01T00:00:00Z"),
  max: new Date("2110-12-31T23:59:59.999Z"),
  noInvalidDate: true,
});
const calendar: fc.Arbitrary<CalendarPeriod> = fc.oneof(
  fc.integer({ min: 0, max: 60 }).map((months) => ({ months })),
  fc.integer({ min: 0, max: 1830 }).map((days) => ({ days })),
);
const periods: fc.Arbitrary<Period> = fc.oneof(
  calendar,
  fc.integer({ min: 0, max: 20_000 }).map((hours) => ({ hours })),
);
const day = 86_400_000;
const midnight = (at: Date | string) => new Date(`${new Date(at).toISOString().slice(0, 10)}T00:00:00.000Z`);

test("six months from 31 August end with 28 or 29 February (PNRD-12.1, PNRD-12.2)", () => {
  const sixMonths = { months: 6 };
  expect(dueDay(new Date("2026-08-31T00:00:00Z"), sixMonths)).toBe("2027-02-28");
  expect(dueDay(new Date("2027-08-31T23:59:59Z"), sixMonths)).toBe("2028-02-29");
  const end = expiredAt(new Date("2026-08-31T17:45:12Z"), sixMonths);
  expect(end.toISOString()).toBe("2027-02-28T00:00:00.000Z");
  // The last valid second is 23:59:59 of the day before.
  expect(new Date("2027-02-27T23:59:59Z") < end).toBe(true);
});

test("a period expires at 00:00:00 UTC of its due date (PNRD-12.1)", () => {
  fc.assert(
    fc.property(instants, calendar, (received, period) => {
      const end = expiredAt(received, period);
      expect(end.getTime() % day).toBe(0);
      expect(end.toISOString().slice(0, 10)).toBe(dueDay(received, period));
      // The time of day of the receipt changes nothing, nor does a period of nothing keep anything.
      expect(expiredAt(midnight(received), period)).toEqual(end);
      expect(dueDay(received, { days: 0 })).toBe(received.toISOString().slice(0, 10));
    }),
  );
});

test("what was received later never falls due earlier", () => {
  fc.assert(
    fc.property(instants, fc.nat(90), calendar, (received, days, period) => {
      const later = new Date(received.getTime() + days * day);
      expect(dueDay(later, period) >= dueDay(received, period)).toBe(true);
    }),
  );
});

test("the earliest day kept is the first that has not fallen due: never one expired, never one too few (PNRD-12.1)", () => {
  fc.assert(
    fc.property(instants, calendar, fc.integer({ min: -40, max: 40 }), (now, period, offset) => {
      const first = keptFrom(now, period);
      const received = new Date(
        new Date(`${first}T00:00:00Z`).getTime() + offset * day + (now.getTime() % day),
      );
      const isKept = now < expiredAt(received, period);
      expect(isKept).toBe(received.toISOString().slice(0, 10) >= first);
    }),
    { numRuns: 2000 },
  );
});

test("a period in hours is counted from the instant (EUAPI12-8.2)", () => {
  const received = new Date("2027-03-01T13:30:00Z");
  expect(expiredAt(received, { hours: 48 }).toISOString()).toBe("2027-03-03T13:30:00.000Z");
});

test("a period is never longer than another only if it ends no later from whatever day", () => {
  fc.assert(
    fc.property(periods, periods, instants, (one, other, from) => {
      const [end, otherEnd] = [expiredAt(midnight(from), one), expiredAt(midnight(from), other)];
      expect(!neverLonger(one, other) || end <= otherEnd).toBe(true);
    }),
  );
  expect(neverLonger({ days: 30 }, { months: 1 })).toBe(false);
  expect(neverLonger({ months: 1 }, { days: 30 })).toBe(false);
  expect(neverLonger({ days: 180 }, { months: 6 })).toBe(true);
  expect(neverLonger({ days: 183 }, { months: 6 })).toBe(false);
});

test("periods are never longer than themselves, and of three the order holds through", () => {
  fc.assert(
    fc.property(periods, periods, periods, (a, b, c) => {
      expect(!("months" in a) || neverLonger(a, a)).toBe(true);
      expect(!(neverLonger(a, b) && neverLonger(b, c)) || neverLonger(a, c)).toBe(true);
    }),
  );
});

test("a period is written as ISO 8601 does", () => {
  const written = [
    { months: 6 },
    { months: 60 },
    { months: 12 },
    { days: 14 },
    { hours: 72 },
    { months: 0 },
  ].map(isoPeriod);
  expect(written).toEqual(["P6M", "P5Y", "P12M", "P14D", "PT72H", "P0M"]);
});
