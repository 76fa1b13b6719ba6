// Lays a push out as the segments it stands for, and remembers which bytes of the XML each of them came from.
import { LEVEL_B_CHARACTERS } from "../edifact/service-characters.ts";
import type { Cut } from "../message.ts";
import { CUT_MARK } from "../edifact/cut-mark.ts";
import { ampersandIn, xmlPieces, type XmlRange } from "../xml/xml-text.ts";

/**
 * A value of the XML put into a segment: its bytes as they stand, or `made` of them (a date in another notation).
 * `apart`: slashes in it become blanks, because it is put between slashes.
 */
export type Value = XmlRange & { readonly made?: string; readonly apart?: true };

/** A component: nothing, a text of our own, a value, or several of these in a row. */
export type Component = null | string | Value | readonly (string | Value)[];
export type Elements = readonly (Component | { readonly of: readonly Component[] })[];

/** What a segment stands for in the XML. */
export type Origin = { readonly ordinal: number; readonly name: string; readonly at: number };

/** Longest value taken over, in bytes: real ones stay below 1,000. What goes beyond is cut from the source. */
const LONGEST_VALUE = 4096;
const BLANK = 0x20;
const SLASH = 0x2f;
const MARK = Buffer.from(CUT_MARK, "latin1");
const { component: COMPONENT, element: ELEMENT, terminator: TERMINATOR } = LEVEL_B_CHARACTERS;

/** Segments in the notation of ISO 9735 level B, whose separators are no characters of XML: nothing is released. */
export class SegmentLayout {
  readonly #source: Buffer;
  #bytes = Buffer.allocUnsafe(16 * 1024);
  #length = 0;
  /** Of each segment: where it begins here, and what it stands for. */
  readonly #starts: number[] = [];
  readonly #origins: Origin[] = [];
  /** Of each run of bytes: where it begins and ends here and in the source; `isSame`: byte for byte. */
  readonly #runs: { at: number[]; end: number[]; start: number[]; stop: number[]; isSame: boolean[] } = {
    at: [],
    end: [],
    start: [],
    stop: [],
    isSame: [],
  };
  /** What was too long to be taken over. */
  readonly cuts: Cut[] = [];

  constructor(source: Buffer) {
    this.#source = source;
  }

  get length(): number {
    return this.#length;
  }

  get segments(): number {
    return this.#starts.length;
  }

  bytes(from: number, to: number): Buffer {
    return this.#bytes.subarray(from, to);
  }

  /** Adds a segment that stands for an element of the XML. */
  add(tag: string, origin: Origin, elements: Elements = []): void {
    this.#starts.push(this.#length);
    // Not the element itself: what stands in it would stay in memory.
    const { ordinal, name, at } = origin;
    this.#origins.push({ ordinal, name, at });
    this.#text(tag);
    for (const one of elements) {
      this.#byte(ELEMENT);
      if (one === null || typeof one === "string" || !("of" in one)) {
        this.#component(one);
        continue;
      }
      for (let c = 0; c < one.of.length; c++) {
        if (c > 0) this.#byte(COMPONENT);
        this.#component(one.of[c]!);
      }
    }
    this.#byte(TERMINATOR);
  }

  #component(one: Component): void {
    if (one === null) return;
    if (typeof one === "string") this.#text(one);
    else if ("start" in one) this.#part(one);
    else for (const part of one) this.#part(part);
  }

  #part(part: string | Value): void {
    if (typeof part === "string") {
      this.#text(part);
      return;
    }
    if (part.made === undefined) {
      this.#value(part);
      return;
    }
    const at = this.#length;
    this.#text(part.made);
    this.#noteRun(at, part.start, part.end, false);
  }

  /** Copies a value without the blanks around it; control characters, line breaks among them, become blanks. */
  #value(value: Value): void {
    const source = this.#source;
    let { start, end } = value;
    while (start < end && source[start]! <= BLANK) start++;
    while (end > start && source[end - 1]! <= BLANK) end--;
    if (end - start > LONGEST_VALUE) {
      const limit = boundary(source, start + LONGEST_VALUE);
      this.cuts.push({ start: limit, end, reason: "not-admitted" });
      end = limit;
    }
    if (value.literal === true || ampersandIn(source, start, end) >= end) {
      this.#copy(start, end, value.apart === true);
      return;
    }
    for (const piece of xmlPieces(source, { ...value, start, end })) {
      if (piece.text === null) {
        this.#copy(piece.start, piece.end, value.apart === true);
        continue;
      }
      const at = this.#length;
      this.#text(piece.text.replace(/\p{Cc}/gu, " "));
      this.#noteRun(at, piece.start, piece.end, false);
    }
  }

  #copy(start: number, end: number, apart: boolean): void {
    const at = this.#length;
    if (at + end - start > this.#bytes.length) this.#grow(end - start);
    const [source, bytes] = [this.#source, this.#bytes];
    let to = at;
    for (let p = start; p < end; p++) {
      const byte = source[p]!;
      bytes[to++] = byte < BLANK || (apart && byte === SLASH) ? BLANK : byte;
    }
    this.#length = to;
    this.#noteRun(at, start, end, true);
  }

  /** Notes where the bytes from `at` on come from. */
  #noteRun(at: number, start: number, stop: number, isSame: boolean): void {
    if (this.#length === at) return;
    const runs = this.#runs;
    runs.at.push(at);
    runs.end.push(this.#length);
    runs.start.push(start);
    runs.stop.push(stop);
    runs.isSame.push(isSame);
  }

  #text(text: string): void {
    const room = text.length * 3;
    if (this.#length + room > this.#bytes.length) this.#grow(room);
    const { length } = text;
    for (let i = 0; i < length; i++) {
      const code = text.charCodeAt(i);
      if (code > 0x7f) {
        this.#length += this.#bytes.write(text.slice(i), this.#length, "utf8");
        return;
      }
      this.#bytes[this.#length++] = code;
    }
  }

  #byte(byte: number): void {
    if (this.#length === this.#bytes.length) this.#grow(1);
    this.#bytes[this.#length++] = byte;
  }

  #grow(room: number): void {
    const larger = Buffer.allocUnsafe(Math.max(this.#bytes.length * 2, this.#length + room));
    this.#bytes.copy(larger, 0, 0, this.#length);
    this.#bytes = larger;
  }

  /** What the segment with this index stands for. */
  origin(segment: number): Origin | undefined {
    return this.#origins[segment];
  }

  /** What a position here stands for: the element, and the byte of the source where its value (else its tag) stands. */
  place(position: number): (Origin & { readonly offset: number }) | null {
    const segment = lastNotAfter(this.#starts, position);
    const origin = this.#origins[segment];
    if (origin === undefined) return null;
    const run = lastNotAfter(this.#runs.at, position);
    const { at, end, start, isSame } = this.#runs;
    const isInside = run >= 0 && position < end[run]! && at[run]! >= this.#starts[segment]!;
    if (!isInside) return { ...origin, offset: origin.at };
    return { ...origin, offset: start[run]! + (isSame[run]! ? position - at[run]! : 0) };
  }

  /** The bytes of the source that a range here was made of, as cuts; none where only the mark of an earlier cut stands. */
  cutsOf(cut: Cut): Cut[] {
    const { at, end, start, stop, isSame } = this.#runs;
    const cuts: Cut[] = [];
    let run = Math.max(0, lastNotAfter(at, cut.start));
    for (; run < at.length && at[run]! < cut.end; run++) {
      if (end[run]! <= cut.start) continue;
      const isWhole = !isSame[run]!;
      const from = isWhole ? start[run]! : start[run]! + Math.max(0, cut.start - at[run]!);
      const to = isWhole ? stop[run]! : stop[run]! - Math.max(0, end[run]! - cut.end);
      const last = cuts.at(-1);
      if (last !== undefined && last.end === from) cuts[cuts.length - 1] = { ...last, end: to };
      else cuts.push({ start: from, end: to, reason: cut.reason });
    }
    return cuts.filter((one) => !MARK.equals(this.#source.subarray(one.start, one.end)));
  }
}

/** Index of the last number that is not above `value`; -1 when all are. The numbers rise. */
function lastNotAfter(numbers: readonly number[], value: number): number {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (numbers[middle]! <= value) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** The beginning of the character at `at`, so that no UTF-8 sequence is torn. */
function boundary(bytes: Buffer, at: number): number {
  let p = at;
  while (p > at - 4 && (bytes[p]! & 0xc0) === 0x80) p--;
  return p;
}
