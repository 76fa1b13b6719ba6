// A small seeded generator that starts in a few steps: each mutation has its own, made of the run's seed and its number.

export class Random {
  #a: number;
  #b: number;
  #c: number;
  #d: number;

  constructor(seed: number, number: number) {
    this.#a = scrambled(seed | 0);
    this.#b = scrambled(number | 0);
    this.#c = scrambled(Math.floor(number / 0x1_0000_0000) ^ this.#a);
    this.#d = 1;
    for (let round = 0; round < 8; round++) this.next();
  }

  /** 0 to 1, 1 excluded (sfc32). */
  next(): number {
    const sum = (((this.#a + this.#b) | 0) + this.#d) | 0;
    this.#d = (this.#d + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (this.#c << 21) | (this.#c >>> 11);
    this.#c = (this.#c + sum) | 0;
    return (sum >>> 0) / 4_294_967_296;
  }

  /** A whole number from 0 to `limit` - 1; 0 where there is no choice. */
  below(limit: number): number {
    return Math.floor(this.next() * limit);
  }

  /** Whether something happens that does so once in `times`. */
  oneIn(times: number): boolean {
    return this.below(times) === 0;
  }

  pick<T>(list: readonly T[]): T {
    const value = list[this.below(list.length)];
    if (value === undefined) throw new Error("nothing to pick from");
    return value;
  }
}

/** Spreads each bit of a number over all of them (the finaliser of MurmurHash3). */
function scrambled(value: number): number {
  let mixed = value + 0x9e3779b9;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}
