// The rules of the statistics against the acts that the program records: none counts what nobody writes.
import { expect, test } from "vitest";
import { figureNames } from "./figure-names.ts";
import { figureRules } from "./figures.ts";

/** The ledger's screen has a sentence for every action that is recorded (a test holds it to that). */
const module: unknown = await import(new URL("../oversight/ui/texts/en.ts", import.meta.url).href);
const { en } = module as { readonly en: Readonly<Record<string, string>> };

test("every action that counts for a figure is one that the ledger knows", () => {
  const unknown = figureRules.map(({ action }) => action).filter((action) => !(`action.${action}` in en));
  expect(unknown).toEqual([]);
});

test("every figure is counted by some action", () => {
  const counted = new Set(figureRules.map(({ figure }) => figure));
  expect(figureNames.filter((name) => !counted.has(name))).toEqual([]);
});
