// How rare a name is, in bits: what agreeing on it is worth (screening.md N12).
import { BACKGROUND } from "./background.ts";
import type { Form } from "./form.ts";
import { GrowingUint32 } from "./index/growing.ts";
import { groupOf } from "./normalise/equivalents.ts";
import { phonemicKey } from "./normalise/key.ts";

/** Floor and ceiling of a name's bits. */
export const LEAST_BITS = 1;
export const MOST_BITS = 14;

/** Names of one group, or of one phonemic key, share their count. */
export function rarityKey(form: Form): string {
  return form.group >= 0 ? `@${form.group}` : form.key;
}

const background: ReadonlyMap<string, number> = readBackground();

function readBackground(): Map<string, number> {
  const bits = new Map<string, number>();
  for (const line of BACKGROUND.split("\n")) {
    const [value, ...names] = line.split(" ");
    for (const name of names) {
      const key = phonemicKey(name);
      const group = groupOf(name, key);
      const id = group >= 0 ? `@${group}` : key;
      bits.set(id, Math.min(bits.get(id) ?? Infinity, Number(value)));
    }
  }
  return bits;
}

/** Counts persons by name key; frozen into a function from key to bits. */
export class RarityCounter {
  readonly #numbers = new Map<string, number>();
  readonly #counts = new GrowingUint32();
  /** The person last counted under each key. */
  readonly #last = new GrowingUint32();
  #persons = 0;

  /** The number by which a key is counted. */
  numberOf(key: string): number {
    let number = this.#numbers.get(key);
    if (number === undefined) {
      this.#numbers.set(key, (number = this.#numbers.size));
      this.#counts.push(0);
      this.#last.push(0);
    }
    return number;
  }

  /** The next person: counted under each key once, however many of the names have it. */
  person(): void {
    this.#persons += 1;
  }

  count(number: number): void {
    if (this.#last.at(number) === this.#persons) return;
    this.#last.set(number, this.#persons);
    this.#counts.set(number, this.#counts.at(number) + 1);
  }

  freeze(): Rarity {
    const counts = new Map<string, number>();
    for (const [key, number] of this.#numbers) counts.set(key, this.#counts.at(number));
    return new Rarity(counts, this.#persons);
  }
}

/** The counts as columns, to be sent or written: `keys` one a line, `counts` place by place. */
export type RarityColumns = {
  readonly persons: number;
  readonly keys: string;
  readonly counts: Uint32Array;
};

/** Bits of a name key: from the list's own counts or the background table, whichever knows it as more common. */
export class Rarity {
  readonly #counts: ReadonlyMap<string, number>;
  readonly #persons: number;

  constructor(counts: ReadonlyMap<string, number>, persons: number) {
    this.#counts = counts;
    // a short list says little about how common names are among travellers
    this.#persons = Math.max(persons, 10_000);
  }

  columns(): RarityColumns {
    return {
      persons: this.#persons,
      keys: [...this.#counts.keys()].join("\n"),
      counts: Uint32Array.from(this.#counts.values()),
    };
  }

  static of({ persons, keys, counts }: RarityColumns): Rarity {
    const names = counts.length === 0 ? [] : keys.split("\n");
    return new Rarity(new Map(names.map((key, at) => [key, counts[at] ?? 0])), persons);
  }

  bitsOf(key: string): number {
    const count = this.#counts.get(key) ?? 0;
    const listed = -Math.log2((count + 0.5) / (this.#persons + 1));
    return Math.max(LEAST_BITS, Math.min(listed, background.get(key) ?? Infinity, MOST_BITS));
  }

  /** Whether the list or the background knows the name at all. */
  knows(key: string): boolean {
    return this.#counts.has(key) || background.has(key);
  }
}
