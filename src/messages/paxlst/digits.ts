// Dates of travellers straight from the bytes: the usual YYMMDD or CCYYMMDD without making a string of it.
import type { SegmentedMessage } from "../edifact/segments.ts";

/** The six or eight digits of component `k` as one number (720907, 19720907); -1 when it is anything else. */
export function readDigits(m: SegmentedMessage, s: number, k: number): number {
  if (k < 0 || m.isDirty(s)) return -1;
  const start = m.compStart[k]!;
  const length = m.compStart[k + 1]! - 1 - start;
  if (length !== 6 && length !== 8) return -1;
  const { words } = m;
  const first = fourDigits(words.getInt32(start));
  const rest = length === 6 ? twoDigits(words.getUint16(start + 4)) : fourDigits(words.getInt32(start + 4));
  if (first < 0 || rest < 0) return -1;
  if (length === 6) return first * 100 + rest;
  // Eight digits are a year from 1000 on; anything less would be taken for six.
  return first < 1000 ? -1 : first * 10_000 + rest;
}

/** The six digits (YYMMDD) at a position; -1 when anything else stands there. */
export function sixDigitsAt(words: DataView, at: number): number {
  const first = fourDigits(words.getInt32(at));
  const rest = twoDigits(words.getUint16(at + 4));
  return first < 0 || rest < 0 ? -1 : first * 100 + rest;
}

/** The eight digits (CCYYMMDD) at a position, from the year 1000 on; -1 when anything else stands there. */
export function eightDigitsAt(words: DataView, at: number): number {
  const first = fourDigits(words.getInt32(at));
  const rest = fourDigits(words.getInt32(at + 4));
  return first < 1000 || rest < 0 ? -1 : first * 10_000 + rest;
}

/** Four characters that lie in one number, as digits; -1 when one of them is none: it leaves the high bit of its byte. */
function fourDigits(text: number): number {
  const digits = text - 0x30303030;
  if (((digits | (digits + 0x76767676)) & 0x80808080) !== 0) return -1;
  const pairs = ((digits >> 8) & 0x00ff00ff) * 10 + (digits & 0x00ff00ff);
  return (pairs >> 16) * 100 + (pairs & 0xff);
}

function twoDigits(text: number): number {
  const digits = text - 0x3030;
  if (((digits | (digits + 0x7676)) & 0x8080) !== 0) return -1;
  return (digits >> 8) * 10 + (digits & 0xff);
}
