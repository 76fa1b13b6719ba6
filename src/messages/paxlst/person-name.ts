// NAD of a person: surname, given names, address (paxlst.md 3.7).
import type { SegmentedMessage } from "../edifact/segments.ts";
import { isNameText, isPlainName } from "./plausibility.ts";

/** The element that holds the name: 4 (C080), or 3 or 2 where a sender has lost separators, 5 where one is too many. */
export function nameElement(m: SegmentedMessage, s: number): number {
  if (m.has(s, 4, 1) || m.has(s, 4, 2)) return 4;
  if (m.has(s, 3, 1)) return 3;
  // Two components of letters are no identification of a party, unless the second is its code list (ZZ, ZZZ).
  if (
    m.elementCount(s) === 2 &&
    m.has(s, 2, 2) &&
    isName(m, s, m.component(s, 2, 1), 2) &&
    !m.trimmed(s, 2, 2).startsWith("ZZ")
  )
    return 2;
  // A street without a person is none: with nothing after it, it is the name.
  return m.elementCount(s) === 5 && m.has(s, 5, 1) ? 5 : 4;
}

const ZERO = 0x30;
const NINE = 0x39;

/**
 * Given names of the name whose components begin at index `surnameAt`: all from the second on, joined with blanks (some
 * senders turn the blanks between names into separators); without the name format (3045), a lone digit at the end. Null
 * when there is none.
 */
export function givenNames(
  m: SegmentedMessage,
  s: number,
  surnameAt: number,
  components: number,
): string | null {
  if (components < 2) return null;
  let last = surnameAt + components - 1;
  if (components > 3) {
    const format = m.codeAt(s, last);
    if (format >= ZERO && format <= NINE) last--;
  }
  let given = m.textAt(s, surnameAt + 1);
  for (let k = surnameAt + 2; k <= last; k++) {
    const further = m.textAt(s, k);
    if (further !== "") given = given === "" ? further : `${given} ${further}`;
  }
  return given === "" ? null : given;
}

/** Whether surname and first given name hold nothing but what names are made of (PX08). */
export function isName(m: SegmentedMessage, s: number, surnameAt: number, components: number): boolean {
  if (m.isDirty(s)) {
    const given = components > 1 ? m.textAt(s, surnameAt + 1) : "";
    return isNameText(m.textAt(s, surnameAt)) && isNameText(given);
  }
  const { bytes, compStart } = m;
  const given = compStart[surnameAt + 1]!;
  if (!isPlainName(bytes, compStart[surnameAt]!, given - 1)) return false;
  return components < 2 || isPlainName(bytes, given, compStart[surnameAt + 2]! - 1);
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
