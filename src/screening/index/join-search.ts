// Finds listed names of which two or more adjacent words together are near one glued word (screening.md G3).
import type { Role } from "../normalise/readings.ts";
import { EditPattern, lettersLacking } from "../edit-pattern.ts";
import { GrowingUint32, GrowingUint8 } from "./growing.ts";
import { HashCollector, hashOfPart, HashPostings, type PostingColumns } from "./hash-postings.ts";

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

/** Edits allowed between a glued word and a join of this many letters; vowels differ freely besides, at any length. */
export function joinEdits(letters: number): number {
  return letters >= 12 ? 2 : letters >= 8 ? 1 : 0;
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
  const edits = new EditPattern(loose).levenshtein(joined, allowed);
  return edits <= allowed ? edits : -1;
}

/**
 * A key of `letters` is cut into edits + 2 pieces, of which any so many edits leave at least two whole: names are
 * filed under every pair of pieces, and sought under every pair where it may have moved to.
 */
function pieceCount(letters: number): number {
  return joinEdits(letters) + 2;
}

function pieceStart(letters: number, pieces: number, piece: number): number {
  return Math.floor((letters * piece) / pieces);
}

/** Hash of two pieces of a key, the pieces `shift` and `shiftToo` letters from where a key of `letters` has them. */
function pairHash(
  key: string,
  letters: number,
  pair: readonly [number, number],
  shift: number,
  shiftToo: number,
): number {
  const pieces = pieceCount(letters);
  const [one, two] = pair;
  const seed = 64 + letters * 64 + one * 8 + two;
  const from = pieceStart(letters, pieces, one) + shift;
  const first = hashOfPart(key, from, pieceStart(letters, pieces, one + 1) + shift, seed);
  const fromToo = pieceStart(letters, pieces, two) + shiftToo;
  return hashOfPart(key, fromToo, pieceStart(letters, pieces, two + 1) + shiftToo, first);
}

/** All pairs of so many pieces. */
const PAIRS: readonly (readonly (readonly [number, number])[])[] = Array.from(
  { length: 6 },
  (_item, pieces) => {
    const pairs: [number, number][] = [];
    for (let one = 0; one < pieces; one++)
      for (let two = one + 1; two < pieces; two++) pairs.push([one, two]);
    return pairs;
  },
);

/** Which consonants a key has, two or three to a bit: enough to pass over most postings without a look at their keys. */
function signatureOf(key: string): number {
  let signature = 0;
  for (let at = 0; at < key.length; at++) signature |= SIGNATURE_BITS[key.charCodeAt(at) - 65] ?? 0;
  return signature;
}

/** Bit of each letter A-Z; vowels have none. */
const SIGNATURE_BITS: readonly number[] = Array.from("ABCDEFGHIJKLMNOPQRSTUVWXYZ", (letter) => {
  const at = ["RF", "NP", "LG", "MZ", "SH", "KJ", "DC", "TV", "B"].findIndex((letters) =>
    letters.includes(letter),
  );
  return at < 0 ? 0 : 1 << at;
});

export class JoinCollector {
  readonly #hashes = new HashCollector();
  readonly #names = new GrowingUint32();
  readonly #runs = new GrowingUint8();
  readonly #letters = new GrowingUint8();
  readonly #starts = new GrowingUint32();
  readonly #signatures = new GrowingUint32();

  /** Files every join of a name; `keys` are its tokens' phonemic keys, empty for words that take no part. */
  addName(name: number, keys: readonly string[], roles: readonly Role[]): void {
    for (const [run, members] of joinsOf(keys.length, roles).entries()) {
      const loose = joinedKey(members, keys);
      if (loose !== null) this.#file(name, run, loose);
    }
  }

  #file(name: number, run: number, loose: string): void {
    const record = this.#names.length;
    this.#signatures.push(signatureOf(loose));
    this.#names.push(name);
    this.#runs.push(run);
    this.#starts.push(this.#letters.length);
    for (let at = 0; at < loose.length; at++) this.#letters.push(loose.charCodeAt(at));
    for (const pair of PAIRS[pieceCount(loose.length)] ?? []) {
      this.#hashes.add(pairHash(loose, loose.length, pair, 0, 0), record);
    }
  }

  freeze(): JoinColumns {
    this.#starts.push(this.#letters.length);
    const recordBits = Math.max(1, Math.ceil(Math.log2(this.#names.length + 1)));
    const signatures = this.#signatures.frozen();
    const hashes = this.#hashes.freeze(
      (record) => (((signatures[record] ?? 0) << recordBits) | record) >>> 0,
    );
    return {
      hashes: hashes.columns,
      names: this.#names.frozen(),
      runs: this.#runs.frozen(),
      starts: this.#starts.frozen(),
      letters: this.#letters.frozen(),
      recordBits,
    };
  }
}

export type JoinColumns = {
  readonly hashes: PostingColumns;
  /** The name and the run of each join. */
  readonly names: Uint32Array;
  readonly runs: Uint8Array;
  /** Loose keys end to end: one join's letters lie from `starts[join]` to `starts[join + 1]`. */
  readonly starts: Uint32Array;
  readonly letters: Uint8Array;
  /** Low bits of a posting that number the join; the rest is as much of its signature as there is room for. */
  readonly recordBits: number;
};

/** Read-only search for joins. */
export class JoinSearch {
  readonly columns: JoinColumns;
  readonly #hashes: HashPostings;
  readonly #found: number[] = [];
  readonly #seen: Uint32Array;
  #round = 0;

  constructor(columns: JoinColumns) {
    this.columns = columns;
    this.#hashes = new HashPostings(columns.hashes);
    this.#seen = new Uint32Array(columns.names.length);
  }

  get memoryBytes(): number {
    const { names, runs, starts, letters } = this.columns;
    return (
      this.#hashes.memoryBytes +
      names.byteLength * 2 +
      runs.byteLength +
      starts.byteLength +
      letters.byteLength
    );
  }

  /** Calls `visit` once for every join within its edits of the glued word's loose key. */
  find(loose: string, visit: (name: number, run: number, edits: number, letters: number) => void): void {
    if (loose.length > 47) return;
    let count = 0;
    const most = joinEdits(loose.length + 2);
    for (
      let letters = Math.max(JOIN_LETTERS, loose.length - most);
      letters <= loose.length + most;
      letters++
    ) {
      const edits = joinEdits(letters);
      if (Math.abs(letters - loose.length) > edits) continue;
      count = this.#collect(loose, letters, edits, count);
    }
    if (count === 0) return;
    this.#round += 1;
    const pattern = new EditPattern(loose);
    const { starts, letters, names, runs, recordBits } = this.columns;
    const recordMask = 2 ** recordBits - 1;
    const signature = ((signatureOf(loose) << recordBits) >>> 0) >>> recordBits;
    for (let at = 0; at < count; at++) {
      const posting = this.#found[at] ?? 0;
      const other = posting >>> recordBits;
      if (lettersLacking(signature, other) > most || lettersLacking(other, signature) > most) continue;
      const record = (posting & recordMask) >>> 0;
      if (this.#seen[record] === this.#round) continue;
      this.#seen[record] = this.#round;
      const from = starts[record] ?? 0;
      const length = (starts[record + 1] ?? 0) - from;
      const allowed = joinEdits(length);
      const edits = pattern.levenshteinCodes(letters, from, length, allowed);
      if (edits <= allowed) visit(names[record] ?? 0, runs[record] ?? 0, edits, length);
    }
  }

  /**
   * Joins of one length that share two pieces with the word. Edits lie before, between and after the two, so how far
   * each has moved follows from how many edits there can be in each place.
   */
  #collect(loose: string, letters: number, edits: number, length: number): number {
    let count = length;
    const pieces = edits + 2;
    const longer = loose.length - letters;
    for (const pair of PAIRS[pieces] ?? []) {
      const [one, two] = pair;
      const before = one === 0 ? 0 : edits;
      for (let shift = -before; shift <= before; shift++) {
        const between = two === one + 1 ? 0 : edits;
        for (let shiftToo = shift - between; shiftToo <= shift + between; shiftToo++) {
          if (two === pieces - 1 && shiftToo !== longer) continue;
          if (Math.abs(shift) + Math.abs(shiftToo - shift) + Math.abs(longer - shiftToo) > edits) continue;
          if (pieceStart(letters, pieces, one) + shift < 0) continue;
          if (pieceStart(letters, pieces, two + 1) + shiftToo > loose.length) continue;
          count = this.#hashes.collect(pairHash(loose, letters, pair, shift, shiftToo), this.#found, count);
        }
      }
    }
    return count;
  }
}
