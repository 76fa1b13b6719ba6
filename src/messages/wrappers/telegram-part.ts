// One text cut over several telegrams that come by themselves: what a part says of itself, and the text put together again.
import { partOf, readTypeBHeader } from "./type-b.ts";

/** A telegram that holds a part of an interchange, and not all of it. */
export type TelegramPart = {
  /** Who wrote it and to whom, as one text: parts of one message have the same. */
  readonly line: string;
  /** Day and time of its header, `DDHHMM`; null where none stands there. */
  readonly sent: string | null;
  readonly possibleDuplicate: boolean;
  /** Which part it is; null where it does not say. The first one may leave it out. */
  readonly number: number | null;
  readonly of: number | null;
  /** The interchange begins in it. */
  readonly opens: boolean;
  /** What stands before the text: the telegram's header. */
  readonly head: Uint8Array;
  readonly text: Uint8Array;
};

/** What stands for a part where its file's name says which it is: `list.PART02`. */
export type PartName = { readonly stem: string; readonly number: number };

/** No network carries longer telegrams: what MATIP holds in one packet. */
const partBytesMax = 65_531;

const OPENING = /UNA[^]{6} {0,4}UNB|UNB[^A-Za-z0-9\s]|^UIB[^A-Za-z0-9\s]/;
/** The end of an interchange: `UNZ+1+REFERENCE'`, and in what does not begin one, that of a message too. */
const CLOSING = /U[NI]Z([^A-Za-z0-9\s])\d{0,6}\1[^]{0,40}$/;
const TRAILER = /U[NI][TZ]([^A-Za-z0-9\s])\d{1,10}\1/;
/** A segment between two terminators: its tag and the separator behind it. */
const SEGMENT = /([^A-Za-z0-9\s])[A-Z][A-Z0-9]{2}([^A-Za-z0-9\s])/g;
const segmentsSeen = 3;

/** Whether a text, its line breaks taken out, ends with the end of an interchange. */
export function isClosed(text: string): boolean {
  return CLOSING.test(text.trimEnd());
}

/** A text as its segments are: without line breaks. */
export function unbroken(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
    .toString("latin1")
    .replace(/[\r\n]+/g, "");
}

/**
 * The part of a message that a transmission is; null for everything else: whole interchanges (also those that number
 * themselves as parts of a list), and texts that hold nothing of one. `named` is what a file's name says of it. Never throws.
 */
export function readTelegramPart(bytes: Uint8Array, named: PartName | null = null): TelegramPart | null {
  if (bytes.length > partBytesMax) return null;
  const framed = framedText(bytes, named);
  if (framed === null) return null;
  const { number, continues } = framed;
  const text = unbroken(framed.text);
  const opening = text.search(OPENING);
  const opens = opening >= 0;
  if (opens) {
    if (isClosed(text) || (number ?? 1) !== 1) return null;
    if (number === null && !continues && endsAMessage(text.slice(opening))) return null;
  } else {
    // A message of its own that lacks its interchange is read as it is.
    if (number === 1 || /^UNH[^A-Za-z0-9\s]/.test(text) || text === "") return null;
    if (number === null && !continues && !looksCut(text)) return null;
  }
  const { line, sent, possibleDuplicate, of, head } = framed;
  return { line, sent, possibleDuplicate, number, of, opens, head, text: framed.text };
}

type Framed = Omit<TelegramPart, "opens"> & { readonly continues: boolean };

/** A transmission as header and text: a Type B telegram, a text below a line such as `PART 2/3`, a file whose name numbers it. */
function framedText(bytes: Uint8Array, named: PartName | null): Framed | null {
  const header = readTypeBHeader(bytes);
  if (header !== null) {
    const { origin, addresses, sent, possibleDuplicate, part, continues, further } = header;
    const { start, end } = header.text;
    const words = further.filter((word) => !/^(?:PART|PT|PAGE|OF|[\d/]+)/.test(word));
    return {
      line: [origin, ...addresses, ...words].join(" "),
      sent: sent === null ? null : `${sent.day}`.padStart(2, "0") + sent.time.replace(":", ""),
      possibleDuplicate,
      number: part?.number ?? named?.number ?? null,
      of: part?.of ?? null,
      continues,
      head: bytes.subarray(0, start),
      text: bytes.subarray(start, end),
    };
  }
  const first = /^\s*([^\r\n]{1,40})\r?\n/.exec(Buffer.from(bytes.subarray(0, 80)).toString("latin1"));
  const said = first === null ? null : partOf(first[1]!.trim());
  if (said === null && named === null) return null;
  const start = said === null ? 0 : Buffer.byteLength(first![0], "latin1");
  return {
    line: named === null ? "" : `file ${named.stem}`,
    sent: null,
    possibleDuplicate: false,
    number: said?.number ?? named?.number ?? null,
    of: said?.of ?? null,
    continues: false,
    head: bytes.subarray(0, start),
    text: bytes.subarray(start),
  };
}

/**
 * Whether the text of an interchange that is not closed ends with that of a message: its own end was left out by the
 * sender, not cut off. It is read at once.
 */
function endsAMessage(interchange: string): boolean {
  const text = interchange.trimEnd();
  const terminator = terminatorOf(interchange);
  if (!text.endsWith(terminator)) return false;
  return /^\s*UN[TE][^A-Za-z0-9\s]/.test(text.slice(text.lastIndexOf(terminator, text.length - 2) + 1));
}

function terminatorOf(interchange: string): string {
  const stated = /UNA([^]{6})/.exec(interchange)?.[1]?.[5];
  // Without UNA: what stands before the first message or group.
  return stated ?? /([^A-Za-z0-9\s]) {0,2}UN[HG][^A-Za-z0-9\s]/.exec(interchange)?.[1] ?? "'";
}

function looksCut(text: string): boolean {
  if (TRAILER.test(text)) return true;
  const seen = new Map<string, number>();
  for (const [, before = "", after = ""] of text.matchAll(SEGMENT)) {
    if (before !== after) seen.set(before + after, (seen.get(before + after) ?? 0) + 1);
  }
  return Math.max(0, ...seen.values()) >= segmentsSeen;
}

const lineBreak = Buffer.from("\r\n");

/**
 * The text of parts in their order, with the header of the first. A line break between two says nothing, as inside of a
 * telegram. Where a part is missing (`gapAfter` holds the position of the one before it) the segment that is cut off
 * there is ended, so that nothing of two travellers runs together.
 */
export function joinTelegramParts(
  parts: readonly TelegramPart[],
  gapAfter: ReadonlySet<number> = new Set(),
): Uint8Array {
  const first = parts.find(({ opens }) => opens);
  const terminator = Buffer.from(first === undefined ? "'" : terminatorOf(unbroken(first.text)), "latin1");
  const pieces: Uint8Array[] = [parts[0]?.head ?? lineBreak];
  for (const [at, { text }] of parts.entries()) {
    pieces.push(text);
    if (gapAfter.has(at) && text.at(-1) !== terminator[0]) pieces.push(terminator);
    pieces.push(lineBreak);
  }
  return Buffer.concat(pieces);
}
