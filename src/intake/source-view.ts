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

/**
 * Lays out `bytes` (UNH..UNT as kept). Line breaks of the transmission are taken out, one is put after each segment;
 * bytes are decoded as UTF-8 where they are valid UTF-8, else as Latin-1, so that every byte shows.
 */
export function sourceView(bytes: Uint8Array, service: ServiceBytes): SourceView {
  const utf8 = isUtf8(bytes);
  const positions = new Int32Array(bytes.length + 1);
  const segments: { ordinal: number; tag: string; start: number; end: number }[] = [];
  let text = "";
  let start = 0;
  let at = 0;
  const endSegment = () => {
    if (text.length === start) return;
    const line = text.slice(start);
    segments.push({ ordinal: segments.length + 1, tag: line.slice(0, 3), start, end: text.length });
    text += "\n";
    start = text.length;
  };
  while (at < bytes.length) {
    const byte = bytes[at] ?? 0;
    if (byte === lineFeed || byte === carriageReturn) {
      positions[at] = text.length;
      at += 1;
      continue;
    }
    const width = utf8 ? utf8Width(byte) : 1;
    positions.fill(text.length, at, at + width);
    text += utf8 ? Buffer.from(bytes.subarray(at, at + width)).toString("utf8") : String.fromCharCode(byte);
    at += width;
    if (byte === service.release && at < bytes.length) {
      positions[at] = text.length;
      text += String.fromCharCode(bytes[at] ?? 0);
      at += 1;
    } else if (byte === service.terminator) {
      endSegment();
    }
  }
  endSegment();
  positions[bytes.length] = text.length;
  return { text, segments, position: (byte) => positions[Math.max(0, Math.min(byte, bytes.length))] ?? 0 };
}

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
