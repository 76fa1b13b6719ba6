// Dates and times of EDIFACT and PADIS messages: every notation met becomes `YYYY-MM-DD` or `YYYY-MM-DDTHH:MM`.

const FIRST_YEAR = 1850;
const YEARS = 350;
/** Every calendar date asked for so far, so that one string serves all travellers born on that day. */
const knownDates: (string | undefined)[] = Array.from({ length: YEARS * 372 });

function two(n: number): string {
  return n < 10 ? `0${n}` : `${n}`;
}

const monthLengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Whether the calendar has the day (Gregorian, years 1850 to 2199). */
export function isRealDate(year: number, month: number, day: number): boolean {
  if (year < FIRST_YEAR || year >= FIRST_YEAR + YEARS || month < 1 || month > 12 || day < 1) return false;
  if (day <= monthLengths[month - 1]!) return true;
  return month === 2 && day === 29 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

/** `YYYY-MM-DD`, or null when the calendar has no such day. */
export function calendarDate(year: number, month: number, day: number): string | null {
  if (!isRealDate(year, month, day)) return null;
  const slot = (year - FIRST_YEAR) * 372 + (month - 1) * 31 + day - 1;
  return (knownDates[slot] ??= `${year}-${two(month)}-${two(day)}`);
}

/** The date of a number CCYYMMDD (20260131): `2026-01-31`, or null when the calendar has no such day. */
export function dateOfCompact(compact: number): string | null {
  const year = (compact / 10000) | 0;
  const rest = compact - year * 10000;
  const month = (rest / 100) | 0;
  return calendarDate(year, month, rest - month * 100);
}

/** `HH:MM`, or null; 24:00 is not a time here. */
export function clockTime(hour: number, minute: number): string | null {
  return hour >= 0 && hour < 24 && minute >= 0 && minute < 60 ? `${two(hour)}:${two(minute)}` : null;
}

/** The digits `text[start..start+length]` as a number, -1 when one of them is no digit. */
export function digitsAt(text: string, start: number, length: number): number {
  let n = 0;
  for (let i = start; i < start + length; i++) {
    const digit = text.charCodeAt(i) - 48;
    if (!(digit >= 0 && digit <= 9)) return -1;
    n = n * 10 + digit;
  }
  return n;
}

/**
 * The full year of a two-digit one, nearest to the reference year: within 50 years before and 49 after it. For flights,
 * message times and document expiry; birth years follow `birthYear`.
 */
export function nearYear(twoDigits: number, referenceYear: number): number {
  const year = referenceYear - (((referenceYear % 100) + 100 - twoDigits) % 100);
  return referenceYear - year > 50 ? year + 100 : year;
}

/** The full year of a two-digit year of expiry (paxlst.md 3.15): 00 to 69 are 20xx, 70 to 99 19xx. */
export function expiryYear(twoDigits: number): number {
  return twoDigits + (twoDigits < 70 ? 2000 : 1900);
}

/** The year a message speaks from: of `YYYY-MM-DD...`, or 2000 where the message states none (never the clock's). */
export function referenceYearOf(preparedAt: string | null): number {
  const year = preparedAt === null ? -1 : digitsAt(preparedAt, 0, 4);
  return year < 0 ? 2000 : year;
}

/**
 * A date or date-time in one of the notations of DTM (2379): 201 YYMMDDHHMM, 203 CCYYMMDDHHMM, 102 CCYYMMDD,
 * 101 YYMMDD, 204 and 202 the same with seconds; without a format the length decides (6, 8, 10, 12, 14).
 * Blanks are ignored. Answers `YYYY-MM-DD` or `YYYY-MM-DDTHH:MM`; null when it is no such date.
 */
export function readDateTime(sent: string, format: string, referenceYear: number): string | null {
  const text = sent.includes(" ") ? sent.replaceAll(" ", "") : sent;
  const shortYear =
    format === "201" || format === "101" || format === "202" ? true : text.length === 6 || text.length === 10;
  const yearDigits = shortYear ? 2 : 4;
  const length = text.length;
  if (length !== yearDigits + 4 && length !== yearDigits + 8 && length !== yearDigits + 10) return null;
  const sentYear = digitsAt(text, 0, yearDigits);
  const month = digitsAt(text, yearDigits, 2);
  const day = digitsAt(text, yearDigits + 2, 2);
  if (sentYear < 0) return null;
  const date = calendarDate(shortYear ? nearYear(sentYear, referenceYear) : sentYear, month, day);
  // The year has four digits although the format says two: as two it is no date.
  if (date === null && shortYear && length === 12) return readDateTime(text, "203", referenceYear);
  if (date === null || length === yearDigits + 4) return date;
  const time = clockTime(digitsAt(text, yearDigits + 4, 2), digitsAt(text, yearDigits + 6, 2));
  return time === null ? null : `${date}T${time}`;
}

/** Digits of the notations of DTM (2379). */
const NOTATIONS: ReadonlyMap<string, number> = new Map([
  ["101", 6],
  ["102", 8],
  ["201", 10],
  ["202", 12],
  ["203", 12],
  ["204", 14],
]);

/** Whether a date names a notation (2379) that `readDateTime` knows, and has not as many digits as that. */
export function isOtherNotation(sent: string, format: string): boolean {
  const digits = NOTATIONS.get(format);
  return digits !== undefined && sent.length !== digits && sent.replaceAll(" ", "").length !== digits;
}

/**
 * A PADIS date `DDMMYY` (also `DDMMYYYY`) with an optional time `HHMM` (also `HHMMSS`), as in TVL, DAT and RCI.
 * Answers `YYYY-MM-DD`, or `YYYY-MM-DDTHH:MM` when the time is given; null when one of them is not real.
 */
export function readDayMonthYear(sentDate: string, sentTime: string, referenceYear: number): string | null {
  const date = sentDate.trim();
  const time = sentTime.trim();
  if (date.length !== 6 && date.length !== 8) return null;
  const sentYear = digitsAt(date, 4, date.length - 4);
  if (sentYear < 0) return null;
  const year = date.length === 8 ? sentYear : nearYear(sentYear, referenceYear);
  const day = calendarDate(year, digitsAt(date, 2, 2), digitsAt(date, 0, 2));
  if (day === null || time === "") return day;
  if (time.length !== 4 && time.length !== 6) return null;
  const clock = clockTime(digitsAt(time, 0, 2), digitsAt(time, 2, 2));
  return clock === null ? null : `${day}T${clock}`;
}

const monthNames = "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC";
const months: ReadonlyMap<number, number> = new Map(
  monthNames.split(" ").map((name, i) => [threeLetters(name, 0), i + 1]),
);

function threeLetters(text: string, at: number): number {
  return (text.charCodeAt(at) << 16) | (text.charCodeAt(at + 1) << 8) | text.charCodeAt(at + 2);
}

/** The month named at position 2 (`26APR25`), 0 when none is. */
function monthAt(text: string): number {
  return months.get(threeLetters(text, 2)) ?? 0;
}

/**
 * A date as passengers' documents are typed into SSR DOCS: `26APR25` or `26APR2025`. `birth` chooses the century as
 * `birthYear` does, otherwise the nearest one. Null when it is no such date.
 */
export function readDayMonthName(
  sent: string,
  reference: { readonly date: string | null; readonly birth: boolean },
): string | null {
  let text = sent;
  let month = monthAt(text);
  if (month === 0) {
    text = sent.trim().toUpperCase();
    month = monthAt(text);
  }
  if (text.length !== 7 && text.length !== 9) return null;
  const day = digitsAt(text, 0, 2);
  const sentYear = digitsAt(text, 5, text.length - 5);
  if (month === 0 || sentYear < 0) return null;
  if (text.length === 9) return calendarDate(sentYear, month, day);
  const compact = reference.date === null ? ASSUMED_REFERENCE : compactDate(reference.date);
  const year = reference.birth
    ? birthYear(sentYear, month, day, compact)
    : nearYear(sentYear, referenceYearOf(reference.date));
  return calendarDate(year, month, day);
}

/**
 * The birth year of a two-digit one (paxlst.md 3.9): the latest that is not after the reference date (`compactDate` of
 * the message's own date). Why the child and not the centenarian: docs/decisions/0010-birth-year.md.
 */
export function birthYear(twoDigits: number, month: number, day: number, reference: number): number {
  const referenceYear = Math.floor(reference / 10000);
  const year = referenceYear - (referenceYear % 100) + twoDigits;
  return year * 10000 + month * 100 + day <= reference ? year : year - 100;
}

/** Whether a person born on the day, sent with a two-digit year, might as well be 100 years older (and 120 at most). */
export function isBirthYearAmbiguous(year: number, month: number, day: number, reference: number): boolean {
  return reference - ((year - 100) * 10000 + month * 100 + day) <= 1200000;
}

/** What birth years and the like are told from when the message states no date of its own. */
export const ASSUMED_REFERENCE = 19991231;

/** `2026-01-31...` as 20260131, for comparing; NaN-free: parts that are not there count as 0. */
export function compactDate(date: string): number {
  const year = digitsAt(date, 0, 4);
  const month = date.length >= 7 ? digitsAt(date, 5, 2) : 0;
  const day = date.length >= 10 ? digitsAt(date, 8, 2) : 0;
  return year < 0 || month < 0 || day < 0 ? 0 : year * 10000 + month * 100 + day;
}
