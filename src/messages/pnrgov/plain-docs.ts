// SSR DOCS as the guide writes it, read straight from the bytes: nearly all are so, and there are one or two a traveller.
import { birthYear, calendarDate, compactDate, digitsAt, nearYear } from "../edifact/dates.ts";
import type { SegmentedMessage } from "../edifact/segments.ts";
import type { TextRange } from "../minimise/filter.ts";
import { textOfCode } from "./push.ts";
import { readState } from "./travel-document.ts";
import type { DocsText } from "./travel-document.ts";
import type { Phrase } from "../phrases.ts";

const SLASH = 0x2f;
const HYPHEN = 0x2d;
const NO_FAULTS: readonly Phrase<"parts">[] = [];
/** Items before the second given name: type, issuer, number, nationality, birth, sex, expiry, surname, given. */
const ITEMS = 9;
/** Where the items begin; one more for the end of the last. Used only while one text is read. */
const starts = new Int32Array(ITEMS + 4);

const MONTHS: ReadonlyMap<number, number> = new Map(
  "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC"
    .split(" ")
    .map((name, i) => [(name.charCodeAt(0) << 16) | (name.charCodeAt(1) << 8) | name.charCodeAt(2), i + 1]),
);

const isDigit = (byte: number): boolean => byte >= 0x30 && byte <= 0x39;

/** The date by which years are told, and the name that the traveller is known by. */
type DocsExpected = { readonly reference: string | null; readonly surname: string; readonly given: string };

/**
 * Reads the text at `range` where it is regular: a leading slash, birth date and sex in their places, real dates, no name
 * association and no blanks at the ends of items. Null otherwise: `readDocs` then reads it with all its tolerance.
 */
export function readPlainDocs(
  message: SegmentedMessage,
  s: number,
  range: TextRange,
  { reference, surname, given: expected }: DocsExpected,
): DocsText | null {
  const { bytes } = message;
  if (message.isDirty(s) || reference === null || bytes[range.start] !== SLASH) return null;
  const items = findItems(bytes, range);
  if (items < ITEMS) return null;
  const compact = compactReference(reference);
  const year = Math.floor(compact / 10_000);
  const birth = readDay(bytes, 5, year, compact);
  const sex = bytes[starts[5]!]!;
  const isSex = endOf(6) - starts[5]! === 1 && (sex === 0x4d || sex === 0x46);
  if (birth === null || !isSex) return null;
  let expires: string | null = null;
  if (endOf(7) > starts[6]!) {
    expires = readDay(bytes, 7, year, 0);
    const ahead = expires === null ? 0 : digitsAt(expires, 0, 4) - year;
    if (expires === null || ahead < -20 || ahead > 25) return null;
  }
  const number = textOf(message, s, 3);
  if (number === "") return null;
  const second = items > ITEMS ? textOf(message, s, 10) : "";
  const given = textLike(message, s, 9, expected);
  return {
    type: textOf(message, s, 1),
    issuer: readState(textOf(message, s, 2)),
    number,
    nationality: readState(textOf(message, s, 4)),
    birthDate: birth,
    sex: sex === 0x4d ? "M" : "F",
    infant: false,
    expires,
    surname: textLike(message, s, 8, surname),
    given: second === "" || second === "H" ? given : `${given} ${second}`,
    association: null,
    shifted: false,
    faults: NO_FAULTS,
  };
}

/** The date last referred to, as a number: it is the same for all of a push. */
let knownReference = "";
let knownCompact = 0;

function compactReference(reference: string): number {
  if (reference === knownReference) return knownCompact;
  knownReference = reference;
  return (knownCompact = compactDate(reference));
}

/** Text of an item that mostly says what is known already: then that string serves. */
function textLike(message: SegmentedMessage, s: number, item: number, known: string): string {
  const { bytes } = message;
  const start = starts[item - 1]!;
  if (endOf(item) - start !== known.length) return textOf(message, s, item);
  for (let i = 0; i < known.length; i++) {
    if (bytes[start + i] !== known.charCodeAt(i)) return textOf(message, s, item);
  }
  return known;
}

/** Where an item ends. */
function endOf(item: number): number {
  return starts[item]! - 1;
}

/** Text of an item of a clean segment: short codes, of which there are few, share their strings. */
function textOf(message: SegmentedMessage, s: number, item: number): string {
  const start = starts[item - 1]!;
  const end = endOf(item);
  if (end - start > 3) return message.slice(s, start, end);
  let code = 0;
  for (let p = start; p < end; p++) code = (code << 8) | message.bytes[p]!;
  return code === 0 ? "" : textOfCode(code);
}

/** Notes where the items begin; answers how many there are, 0 when the text is not regular. */
function findItems(bytes: Uint8Array, range: TextRange): number {
  let items = 0;
  starts[0] = range.start + 1;
  for (let p = range.start + 1; p < range.end; p++) {
    const byte = bytes[p]!;
    if (byte === HYPHEN && isDigit(bytes[p + 1]!)) return 0;
    if (byte !== SLASH) continue;
    if (bytes[p - 1]! <= 0x20 || bytes[p + 1]! <= 0x20) return 0;
    if (++items >= starts.length - 1) return 0;
    starts[items] = p + 1;
  }
  if (bytes[range.start + 1]! <= 0x20 || bytes[range.end - 1]! <= 0x20) return 0;
  starts[++items] = range.end + 1;
  return items;
}

/**
 * DDMMMYY at an item, as `YYYY-MM-DD`: the latest day not after `bornBy` (CCYYMMDD), or where that is 0 the one nearest
 * to the year. Null when it is written otherwise or is no day.
 */
function readDay(bytes: Uint8Array, item: number, nearTo: number, bornBy: number): string | null {
  const p = starts[item - 1]!;
  if (starts[item]! - 1 - p !== 7) return null;
  if (!isDigit(bytes[p]!) || !isDigit(bytes[p + 1]!) || !isDigit(bytes[p + 5]!) || !isDigit(bytes[p + 6]!))
    return null;
  const month = MONTHS.get((bytes[p + 2]! << 16) | (bytes[p + 3]! << 8) | bytes[p + 4]!);
  if (month === undefined) return null;
  const day = (bytes[p]! - 0x30) * 10 + bytes[p + 1]! - 0x30;
  const twoDigits = (bytes[p + 5]! - 0x30) * 10 + bytes[p + 6]! - 0x30;
  const year = bornBy > 0 ? birthYear(twoDigits, month, day, bornBy) : nearYear(twoDigits, nearTo);
  return calendarDate(year, month, day);
}
