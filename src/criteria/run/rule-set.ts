// Rules that are asked together: found by carrier, route and agency, common conditions asked once for each traveller.
import { conditionsOf, type Condition, type Rule } from "../language/ast.ts";
import { fieldsOf } from "../language/lint.ts";
import { definitionOf } from "../language/lint-grounds.ts";
import { compile, keyOf, type CompiledRule, type Sharing } from "./compile.ts";
import { slotOf, type Facts, type Value } from "./facts.ts";
import { TRUE, UNKNOWN, type Ask, type Truth } from "./terms.ts";

export type RuleSet = {
  readonly size: number;
  /** The fields and collections the rules ask for. */
  readonly fields: readonly string[];
  /** Calls `see` for each rule that matches, in the order of the set. */
  readonly match: (facts: Facts, see: (rule: Rule) => void) => void;
  /** Calls `see` for each rule that data not told keep from being decided. */
  readonly undecided: (facts: Facts, see: (rule: Rule) => void) => void;
};

/** What rules are found by: if one of these fields must have certain values for a rule to match, others need not be asked. */
const keys = [
  "flight.route",
  "flight.designator",
  "agency.iata",
  "flight.carrier",
  "flight.origin",
  "flight.destination",
  "booking.host",
  "agency.country",
  "flight.origin-country",
  "flight.destination-country",
  "flight.direction",
] as const;

/** Compiles rules that lint admits into one set. */
export function ruleSet(rules: readonly Rule[]): RuleSet {
  const memo = new Memo(rules);
  const compiled = rules.map((rule) => compile(rule, memo.sharing));
  const index = new Index(rules);
  const marks = new Uint8Array(rules.length);
  const each = (facts: Facts, wanted: Truth, see: (rule: Rule) => void) => {
    memo.begin();
    index.mark(facts, marks, wanted);
    for (let at = 0; at < marks.length; at += 1) {
      if (marks[at] === 0) continue;
      const one: CompiledRule | undefined = compiled[at];
      if (one !== undefined && one.ask(facts) === wanted) see(one.rule);
    }
  };
  return {
    size: rules.length,
    fields: [...new Set([...rules.flatMap(fieldsOf), "traveller.age", "traveller.type"])].toSorted(),
    match: (facts, see) => each(facts, TRUE, see),
    undecided: (facts, see) => each(facts, UNKNOWN, see),
  };
}

/** Answers of conditions that stand in several rules, kept for one traveller at a time. */
class Memo {
  readonly #uses = new Map<string, number>();
  readonly #made = new Map<string, Ask>();
  #round = 0;
  #rounds = new Int32Array(0);
  #answers = new Uint8Array(0);

  constructor(rules: readonly Rule[]) {
    for (const rule of rules)
      for (const { condition } of conditionsOf(rule)) {
        if (
          condition.is !== "all" &&
          condition.is !== "any" &&
          condition.is !== "count" &&
          condition.is !== "like"
        )
          continue;
        const key = keyOf(rule, condition);
        this.#uses.set(key, (this.#uses.get(key) ?? 0) + 1);
      }
  }

  begin(): void {
    this.#round += 1;
    if (this.#round < 0x7fff_ffff) return;
    this.#round = 1;
    this.#rounds.fill(0);
  }

  readonly sharing: Sharing = (key, make) => {
    if ((this.#uses.get(key) ?? 0) < 2) return make();
    const before = this.#made.get(key);
    if (before !== undefined) return before;
    const inner = make();
    const at = this.#made.size;
    if (at >= this.#rounds.length) this.#grow();
    const shared: Ask = (facts, item) => {
      // Of an item the answer is its own: only what is asked of the traveller as a whole is kept.
      if (item.length > 0) return inner(facts, item);
      if (this.#rounds[at] === this.#round) return asTruth(this.#answers[at]);
      const answer = inner(facts, item);
      this.#rounds[at] = this.#round;
      this.#answers[at] = answer;
      return answer;
    };
    this.#made.set(key, shared);
    return shared;
  };

  #grow(): void {
    const size = Math.max(64, this.#rounds.length * 2);
    const [rounds, answers] = [new Int32Array(size), new Uint8Array(size)];
    rounds.set(this.#rounds);
    answers.set(this.#answers);
    [this.#rounds, this.#answers] = [rounds, answers];
  }
}

const asTruth = (answer: number | undefined): Truth => (answer === 2 ? 2 : answer === 1 ? 1 : 0);

/** The rules by the values they need. */
class Index {
  /** 1 for rules that are asked of everyone: they need nothing that is indexed. */
  readonly #always: Uint8Array;
  readonly #by: { readonly slot: number; readonly rules: Map<Value, number[]> }[] = keys.map((name) => ({
    slot: slotOf(name),
    rules: new Map(),
  }));

  constructor(rules: readonly Rule[]) {
    this.#always = new Uint8Array(rules.length);
    for (const [at, rule] of rules.entries()) {
      const needs = neededValues(rule, rule.when);
      const best = keys
        .map((name, place) => ({ place, values: needs.get(name) }))
        .filter(({ values }) => values !== undefined)
        .toSorted((a, b) => (a.values?.size ?? 0) - (b.values?.size ?? 0) || a.place - b.place)[0];
      // What needs two values of one field at once is never true, but undecided where the field is not told.
      if (best?.values === undefined || best.values.size === 0) this.#always[at] = 1;
      else for (const value of best.values) this.#put(best.place, value, at);
    }
  }

  #put(place: number, value: Value, rule: number): void {
    const rules = this.#by[place]?.rules;
    const list = rules?.get(value);
    if (list === undefined) rules?.set(value, [rule]);
    else list.push(rule);
  }

  /** Sets 1 for the rules that may come out as `wanted`: where a value is not told, those that need it are not true. */
  mark({ values }: Facts, marks: Uint8Array, wanted: Truth): void {
    marks.set(this.#always);
    for (const { slot, rules } of this.#by) {
      if (rules.size === 0) continue;
      const value = values[slot] ?? null;
      if (value !== null) for (const rule of rules.get(value) ?? []) marks[rule] = 1;
      else if (wanted === UNKNOWN)
        for (const list of rules.values()) for (const rule of list) marks[rule] = 1;
    }
  }
}

type Needs = ReadonlyMap<string, ReadonlySet<Value>>;

/** For fields that must have one of certain values if `condition` is to be true: which. */
export function neededValues(rule: Rule, condition: Condition): Needs {
  switch (condition.is) {
    case "compare":
      if (condition.op !== "=" || condition.left.term !== "field" || condition.right.term !== "text")
        return new Map();
      return new Map([[condition.left.field, new Set([condition.right.text])]]);
    case "in":
      return condition.left.term === "field"
        ? new Map([[condition.left.field, new Set<Value>(condition.set)]])
        : new Map();
    case "all":
      return condition.of.map((part) => neededValues(rule, part)).reduce(narrowed);
    case "any":
      return condition.of.map((part) => neededValues(rule, part)).reduce(widened);
    case "use": {
      const meant = definitionOf(rule, condition.name);
      return meant === null ? new Map() : neededValues(rule, meant);
    }
    case "not":
    case "range":
    case "like":
    case "known":
    case "count":
      return new Map();
  }
}

function narrowed(one: Needs, other: Needs): Needs {
  const both = new Map(one);
  for (const [name, values] of other) {
    const before = both.get(name);
    both.set(name, before === undefined ? values : new Set([...before].filter((value) => values.has(value))));
  }
  return both;
}

function widened(one: Needs, other: Needs): Needs {
  const shared = new Map<string, ReadonlySet<Value>>();
  for (const [name, values] of one) {
    const others = other.get(name);
    if (others !== undefined) shared.set(name, new Set([...values, ...others]));
  }
  return shared;
}
