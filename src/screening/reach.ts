// Which travellers may match anything of a short list at all, seen from what each of their words is worth there.
import { findPairs, type FindForms } from "./candidates.ts";
import { neededWords, wordsSuffice } from "./candidate-names.ts";
import { findJoins } from "./join-hits.ts";
import type { ListIndex } from "./index/list-index.ts";
import { NO_DATES } from "./index/packed-date.ts";
import type { Query, QueryJoin, QueryName, QueryToken } from "./query.ts";
import { BIRTH_DATE } from "./score/model.ts";
import { mostDateBits, MOST_OTHER_DATE } from "./score/facts.ts";
import { unfoundBits } from "./score/scorer.ts";
import { WordPairs } from "./word-pairs.ts";

/** In a list of so many entries a look at each name that shares a word costs less than seeking; longer lists are sought in. */
export const REACH_MOST_ENTRIES = 2_000;

/** What else of entries is compared: those with dates near the traveller's, and what all that is worth. */
type Beside = {
  readonly near: ReadonlySet<number>;
  /** The most that sex, nationality and place of birth add. */
  readonly mostFacts: number;
  readonly facts: (entry: number) => number;
};

/** Listed names that share a word with one of the traveller's, and the most that it is worth in each. */
type Worth = { readonly names: Uint32Array; readonly bits: Float64Array };

/**
 * What words are worth in one index, kept until forgotten: a few words make up most names. Exact: a traveller who may not
 * reach `least` has no match, unless by a document or with an equal birth date (G6), which are not looked at here.
 */
export class Reach {
  readonly #index: ListIndex;
  readonly #words = new Map<QueryToken, Worth>();
  readonly #joins = new Map<string, Worth>();
  readonly #sums: Float64Array;
  readonly #touched: number[] = [];
  #pairs: WordPairs | null = null;
  readonly #find: FindForms;

  constructor(index: ListIndex) {
    this.#index = index;
    this.#find = (form) => index.search.find(form);
    this.#sums = new Float64Array(index.size <= REACH_MOST_ENTRIES ? index.names : 0);
  }

  forget(): void {
    this.#words.clear();
    this.#joins.clear();
  }

  mayReach({ names, birthDate }: Query, least: number, beside: Beside): boolean {
    return names.some(
      (name) =>
        this.#sharesEnough(name, birthDate, least, beside) ||
        findJoins(this.#index, name, this.#find).size > 0,
    );
  }

  /** Whether any listed name has words enough with this one, beside what else of its entry agrees. */
  #sharesEnough(
    name: QueryName,
    birthDate: Query["birthDate"],
    least: number,
    { near, mostFacts, facts }: Beside,
  ): boolean {
    let unfound = 0;
    for (const token of name.tokens) {
      unfound += unfoundBits(token);
      this.#add(this.#ofWord(name, token));
    }
    for (const join of name.joins) this.#add(this.#ofJoin(name, join));
    const { population, nameDate, nameEntry } = this.#index;
    const needed = (dateBits: number) => neededWords(population, least, dateBits + mostFacts) - unfound;
    const undated = needed(0);
    const other = needed(MOST_OTHER_DATE);
    const far = needed(BIRTH_DATE.farYear);
    let enough = false;
    for (const at of this.#touched) {
      const words = this.#sums[at] ?? 0;
      this.#sums[at] = 0;
      if (enough) continue;
      const entry = nameEntry[at] ?? 0;
      if (!near.has(entry)) {
        const dateBits = mostDateBits(birthDate, nameDate[at] ?? NO_DATES);
        if (words < (dateBits < 0 ? far : dateBits === 0 ? undated : other)) continue;
      }
      enough = wordsSuffice(population, least, words + unfound, facts(entry));
    }
    this.#touched.length = 0;
    return enough;
  }

  #add({ names, bits }: Worth): void {
    for (let at = 0; at < names.length; at++) {
      const name = names[at] ?? 0;
      const before = this.#sums[name] ?? 0;
      if (before === 0) this.#touched.push(name);
      this.#sums[name] = before + (bits[at] ?? 0);
    }
  }

  #ofWord(name: QueryName, token: QueryToken): Worth {
    let worth = this.#words.get(token);
    if (worth === undefined)
      this.#words.set(token, (worth = this.#worthOf({ ...name, tokens: [token], joins: [] })));
    return worth;
  }

  /** Words read as one, as if they were the rarest: it holds whatever they are worth. */
  #ofJoin(name: QueryName, join: QueryJoin): Worth {
    const id = join.readings.map(({ form }) => form.text).join(" ");
    let worth = this.#joins.get(id);
    if (worth === undefined) {
      const tokens = join.members.flatMap((at) => name.tokens[at] ?? []);
      const heavy = tokens.map((token) => ({ ...token, bits: Infinity, readings: [], initials: 0 }));
      const members = tokens.map((_token, at) => at);
      this.#joins.set(id, (worth = this.#worthOf({ ...name, tokens: heavy, joins: [{ ...join, members }] })));
    }
    return worth;
  }

  #worthOf(name: QueryName): Worth {
    const { tokens, tokenNames } = this.#index;
    const pairs = (this.#pairs ??= new WordPairs(tokens.surfaces.length));
    findPairs(this.#index, name, pairs, this.#find);
    const names: number[] = [];
    const bits: number[] = [];
    for (const token of pairs.tokens) {
      for (let at = tokenNames.starts[token] ?? 0; at < (tokenNames.starts[token + 1] ?? 0); at++) {
        names.push(tokenNames.values[at] ?? 0);
        bits.push(pairs.most(token));
      }
    }
    return { names: Uint32Array.from(names), bits: Float64Array.from(bits) };
  }
}
