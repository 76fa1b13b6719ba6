// Two segments that ran together because the terminator between them was lost or typeset as a curly apostrophe.
import { byteClasses, lexSegments, STOP } from "../edifact/lexer.ts";
import { tableOver } from "../edifact/segments.ts";
import type { SegmentedMessage } from "../edifact/segments.ts";
import { isKnownTag, packTag } from "../edifact/tags.ts";
import type { PnrgovReading } from "./push.ts";

/** Tags that, after a digit, are no part of a value: `9TIF`. Others could be (airport ADD, currencies). */
const AFTER_DIGIT = new Set(["SRC", "TIF", "TVL", "RCI", "SSR", "TRI", "LTS", "SAC"].map(packTag));
const SRC = packTag("SRC");
const TIF = packTag("TIF");

const isLetter = (byte: number): boolean => byte >= 0x41 && byte <= 0x5a;
const isDigit = (byte: number): boolean => byte >= 0x30 && byte <= 0x39;

/** Positions of the tags of further segments inside a segment, where there are any: `...+9TIF+KIM:I+...`. */
export function jointsOf(message: SegmentedMessage, s: number): readonly number[] | null {
  const { bytes, compStart, elemComp } = message;
  const first = message.firstElement(s);
  const last = message.firstElement(s + 1) - 1;
  let joints: number[] | null = null;
  for (let i = first; i < last; i++) {
    const end = compStart[elemComp[i + 1]!]! - 1;
    // Looked at from its end: nearly every element stops at the first comparison.
    if (!isLetter(bytes[end - 1]!) || !isLetter(bytes[end - 3]!) || end - 3 < compStart[elemComp[i]!]!)
      continue;
    const before = bytes[end - 4]!;
    const tag = (bytes[end - 3]! << 16) | (bytes[end - 2]! << 8) | bytes[end - 1]!;
    if (before < 0x80 && !isDigit(before)) {
      // Behind a separator or letter it may be a name or a word (MOTIF): what follows must be what TIF holds.
      if (tag === TIF && isNamed(message, i, last)) (joints ??= []).push(end - 3);
      continue;
    }
    const known = before >= 0x80 ? isKnownTag(tag) && endsInApostrophe(bytes, end - 3) : AFTER_DIGIT.has(tag);
    // A tag without elements ends the segment; all others must be followed by one.
    if (known && (tag === SRC ? i === last - 1 : i < last - 1)) (joints ??= []).push(end - 3);
  }
  return joints;
}

/** Whether after element `i` stand a surname with its qualifier (I, G) and a given name with its type. */
function isNamed({ bytes, compStart, elemComp }: SegmentedMessage, i: number, last: number): boolean {
  if (i + 3 !== last) return false;
  const [surname, given, end] = [elemComp[i + 1]!, elemComp[i + 2]!, elemComp[i + 3]!];
  if (given - surname !== 2 || end - given < 2) return false;
  const at = compStart[surname + 1]!;
  return compStart[given]! - 1 - at === 1 && (bytes[at] === 0x49 || bytes[at] === 0x47);
}

/** Whether U+2019 (UTF-8, or byte 0x92 of Windows-1252) stands before `at`. */
function endsInApostrophe(bytes: Uint8Array, at: number): boolean {
  return (
    bytes[at - 1] === 0x92 || (bytes[at - 1] === 0x99 && bytes[at - 2] === 0x80 && bytes[at - 3] === 0xe2)
  );
}

/** Cuts the segment again at its joints and hands each part to `readOne`, with `reading.message` set to the part's table. */
export function readApart(
  reading: PnrgovReading,
  s: number,
  joints: readonly number[],
  readOne: (s: number) => void,
): void {
  const whole = reading.message;
  const { bytes, characters } = whole;
  const part = tableOver(whole);
  const classes = byteClasses(characters, true);
  const starts = [whole.start(s), ...joints];
  for (const [i, from] of starts.entries()) {
    const next = starts[i + 1];
    const to = next === undefined ? whole.end(s) : trimApostrophe(bytes, next);
    part.reset();
    part.before = whole.before + s;
    lexSegments(part, classes, { from, to, atEnd: true }, { next: 0, stop: STOP.starved });
    if (part.count === 0) continue;
    reading.message = part;
    if (i > 0) reading.add("SEGMENTS_JOINED", 0, { tag: part.tagText(0) });
    readOne(0);
  }
  reading.message = whole;
}

function trimApostrophe(bytes: Uint8Array, tagAt: number): number {
  if (bytes[tagAt - 1] === 0x92) return tagAt - 1;
  return bytes[tagAt - 1] === 0x99 ? tagAt - 3 : tagAt;
}
