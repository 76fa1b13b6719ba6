// Birth dates as evidence: how two dates relate and what that is worth in bits (screening.md §5.2).
import type { EntryDob } from "#watchlists";
import type { Relation } from "../match.ts";
import { BIRTH_DATE } from "./model.ts";

/** A listed birth date in small numbers: `kind` 0 date, 1 circa, 2 range (`year` to `yearTo`); month and day 0 where unknown. */
export type ListedDate = {
  readonly kind: number;
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly yearTo: number;
};

export type PlainDate = { readonly year: number; readonly month: number; readonly day: number };

/** Reads `YYYY`, `YYYY-MM`, `YYYY-MM-DD` (00 for unknown parts); null when the year is not one. */
export function parseDate(text: string | null): PlainDate | null {
  const match = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(text ?? "");
  if (match === null) return null;
  const [year, month, day] = [Number(match[1]), Number(match[2] ?? 0), Number(match[3] ?? 0)];
  if (year < 1000 || month > 12 || day > 31) return null;
  return { year, month, day: month === 0 ? 0 : day };
}

export function listedDate(dob: EntryDob): ListedDate | null {
  if ("date" in dob) {
    const date = parseDate(dob.date);
    return date === null ? null : { kind: dob.circa === true ? 1 : 0, ...date, yearTo: date.year };
  }
  const [from, to] = [parseDate(dob.from), parseDate(dob.to)];
  if (from === null || to === null) return null;
  return {
    kind: 2,
    year: Math.min(from.year, to.year),
    month: 0,
    day: 0,
    yearTo: Math.max(from.year, to.year),
  };
}

export type DateEvidence = { readonly relation: Relation; readonly bits: number };

/** Compares one traveller's date with one listed date. Symmetric in nothing: the listed side may be vague. */
export function compareDates(left: PlainDate, right: ListedDate): DateEvidence {
  if (right.kind === 2) return compareRange(left, right);
  if (right.kind === 1) return compareCirca(left, right);
  if (left.month === 0 || right.month === 0) return compareYears(left, right, false);
  if (left.day === 0 || right.day === 0) {
    if (left.year === right.year && left.month === right.month)
      return { relation: "year-month-equal", bits: BIRTH_DATE.yearMonthEqual };
    if (left.year === right.year) return { relation: "same-year", bits: BIRTH_DATE.sameYear };
    return compareYears(left, right, true);
  }
  return compareFull(left, right);
}

function compareFull(left: PlainDate, right: PlainDate): DateEvidence {
  const sameYear = left.year === right.year;
  const sameMonth = left.month === right.month;
  const sameDay = left.day === right.day;
  if (sameYear && sameMonth && sameDay) {
    return isDefault(right)
      ? { relation: "default-date", bits: BIRTH_DATE.defaultDate }
      : { relation: "equal", bits: BIRTH_DATE.equal };
  }
  if (sameYear && left.day === right.month && left.month === right.day)
    return { relation: "day-month-swapped", bits: BIRTH_DATE.dayMonthSwapped };
  if (sameYear && (isDefault(left) || isDefault(right)))
    return { relation: "year-equal", bits: BIRTH_DATE.yearEqual };
  if (Number(sameYear) + Number(sameMonth) + Number(sameDay) === 2) {
    const slip = slipOf(left, right);
    if (slip !== null) return slip;
  }
  if (left.day === right.month && left.month === right.day && slipOfYear(left.year, right.year) !== null) {
    return { relation: "swapped-near-year", bits: BIRTH_DATE.swappedNearYear };
  }
  if (isConverted(left.year, right.year) && !sameYear)
    return { relation: "calendar-conversion", bits: BIRTH_DATE.calendar };
  if (sameYear) return { relation: "same-year", bits: BIRTH_DATE.sameYear };
  return apart(left.year - right.year);
}

/** Two components equal, the third off by what fingers and eyes do. */
function slipOf(left: PlainDate, right: PlainDate): DateEvidence | null {
  if (left.year !== right.year) {
    const slip = slipOfYear(left.year, right.year);
    if (slip !== null) return slip;
    return Math.abs(left.year - right.year) === 2
      ? { relation: "near-year", bits: BIRTH_DATE.twoYearsRestEqual }
      : null;
  }
  const [one, two] = left.month === right.month ? [left.day, right.day] : [left.month, right.month];
  if (oneDigit(one, two, 2)) return { relation: "one-digit", bits: BIRTH_DATE.slip };
  if (swappedDigits(one, two, 2)) return { relation: "digits-swapped", bits: BIRTH_DATE.slip };
  return null;
}

function slipOfYear(left: number, right: number): DateEvidence | null {
  const apartBy = Math.abs(left - right);
  if (apartBy === 1 || apartBy === 10) return { relation: "one-digit", bits: BIRTH_DATE.slip };
  if (oneDigit(left, right, 4)) return { relation: "one-digit", bits: BIRTH_DATE.slip };
  return swappedDigits(left, right, 4) ? { relation: "digits-swapped", bits: BIRTH_DATE.slip } : null;
}

function oneDigit(one: number, two: number, digits: number): boolean {
  const [left, right] = [padded(one, digits), padded(two, digits)];
  let different = 0;
  for (let at = 0; at < digits; at++) if (left[at] !== right[at]) different += 1;
  return different === 1;
}

function swappedDigits(one: number, two: number, digits: number): boolean {
  const [left, right] = [padded(one, digits), padded(two, digits)];
  for (let at = 0; at + 1 < digits; at++) {
    const swapped = left.slice(0, at) + (left[at + 1] ?? "") + (left[at] ?? "") + left.slice(at + 2);
    if (swapped === right && left !== right) return true;
  }
  return false;
}

function padded(value: number, digits: number): string {
  return String(value).padStart(digits, "0");
}

/**
 * Days that registers write for a birth of which only the year is known: the first and the last of a year, and the
 * first of July (the middle of the year, as Iraq and Syria have written it).
 */
function isDefault(date: PlainDate): boolean {
  return (date.day === 1 && (date.month === 1 || date.month === 7)) || (date.day === 31 && date.month === 12);
}

function compareYears(left: PlainDate, right: PlainDate, bothMonths: boolean): DateEvidence {
  if (left.year === right.year && !bothMonths) return { relation: "year-equal", bits: BIRTH_DATE.yearEqual };
  const years = Math.abs(left.year - right.year);
  if (!bothMonths && years <= 2)
    return { relation: "near-year", bits: BIRTH_DATE.nearYearAlone[years === 1 ? 0 : 1] };
  return apart(left.year - right.year);
}

function compareRange(left: PlainDate, right: ListedDate): DateEvidence {
  const width = right.yearTo - right.year;
  if (left.year >= right.year && left.year <= right.yearTo) {
    return { relation: "within-range", bits: BIRTH_DATE.withinRange[width <= 2 ? 0 : width <= 5 ? 1 : 2] };
  }
  const outside = left.year < right.year ? right.year - left.year : left.year - right.yearTo;
  return outside <= 1
    ? { relation: "near-year", bits: BIRTH_DATE.besideRange }
    : { relation: "outside-range", bits: farBits(outside) };
}

function compareCirca(left: PlainDate, right: ListedDate): DateEvidence {
  const difference = Math.abs(left.year - right.year);
  if (difference <= 2) return { relation: "circa", bits: BIRTH_DATE.circa[difference] ?? 0 };
  return difference <= 4
    ? { relation: "near-year", bits: BIRTH_DATE.circaNear }
    : { relation: "far-year", bits: farBits(difference) };
}

function isConverted(left: number, right: number): boolean {
  const difference = Math.abs(left - right);
  return difference === 621 || difference === 622 || difference === 579;
}

/** Bits of birth years so many years apart that no slip explains them. */
export function farBits(years: number): number {
  return years > 15 ? BIRTH_DATE.veryFarYear : BIRTH_DATE.farYear;
}

function apart(years: number): DateEvidence {
  const distance = Math.abs(years);
  if (isConverted(distance, 0)) return { relation: "calendar-conversion", bits: BIRTH_DATE.calendar };
  if (distance <= 2) return { relation: "near-year", bits: BIRTH_DATE.nearYear };
  return { relation: "far-year", bits: farBits(distance) };
}
