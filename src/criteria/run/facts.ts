// What the data tell of one traveller on one flight, packed by the places of the catalogue: fields, and items of collections.
import { collections, fieldNamed, fields, collectionNamed } from "../language/catalogue.ts";
import type { Field, FieldType } from "../language/catalogue.table.ts";

/** Dates as days since 1970-01-01, instants as milliseconds; null: the data do not tell. */
export type Value = string | number | boolean | null;
export type Row = readonly Value[];

/** `values` in the order of the catalogue's fields; `rows` in that of its collections, null: not told. */
export type Facts = { readonly values: Row; readonly rows: readonly (readonly Row[] | null)[] };

const slots = new Map(fields.map(({ name }, at) => [name, at]));
for (const { fields: items } of collections)
  for (const [at, { name }] of items.entries()) slots.set(name, at);
const collectionSlots = new Map(collections.map(({ name }, at) => [name, at]));

/** Where a field's value stands: in `values`, or in an item's row. Throws for a name that is not in the catalogue. */
export function slotOf(name: string): number {
  const slot = slots.get(name);
  if (slot === undefined) throw new Error(`no field ${name}: only rules that lint admits are compiled`);
  return slot;
}

export function collectionSlotOf(name: string): number {
  const slot = collectionSlots.get(name);
  if (slot === undefined) throw new Error(`no collection ${name}: only rules that lint admits are compiled`);
  return slot;
}

/** The column of the view that holds a field, or of a collection its items (plural stays as it is named). */
export const columnOf = (name: string): string => name.replaceAll(/[.-]/g, "_");
/** The column of an item's field: its own name without the collection's. */
export const itemColumnOf = (name: string): string => columnOf(name.slice(name.indexOf(".") + 1));

const MS_PER_DAY = 86_400_000;

/** Days since 1970-01-01 of `YYYY-MM-DD`. */
export const dayNumber = (day: string): number => Math.round(Date.parse(`${day}T00:00:00Z`) / MS_PER_DAY);

const told = (number: number): number | null => (Number.isNaN(number) ? null : number);

/** A value as the closures read it: dates as days, instants as milliseconds. */
export function packedValue(type: FieldType, value: unknown): Value {
  if (value === null || value === undefined) return null;
  switch (type) {
    case "number":
      return typeof value === "number" && Number.isFinite(value) ? value : null;
    case "yes-no":
      return typeof value === "boolean" ? value : null;
    case "date":
      return typeof value === "string" ? told(dayNumber(value)) : null;
    case "instant":
      return value instanceof Date
        ? value.getTime()
        : typeof value === "string"
          ? told(Date.parse(value))
          : null;
    case "text":
    case "place":
    case "country":
      return typeof value === "string" ? value : null;
  }
}

const rowOf = (
  of: readonly Field[],
  record: Readonly<Record<string, unknown>>,
  column: (name: string) => string,
): Row => of.map(({ name, type }) => packedValue(type, record[column(name)]));

/** The facts that a row of the view tells; columns that were not asked for count as not told. */
export function factsFrom(record: Readonly<Record<string, unknown>>): Facts {
  return {
    values: rowOf(fields, record, columnOf),
    rows: collections.map(({ name, fields: items }) => {
      const told = record[columnOf(name)];
      return Array.isArray(told)
        ? told.filter(isRecord).map((item) => rowOf(items, item, itemColumnOf))
        : null;
    }),
  };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

/** A value as people and JSON read it: dates and instants by the calendar. */
export function shownValue(name: string, value: Value): string | number | boolean | null {
  const type = fieldNamed(name)?.field.type;
  if (typeof value !== "number") return value;
  if (type === "date") return new Date(value * MS_PER_DAY).toISOString().slice(0, 10);
  return type === "instant" ? new Date(value).toISOString() : value;
}

/** The columns of the view that these fields and collections stand in. */
export function columnsFor(names: Iterable<string>): readonly string[] {
  const columns = new Set<string>();
  for (const name of names) {
    const collection = collectionNamed(name) ?? fieldNamed(name)?.collection ?? null;
    columns.add(columnOf(collection?.name ?? name));
  }
  return [...columns].toSorted();
}
