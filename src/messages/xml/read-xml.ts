// A small reader of XML: elements, attributes and text as events with their byte positions; no entities beyond the five, no DTD.
import { ampersandIn, NAMED_ENTITIES, sharedText } from "./xml-text.ts";
import type { XmlRange } from "./xml-text.ts";

/** An attribute: its name with its prefix, and the bytes between its quotation marks. */
export type XmlAttribute = XmlRange & { readonly name: string };

/** What the reader meets, in document order; positions are those of the bytes given to it. */
export type XmlHandler = {
  /** `at`: where the start tag's `<` stands. */
  readonly open: (name: string, attributes: readonly XmlAttribute[], at: number) => void;
  readonly text: (range: XmlRange) => void;
  /** `end`: just after the end tag (after the start tag of an empty element). */
  readonly close: (name: string, end: number) => void;
  /**
   * Where it is given, what is not well-formed inside the root is told here and reading goes on behind it: a tag keeps
   * the attributes before the damage, an end tag closes what it names and all within that, one that names nothing open
   * closes the innermost element but for the root. `skipped` are the bytes that nothing else tells of. Where it is not
   * given the first fault ends the reading.
   */
  readonly mend?: (fault: XmlFault, skipped: XmlRange) => void;
};

type XmlFaultReason =
  | "not-well-formed"
  | "truncated"
  | "forbidden-construct"
  | "too-deep"
  | "too-large-markup";

/** The first thing wrong. `at` is its byte position, `line` counts from 1; `text` says it in English. */
export type XmlFault = {
  readonly reason: XmlFaultReason;
  readonly text: string;
  readonly at: number;
  readonly line: number;
};

/** Most that is taken: elements within each other, attributes of an element, bytes of a name. */
export type XmlLimits = {
  readonly depth: number;
  readonly attributes?: number;
  readonly nameBytes?: number;
};

const MOST_ATTRIBUTES = 200;
const LONGEST_NAME = 200;

/** What begins like these is no damaged tag. */
const DECLARATIONS = ["<!DOCTYPE", "<!ENTITY", "<!ELEMENT", "<!ATTLIST", "<!NOTATION"];

const LESS = 0x3c;
const GREATER = 0x3e;
const SLASH = 0x2f;
const BANG = 0x21;
const QUESTION = 0x3f;
const EQUALS = 0x3d;
const QUOTE = 0x22;
const APOSTROPHE = 0x27;

/** What a byte may be in a name: 1 anywhere, 2 not at its beginning. Bytes beyond ASCII belong to letters. */
const nameBytes = new Uint8Array(256)
  .fill(1, 0x80)
  .fill(1, 0x41, 0x5b)
  .fill(1, 0x61, 0x7b)
  .fill(2, 0x30, 0x3a);
nameBytes[0x5f] = 1;
nameBytes[0x3a] = 1;
nameBytes[0x2d] = 2;
nameBytes[0x2e] = 2;

const isBlank = (byte: number | undefined): boolean =>
  byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;

/**
 * Reads XML from `from` on until its root element is closed, calling the handler in document order. Answers where it
 * stopped: just after the root, or at the first fault. Refuses document type declarations, and with them external and
 * expanding entities; an entity that does not exist stays in the text as it is written. Memory does not grow with the
 * input but for the names of the elements that are open.
 */
export function readElement(
  bytes: Buffer,
  from: number,
  handler: XmlHandler,
  limits: XmlLimits,
): { readonly end: number; readonly fault: XmlFault | null } {
  const reader = new XmlReader(bytes, from, handler, limits);
  const fault = reader.read();
  return { end: reader.at, fault };
}

/** Reads a whole XML document: as `readElement`, but nothing but comments and blanks may stand around its root. */
export function readXml(bytes: Buffer, handler: XmlHandler, limits: XmlLimits): XmlFault | null {
  const { end, fault } = readElement(bytes, 0, handler, limits);
  if (fault !== null) return fault;
  const { at, fault: behind } = skipMisc(bytes, end);
  if (behind !== null) return behind;
  if (at >= bytes.length) return null;
  const isElement = bytes[at] === LESS && nameBytes[bytes[at + 1] ?? 0] === 1;
  return faultAt(
    bytes,
    at,
    "not-well-formed",
    isElement ? "A second root element." : "Text stands outside the root element.",
  );
}

/** The position after blanks, comments and processing instructions, of which none may be broken off. */
export function skipMisc(
  bytes: Buffer,
  from: number,
): { readonly at: number; readonly fault: XmlFault | null } {
  let at = from;
  for (;;) {
    if (bytes[at] === 0xef && bytes[at + 1] === 0xbb && bytes[at + 2] === 0xbf) at += 3;
    else if (isBlank(bytes[at])) at++;
    else if (bytes[at] === LESS && (bytes[at + 1] === QUESTION || startsWith(bytes, at, "<!--"))) {
      const end = skipAside(bytes, at);
      if (end < 0) return { at, fault: faultAt(bytes, at, "truncated", "The file ends inside a comment.") };
      at = end;
    } else return { at, fault: null };
  }
}

/** The position after the comment or processing instruction at `at`; -1 when it does not end. */
function skipAside(bytes: Buffer, at: number): number {
  const mark = bytes[at + 1] === QUESTION ? "?>" : "-->";
  const end = bytes.indexOf(mark, at + (mark === "?>" ? 2 : 4), "latin1");
  return end < 0 ? -1 : end + mark.length;
}

/** Bytes looked at one by one before the search is worth a call. */
const NEAR = 64;

/** As `bytes.indexOf`: most that is looked for stands near. */
function find(bytes: Buffer, byte: number, from: number): number {
  const near = Math.min(bytes.length, from + NEAR);
  for (let p = from; p < near; p++) if (bytes[p] === byte) return p;
  return bytes.indexOf(byte, near);
}

/** Where the next tag begins or ends; the length of the bytes where none does. */
function nextTag(bytes: Buffer, from: number): number {
  let p = from;
  while (p < bytes.length && bytes[p] !== LESS && bytes[p] !== GREATER) p++;
  return p;
}

/** Whether the name, all of it ASCII, stands at `at` with nothing between it and the end of the tag. */
function isClosing(bytes: Buffer, at: number, name: string): boolean {
  for (let i = 0; i < name.length; i++) {
    const code = name.charCodeAt(i);
    if (code !== bytes[at + i] || code > 0x7f) return false;
  }
  return bytes[at + name.length] === GREATER;
}

function startsWith(bytes: Buffer, at: number, text: string): boolean {
  for (let i = 0; i < text.length; i++) if (bytes[at + i] !== text.charCodeAt(i)) return false;
  return true;
}

function faultAt(bytes: Buffer, at: number, reason: XmlFaultReason, text: string): XmlFault {
  return { reason, text, at, line: 1 + linesIn(bytes, 0, at) };
}

/** Line ends in a range, looked for in nothing else: what follows may be long. */
function linesIn(bytes: Buffer, from: number, to: number): number {
  let lines = 0;
  for (let p = from; p < to; p++) if (bytes[p] === 0x0a) lines++;
  return lines;
}

class XmlReader {
  readonly #bytes: Buffer;
  readonly #handler: XmlHandler;
  readonly #limits: Required<XmlLimits>;
  readonly #open: string[] = [];
  at: number;
  #rootSeen = false;
  /** Up to where line ends were counted, and the line there: faults are met in order. */
  #counted = { at: 0, line: 1 };
  /** Second characters of those asides, comment or processing instruction, of which no more ends. */
  readonly #endless = new Set<number>();
  /** The next end of a tag that was looked for. */
  #nextEnd = -1;

  constructor(bytes: Buffer, from: number, handler: XmlHandler, limits: XmlLimits) {
    this.#bytes = bytes;
    this.#handler = handler;
    this.#limits = { attributes: MOST_ATTRIBUTES, nameBytes: LONGEST_NAME, ...limits };
    this.at = from;
  }

  read(): XmlFault | null {
    const bytes = this.#bytes;
    const { at, fault } = skipMisc(bytes, this.at);
    this.at = at;
    if (fault !== null) return fault;
    while (this.at < bytes.length) {
      const next = find(bytes, LESS, this.at);
      const end = next < 0 ? bytes.length : next;
      const found = this.#characters(end) ?? (next < 0 ? null : this.#markup(next));
      if (found !== null) return found;
      if (next < 0 || (this.#rootSeen && this.#open.length === 0)) break;
    }
    const unclosed = this.#open.at(-1);
    if (unclosed !== undefined)
      return this.#fault("truncated", `The file ends inside <${unclosed}>: it is not complete.`);
    return this.#rootSeen ? null : this.#fault("not-well-formed", "The file holds no element.");
  }

  #characters(end: number): XmlFault | null {
    const start = this.at;
    if (this.#open.length > 0) {
      this.at = end;
      if (end > start) this.#handler.text({ start, end });
      return null;
    }
    for (let p = start; p < end; p++) {
      if (isBlank(this.#bytes[p])) continue;
      this.at = p;
      return this.#fault("not-well-formed", "Text stands outside the root element.");
    }
    this.at = end;
    return null;
  }

  #markup(at: number): XmlFault | null {
    const bytes = this.#bytes;
    const second = bytes[at + 1];
    if (second === SLASH) return this.#closing(at);
    if (second === QUESTION || (second === BANG && startsWith(bytes, at, "<!--"))) {
      const end = this.#endless.has(second) ? -1 : skipAside(bytes, at);
      if (end < 0) {
        this.#endless.add(second);
        return (
          this.#bareLess(at, "A comment or a processing instruction does not end.") &&
          this.#fault("truncated", "The file ends inside a comment or a processing instruction.")
        );
      }
      this.at = end;
      return null;
    }
    if (second !== BANG) return this.#opening(at);
    if (startsWith(bytes, at, "<![CDATA[")) return this.#cdata(at);
    this.at = at;
    const fault = (): XmlFault =>
      this.#fault("forbidden-construct", "The file has a document type declaration. Refused.");
    if (DECLARATIONS.some((word) => startsWith(bytes, at, word))) return fault();
    return this.#bareLess(at, "A tag without a name.") && fault();
  }

  /** A `<` that begins nothing: null where it is skipped. */
  #bareLess(at: number, text: string): XmlFault | null {
    const fault = this.#mended(text, { start: at, end: at + 1 });
    if (fault === null) this.at = at + 1;
    return fault;
  }

  #cdata(at: number): XmlFault | null {
    const end = this.#bytes.indexOf("]]>", at, "latin1");
    if (end < 0) return this.#fault("truncated", "The file ends inside a CDATA section.");
    if (this.#open.length === 0)
      return this.#fault("not-well-formed", "Text stands outside the root element.");
    this.at = end + 3;
    this.#handler.text({ start: at + 9, end, literal: true });
    return null;
  }

  #closing(at: number): XmlFault | null {
    const bytes = this.#bytes;
    const last = this.#open.at(-1);
    if (last !== undefined && isClosing(bytes, at + 2, last)) {
      this.#open.pop();
      this.at = at + last.length + 3;
      this.#handler.close(last, this.at);
      return null;
    }
    const nameEnd = Math.min(this.#nameEnd(at + 2), at + 2 + this.#limits.nameBytes);
    const end = nextTag(bytes, nameEnd);
    if (end >= bytes.length) return this.#fault("truncated", "The file ends inside a closing tag.");
    const name = bytes.toString("utf8", at + 2, nameEnd);
    let blanks = nameEnd;
    while (isBlank(bytes[blanks])) blanks++;
    if (last !== name || blanks !== end || bytes[end] !== GREATER) {
      this.at = at;
      const closed = last === undefined ? "nothing" : `<${last}>`;
      const fault = this.#mended(`</${name.slice(0, 60)}> closes ${closed}.`, { start: nameEnd, end });
      if (fault !== null) return fault;
    }
    this.at = bytes[end] === GREATER ? end + 1 : end;
    const named = last === name ? this.#open.length - 1 : this.#open.lastIndexOf(name);
    this.#closeTo(named >= 0 ? named : Math.max(1, this.#open.length - 1));
    return null;
  }

  /** Closes the innermost elements until `depth` are open. */
  #closeTo(depth: number): void {
    while (this.#open.length > depth) this.#handler.close(this.#open.pop()!, this.at);
  }

  #opening(at: number): XmlFault | null {
    const bytes = this.#bytes;
    this.at = at;
    const nameEnd = this.#nameEnd(at + 1);
    if (nameEnd === at + 1 && this.#canEnd(at)) return this.#bareLess(at, "A tag without a name.");
    if (nameEnd - at - 1 > this.#limits.nameBytes) return this.#tooLarge("A name is too long.");
    const name = sharedText(bytes, at + 1, nameEnd);
    const attributes: XmlAttribute[] = [];
    let p = nameEnd;
    for (;;) {
      const blanks = p;
      while (isBlank(bytes[p])) p++;
      if (p >= bytes.length)
        return this.#fault("truncated", "The file ends inside a tag: it is not complete.");
      if (bytes[p] === GREATER || (bytes[p] === SLASH && bytes[p + 1] === GREATER)) break;
      const attribute = p === blanks ? null : this.#attribute(p);
      if (attribute === null) {
        const end = nextTag(bytes, p);
        if (!this.#canEnd(end))
          return this.#fault("truncated", "The file ends inside a tag: it is not complete.");
        const fault = this.#mended(`The tag <${name}> is malformed.`, { start: p, end }, true);
        if (fault !== null) return fault;
        p = end;
        break;
      }
      if (attributes.length >= this.#limits.attributes)
        return this.#tooLarge("A tag has too many attributes.");
      if (attribute.name.length > this.#limits.nameBytes) return this.#tooLarge("A name is too long.");
      p = attribute.end + 1;
      if (attributes.some((known) => known.name === attribute.name)) {
        // Of a tag that does not end nothing is told but that: what is skipped lies behind the end.
        if (!this.#canEnd(p))
          return this.#fault("truncated", "The file ends inside a tag: it is not complete.");
        const fault = this.#mended(`The tag <${name}> has an attribute twice.`, attribute, true);
        if (fault !== null) return fault;
      } else attributes.push(attribute);
    }
    if (this.#open.length >= this.#limits.depth)
      return this.#fault("too-deep", `Elements are nested more than ${this.#limits.depth} deep.`);
    this.#rootSeen = true;
    const isEmpty = bytes[p] === SLASH || (bytes[p] === GREATER && bytes[p - 1] === SLASH);
    this.at = bytes[p] === SLASH ? p + 2 : bytes[p] === GREATER ? p + 1 : p;
    this.#handler.open(name, attributes, at);
    if (isEmpty) this.#handler.close(name, this.at);
    else this.#open.push(name);
    return null;
  }

  /** The attribute at `from`; null when there is none, or its value does not end. */
  #attribute(from: number): XmlAttribute | null {
    const bytes = this.#bytes;
    const nameEnd = this.#nameEnd(from);
    if (nameEnd === from) return null;
    let p = nameEnd;
    while (isBlank(bytes[p])) p++;
    if (bytes[p] !== EQUALS) return null;
    p++;
    while (isBlank(bytes[p])) p++;
    const quote = bytes[p];
    if (quote !== QUOTE && quote !== APOSTROPHE) return null;
    const start = p + 1;
    let end = start;
    while (end < bytes.length && bytes[end] !== quote && bytes[end] !== LESS) end++;
    if (bytes[end] !== quote) return null;
    return { name: sharedText(bytes, from, nameEnd), start, end };
  }

  #nameEnd(from: number): number {
    const bytes = this.#bytes;
    if (nameBytes[bytes[from] ?? 0] !== 1) return from;
    let p = from + 1;
    while (p < bytes.length && nameBytes[bytes[p]!] !== 0) p++;
    return p;
  }

  #tooLarge(text: string): XmlFault {
    return this.#fault("too-large-markup", text);
  }

  #fault(reason: XmlFaultReason, text: string): XmlFault {
    const at = Math.min(this.at, this.#bytes.length);
    const { at: counted, line } = this.#counted;
    this.#counted = { at, line: line + linesIn(this.#bytes, counted, at) };
    return { reason, text, at, line: this.#counted.line };
  }

  /** What is not well-formed here: null where the handler takes it, and reading goes on. */
  #mended(text: string, skipped: XmlRange, isInside = this.#open.length > 0): XmlFault | null {
    const fault = this.#fault("not-well-formed", text);
    const { mend } = this.#handler;
    if (mend === undefined || !isInside) return fault;
    mend(fault, { start: skipped.start, end: skipped.end });
    return null;
  }

  /** Whether a tag that begins before `from` can end: looked for once, not anew for each of many tags. */
  #canEnd(from: number): boolean {
    if (this.#nextEnd < from) {
      const found = this.#bytes.indexOf(GREATER, from);
      this.#nextEnd = found < 0 ? Number.POSITIVE_INFINITY : found;
    }
    return this.#nextEnd < this.#bytes.length;
  }
}

/** Where in the range the first entity stands that is neither predefined nor a character; -1 where there is none. */
export function unknownEntity(bytes: Buffer, range: XmlRange): number {
  if (range.literal === true) return -1;
  const { start, end } = range;
  for (let p = ampersandIn(bytes, start, end); p < end; p = ampersandIn(bytes, p + 1, end)) {
    const name = /^&([A-Za-z_][\w.-]{0,40});/.exec(
      bytes.toString("latin1", p, Math.min(range.end, p + 44)),
    )?.[1];
    if (name !== undefined && !NAMED_ENTITIES.has(name)) return p;
  }
  return -1;
}
