// Terms and comparisons as closures over packed facts.
import type { Comparison, Term } from "../language/ast.ts";
import { fieldNamed } from "../language/catalogue.ts";
import { kilometres } from "./distance.ts";
import { dayNumber, slotOf, type Facts, type Row, type Value } from "./facts.ts";

/** Kleene's values in their order: and is the lesser of two, or the greater, not the distance from true. */
export const FALSE = 0;
export const UNKNOWN = 1;
export const TRUE = 2;
export type Truth = typeof FALSE | typeof UNKNOWN | typeof TRUE;

/** `item`: the row of the collection that is looked at; empty outside. */
export type Ask = (facts: Facts, item: Row) => Truth;
export type Read = (facts: Facts, item: Row) => Value;

export const truth = (is: boolean): Truth => (is ? TRUE : FALSE);

const MS_PER_HOUR = 3_600_000;

/** Reads the value of a field, from the facts or from the item. */
export function readField(name: string): Read {
  const slot = slotOf(name);
  return fieldNamed(name)?.collection === null
    ? ({ values }) => values[slot] ?? null
    : (_, item) => item[slot] ?? null;
}

/** Reads the value of any term; null where a part of it is not told. */
export function readTerm(term: Term): Read {
  switch (term.term) {
    case "text":
      return always(term.text);
    case "number":
      return always(term.number);
    case "truth":
      return always(term.truth);
    case "date":
      return always(dayNumber(term.date));
    case "field":
      return readField(term.field);
    case "shift": {
      const of = readTerm(term.of);
      const { days } = term;
      return (facts, item) => {
        const value = of(facts, item);
        return typeof value === "number" ? value + days : null;
      };
    }
    case "distance": {
      const [from, to] = [readTerm(term.from), readTerm(term.to)];
      return (facts, item) => {
        const [one, other] = [from(facts, item), to(facts, item)];
        return typeof one === "string" && typeof other === "string" ? kilometres(one, other) : null;
      };
    }
    case "span": {
      const [from, to] = [readTerm(term.from), readTerm(term.to)];
      const unit = term.unit === "days" ? 1 : MS_PER_HOUR;
      return (facts, item) => {
        const [one, other] = [from(facts, item), to(facts, item)];
        return typeof one === "number" && typeof other === "number" ? (other - one) / unit : null;
      };
    }
  }
}

const always =
  (value: Value): Read =>
  () =>
    value;

/** The value that a term has whatever the facts; undefined where it depends on them. */
export function constantOf(term: Term): Value | undefined {
  if (term.term === "text") return term.text;
  if (term.term === "number") return term.number;
  if (term.term === "truth") return term.truth;
  return term.term === "date" ? dayNumber(term.date) : undefined;
}

/** Compares what two terms read; unknown where either is. */
export function compareTerms(left: Term, op: Comparison, right: Term): Ask {
  const value = constantOf(right);
  if (left.term === "field" && value !== undefined) return compareField(left.field, op, value);
  const [one, other] = [readTerm(left), readTerm(right)];
  const holds = comparer(op);
  return (facts, item) => {
    const a = one(facts, item);
    if (a === null) return UNKNOWN;
    const b = other(facts, item);
    return b === null ? UNKNOWN : truth(holds(a, b));
  };
}

/** The usual case by itself: a field and a value. */
function compareField(name: string, op: Comparison, value: Value): Ask {
  const slot = slotOf(name);
  const holds = comparer(op);
  const ofValue = (read: Value | undefined): Truth =>
    read === null || read === undefined || value === null ? UNKNOWN : truth(holds(read, value));
  return fieldNamed(name)?.collection === null
    ? ({ values }) => ofValue(values[slot])
    : (_, item) => ofValue(item[slot]);
}

type Known = string | number | boolean;

function comparer(op: Comparison): (a: Known, b: Known) => boolean {
  switch (op) {
    case "=":
      return (a, b) => a === b;
    case "!=":
      return (a, b) => a !== b;
    case "<":
      return (a, b) => a < b;
    case "<=":
      return (a, b) => a <= b;
    case ">":
      return (a, b) => a > b;
    case ">=":
      return (a, b) => a >= b;
  }
}
