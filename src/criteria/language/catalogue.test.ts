import { expect, test } from "vitest";
import { collections, fieldNamed, fields } from "./catalogue.ts";

test("every field has one name, and says by which element of the law it is asked", () => {
  const all = [...fields, ...collections.flatMap((collection) => collection.fields)];
  expect(new Set(all.map(({ name }) => name)).size).toBe(all.length);
  for (const { name, ground, meaning } of all) {
    expect(name).toMatch(/^[a-z]+\.[a-z]+(-[a-z]+)*$/);
    expect(ground).toMatch(/Directive \(EU\) 2016\/681/);
    expect(meaning.length).toBeGreaterThan(3);
  }
  const days = collections.flatMap((collection) => (collection.days === null ? [] : [collection.days]));
  expect(days.map((name) => fieldNamed(name)?.field.type)).toEqual(["number", "number"]);
});

test("the catalogue has no name of a person, meal, remark, birth place, contact or document number (PNRD-6.4.3, LED-10)", () => {
  const all = [...fields, ...collections.flatMap((collection) => collection.fields)].map(({ name }) => name);
  const bad =
    /(^|[.-])(name|surname|given|title|meal|remark|birth-place|language|religion|number-of-document|phone|email|card-number)$/;
  expect(all.filter((name) => bad.test(name) && name !== "companion.same-surname")).toEqual([]);
});
