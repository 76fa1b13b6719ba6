// A text that goes on over several Type B telegrams in one transmission: what stands between its parts is masked.
import type { Decoder } from "./decoder.ts";
import { isAddressLine, isBlankLine, isFrameLine, isOriginLine, isPriorityLine } from "./type-b.ts";

/** Bytes of the text before a header, by which it is told whether its interchange is closed. */
const TAIL_BYTES = 512;
/** A line longer than this is text, whatever it begins with. */
const MAX_LINE = 200;
/** Lines held until it is known whether the line of an origin follows them. */
const MAX_HELD = 40;

const LINE_FEED = 0x0a;
const LAST_CONTROL = 0x03;
const OPENED = /UN[AB][^A-Za-z0-9\s]/;
const CLOSED = /U[NI]Z[^A-Za-z0-9\s](?![\s\S]*U[NI]B[^A-Za-z0-9\s])/;

/**
 * Writes line feeds over the lines between two telegrams of one text: the end of the one, the addresses and the origin of
 * the next, the number of the part. Line breaks inside a segment say nothing, so the text reads as if it had come whole, and
 * every byte keeps its offset. Between two whole interchanges nothing is changed.
 */
export class TelegramDecoder implements Decoder {
  /** Nothing is decoded that an offset would have to count differently. */
  readonly encoding = null;
  /** A line that has not ended yet; `#isLong` when its beginning has been passed on. */
  #rest: Buffer = Buffer.alloc(0);
  #isLong = false;
  #held: Buffer[] = [];
  /** The header of a further telegram has been masked, and no line of its text has come yet. */
  #afterHeader = false;
  #isBegun = false;
  #tail = "";
  #out: Buffer[] = [];

  push = (chunk: Uint8Array): Uint8Array => {
    const bytes = Buffer.concat([this.#rest, chunk]);
    let at = 0;
    for (let end = bytes.indexOf(LINE_FEED); end >= 0; end = bytes.indexOf(LINE_FEED, at)) {
      this.#take(bytes.subarray(at, end + 1));
      this.#isLong = false;
      at = end + 1;
    }
    this.#rest = bytes.subarray(at);
    if (this.#rest.length > MAX_LINE) {
      this.#take(this.#rest);
      this.#isLong = true;
      this.#rest = Buffer.alloc(0);
    }
    return this.#flush();
  };

  end = (): Uint8Array => {
    this.#take(this.#rest);
    this.#pass();
    return this.#flush();
  };

  #flush(): Uint8Array {
    const out = Buffer.concat(this.#out);
    this.#out = [];
    return out;
  }

  #take(line: Buffer): void {
    const text = this.#isLong || line.length > MAX_LINE ? null : line.toString("latin1");
    if (text !== null && isOriginLine(text)) {
      if (this.#isOpen()) this.#passText();
      else this.#pass();
      this.#held.push(line);
      if (this.#isOpen()) this.#mask();
      else this.#pass();
    } else if (text !== null && mayBeFrame(text) && this.#held.length < MAX_HELD) {
      this.#held.push(line);
    } else {
      if (this.#afterHeader) this.#mask();
      else this.#pass();
      this.#afterHeader = false;
      this.#write(line);
    }
  }

  /** Whether the text so far holds an interchange that is not closed. */
  #isOpen(): boolean {
    return this.#isBegun && !CLOSED.test(this.#tail);
  }

  #write(line: Buffer): void {
    const text = this.#tail + line.toString("latin1").replace(/[\r\n]/g, "");
    this.#isBegun ||= OPENED.test(text);
    this.#tail = text.slice(-TAIL_BYTES);
    // STX before the text of a further telegram, ETX after that of the one before.
    const isOdd = this.#isBegun && line.some((byte) => byte <= LAST_CONTROL);
    this.#out.push(isOdd ? Buffer.from(line.map((byte) => (byte <= LAST_CONTROL ? LINE_FEED : byte))) : line);
  }

  /** Passes on the held lines before those of the header: a last line of text may look like an address. */
  #passText(): void {
    const held = this.#held;
    let first = held.length;
    let isPriority = false;
    while (first > 0 && !isPriority && isAddressLine(held[first - 1]!.toString("latin1"))) {
      first--;
      isPriority = isPriorityLine(held[first]!.toString("latin1"));
    }
    while (first > 0 && !isAddressLine(held[first - 1]!.toString("latin1"))) first--;
    for (const line of held.splice(0, first)) this.#write(line);
  }

  #mask(): void {
    for (const line of this.#held) this.#out.push(Buffer.alloc(line.length, LINE_FEED));
    this.#held = [];
    this.#afterHeader = true;
  }

  #pass(): void {
    for (const line of this.#held) this.#write(line);
    this.#held = [];
  }
}

function mayBeFrame(line: string): boolean {
  return isBlankLine(line) || isAddressLine(line) || isFrameLine(line);
}
