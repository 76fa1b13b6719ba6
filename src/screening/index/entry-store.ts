// Entries as compact bytes, read back only for the few that match.
import type { ListEntry } from "#watchlists";
import { placed } from "./date-order.ts";
import { GrowingUint32 } from "./growing.ts";

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
  readonly #chunk = new GrowingUint32();
  readonly #starts = new GrowingUint32();
  readonly #lengths = new GrowingUint32();

  /** Stores one entry and returns its number, counted from 0. */
  add(entry: ListEntry): number {
    const text = JSON.stringify(entry);
    // no letter takes more than three bytes
    const most = text.length * 3;
    let chunk = this.#chunks.at(-1);
    if (chunk === undefined || this.#used + most > chunk.length) {
      this.#trim();
      chunk = new Uint8Array(Math.max(CHUNK, most));
      this.#chunks.push(chunk);
      this.#used = 0;
    }
    const { written } = this.#encoder.encodeInto(text, chunk.subarray(this.#used));
    this.#chunk.push(this.#chunks.length - 1);
    this.#starts.push(this.#used);
    this.#lengths.push(written);
    this.#used += written;
    return this.#lengths.length - 1;
  }

  get size(): number {
    return this.#lengths.length;
  }

  /** Nothing is kept of the room at a chunk's end. */
  #trim(): void {
    const last = this.#chunks.pop();
    if (last !== undefined) this.#chunks.push(last.slice(0, this.#used));
  }

  /** `places` are the numbers that the entries are read by from now on. */
  freeze(places: Uint32Array): EntryBytes {
    this.#trim();
    return {
      chunks: this.#chunks,
      chunk: Uint16Array.from(placed(this.#chunk.frozen(), places)),
      starts: placed(this.#starts.frozen(), places),
      lengths: placed(this.#lengths.frozen(), places),
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

  /** The entry of a number; a number never given is a defect and throws. */
  read(number: number): ListEntry {
    const { chunks, chunk, starts, lengths } = this.columns;
    const start = starts[number];
    const bytes = chunks[chunk[number] ?? 0];
    if (bytes === undefined || start === undefined) throw new Error(`no entry ${number} in this index`);
    const text = this.#decoder.decode(bytes.subarray(start, start + (lengths[number] ?? 0)));
    return JSON.parse(text) as ListEntry;
  }
}
