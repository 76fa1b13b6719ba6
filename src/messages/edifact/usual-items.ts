// The seam between the lexer and a reader that reads the items of its message straight from the bytes.
import type { SegmentedMessage } from "./segments.ts";

/**
 * Reads items (the travellers of a list) in the form that nearly all of them have, before they are cut into elements. Each of
 * their segments gets its row in the table (`STATE.taken`), so that all are counted and found again; the item waits here until
 * the message is read. What is in any other form is left alone: it is cut and read in the general way, to the same end.
 */
export type UsualItems = {
  /** Packed tag of the segment that begins an item; TAG_INVALID as long as it is not worth trying. */
  readonly tag: number;
  /**
   * Reads items one after the other from a position on, the first of their segments' tag, and answers that of the first
   * segment left to be cut. Of the input nothing from `to` on is looked at. `isStarved`: the next item may be usual, but
   * more input is needed to tell.
   */
  take(message: SegmentedMessage, from: number, to: number): number;
  readonly isStarved: boolean;
  /** Forgets items that begin at or after the row: their segments will be cut again. */
  forget(row: number): void;
};
