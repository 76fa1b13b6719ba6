// Small judgements about single values of a traveller: names, document numbers, dates of birth.
import { compactDate, isRealDate } from "../edifact/dates.ts";
import type { Phrase } from "../phrases.ts";

/** Which bytes a name may not hold: all but letters, blank, hyphen, apostrophe (PX08). */
const NOT_IN_NAMES = new Uint8Array(256).fill(1);
NOT_IN_NAMES.fill(0, 0x41, 0x5b).fill(0, 0x61, 0x7b);
for (const letter of " -'") NOT_IN_NAMES[letter.charCodeAt(0)] = 0;

/** Whether the ASCII bytes `start`..`end`, one component, are a name. */
export function isPlainName(bytes: Uint8Array, start: number, end: number): boolean {
  let odd = 0;
  for (let p = start; p < end; p++) odd |= NOT_IN_NAMES[bytes[p]!]!;
  return odd === 0;
}

/** The same for text of any script. */
export function isNameText(text: string): boolean {
  return /^[\p{L}\p{M} \-'’]*$/u.test(text);
}

/** Numbers that carriers' agents type where they have none. */
const fillers = new Set(["NULL", "NONE", "0", "123456789", "12345678", "1234567", "NIL", "NA", "UNKNOWN"]);

const DIGIT = 1;
const LETTER = 2;
const OTHER = 4;
/** What the bytes of a document number are. */
const NUMBER_BYTES = new Uint8Array(256).fill(OTHER);
NUMBER_BYTES.fill(DIGIT, 0x30, 0x3a).fill(LETTER, 0x41, 0x5b);

/**
 * Whether the ASCII bytes `start`..`end` are a document number of which nothing is to be said, as nearly all are: 5 to 20
 * capital letters and digits, some of each. Of others `doubtfulNumber` tells.
 */
export function isPlainNumber(bytes: Uint8Array, start: number, end: number): boolean {
  let kinds = 0;
  for (let p = start; p < end; p++) kinds |= NUMBER_BYTES[bytes[p]!]!;
  return kinds === (DIGIT | LETTER) && end - start >= 5 && end - start <= 20;
}

/** Why a document number can hardly be real (PX12), or null: after blanks and hyphens `[A-Z0-9]{1,20}`, no filler. */
export function doubtfulNumber(number: string, surname: string): Phrase<"reason"> | null {
  let length = 0;
  let varied = false;
  let digits = 0;
  const first = number.charCodeAt(0);
  for (let i = 0; i < number.length; i++) {
    const code = number.charCodeAt(i);
    if (code === 0x20 || code === 0x2d) continue;
    length++;
    const isDigit = code >= 0x30 && code <= 0x39;
    if (isDigit) digits++;
    else if (code < 0x41 || code > 0x5a) return "holds characters that no document number has";
    if (code !== first) varied = true;
  }
  if (length > 20) return "is longer than 20 characters";
  if (!varied && length > 1 && digits === length) return "is one digit repeated";
  if ((length < 5 || digits === 0 || digits === length) && fillers.has(number)) return "is a filler";
  if (digits === 0 && number === surname) return "is the surname";
  return null;
}

/** Why a date of birth cannot be right (PX09), or null. `reference`: the message's date as CCYYMMDD. */
export function dateProblem(
  year: number,
  month: number,
  day: number,
  reference: number,
): Phrase<"reason"> | null {
  if (!isRealDate(year, month, day)) return "is no date of the calendar";
  const born = year * 10000 + month * 100 + day;
  if (isPlausibleBirth(born, reference)) return null;
  return born > reference ? "lies after the message" : "makes the traveller older than 120";
}

/** As `dateProblem`, where the day is not known, or neither month (0) nor day: of the days that it can be none is right. */
export function incompleteDateProblem(
  year: number,
  month: number,
  reference: number,
): Phrase<"reason"> | null {
  const first = dateProblem(year, month || 1, 1, reference);
  return first === null || dateProblem(year, month || 12, 28, reference) === null ? null : first;
}

/** Whether somebody born on the day can be alive at the reference date, both as CCYYMMDD. */
export function isPlausibleBirth(born: number, reference: number): boolean {
  return born <= reference && reference - born <= 1_200_000;
}

/** As `compactDate`, null for null. */
export function compactOrNull(date: string | null): number | null {
  return date === null ? null : compactDate(date);
}
