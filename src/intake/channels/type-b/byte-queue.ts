// Bytes that came in pieces and are taken off in whole units, copied once however small the pieces are.

export class ByteQueue {
  #bytes = Buffer.allocUnsafe(4096);
  #start = 0;
  #end = 0;

  get length(): number {
    return this.#end - this.#start;
  }

  append(chunk: Uint8Array): void {
    const { length } = this;
    if (this.#end + chunk.length > this.#bytes.length) {
      const room = Math.max(this.#bytes.length, 2 * (length + chunk.length));
      const bytes = length + chunk.length > this.#bytes.length / 2 ? Buffer.allocUnsafe(room) : this.#bytes;
      this.#bytes.copy(bytes, 0, this.#start, this.#end);
      this.#bytes = bytes;
      this.#start = 0;
      this.#end = length;
    }
    this.#bytes.set(chunk, this.#end);
    this.#end += chunk.length;
  }

  /** The byte at a place counted from the first that is left; undefined beyond the last. */
  at(index: number): number | undefined {
    return index < this.length ? this.#bytes[this.#start + index] : undefined;
  }

  /** Where a byte stands first, from a place on; -1 where it does not. */
  indexOf(byte: number, from = 0): number {
    return this.#bytes.subarray(this.#start, this.#end).indexOf(byte, from);
  }

  /** Takes off the first bytes (all, where there are fewer), as a copy. */
  take(count: number): Buffer {
    const end = Math.min(this.#end, this.#start + count);
    const taken = Buffer.from(this.#bytes.subarray(this.#start, end));
    this.#start += taken.length;
    return taken;
  }
}
