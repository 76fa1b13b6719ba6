// The part of a transmission that is in memory: grows with the message at hand, forgets what has been read.

/** Bytes taken out of the window at a position (the rest of an overlong segment): offsets after it count them all the same. */
export type Gap = { at: number; bytes: number };

const LEAST_CAPACITY = 16 * 1024;
const LARGE = 1024 * 1024;

/** Offset in the delivered input of a position in the window. */
export function offsetOf(base: number, gaps: readonly Gap[], position: number): number {
  let offset = base + position;
  for (const { at, bytes } of gaps) if (at <= position) offset += bytes;
  return offset;
}

const NONE = Buffer.alloc(0);

export class InputWindow {
  bytes: Buffer = NONE;
  /** Bytes that are there; the buffer may be longer. */
  filled = 0;
  /** Offset in the delivered input of the first byte, and what was taken out since. */
  base = 0;
  readonly gaps: Gap[] = [];
  /** The buffer is the caller's and must not be written to. */
  #borrowed = false;

  get isBorrowed(): boolean {
    return this.#borrowed;
  }

  /** Takes the whole input without copying it. */
  borrow(input: Uint8Array): void {
    this.bytes =
      input instanceof Buffer ? input : Buffer.from(input.buffer, input.byteOffset, input.byteLength);
    this.#borrowed = true;
    this.filled = input.length;
  }

  /** Whether a chunk fits without making room. */
  fits(chunk: Uint8Array): boolean {
    return !this.#borrowed && this.filled + chunk.length <= this.bytes.length;
  }

  append(chunk: Uint8Array): void {
    this.bytes.set(chunk, this.filled);
    this.filled += chunk.length;
  }

  /** Drops all bytes before `keep` and makes room for `more`. Every position moves `keep` to the front. */
  makeRoom(keep: number, more: number): void {
    const kept = this.filled - keep;
    const fits = !this.#borrowed && kept + more <= this.bytes.length;
    // The first time just what is needed: most inputs are one small message. Of a very long one not too much either.
    const spare = this.bytes.length === 0 ? 1 : kept < LARGE ? 4 : 1.5;
    // Zeroed: what is not filled yet never holds bytes of another transmission.
    const target = fits
      ? this.bytes
      : Buffer.alloc(Math.max(LEAST_CAPACITY, Math.ceil((kept + more) * spare)));
    this.bytes.copy(target, 0, keep, this.filled);
    this.bytes = target;
    this.#borrowed = false;
    this.base += keep;
    this.filled = kept;
    for (const gap of this.gaps.splice(0)) {
      if (gap.at <= keep) this.base += gap.bytes;
      else this.gaps.push({ at: gap.at - keep, bytes: gap.bytes });
    }
  }

  /** Takes the bytes `from`..`to` out; a borrowed buffer keeps them. Answers where reading goes on. */
  takeOut(from: number, to: number): number {
    if (this.#borrowed) return to;
    this.bytes.copyWithin(from, to, this.filled);
    this.filled -= to - from;
    const last = this.gaps.at(-1);
    if (last?.at === from) last.bytes += to - from;
    else this.gaps.push({ at: from, bytes: to - from });
    return from;
  }

  /** Offset in the delivered input of a position. */
  offset(position: number): number {
    return this.gaps.length === 0 ? this.base + position : offsetOf(this.base, this.gaps, position);
  }
}
