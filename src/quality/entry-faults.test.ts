// What entries lack, as told to the owners of their lists.
import { expect, test } from "vitest";
import type { ListEntry } from "#watchlists";
import { anEntry } from "../watchlists/fixtures.ts";
import { faultsOf } from "./entry-faults.ts";

const document = { type: "P", number: "C1", country: "AZE" };
const whole = anEntry({ id: "E-1", documents: [document] });
const named = (full: string): Partial<ListEntry> => ({ names: [{ full, type: "primary" }] });

test("an entry that says all lacks nothing", () => {
  expect(faultsOf(whole, false)).toEqual([]);
});

test.each<[string, Partial<ListEntry>, readonly string[]]>([
  ["without a birth date", { dobs: [] }, ["no-birth-date"]],
  ["with a year alone", { dobs: [{ date: "1984" }] }, ["no-whole-birth-date"]],
  ["with a year and a day", { dobs: [{ date: "1984" }, { date: "1984-03-11" }] }, []],
  ["of one word", named("Rashad"), ["one-word-name"]],
  ["with a Cyrillic letter in a Latin word", named("R\u0430shad Aliyev"), ["mixed-script"]],
  ["in two scripts, each word in one", named("Rashad \u0410\u043b\u0438\u0435\u0432"), []],
  ["in Cyrillic", named("\u0420\u0430\u0448\u0430\u0434 \u0410\u043b\u0438\u0435\u0432"), []],
  ["without a document", { documents: [] }, ["no-document"]],
  ["without a nationality", { nationalities: [] }, ["no-nationality"]],
])("an entry %s", (_, over, faults) => {
  expect(faultsOf({ ...whole, ...over }, false)).toEqual(faults);
  expect(faultsOf({ ...whole, ...over }, true)).toEqual([...faults, "duplicate"]);
});
