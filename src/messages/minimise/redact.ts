// The redacted source of a message: its bytes with everything cut replaced by a mark, for keeping and for the inspector.
import type { Cut, CutReason, ReadMessage } from "../message.ts";
import { CUT_MARK } from "../edifact/cut-mark.ts";

/** A mark in the redacted bytes, and why it stands there. */
export type RedactionMark = { readonly start: number; readonly end: number; readonly reason: CutReason };

/** What may be kept of a message's source: bytes of UNH..UNT, and where the marks stand in them. */
export type RedactedSource = { readonly bytes: Uint8Array; readonly marks: readonly RedactionMark[] };

const MARK_BYTES = Buffer.from(CUT_MARK, "latin1");
const LETTER_X = 0x58;

/**
 * The bytes of `message` in `source` (the content of the transmission it was read from: `readTransmission`) without what
 * its cuts name. A cut text becomes `REDACTED`, a cut digit of a card number `X`; separators around cuts stay, so the segments still parse and reading
 * the result gives the same model. The marks are positions in the bytes returned.
 */
export function redact(
  source: Uint8Array,
  message: Pick<ReadMessage, "start" | "end" | "cuts">,
): RedactedSource {
  const pieces: Uint8Array[] = [];
  const marks: RedactionMark[] = [];
  let length = 0;
  const add = (piece: Uint8Array): void => {
    pieces.push(piece);
    length += piece.length;
  };
  let from = message.start;
  for (const cut of message.cuts) {
    add(source.subarray(from, cut.start));
    const start = length;
    add(markFor(source, cut));
    marks.push({ start, end: length, reason: cut.reason });
    from = cut.end;
  }
  add(source.subarray(from, message.end));
  return { bytes: Buffer.concat(pieces, length), marks };
}

/** Card digits one by one, so that the number's length and its separators stay; a text that held a number goes whole. */
function markFor(source: Uint8Array, cut: Cut): Uint8Array {
  const cutBytes = source.subarray(cut.start, cut.end);
  if (cut.reason !== "card-number" || !cutBytes.every(isDigitOrSeparator)) return MARK_BYTES;
  return cutBytes.map((byte) => (byte >= 0x30 && byte <= 0x39 ? LETTER_X : byte));
}

const isDigitOrSeparator = (byte: number): boolean =>
  (byte >= 0x30 && byte <= 0x39) || byte <= 0x20 || byte === 0x2d;
