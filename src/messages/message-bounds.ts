// How long a message may get: says where a very long one is cut into pieces, and where it is given up.
import type { SegmentedMessage } from "./edifact/segments.ts";
import { packTag } from "./edifact/tags.ts";
import type { MessageReader } from "./reading.ts";

/** Longest message (or piece that cannot be cut) that is read, in bytes of its segments; the rest is skipped with a finding. */
export const MAX_MESSAGE_BYTES = 8 * 1024 * 1024;
/** The same in segments, against messages that are nothing but tags. */
const MAX_MESSAGE_SEGMENTS = 100_000;
/** Line breaks and blanks between the segments of a message, beyond which it is given up too. */
const MAX_BLANKS = 1024 * 1024;
/** Below these no reader wants a message cut: the rule for nearly every message, looked at first. */
const SMALLEST_PIECE = 256 * 1024;
const FEWEST_SEGMENTS = 2000;

/** Where a message ends before its own end: before segment `at`, as a piece or (`givenUp`) for good. */
export type Bound = { readonly at: number; readonly givenUp: boolean };

/** Counts the message at hand. It ends at the same place however its bytes arrive. */
export class MessageBounds {
  /** What has been counted segment by segment, which is only done near a limit. */
  #segments = 0;
  #bytes = 0;
  #items = 0;
  /** Segments there must be before the message can hold as many items as its reader takes at once. */
  #itemsDue = 0;
  /** Segments looked at for that, and how many of them begin an item. */
  #lookedAt = 0;
  #itemsSeen = 0;

  /** A message or piece begins. */
  restart(): void {
    this.#segments = 0;
    this.#bytes = 0;
    this.#items = 0;
    this.#itemsDue = 0;
    this.#lookedAt = 0;
    this.#itemsSeen = 0;
  }

  /** Whether the message is far below every limit, whoever reads it. `length`: its bytes, with what stands between segments. */
  isShort(table: SegmentedMessage, length: number): boolean {
    return length <= SMALLEST_PIECE && table.count < FEWEST_SEGMENTS;
  }

  /** Where the message in the table is to end, null where it may go on. `pieces`: how its reader wants it cut. */
  find(table: SegmentedMessage, length: number, pieces: MessageReader["pieces"]): Bound | null {
    if (this.#isWithin(table, length, pieces)) return null;
    const tag = pieces === undefined ? 0 : packTag(pieces.tag);
    for (let s = this.#segments; s < table.count; s++) {
      if (pieces !== undefined && s > 0 && table.tag(s) === tag) {
        if (this.#bytes >= pieces.bytes || s >= pieces.segments || this.#items >= pieces.items) {
          return { at: s, givenUp: false };
        }
        this.#items++;
      }
      this.#bytes += table.end(s) + 1 - table.start(s);
      if (this.#bytes > MAX_MESSAGE_BYTES || s >= MAX_MESSAGE_SEGMENTS) return { at: s, givenUp: true };
    }
    this.#segments = table.count;
    // Blanks between segments are in memory too.
    return length > MAX_MESSAGE_BYTES + MAX_BLANKS ? { at: table.count, givenUp: true } : null;
  }

  /** Whether no limit can have been reached, however long each segment is: then none of them need be looked at. */
  #isWithin(table: SegmentedMessage, length: number, pieces: MessageReader["pieces"]): boolean {
    if (length > (pieces?.bytes ?? MAX_MESSAGE_BYTES)) return false;
    if (table.count > (pieces?.segments ?? MAX_MESSAGE_SEGMENTS)) return false;
    if (pieces === undefined || table.count < this.#itemsDue) return true;
    this.#itemsSeen += table.countTag(packTag(pieces.tag), this.#lookedAt);
    this.#lookedAt = table.count;
    const lacking = pieces.items - this.#itemsSeen;
    // Each segment to come may be one.
    this.#itemsDue = table.count + lacking;
    return lacking > 0;
  }
}
