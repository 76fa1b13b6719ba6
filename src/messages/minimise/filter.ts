// Takes out of a message's source what the law does not admit, as byte ranges, and counts what it took.
import { CUT_MARK } from "../edifact/cut-mark.ts";
import type { SegmentedMessage } from "../edifact/segments.ts";
import { TAG_INVALID } from "../edifact/tags.ts";
import type { FindingCollector } from "../findings.ts";
import type { Cut, CutReason } from "../message.ts";
import { hasCardNumber, hiddenDigits } from "./cards.ts";
import { hasSensitiveService, hasSensitiveTerm, SUSPICION, suspicionOf } from "./text.ts";

const MARK_BYTES = Buffer.from(CUT_MARK, "latin1");

const SLASH = 0x2f;
const isDigit = (byte: number): boolean => byte >= 0x30 && byte <= 0x39;

const SHORTEST_CARD = 13;
const LONGEST_TELEPHONE = 15;

/** Why free text may not be kept, or null when it may: sensitive words, a card number (pnrgov.md §8). */
function textReason(
  message: SegmentedMessage,
  s: number,
  range: TextRange,
  shortestCard: number,
): CutReason | null {
  const plain = !message.isDirty(s);
  const suspicion = plain
    ? suspicionOf(message.bytes, range.start, range.end)
    : SUSPICION.word | SUSPICION.card;
  if (suspicion === SUSPICION.none) return null;
  if ((suspicion & SUSPICION.surely) !== 0) return "sensitive-text";
  const text = message.slice(s, range.start, range.end);
  if ((suspicion & SUSPICION.word) !== 0 && hasSensitiveTerm(text)) return "sensitive-text";
  return (suspicion & SUSPICION.card) !== 0 && hasCardNumber(text, shortestCard) ? "card-number" : null;
}

/**
 * Collects the cuts of one message. Positions are those of the segment table (`message.bytes`); cuts are in bytes of the
 * delivered input. Whatever a method cuts must not reach the model.
 */
export class SourceFilter {
  readonly #cuts: Cut[] = [];
  #services = 0;
  #texts = 0;
  #cards = 0;
  #others = 0;

  /** Cuts the positions `start`..`end`, unless nothing or only the mark of an earlier cut stands there. */
  cut(message: SegmentedMessage, start: number, end: number, reason: CutReason): void {
    if (start >= end || isMark(message.bytes, start, end)) return;
    this.#cuts.push({ start: message.absolute(start), end: message.absolute(end), reason });
    if (reason === "sensitive-service") this.#services++;
    else if (reason === "sensitive-text") this.#texts++;
    else if (reason === "card-number") this.#cards++;
    else this.#others++;
  }

  /** Cuts the elements of a segment from element `from` (1) on. */
  cutElements(message: SegmentedMessage, s: number, from: number, reason: CutReason): void {
    if (message.elementCount(s) < from) return;
    this.cut(message, elementStart(message, s, from), message.end(s), reason);
  }

  /**
   * Cuts a segment that nothing reads. Where what stands in the place of its tag is none, a terminator inside a text may have
   * left it there: it goes too.
   */
  cutUnread(message: SegmentedMessage, s: number): void {
    if (message.tag(s) !== TAG_INVALID) this.cutElements(message, s, 1, "not-admitted");
    else this.dropText(message, s, { start: message.start(s), end: message.end(s) });
  }

  /** What stands in the place of a tag that is none, of a segment that is read all the same: as `mayKeep`. */
  mayKeepTag(message: SegmentedMessage, s: number): boolean {
    return this.mayKeep(message, s, { start: message.start(s), end: elementStart(message, s, 1) - 1 });
  }

  /** Cuts free text that no element admits; the reason says sensitive where it is. Nothing happens where it is empty. */
  dropText(message: SegmentedMessage, s: number, range: TextRange): void {
    if (range.start >= range.end || isMark(message.bytes, range.start, range.end)) return;
    const reason = textReason(message, s, range, SHORTEST_CARD) ?? "not-admitted";
    this.cut(message, range.start, range.end, reason);
  }

  /** Free text that an element admits: the text, or null when it is empty or had to be cut whole. */
  admitText(message: SegmentedMessage, s: number, range: TextRange): string | null {
    return this.mayKeep(message, s, range) ? message.slice(s, range.start, range.end) : null;
  }

  /** As `admitText`, for text with telephone numbers: they are not taken for card numbers. */
  admitContact(message: SegmentedMessage, s: number, range: TextRange): string | null {
    if (!this.#admit(message, s, range, LONGEST_TELEPHONE + 1)) return null;
    return message.slice(s, range.start, range.end);
  }

  /** As `mayKeep`, for text with telephone numbers. */
  mayKeepContact(message: SegmentedMessage, s: number, range: TextRange): boolean {
    return this.#admit(message, s, range, LONGEST_TELEPHONE + 1);
  }

  /** As `mayKeep`, for text with ticket or customer numbers, which may look like card numbers. */
  mayKeepNumbers(message: SegmentedMessage, s: number, range: TextRange): boolean {
    return this.#admit(message, s, range, Number.POSITIVE_INFINITY);
  }

  /** As `mayKeep`, for a name with what stands beside it: no words are looked for but codes of services (WCHR). */
  mayKeepName(message: SegmentedMessage, s: number, range: TextRange): boolean {
    if (range.start >= range.end || isMark(message.bytes, range.start, range.end)) return false;
    if (!message.isDirty(s) && suspicionOf(message.bytes, range.start, range.end) === SUSPICION.none)
      return true;
    const text = message.slice(s, range.start, range.end);
    const reason = hasSensitiveService(text) ? "sensitive-text" : hasCardNumber(text) ? "card-number" : null;
    if (reason !== null) this.cut(message, range.start, range.end, reason);
    return reason === null;
  }

  /**
   * Cuts what stands in the values from component `c` of element `e` to the end of the segment and is text, of a segment
   * whose values stay in the source though nothing reads them: codes, amounts and numbers. `lastElement`: where it ends.
   */
  keepCodes(message: SegmentedMessage, s: number, e: number, lastElement = message.elementCount(s)): void {
    if (lastElement < e) return;
    const end = elementEnd(message, s, lastElement);
    const isPlain = !message.isDirty(s) && areCodes(message.bytes, elementStart(message, s, e), end);
    if (isPlain) return;
    for (let at = e; at <= lastElement; at++) {
      for (let c = 1, parts = message.componentCount(s, at); c <= parts; c++) {
        const range = componentRange(message, s, at, c);
        if (isCode(message.slice(s, range.start, range.end).trim())) this.mayKeep(message, s, range);
        else this.dropText(message, s, range);
      }
    }
  }

  /** Cuts a number of a payment card, and the text around it, from a value that else may be anything. False where it was. */
  mayKeepUnlessCard(message: SegmentedMessage, s: number, e: number, c: number): boolean {
    const { start, end } = componentRange(message, s, e, c);
    if (end - start < SHORTEST_CARD) return true;
    const isPlain = !message.isDirty(s);
    if (isPlain && (suspicionOf(message.bytes, start, end) & SUSPICION.card) === 0) return true;
    if (!hasCardNumber(message.slice(s, start, end))) return true;
    this.cut(message, start, end, "card-number");
    return false;
  }

  /** Whether free text that an element admits may stay; false when it is empty or was cut. */
  mayKeep(message: SegmentedMessage, s: number, range: TextRange): boolean {
    return this.#admit(message, s, range, SHORTEST_CARD);
  }

  #admit(message: SegmentedMessage, s: number, range: TextRange, shortestCard: number): boolean {
    if (range.start >= range.end || isMark(message.bytes, range.start, range.end)) return false;
    const reason = textReason(message, s, range, shortestCard);
    if (reason === null) return true;
    this.cut(message, range.start, range.end, reason);
    return false;
  }

  /** Cuts the digits of an account number that may not be shown (see `hiddenDigits`). */
  cutCardDigits(message: SegmentedMessage, s: number, range: TextRange): void {
    const { start, end } = range;
    if (end - start >= SHORTEST_CARD && isAllDigits(message.bytes, start, end)) {
      this.cut(message, start + 6, end - 4, "card-number");
      return;
    }
    const hidden = hiddenDigits(message.slice(s, start, end));
    if (hidden === null) return;
    const at: number[] = [];
    for (let p = range.start; p < range.end; p++) if (isDigit(message.bytes[p]!)) at.push(p);
    this.cut(message, at[hidden[0]]!, at[hidden[1] - 1]! + 1, "card-number");
  }

  /** Cuts the items `from`..`to` (1 = after the leading slash) of a slash-separated text, and no slash around them. */
  cutItems(message: SegmentedMessage, range: TextRange, from: number, to = Number.POSITIVE_INFINITY): void {
    const { bytes } = message;
    let p = range.start;
    while (p < range.end && (bytes[p]! <= 0x20 || bytes[p] === SLASH)) {
      if (bytes[p++] === SLASH) break;
    }
    let item = 1;
    let start = from === 1 ? p : -1;
    for (; p < range.end && item <= to; p++) {
      if (bytes[p] !== SLASH) continue;
      if (item === to) break;
      item++;
      if (item === from) start = p + 1;
    }
    if (start < 0) return;
    if (bytes[p - 1] === message.characters.release && p < range.end) p--;
    this.cut(message, start, p, "not-admitted");
  }

  /** Adds one finding for each kind of removal, and gives the cuts in order. */
  finish(findings: FindingCollector): readonly Cut[] {
    const place = { segment: null, tag: null, offset: null };
    if (this.#services + this.#texts > 0) {
      findings.add("PN18", place, { services: this.#services, texts: this.#texts });
    }
    if (this.#cards > 0) findings.add("CARD_MASKED", place, { count: this.#cards });
    if (this.#others > 0) findings.add("NOT_ADMITTED", place, { count: this.#others });
    return inOrder(this.#cuts);
  }
}

/** Longest code or number that a segment holds which nothing reads. */
const LONGEST_CODE = 20;
const isCode = (text: string): boolean =>
  text.length <= LONGEST_CODE && !/[\s\p{Cc}]|[A-Za-z]{6}|[^\p{ASCII}]/u.test(text);

/** Letters in a row that a code has at most: more are a word. */
const LONGEST_LETTERS = 5;

/** Whether bytes hold nothing but ASCII without blanks, in values too short for a card number, and no word to be looked at. */
function areCodes(bytes: Uint8Array, start: number, end: number): boolean {
  let length = 0;
  let letters = 0;
  for (let p = start; p < end; p++) {
    const byte = bytes[p]!;
    const isOther = byte <= 0x20 || byte > 0x7e;
    letters = (byte >= 0x41 && byte <= 0x5a) || (byte >= 0x61 && byte <= 0x7a) ? letters + 1 : 0;
    if (isOther || ++length >= SHORTEST_CARD || letters > LONGEST_LETTERS) return false;
    if (byte < 0x30) length = 0;
    else if (byte === 0x3a) length = 0;
  }
  return suspicionOf(bytes, start, end) === SUSPICION.none;
}

/** Where the value of component `c` of element `e` stands; empty where there is none. */
export function componentRange(message: SegmentedMessage, s: number, e: number, c: number): TextRange {
  const k = message.component(s, e, c);
  if (k < 0) return { start: 0, end: 0 };
  return { start: message.compStart[k]!, end: message.compStart[k + 1]! - 1 };
}

function isAllDigits(bytes: Uint8Array, start: number, end: number): boolean {
  for (let p = start; p < end; p++) if (!isDigit(bytes[p]!)) return false;
  return true;
}

/** Positions of a text within a segment. */
export type TextRange = { readonly start: number; readonly end: number };

/** Where element `e` begins. */
export function elementStart(message: SegmentedMessage, s: number, e: number): number {
  return message.compStart[message.elemComp[message.firstElement(s) + e - 1]!]!;
}

/** Where element `e` ends (at its separator or the terminator). */
export function elementEnd(message: SegmentedMessage, s: number, e: number): number {
  return message.compStart[message.elemComp[message.firstElement(s) + e]!]! - 1;
}

/** The text from component `c` of element `e` to that element's end: free text may hold unreleased separators. */
export function textFrom(message: SegmentedMessage, s: number, e: number, c: number): TextRange {
  const k = message.component(s, e, c);
  if (k < 0) return { start: 0, end: 0 };
  return { start: message.compStart[k]!, end: elementEnd(message, s, e) };
}

/** The text from element `e` to the end of the segment. */
export function textFromElement(message: SegmentedMessage, s: number, e: number): TextRange {
  if (message.elementCount(s) < e) return { start: 0, end: 0 };
  return { start: elementStart(message, s, e), end: message.end(s) };
}

function isMark(bytes: Uint8Array, start: number, end: number): boolean {
  if (end - start !== MARK_BYTES.length) return false;
  for (let i = 0; i < MARK_BYTES.length; i++) if (bytes[start + i] !== MARK_BYTES[i]) return false;
  return true;
}

/** Sorted, and without ranges that lie in another: two rules may have taken the same bytes. */
export function inOrder(cuts: readonly Cut[]): readonly Cut[] {
  let sorted = true;
  for (let i = 1; i < cuts.length && sorted; i++) sorted = cuts[i]!.start >= cuts[i - 1]!.end;
  if (sorted) return cuts;
  const kept: Cut[] = [];
  for (const cut of cuts.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    const previous = kept.at(-1);
    if (previous === undefined || cut.start >= previous.end) kept.push(cut);
    else if (cut.end > previous.end) kept[kept.length - 1] = { ...previous, end: cut.end };
  }
  return kept;
}
