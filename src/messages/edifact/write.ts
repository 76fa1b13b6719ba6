// Writes interchanges: values released, trailing empties left out, counts and references of the trailers computed.
import { beginningAt, LOOKAHEAD_BYTES } from "./detect.ts";
import { DEFAULT_CHARACTERS } from "./service-characters.ts";
import type { ServiceCharacters } from "./service-characters.ts";
import { isKnownTag, packTag } from "./tags.ts";

/** One data element: its only component, or its components. */
export type ElementValue = string | readonly string[];
/** A segment to be written: its tag, then its data elements. */
export type SegmentToWrite = readonly [tag: string, ...elements: ElementValue[]];

export type WriteOptions = {
  readonly characters?: ServiceCharacters;
  /** Whether UNA is written; by default always, and always where a reader could not tell the separators without it (edifact.md 5). */
  readonly serviceString?: boolean;
  /** A line break after each segment. */
  readonly lineBreaks?: boolean;
  /** Type B: lines of at most so many characters, broken wherever that falls (63 to 69 is usual). */
  readonly wrapAt?: number;
};

export type MessageToWrite = {
  /** UNH 0062. */
  readonly reference: string;
  /** UNH S009: `["PAXLST", "D", "05B", "UN", "IATA"]`. */
  readonly type: readonly string[];
  readonly accessReference?: string;
  /** UNH S010: `["01", "F"]`. */
  readonly part?: readonly string[];
  /** What stands between UNH and UNT. */
  readonly segments: readonly SegmentToWrite[];
};

export type InterchangeToWrite = {
  /** UNB S001: `["UNOA", "4"]`. */
  readonly syntax: readonly string[];
  readonly sender: ElementValue;
  readonly recipient: ElementValue;
  /** UNB S004, `["260101", "0801"]`, in UTC. */
  readonly preparedAt: readonly string[];
  readonly reference: string;
  /** UNB 0026. */
  readonly applicationReference?: string;
  /** UNB from 0029 on, where a partner wants more. */
  readonly further?: readonly ElementValue[];
  /** UNG: 0048 and, after it, 0051 and S008; sender, recipient and date are those of UNB. */
  readonly group?: { readonly type: string; readonly reference: string; readonly version: readonly string[] };
  readonly messages: readonly MessageToWrite[];
};

function char(code: number): string {
  return code < 0 ? " " : String.fromCharCode(code);
}

/** Whether a character has to be released, or replaced because it would break a line. */
function isSpecial(code: number, characters: ServiceCharacters): boolean {
  const { component, element, terminator, release, repetition } = characters;
  return (
    code === component ||
    code === element ||
    code === terminator ||
    code === release ||
    code === repetition ||
    code === 0x0d ||
    code === 0x0a
  );
}

/** What mail, XML and programs write instead of a character: a reader that undoes such damage would find it in a value. */
const LIKE_ENCODED = /(?<==)(?=[0-9A-F]{2})|(?<=&)(?=apos|quot|amp|lt|gt|#)|(?<=\\)(?=[nr"'\\])/;

/** A value with its service characters released. Line breaks, and what cannot be released, become blanks. */
export function releaseValue(value: string, characters: ServiceCharacters): string {
  const { release } = characters;
  if (release < 0 || value.search(LIKE_ENCODED) < 0) return releaseSpecial(value, characters);
  // A release character inside of what looks encoded says nothing, and takes the looks away.
  return value
    .split(LIKE_ENCODED)
    .map((part, index) => {
      const written = releaseSpecial(part, characters);
      return index === 0 || written.charCodeAt(0) === release ? written : char(release) + written;
    })
    .join("");
}

function releaseSpecial(value: string, characters: ServiceCharacters): string {
  let written = "";
  let from = 0;
  // Most values hold nothing special and are returned as they are.
  for (let at = 0; at < value.length; at++) {
    const code = value.charCodeAt(at);
    if (!isSpecial(code, characters)) continue;
    const lost = code === 0x0d || code === 0x0a || characters.release < 0;
    written += value.slice(from, at) + (lost ? " " : char(characters.release) + char(code));
    from = at + 1;
  }
  return from === 0 ? value : written + value.slice(from);
}

/** Components with the separator between them, trailing empty ones left out. */
function writeElement(element: ElementValue, characters: ServiceCharacters): string {
  if (typeof element === "string") return releaseValue(element, characters);
  const separator = char(characters.component);
  let written = "";
  let separators = "";
  for (const component of element) {
    if (component !== "") {
      written += separators + releaseValue(component, characters);
      separators = "";
    }
    separators += separator;
  }
  return written;
}

/** One segment with its terminator: `writeSegment(["NAD", "FL", "", "", ["DOE", "JANE"]])` -> `NAD+FL+++DOE:JANE'`. */
export function writeSegment(segment: SegmentToWrite, characters = DEFAULT_CHARACTERS): string {
  const separator = char(characters.element);
  let written = segment[0];
  let separators = "";
  for (let index = 1; index < segment.length; index++) {
    separators += separator;
    const element = writeElement(segment[index] ?? "", characters);
    if (element === "") continue;
    written += separators + element;
    separators = "";
  }
  return written + char(characters.terminator);
}

/** `UNA` and its six characters. */
export function writeServiceString(characters: ServiceCharacters): string {
  const { component, element, decimal, release, repetition, terminator } = characters;
  return `UNA${[component, element, decimal, release, repetition, terminator].map(char).join("")}`;
}

/** Whether a reader finds out by itself which separators `text` was written with (edifact.md 1.1 rule 3). */
function areTold(text: string, characters: ServiceCharacters): boolean {
  const beginning = Buffer.from(text.slice(0, LOOKAHEAD_BYTES), "latin1");
  const { component, element, release, terminator } =
    beginningAt(beginning, 0, beginning.length)?.characters ?? DEFAULT_CHARACTERS;
  return (
    component === characters.component &&
    element === characters.element &&
    release === characters.release &&
    terminator === characters.terminator
  );
}

/** Four letters (0001) that a reader cannot take for the beginning of another segment. */
const SYNTAX_IDENTIFIER = /^(?![A-Z]UN[A-Z]$)[A-Z]{4}$/;

/** The syntax to write: a reply takes over what its partner sent, but no identifier that is none. */
function syntaxToWrite([identifier = "", ...version]: readonly string[]): readonly string[] {
  return [SYNTAX_IDENTIFIER.test(identifier) ? identifier : "UNOA", ...version];
}

/** A whole interchange as text. UNT, UNE and UNZ are computed from what is written. */
export function writeInterchange(interchange: InterchangeToWrite, options: WriteOptions = {}): string {
  const { characters = DEFAULT_CHARACTERS, serviceString = true, lineBreaks = false, wrapAt } = options;
  const { syntax, sender, recipient, preparedAt, reference, group, messages } = interchange;
  const further = interchange.further ?? [];
  const segments: SegmentToWrite[] = [
    [
      "UNB",
      syntaxToWrite(syntax),
      sender,
      recipient,
      preparedAt,
      reference,
      "",
      interchange.applicationReference ?? "",
      ...further,
    ],
  ];
  if (group !== undefined) {
    const [agency = "", ...version] = group.version;
    segments.push(["UNG", group.type, sender, recipient, preparedAt, group.reference, agency, version]);
  }
  for (const message of messages) {
    const { accessReference = "", part = [] } = message;
    segments.push(["UNH", message.reference, message.type, accessReference, part], ...message.segments);
    segments.push(["UNT", String(message.segments.length + 2), message.reference]);
  }
  if (group !== undefined) segments.push(["UNE", String(messages.length), group.reference]);
  segments.push(["UNZ", String(group === undefined ? messages.length : 1), reference]);
  const written = segments.map((segment) => writeSegment(segment, characters));
  const text = written.join("");
  const una = serviceString || !areTold(text, characters) ? writeServiceString(characters) : "";
  if (wrapAt !== undefined) return wrapLines(una, text, wrapAt, characters);
  const end = lineBreaks ? "\r\n" : "";
  return una + (una === "" ? "" : end) + written.join(end) + end;
}

/**
 * Breaks text into lines of at most `width` characters with CRLF, never inside a release pair, at a blank, or where
 * the next line would look like a new segment: a reader could not put these together again for certain.
 */
function wrapLines(una: string, text: string, width: number, characters: ServiceCharacters): string {
  const lines: string[] = [];
  let line = una;
  let rest = text;
  while (line.length + rest.length > width) {
    let at = Math.max(1, width - line.length);
    while (at > 1 && !canBreak(rest, at, characters)) at--;
    lines.push(line + rest.slice(0, at));
    rest = rest.slice(at);
    line = "";
  }
  return `${[...lines, line + rest].join("\r\n")}\r\n`;
}

function canBreak(text: string, at: number, characters: ServiceCharacters): boolean {
  let run = at;
  while (run > 0 && text.charCodeAt(run - 1) === characters.release) run--;
  if ((at - run) % 2 !== 0 || text[at - 1] === " " || text[at] === " ") return false;
  const afterTerminator = text.charCodeAt(at - 1) === characters.terminator;
  const looksLikeSegment =
    isKnownTag(packTag(text.slice(at, at + 3))) && text.charCodeAt(at + 3) === characters.element;
  return afterTerminator || !looksLikeSegment;
}
