// Series of parts, whatever the order in which they come and how often.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  belongsToWhole,
  commonReference,
  endOf,
  isPart,
  isWhole,
  stillTakes,
  withPart,
  type SeriesPart,
} from "./series.ts";

const part = (number: number, over: Partial<SeriesPart> = {}): SeriesPart => ({
  part: number,
  final: false,
  content: `content ${number}`,
  found: 10,
  stated: null,
  named: [`t${number}`],
  ...over,
});
const joined = (parts: readonly SeriesPart[]) =>
  parts.reduce<readonly SeriesPart[]>((series, each) => withPart(series, each).parts, []);

describe("a series is whole", () => {
  test("when 1 to n are there and n is final, and not before", () => {
    expect(isWhole([part(1), part(2, { final: true })])).toBe(true);
    expect(isWhole([part(1), part(3, { final: true })])).toBe(false);
    expect(isWhole([part(1), part(2)])).toBe(false);
    expect(isWhole([part(2, { final: true })])).toBe(false);
  });

  test("by the total it states where no part is final; parts numbered past the final one are taken", () => {
    expect(isWhole([part(1, { stated: 20 })])).toBe(false);
    expect(isWhole([part(1, { stated: 20 }), part(2, { stated: 20 })])).toBe(true);
    expect(isWhole([part(1), part(2, { final: true }), part(3)])).toBe(true);
  });

  test("a lone first part without a total was a whole message when nothing followed", () => {
    expect(endOf([part(1)])).toBe("complete");
    expect(endOf([part(1, { stated: 20 })])).toBe("incomplete");
    expect(endOf([part(2)])).toBe("incomplete");
  });
});

test("property: any order and any repetition of the parts ends in the same series, whole at its last new part", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 2, max: 8 }).chain((count) =>
        fc.tuple(
          fc.constant(count),
          fc.shuffledSubarray(
            Array.from({ length: count }, (_, at) => at + 1),
            { minLength: count, maxLength: count },
          ),
          fc.array(fc.integer({ min: 1, max: count }), { maxLength: 8 }),
        ),
      ),
      ([count, order, again]) => {
        const made = (number: number) => part(number, { final: number === count });
        const inOrder = joined(Array.from({ length: count }, (_, at) => made(at + 1)));
        const coming = [...order, ...again].map(made);
        expect(joined(coming)).toEqual(inOrder);
        const wholeAfter = coming.findIndex((_, at) => isWhole(joined(coming.slice(0, at + 1))));
        expect(wholeAfter).toBe(count - 1);
      },
    ),
  );
});

test("a part with other content takes the place of the earlier one; what only that named is gone", () => {
  const series = [part(1, { named: ["a", "b"] }), part(2, { named: ["c"] })];
  expect(withPart(series, part(1, { content: "other", named: ["a", "d"] }))).toMatchObject({
    what: "replaced",
    gone: ["b"],
  });
  expect(withPart(series, part(1, { content: "other", named: ["a"] })).parts).toHaveLength(2);
  expect(withPart(series, part(1, { named: ["other rows"] }))).toMatchObject({ what: "repeated", gone: [] });
});

test("a whole series takes a correction by which its total agrees; other content begins a further push", () => {
  const part = (number: number, content: string, found: number): SeriesPart => ({
    part: number,
    final: number === 2,
    content,
    found,
    stated: 5,
    named: [],
  });
  const whole = [part(1, "a", 3), part(2, "b", 2)];
  expect(belongsToWhole(whole, part(1, "a", 3))).toBe(true);
  expect(belongsToWhole(whole, part(2, "c", 2))).toBe(true);
  expect(belongsToWhole(whole, part(3, "d", 1))).toBe(true);
  expect(belongsToWhole(whole, { ...part(1, "e", 4), stated: 6 })).toBe(false);
  expect(belongsToWhole(whole, part(1, "f", 4))).toBe(false);
});

test("a series takes a late part for a day, a correction for an hour", () => {
  const lastAt = new Date("2026-03-01T00:00:00Z");
  const after = (minutes: number) => new Date(lastAt.getTime() + minutes * 60_000);
  expect(stillTakes({ state: "incomplete", lastAt }, after(1_400))).toBe(true);
  expect(stillTakes({ state: "incomplete", lastAt }, after(1_500))).toBe(false);
  expect(stillTakes({ state: "complete", lastAt }, after(59))).toBe(true);
  expect(stillTakes({ state: "complete", lastAt }, after(61))).toBe(false);
});

test("parts are told by their common reference, or by what their interchanges share", () => {
  expect(commonReference({ accessReference: "010326/0900", interchange: "X" })).toBe("010326/0900");
  expect(commonReference({ accessReference: null, interchange: "J2GYD001" })).toBe(
    commonReference({ accessReference: null, interchange: "J2GYD002" }),
  );
  expect(commonReference({ accessReference: null, interchange: "000123" })).toBe("");
});

test("a message numbered 1 is a part when another follows by its mark or by its total", () => {
  const all = { stated: 5, found: 5 };
  const fewer = { stated: 5, found: 2 };
  expect(isPart({ part: null, parts: null, final: true }, fewer)).toBe(false);
  expect(isPart({ part: 1, parts: null, final: true }, all)).toBe(false);
  expect(isPart({ part: 1, parts: null, final: true }, { stated: null, found: 2 })).toBe(false);
  expect(isPart({ part: 1, parts: null, final: true }, fewer)).toBe(true);
  expect(isPart({ part: 1, parts: null, final: false }, all)).toBe(true);
  expect(isPart({ part: 2, parts: null, final: true }, all)).toBe(true);
  // An interactive request says that it is the only one, and states the total of the flight.
  expect(isPart({ part: 1, parts: 1, final: true }, fewer)).toBe(false);
});
