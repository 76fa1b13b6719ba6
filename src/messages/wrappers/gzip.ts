// Transmissions that were packed (gzip): unpacked as they arrive, no further than a limit.
import { crc32 } from "node:zlib";
import { Gunzip } from "fflate";

/** Most that is unpacked where all of it is held: what a file may have that is not packed. */
export const MAX_UNPACKED_WHOLE = 64 * 1024 * 1024;
/** Most that is unpacked of what is read as it streams by. */
export const MAX_UNPACKED_STREAMED = 1024 * 1024 * 1024;
/**
 * Packed bytes given to the decompressor at a time: they unpack to a thousand times as many at most. Always just so many: of
 * damaged ones it hands on what stands before those that it was given last, and this may not depend on how they arrive.
 */
const SLICE_BYTES = 4 * 1024;

/** Most members one after the other: to open one takes as long as to unpack ten kilobytes, and an empty one has twenty bytes. */
const MOST_MEMBERS = 1_000;

/** What was wrong with a packed transmission; what stood before it is read all the same. */
export type PackedProblem = "damaged" | "too-large";

/** Whether bytes begin as gzip does (RFC 1952): no message in any encoding does. Null while they are too few. */
function isPacked(start: Uint8Array): boolean | null {
  if (start[0] !== undefined && start[0] !== 0x1f) return false;
  if (start.length < 2) return null;
  return start[1] === 0x8b;
}

const NONE = new Uint8Array(0);

/** Hands on what it is given, unpacked where that was packed. What is packed twice is unpacked once. */
export class Unpacking {
  readonly #limit: number;
  #first: Uint8Array | null = null;
  #gunzip: Gunzip | null = null;
  #isDecided = false;
  /** Packed bytes that wait until they are enough to be given (room for them once there are any), and how many there are. */
  #waiting: Uint8Array<ArrayBuffer> = NONE;
  #filled = 0;
  #ready: Uint8Array[] = [];
  #bytes = 0;
  /** Of the member at hand (several may follow each other): what its trailer must say. */
  #sum = 0;
  #size = 0;
  #members = 0;
  /** The last bytes that came: the trailer, once nothing is to come. */
  #tail: Uint8Array = NONE;
  problem: PackedProblem | null = null;

  constructor(limit: number) {
    this.#limit = limit;
  }

  push(chunk: Uint8Array): readonly Uint8Array[] {
    const next = this.#first === null ? chunk : Buffer.concat([this.#first, chunk]);
    if (!this.#isDecided) {
      const packed = isPacked(next);
      if (packed === null) {
        this.#first = Uint8Array.from(next);
        return [];
      }
      this.#isDecided = true;
      this.#first = null;
      if (packed) this.#gunzip = this.#opened();
    }
    return this.#gunzip === null ? [next] : this.#unpack(this.#gunzip, next);
  }

  /** What was held back: nothing is to come. */
  end(): readonly Uint8Array[] {
    if (this.#first !== null) return [this.#first];
    if (this.#gunzip !== null && this.problem === null) {
      this.#give(this.#gunzip, this.#waiting.subarray(0, this.#filled), true);
      if (!this.#isWhole()) this.problem ??= "damaged";
    }
    return this.#taken();
  }

  #opened(): Gunzip {
    this.#waiting = new Uint8Array(SLICE_BYTES);
    const gunzip = new Gunzip((bytes) => this.#take(bytes));
    gunzip.onmember = () => {
      if (++this.#members > MOST_MEMBERS) this.problem ??= "damaged";
      this.#sum = 0;
      this.#size = 0;
    };
    return gunzip;
  }

  /** Whether the trailer agrees with what was unpacked: the decompressor does not look at it. */
  #isWhole(): boolean {
    const trailer = Buffer.from(this.#tail);
    if (trailer.length < 8) return false;
    return trailer.readUInt32LE(0) === this.#sum && trailer.readUInt32LE(4) === this.#size % 2 ** 32;
  }

  #unpack(gunzip: Gunzip, packed: Uint8Array): readonly Uint8Array[] {
    let at = 0;
    while (at < packed.length && this.problem === null) {
      if (this.#filled === SLICE_BYTES) {
        this.#give(gunzip, this.#waiting, false);
        // The decompressor may hold what it was given.
        this.#waiting = new Uint8Array(SLICE_BYTES);
        this.#filled = 0;
      }
      const some = packed.subarray(at, at + SLICE_BYTES - this.#filled);
      this.#waiting.set(some, this.#filled);
      this.#filled += some.length;
      at += some.length;
    }
    return this.#taken();
  }

  #give(gunzip: Gunzip, slice: Uint8Array, isLast: boolean): void {
    try {
      gunzip.push(slice, isLast);
      this.#tail = slice.length >= 8 ? slice.slice(-8) : Buffer.concat([this.#tail, slice]).subarray(-8);
    } catch (problem) {
      if (!(problem instanceof Error)) throw problem;
      // Whatever the decompressor throws is about the data.
      this.problem ??= "damaged";
    }
  }

  #taken(): readonly Uint8Array[] {
    const ready = this.#ready;
    this.#ready = [];
    return ready;
  }

  #take(bytes: Uint8Array): void {
    this.#sum = crc32(bytes, this.#sum);
    this.#size += bytes.length;
    const room = this.#limit - this.#bytes;
    if (bytes.length > room) this.problem = "too-large";
    const taken = bytes.length > room ? bytes.subarray(0, room) : bytes;
    this.#bytes += taken.length;
    // The decompressor uses its memory again.
    if (taken.length > 0) this.#ready.push(taken.slice());
  }
}
