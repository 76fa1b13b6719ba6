// What every near pair of a traveller's word and a listed word is worth, in a table reused from query to query.

/**
 * For each listed token that is near any word or join of one traveller name: a row of bits by column (words first,
 * then joins), and the most of its row.
 */
export class WordPairs {
  readonly #slots: Int32Array;
  readonly #used: number[] = [];
  #rows = new Float64Array(1024);
  #most = new Float64Array(256);
  #width = 0;

  constructor(tokenCount: number) {
    this.#slots = new Int32Array(tokenCount).fill(-1);
  }

  /** Forgets the last name and begins one of so many columns. */
  begin(width: number): void {
    for (const token of this.#used) this.#slots[token] = -1;
    this.#rows.fill(0, 0, this.#used.length * this.#width);
    this.#used.length = 0;
    this.#width = width;
  }

  set(token: number, column: number, bits: number): void {
    let slot = this.#slots[token] ?? -1;
    if (slot < 0) {
      slot = this.#used.length;
      this.#slots[token] = slot;
      this.#used.push(token);
      if ((slot + 1) * this.#width > this.#rows.length)
        this.#rows = grown(this.#rows, (slot + 1) * this.#width);
    }
    const place = slot * this.#width + column;
    if (bits > (this.#rows[place] ?? 0)) this.#rows[place] = bits;
  }

  /** Makes `most` ready once all pairs are set. */
  finish(): void {
    const count = this.#used.length;
    if (count > this.#most.length) this.#most = grown(this.#most, count);
    for (let slot = 0; slot < count; slot++) {
      let most = 0;
      for (let column = 0; column < this.#width; column++)
        most = Math.max(most, this.#rows[slot * this.#width + column] ?? 0);
      this.#most[slot] = most;
    }
  }

  get columns(): number {
    return this.#width;
  }

  /** Listed tokens with a pair, in the order they were found: their rows are numbered so. */
  get tokens(): readonly number[] {
    return this.#used;
  }

  has(token: number): boolean {
    return (this.#slots[token] ?? -1) >= 0;
  }

  /** Bits of a listed token against a column, 0 when they are not near. */
  get(token: number, column: number): number {
    const slot = this.#slots[token] ?? -1;
    return slot < 0 ? 0 : (this.#rows[slot * this.#width + column] ?? 0);
  }

  /** The number of a listed token's row; -1 when it has none. */
  rowOf(token: number): number {
    return this.#slots[token] ?? -1;
  }

  /** As `get`, by the number of a row. */
  at(row: number, column: number): number {
    return this.#rows[row * this.#width + column] ?? 0;
  }

  /** The most a listed token can contribute to any name. */
  most(token: number): number {
    const slot = this.#slots[token] ?? -1;
    return slot < 0 ? 0 : (this.#most[slot] ?? 0);
  }
}

function grown(array: Float64Array<ArrayBuffer>, length: number): Float64Array<ArrayBuffer> {
  const larger = new Float64Array(Math.max(length, array.length * 2));
  larger.set(array);
  return larger;
}
