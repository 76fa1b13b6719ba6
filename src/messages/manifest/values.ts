// Values of manifest cells: dates in the notations that spreadsheets make of them, States, places, codes.
import { airport, alpha3, isTravelDocumentState, placeOf } from "#vocabulary";
import { isRealDate } from "../edifact/dates.ts";

const ISO_DAY = /^(\d{4})-(\d{1,2})-(\d{1,2})$/;
const COMPACT_DAY = /^(\d{4})(\d{2})(\d{2})$/;
const DOTTED_DAY = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/;
const SLASHED_DAY = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/;

const two = (n: number): string => String(n).padStart(2, "0");

function dayOf(year: number, month: number, day: number): string | null {
  return isRealDate(year, month, day) ? `${String(year).padStart(4, "0")}-${two(month)}-${two(day)}` : null;
}

/**
 * A day as `YYYY-MM-DD`: from ISO 8601, CCYYMMDD, DD.MM.YYYY, and DD/MM/YYYY or MM/DD/YYYY where only one of them can be
 * meant. Null when it is none.
 */
export function readDay(sent: string): string | null {
  const [, y, m, d] = ISO_DAY.exec(sent) ?? COMPACT_DAY.exec(sent) ?? [];
  if (y !== undefined) return dayOf(Number(y), Number(m), Number(d));
  const [, day, month, year] = DOTTED_DAY.exec(sent) ?? [];
  if (day !== undefined) return dayOf(Number(year), Number(month), Number(day));
  const [, first, second, inYear] = SLASHED_DAY.exec(sent) ?? [];
  if (first === undefined) return null;
  const [a, b] = [Number(first), Number(second)];
  if (a > 12 || a === b) return dayOf(Number(inYear), b, a);
  return b > 12 ? dayOf(Number(inYear), a, b) : null;
}

/** A date of birth: as `readDay`, also a month or a year alone where the document knows no more. */
export function readBirthDate(sent: string): string | null {
  const [, year, month] = /^(\d{4})(?:-(\d{2}))?$/.exec(sent) ?? [];
  if (year === undefined) return readDay(sent);
  if (month === undefined) return year;
  return Number(month) >= 1 && Number(month) <= 12 ? sent : null;
}

/** A local time as `YYYY-MM-DDTHH:MM`, or the day alone where no time is given; null when it is none. */
export function readMoment(sent: string): string | null {
  const [, date = "", hour, minute] =
    /^(\S{1,30}?)(?:[T ]+(\d{1,2})[:.](\d{2})(?::\d{2}(?:\.\d+)?)?)?$/.exec(sent) ?? [];
  const day = readDay(date);
  if (day === null || hour === undefined) return day;
  if (Number(hour) > 23 || Number(minute) > 59) return null;
  return `${day}T${two(Number(hour))}:${minute}`;
}

/** A State as alpha-3 (or a code of Doc 9303-3); null when it is not known. */
export function readState(sent: string): string | null {
  const upper = sent.toUpperCase();
  if (upper.length !== 2 && isTravelDocumentState(upper)) return upper;
  return alpha3(upper) ?? null;
}

/** A place in one notation: airports by their IATA code, UN/LOCODE without blank. `known`: its State can be told. */
export function readPlace(sent: string): { readonly code: string; readonly known: boolean } {
  const upper = sent.toUpperCase();
  const found = airport(upper);
  if (found !== undefined) return { code: found.iata, known: true };
  if (/^[A-Z]{2} ?[A-Z2-9]{3}$/.test(upper) && placeOf(upper) !== undefined)
    return { code: upper.replace(" ", ""), known: true };
  return { code: sent, known: placeOf(sent) !== undefined };
}

/** The day, or the local time, that a number of a workbook means (days since the end of 1899, or of 1903). */
export function serialDate(serial: number, kind: "day" | "moment", since1904: boolean): string | null {
  // Day 60 of the older count is 29 February 1900, which was none: what lies before is off by one.
  const days = since1904 ? serial + 1462 : serial < 60 ? serial + 1 : serial;
  if (!(days >= 1 && days < 2_958_466)) return null;
  const minutes = Math.round(days * 1440);
  const at = new Date(Date.UTC(1899, 11, 30) + minutes * 60_000).toISOString();
  return kind === "day" ? at.slice(0, 10) : at.slice(0, 16).replace("T", " ");
}
