// The container of a workbook (ZIP): its parts by name, unpacked no further than a limit, whatever the sizes declared.
import { Inflate } from "fflate";

/** Most parts, and most bytes unpacked from all of them that are read: a list of 20,000 persons needs a quarter. */
export const MAX_PARTS = 1000;
export const MAX_UNPACKED_BYTES = 48 * 1024 * 1024;
/** Compressed bytes given to the decompressor at a time: they unpack to a thousand times as many at most. */
const SLICE_BYTES = 4 * 1024;

const END_RECORD = 0x06054b50;
const CENTRAL_ENTRY = 0x02014b50;
const LOCAL_ENTRY = 0x04034b50;
const END_RECORD_BYTES = 22;
const LONGEST_COMMENT = 0xffff;
const ENCRYPTED = 1;
const STORED = 0;
const DEFLATED = 8;

type Part = {
  readonly method: number;
  readonly packed: number;
  readonly unpacked: number;
  readonly local: number;
};

export type ZipProblem = "damaged" | "too-large";

/** The parts of a container; their bytes are read only when they are asked for. */
export class ZipContainer {
  readonly #bytes: Buffer;
  readonly #parts: ReadonlyMap<string, Part>;
  /** What may still be unpacked. */
  #room = MAX_UNPACKED_BYTES;

  private constructor(bytes: Buffer, parts: ReadonlyMap<string, Part>) {
    this.#bytes = bytes;
    this.#parts = parts;
  }

  /** Opens a container; or says why it cannot be. Parts that are encrypted, or two of one name, are damage. */
  static open(bytes: Buffer): ZipContainer | ZipProblem {
    const end = endRecord(bytes);
    if (end < 0) return "damaged";
    const count = bytes.readUInt16LE(end + 10);
    if (count > MAX_PARTS) return "too-large";
    const parts = new Map<string, Part>();
    let at = bytes.readUInt32LE(end + 16);
    let declared = 0;
    for (let i = 0; i < count; i++) {
      if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== CENTRAL_ENTRY) return "damaged";
      const name = bytes.toString("utf8", at + 46, at + 46 + bytes.readUInt16LE(at + 28));
      const part = {
        method: bytes.readUInt16LE(at + 10),
        packed: bytes.readUInt32LE(at + 20),
        unpacked: bytes.readUInt32LE(at + 24),
        local: bytes.readUInt32LE(at + 42),
      };
      const isReadable = part.method === STORED || part.method === DEFLATED;
      if (!isReadable || (bytes.readUInt16LE(at + 8) & ENCRYPTED) !== 0 || parts.has(name)) return "damaged";
      declared += part.unpacked;
      if (declared > MAX_UNPACKED_BYTES) return "too-large";
      parts.set(name, part);
      at += 46 + bytes.readUInt16LE(at + 28) + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
    }
    return new ZipContainer(bytes, parts);
  }

  get names(): readonly string[] {
    return [...this.#parts.keys()];
  }

  /** The bytes of a part; null where there is none of that name. */
  part(name: string): Buffer | ZipProblem | null {
    const part = this.#parts.get(name);
    if (part === undefined) return null;
    const packed = this.#packed(part);
    if (packed === null) return "damaged";
    if (part.method === STORED) return this.#taken(packed);
    return this.#inflated(packed);
  }

  #packed({ local, packed }: Part): Buffer | null {
    const bytes = this.#bytes;
    if (local + 30 > bytes.length || bytes.readUInt32LE(local) !== LOCAL_ENTRY) return null;
    const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    return start + packed > bytes.length ? null : bytes.subarray(start, start + packed);
  }

  #taken(bytes: Buffer): Buffer | ZipProblem {
    this.#room -= bytes.length;
    return this.#room < 0 ? "too-large" : bytes;
  }

  /** Unpacks little by little and stops at the limit: what a part declares of its size need not be true. */
  #inflated(packed: Buffer): Buffer | ZipProblem {
    const chunks: Uint8Array[] = [];
    let length = 0;
    let isDone = false;
    const inflate = new Inflate((chunk, last) => {
      length += chunk.length;
      if (length <= this.#room) chunks.push(chunk);
      isDone ||= last;
    });
    try {
      for (let at = 0; at < packed.length && length <= this.#room && !isDone; at += SLICE_BYTES) {
        const next = Math.min(packed.length, at + SLICE_BYTES);
        inflate.push(packed.subarray(at, next), next === packed.length);
      }
    } catch (problem) {
      if (isInflateError(problem)) return "damaged";
      throw problem;
    }
    if (length > this.#room) return "too-large";
    if (!isDone) return "damaged";
    return this.#taken(Buffer.concat(chunks, length));
  }
}

/** What the decompressor throws at data that is not deflated: an error with a code of its own, or one of bounds. */
function isInflateError(problem: unknown): boolean {
  return (
    problem instanceof Error &&
    ("code" in problem || problem instanceof RangeError || problem instanceof TypeError)
  );
}

/** Where the end record of the directory stands; -1 where there is none. */
function endRecord(bytes: Buffer): number {
  const first = Math.max(0, bytes.length - END_RECORD_BYTES - LONGEST_COMMENT);
  for (let at = bytes.length - END_RECORD_BYTES; at >= first; at--) {
    if (bytes.readUInt32LE(at) === END_RECORD) return at;
  }
  return -1;
}
