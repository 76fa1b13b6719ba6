// A compact multimap from 32-bit hashes to numbers, in typed arrays: built once, then only read.

/** FNV-1a of a string's char codes, with a seed to keep key spaces apart. */
export function hashOf(text: string, seed: number): number {
  let hash = (0x811c9dc5 ^ seed) >>> 0;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return (hash ^ (hash >>> 15)) >>> 0;
}

/** The same of letter codes from `from` up to `to`. */
export function hashOfCodes(codes: Uint8Array, from: number, to: number, seed: number): number {
  let hash = (0x811c9dc5 ^ seed) >>> 0;
  for (let at = from; at < to; at++) hash = Math.imul(hash ^ (codes[at] ?? 0), 0x01000193);
  return (hash ^ (hash >>> 15)) >>> 0;
}

/** FNV-1a of `text` without the letters at `skip` and `skipToo` (-1 for none). Equals hashOf of the shortened text. */
export function hashWithout(text: string, skip: number, skipToo: number, seed: number): number {
  let hash = (0x811c9dc5 ^ seed) >>> 0;
  for (let at = 0; at < text.length; at++) {
    if (at !== skip && at !== skipToo) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  }
  return (hash ^ (hash >>> 15)) >>> 0;
}

/** Collects pairs before they are frozen into HashPostings; grows by doubling. */
export class HashCollector {
  #hashes = new Uint32Array(1024);
  #values = new Uint32Array(1024);
  #count = 0;

  add(hash: number, value: number): void {
    if (this.#count === this.#hashes.length) {
      this.#hashes = grown(this.#hashes);
      this.#values = grown(this.#values);
    }
    this.#hashes[this.#count] = hash;
    this.#values[this.#count] = value;
    this.#count += 1;
  }

  /** `value` turns each collected value into what is kept. */
  freeze(value: (collected: number) => number = (collected) => collected): HashPostings {
    const values = this.#values.subarray(0, this.#count);
    for (let at = 0; at < values.length; at++) values[at] = value(values[at] ?? 0);
    return new HashPostings(inBuckets(this.#hashes.subarray(0, this.#count), values));
  }
}

function grown(array: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(array.length * 2);
  larger.set(array);
  return larger;
}

/** A multimap as columns: hashes and values by buckets, which the high part of a hash numbers. */
export type PostingColumns = {
  readonly shift: number;
  readonly starts: Uint32Array;
  /** The low half of each hash. */
  readonly hashes: Uint16Array;
  readonly values: Uint32Array;
};

function inBuckets(given: Uint32Array, givenValues: Uint32Array): PostingColumns {
  const count = given.length;
  const bits = Math.max(1, Math.floor(Math.log2(count + 1)));
  const shift = 32 - bits;
  const buckets = 2 ** bits;
  const starts = new Uint32Array(buckets + 1);
  for (let at = 0; at < count; at++) {
    const bucket = (given[at] ?? 0) >>> shift;
    starts[bucket + 1] = (starts[bucket + 1] ?? 0) + 1;
  }
  for (let bucket = 0; bucket < buckets; bucket++)
    starts[bucket + 1] = (starts[bucket + 1] ?? 0) + (starts[bucket] ?? 0);
  const next = starts.slice(0, buckets);
  const hashes = new Uint16Array(count);
  const values = new Uint32Array(count);
  for (let at = 0; at < count; at++) {
    const hash = given[at] ?? 0;
    const bucket = hash >>> shift;
    const place = next[bucket] ?? 0;
    hashes[place] = hash;
    values[place] = givenValues[at] ?? 0;
    next[bucket] = place + 1;
  }
  return { shift, starts, hashes, values };
}

/** Read-only multimap. A lookup may return values of another key with the same hash: the caller verifies. */
export class HashPostings {
  readonly columns: PostingColumns;
  readonly #shift: number;
  readonly #starts: Uint32Array;
  readonly #hashes: Uint16Array;
  readonly #values: Uint32Array;

  constructor(columns: PostingColumns) {
    this.columns = columns;
    this.#shift = columns.shift;
    this.#starts = columns.starts;
    this.#hashes = columns.hashes;
    this.#values = columns.values;
  }

  get memoryBytes(): number {
    return this.#starts.byteLength + this.#hashes.byteLength + this.#values.byteLength;
  }

  /** Appends the values under `hash` to `into`, from `length` on; returns the new length. */
  collect(hash: number, into: number[], length: number): number {
    const bucket = hash >>> this.#shift;
    const end = this.#starts[bucket + 1] ?? 0;
    const low = hash & 0xffff;
    let count = length;
    for (let at = this.#starts[bucket] ?? 0; at < end; at++) {
      if (this.#hashes[at] === low) into[count++] = this.#values[at] ?? 0;
    }
    return count;
  }
}
