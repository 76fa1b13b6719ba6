// Entries as compact bytes, read back only for the few that match.
import type { ListEntry } from "#watchlists";

const CHUNK = 1 << 22;

export type EntryBytes = {
  readonly chunks: readonly Uint8Array[];
  /** The chunk of each entry, where in it the entry begins, and how long it is. */
  readonly chunk: Uint16Array;
  readonly starts: Uint32Array;
  readonly lengths: Uint32Array;
};

/** Takes entries while an index is built. */
export class EntryCollector {
  readonly #encoder = new TextEncoder();
  readonly #chunks: Uint8Array[] = [];
  #used = CHUNK;
  readonly #places: number[] = [];

  /** Stores one entry and returns its number, counted from 0. */
  add(entry: ListEntry): number {
    const bytes = this.#encoder.encode(JSON.stringify(entry));
    if (this.#used + bytes.length > (this.#chunks.at(-1)?.length ?? 0)) {
      this.#trim();
      this.#chunks.push(new Uint8Array(Math.max(CHUNK, bytes.length)));
      this.#used = 0;
    }
    this.#chunks.at(-1)?.set(bytes, this.#used);
    this.#places.push(this.#chunks.length - 1, this.#used, bytes.length);
    this.#used += bytes.length;
    return this.#places.length / 3 - 1;
  }

  get size(): number {
    return this.#places.length / 3;
  }

  /** Nothing is kept of the room at a chunk's end. */
  #trim(): void {
    const last = this.#chunks.pop();
    if (last !== undefined) this.#chunks.push(last.slice(0, this.#used));
  }

  freeze(): EntryBytes {
    this.#trim();
    const column = (place: number): number[] =>
      Array.from({ length: this.size }, (_item, at) => this.#places[at * 3 + place] ?? 0);
    return {
      chunks: this.#chunks,
      chunk: Uint16Array.from(column(0)),
      starts: Uint32Array.from(column(1)),
      lengths: Uint32Array.from(column(2)),
    };
  }
}

/** Read-only entries of an index. */
export class EntryStore {
  readonly columns: EntryBytes;
  readonly #decoder = new TextDecoder();

  constructor(columns: EntryBytes) {
    this.columns = columns;
  }

  get memoryBytes(): number {
    const { chunks, chunk, starts, lengths } = this.columns;
    const bytes = chunks.reduce((sum, each) => sum + each.length, 0);
    return bytes + chunk.byteLength + starts.byteLength + lengths.byteLength;
  }

  /** The entry of a number given by `add`; a number never given is a defect and throws. */
  read(number: number): ListEntry {
    const { chunks, chunk, starts, lengths } = this.columns;
    const start = starts[number];
    const bytes = chunks[chunk[number] ?? 0];
    if (bytes === undefined || start === undefined) throw new Error(`no entry ${number} in this index`);
    const text = this.#decoder.decode(bytes.subarray(start, start + (lengths[number] ?? 0)));
    return JSON.parse(text) as ListEntry;
  }
}
