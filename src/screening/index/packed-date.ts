// Listed birth dates as single numbers, and the hashes they are found by.
import type { ListedDate } from "../score/birth-date.ts";

/** Instead of a packed date: an entry without dates, and one with several. */
export const NO_DATES = 0;
export const SEVERAL_DATES = 1;

/**
 * What names are ordered by: 0 without a date, 1 with several or a vague one (about a year, between years),
 * else the year of the only one.
 */
export function dateClass(packed: number): number {
  if (packed === NO_DATES) return UNDATED;
  return packed === SEVERAL_DATES || packed >>> 30 !== 0 ? VAGUE : (packed >>> 18) & 0xfff;
}

export const UNDATED = 0;
export const VAGUE = 1;
/** Classes are numbered below this. */
export const DATE_CLASSES = 0x1000;

/** By what entries are ordered: their class, and in it the month and day. */
export function dateOrder(packed: number): number {
  const found = dateClass(packed);
  return found <= VAGUE ? found << 9 : (packed >>> 9) & 0x1fffff;
}

/** Day of month-precision dates in the multimap of birth dates; MONTH files every date of a month together. */
export const DAY_UNKNOWN = 32;
export const WHOLE_MONTH = 33;

/** Hash of a date for the multimap of birth dates. */
export function dateHash(year: number, month: number, day: number): number {
  const mixed = Math.imul((year << 10) | (month << 6) | day, 0x9e3779b1);
  return (mixed ^ (mixed >>> 15)) >>> 0;
}

/** A listed date in one number: kind 2 bits, year 12, month 4, day 5, width of a range 7. */
export function packDate(date: ListedDate): number {
  const width = Math.min(127, date.yearTo - date.year);
  return ((date.kind << 30) | (date.year << 18) | (date.month << 14) | (date.day << 9) | width) >>> 0;
}

export function unpackDate(packed: number): ListedDate {
  const year = (packed >>> 18) & 0xfff;
  return {
    kind: packed >>> 30,
    year,
    month: (packed >>> 14) & 0xf,
    day: (packed >>> 9) & 0x1f,
    yearTo: year + (packed & 0x7f),
  };
}
