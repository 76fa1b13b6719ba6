// The lines that a device has wrapped a message into: how wide they are, and where one has lost or gained a blank.
import { CUT_MARK } from "./cut-mark.ts";
import type { SegmentedMessage } from "./segments.ts";
import { isKnownTag } from "./tags.ts";

const SPACE = 0x20;
/** Lines longer than this are not those of a wrapping device (63 to 69 characters are usual). */
const LONGEST_LINE = 512;
const SHORTEST_LINE = 12;
/** A line that is shorter by more than so much has not lost blanks: it was broken there for another reason. */
const MOST_LOST = 2;

export class WrappedLines {
  #width = 0;
  /** Segments there were when the width was looked at; -1: it was not. */
  #count = -1;
  /** Of the piece before this one: the width, where it ended (as an offset of the input), and how long its last line was. */
  #widthBefore = 0;
  #endBefore = -1;
  #lengthBefore = -1;

  /** Another message. */
  reset(): void {
    this.#count = -1;
    this.#widthBefore = 0;
    this.#endBefore = -1;
    this.#lengthBefore = -1;
  }

  /** The positions have changed. */
  forget(): void {
    this.#count = -1;
  }

  /** The message goes on in a further piece. */
  endPiece(m: SegmentedMessage): void {
    if (m.count === 0) return;
    if (this.#count === m.count && this.#width > 0) this.#widthBefore = this.#width;
    const end = m.end(m.count - 1) + 1;
    this.#lengthBefore = this.#lengthTo(m, end);
    this.#endBefore = m.absolute(end);
  }

  /**
   * What the line break at `at`, inside a value that goes on to `end`, says of blanks: null where there is nothing to say.
   * Else it is uncertain (edifact.md 1.3), and the answer is how many blanks too many stand before it. A blank before or after
   * the break is data (0), even one that stands alone on its line: a name must not lose one. Only the blank that makes a line
   * one longer than the width of the others was added by the device (1). A line that is shorter by one or two, in front of
   * something that could have stood on it, may have lost blanks, which devices and mail cut off at the ends of lines; or
   * something else: that is said (0), and nothing put there, for a blank inside a name damages it as much.
   */
  surplusAt(m: SegmentedMessage, at: number, end: number): number | null {
    const { bytes } = m;
    const before = bytes[at - 1]!;
    if (before === SPACE) {
      const width = this.#widthOf(m);
      return width > 0 && this.#lengthTo(m, at) === width + 1 ? 1 : 0;
    }
    if (isLineBreak(before)) return null;
    let next = at;
    while (next < end && isLineBreak(bytes[next]!)) next++;
    if (next === end || bytes[next] === SPACE) return null;
    const width = this.#widthOf(m);
    const length = width === 0 ? -1 : this.#lengthTo(m, at);
    const lost = length < 0 ? 0 : width - length;
    if (lost < 1 || lost > MOST_LOST || isBeyondAscii(bytes, at - length, at)) return null;
    // Where something was taken out, the line tells nothing of the device.
    if (hasCutMark(bytes, at - length, at)) return null;
    // Careful writers break lines earlier: where else a pair of release and character would be parted, or a line look like a segment.
    if (bytes[next] === m.characters.release || looksLikeSegment(m, next + 1)) return null;
    return 0;
  }

  /** The length of the line up to a position; -1 where its beginning is not at hand, or too far off. */
  #lengthTo(m: SegmentedMessage, at: number): number {
    const { bytes } = m;
    const first = m.start(0);
    const from = Math.max(first, at - LONGEST_LINE);
    for (let p = at; p > from; p--) if (isLineBreak(bytes[p - 1]!)) return at - p;
    if (from > first || this.#lengthBefore < 0) return -1;
    return at - first + (m.absolute(first) === this.#endBefore ? this.#lengthBefore : 0);
  }

  /**
   * The width at which a device has wrapped this message: the longest line that ends inside a segment and with no blank,
   * if at least three lines, and half of these, are just so long; else that of the piece before, or 0.
   */
  #widthOf(m: SegmentedMessage): number {
    if (this.#count === m.count || m.count === 0) return this.#width;
    this.#count = m.count;
    this.#width = this.#widthBefore;
    const { bytes, characters } = m;
    let longest = 0;
    let lines = 0;
    let ofLongest = 0;
    let lineStart = m.start(0);
    let high = 0;
    const end = m.end(m.count - 1);
    for (let p = lineStart; p < end; p++) {
      const byte = bytes[p]!;
      high |= byte;
      if (!isLineBreak(byte)) continue;
      const length = p - lineStart;
      lineStart = p + 1;
      const last = bytes[p - 1];
      // A character beyond ASCII may be of two bytes: such a line tells no width.
      const isTold = high < 0x80 && length >= SHORTEST_LINE && length < LONGEST_LINE;
      high = 0;
      if (!isTold || last === SPACE || last === characters.terminator) continue;
      if (length >= longest && hasCutMark(bytes, p - length, p)) continue;
      lines++;
      if (length > longest) {
        longest = length;
        ofLongest = 0;
      }
      if (length === longest) ofLongest++;
    }
    if (ofLongest >= 3 && ofLongest * 2 >= lines) this.#width = longest;
    return this.#width;
  }
}

function isLineBreak(byte: number): boolean {
  return byte === 0x0d || byte === 0x0a;
}

function hasCutMark(bytes: Uint8Array, start: number, end: number): boolean {
  return Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start).includes(CUT_MARK, 0, "latin1");
}

function isBeyondAscii(bytes: Uint8Array, start: number, end: number): boolean {
  for (let p = Math.max(0, start); p < end; p++) if (bytes[p]! >= 0x80) return true;
  return false;
}

/** Whether a tag and the separator of elements stand at a position. */
function looksLikeSegment({ bytes, characters }: SegmentedMessage, at: number): boolean {
  if (bytes[at + 3] !== characters.element) return false;
  return isKnownTag((bytes[at]! << 16) | (bytes[at + 1]! << 8) | bytes[at + 2]!);
}
