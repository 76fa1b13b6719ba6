// Travellers in the form that nearly all have: read while their list is cut, before they are cut into elements.
import { rowLayout, STATE } from "../edifact/segments.ts";
import type { SegmentedMessage } from "../edifact/segments.ts";
import type { ServiceCharacters } from "../edifact/service-characters.ts";
import { packTag, TAG_INVALID } from "../edifact/tags.ts";
import type { UsualItems } from "../edifact/usual-items.ts";
import type { Person } from "./person.ts";
import { isNoValue, LOOKED_AT, UsualTravellerReader } from "./usual-traveller.ts";

// Constants of this file are compiled into its code; what is imported would be looked up at each use.
const { ROW, ROW_START, ROW_ELEMENT, ROW_STATE } = rowLayout;
const TAKEN = STATE.taken;
const [LF, QUOTE, PLUS, COLON] = [0x0a, 0x27, 0x2b, 0x3a];
const CR_LF = 0x0d0a;
const NAD = packTag("NAD");
const withSeparator = (tag: string): number => (packTag(tag) << 8) | PLUS;
const [NAD_, CNT_, UNT_] = [withSeparator("NAD"), withSeparator("CNT"), withSeparator("UNT")];
/** After so many travellers in a row that are not usual, those of the list are no longer tried. */
const MOST_MISSES = 8;

/**
 * A traveller, what has been said of it (SAID), how many segments that took and the row of the first of them, and when its
 * first document expires, as CCYYMMDD.
 */
export type UsualTraveller = {
  readonly person: Person;
  readonly said: number;
  readonly segments: number;
  readonly expires: number;
  readonly row: number;
};

/**
 * Reads travellers as long as every segment of them has its usual form and there is nothing to find in it. What is read of
 * any other by the general way (traveller.ts) would be the same of these.
 */
export class UsualTravellers implements UsualItems {
  tag: number = NAD;
  isStarved = false;
  readonly read: UsualTraveller[] = [];
  readonly #reader: UsualTravellerReader;
  #misses = 0;

  /** `reference`: the date that birth dates are told by, as CCYYMMDD. */
  constructor(reference: number) {
    this.#reader = new UsualTravellerReader(reference);
  }

  forget(row: number): void {
    while (this.read.length > 0 && this.read[this.read.length - 1]!.row >= row) this.read.pop();
  }

  take(m: SegmentedMessage, from: number, to: number): number {
    this.isStarved = false;
    let at = from;
    for (;;) {
      const next = this.#traveller(m, at, to);
      if (next < 0) {
        if (!this.isStarved && ++this.#misses === MOST_MISSES) this.tag = TAG_INVALID;
        return at;
      }
      this.#misses = 0;
      at = next;
      if (m.words.getInt32(at) !== NAD_) return at;
    }
  }

  /** The traveller whose NAD is at `from`. Answers where the segment behind it begins; -1: it is not usual, or not at hand. */
  #traveller(m: SegmentedMessage, from: number, to: number): number {
    const { words, rows, elements, count } = m;
    const safe = to - LOOKED_AT;
    if (from > safe) return this.#starve();
    const reader = this.#reader;
    let p = reader.begin(m, from, to);
    if (p < 0) return -1;
    let row = count * ROW;
    let start = from;
    let tag = NAD_;
    for (;;) {
      rows[row] = tag >> 8;
      rows[row + ROW_START] = start;
      rows[row + ROW_ELEMENT] = elements;
      rows[row + ROW_STATE] = TAKEN;
      row += ROW;
      if (++p > safe) return this.#starve();
      if (words.getInt16(p) === CR_LF) p += 2;
      else if (words.getInt8(p) === LF) p += 1;
      start = p;
      tag = words.getInt32(p);
      if (tag === NAD_ || tag === CNT_ || tag === UNT_) break;
      p = reader.segment(m, tag, start, to);
      if (p < 0) return p;
    }
    const person = reader.end();
    if (person === null) return -1;
    rows[row + ROW_ELEMENT] = elements;
    m.count = row / ROW;
    const { said, expires } = reader;
    this.read.push({ person, said, segments: m.count - count, expires, row: count });
    return start;
  }

  #starve(): number {
    this.isStarved = true;
    return -1;
  }
}

/** A reader of usual travellers for messages with the usual separators; null for any other. `reference` as CCYYMMDD. */
export function usualTravellers(characters: ServiceCharacters, reference: number): UsualTravellers | null {
  const { component, element, terminator, release, repetition } = characters;
  if (component !== COLON || element !== PLUS || terminator !== QUOTE) return null;
  return isNoValue(release) && isNoValue(repetition) ? new UsualTravellers(reference) : null;
}
