// A run of mutations: number by number, each made of the run's seed and its own number alone, and checked.
import { readTransmission } from "#messages";
import { harmless } from "./harmless.ts";
import { hostile } from "./hostile.ts";
import {
  checkChunks,
  checkPersons,
  checkRedacted,
  checkSecrets,
  checkShape,
  checkValues,
} from "./invariants.ts";
import type { Verdict } from "./invariants.ts";
import { Random } from "./random.ts";
import { checkWritten } from "./written.ts";
import { SHORT_BYTES } from "./seeds.ts";
import type { Seed } from "./seeds.ts";

export type Mutation = {
  readonly bytes: Buffer;
  readonly seed: Seed;
  /** Who travels was left alone: nobody may be missing, and nothing sensitive may come out. */
  readonly harmless: boolean;
  /** Goes on where making it left off: the checks draw from it. */
  readonly random: Random;
};

/** How often a mutation is one of a long seed, and a harmless one. */
const LONG_ONCE_IN = 300;
const HARMLESS_ONCE_IN = 4;
/** How often the checks are made that take longer than reading does. */
const SLOW_CHECK_ONCE_IN = 24;
const WRITING_ONCE_IN = 80;

export class Campaign {
  readonly #seed: number;
  readonly #short: readonly Seed[];
  readonly #long: readonly Seed[];
  readonly #regular: readonly Seed[];

  constructor(seed: number, seeds: readonly Seed[]) {
    this.#seed = seed;
    this.#short = seeds.filter(({ bytes }) => bytes.length <= SHORT_BYTES);
    this.#long = seeds.filter(({ bytes }) => bytes.length > SHORT_BYTES);
    this.#regular = this.#short.filter(({ regular }) => regular);
  }

  /** The mutation with a number. */
  mutation(number: number): Mutation {
    const random = new Random(this.#seed, number);
    const isLong = this.#long.length > 0 && random.oneIn(LONG_ONCE_IN);
    if (random.oneIn(HARMLESS_ONCE_IN)) {
      const seed = random.pick(this.#regular);
      return { bytes: harmless(seed, random), seed, harmless: true, random };
    }
    const seed = random.pick(isLong ? this.#long : this.#short);
    const bytes = hostile({ random, seed, other: random.pick(this.#short) });
    return { bytes, seed, harmless: false, random };
  }

  /** Reads a mutation and checks what was read. */
  check({ bytes, seed, harmless: kept, random }: Mutation): Verdict {
    const read = readTransmission(bytes);
    const { messages } = read;
    let wrong = checkShape(read);
    if (kept) wrong ??= checkPersons(messages, seed);
    if (random.oneIn(SLOW_CHECK_ONCE_IN)) wrong ??= checkValues(messages);
    if (random.oneIn(SLOW_CHECK_ONCE_IN)) wrong ??= checkChunks(bytes, messages, random);
    if (random.oneIn(WRITING_ONCE_IN)) wrong ??= checkWritten(messages);
    if (kept && random.oneIn(6)) wrong ??= checkSecrets(read, seed);
    if (kept && random.oneIn(SLOW_CHECK_ONCE_IN)) wrong ??= checkRedacted(bytes, read);
    return wrong;
  }

  /** As `check` of the mutation with a number; what is thrown is what is wrong. */
  try(number: number): Verdict {
    try {
      return this.check(this.mutation(number));
    } catch (thrown) {
      return `threw ${thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown)}`;
    }
  }
}
