// A run of mutations: number by number, each made of the run's seed and its own number alone, and checked.
import { readTransmission } from "#messages";
import { checkAnswered, checkExplained } from "./answered.ts";
import { harmlessDocument } from "./documents.ts";
import { harmless } from "./harmless.ts";
import { hostile } from "./hostile.ts";
import {
  checkArrival,
  checkChunks,
  checkNames,
  checkPersons,
  checkRedacted,
  checkSecrets,
  checkShape,
  checkValues,
  checkWitnessed,
} from "./invariants.ts";
import type { Verdict } from "./invariants.ts";
import { Random } from "./random.ts";
import { checkWritten } from "./written.ts";
import { SHORT_BYTES } from "./seeds.ts";
import { wounded } from "./units.ts";
import type { Seed } from "./seeds.ts";

export type Mutation = {
  readonly bytes: Buffer;
  readonly seed: Seed;
  /** Who travels was left alone: nobody may be missing, and nothing sensitive may come out. */
  readonly harmless: boolean;
  /** The names of those who are whole in it, where others were damaged. */
  readonly others: readonly string[];
  /** Goes on where making it left off: the checks draw from it. */
  readonly random: Random;
};

/** Most messages that are taken of one delivery (src/intake/receive.ts). */
const MESSAGES_MAX = 5_000;
/** How often a mutation is one of a long seed, and a harmless one. */
const LONG_ONCE_IN = 300;
const HARMLESS_ONCE_IN = 4;
/** How often damage is done to one traveller or booking alone. */
const WOUNDED_ONCE_IN = 8;
/** How often the checks are made that take longer than reading does. */
const SLOW_CHECK_ONCE_IN = 24;
const WRITING_ONCE_IN = 80;
const ANSWERING_ONCE_IN = 160;
const ARRIVING_ONCE_IN = 200;

export class Campaign {
  readonly #seed: number;
  readonly #short: Choice;
  readonly #long: Choice;
  readonly #regular: Choice;
  readonly #withUnits: Choice;

  constructor(seed: number, seeds: readonly Seed[]) {
    this.#seed = seed;
    this.#short = new Choice(seeds.filter(isShort));
    this.#long = new Choice(seeds.filter((one) => !isShort(one)));
    this.#regular = new Choice(seeds.filter((one) => isShort(one) && one.regular));
    this.#withUnits = new Choice(seeds.filter((one) => isShort(one) && one.units.length > 0));
  }

  /** The mutation with a number. */
  mutation(number: number): Mutation {
    const random = new Random(this.#seed, number);
    const isLong = !this.#long.isEmpty && random.oneIn(LONG_ONCE_IN);
    if (random.oneIn(HARMLESS_ONCE_IN)) {
      const seed = this.#regular.pick(random);
      const bytes =
        seed.form === null ? harmless(seed, random) : harmlessDocument(seed.bytes, seed.form, random);
      return { bytes, seed, harmless: true, others: [], random };
    }
    if (random.oneIn(WOUNDED_ONCE_IN)) {
      const seed = this.#withUnits.pick(random);
      const unit = random.pick(seed.units);
      return { bytes: wounded(seed, unit, random), seed, harmless: false, others: unit.others, random };
    }
    const seed = (isLong ? this.#long : this.#short).pick(random);
    const bytes = hostile({ random, seed, other: this.#short.pick(random) });
    return { bytes, seed, harmless: false, others: [], random };
  }

  /** Reads a mutation and checks what was read. */
  async check({ bytes, seed, harmless: kept, others, random }: Mutation): Promise<Verdict> {
    const read = readTransmission(bytes, MESSAGES_MAX);
    const { messages } = read;
    let wrong = checkShape(read);
    // Of so many none is read; in parts they come one by one, and the comparison would hold them all.
    if (messages[0]?.findings.some(({ code }) => code === "MESSAGES_TOO_MANY")) return wrong;
    if (kept) wrong ??= checkPersons(messages, seed);
    if (others.length > 0) wrong ??= checkNames(messages, others);
    if (random.oneIn(SLOW_CHECK_ONCE_IN)) wrong ??= checkValues(messages);
    if (random.oneIn(SLOW_CHECK_ONCE_IN)) wrong ??= checkChunks(bytes, messages, random);
    if (random.oneIn(isSeldom(seed, bytes) ? 6 : ARRIVING_ONCE_IN))
      wrong ??= await checkArrival(bytes, messages, random);
    if (random.oneIn(WRITING_ONCE_IN)) wrong ??= checkWritten(messages, kept);
    if (random.oneIn(ANSWERING_ONCE_IN)) wrong ??= checkAnswered(messages);
    if (random.oneIn(ANSWERING_ONCE_IN)) wrong ??= checkExplained(bytes);
    if (kept && random.oneIn(6)) wrong ??= checkSecrets(read, seed);
    if (kept && random.oneIn(SLOW_CHECK_ONCE_IN)) wrong ??= checkRedacted(bytes, read);
    if (random.oneIn(SLOW_CHECK_ONCE_IN)) wrong ??= checkWitnessed(bytes, messages);
    return wrong;
  }

  /** As `check` of the mutation with a number; what is thrown is what is wrong. */
  async try(number: number): Promise<Verdict> {
    try {
      return await this.check(this.mutation(number));
    } catch (thrown) {
      return `threw ${thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown)}`;
    }
  }
}

/** Documents have few seeds, which are longer. */
const isShort = ({ bytes, form }: Seed): boolean =>
  bytes.length <= SHORT_BYTES || (form !== null && bytes.length <= 2 * SHORT_BYTES);

/** Seeds to choose from: mostly any of them, else one of a kind, so that the kinds with few of them come too. */
class Choice {
  readonly #all: readonly Seed[];
  readonly #kinds: readonly (readonly Seed[])[];

  constructor(seeds: readonly Seed[]) {
    this.#all = seeds;
    this.#kinds = [...Map.groupBy(seeds, ({ kind }) => kind).values()];
  }

  get isEmpty(): boolean {
    return this.#all.length === 0;
  }

  pick(random: Random): Seed {
    return random.oneIn(4) ? random.pick(random.pick(this.#kinds)) : random.pick(this.#all);
  }
}

/** Documents and what is packed: they arrive otherwise than other input does. */
const isSeldom = ({ form }: Seed, bytes: Buffer): boolean => form !== null || bytes[0] === 0x1f;
