// Writes a rule as a condition in SQL over the view of what the database holds: the same three values as the closures.
import { WHEN_POINTS, type Comparison, type Condition, type Rule, type Term } from "../language/ast.ts";
import { collectionNamed, fieldNamed } from "../language/catalogue.ts";
import type { Field, FieldType } from "../language/catalogue.table.ts";
import { definitionOf } from "../language/lint-grounds.ts";
import { columnOf, itemColumnOf } from "../run/facts.ts";

/** A condition over `criteria.subject as s`; `values` stand for its parameters, from the first asked for on. */
export type SqlCondition = {
  readonly text: string;
  readonly values: readonly unknown[];
  /** The points of a traveller for whom `when` is true, with the same parameters. */
  readonly points: string;
};

/**
 * The rule as a boolean expression that is true, false or null (not known) as `compile(rule).ask` is. The rule must be one that
 * lint admits; its values travel as parameters, `$first` the first of them.
 */
export function toSql(rule: Rule, first = 1): SqlCondition {
  const writer = new Writer(rule, first);
  const when = writer.condition(rule.when);
  const weights = [
    ...rule.adds.map(
      ({ points, condition }) =>
        `case when ${writer.condition(condition)} then ${writer.bind(points, "number")} else 0 end`,
    ),
    ...rule.lowers.map(
      ({ points, condition }) =>
        `case when ${writer.condition(condition)} then -${writer.bind(points, "number")} else 0 end`,
    ),
  ];
  const points = `(${[String(WHEN_POINTS), ...weights].join(" + ")})`;
  const enough = `${points} >= ${writer.bind(rule.matchAt, "number")}`;
  const parts = [...(rule.outcome === "suspect" ? [adult] : []), when, enough];
  return { text: `(${parts.join(" and ")})`, values: writer.values, points };
}

const adult = `case when s.traveller_age is not null then s.traveller_age >= 18
  when s.traveller_type = 'adult' then true when s.traveller_type in ('child', 'infant') then false end`;

const sqlTypes: Readonly<Record<FieldType, string>> = {
  text: "text",
  place: "text",
  country: "text",
  number: "float8",
  "yes-no": "boolean",
  date: "date",
  instant: "timestamptz",
};

class Writer {
  readonly values: unknown[] = [];
  readonly #rule: Rule;
  readonly #first: number;

  constructor(rule: Rule, first: number) {
    this.#rule = rule;
    this.#first = first;
  }

  bind(value: unknown, type: FieldType | "texts" | "numbers"): string {
    this.values.push(value);
    const name = type === "texts" ? "text[]" : type === "numbers" ? "float8[]" : sqlTypes[type];
    return `$${this.#first + this.values.length - 1}::${name}`;
  }

  condition(condition: Condition): string {
    switch (condition.is) {
      case "all":
        return `(${condition.of.map((part) => this.condition(part)).join(" and ")})`;
      case "any":
        return `(${condition.of.map((part) => this.condition(part)).join(" or ")})`;
      case "not":
        return `(not ${this.condition(condition.of)})`;
      case "compare":
        return `(${this.#term(condition.left)} ${operators[condition.op]} ${this.#term(condition.right)})`;
      case "in": {
        const isNumbers = typeof condition.set[0] === "number";
        return `(${this.#term(condition.left)} = any (${this.bind(condition.set, isNumbers ? "numbers" : "texts")}))`;
      }
      case "range": {
        const left = this.#term(condition.left);
        return `(${left} >= ${this.#term(condition.from)} and ${left} <= ${this.#term(condition.to)})`;
      }
      case "like":
        return `(${this.#term(condition.left)} like ${this.bind(likePattern(condition.pattern), "text")})`;
      case "known":
        return `(${collectionNamed(condition.what) === undefined ? column(condition.what) : `s.${columnOf(condition.what)}`} is not null)`;
      case "count":
        return this.#count(condition);
      case "use": {
        const meant = definitionOf(this.#rule, condition.name);
        if (meant === null)
          throw new Error(`${condition.name} is not defined: only rules that lint admits are written`);
        return this.condition(meant);
      }
    }
  }

  #term(term: Term): string {
    switch (term.term) {
      case "text":
        return this.bind(term.text, "text");
      case "number":
        return this.bind(term.number, "number");
      case "truth":
        return this.bind(term.truth, "yes-no");
      case "date":
        return this.bind(term.date, "date");
      case "field":
        return column(term.field);
      case "shift":
        return `(${this.#term(term.of)} + ${this.bind(term.days, "number")}::integer)`;
      case "distance":
        return `criteria.kilometres(${this.#term(term.from)}, ${this.#term(term.to)})`;
      case "span": {
        const [from, to] = [this.#term(term.from), this.#term(term.to)];
        return term.unit === "days"
          ? `(${to} - ${from})::float8`
          : `(extract(epoch from ${to} - ${from})::float8 / 3600)`;
      }
    }
  }

  /** How many surely count (low) and how many may (high), as the closures tally them. */
  #count({ of, where, within, window, op, number }: Extract<Condition, { is: "count" }>): string {
    const collection = collectionNamed(of);
    if (collection === undefined)
      throw new Error(`no collection ${of}: only rules that lint admits are written`);
    const days = collection.days === null ? "" : column(collection.days);
    const parts = [
      ...(within === null ? [] : [`(${days} <= ${this.bind(within, "number")})`]),
      ...(where === null ? [] : [this.condition(where)]),
    ];
    const holds = parts.length === 0 ? "true" : parts.join(" and ");
    // Asked item by item first: an aggregate over nothing but the traveller's own fields would belong to the outer query.
    const asked = `(select ${holds} as yes${days === "" ? "" : `, ${days} as day`} from ${itemsOf(of, collection.fields)}) as h`;
    const over =
      window === null
        ? ""
        : ` over (order by h.day range between current row and ${this.bind(window - 1, "number")} following)`;
    const dated = window === null ? "" : " where h.day is not null";
    const tally = `select count(*) filter (where h.yes)${over} as low, count(*) filter (where h.yes is not false)${over} as high from ${asked}${dated}`;
    const ends =
      window === null
        ? tally
        : `select coalesce(max(low), 0) as low, coalesce(max(high), 0) as high from (${tally}) as w`;
    return `(case when s.${columnOf(of)} is not null then (select ${decided(op, this.bind(number, "number"))} from (${ends}) as n) end)`;
  }
}

const operators: Readonly<Record<Comparison, string>> = {
  "=": "=",
  "!=": "<>",
  "<": "<",
  "<=": "<=",
  ">": ">",
  ">=": ">=",
};

/** A field's column: of the traveller, or of the item that is looked at. */
function column(name: string): string {
  const found = fieldNamed(name);
  if (found === undefined) throw new Error(`no field ${name}: only rules that lint admits are written`);
  return found.collection === null ? `s.${columnOf(name)}` : `i."${itemColumnOf(name)}"`;
}

const itemsOf = (collection: string, fields: readonly Field[]): string =>
  `jsonb_to_recordset(s.${columnOf(collection)}) as i (${fields.map(({ name, type }) => `"${itemColumnOf(name)}" ${sqlTypes[type]}`).join(", ")})`;

/** The comparison of a number that lies between `low` and `high`: null where the two ends disagree. */
function decided(op: Comparison, number: string): string {
  switch (op) {
    case ">=":
      return `case when low >= ${number} then true when high < ${number} then false end`;
    case ">":
      return `case when low > ${number} then true when high <= ${number} then false end`;
    case "<":
      return `case when high < ${number} then true when low >= ${number} then false end`;
    case "<=":
      return `case when high <= ${number} then true when low > ${number} then false end`;
    case "=":
      return `case when low = ${number} and high = ${number} then true when ${number} < low or ${number} > high then false end`;
    case "!=":
      return `case when low = ${number} and high = ${number} then false when ${number} < low or ${number} > high then true end`;
  }
}

/** The pattern in SQL's signs: what is a sign there and none here is taken as a letter. */
const likePattern = (pattern: string): string =>
  pattern
    .replaceAll(/[\\%_]/g, "\\$&")
    .replaceAll("*", "%")
    .replaceAll("?", "_");
