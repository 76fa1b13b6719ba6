// How rare a name is, in bits: what agreeing on it is worth (screening.md N12).
import { BACKGROUND } from "./background.ts";
import type { Form } from "./form.ts";
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
  readonly #counts = new Map<string, number>();
  #persons = 0;

  /** Counts one person once under each of its keys. */
  count(keys: ReadonlySet<string>): void {
    this.#persons += 1;
    for (const key of keys) this.#counts.set(key, (this.#counts.get(key) ?? 0) + 1);
  }

  freeze(): Rarity {
    return new Rarity(this.#counts, this.#persons);
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
