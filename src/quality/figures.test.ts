// The console's figures against counts made by hand.
import { expect, test } from "vitest";
import type { DecidedCount } from "#cases";
import { measurementShown } from "./fairness.ts";
import { cannotTellOf, driftOf, hourRanks, precisionOf, timeOf, weekOf } from "./figures.ts";

const times = (count: number, over: Partial<DecidedCount> = {}): DecidedCount => ({
  category: "wanted",
  band: "possible",
  list: "L1",
  month: "2026-11",
  outcome: "no-match",
  count,
  ...over,
});
const since = new Date("2026-09-01T00:00:00Z");

test("precision leaves out what nobody could tell, and folds small groups together", () => {
  const decided = [
    times(9, { outcome: "confirmed", band: "strong" }),
    times(11),
    times(4, { outcome: "cannot-tell" }),
    times(3, { category: "sanctions" }),
    times(8, { category: "entry-ban", outcome: "confirmed", list: "L2" }),
  ];
  const { all, byCategory, byMonth, byList } = precisionOf(decided);
  expect(all).toMatchObject({ count: 17, of: 31 });
  expect(byCategory.shown).toMatchObject([{ group: "wanted", count: 9, of: 20 }]);
  expect(byCategory.folded).toMatchObject({ groups: 2, count: 8, of: 11 });
  expect(byMonth.shown).toMatchObject([{ group: "2026-11", count: 17, of: 31 }]);
  expect(byList).toMatchObject({ shown: [], folded: { groups: 2 } });
  expect(cannotTellOf(decided)).toMatchObject({ count: 4, of: 35 });
});

test("time to decision", () => {
  const hours = [1, 2, 3, 4, 5, 6, 7, 8, 9, 100];
  const at = (decided: readonly DecidedCount[]) =>
    timeOf(
      decided,
      hourRanks(decided).map(({ band, rank }) => ({ band, rank, hours: hours[rank - 1] ?? 0 })),
    );
  expect(at([times(10)]).all).toMatchObject({ count: 10, median: 5.5, ninetieth: 9 });
  expect(at([times(10)]).byBand).toMatchObject([{ band: "possible", count: 10 }]);
  expect(at([times(9)]).byBand).toEqual([]);
  expect(at([]).all).toMatchObject({ count: 0, median: null });
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
  const alerts = [
    ...mondays.map((monday) => ({ week: monday, bin: 2, count: 20 })),
    { week, bin: 3, count: 10 },
    { week, bin: 5, count: 40 },
    // This week counts for nothing yet.
    { week: "2026-11-23", bin: 5, count: 99 },
  ];
  const decisions = [
    ...mondays.map((monday) => ({ week: monday, decided: 20, cannotTell: 0 })),
    { week, decided: 50, cannotTell: 10 },
  ];
  const days = [...mondays, week].map((day) => ({ day, persons: 5000 }));
  const drift = driftOf(alerts, decisions, days, now);
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
