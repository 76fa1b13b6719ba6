// Text of XML: the bytes of a value with its references resolved, and which byte of the source each came from.

/** Bytes of the source, `end` after the last; `literal`: a CDATA section, in which nothing is a reference. */
export type XmlRange = { readonly start: number; readonly end: number; readonly literal?: true };

export const NAMED_ENTITIES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    amp: "&",
    lt: "<",
    gt: ">",
    quot: '"',
    apos: "'",
  }),
);

const AMPERSAND = 0x26;
const SEMICOLON = 0x3b;
/** `&#x10FFFF;` has ten characters; leading zeros beyond that are nobody's honest spelling. */
const LONGEST_REFERENCE = 12;
const REFERENCE = /^&(?:#(\d{1,7})|#x([0-9A-Fa-f]{1,6})|(amp|lt|gt|quot|apos));$/;

/** A stretch of a value: bytes of the source as they stand (`text` null), or a reference and the text it means. */
export type XmlPiece = { readonly start: number; readonly end: number; readonly text: string | null };

/** Where the next reference may begin; `end` where none does. Never looked for beyond the value. */
export function ampersandIn(bytes: Buffer, start: number, end: number): number {
  let p = start;
  while (p < end && bytes[p] !== AMPERSAND) p++;
  return p;
}

/** The pieces of a value, in order. What looks like a reference and is none stays as it is written. */
export function xmlPieces(bytes: Buffer, range: XmlRange): readonly XmlPiece[] {
  const { start, end } = range;
  let at = range.literal === true ? end : ampersandIn(bytes, start, end);
  if (at >= end) return start < end ? [{ start, end, text: null }] : [];
  const pieces: XmlPiece[] = [];
  let from = start;
  while (at < end) {
    let stop = at + 1;
    while (stop < end && stop - at < LONGEST_REFERENCE && bytes[stop - 1] !== SEMICOLON) stop++;
    const text = bytes[stop - 1] === SEMICOLON ? referenced(bytes.toString("latin1", at, stop)) : null;
    if (text !== null) {
      if (at > from) pieces.push({ start: from, end: at, text: null });
      pieces.push({ start: at, end: stop, text });
      from = stop;
    }
    at = ampersandIn(bytes, text === null ? at + 1 : stop, end);
  }
  if (from < end) pieces.push({ start: from, end, text: null });
  return pieces;
}

/** What a reference means; null when it is none, or stands for what is no character of XML. */
function referenced(reference: string): string | null {
  const match = REFERENCE.exec(reference);
  if (match === null) return null;
  const [, decimal, hex, name] = match;
  if (name !== undefined) return NAMED_ENTITIES.get(name) ?? null;
  const code = decimal === undefined ? Number.parseInt(hex ?? "", 16) : Number(decimal);
  const isCharacter = code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff);
  return isCharacter ? String.fromCodePoint(code) : null;
}

/** Names and codes met lately, by their bytes: a document has few, each thousands of times. They tell of nobody. */
const SLOTS = 2048;
const texts: string[] = Array.from({ length: SLOTS }, () => "");
const LONGEST_SHARED = 32;
/** Longer values may be data of a person, which nothing keeps. */
const LONGEST_CODE = 4;

/** The text of bytes in UTF-8 that are a name or a code: short equal ones of ASCII share one string, which is kept. */
export function sharedText(bytes: Buffer, start: number, end: number): string {
  if (end - start > LONGEST_SHARED) return bytes.toString("utf8", start, end);
  let hash = 0;
  for (let p = start; p < end; p++) {
    const byte = bytes[p]!;
    if (byte > 0x7f) return bytes.toString("utf8", start, end);
    hash = Math.imul(hash ^ byte, 0x01000193);
  }
  const slot = (hash ^ (hash >>> 15)) & (SLOTS - 1);
  const known = texts[slot]!;
  if (known.length === end - start && isAt(bytes, start, known)) return known;
  return (texts[slot] = bytes.toString("latin1", start, end));
}

function isAt(bytes: Buffer, start: number, text: string): boolean {
  for (let i = 0; i < text.length; i++) if (bytes[start + i] !== text.charCodeAt(i)) return false;
  return true;
}

/** The text of a value in UTF-8. */
export function xmlText(bytes: Buffer, range: XmlRange): string {
  const { start, end } = range;
  if (range.literal === true || ampersandIn(bytes, start, end) >= end)
    return end - start <= LONGEST_CODE ? sharedText(bytes, start, end) : bytes.toString("utf8", start, end);
  const pieces = xmlPieces(bytes, range);
  return Buffer.concat(
    pieces.map((piece) =>
      piece.text === null ? bytes.subarray(piece.start, piece.end) : Buffer.from(piece.text, "utf8"),
    ),
  ).toString("utf8");
}
