// The lexer: one pass over the bytes that fills a message's segment table, tolerant of wrapped lines and lost terminators.
import type { ServiceCharacters } from "./service-characters.ts";
import { NOTE, rowLayout } from "./segments.ts";
import type { SegmentedMessage } from "./segments.ts";
import { isKnownTag, isServiceTag, isThreeLetters, TAG_INVALID } from "./tags.ts";

const { ROW, ROW_START, ROW_ELEMENT, ROW_STATE } = rowLayout;

const LONGEST_SEGMENT = 64 * 1024;
/** Longest segment kept, in bytes: what goes beyond is dropped with a finding (real ones stay below 3,000). */
export const MAX_SEGMENT_BYTES = LONGEST_SEGMENT;

/** Beyond it a segment will be cut: how much more of it is at hand must not show in what is noticed. */
const LAST_NOTED = LONGEST_SEGMENT - 4;

const DATA = 0;
const COMPONENT = 1;
const ELEMENT = 2;
const TERMINATOR = 3;
const RELEASE = 4;
const LINE_BREAK = 5;
const ODD = 6;
const HIGH = 7;

/** Characters of ISO 9735 level A (UNOA), besides letters and digits. */
const LEVEL_A = " .,-()/='+:?!\"%&*;<>";

/** What each byte value means under a set of service characters; bytes outside level A are ODD, beyond ASCII HIGH. */
export type ByteClasses = Uint8Array;

type KnownClasses = { readonly characters: ServiceCharacters; readonly classes: ByteClasses };
/** The classes made last of each kind: one interchange after the other uses the same. */
const lastClasses: (KnownClasses | null)[] = [null, null, null, null];

/**
 * The classes of all byte values. `lowerCase`: a-z belong to the repertoire (every syntax identifier but UNOA). `repeats`:
 * the repetition separator counts (syntax version 4), so that one in a value is to be noted.
 */
export function byteClasses(characters: ServiceCharacters, lowerCase: boolean, repeats = false): ByteClasses {
  const kind = (lowerCase ? 1 : 0) + (repeats ? 2 : 0);
  const known = lastClasses[kind];
  if (known && sameSeparators(known.characters, characters)) return known.classes;
  const classes = new Uint8Array(256).fill(ODD, 0, 128).fill(HIGH, 128);
  classes.fill(DATA, 0x30, 0x3a).fill(DATA, 0x41, 0x5b);
  if (lowerCase) classes.fill(DATA, 0x20, 0x7f);
  for (let i = 0; i < LEVEL_A.length; i++) classes[LEVEL_A.charCodeAt(i)] = DATA;
  classes[0x0d] = LINE_BREAK;
  classes[0x0a] = LINE_BREAK;
  // Beyond ASCII it is part of letters.
  if (repeats && characters.repetition >= 0 && characters.repetition < 0x80)
    classes[characters.repetition] = ODD;
  if (characters.release >= 0) classes[characters.release] = RELEASE;
  classes[characters.component] = COMPONENT;
  classes[characters.element] = ELEMENT;
  classes[characters.terminator] = TERMINATOR;
  lastClasses[kind] = { characters, classes };
  return classes;
}

function sameSeparators(a: ServiceCharacters, b: ServiceCharacters): boolean {
  if (a === b) return true;
  const same = a.component === b.component && a.element === b.element;
  return same && a.terminator === b.terminator && a.release === b.release && a.repetition === b.repetition;
}

/** What stopped the lexer. */
export const STOP = {
  /** More input is needed to finish the segment that starts at the position returned. */
  starved: 0,
  /** The segment last cut is one of the service layer (UNx, UIx): the driver decides. */
  service: 1,
  /** The segment last cut is longer than MAX_SEGMENT_BYTES: its rest, from the position returned, is to be skipped. */
  tooLong: 2,
} as const;
export type Stop = (typeof STOP)[keyof typeof STOP];

/** The lexer's answer: where to go on, and why it stopped. Reused between calls. */
export type LexResult = { next: number; stop: Stop };

const CR_LF = 0x0d0a;
const LF = 0x0a;
/** The classes in use. A table that is a constant of its file is looked into without asking for its place and length. */
const CLASSES = new Uint8Array(256);
let loadedClasses: ByteClasses | null = null;

/** Bytes that may be looked at ahead without asking each time whether they are there. */
const LOOK_AHEAD = 8;

/**
 * Cuts segments from `bytes[from]` on and appends them to the table, until a service segment (UNB, UNH, UNT ...) has
 * been cut or the input before `to` is used up (as good as: see UsualItems). `atEnd`: no more input will come, so what is left is the last segment.
 * Never throws; what is odd is noted in the table.
 */
export function lexSegments(
  message: SegmentedMessage,
  classes: ByteClasses,
  range: { readonly from: number; readonly to: number; readonly atEnd: boolean },
  result: LexResult,
): void {
  message.reserve(range.to - range.from);
  result.next = range.from;
  result.stop = STOP.starved;
  for (;;) {
    if (message.hasTentativeNotes) message.keepNotes();
    const { usual } = message;
    cutPlain(message, classes, range.to, result, usual === null ? TAG_INVALID : usual.tag);
    if (result.stop !== STOP.starved) return;
    // Items that are as usual are not cut: their reader takes them. Where that cannot tell for want of input, and is given
    // more when it is asked again, it is waited for.
    if (usual !== null && beginsWith(message, result.next, range.to, usual.tag)) {
      const from = result.next;
      result.next = usual.take(message, from, range.to);
      if (usual.isStarved && result.next > range.from && !range.atEnd) return;
      if (result.next > from) continue;
    }
    if (!cutAny(message, classes, range, result)) return;
  }
}

/** Whether a segment of the tag begins at a position. */
function beginsWith({ words }: SegmentedMessage, at: number, to: number, tag: number): boolean {
  return at + 4 <= to && words.getInt32(at) >> 8 === tag;
}

/**
 * Cuts segments from `result.next` on as long as they are plain: nothing but data and separators, and nothing to note. It
 * stops before one with the tag `stopBefore`. This loop calls nothing and notes nothing on purpose: so the compiler need not
 * look again at each byte whether the arrays are still what they were.
 */
function cutPlain(
  message: SegmentedMessage,
  classes: ByteClasses,
  to: number,
  result: LexResult,
  stopBefore: number,
): void {
  const { words, rows, elemComp, compStart } = message;
  if (classes !== loadedClasses) {
    CLASSES.set(classes);
    loadedClasses = classes;
  }
  const safe = to - LOOK_AHEAD;
  let { elements, components } = message;
  let row = message.count * ROW;
  let p = result.next;
  let next = p;
  let firstElement = elements;
  let firstComponent = components;
  let isService = false;
  while (p < safe && !isService) {
    if (words.getInt16(p) === CR_LF) p += 2;
    else if (words.getInt8(p) === LF) p += 1;
    const start = p;
    const beginning = words.getInt32(p);
    const tag = beginning >> 8;
    if (!isThreeLetters(tag)) break;
    if (tag === stopBefore) {
      next = start;
      break;
    }
    p += 3;
    let kind = CLASSES[beginning & 0xff]!;
    if (kind !== ELEMENT && kind !== TERMINATOR) break;
    let valueStart = 0;
    while (kind <= TERMINATOR) {
      // Each separator leaves the same behind, but that a component begins no element: a processor foretells branches badly here.
      elemComp[elements] = components;
      compStart[components] = p + 1;
      if (kind === TERMINATOR) break;
      elements += kind - COMPONENT;
      components++;
      valueStart = ++p;
      kind = DATA;
      while (p < safe) {
        const four = words.getInt32(p, true);
        if ((kind = CLASSES[four & 0xff]!) !== DATA) break;
        if ((kind = CLASSES[(four >>> 8) & 0xff]!) !== DATA) {
          p += 1;
          break;
        }
        if ((kind = CLASSES[(four >>> 16) & 0xff]!) !== DATA) {
          p += 2;
          break;
        }
        if ((kind = CLASSES[four >>> 24]!) !== DATA) {
          p += 3;
          break;
        }
        p += 4;
      }
      if (kind === DATA) break;
    }
    // A separator before the terminator is to be noted.
    if (kind !== TERMINATOR || p === valueStart || p - start > LONGEST_SEGMENT) break;
    rows[row] = tag;
    rows[row + ROW_START] = start;
    rows[row + ROW_ELEMENT] = firstElement;
    rows[row + ROW_STATE] = 0;
    row += ROW;
    firstElement = ++elements;
    firstComponent = ++components;
    next = ++p;
    isService = isServiceTag(tag);
  }
  rows[row + ROW_ELEMENT] = firstElement;
  message.count = row / ROW;
  message.elements = firstElement;
  message.components = firstComponent;
  result.next = next;
  if (isService) result.stop = STOP.service;
}

/** Cuts the next segment, whatever it is made of. Answers whether to go on: false at a stop, and when more input is needed. */
function cutAny(
  message: SegmentedMessage,
  classes: ByteClasses,
  range: { readonly to: number; readonly atEnd: boolean },
  result: LexResult,
): boolean {
  const { to, atEnd } = range;
  const { bytes, rows, elemComp, compStart, elements: firstElement, components: firstComponent } = message;
  const start = skipToSegment(message, classes, result.next, to);
  result.next = start;
  if (message.hasTentativeNotes) message.keepNotes();
  if (start >= to) return false;
  let elements = firstElement;
  let components = firstComponent;
  readTag(message, classes, start, to);
  const { tag } = foundTag;
  let unclean = foundTag.wrapped ? 1 : 0;
  let p = foundTag.end;
  if (foundTag.parted) {
    message.note(NOTE.badTag, start);
    elemComp[elements++] = components;
    compStart[components++] = ++p;
  }
  let next = -1;
  while (p < to) {
    const kind = classes[bytes[p]!]!;
    if (kind === DATA) {
      p++;
    } else if (kind === ELEMENT) {
      p++;
      elemComp[elements++] = components;
      compStart[components++] = p;
    } else if (kind === COMPONENT) {
      p++;
      compStart[components++] = p;
    } else if (kind === TERMINATOR) {
      next = p + 1;
      break;
    } else {
      if (kind !== ODD || isControl(bytes[p]!)) unclean = 1;
      if (p - start > LAST_NOTED) {
        p = kind === RELEASE ? Math.min(p + 2, to) : p + 1;
        continue;
      }
      const after = passRare(message, classes, p, range);
      if (after < 0) {
        next = -after;
        break;
      }
      p = after;
    }
  }
  if (next < 0 && !atEnd && to - start <= LONGEST_SEGMENT) {
    if (message.hasTentativeNotes) message.dropNotes();
    return false;
  }
  if (next < 0 || p - start > LONGEST_SEGMENT) {
    const tooLong = (next < 0 ? to : p) - start > LONGEST_SEGMENT;
    p = tooLong ? cutPosition(bytes, classes, start + LONGEST_SEGMENT) : trimEnd(bytes, start, to); // ended by the end of the input: what it speaks of is kept all the same
    message.note(tooLong ? NOTE.truncatedSegment : NOTE.lostTerminator, p);
    next = tooLong ? p : to;
    if (tooLong) result.stop = STOP.tooLong;
    while (components > firstComponent && compStart[components - 1]! > p) components--;
    while (elements > firstElement && elemComp[elements - 1]! >= components) elements--;
  }
  if (tag === TAG_INVALID) message.note(NOTE.badTag, start);
  else if (components > firstComponent && compStart[components - 1] === p) {
    message.note(NOTE.trailingSeparator, p - 1);
  }
  const row = message.count * ROW;
  rows[row] = tag;
  rows[row + ROW_START] = start;
  rows[row + ROW_ELEMENT] = firstElement;
  rows[row + ROW_STATE] = unclean;
  elemComp[elements++] = components;
  compStart[components++] = p + 1;
  rows[row + ROW + ROW_ELEMENT] = elements;
  message.count++;
  message.elements = elements;
  message.components = components;
  result.next = next;
  if (result.stop === STOP.starved && isServiceTag(tag)) result.stop = STOP.service;
  return result.stop === STOP.starved;
}

/**
 * A byte inside a segment that is neither data nor a separator. Answers the position after it; or, where a line break
 * stands for a lost terminator, the negative position of the next segment.
 */
function passRare(
  message: SegmentedMessage,
  classes: ByteClasses,
  p: number,
  range: { readonly to: number; readonly atEnd: boolean },
): number {
  const { to, atEnd } = range;
  const { bytes } = message;
  const kind = classes[bytes[p]!]!;
  if (kind === RELEASE) return skipReleased(message, classes, p, to, atEnd);
  if (kind === LINE_BREAK) {
    const after = skipLineBreaks(bytes, p, to);
    if (after + 4 > to && !atEnd) return to;
    if (!startsSegment(bytes, classes, after, to)) return after;
    message.note(NOTE.lostTerminator, p);
    return -after;
  }
  const isRepetition = kind === ODD && bytes[p] === message.characters.repetition;
  if (isRepetition) message.note(NOTE.repetition, p);
  else message.note(kind === HIGH ? NOTE.highByte : NOTE.oddCharacter, p);
  return p + 1;
}

/** Whether a byte shows nothing and says nothing: in a value it is left out. */
function isControl(byte: number): boolean {
  return byte < 0x20 || byte === 0x7f;
}

/** Skips line breaks, blanks and control characters before a segment, and empty segments. */
function skipToSegment(message: SegmentedMessage, classes: ByteClasses, from: number, to: number): number {
  const bytes = message.bytes;
  let p = from;
  for (; p < to; p++) {
    const byte = bytes[p]!;
    const kind = classes[byte]!;
    if (kind === TERMINATOR) {
      message.note(NOTE.emptySegment, p);
    } else if (byte > 0x20 || (kind >= COMPONENT && kind <= RELEASE)) {
      return p;
    } else if (byte !== 0x20 && kind !== LINE_BREAK && byte !== 0x09) {
      message.note(NOTE.controlCharacter, p);
    }
  }
  return p;
}

/** `parted`: a component separator at `end` stands for the element separator. */
type FoundTag = { tag: number; end: number; wrapped: boolean; parted: boolean };
const foundTag: FoundTag = { tag: 0, end: 0, wrapped: false, parted: false };

/** The slow way to a tag, into `foundTag`: broken by a line end, followed by a nesting composite, or no tag at all. */
function readTag(message: SegmentedMessage, classes: ByteClasses, from: number, until: number): void {
  const bytes = message.bytes;
  const to = Math.min(until, from + LAST_NOTED);
  let tag = 0;
  let length = 0;
  let p = from;
  foundTag.wrapped = false;
  foundTag.parted = false;
  for (; p < to; p++) {
    const byte = bytes[p]!;
    const kind = classes[byte]!;
    if (kind === LINE_BREAK) {
      foundTag.wrapped = true;
      continue;
    }
    if (kind !== DATA && kind !== ODD) break;
    tag = (tag << 8) | byte;
    if (++length > 3) break;
  }
  const valid = length === 3 && isUpperAlphanumeric(tag);
  foundTag.tag = valid ? tag : TAG_INVALID;
  if (valid && p < to && classes[bytes[p]!]! === COMPONENT) {
    // Explicit nesting (v4): the tag is a composite; its further components, all numbers, say nothing here.
    let q = p;
    while (q < to && (classes[bytes[q]!]! === COMPONENT || isDigit(bytes[q]!))) q++;
    foundTag.parted = q < to && classes[bytes[q]!]! !== ELEMENT && classes[bytes[q]!]! !== TERMINATOR;
    if (!foundTag.parted) p = q;
  }
  foundTag.end = p;
}

function isDigit(byte: number): boolean {
  return byte >= 0x30 && byte <= 0x39;
}

function isUpperAlphanumeric(tag: number): boolean {
  for (let shift = 0; shift <= 16; shift += 8) {
    const byte = (tag >> shift) & 0xff;
    if (!((byte >= 0x41 && byte <= 0x5a) || isDigit(byte))) return false;
  }
  return true;
}

/** Position after the character that the release at `at` releases; line breaks between the two are wrapping. */
function skipReleased(
  message: SegmentedMessage,
  classes: ByteClasses,
  at: number,
  to: number,
  atEnd: boolean,
): number {
  const released = skipLineBreaks(message.bytes, at + 1, to);
  if (released >= to) {
    if (atEnd) message.note(NOTE.releaseAtEnd, at);
    return to;
  }
  const byte = message.bytes[released]!;
  const kind = classes[byte]!;
  const needed = (kind >= COMPONENT && kind <= RELEASE) || byte === message.characters.repetition;
  if (!needed) message.note(NOTE.needlessRelease, at);
  if (kind === HIGH) message.note(NOTE.highByte, released);
  return released + 1;
}

function skipLineBreaks(bytes: Uint8Array, from: number, to: number): number {
  let p = from;
  while (p < to && (bytes[p] === 0x0d || bytes[p] === 0x0a)) p++;
  return p;
}

/** Whether a known tag and an element separator stand at `at`: there a segment begins whose predecessor lost its end. */
function startsSegment(bytes: Uint8Array, classes: ByteClasses, at: number, to: number): boolean {
  if (at + 4 > to || classes[bytes[at + 3]!]! !== ELEMENT) return false;
  return isKnownTag((bytes[at]! << 16) | (bytes[at + 1]! << 8) | bytes[at + 2]!);
}

/** Where to cut an overlong segment: not inside of a character, nor between a release character and what it releases. */
function cutPosition(bytes: Uint8Array, classes: ByteClasses, end: number): number {
  const at = characterBefore(bytes, end);
  let run = at;
  while (classes[bytes[run - 1]!]! === RELEASE) run--;
  return (at - run) % 2 === 0 ? at : at - 1;
}

/** `end`, or where the character of UTF-8 begins that goes on behind it. */
function characterBefore(bytes: Uint8Array, end: number): number {
  for (let length = 1; length <= 3; length++) {
    const byte = bytes[end - length]!;
    if (byte >= 0xc0) return (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) > length ? end - length : end;
    if (byte < 0x80) return end;
  }
  return end;
}

/** The end of the data without the blanks, line breaks and control characters after it. */
function trimEnd(bytes: Uint8Array, start: number, to: number): number {
  let p = to;
  while (p > start && bytes[p - 1]! <= 0x20) p--;
  return p;
}

/**
 * The position after the terminator of the segment that goes on at `from`. `found` is false when there is none before `to`:
 * then it is where to look again with more input (`atEnd`: there will be none).
 */
export function findSegmentEnd(
  bytes: Uint8Array,
  characters: ServiceCharacters,
  range: { readonly from: number; readonly to: number; readonly atEnd: boolean },
): { readonly position: number; readonly found: boolean } {
  const { from, to, atEnd } = range;
  for (let p = from; p < to; p++) {
    if (bytes[p] === characters.release) {
      if (p + 1 >= to && !atEnd) return { position: p, found: false };
      p++;
    } else if (bytes[p] === characters.terminator) {
      return { position: p + 1, found: true };
    }
  }
  return { position: to, found: false };
}
