// What a screening asked of the whole list, written down: with it the same comparison is repeated without the list.
import type { WeighedAs } from "./index/build-index.ts";
import { Rarity } from "./rarity.ts";

/** Of the whole list only the counts of the names that were asked for: no other listed person's data. */
export type RecordedWeights = {
  readonly population: number;
  readonly persons: number;
  /** Keys of names that were asked for and are listed, with how many persons have them. */
  readonly counts: readonly (readonly [key: string, count: number])[];
  /** Words that were asked for and are listed as they stand. */
  readonly listed: readonly string[];
};

/** Weighs as the whole, and notes what it is asked. */
export function recordWeights(whole: WeighedAs): {
  readonly weighed: WeighedAs;
  recorded(): RecordedWeights;
} {
  const { persons, keys, counts } = whole.rarity.columns();
  const all = new Map(keys.split("\n").map((key, at) => [key, counts[at] ?? 0]));
  const asked = new Set<string>();
  const words = new Set<string>();
  const rarity = new NotedRarity(all, persons, asked);
  const { listed } = whole.search;
  const has = (word: string): boolean => {
    const there = listed.has(word);
    if (there) words.add(word);
    return there;
  };
  return {
    weighed: { population: whole.population, rarity, search: { listed: { has, keys: () => words } } },
    recorded: () => ({
      population: whole.population,
      persons,
      counts: [...asked].sort().flatMap((key) => {
        const count = all.get(key);
        return count === undefined ? [] : [[key, count] as const];
      }),
      listed: [...words].sort(),
    }),
  };
}

class NotedRarity extends Rarity {
  readonly #asked: Set<string>;

  constructor(counts: ReadonlyMap<string, number>, persons: number, asked: Set<string>) {
    super(counts, persons);
    this.#asked = asked;
  }

  override bitsOf(key: string): number {
    this.#asked.add(key);
    return super.bitsOf(key);
  }

  override knows(key: string): boolean {
    this.#asked.add(key);
    return super.knows(key);
  }
}

/** Weighs as what was recorded: whatever was not asked then is not known now. */
export function weighedBy({ population, persons, counts, listed }: RecordedWeights): WeighedAs {
  return {
    population,
    rarity: new Rarity(new Map(counts), persons),
    search: { listed: new Set(listed) },
  };
}
