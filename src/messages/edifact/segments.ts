// One message cut into segments: a table of byte positions over the input, and the values read out of it on demand.
import { decodeText } from "./characters.ts";
import { offsetOf } from "./input-window.ts";
import type { Gap } from "./input-window.ts";
import { DEFAULT_CHARACTERS } from "./service-characters.ts";
import type { ServiceCharacters } from "./service-characters.ts";
import { packTag, unpackTag } from "./tags.ts";
import type { UsualItems } from "./usual-items.ts";
import { WrappedLines } from "./wrapped-lines.ts";

/** Things the lexer notices: counted, with the first place, so that a million of them cost no memory. */
export const NOTE = {
  emptySegment: 0,
  lostTerminator: 1,
  needlessRelease: 2,
  releaseAtEnd: 3,
  oddCharacter: 4,
  highByte: 5,
  trailingSeparator: 6,
  truncatedSegment: 7,
  controlCharacter: 8,
  badTag: 9,
  ambiguousWrap: 10,
  repetition: 11,
} as const;
export type Note = (typeof NOTE)[keyof typeof NOTE];
const NOTES = 12;

/**
 * Bytes made text at a time: a call that makes a string of bytes is dear, cutting a string is cheap. What is cut of a string
 * (from 13 characters on) keeps all of it alive: such windows move on through a message, so that all that are kept alive
 * together are little more than the message.
 */
const TEXT_BYTES = 1024;
const SPACE = 0x20;
const TAB = 0x09;
const DELETE = 0x7f;
/** Numbers in a row of the segment table, and which is which (the tag is the first). */
const ROW = 4;
const ROW_START = 1;
const ROW_ELEMENT = 2;
const ROW_STATE = 3;
/**
 * For those who read the rows themselves. Take these apart into constants of your file: a constant is compiled into the code,
 * whereas what is imported is looked up at each use. This file keeps to it too: what its methods use is not exported.
 */
export const rowLayout = { ROW, ROW_START, ROW_ELEMENT, ROW_STATE } as const;
/**
 * ROW_STATE of a segment: `dirty`: its values hold release characters, line breaks or bytes beyond ASCII; `taken`: it was read
 * with its item before it was cut (UsualItems), and has no elements here.
 */
export const STATE = { plain: 0, dirty: 1, taken: 2 } as const;
const DIRTY = STATE.dirty;
const TAKEN = STATE.taken;
const EMPTY = Buffer.alloc(0);

function viewOf(bytes: Buffer): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

const NO_WORDS = viewOf(EMPTY);
/** Where values are cleaned: most of them are short. */
const cleaned = Buffer.alloc(1024);

function grown(array: Int32Array<ArrayBuffer>, capacity: number): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(capacity);
  larger.set(array);
  return larger;
}

function wholeNumber(text: string): number {
  return /^\d{1,9}$/.test(text) ? Number(text) : -1;
}

/**
 * A message's segments. Segments are counted from 0 here (UNH is 0; `ordinal` gives the number from 1 that guides and
 * findings use); elements and components are counted from 1, as in the guides: `value(s, 4, 2)` is NAD.4.2.
 *
 * The table is reused for the next message: a reader takes what it needs before it returns and keeps no reference.
 */
export class SegmentedMessage {
  #bytes: Buffer = EMPTY;
  #words = NO_WORDS;
  base = 0;
  gaps: readonly Gap[] = [];
  characters: ServiceCharacters = DEFAULT_CHARACTERS;
  /** UNB 0001, for the character set of values that are not ASCII. */
  syntaxIdentifier = "UNOA";
  /** UNB 0133, how characters beyond ASCII are encoded; "" where it is not said. */
  encoding = "";
  /** Number of segments. */
  count = 0;
  /** Segments of this message that went before, in pieces already read (see ReadContext.previous). */
  before = 0;

  /**
   * The lexer's table. Of each segment ROW numbers stand in `rows`: its tag, where it starts, its first element, and what became
   * of its values: STATE. `elemComp` gives each element's first component, `compStart` where each component starts;
   * `compStart[c + 1] - 1` is where component c ends. Each segment ends with a sentinel element and component.
   */
  rows = new Int32Array(256 * ROW);
  elemComp = new Int32Array(512);
  compStart = new Int32Array(1024);
  elements = 0;
  components = 0;

  /** Whether anything was noticed since the table was empty: mostly nothing is, and then nothing is to be forgotten. */
  #isNoted = false;
  readonly #noteCount = new Int32Array(NOTES);
  readonly #noteOffset = new Float64Array(NOTES);
  readonly #noteSegment = new Int32Array(NOTES);
  /** Of the notes, those on the segment that is being cut: its end may be missing, and then it is cut again. */
  readonly #tentative = new Int32Array(NOTES);
  hasTentativeNotes = false;
  /** Where the last of each was counted, and the last that counts for good: what is cut again is not counted again. */
  readonly #counted = new Float64Array(NOTES).fill(-1);
  readonly #countedForGood = new Float64Array(NOTES).fill(-1);
  #text = "";
  #textStart = 0;
  #textEnd = -1;
  readonly #lines = new WrappedLines();

  /** Reads the items of this message that are as nearly all are, before they are cut; null where no reader does. */
  usual: UsualItems | null = null;

  /** The bytes that the positions point into; `absolute` makes offsets in the delivered input of them. */
  get bytes(): Buffer {
    return this.#bytes;
  }

  set bytes(bytes: Buffer) {
    this.#bytes = bytes;
    this.#words = bytes === EMPTY ? NO_WORDS : viewOf(bytes);
  }

  /** The same bytes, to be read several at a time: one look instead of two or four. */
  get words(): DataView {
    return this.#words;
  }

  /** Forgets everything: the table is ready for the next message. */
  reset(): void {
    this.usual = null;
    this.#lines.reset();
    this.count = 0;
    this.before = 0;
    this.elements = 0;
    this.components = 0;
    this.forgetText();
    if (!this.#isNoted) return;
    this.#isNoted = false;
    this.#noteCount.fill(0);
    this.#counted.fill(-1);
    this.#countedForGood.fill(-1);
  }

  /** Forgets the segments (not the notes): the message goes on in a further piece. */
  startPiece(): void {
    this.#lines.endPiece(this);
    this.before += this.count;
    this.usual?.forget(0);
    this.count = 0;
    this.elements = 0;
    this.components = 0;
    this.forgetText();
  }

  /** Drops segment `count` and what follows it: it will be cut again. */
  truncate(count: number): void {
    if (count >= this.count) return;
    this.usual?.forget(count);
    const elements = this.firstElement(count);
    if (elements < this.elements) this.components = elements === 0 ? 0 : this.elemComp[elements]!;
    this.elements = elements;
    this.count = count;
    for (let kind = 0; kind < NOTES; kind++) {
      if (this.#noteSegment[kind]! <= this.before + count) continue;
      this.#noteCount[kind] = 0;
      this.#counted[kind] = -1;
      this.#countedForGood[kind] = -1;
    }
    this.forgetText();
  }

  /** To be called whenever `bytes` or the positions change. */
  forgetText(): void {
    this.#text = "";
    this.#textStart = 0;
    this.#textEnd = -1;
    this.#lines.forget();
  }

  /** Makes room for what `bytes` more bytes of input can hold at most. */
  reserve(bytes: number): void {
    const room = bytes + 4;
    // A segment has two bytes at least: something, and its terminator.
    const rows = (this.count + (room >> 1) + 2) * ROW;
    if (rows > this.rows.length) this.rows = grown(this.rows, Math.max(this.rows.length * 2, rows));
    if (this.elements + room > this.elemComp.length) {
      this.elemComp = grown(this.elemComp, Math.max(this.elemComp.length * 2, this.elements + room));
    }
    if (this.components + room > this.compStart.length) {
      this.compStart = grown(this.compStart, Math.max(this.compStart.length * 2, this.components + room));
    }
  }

  /** Moves all positions `by` bytes towards the front: the driver has moved the bytes. */
  shift(by: number): void {
    for (let s = 0; s < this.count; s++) {
      this.rows[s * ROW + ROW_START] = this.start(s) - by;
    }
    for (let c = 0; c < this.components; c++) this.compStart[c] = this.compStart[c]! - by;
    this.forgetText();
  }

  /** Offset in the delivered input of a position of the table. */
  absolute(position: number): number {
    return this.gaps.length === 0 ? this.base + position : offsetOf(this.base, this.gaps, position);
  }

  /** Counts something noticed at `position` (of `bytes`) in segment `s`; without it, in the segment that is being cut. */
  note(kind: Note, position: number, s = this.count): void {
    const at = this.absolute(position);
    if (at <= this.#counted[kind]!) return;
    this.#isNoted = true;
    this.#counted[kind] = at;
    if (this.#noteCount[kind] === 0) {
      this.#noteOffset[kind] = at;
      this.#noteSegment[kind] = this.before + s + 1;
    }
    this.#noteCount[kind] = this.#noteCount[kind]! + 1;
    this.#tentative[kind] = this.#tentative[kind]! + 1;
    this.hasTentativeNotes = true;
  }

  /** The segment that the last notes speak of is whole. */
  keepNotes(): void {
    this.#countedForGood.set(this.#counted);
    this.#tentative.fill(0);
    this.hasTentativeNotes = false;
  }

  /** The segment that the last notes speak of will be cut again. */
  dropNotes(): void {
    this.#isNoted = true;
    for (let kind = 0; kind < NOTES; kind++) {
      this.#noteCount[kind] = this.#noteCount[kind]! - this.#tentative[kind]!;
    }
    this.#counted.set(this.#countedForGood);
    this.keepNotes();
  }

  /** Whether anything was noticed. */
  get hasNotes(): boolean {
    if (!this.#isNoted) return false;
    for (let kind = 0; kind < NOTES; kind++) if (this.#noteCount[kind]! > 0) return true;
    return false;
  }

  noteCount(kind: Note): number {
    return this.#noteCount[kind]!;
  }

  /** Offset in the input of the first such note. */
  noteOffset(kind: Note): number {
    return this.#noteOffset[kind]!;
  }

  /** Ordinal of the segment of the first such note (UNH = 1). */
  noteOrdinal(kind: Note): number {
    return this.#noteSegment[kind]!;
  }

  /** The tag as a number (compare with `packTag("NAD")`); TAG_INVALID (-1) when it is none. */
  tag(s: number): number {
    return this.rows[s * ROW]!;
  }

  /** Segments with the packed tag, from segment `from` on. */
  countTag(tag: number, from: number): number {
    const { rows } = this;
    const end = this.count * ROW;
    let found = 0;
    for (let row = from * ROW; row < end; row += ROW) if (rows[row] === tag) found++;
    return found;
  }

  /** Position of the segment's tag in `bytes`. */
  start(s: number): number {
    return this.rows[s * ROW + ROW_START]!;
  }

  /** Whether the segment was read with its item before it was cut. */
  isTaken(s: number): boolean {
    return this.rows[s * ROW + ROW_STATE] === TAKEN;
  }

  /** Position of the segment's terminator in `bytes`. */
  end(s: number): number {
    if (this.isTaken(s)) return this.bytes.indexOf(this.characters.terminator, this.start(s));
    return this.compStart[this.elemComp[this.firstElement(s + 1) - 1]!]! - 1;
  }

  /** Index of the segment's first element in `elemComp`; that of the next segment less one is its sentinel. */
  firstElement(s: number): number {
    return this.rows[s * ROW + ROW_ELEMENT]!;
  }

  /** Whether the segment's values hold release characters, line breaks or bytes beyond ASCII. */
  isDirty(s: number): boolean {
    return this.rows[s * ROW + ROW_STATE] === DIRTY;
  }

  /** The tag as text: `NAD`. */
  tagText(s: number): string {
    const tag = this.rows[s * ROW]!;
    return tag > 0 ? unpackTag(tag) : "";
  }

  /** The segment's number in its message, UNH = 1, over all pieces. */
  ordinal(s: number): number {
    return this.before + s + 1;
  }

  /** Data elements after the tag. */
  elementCount(s: number): number {
    return this.firstElement(s + 1) - this.firstElement(s) - 1;
  }

  /** Components of element `e` (from 1); 0 where the element is absent. An empty element has one empty component. */
  componentCount(s: number, e: number): number {
    const i = this.firstElement(s) + e - 1;
    return e < 1 || i >= this.firstElement(s + 1) - 1 ? 0 : this.elemComp[i + 1]! - this.elemComp[i]!;
  }

  /** Index of a component in `compStart`, or -1 where the segment has none there. */
  component(s: number, e: number, c: number): number {
    const i = this.firstElement(s) + e - 1;
    if (i >= this.firstElement(s + 1) - 1) return -1;
    const k = this.elemComp[i]! + c - 1;
    return k < this.elemComp[i + 1]! ? k : -1;
  }

  /** Whether the component is there and not empty. */
  has(s: number, e: number, c: number): boolean {
    const k = this.component(s, e, c);
    if (k < 0 || this.compStart[k + 1]! - 1 <= this.compStart[k]!) return false;
    // A line that was broken between two separators leaves nothing behind but the break.
    return !this.isDirty(s) || this.slice(s, this.compStart[k]!, this.compStart[k + 1]! - 1) !== "";
  }

  /** The value as sent: released characters restored, line breaks of wrapped lines removed; "" when absent. */
  value(s: number, e: number, c: number): string {
    const k = this.component(s, e, c);
    if (k < 0) return "";
    return this.slice(s, this.compStart[k]!, this.compStart[k + 1]! - 1);
  }

  /** The value without leading and trailing blanks; "" when absent. */
  trimmed(s: number, e: number, c: number): string {
    return this.textAt(s, this.component(s, e, c));
  }

  /** As `trimmed`, for the component at index `k` (of `component`); -1 gives "". */
  textAt(s: number, k: number): string {
    if (k < 0) return "";
    const { compStart, bytes } = this;
    let start = compStart[k]!;
    let end = compStart[k + 1]! - 1;
    if (this.rows[s * ROW + ROW_STATE] === DIRTY) return this.#clean(s, start, end).trim();
    while (end > start && bytes[end - 1] === SPACE) end--;
    while (start < end && bytes[start] === SPACE) start++;
    return start === end ? "" : this.#cutOut(s, start, end);
  }

  /** A whole number of up to nine digits at component index `k`; -1 when it is absent, empty or anything else. */
  numberAt(s: number, k: number): number {
    if (k < 0) return -1;
    if (this.isDirty(s)) return wholeNumber(this.textAt(s, k));
    const { compStart, bytes } = this;
    const start = compStart[k]!;
    const end = compStart[k + 1]! - 1;
    if (end <= start || end - start > 9) return -1;
    let n = 0;
    for (let p = start; p < end; p++) {
      const digit = bytes[p]! - 48;
      if (digit < 0 || digit > 9) return -1;
      n = n * 10 + digit;
    }
    return n;
  }

  /** Whether the component at index `k` (of `component`) is exactly the text, in a segment that is not dirty. */
  equals(s: number, k: number, text: string): boolean {
    if (k < 0 || this.isDirty(s)) return false;
    const start = this.compStart[k]!;
    if (this.compStart[k + 1]! - 1 - start !== text.length) return false;
    for (let i = 0; i < text.length; i++) if (this.bytes[start + i] !== text.charCodeAt(i)) return false;
    return true;
  }

  /** As `code`, for the component at index `k` (of `component`); -1 gives 0. */
  codeAt(s: number, k: number): number {
    if (k < 0) return 0;
    const start = this.compStart[k]!;
    const end = this.compStart[k + 1]! - 1;
    const length = end - start;
    if (this.rows[s * ROW + ROW_STATE] === DIRTY || length > 4 || end < 4) return this.#slowCode(s, k);
    if (length === 0) return 0;
    // The last four bytes, of which those before the component are masked away: a separator and a tag stand there.
    const code = this.#words.getInt32(end - 4) & (-1 >>> ((4 - length) << 3));
    if ((code & 0xff) === SPACE || code >>> ((length - 1) << 3) === SPACE) return this.#slowCode(s, k);
    return code;
  }

  #slowCode(s: number, k: number): number {
    const text = this.textAt(s, k);
    return text.length > 4 ? -1 : packTag(text);
  }

  /**
   * A short code as one number, to be compared with `packTag("AVF")`: 0 when absent or empty, -1 when longer than four
   * characters. Blanks around it are left out.
   */
  code(s: number, e: number, c: number): number {
    return this.codeAt(s, this.component(s, e, c));
  }

  /** Offset in the delivered input of the segment, of an element or of a component; of the tag where it is absent. */
  offset(s: number, e = 0, c = 1): number {
    const k = e === 0 ? -1 : this.component(s, e, c);
    return this.absolute(k < 0 ? this.start(s) : this.compStart[k]!);
  }

  /** Offset just after a component (its separator); of a whole segment, with its terminator, when `e` is left out. */
  endOffset(s: number, e = 0, c = 1): number {
    const k = e === 0 ? -1 : this.component(s, e, c);
    return this.absolute(k < 0 ? this.end(s) + 1 : this.compStart[k + 1]! - 1);
  }

  /** Where a finding about the segment, or about one of its components, lies. */
  place(s: number, e = 0, c = 1): { segment: number; tag: string; offset: number } {
    return { segment: this.ordinal(s), tag: this.tagText(s), offset: this.offset(s, e, c) };
  }

  /** Text of the positions `start`..`end` in segment `s`, cleaned where the segment needs it. */
  slice(s: number, start: number, end: number): string {
    if (this.isDirty(s)) return this.#clean(s, start, end);
    return start >= end ? "" : this.#cutOut(s, start, end);
  }

  /** Text of positions in segment `s`, which is clean. */
  #cutOut(s: number, start: number, end: number): string {
    if (start < this.#textStart || end > this.#textEnd) {
      // Of a segment longer than the window nothing is read from its beginning again: that would take a window a value.
      const isBehind = start < this.#textStart && this.#textStart < this.end(s);
      if (isBehind || end - start > TEXT_BYTES) return this.bytes.toString("latin1", start, end);
      this.#prepareText(s, start, end);
    }
    const from = this.#textStart;
    return this.#text.slice(start - from, end - from);
  }

  /** Text of the positions `start`..`end`, where all is plain, of input that is there up to `to`. */
  plainText(start: number, end: number, to: number): string {
    if (start < this.#textStart || end > this.#textEnd) {
      this.#textStart = start;
      this.#textEnd = Math.max(end, Math.min(start + TEXT_BYTES, to));
      this.#text = this.bytes.toString("latin1", start, this.#textEnd);
    }
    const from = this.#textStart;
    return this.#text.slice(start - from, end - from);
  }

  /** Makes text of the segment, and of what follows it: that will be read next. Behind the last segment may stand anything. */
  #prepareText(s: number, start: number, end: number): void {
    const segment = this.start(s);
    this.#textStart = end - segment <= TEXT_BYTES ? segment : start;
    this.#textEnd = Math.max(end, Math.min(this.#textStart + TEXT_BYTES, this.end(this.count - 1)));
    this.#text = this.bytes.toString("latin1", this.#textStart, this.#textEnd);
  }

  /** A value of a segment with release characters, line breaks, control characters or bytes beyond ASCII. */
  #clean(s: number, start: number, end: number): string {
    const { bytes, characters } = this;
    const kept = end - start <= cleaned.length ? cleaned : Buffer.alloc(end - start);
    let n = 0;
    let high = false;
    for (let p = start; p < end; p++) {
      let byte = bytes[p]!;
      if (byte === 0x0d || byte === 0x0a) {
        n = this.#unwrap(s, kept, n, p, end);
        continue;
      }
      if (byte === characters.release) {
        while (p + 1 < end && (bytes[p + 1] === 0x0d || bytes[p + 1] === 0x0a)) p++;
        p++;
        if (p >= end) break;
        byte = bytes[p]!;
      }
      if (byte >= 0x80) high = true;
      if (byte === TAB) byte = SPACE;
      else if (byte < SPACE || byte === DELETE) continue;
      kept[n++] = byte;
    }
    if (!high) return kept.toString("latin1", 0, n);
    return decodeText(kept.subarray(0, n), this.syntaxIdentifier, this.encoding);
  }

  /** A line break inside a value is removed; what else that says is told by the lines. Returns the new length of `kept`. */
  #unwrap(s: number, kept: Buffer, n: number, at: number, end: number): number {
    if (n === 0) return n;
    const surplus = this.#lines.surplusAt(this, at, end);
    if (surplus === null) return n;
    this.note(NOTE.ambiguousWrap, at, s);
    return n - surplus;
  }
}

/** An empty table over the bytes that `whole` was cut from, to cut some of them again. */
export function tableOver(whole: SegmentedMessage): SegmentedMessage {
  const table = new SegmentedMessage();
  table.bytes = whole.bytes;
  table.base = whole.base;
  table.gaps = whole.gaps;
  table.characters = whole.characters;
  table.syntaxIdentifier = whole.syntaxIdentifier;
  table.encoding = whole.encoding;
  table.before = whole.before;
  return table;
}

/** Tables kept for the next transmission, and the most numbers a kept one may have room for: most messages are small. */
const MAX_SPARE = 4;
const MAX_SPARE_ROOM = 256 * 1024;
const spare: SegmentedMessage[] = [];

/** A table, empty: one that is no longer used, or a new one. */
export function takeTable(): SegmentedMessage {
  return spare.pop() ?? new SegmentedMessage();
}

/** Gives a table back; nobody may use it any more. What it was cut from is forgotten. */
export function returnTable(table: SegmentedMessage): void {
  table.reset();
  table.bytes = EMPTY;
  table.base = 0;
  table.gaps = [];
  table.characters = DEFAULT_CHARACTERS;
  table.syntaxIdentifier = "UNOA";
  table.encoding = "";
  if (spare.length < MAX_SPARE && table.rows.length <= MAX_SPARE_ROOM) spare.push(table);
}
