// Scores listed names against one traveller name: gathers the pairings, aligns them, adds what is left over.
import { bestReading, pairBits, SAME_SOUND, type JoinHit } from "../candidates.ts";
import type { WordPairs } from "../word-pairs.ts";
import { joinNearness, wordsOfHit } from "../join-hits.ts";
import { KINDS, NAME_TYPES, ROLES, type ListIndex } from "../index/list-index.ts";
import type { QueryName } from "../query.ts";
import { align, Edges, type Alignment } from "./alignment.ts";
import { NAME } from "./model.ts";
import { nameBits, type NameShape, type NameSink } from "./name-evidence.ts";

const PLAIN = KINDS.indexOf("plain");
const INITIAL = KINDS.indexOf("initial");
const HONORIFIC = KINDS.indexOf("honorific");
const WEAK = NAME_TYPES.indexOf("weak");

export function emptyShape(): NameShape {
  return { surname: 0, given: 0, patronymic: 0, unknown: 0, core: 0, count: 0 };
}

/** Adds one word to a shape. Honorifics pair but never count when left over. */
function addWord(shape: NameShape, role: string, honorific: boolean): void {
  const bit = 1 << shape.count;
  shape.count += 1;
  if (honorific) return;
  if (role === "surname") shape.surname |= bit;
  else if (role === "given") shape.given |= bit;
  else if (role === "patronymic") shape.patronymic |= bit;
  else shape.unknown |= bit;
  if (role !== "patronymic") shape.core |= bit;
}

/** Reusable scorer of one traveller name against names of one index. */
export class NameScorer {
  readonly edges = new Edges();
  readonly alignment: Alignment = { chosen: [], leftCovered: 0, rightCovered: 0, bits: 0 };
  readonly #index: ListIndex;
  readonly #name: QueryName;
  readonly #pairs: WordPairs;
  readonly #joinHits: ReadonlyMap<number, readonly JoinHit[]>;
  readonly #left: NameShape;
  readonly #leftBits: (place: number) => number;
  /** What words that the word search does not find may add to any name: initials and words cut short. */
  readonly bonus: number;
  /**
   * Whether the name scored last shares a whole word with the traveller's. Initials and words cut to a few letters
   * count beside such a word only: by themselves they would make everyone a candidate.
   */
  anchored = false;

  constructor(
    index: ListIndex,
    name: QueryName,
    pairs: WordPairs,
    joinHits: ReadonlyMap<number, readonly JoinHit[]>,
  ) {
    this.#index = index;
    this.#name = name;
    this.#pairs = pairs;
    this.#joinHits = joinHits;
    this.#left = emptyShape();
    for (const token of name.tokens) addWord(this.#left, token.role, token.kind === "honorific");
    this.#leftBits = (place) => name.tokens[place]?.bits ?? 0;
    this.bonus = name.tokens.reduce((sum, token) => sum + unfoundBits(token), 0);
  }

  /** Bits of one listed name; `relaxed` also pairs words that only an equal birth date makes near (G6). */
  score(name: number, relaxed: boolean, sink: NameSink | null): number {
    const index = this.#index;
    const right = emptyShape();
    const from = index.nameTokens.starts[name] ?? 0;
    const to = index.nameTokens.starts[name + 1] ?? 0;
    this.edges.clear();
    this.anchored = false;
    for (let at = from; at < to; at++) {
      const token = index.nameTokens.values[at] ?? 0;
      const kind = index.tokens.kinds[token] ?? PLAIN;
      this.#addEdges(token, kind, 1 << (at - from), relaxed);
      addWord(right, ROLES[index.nameRoles[at] ?? 0] ?? "unknown", kind === HONORIFIC);
    }
    this.#addJoins(name, from);
    if (!this.anchored) this.edges.clear();
    align(this.edges, this.alignment);
    return nameBits(
      { left: this.#left, right },
      { edges: this.edges, alignment: this.alignment, leftBits: this.#leftBits },
      {
        cut: this.#name.mayBeCut,
        weak: index.nameType[name] === WEAK,
        bornTheSameDay: relaxed,
        mayHaveMarried: relaxed && this.#name.female,
      },
      sink,
    );
  }

  #addEdges(token: number, kind: number, right: number, relaxed: boolean): void {
    const { tokens, joins } = this.#name;
    const near = this.#pairs.has(token);
    const rightBits = this.#index.tokens.bits[token] ?? 0;
    const rightInitials = this.#index.tokens.initials[token] ?? 0;
    for (const [column, left] of tokens.entries()) {
      let bits = near ? this.#pairs.get(token, column) : 0;
      if (bits > 0 && kind !== INITIAL) this.anchored = true;
      if (left.kind === "initial") {
        if ((left.initials & rightInitials) !== 0) bits = Math.min(NAME.initial, left.bits, rightBits);
      } else if (isShortCut(left))
        bits = Math.max(bits, this.#cutBits(left.readings[0]?.form.text ?? "", token));
      if (bits <= 0 && relaxed && left.kind === "plain" && kind === PLAIN) {
        const best = bestReading(this.#index, left, token, true);
        if (best !== null) bits = pairBits(Math.min(left.bits, rightBits), best.near, best.cost);
        if (bits > 0) this.anchored = true;
      }
      if (bits > 0) this.edges.add(1 << column, right, kind === HONORIFIC ? Math.min(bits, 2) : bits);
    }
    if (!near) return;
    for (const [at, join] of joins.entries()) {
      const bits = this.#pairs.get(token, tokens.length + at);
      if (bits <= 0) continue;
      let left = 0;
      for (const member of join.members) left |= 1 << member;
      this.anchored = true;
      this.edges.add(left, right, Math.min(bits, rightBits));
    }
  }

  /** A word of one to three letters at the end of a name that was cut: it begins a listed word. */
  #cutBits(start: string, token: number): number {
    const { starts, values } = this.#index.tokens.forms;
    for (let at = starts[token] ?? 0; at < (starts[token + 1] ?? 0); at++) {
      if (this.#index.forms[values[at] ?? 0]?.text.startsWith(start) === true) {
        return Math.min(SHORT_MOST, start.length * 2, this.#index.tokens.bits[token] ?? 0);
      }
    }
    return 0;
  }

  /** Whether a word of the traveller is listed as it stands: it is then likelier a name of its own than words run together. */
  #isListed(token: number): boolean {
    const first = this.#name.tokens[token]?.readings[0];
    return first !== undefined && this.#index.search.has(first.form);
  }

  #addJoins(name: number, from: number): void {
    const hits = this.#joinHits.get(name);
    if (hits === undefined) return;
    for (const hit of hits) {
      const near = joinNearness(this.#index, name, hit, this.#name);
      if (near <= 0) continue;
      const words = wordsOfHit(this.#index, name, hit, this.#name);
      let [left, right] = [0, 0];
      let [ours, theirs] = [0, 0];
      for (const member of words.left) {
        left |= 1 << member;
        ours += this.#leftBits(member);
      }
      for (const member of words.right) {
        right |= 1 << member;
        theirs += this.#index.tokens.bits[this.#index.nameTokens.values[from + member] ?? 0] ?? 0;
      }
      this.anchored = true;
      // a glued word is rarer than its parts: where the traveller writes it, what it holds is weighed by them
      const weight = words.left.length > 1 ? Math.min(ours, theirs) : theirs;
      const known = near < SAME_SOUND && this.#isListed(hit.token) ? NAME.knownName : 0;
      const bits = pairBits(weight, near, 0) + NAME.join + known;
      if (bits > 0) this.edges.add(left, right, bits);
    }
  }
}

export const SHORT_MOST = 6;

/** What a word may add to any name though the word search does not find it. */
export function unfoundBits(token: QueryName["tokens"][number]): number {
  return token.kind === "initial" ? NAME.initial : isShortCut(token) ? SHORT_MOST : 0;
}

/** Whether a word was cut so short that the word search cannot find it. */
export function isShortCut(token: QueryName["tokens"][number]): boolean {
  const letters = token.readings[0]?.form.text.length ?? 0;
  return token.maybeCut && letters >= 1 && letters < 4;
}
