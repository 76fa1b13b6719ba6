// The console's figures against counts made by hand.
import { expect, test } from "vitest";
import type { MeasuredAlert } from "#cases";
import { measurementShown } from "./fairness.ts";
import { decidedSince, driftOf, precisionOf, timeOf, weekOf } from "./figures.ts";

let made = 0;
function alert(over: Partial<MeasuredAlert> = {}): MeasuredAlert {
  made += 1;
  return {
    id: `a${made}`,
    flightDate: "2026-11-18",
    raisedAt: new Date("2026-11-18T08:00:00Z"),
    band: "possible",
    category: "wanted",
    strength: 0.8,
    outcome: "no-match",
    decidedAt: new Date("2026-11-18T10:00:00Z"),
    decidedBy: "p1",
    ...over,
  };
}
const times = (count: number, over: Partial<MeasuredAlert>) =>
  Array.from({ length: count }, () => alert(over));
const since = new Date("2026-09-01T00:00:00Z");

test("precision leaves out what nobody could tell, and folds small groups together", () => {
  const alerts = [
    ...times(9, { outcome: "confirmed", band: "strong" }),
    ...times(11, {}),
    ...times(4, { outcome: "cannot-tell" }),
    ...times(3, { category: "sanctions" }),
    ...times(8, { category: "entry-ban", outcome: "confirmed" }),
    ...times(5, { outcome: null, decidedAt: null, decidedBy: null }),
    ...times(6, { decidedAt: new Date("2026-08-30T00:00:00Z") }),
  ];
  const { all, byCategory, byMonth } = precisionOf(decidedSince(alerts, since));
  expect(all).toMatchObject({ count: 17, of: 31 });
  expect(byCategory.shown).toMatchObject([{ group: "wanted", count: 9, of: 20 }]);
  expect(byCategory.folded).toMatchObject({ groups: 2, count: 8, of: 11 });
  expect(byMonth.shown).toMatchObject([{ group: "2026-11", count: 17, of: 31 }]);
});

test("time to decision", () => {
  const hours = [1, 2, 3, 4, 5, 6, 7, 8, 9, 100];
  const alerts = hours.map((hour) => alert({ decidedAt: new Date(Date.UTC(2026, 10, 18, 8 + hour)) }));
  expect(timeOf(decidedSince(alerts, since)).all).toMatchObject({ count: 10, median: 5.5, ninetieth: 9 });
  expect(timeOf(decidedSince(alerts, since)).byBand).toMatchObject([{ band: "possible", count: 10 }]);
  expect(timeOf(decidedSince(alerts.slice(1), since)).byBand).toEqual([]);
});

test("weeks begin on Mondays, in UTC", () => {
  expect(weekOf(Date.parse("2026-11-22T23:59:59Z"))).toBe("2026-11-16");
  expect(weekOf(Date.parse("2026-11-23T00:00:00Z"))).toBe("2026-11-23");
  expect(weekOf(Date.parse("1970-01-01T00:00:00Z"))).toBe("1969-12-29");
});

test("drift: the last whole week beside the eight before it", () => {
  const now = new Date("2026-11-25T12:00:00Z");
  const week = "2026-11-16";
  const mondays = Array.from({ length: 8 }, (_, at) => weekOf(Date.parse(week) - (at + 1) * 7 * 86_400_000));
  const before = mondays.flatMap((day) =>
    times(20, { flightDate: day, raisedAt: new Date(day), decidedAt: new Date(day), strength: 0.6 }),
  );
  const lately = [
    ...times(40, { flightDate: "2026-11-22", strength: 0.97 }),
    ...times(10, { outcome: "cannot-tell" }),
    // This week counts for nothing yet.
    ...times(99, { flightDate: "2026-11-24", decidedAt: now }),
  ];
  const days = [...mondays, week].map((day) => ({ day, persons: 5000 }));
  const drift = driftOf([...before, ...lately], days, now);
  expect(drift).toMatchObject({
    week,
    alertRate: { now: { count: 50, of: 5000 }, before: { count: 160, of: 40_000 }, verdict: "changed" },
    cannotTell: { now: { count: 10, of: 50 }, before: { count: 0, of: 160 }, verdict: "too-few" },
    strengths: { verdict: "changed" },
  });
  expect(drift.weeks).toHaveLength(9);
  expect(drift.strengths.bins.map((bin) => [bin.now, bin.before])).toEqual([
    [0, 0],
    [0, 160],
    [10, 0],
    [0, 0],
    [40, 0],
    [0, 0],
  ]);
});

test("a measurement says where names of an origin are treated otherwise, and only beyond chance", () => {
  const origin = (name: string, over: object = {}) => ({
    origin: name,
    decoys: 250,
    alerted: 2,
    listed: 200,
    found: 196,
    namesakes: 80,
    mistaken: 1,
    ...over,
  });
  const shown = measurementShown({
    id: "m",
    at: since,
    seed: 1,
    engineVersion: "1",
    profile: "standard 1",
    lists: [],
    kinds: [
      { kind: "listed-exact", found: 90, of: 100 },
      { kind: "listed-alias", found: 45, of: 50 },
      { kind: "namesake-other-birth-date", found: 2, of: 50 },
    ],
    origins: [
      origin("az"),
      origin("ru"),
      origin("tr", { found: 199 }),
      origin("ir", { alerted: 40 }),
      origin("ge", { found: 160 }),
      origin("ar", { alerted: 5, found: 193 }),
      origin("uz", { decoys: 9 }),
      origin("de", { listed: 3, found: 0, namesakes: 9 }),
    ],
  });
  expect(shown.recall).toMatchObject({ count: 135, of: 150 });
  expect(shown.mistaken).toMatchObject({ count: 2, of: 50 });
  expect(shown.origins.map((one) => [one.origin, one.uneven])).toEqual([
    ["az", []],
    ["ru", []],
    ["tr", []],
    ["ir", ["alerted"]],
    ["ge", ["missed"]],
    ["ar", []],
    ["de", []],
  ]);
  expect(shown.origins.at(-1)).toMatchObject({ missed: null, mistaken: null });
});
