// Finds listed names of which two or more adjacent words together are near one glued word (screening.md G3).
import type { Role } from "../normalise/readings.ts";
import { EditPattern, lettersLacking } from "../edit-pattern.ts";
import { GrowingUint32, GrowingUint8, rowsOf, upTo, type Rows } from "./growing.ts";
import { HashCollector, hashOfCodes, HashPostings, type PostingColumns } from "./hash-postings.ts";

/** Shorter joined keys are left to the word search. */
export const JOIN_LETTERS = 6;
const MOST_LETTERS = 47;
const Z = 90;
/** Words of a shorter key are not joined. */
const LEAST_PART = 2;

/** Vowels of a key as one, doubled letters once: spellings of a glued name differ most in vowels. */
export function looseKey(key: string): string {
  let loose = "";
  for (const letter of key) {
    const next = letter === "E" || letter === "I" || letter === "O" || letter === "U" ? "A" : letter;
    if (!loose.endsWith(next)) loose += next;
  }
  return loose;
}

/** The letters of a loose key as codes; 0, which is like none of A-Z, for those of other scripts. */
function codesOf(loose: string): Uint8Array {
  const codes = new Uint8Array(loose.length);
  for (let at = 0; at < codes.length; at++) {
    const code = loose.charCodeAt(at);
    codes[at] = code <= Z ? code : 0;
  }
  return codes;
}

/** What a word brings to the joins of a name: its loose key, or null where it takes no part. */
export function joinCodes(key: string): Uint8Array | null {
  return key.length < LEAST_PART ? null : codesOf(looseKey(key));
}

/** Edits allowed between a glued word and a join of this many letters; vowels differ freely besides, at any length. */
export function joinEdits(letters: number): number {
  return letters >= 12 ? 2 : letters >= 8 ? 1 : 0;
}

/** The joins of a name: each run as [first token, tokens]. Adjacent pairs, the turn from last to first, and the whole both ways. */
export function joinsOf(count: number, roles: readonly Role[]): readonly (readonly number[])[] {
  let surnames = 0;
  if (count <= MOST_WHOLE)
    for (let at = 0; at < count; at++) if (roles[at] === "surname") surnames |= 1 << at;
  const shape = (count << MOST_WHOLE) | surnames;
  return (RUNS[shape] ??= runsOf(count, surnames));
}

/** Names of more words are not joined as a whole. */
const MOST_WHOLE = 5;
/** Joins by the number of words and which of them are surnames. */
const RUNS: (readonly (readonly number[])[] | undefined)[] = [];

function runsOf(count: number, surnames: number): readonly (readonly number[])[] {
  const runs: number[][] = [];
  for (let at = 0; at + 1 < count; at++) runs.push([at, at + 1]);
  if (count >= 2) runs.push(count === 2 ? [1, 0] : [count - 1, 0]);
  if (count >= 3 && count <= MOST_WHOLE) {
    const all = Array.from({ length: count }, (_item, at) => at);
    runs.push(all);
    const family = all.filter((at) => (surnames & (1 << at)) !== 0);
    const other = all.filter((at) => (surnames & (1 << at)) === 0);
    if (family.length > 0 && other.length > 0) runs.push([...other, ...family]);
  }
  return runs;
}

/** The loose key of a join, or null when one of its words takes no part or the whole is too short or too long. */
export function joinedKey(members: readonly number[], keys: readonly string[]): string | null {
  let joined = "";
  for (const at of members) {
    const key = keys[at] ?? "";
    if (key.length < LEAST_PART) return null;
    joined += key;
  }
  const loose = looseKey(joined);
  return loose.length < JOIN_LETTERS || loose.length > MOST_LETTERS ? null : loose;
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
  key: Uint8Array,
  letters: number,
  pair: readonly [number, number],
  shift: number,
  shiftToo: number,
): number {
  const pieces = pieceCount(letters);
  const [one, two] = pair;
  const seed = 64 + letters * 64 + one * 8 + two;
  const from = pieceStart(letters, pieces, one) + shift;
  const first = hashOfCodes(key, from, pieceStart(letters, pieces, one + 1) + shift, seed);
  const fromToo = pieceStart(letters, pieces, two) + shiftToo;
  return hashOfCodes(key, fromToo, pieceStart(letters, pieces, two + 1) + shiftToo, first);
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
function signatureOf(key: Uint8Array): number {
  let signature = 0;
  for (const letter of key) signature |= SIGNATURE_BITS[letter - 65] ?? 0;
  return signature;
}

/** Bit of each letter A-Z; vowels have none. */
const SIGNATURE_BITS: readonly number[] = Array.from("ABCDEFGHIJKLMNOPQRSTUVWXYZ", (letter) => {
  const at = ["RF", "NP", "LG", "MZ", "SH", "KJ", "DC", "TV", "B"].findIndex((letters) =>
    letters.includes(letter),
  );
  return at < 0 ? 0 : 1 << at;
});

/** Collects joins; those of one loose key are kept together, as the same words come in many names. */
export class JoinCollector {
  readonly #hashes = new HashCollector();
  readonly #letters = new GrowingUint8();
  readonly #starts = new GrowingUint32();
  readonly #signatures = new GrowingUint32();
  readonly #keyHashes = new GrowingUint32();
  /** Numbers of keys plus one, by hash, with room to spare; 0 where none is. */
  #table = new Uint32Array(1 << 12);
  readonly #keys = new GrowingUint32();
  readonly #names = new GrowingUint32();
  readonly #runs = new GrowingUint8();
  readonly #joined = new Uint8Array(MOST_LETTERS + 1);

  /** Files every join of a name; `words` are the loose keys of its tokens, null for those that take no part. */
  addName(name: number, words: readonly (Uint8Array | null)[], roles: readonly Role[]): void {
    for (const [run, members] of joinsOf(words.length, roles).entries()) {
      const letters = this.#join(members, words);
      if (letters < JOIN_LETTERS || letters > MOST_LETTERS) continue;
      this.#keys.push(this.#numberOf(this.#joined.subarray(0, letters)));
      this.#names.push(name);
      this.#runs.push(run);
    }
  }

  /** Puts words together as joinedKey does; how many letters that makes, 0 when one of them takes no part. */
  #join(members: readonly number[], words: readonly (Uint8Array | null)[]): number {
    const joined = this.#joined;
    let letters = 0;
    for (const member of members) {
      const word = words[member] ?? null;
      if (word === null) return 0;
      for (const letter of word) {
        if (letters > MOST_LETTERS) return letters;
        if (letters === 0 || joined[letters - 1] !== letter) joined[letters++] = letter;
      }
    }
    return letters;
  }

  #numberOf(loose: Uint8Array): number {
    const hash = hashOfCodes(loose, 0, loose.length, 0);
    const mask = this.#table.length - 1;
    let place = hash & mask;
    for (; this.#table[place] !== 0; place = (place + 1) & mask) {
      const known = (this.#table[place] ?? 0) - 1;
      if (this.#keyHashes.at(known) === hash && this.#isKey(known, loose)) return known;
    }
    const number = this.#keyHashes.length;
    this.#table[place] = number + 1;
    this.#keyHashes.push(hash);
    this.#file(number, loose);
    if (number * 2 > this.#table.length) this.#widen();
    return number;
  }

  #isKey(number: number, loose: Uint8Array): boolean {
    const start = this.#starts.at(number);
    const end = number + 1 < this.#starts.length ? this.#starts.at(number + 1) : this.#letters.length;
    if (end - start !== loose.length) return false;
    for (let at = 0; at < loose.length; at++) if (this.#letters.at(start + at) !== loose[at]) return false;
    return true;
  }

  #widen(): void {
    const table = new Uint32Array(this.#table.length * 2);
    const mask = table.length - 1;
    for (let number = 0; number < this.#keyHashes.length; number++) {
      let place = this.#keyHashes.at(number) & mask;
      while (table[place] !== 0) place = (place + 1) & mask;
      table[place] = number + 1;
    }
    this.#table = table;
  }

  #file(number: number, loose: Uint8Array): void {
    this.#signatures.push(signatureOf(loose));
    this.#starts.push(this.#letters.length);
    for (const letter of loose) this.#letters.push(letter);
    for (const pair of PAIRS[pieceCount(loose.length)] ?? []) {
      this.#hashes.add(pairHash(loose, loose.length, pair, 0, 0), number);
    }
  }

  /** `numbers` are those of the names in the index. */
  freeze(numbers: Uint32Array): JoinColumns {
    const count = this.#keyHashes.length;
    this.#starts.push(this.#letters.length);
    const keyBits = Math.max(1, Math.ceil(Math.log2(count + 1)));
    const signatures = this.#signatures.frozen();
    const hashes = this.#hashes.freeze((key) => (((signatures[key] ?? 0) << keyBits) | key) >>> 0);
    const keys = this.#keys.frozen();
    const places = rowsOf(keys, upTo(keys.length), count);
    const runs = new Uint8Array(keys.length);
    for (let place = 0; place < runs.length; place++) runs[place] = this.#runs.at(places.values[place] ?? 0);
    return {
      hashes: hashes.columns,
      starts: this.#starts.frozen(),
      letters: this.#letters.frozen(),
      keyBits,
      joins: { starts: places.starts, values: places.values.map((at) => numbers[this.#names.at(at)] ?? 0) },
      runs,
    };
  }
}

export type JoinColumns = {
  readonly hashes: PostingColumns;
  /** Loose keys end to end: one key's letters lie from `starts[key]` to `starts[key + 1]`. */
  readonly starts: Uint32Array;
  readonly letters: Uint8Array;
  /** Low bits of a posting that number the key; the rest is as much of its signature as there is room for. */
  readonly keyBits: number;
  /** Names that have each key as a join, and by which run, place by place. */
  readonly joins: Rows;
  readonly runs: Uint8Array;
};

/** Joins found: the name and the run of each, place by place. */
export type JoinsFound = { readonly names: readonly number[]; readonly runs: readonly number[] };

const NO_JOINS: JoinsFound = { names: [], runs: [] };

/** Read-only search for joins. */
export class JoinSearch {
  readonly columns: JoinColumns;
  readonly #hashes: HashPostings;
  readonly #found: number[] = [];
  readonly #seen: Uint32Array;
  readonly #asked = new Map<string, JoinsFound>();
  #round = 0;

  constructor(columns: JoinColumns) {
    this.columns = columns;
    this.#hashes = new HashPostings(columns.hashes);
    this.#seen = new Uint32Array(columns.starts.length);
  }

  get memoryBytes(): number {
    const { starts, letters, joins, runs } = this.columns;
    const columns = [starts, this.#seen, letters, joins.starts, joins.values, runs];
    return columns.reduce((sum, column) => sum + column.byteLength, this.#hashes.memoryBytes);
  }

  /** Every join within its edits of the glued word's loose key, once. */
  find(loose: string): JoinsFound {
    let known = this.#asked.get(loose);
    if (known === undefined) {
      const names: number[] = [];
      const runs: number[] = [];
      const { joins, runs: runOf } = this.columns;
      this.#seek(loose, (key) => {
        for (let at = joins.starts[key] ?? 0; at < (joins.starts[key + 1] ?? 0); at++) {
          names.push(joins.values[at] ?? 0);
          runs.push(runOf[at] ?? 0);
        }
      });
      known = names.length === 0 ? NO_JOINS : { names, runs };
      this.#asked.set(loose, known);
    }
    return known;
  }

  /** Forgets what travellers asked for: it is kept for the length of one question only. */
  forget(): void {
    this.#asked.clear();
  }

  #seek(text: string, visit: (key: number) => void): void {
    if (text.length > MOST_LETTERS) return;
    const loose = codesOf(text);
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
    const pattern = new EditPattern(text);
    const { starts, letters, keyBits } = this.columns;
    const keyMask = 2 ** keyBits - 1;
    const signature = ((signatureOf(loose) << keyBits) >>> 0) >>> keyBits;
    for (let at = 0; at < count; at++) {
      const posting = this.#found[at] ?? 0;
      const other = posting >>> keyBits;
      if (lettersLacking(signature, other) > most || lettersLacking(other, signature) > most) continue;
      const key = (posting & keyMask) >>> 0;
      if (this.#seen[key] === this.#round) continue;
      this.#seen[key] = this.#round;
      const from = starts[key] ?? 0;
      const length = (starts[key + 1] ?? 0) - from;
      const allowed = joinEdits(length);
      const edits = pattern.levenshteinCodes(letters, from, length, allowed);
      if (edits <= allowed) visit(key);
    }
  }

  /**
   * Joins of one length that share two pieces with the word. Edits lie before, between and after the two, so how far
   * each has moved follows from how many edits there can be in each place.
   */
  #collect(loose: Uint8Array, letters: number, edits: number, length: number): number {
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
