// Dates of travellers straight from the bytes: the usual YYMMDD or CCYYMMDD without making a string of it.
import type { SegmentedMessage } from "../edifact/segments.ts";

/** The six or eight digits of component `k` as one number (720907, 19720907); -1 when it is anything else. */
export function readDigits(m: SegmentedMessage, s: number, k: number): number {
  if (k < 0 || m.isDirty(s)) return -1;
  const start = m.compStart[k]!;
  const end = m.compStart[k + 1]! - 1;
  const length = end - start;
  if (length !== 6 && length !== 8) return -1;
  let n = 0;
  for (let p = start; p < end; p++) {
    const digit = m.bytes[p]! - 48;
    if (digit < 0 || digit > 9) return -1;
    n = n * 10 + digit;
  }
  // Eight digits are a year from 1000 on; anything less would be taken for six.
  return length === 8 && n < 10_000_000 ? -1 : n;
}
