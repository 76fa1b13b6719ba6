// Intervals against values worked out by hand, and the disparity table on a planted proxy and its control.
import { describe, expect, test } from "vitest";
import { disparityCounter, type Selected } from "./disparity.ts";
import { ratioOf, share, z95, zOfTogether } from "./statistics.ts";

describe("risk-analysis.md section 14, check 4: Wilson intervals equal hand-computed ones to 1e-6", () => {
  // (p + z²/2n ± z·sqrt(p(1-p)/n + z²/4n²)) / (1 + z²/n), worked out with z = 1.959963984540054.
  test.each([
    [8, 10, 0.4901625, 0.9433178],
    [0, 20, 0, 0.1611252],
    [20, 20, 0.8388748, 1],
    [40, 200, 0.150452, 0.2608552],
    [1, 1, 0.2065493, 1],
  ])("%i of %i: %d to %d", (count, of, low, high) => {
    const found = share(count, of);
    expect(found.low).toBeCloseTo(low, 6);
    expect(found.high).toBeCloseTo(high, 6);
    expect(found.value).toBe(count / of);
  });

  test("of nothing nothing is known", () => {
    expect(share(0, 0)).toEqual({ count: 0, of: 0, value: null, low: null, high: null });
  });

  test("the quantile of one interval is that of 95 %, of ten together that of 99.5 %", () => {
    expect(zOfTogether(1)).toBeCloseTo(z95, 9);
    expect(zOfTogether(10)).toBeCloseTo(2.807033768343811, 6);
  });

  test("a ratio has the interval of its logarithm", () => {
    // 20/100 to 10/100: ratio 2, error sqrt(1/20 - 1/100 + 1/10 - 1/100) = 0.3605551.
    const found = ratioOf({ count: 20, of: 100 }, { count: 10, of: 100 });
    expect(found?.ratio).toBe(2);
    expect(found?.low).toBeCloseTo(2 * Math.exp(-z95 * Math.sqrt(0.13)), 9);
    expect(ratioOf({ count: 0, of: 10 }, { count: 0, of: 90 })).toBeNull();
  });
});

/** 1,200 travellers of three States, both sexes and all ages alike, whom `hit` selects. */
function table(hit: (one: Omit<Selected, "hit">, number: number) => boolean) {
  const counter = disparityCounter();
  for (let number = 0; number < 1_200; number += 1) {
    const one = {
      nationality: ["AZE", "TUR", "DEU"][number % 3] ?? null,
      age: 18 + (number % 60),
      sex: number % 2 === 0 ? "M" : "F",
      route: number % 4 === 0 ? "IST-GYD" : "FRA-GYD",
    };
    counter.add({ ...one, hit: hit(one, number) });
  }
  return counter.lines();
}
const alarms = (lines: ReturnType<typeof table>) =>
  lines.filter(({ verdict }) => verdict === "alarm").map(({ by, group }) => `${by} ${group}`);

describe("risk-analysis.md section 14, check 6: a planted proxy alarms, a matched control does not", () => {
  test("selecting mostly those of one State alarms for it and for no sex or age (HR-26)", () => {
    const lines = table(
      ({ nationality }, number) => nationality === "TUR" && Math.floor(number / 3) % 5 === 0,
    );
    expect(alarms(lines)).toEqual(expect.arrayContaining(["nationality TUR"]));
    expect(alarms(lines).every((name) => name.startsWith("nationality"))).toBe(true);
  });

  test("so does selecting mostly one sex, or one band of ages (HR-26)", () => {
    expect(alarms(table(({ sex }, number) => sex === "F" && number % 5 === 1))).toEqual(
      expect.arrayContaining(["sex F"]),
    );
    const young = alarms(table(({ age }, number) => (age ?? 99) < 30 && number % 7 < 4));
    expect(young).toEqual(expect.arrayContaining(["age 18-29"]));
    expect([...young].some((name) => name.startsWith("nationality"))).toBe(false);
  });

  test("selecting as many of every State does not (HR-26)", () => {
    expect(alarms(table((_one, number) => Math.floor(number / 3) % 15 === 0))).toEqual([]);
  });

  test("a State of few travellers stands with the others, and what is not told by itself", () => {
    const counter = disparityCounter();
    for (let number = 0; number < 200; number += 1)
      counter.add({
        nationality: number < 10 ? "FJI" : number < 20 ? null : "AZE",
        age: null,
        sex: null,
        route: "IST-GYD",
        hit: number % 9 === 0,
      });
    const nationalities = counter.lines().filter(({ by }) => by === "nationality");
    expect(nationalities.map(({ group, travellers }) => [group, travellers])).toEqual([
      ["AZE", 180],
      ["not-told", 10],
      ["other", 10],
    ]);
  });
});
