// The redacted source as the message inspector shows it: one segment a line, with cuts and findings as positions in it.

export type ServiceBytes = {
  readonly element: number;
  readonly release: number;
  readonly terminator: number;
};

export type SourceView = {
  readonly text: string;
  readonly segments: readonly {
    readonly ordinal: number;
    readonly tag: string;
    readonly start: number;
    readonly end: number;
  }[];
  /** Position in `text` of a byte position of the kept bytes. */
  readonly position: (byte: number) => number;
};

const lineFeed = 0x0a;
const carriageReturn = 0x0d;

const opening = 0x3c;
const closing = 0x3e;

/**
 * Lays out `bytes` (UNH..UNT as kept). Line breaks of the transmission are taken out, one is put after each segment: after
 * the terminator; where that is a line break (a table) after each line, where it is `<` (XML) before each element.
 * Bytes are decoded as UTF-8 where they are valid UTF-8, else as Latin-1, so that every byte shows.
 */
export function sourceView(bytes: Uint8Array, service: ServiceBytes): SourceView {
  const utf8 = isUtf8(bytes);
  const positions = new Int32Array(bytes.length + 1);
  const segments: { ordinal: number; tag: string; start: number; end: number }[] = [];
  let text = "";
  let start = 0;
  let at = 0;
  /** The byte shown last. */
  let last = 0;
  const endSegment = () => {
    if (text.length === start) return;
    const line = text.slice(start);
    segments.push({ ordinal: segments.length + 1, tag: tagOf(line, service), start, end: text.length });
    text += "\n";
    start = text.length;
  };
  while (at < bytes.length) {
    const byte = bytes[at] ?? 0;
    if (byte === lineFeed || byte === carriageReturn) {
      positions[at] = text.length;
      at += 1;
      if (byte === service.terminator) endSegment();
      continue;
    }
    const isMarkup = service.terminator === opening;
    if (isMarkup && byte <= 0x20 && (text.length === start || last === closing)) {
      positions[at] = text.length;
      at += 1;
      continue;
    }
    if (isMarkup && byte === opening && isName(bytes[at + 1] ?? 0)) endSegment();
    const width = utf8 ? utf8Width(byte) : 1;
    positions.fill(text.length, at, at + width);
    text += utf8 ? Buffer.from(bytes.subarray(at, at + width)).toString("utf8") : String.fromCharCode(byte);
    at += width;
    last = byte;
    if (byte === service.release && at < bytes.length) {
      positions[at] = text.length;
      text += String.fromCharCode(bytes[at] ?? 0);
      at += 1;
    } else if (byte === service.terminator && !isMarkup) {
      endSegment();
    }
  }
  endSegment();
  positions[bytes.length] = text.length;
  return { text, segments, position: (byte) => positions[Math.max(0, Math.min(byte, bytes.length))] ?? 0 };
}

/** What a line begins with and is marked for a finding about all of it: a tag; the lines of a table have none. */
function tagOf(line: string, service: ServiceBytes): string {
  if (service.terminator === opening) return /^<[^\s/>]*/.exec(line)?.[0] ?? "";
  return service.terminator === lineFeed ? "" : line.slice(0, 3);
}

const isName = (byte: number): boolean => byte >= 0x3a && byte !== 0x3f;

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return true;
  } catch (problem) {
    if (problem instanceof TypeError) return false;
    throw problem;
  }
}

function utf8Width(first: number): number {
  if (first < 0x80) return 1;
  if (first < 0xe0) return 2;
  return first < 0xf0 ? 3 : 4;
}

/** A byte position of the message as sent, in what is kept of it: shifted by the cuts before it. */
export function keptPosition(
  sent: number,
  source: {
    readonly start: number;
    readonly cuts: readonly { start: number; end: number; markStart: number; markEnd: number }[];
  },
): number {
  let shift = -source.start;
  for (const cut of source.cuts) {
    if (sent < cut.start) break;
    if (sent < cut.end) return cut.markStart;
    shift = cut.markEnd - cut.end;
  }
  return sent + shift;
}
