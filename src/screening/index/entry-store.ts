// Entries as compact bytes, read back only for the few that match.
import type { ListEntry } from "#watchlists";

const CHUNK = 1 << 22;

/** Append-only while an index is built, read-only after `frozen()`. */
export class EntryStore {
  readonly #encoder = new TextEncoder();
  readonly #decoder = new TextDecoder();
  #chunks: Uint8Array[] = [];
  #used = CHUNK;
  #places: number[] = [];
  #starts = new Float64Array(0);
  #lengths = new Uint32Array(0);

  /** Stores one entry and returns its number, counted from 0. */
  add(entry: ListEntry): number {
    const bytes = this.#encoder.encode(JSON.stringify(entry));
    if (this.#used + bytes.length > (this.#chunks.at(-1)?.length ?? 0)) {
      this.#chunks.push(new Uint8Array(Math.max(CHUNK, bytes.length)));
      this.#used = 0;
    }
    this.#chunks.at(-1)?.set(bytes, this.#used);
    this.#places.push(this.#chunks.length - 1, this.#used, bytes.length);
    this.#used += bytes.length;
    return this.#places.length / 3 - 1;
  }

  get size(): number {
    return this.#lengths.length > 0 ? this.#lengths.length : this.#places.length / 3;
  }

  get memoryBytes(): number {
    const chunks = this.#chunks.reduce((sum, chunk) => sum + chunk.length, 0);
    return chunks + this.#starts.byteLength + this.#lengths.byteLength;
  }

  frozen(): this {
    const count = this.#places.length / 3;
    this.#starts = new Float64Array(count);
    this.#lengths = new Uint32Array(count);
    for (let at = 0; at < count; at++) {
      this.#starts[at] = (this.#places[at * 3] ?? 0) * 2 ** 32 + (this.#places[at * 3 + 1] ?? 0);
      this.#lengths[at] = this.#places[at * 3 + 2] ?? 0;
    }
    this.#places = [];
    return this;
  }

  /** The entry of a number given by `add`; a number never given is a defect and throws. */
  read(number: number): ListEntry {
    const start = this.#starts[number] ?? 0;
    const chunk = this.#chunks[Math.floor(start / 2 ** 32)];
    if (chunk === undefined) throw new Error(`no entry ${number} in this index`);
    const offset = start % 2 ** 32;
    const text = this.#decoder.decode(chunk.subarray(offset, offset + (this.#lengths[number] ?? 0)));
    return JSON.parse(text) as ListEntry;
  }
}
