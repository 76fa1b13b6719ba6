// Unweighted edit distances from one word to many, bit-parallel (Myers 1999, Hyyrö 2003): one step a letter.

const A = 65;
const LONGEST = 31;

/** The letters A-Z of a word as a bit set; other letters have no bit. */
export function letterSet(text: string): number {
  let set = 0;
  for (let at = 0; at < text.length; at++) {
    const letter = text.charCodeAt(at) - A;
    if (letter >= 0 && letter < 26) set |= 1 << letter;
  }
  return set;
}

/** How many letters are in one set and not in the other: no fewer edits can part their words. */
export function lettersLacking(one: number, other: number): number {
  return popCount(one & ~other);
}

function popCount(set: number): number {
  let rest = set - ((set >>> 1) & 0x55555555);
  rest = (rest & 0x33333333) + ((rest >>> 2) & 0x33333333);
  return Math.imul((rest + (rest >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** A word of A-Z made ready to be compared with many. */
export class EditPattern {
  #places: Int32Array | null = null;
  readonly #length: number;
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
    this.#length = text.length;
  }

  /** Where each letter stands, as bits; made at the first comparison, as many words are never compared. */
  #letterPlaces(): Int32Array {
    const places = new Int32Array(26);
    for (let at = 0; at < this.#length; at++) {
      const letter = this.#text.charCodeAt(at) - A;
      places[letter] = (places[letter] ?? 0) | (1 << at);
    }
    return places;
  }

  /** Whether `other` (A-Z) is within `limit` edits, a transposition of neighbours being one edit. */
  withinEdits(other: string, limit: number): boolean {
    if (Math.abs(this.#length - other.length) > limit) return false;
    return this.#distance(other, true) <= limit;
  }

  /** Levenshtein distance to `other` (A-Z), or `limit + 1` when it is more. */
  levenshtein(other: string, limit: number): number {
    if (Math.abs(this.#length - other.length) > limit) return limit + 1;
    return Math.min(limit + 1, this.#distance(other, false));
  }

  /** As levenshtein, of letter codes in an array: `length` of them from `from`. */
  levenshteinCodes(codes: Uint8Array, from: number, length: number, limit: number): number {
    if (Math.abs(this.#length - length) > limit) return limit + 1;
    if (this.#length === 0 || this.#length > LONGEST) {
      const other = String.fromCharCode(...codes.subarray(from, from + length));
      return Math.min(limit + 1, slowDistance(this.#text, other, false));
    }
    const letterPlaces = (this.#places ??= this.#letterPlaces());
    const last = 1 << (this.#length - 1);
    let positive = -1;
    let negative = 0;
    let distance = this.#length;
    for (let at = from; at < from + length; at++) {
      const places = letterPlaces[(codes[at] ?? A) - A] ?? 0;
      const diagonal = ((((places & positive) + positive) | 0) ^ positive) | places | negative;
      let up = negative | ~(diagonal | positive);
      let down = diagonal & positive;
      if ((up & last) !== 0) distance += 1;
      if ((down & last) !== 0) distance -= 1;
      up = (up << 1) | 1;
      down <<= 1;
      positive = down | ~(diagonal | up);
      negative = up & diagonal;
    }
    return Math.min(limit + 1, distance);
  }

  #distance(other: string, transpositions: boolean): number {
    const length = this.#length;
    if (length === 0) return other.length;
    if (length > LONGEST) return slowDistance(this.#text, other, transpositions);
    const letterPlaces = (this.#places ??= this.#letterPlaces());
    const last = 1 << (length - 1);
    let positive = -1;
    let negative = 0;
    let diagonal = 0;
    let before = 0;
    let distance = length;
    for (let at = 0; at < other.length; at++) {
      const places = letterPlaces[other.charCodeAt(at) - A] ?? 0;
      const swapped = transpositions ? ((~diagonal & places) << 1) & before : 0;
      diagonal = ((((places & positive) + positive) | 0) ^ positive) | places | negative | swapped;
      let up = negative | ~(diagonal | positive);
      let down = diagonal & positive;
      if ((up & last) !== 0) distance += 1;
      if ((down & last) !== 0) distance -= 1;
      up = (up << 1) | 1;
      down <<= 1;
      positive = down | ~(diagonal | up);
      negative = up & diagonal;
      before = places;
    }
    return distance;
  }
}

/** The same by dynamic programming, for words that do not fit a machine word and as the test's yardstick. */
export function slowDistance(left: string, right: string, transpositions: boolean): number {
  let before: number[] = [];
  let previous = Array.from({ length: right.length + 1 }, (_item, at) => at);
  for (let i = 1; i <= left.length; i++) {
    const current = [i];
    for (let j = 1; j <= right.length; j++) {
      const same = left[i - 1] === right[j - 1] ? 0 : 1;
      let cost = Math.min((previous[j - 1] ?? 0) + same, (previous[j] ?? 0) + 1, (current[j - 1] ?? 0) + 1);
      if (transpositions && i > 1 && j > 1 && left[i - 1] === right[j - 2] && left[i - 2] === right[j - 1]) {
        cost = Math.min(cost, (before[j - 2] ?? 0) + 1);
      }
      current.push(cost);
    }
    [before, previous] = [previous, current];
  }
  return previous[right.length] ?? 0;
}
