// Makes of a rule's tree closures that answer for packed facts in Kleene's three values.
import { WHEN_POINTS, type Comparison, type Condition, type Rule } from "../language/ast.ts";
import { collectionNamed } from "../language/catalogue.ts";
import { definitionOf } from "../language/lint-grounds.ts";
import { collectionSlotOf, slotOf, type Facts, type Row } from "./facts.ts";
import { patternOf } from "./pattern.ts";
import {
  compareTerms,
  FALSE,
  readField,
  readTerm,
  TRUE,
  truth,
  UNKNOWN,
  type Ask,
  type Truth,
} from "./terms.ts";

/** A rule ready to be asked. It must be one that lint admits. */
export type CompiledRule = {
  readonly rule: Rule;
  /** Whether the rule matches: true only when `when` is, and enough points come together. */
  readonly ask: (facts: Facts) => Truth;
  /** The points of a traveller for whom `when` is true. What is not known adds and takes nothing. */
  readonly points: (facts: Facts) => number;
};

/** How a condition that several rules have in common is shared: null compiles it anew. */
export type Sharing = (key: string, make: () => Ask) => Ask;
const unshared: Sharing = (_, make) => make();

const noItem: Row = [];
const ADULT = 18;
const ageSlot = slotOf("traveller.age");
const typeSlot = slotOf("traveller.type");

/**
 * Whether the traveller is of age. Of unknown age counts as adult only who was booked as one; in doubt it is not known, and no
 * rule makes a suspect of them (HR-CHILD-2).
 */
export function isAdult({ values }: Facts): Truth {
  const age = values[ageSlot];
  if (typeof age === "number") return truth(age >= ADULT);
  const type = values[typeSlot];
  if (type === "adult") return TRUE;
  return type === "child" || type === "infant" ? FALSE : UNKNOWN;
}

/** Compiles one rule; `sharing` is given by a set of rules that are asked together. */
export function compile(rule: Rule, sharing: Sharing = unshared): CompiledRule {
  const ask = (condition: Condition) => compileCondition(rule, condition, sharing);
  const when = ask(rule.when);
  const weigh = [
    ...rule.adds.map(({ points, condition }) => ({ points, holds: ask(condition) })),
    ...rule.lowers.map(({ points, condition }) => ({ points: -points, holds: ask(condition) })),
  ];
  const points = (facts: Facts): number => {
    let sum = WHEN_POINTS;
    for (const { points: worth, holds } of weigh) if (holds(facts, noItem) === TRUE) sum += worth;
    return sum;
  };
  const { matchAt } = rule;
  const suspects = rule.outcome === "suspect";
  return {
    rule,
    points,
    ask: (facts) => {
      const adult = suspects ? isAdult(facts) : TRUE;
      if (adult === FALSE) return FALSE;
      const holds = when(facts, noItem);
      if (holds === FALSE || points(facts) < matchAt) return FALSE;
      return holds < adult ? holds : adult;
    },
  };
}

/** One condition of a rule as a closure; definitions are followed. */
export function compileCondition(rule: Rule, condition: Condition, sharing: Sharing = unshared): Ask {
  const make = (part: Condition): Ask => compileCondition(rule, part, sharing);
  switch (condition.is) {
    case "all":
      return sharing(keyOf(rule, condition), () => allOf(cheapFirst(rule, condition.of).map(make)));
    case "any":
      return sharing(keyOf(rule, condition), () => anyOf(cheapFirst(rule, condition.of).map(make)));
    case "not": {
      const inner = make(condition.of);
      return (facts, item) => negated(inner(facts, item));
    }
    case "compare":
      return compareTerms(condition.left, condition.op, condition.right);
    case "in": {
      const left = readTerm(condition.left);
      const set = new Set<unknown>(condition.set);
      return (facts, item) => {
        const value = left(facts, item);
        return value === null ? UNKNOWN : truth(set.has(value));
      };
    }
    case "range":
      return allOf([
        compareTerms(condition.left, ">=", condition.from),
        compareTerms(condition.left, "<=", condition.to),
      ]);
    case "like": {
      const left = readTerm(condition.left);
      const fits = patternOf(condition.pattern);
      return sharing(keyOf(rule, condition), () => (facts, item) => {
        const value = left(facts, item);
        return typeof value === "string" ? truth(fits(value)) : UNKNOWN;
      });
    }
    case "known":
      return known(condition.what);
    case "count":
      return sharing(keyOf(rule, condition), () => countOf(rule, condition, sharing));
    case "use": {
      const meant = definitionOf(rule, condition.name);
      if (meant === null)
        throw new Error(`${condition.name} is not defined: only rules that lint admits are compiled`);
      return make(meant);
    }
  }
}

/** The parts in the order of what they cost: the first that decides spares the others, and the answer is the same. */
function cheapFirst(rule: Rule, parts: readonly Condition[]): readonly Condition[] {
  return parts
    .map((part) => ({ part, cost: costOf(rule, part) }))
    .toSorted((a, b) => a.cost - b.cost)
    .map(({ part }) => part);
}

const LOOK = 1;
const SEARCH = 3;
const ITEMS = 8;

/** What a condition costs beside looking at one field. */
function costOf(rule: Rule, condition: Condition): number {
  switch (condition.is) {
    case "known":
      return LOOK;
    case "compare":
      return condition.left.term === "field" ? LOOK : SEARCH;
    case "in":
    case "range":
    case "like":
      return SEARCH;
    case "not":
      return costOf(rule, condition.of);
    case "all":
    case "any":
      return condition.of.reduce((sum, part) => sum + costOf(rule, part), 0);
    case "use": {
      const meant = definitionOf(rule, condition.name);
      return meant === null ? 0 : costOf(rule, meant);
    }
    case "count": {
      const each = condition.where === null ? 0 : costOf(rule, condition.where);
      return ITEMS * (1 + each) * (condition.window === null ? 1 : ITEMS);
    }
  }
}

/** Equal for conditions that mean the same in two rules: definitions are written out. */
export function keyOf(rule: Rule, condition: Condition): string {
  return JSON.stringify(condition, (_, value: unknown) => {
    if (typeof value !== "object" || value === null || !("is" in value) || value.is !== "use") return value;
    return "name" in value ? definitionOf(rule, String(value.name)) : value;
  });
}

const negated = (value: Truth): Truth => (value === TRUE ? FALSE : value === FALSE ? TRUE : UNKNOWN);

function allOf(parts: readonly Ask[]): Ask {
  return (facts, item) => {
    let least: Truth = TRUE;
    for (const part of parts) {
      const value = part(facts, item);
      if (value === FALSE) return FALSE;
      if (value < least) least = value;
    }
    return least;
  };
}

function anyOf(parts: readonly Ask[]): Ask {
  return (facts, item) => {
    let most: Truth = FALSE;
    for (const part of parts) {
      const value = part(facts, item);
      if (value === TRUE) return TRUE;
      if (value > most) most = value;
    }
    return most;
  };
}

function known(what: string): Ask {
  if (collectionNamed(what) !== undefined) {
    const slot = collectionSlotOf(what);
    return ({ rows }) => truth((rows[slot] ?? null) !== null);
  }
  const read = readField(what);
  return (facts, item) => truth(read(facts, item) !== null);
}

type Count = Extract<Condition, { is: "count" }>;

/**
 * Of items that do not tell, it is not known whether they count: the number lies between those that surely do and those that
 * may, and the comparison is known where both ends agree.
 */
function countOf(rule: Rule, { of, where, within, window, op, number }: Count, sharing: Sharing): Ask {
  const slot = collectionSlotOf(of);
  const asked = where === null ? null : compileCondition(rule, where, sharing);
  const days = collectionNamed(of)?.days ?? null;
  const daySlot = days === null ? -1 : slotOf(days);
  const near: Ask = (_, item) => {
    const before = item[daySlot];
    return typeof before === "number" ? truth(within === null || before <= within) : UNKNOWN;
  };
  const parts = [...(within === null ? [] : [near]), ...(asked === null ? [] : [asked])];
  const [only = always] = parts;
  const holds = parts.length > 1 ? allOf(parts) : only;
  const tally =
    window === null
      ? countAll
      : (facts: Facts, items: readonly Row[], counts: Ask) =>
          countBusiest(facts, items, counts, daySlot, window);
  return (facts) => {
    const items = facts.rows[slot] ?? null;
    if (items === null) return UNKNOWN;
    const { least, most } = tally(facts, items, holds);
    return between(least, most, op, number);
  };
}

const always: Ask = () => TRUE;

type Tally = { readonly least: number; readonly most: number };

function countAll(facts: Facts, items: readonly Row[], holds: Ask): Tally {
  let least = 0;
  let most = 0;
  for (const item of items) {
    const value = holds(facts, item);
    if (value === TRUE) least += 1;
    if (value !== FALSE) most += 1;
  }
  return { least, most };
}

/** The most in any `window` days on end, the first and the last of them counted. Items without a day stand in no window. */
function countBusiest(
  facts: Facts,
  items: readonly Row[],
  holds: Ask,
  daySlot: number,
  window: number,
): Tally {
  const dated = items.flatMap((item) => {
    const day = item[daySlot];
    return typeof day === "number" ? [{ day, value: holds(facts, item) }] : [];
  });
  let least = 0;
  let most = 0;
  for (const { day: start } of dated) {
    let sure = 0;
    let possible = 0;
    for (const { day, value } of dated) {
      if (day < start || day > start + window - 1) continue;
      if (value === TRUE) sure += 1;
      if (value !== FALSE) possible += 1;
    }
    if (sure > least) least = sure;
    if (possible > most) most = possible;
  }
  return { least, most };
}

function between(least: number, most: number, op: Comparison, number: number): Truth {
  switch (op) {
    case ">=":
      return least >= number ? TRUE : most < number ? FALSE : UNKNOWN;
    case ">":
      return least > number ? TRUE : most <= number ? FALSE : UNKNOWN;
    case "<":
      return most < number ? TRUE : least >= number ? FALSE : UNKNOWN;
    case "<=":
      return most <= number ? TRUE : least > number ? FALSE : UNKNOWN;
    case "=":
      return least === number && most === number ? TRUE : number < least || number > most ? FALSE : UNKNOWN;
    case "!=":
      return negated(between(least, most, "=", number));
  }
}
