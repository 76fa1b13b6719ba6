// What a rule read of one traveller, by names: kept with its alert, and enough to ask the same rule again anywhere. Pure.
import type { Rule } from "../language/ast.ts";
import { collectionNamed, collections, fields } from "../language/catalogue.ts";
import type { Field } from "../language/catalogue.table.ts";
import { fieldsOf } from "../language/lint.ts";
import { collectionSlotOf, packedValue, shownValue, slotOf, type Facts, type Row } from "./facts.ts";

type Shown = ReturnType<typeof shownValue>;

/** Values as JSON has them, dates by the calendar; null: the data did not tell. Nothing that the rule does not ask for. */
export type FactsRead = {
  readonly fields: { readonly [field: string]: Shown };
  readonly collections: {
    readonly [collection: string]: readonly { readonly [field: string]: Shown }[] | null;
  };
};

/** Whether somebody is of age is asked of everybody whom a rule could make a suspect. */
const alwaysAsked = ["traveller.age", "traveller.type"] as const;

/** Of the facts of a traveller those that `rule` asks for: it gives the same answer on them as on all. */
export function factsRead(rule: Rule, facts: Facts): FactsRead {
  const asked = new Set<string>([...fieldsOf(rule), ...alwaysAsked]);
  const read = (of: readonly Field[], values: Row): Record<string, Shown> =>
    Object.fromEntries(
      of.flatMap(({ name }) =>
        asked.has(name) ? [[name, shownValue(name, values[slotOf(name)] ?? null)]] : [],
      ),
    );
  for (const name of asked) {
    const days = collectionNamed(name)?.days ?? null;
    if (days !== null) asked.add(days);
  }
  return {
    fields: read(fields, facts.values),
    collections: Object.fromEntries(
      collections.flatMap(({ name, fields: items }) => {
        if (!asked.has(name)) return [];
        const rows = facts.rows[collectionSlotOf(name)] ?? null;
        return [[name, rows === null ? null : rows.map((row) => read(items, row))]];
      }),
    ),
  };
}

/** The facts again, packed; what was not read counts as not told, and so does what the catalogue has no name for. */
export function factsOfRead(read: FactsRead): Facts {
  return {
    values: packedRow(fields, read.fields),
    rows: collections.map(({ name, fields: items }) => {
      const rows = read.collections[name] ?? null;
      return rows === null ? null : rows.map((row) => packedRow(items, row));
    }),
  };
}

function packedRow(of: readonly Field[], told: { readonly [field: string]: Shown }): Row {
  return of.map(({ name, type }) => packedValue(type, told[name] ?? null));
}
