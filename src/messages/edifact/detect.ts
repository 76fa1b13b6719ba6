// Finds where an interchange begins in a transmission, and which service characters it uses.
import {
  DEFAULT_CHARACTERS,
  isAlphanumeric,
  LEVEL_B_CHARACTERS,
  readServiceCharacters,
} from "./service-characters.ts";
import type { ServiceCharacters } from "./service-characters.ts";

/** Bytes looked at after UNB to find the terminator that no UNA states. */
export const LOOKAHEAD_BYTES = 1024;
/** Most bytes between the end of UNA and UNB (edifact.md 1.1: UNB within 40 bytes of UNA). */
const MAX_UNA_GAP = 31;

/** Where an interchange (or a message without one) begins. */
export type Beginning = {
  /** Position of UNA, or of UNB / UNH where there is no UNA. */
  readonly start: number;
  /** Position of UNB, UIB or UNH. */
  readonly header: number;
  readonly characters: ServiceCharacters;
  /** UNA is there but cannot be used (CONTRL code 20). */
  readonly badServiceString: boolean;
  /** The message stands without interchange header. */
  readonly headless: boolean;
};

/** What the search found: a beginning; or nothing before `searched`, from where to go on when more input is there. */
export type Detection = { readonly beginning: Beginning | null; readonly searched: number };

const LINE_FEED = 0x0a;
const RETURN = 0x0d;

/** The next `count` bytes or so from `at` without line breaks (as a latin1 string), for looking at wrapped headers. */
function peek(bytes: Buffer, at: number, limit: number, count: number): string {
  const text = bytes.toString("latin1", at, Math.min(limit, at + count));
  if (!text.includes("\n") && !text.includes("\r")) return text;
  const wider = bytes.toString("latin1", at, Math.min(limit, at + 3 * count));
  return wider.replace(/[\r\n]+/g, "").slice(0, count);
}

const messageTypes = "PAXLST|CUSRES|PNRGOV|ACKRES|GOVREQ|CONTRL";
const interchangeStart = /^U[NI]B[^A-Za-z0-9\s\0][A-Z]{4}(?![A-Za-z])/;
const headlessStart = new RegExp(
  `^UNH([^A-Za-z0-9\\s\\0])[^\\r\\n]{1,14}?\\1(?:${messageTypes})[^A-Za-z0-9]`,
);

/**
 * Searches `bytes[from..to)` for the next UNA with its UNB, UNB alone, or a message header that has lost its interchange.
 * Unless `atEnd`, a candidate too near to the end of the input waits for more.
 */
export function findBeginning(bytes: Buffer, from: number, to: number, atEnd: boolean): Detection {
  let p = from;
  for (;;) {
    if (bytes[p] !== 0x55) p = bytes.indexOf(0x55, p);
    if (p < 0 || p >= to) return { beginning: null, searched: to };
    if (!atEnd && to - p < LOOKAHEAD_BYTES) return { beginning: null, searched: p };
    const beginning = beginningAt(bytes, p, to);
    if (beginning !== null) return { beginning, searched: p };
    p++;
  }
}

/** The beginning of an interchange or bare message that stands at `at`, with its first byte U; null when none does. */
export function beginningAt(bytes: Buffer, at: number, to: number): Beginning | null {
  return isServiceString(bytes, at) || isHeader(bytes, at, to) ? candidateAt(bytes, at, to) : null;
}

/** Whether `UNA` stands at `at`: it is never wrapped. Two letters after it make it part of a word (UNAVAILABLE). */
function isServiceString(bytes: Buffer, at: number): boolean {
  if (bytes[at + 1] !== 0x4e || bytes[at + 2] !== 0x41) return false;
  return !isAlphanumeric(bytes[at + 3] ?? 0) || !isAlphanumeric(bytes[at + 4] ?? 0);
}

/** Whether `UNB`, `UIB` or `UNH` and a separator stand at `at`, perhaps over line breaks: few candidates get further. */
function isHeader(bytes: Buffer, at: number, to: number): boolean {
  let p = at;
  let letters = 0;
  for (let found = 1; found < 4; found++) {
    p++;
    while (p < to && (bytes[p] === LINE_FEED || bytes[p] === RETURN)) p++;
    if (p >= to) return false;
    const byte = bytes[p]!;
    if (found === 3) return !isAlphanumeric(byte) && byte !== 0x20;
    letters = (letters << 8) | byte;
    if (found === 1 && byte !== 0x4e && byte !== 0x49) return false;
    if (found === 2 && letters !== 0x4e42 && letters !== 0x4942 && letters !== 0x4e48) return false;
  }
  return false;
}

function candidateAt(bytes: Buffer, at: number, to: number): Beginning | null {
  if (isPlainBeginning(bytes, at, to)) {
    return {
      start: at,
      header: at,
      characters: DEFAULT_CHARACTERS,
      badServiceString: false,
      headless: false,
    };
  }
  if (bytes[at + 1] === 0x4e && bytes[at + 2] === 0x41 && at + 12 <= to)
    return afterServiceString(bytes, at, to);
  const head = peek(bytes, at, Math.min(to, at + 96), 40);
  if (interchangeStart.test(head)) {
    const characters = detectCharacters(bytes, at, to);
    return { start: at, header: at, characters, badServiceString: false, headless: false };
  }
  if (headlessStart.test(head)) {
    const characters = detectCharacters(bytes, at, to);
    return { start: at, header: at, characters, badServiceString: false, headless: true };
  }
  return null;
}

/** Longest UNB looked at for the quick way. */
const PLAIN_HEADER_BYTES = 200;

/** The usual case without making strings: `UNB+UNOA:` under the default characters, whose first `'` is followed by UNG or UNH. */
function isPlainBeginning(bytes: Buffer, at: number, to: number): boolean {
  const { component, element, terminator } = DEFAULT_CHARACTERS;
  if (at + 16 > to || bytes[at + 1] !== 0x4e || bytes[at + 2] !== 0x42) return false;
  if (bytes[at + 3] !== element || bytes[at + 8] !== component) return false;
  for (let p = at + 4; p < at + 8; p++) if (bytes[p]! < 0x41 || bytes[p]! > 0x5a) return false;
  const limit = Math.min(to - 8, at + PLAIN_HEADER_BYTES);
  let p = at + 9;
  while (p < limit && bytes[p] !== terminator) {
    if (bytes[p]! < 0x20) return false;
    p++;
  }
  if (p >= limit) return false;
  p++;
  while (bytes[p] === RETURN || bytes[p] === LINE_FEED) p++;
  const follower = bytes[p + 2] === 0x47 || bytes[p + 2] === 0x48;
  return bytes[p] === 0x55 && bytes[p + 1] === 0x4e && follower && bytes[p + 3] === element;
}

/** Whether `UNB+UNOA` and no further letter stand at `at`, on one line: as `interchangeStart`, without making a string. */
function startsInterchange(bytes: Buffer, at: number, to: number): boolean {
  if (at + 9 > to || (bytes[at + 1] !== 0x4e && bytes[at + 1] !== 0x49) || bytes[at + 2] !== 0x42)
    return false;
  // Line breaks and other control characters, but for the separators of level B.
  if (bytes[at + 3]! < 0x1c || bytes[at + 8]! < 0x1c) return false;
  for (let p = at + 4; p < at + 8; p++) if (bytes[p]! < 0x41 || bytes[p]! > 0x5a) return false;
  const letter = bytes[at + 8]! | 0x20;
  return letter < 0x61 || letter > 0x7a;
}

/** UNA at `at`: the beginning when UNB (or a bare UNH) follows it, else null. */
function afterServiceString(bytes: Buffer, at: number, to: number): Beginning | null {
  for (let p = at + 8; p <= at + 9 + MAX_UNA_GAP && p < to; p++) {
    if (bytes[p] !== 0x55 || !isHeader(bytes, p, to)) continue;
    if (p >= at + 9 && startsInterchange(bytes, p, to)) {
      const characters = readServiceCharacters(bytes, at + 3);
      if (characters !== null && bytes[p + 3] === characters.element) {
        return { start: at, header: p, characters, badServiceString: false, headless: false };
      }
    }
    const head = peek(bytes, p, Math.min(to, p + 96), 40);
    const headless = headlessStart.test(head);
    if (!interchangeStart.test(head) && !headless) continue;
    const stated = p < at + 9 ? null : readServiceCharacters(bytes, at + 3);
    const usable = stated !== null && head.charCodeAt(3) === stated.element;
    const characters = usable ? stated : detectCharacters(bytes, p, to, at);
    return { start: at, header: p, characters, badServiceString: !usable, headless };
  }
  return null;
}

/** What must follow the first terminator, so that the byte before it is recognised as the terminator. */
const followers = new Set(["UNG", "UNH", "UIH", "UNZ", "BGM", "MSG", "UCI"]);

/**
 * The service characters of a header without UNA (edifact.md 1.1 rule 3). Looked at are the LOOKAHEAD_BYTES after `start`,
 * which are there however the input arrives.
 */
function detectCharacters(bytes: Buffer, at: number, to: number, start = at): ServiceCharacters {
  const text = peek(bytes, at, Math.min(to, start + LOOKAHEAD_BYTES), LOOKAHEAD_BYTES);
  const element = text.charCodeAt(3);
  if (element === LEVEL_B_CHARACTERS.element) return LEVEL_B_CHARACTERS;
  const component = componentSeparator(text, element);
  const terminator = terminatorBefore(text, element, component);
  const isDefault =
    element === DEFAULT_CHARACTERS.element &&
    component === DEFAULT_CHARACTERS.component &&
    terminator === DEFAULT_CHARACTERS.terminator;
  if (isDefault) return DEFAULT_CHARACTERS;
  const taken = [element, component, terminator].includes(DEFAULT_CHARACTERS.release);
  return {
    component,
    element,
    decimal: DEFAULT_CHARACTERS.decimal,
    release: taken ? -1 : DEFAULT_CHARACTERS.release,
    repetition: -1,
    terminator,
  };
}

/** The first byte after the syntax identifier (UNB+UNOA:) or, in UNH, after the message type. */
function componentSeparator(text: string, element: number): number {
  const start = text.startsWith("UNH") ? text.indexOf(String.fromCharCode(element), 4) + 1 : 4;
  for (let i = start; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (isAlphanumeric(code)) continue;
    return code === element || code <= 0x20 ? DEFAULT_CHARACTERS.component : code;
  }
  return DEFAULT_CHARACTERS.component;
}

function terminatorBefore(text: string, element: number, component: number): number {
  const separator = String.fromCharCode(element);
  let end = text.indexOf(separator, 7);
  while (end >= 0 && !followers.has(text.slice(end - 3, end))) end = text.indexOf(separator, end + 1);
  let before = end - 4;
  while (before > 0 && text.charCodeAt(before) <= 0x20 && text.charCodeAt(before) !== 0x1c) before--;
  const code = before > 3 ? text.charCodeAt(before) : -1;
  if (code < 0 || code >= 0x80 || isAlphanumeric(code) || code === element || code === component) {
    return DEFAULT_CHARACTERS.terminator;
  }
  return code;
}
