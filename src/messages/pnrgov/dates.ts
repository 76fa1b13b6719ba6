// Dates as PNRGOV writes them: DDMMYY and HHMM in segments, DDMMMYY in AIRIMP free text.

const MONTHS: Readonly<Record<string, string>> = {
  JAN: "01",
  FEB: "02",
  MAR: "03",
  APR: "04",
  MAY: "05",
  JUN: "06",
  JUL: "07",
  AUG: "08",
  SEP: "09",
  OCT: "10",
  NOV: "11",
  DEC: "12",
};
const DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

const digit = (text: string, at: number): number => {
  const code = text.charCodeAt(at) - 48;
  return code >= 0 && code <= 9 ? code : -1000;
};

const two = (text: string, at: number): number => digit(text, at) * 10 + digit(text, at + 1);

/** True when year, month and day name a real day of the Gregorian calendar. */
export function isRealDay(year: number, month: number, day: number): boolean {
  if (month < 1 || month > 12 || day < 1 || day > (DAYS[month - 1] ?? 0)) return false;
  if (month !== 2 || day < 29) return true;
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

const pad = (value: number): string => (value < 10 ? `0${value}` : `${value}`);

/**
 * A travel or transaction date DDMMYY (century 20) as `YYYY-MM-DD`; null when it is no real day
 * (pnrgov.md §3, TVL and DAT).
 */
export function readDay(text: string): string | null {
  if (text.length !== 6) return null;
  const day = two(text, 0);
  const month = two(text, 2);
  const year = 2000 + two(text, 4);
  if (year < 2000 || !isRealDay(year, month, day)) return null;
  return `${year}-${text.slice(2, 4)}-${text.slice(0, 2)}`;
}

/** HHMM or HHMMSS (seen in RCI) as `HH:MM`; null when it is no time of day. 2400 is midnight of the same day's end. */
export function readClock(text: string): string | null {
  if (text.length !== 4 && text.length !== 6) return null;
  const hour = two(text, 0);
  const minute = two(text, 2);
  if (hour < 0 || minute < 0 || minute > 59 || hour > 23) return null;
  return `${text.slice(0, 2)}:${text.slice(2, 4)}`;
}

/** Date and optional time joined: `YYYY-MM-DDTHH:MM`, or `YYYY-MM-DD` without a readable time; null without a date. */
export function readMoment(day: string, clock: string): string | null {
  const date = readDay(day);
  if (date === null) return null;
  const time = readClock(clock);
  return time === null ? date : `${date}T${time}`;
}

const NAMED_DAY = /^(\d{1,2})([A-Z]{3})(\d{2}|\d{4})$/;

/**
 * A document date DDMMMYY (or DDMMMYYYY, or DMMMYY) as `YYYY-MM-DD`; null when it is no real day. `latest` decides the century:
 * the newest year ending in the two digits that is not after it (`YYYY-MM-DD`).
 */
export function readNamedDay(text: string, latest: string): string | null {
  const match = NAMED_DAY.exec(text);
  if (match === null) return null;
  const month = MONTHS[match[2] ?? ""];
  if (month === undefined) return null;
  const day = pad(Number(match[1]));
  const digits = match[3] ?? "";
  let year = Number(digits);
  if (digits.length === 2) {
    const century = Math.floor(Number(latest.slice(0, 4)) / 100) * 100;
    year += century;
    if (`${year}-${month}-${day}` > latest) year -= 100;
  }
  if (!isRealDay(year, Number(month), Number(day))) return null;
  return `${year}-${month}-${day}`;
}

/** Moves the year of a `YYYY-MM-DD` date: 29 February stays as it is, the result is only compared. */
export function shiftYears(date: string, years: number): string {
  return `${Number(date.slice(0, 4)) + years}${date.slice(4, 10)}`;
}

/** A birth date DDMMMYY: not after `reference` (pnrgov.md §3.1, year pivot). */
export function readBirthDate(text: string, reference: string): string | null {
  return readNamedDay(text, reference.slice(0, 10));
}

/** An expiry date DDMMMYY: within 20 years before and, as far as two digits allow, up to 80 after `reference`. */
export function readExpiryDate(text: string, reference: string): string | null {
  return readNamedDay(text, endOfWindow(reference));
}

// Two digits name one year per century; the window runs from 20 years back (an expired document is still shown) and thus
// ends 79 years ahead; pnrgov.md asks for -20..+25, values beyond +25 are reported by the caller and kept.
function endOfWindow(reference: string): string {
  return shiftYears(reference.slice(0, 10), 79);
}
