// Which listed words are near each of the traveller's words, and an upper bound of every listed name's bits.
import { nearness, nearnessWithBirthDate, type Form, type Reading } from "./form.ts";
import { READING_KINDS, type ListIndex } from "./index/list-index.ts";
import type { QueryName } from "./query.ts";
import { NAME } from "./score/model.ts";
import { shareOf } from "./score/name-evidence.ts";

/** A join of a listed name that is near one glued word: `run` numbers it as joinsOf does. */
export type JoinHit = { readonly token: number; readonly run: number; readonly similarity: number };

/** Bits of a pair of words: the rarer-known side counts, less the cost of reading them so. */
export function pairBits(weight: number, similarity: number, cost: number): number {
  return weight * shareOf(similarity) - cost;
}

/**
 * The pairs of words of one traveller name: for each listed token that is near any of its words or joins, a row of
 * bits by column (words first, then joins). Reused from query to query.
 */
export class WordPairs {
  readonly #slots: Int32Array;
  #used: number[] = [];
  #rows = new Float64Array(0);
  #width = 0;

  constructor(tokenCount: number) {
    this.#slots = new Int32Array(tokenCount).fill(-1);
  }

  begin(width: number): void {
    for (const token of this.#used) this.#slots[token] = -1;
    this.#used = [];
    this.#width = width;
    this.#rows.fill(0);
  }

  set(token: number, column: number, bits: number): void {
    let slot = this.#slots[token] ?? -1;
    if (slot < 0) {
      slot = this.#used.length;
      this.#slots[token] = slot;
      this.#used.push(token);
      if ((slot + 1) * this.#width > this.#rows.length) {
        const larger = new Float64Array(Math.max(1024, (slot + 1) * this.#width * 2));
        larger.set(this.#rows);
        this.#rows = larger;
      }
    }
    const place = slot * this.#width + column;
    if (bits > (this.#rows[place] ?? 0)) this.#rows[place] = bits;
  }

  /** Bits of a listed token against a column, 0 when they are not near. */
  get(token: number, column: number): number {
    const slot = this.#slots[token] ?? -1;
    return slot < 0 ? 0 : (this.#rows[slot * this.#width + column] ?? 0);
  }

  has(token: number): boolean {
    return (this.#slots[token] ?? -1) >= 0;
  }

  get tokens(): readonly number[] {
    return this.#used;
  }

  /** The most a listed token can contribute. */
  most(token: number): number {
    let most = 0;
    for (let column = 0; column < this.#width; column++) most = Math.max(most, this.get(token, column));
    return most;
  }
}

/** How listed forms near a form are found: by the index, or by looking at all of them. */
export type FindForms = (form: Form, visit: (number: number, near: number) => void) => void;

/** Fills `pairs` for one traveller name. Columns: its words, then its joins. */
export function findPairs(index: ListIndex, name: QueryName, pairs: WordPairs, find: FindForms): void {
  pairs.begin(name.tokens.length + name.joins.length);
  for (const [column, token] of name.tokens.entries()) {
    if (token.kind === "initial") continue;
    for (const reading of token.readings)
      pairReading(index, reading, { column, bits: token.bits, less: 0 }, pairs, find);
  }
  for (const [at, join] of name.joins.entries()) {
    const column = name.tokens.length + at;
    let bits = 0;
    for (const member of join.members) bits += name.tokens[member]?.bits ?? 0;
    for (const reading of join.readings)
      pairReading(index, reading, { column, bits, less: NAME.join }, pairs, find);
  }
}

function pairReading(
  index: ListIndex,
  reading: Reading,
  side: { readonly column: number; readonly bits: number; readonly less: number },
  pairs: WordPairs,
  find: FindForms,
): void {
  find(reading.form, (number, near) => {
    const { starts, values } = index.formTokens;
    for (let at = starts[number] ?? 0; at < (starts[number + 1] ?? 0); at++) {
      const token = values[at] ?? 0;
      const weight = Math.min(side.bits, index.tokens.bits[token] ?? 0);
      const bits = pairBits(weight, near, reading.cost + (index.formTokenCosts[at] ?? 0)) + side.less;
      if (bits > 0) pairs.set(token, side.column, bits);
    }
  });
}

/** The readings by which two words are nearest, and what they earn per ten bits of weight. */
export type BestReading = {
  readonly left: Reading;
  readonly right: Form;
  readonly rightKind: string;
  readonly near: number;
  readonly cost: number;
  readonly value: number;
};

/** Similarity of one traveller word and one listed word, for names whose birth date is equal (G6) and for explanation. */
export function bestReading(
  index: ListIndex,
  readings: readonly Reading[],
  token: number,
  relaxed: boolean,
): BestReading | null {
  let best: BestReading | null = null;
  const { starts, values } = index.tokens.forms;
  for (const left of readings) {
    for (let at = starts[token] ?? 0; at < (starts[token + 1] ?? 0); at++) {
      const right = index.forms[values[at] ?? 0];
      if (right === undefined) continue;
      const near = relaxed ? nearnessWithBirthDate(left.form, right) : nearness(left.form, right);
      if (near <= 0) continue;
      const cost = left.cost + (index.tokens.formCosts[at] ?? 0);
      const value = pairBits(10, near, cost);
      if (best === null || value > best.value) {
        best = {
          left,
          right,
          rightKind: READING_KINDS[index.tokens.formKinds[at] ?? 0] ?? "base",
          near,
          cost,
          value,
        };
      }
    }
  }
  return best;
}
