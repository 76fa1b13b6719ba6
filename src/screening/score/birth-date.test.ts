// How two birth dates relate, each row of screening.md §5.2.
import { expect, it } from "vitest";
import { compareDates, listedDate, parseDate } from "./birth-date.ts";

const rows: readonly (readonly [string, Parameters<typeof listedDate>[0], string])[] = [
  ["1980-05-17", { date: "1980-05-17" }, "equal"],
  ["1980-01-01", { date: "1980-01-01" }, "default-date"],
  ["1980-05-03", { date: "1980-03-05" }, "day-month-swapped"],
  ["1981-05-03", { date: "1980-03-05" }, "swapped-near-year"],
  ["1980-05-17", { date: "1980-05-18" }, "one-digit"],
  ["1980-05-12", { date: "1980-05-21" }, "digits-swapped"],
  ["1979-05-17", { date: "1980-05-17" }, "one-digit"],
  ["1990-05-17", { date: "1980-05-17" }, "one-digit"],
  ["1987-05-17", { date: "1978-05-17" }, "digits-swapped"],
  ["1982-05-17", { date: "1980-05-17" }, "one-digit"],
  ["1999-05-17", { date: "2001-05-17" }, "near-year"],
  ["1980-05-17", { date: "1980-05" }, "year-month-equal"],
  ["1980-06-17", { date: "1980-05" }, "same-year"],
  ["1980", { date: "1980-05-17" }, "year-equal"],
  ["1980-07-09", { date: "1980-01-01" }, "year-equal"],
  ["1980-07-01", { date: "1980-02-23" }, "year-equal"],
  ["1980-07-09", { date: "1980-02-23" }, "same-year"],
  ["1981-07-09", { date: "1980" }, "near-year"],
  ["1981-07-09", { date: "1980-02-23" }, "near-year"],
  ["1986-07-09", { date: "1980-02-23" }, "far-year"],
  ["1980-05-17", { from: "1978", to: "1983" }, "within-range"],
  ["1984-05-17", { from: "1978", to: "1983" }, "near-year"],
  ["1990-05-17", { from: "1978", to: "1983" }, "outside-range"],
  ["1981-05-17", { date: "1980", circa: true }, "circa"],
  ["1984-05-17", { date: "1980", circa: true }, "near-year"],
  ["1990-05-17", { date: "1980", circa: true }, "far-year"],
  ["1975-05-17", { date: "1354-02-27" }, "calendar-conversion"],
];

it.each(rows)("%s and %j: %s", (left, right, relation) => {
  const [one, two] = [parseDate(left), listedDate(right)];
  if (one === null || two === null) throw new Error("a date of the table is not one");
  expect(compareDates(one, two).relation).toBe(relation);
});

it("agreement is worth more the closer it is, and disagreement less the further", () => {
  const bits = (left: string, right: string): number => {
    const [one, two] = [parseDate(left), listedDate({ date: right })];
    return one === null || two === null ? NaN : compareDates(one, two).bits;
  };
  const falling = [
    bits("1980-05-17", "1980-05-17"),
    bits("1980-05-17", "1980-05"),
    bits("1980-05-03", "1980-03-05"),
    bits("1980-05-17", "1980"),
    bits("1980-05-17", "1980-05-18"),
    bits("1980-05-17", "1980-11-02"),
    bits("1980-05-17", "1981"),
    bits("1980-05-17", "1982"),
    bits("1980-05-17", "1981-11-02"),
    bits("1980-05-17", "1990-11-02"),
    bits("1980-05-17", "2000-11-02"),
  ];
  expect(falling).toEqual(falling.toSorted((a, b) => b - a));
});

it.each(["", "17.05.1980", "0980", "1980-13-01", "198O-05-17"])("%j is not a date", (text) => {
  expect(parseDate(text)).toBeNull();
});
