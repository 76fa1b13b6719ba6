// Small judgements about single values of a traveller: names, document numbers, dates of birth.
import { compactDate, isRealDate } from "../edifact/dates.ts";
import type { Phrase } from "../phrases.ts";

/** Bytes a name may hold besides its component separators: letters, blank, hyphen, apostrophe (PX08). */
const nameBytes = new Uint8Array(256);
nameBytes.fill(1, 0x41, 0x5b).fill(1, 0x61, 0x7b);
for (const letter of " -'") nameBytes[letter.charCodeAt(0)] = 1;

/** Whether the ASCII bytes `start`..`end` are a name (`separator` may stand between its components). */
export function isPlainName(bytes: Uint8Array, start: number, end: number, separator: number): boolean {
  for (let p = start; p < end; p++) {
    const byte = bytes[p]!;
    if (nameBytes[byte] === 0 && byte !== separator) return false;
  }
  return true;
}

/** The same for text of any script. */
export function isNameText(text: string): boolean {
  return /^[\p{L}\p{M} \-'’]*$/u.test(text);
}

/** Numbers that carriers' agents type where they have none. */
const fillers = new Set(["NULL", "NONE", "0", "123456789", "12345678", "1234567", "NIL", "NA", "UNKNOWN"]);

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
  if (born > reference) return "lies after the message";
  if (reference - born > 1200000) return "makes the traveller older than 120";
  return null;
}

/** As `compactDate`, null for null. */
export function compactOrNull(date: string | null): number | null {
  return date === null ? null : compactDate(date);
}
