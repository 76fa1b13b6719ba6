// NAD of a person: surname, given names, address (paxlst.md 3.7).
import type { SegmentedMessage } from "../edifact/segments.ts";
import { isNameText, isPlainName } from "./plausibility.ts";

/** The element that holds the name: 4 (C080), or 3 or 2 where a sender has lost separators, 5 where one is too many. */
export function nameElement(m: SegmentedMessage, s: number): number {
  if (m.has(s, 4, 1) || m.has(s, 4, 2)) return 4;
  if (m.has(s, 3, 1)) return 3;
  // Two components of letters are no identification of a party, unless the second is its code list (ZZ, ZZZ).
  if (m.elementCount(s) === 2 && m.has(s, 2, 2) && isName(m, s, 2) && !m.trimmed(s, 2, 2).startsWith("ZZ"))
    return 2;
  // A street without a person is none: with nothing after it, it is the name.
  return m.elementCount(s) === 5 && m.has(s, 5, 1) ? 5 : 4;
}

const ZERO = 0x30;
const NINE = 0x39;

/**
 * Given names: all components from the second on, joined with blanks (some senders turn the blanks between names into
 * separators); without the name format (3045), a lone digit at the end. Null when there is none.
 */
export function givenNames(m: SegmentedMessage, s: number, e: number): string | null {
  let components = m.componentCount(s, e);
  if (components < 2) return null;
  if (components > 3) {
    const format = m.code(s, e, components);
    if (format >= ZERO && format <= NINE) components--;
  }
  const second = m.component(s, e, 2);
  let given = m.textAt(s, second);
  for (let k = second + 1; k < second + components - 1; k++) {
    const further = m.textAt(s, k);
    if (further !== "") given = given === "" ? further : `${given} ${further}`;
  }
  return given === "" ? null : given;
}

/** Whether surname and first given name hold nothing but what names are made of (PX08). */
export function isName(m: SegmentedMessage, s: number, e: number): boolean {
  if (m.isDirty(s)) return isNameText(m.trimmed(s, e, 1)) && isNameText(m.trimmed(s, e, 2));
  const first = m.component(s, e, 1);
  const last = first + Math.min(2, m.componentCount(s, e)) - 1;
  return isPlainName(m.bytes, m.compStart[first]!, m.compStart[last + 1]! - 1, m.characters.component);
}

/** The address after the name (elements 5 to 8) without its country; null when there is none of it. */
export function addressLines(
  m: SegmentedMessage,
  s: number,
): {
  readonly line: string | null;
  readonly city: string | null;
  readonly region: string | null;
  readonly postcode: string | null;
} | null {
  let line: string | null = null;
  const lines = m.componentCount(s, 5);
  for (let c = 1; c <= lines; c++) {
    const text = m.trimmed(s, 5, c);
    if (text !== "") line = line === null ? text : `${line}, ${text}`;
  }
  const city = m.trimmed(s, 6, 1) || null;
  const region = m.trimmed(s, 7, 4) || m.trimmed(s, 7, 1) || null;
  const postcode = m.trimmed(s, 8, 1) || null;
  if (line === null && city === null && region === null && postcode === null) return null;
  return { line, city, region, postcode };
}
