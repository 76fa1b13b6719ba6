// Entries, and with them their names, numbered in the order of their birth dates: those looked at together lie together.
import { rowLength, startsOf, type Rows } from "./growing.ts";
import { dateClass, dateOrder, DATE_CLASSES, NO_DATES, SEVERAL_DATES } from "./packed-date.ts";

/** The number of each entry and of each name as they were met; names of one entry stay together. */
export type Renumbered = { readonly entries: Uint32Array; readonly names: Uint32Array };

/** Each entry's packed birth date where it has exactly one, else NO_DATES or SEVERAL_DATES. */
export function soleDates(dobs: Rows): Uint32Array {
  return Uint32Array.from({ length: dobs.starts.length - 1 }, (_item, entry) => {
    const dates = rowLength(dobs, entry);
    if (dates === 1) return dobs.values[dobs.starts[entry] ?? 0] ?? NO_DATES;
    return dates === 0 ? NO_DATES : SEVERAL_DATES;
  });
}

/** Numbers entries by their sole dates, those of one date as they were met. `entryNames`: the first name of each, and the end. */
export function byDate(soleDate: Uint32Array, entryNames: Uint32Array): Renumbered {
  const keys = Float64Array.from(soleDate, (date, entry) => dateOrder(date) * 2 ** 32 + entry).sort();
  const entries = new Uint32Array(keys.length);
  const names = new Uint32Array(entryNames.at(-1) ?? 0);
  let name = 0;
  for (let place = 0; place < keys.length; place++) {
    const entry = (keys[place] ?? 0) % 2 ** 32;
    entries[entry] = place;
    for (let at = entryNames[entry] ?? 0; at < (entryNames[entry + 1] ?? 0); at++) names[at] = name++;
  }
  return { entries, names };
}

/** A column with its values at the places that they are given. */
export function placed<Column extends Uint8Array | Uint16Array | Uint32Array>(
  column: Column,
  places: Uint32Array,
): Column {
  const laid = column.slice() as Column;
  for (let at = 0; at < column.length; at++) laid[places[at] ?? 0] = column[at] ?? 0;
  return laid;
}

/** The first name of each date class, of names in the order of their dates; last the number of names. */
export function firstOfClasses(nameDate: Uint32Array): Uint32Array {
  return startsOf(nameDate.map(dateClass), DATE_CLASSES);
}
