// Finds listed names of which two or more adjacent words together are near one glued word (screening.md G3).
import type { Role } from "../normalise/readings.ts";
import { gapDistance } from "../similarity.ts";
import { GrowingUint32, GrowingUint8 } from "./growing.ts";
import { HashCollector, hashOf, type HashPostings } from "./hash-postings.ts";

/** Shorter joined keys are left to the word search. */
export const JOIN_LETTERS = 6;

/** Vowels of a key as one, doubled letters once: spellings of a glued name differ most in vowels. */
export function looseKey(key: string): string {
  let loose = "";
  for (const letter of key) {
    const next = letter === "E" || letter === "I" || letter === "O" || letter === "U" ? "A" : letter;
    if (!loose.endsWith(next)) loose += next;
  }
  return loose;
}

/** Edits allowed between a glued word and a join of this many letters. */
export function joinEdits(letters: number): number {
  return letters >= 16 ? 3 : letters >= 11 ? 2 : 1;
}

/** The joins of a name: each run as [first token, tokens]. Adjacent pairs, the turn from last to first, and the whole both ways. */
export function joinsOf(count: number, roles: readonly Role[]): readonly (readonly number[])[] {
  const runs: number[][] = [];
  for (let at = 0; at + 1 < count; at++) runs.push([at, at + 1]);
  if (count >= 2) runs.push(count === 2 ? [1, 0] : [count - 1, 0]);
  if (count >= 3 && count <= 5) {
    const all = Array.from({ length: count }, (_item, at) => at);
    runs.push(all);
    const family = all.filter((at) => roles[at] === "surname");
    const other = all.filter((at) => roles[at] !== "surname");
    if (family.length > 0 && other.length > 0) runs.push([...other, ...family]);
  }
  return runs;
}

/** The loose key of a join, or null when one of its words takes no part or the whole is too short or too long. */
export function joinedKey(members: readonly number[], keys: readonly string[]): string | null {
  let joined = "";
  for (const at of members) {
    const key = keys[at] ?? "";
    if (key.length < 2) return null;
    joined += key;
  }
  const loose = looseKey(joined);
  return loose.length < JOIN_LETTERS || loose.length > 47 ? null : loose;
}

/** Edits between a glued word's loose key and a join's, or -1 when they are more than the join's length allows. */
export function joinDistance(loose: string, joined: string): number {
  const allowed = joinEdits(joined.length);
  const edits = gapDistance(loose, joined, allowed);
  return edits <= allowed ? edits : -1;
}

/** Pieces of a loose key such that one survives any `edits` edits: pigeonhole with edits + 1 pieces. */
function pieceBounds(letters: number, pieces: number, piece: number): readonly [number, number] {
  return [Math.floor((letters * piece) / pieces), Math.floor((letters * (piece + 1)) / pieces)];
}

function pieceHash(text: string, piece: number, letters: number): number {
  return hashOf(text, 64 + piece * 64 + letters);
}

export class JoinCollector {
  readonly #hashes = new HashCollector();
  readonly #names = new GrowingUint32();
  readonly #runs = new GrowingUint8();
  readonly #keys: string[] = [];
  readonly #keyNumbers = new Map<string, number>();
  readonly #keyOf = new GrowingUint32();

  /** Files every join of a name; `keys` are its tokens' phonemic keys, empty for words that take no part. */
  addName(name: number, keys: readonly string[], roles: readonly Role[]): void {
    for (const [run, members] of joinsOf(keys.length, roles).entries()) {
      const loose = joinedKey(members, keys);
      if (loose !== null) this.#file(name, run, loose);
    }
  }

  #file(name: number, run: number, loose: string): void {
    const record = this.#names.length;
    this.#names.push(name);
    this.#runs.push(run);
    let key = this.#keyNumbers.get(loose);
    if (key === undefined) {
      key = this.#keys.length;
      this.#keyNumbers.set(loose, key);
      this.#keys.push(loose);
    }
    this.#keyOf.push(key);
    const pieces = joinEdits(loose.length) + 1;
    for (let piece = 0; piece < pieces; piece++) {
      const [from, to] = pieceBounds(loose.length, pieces, piece);
      this.#hashes.add(pieceHash(loose.slice(from, to), piece, loose.length), record);
    }
  }

  freeze(): JoinSearch {
    return new JoinSearch(
      this.#hashes.freeze(),
      this.#names.frozen(),
      this.#runs.frozen(),
      this.#keyOf.frozen(),
      this.#keys,
    );
  }
}

/** Read-only search for joins. */
export class JoinSearch {
  readonly #hashes: HashPostings;
  readonly #names: Uint32Array;
  readonly #runs: Uint8Array;
  readonly #keyOf: Uint32Array;
  readonly #keys: readonly string[];
  readonly #found: number[] = [];
  readonly #seen = new Set<number>();

  constructor(
    hashes: HashPostings,
    names: Uint32Array,
    runs: Uint8Array,
    keyOf: Uint32Array,
    keys: readonly string[],
  ) {
    this.#hashes = hashes;
    this.#names = names;
    this.#runs = runs;
    this.#keyOf = keyOf;
    this.#keys = keys;
  }

  get memoryBytes(): number {
    const strings = this.#keys.reduce((sum, key) => sum + 16 + key.length, 0);
    return (
      this.#hashes.memoryBytes +
      this.#names.byteLength +
      this.#runs.byteLength +
      this.#keyOf.byteLength +
      strings
    );
  }

  /** Calls `visit` once for every join within its edits of the glued word's loose key. */
  find(loose: string, visit: (name: number, run: number, edits: number, letters: number) => void): void {
    if (loose.length > 47) return;
    let count = 0;
    const most = joinEdits(loose.length + 3);
    for (
      let letters = Math.max(JOIN_LETTERS, loose.length - most);
      letters <= loose.length + most;
      letters++
    ) {
      const edits = joinEdits(letters);
      if (Math.abs(letters - loose.length) > edits) continue;
      count = this.#collect(loose, letters, edits, count);
    }
    this.#seen.clear();
    for (let at = 0; at < count; at++) {
      const record = this.#found[at] ?? 0;
      if (this.#seen.has(record)) continue;
      this.#seen.add(record);
      const key = this.#keys[this.#keyOf[record] ?? 0] ?? "";
      const edits = joinDistance(loose, key);
      if (edits >= 0) visit(this.#names[record] ?? 0, this.#runs[record] ?? 0, edits, key.length);
    }
  }

  /** Joins of one length that share a piece with the word, the piece shifted by up to `edits`. */
  #collect(loose: string, letters: number, edits: number, length: number): number {
    let count = length;
    const pieces = edits + 1;
    for (let piece = 0; piece < pieces; piece++) {
      const [from, to] = pieceBounds(letters, pieces, piece);
      for (let shift = -edits; shift <= edits; shift++) {
        const start = from + shift;
        const end = to + shift;
        if (start < 0 || end > loose.length) continue;
        count = this.#hashes.collect(pieceHash(loose.slice(start, end), piece, letters), this.#found, count);
      }
    }
    return count;
  }
}
