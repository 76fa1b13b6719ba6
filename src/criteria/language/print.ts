// Writes the tree of a rule as its one text: reading that text gives the same tree.
import { WHEN_POINTS, type Condition, type Rule, type Term } from "./ast.ts";

/** The rule as text, a part to a line. */
export function print(rule: Rule): string {
  const weight = (kind: string, { points, text, condition }: Rule["adds"][number]) =>
    `  ${kind} ${points} ${JSON.stringify(text)}: ${printCondition(condition)}`;
  return [
    `rule ${rule.code} ${rule.outcome}`,
    ...rule.definitions.map(({ name, condition }) => `  define ${name}: ${printCondition(condition)}`),
    `  when ${printCondition(rule.when)}`,
    ...rule.adds.map((one) => weight("adds", one)),
    ...rule.lowers.map((one) => weight("lowers", one)),
    ...(rule.matchAt === WHEN_POINTS ? [] : [`  match at ${rule.matchAt}`]),
    "",
  ].join("\n");
}

/** A condition as it stands in the text. */
export function printCondition(condition: Condition): string {
  switch (condition.is) {
    case "all":
      return condition.of.map(inner).join(" and ");
    case "any":
      return condition.of.map(inner).join(" or ");
    case "not":
      return `not (${printCondition(condition.of)})`;
    case "compare":
      return `${printTerm(condition.left)} ${condition.op} ${printTerm(condition.right)}`;
    case "in":
      return `${printTerm(condition.left)} in (${condition.set.map((value) => JSON.stringify(value)).join(", ")})`;
    case "range":
      return `${printTerm(condition.left)} between ${printTerm(condition.from)} and ${printTerm(condition.to)}`;
    case "like":
      return `${printTerm(condition.left)} like ${JSON.stringify(condition.pattern)}`;
    case "known":
      return `known(${condition.what})`;
    case "count":
      return printCount(condition);
    case "use":
      return condition.name;
  }
}

function printCount({ of, where, within, window, op, number }: Extract<Condition, { is: "count" }>): string {
  const items = `${of}${within === null ? "" : ` within ${within} days`}${where === null ? "" : ` where ${printCondition(where)}`}`;
  const what = window === null ? `count(${items})` : `busiest(${window} days, ${items})`;
  return `${what} ${op} ${number}`;
}

const inner = (part: Condition): string =>
  part.is === "all" || part.is === "any" ? `(${printCondition(part)})` : printCondition(part);

export function printTerm(term: Term): string {
  switch (term.term) {
    case "text":
      return JSON.stringify(term.text);
    case "number":
      return String(term.number);
    case "truth":
      return term.truth ? "yes" : "no";
    case "date":
      return term.date;
    case "field":
      return term.field;
    case "shift":
      return `${printTerm(term.of)} ${term.days < 0 ? "-" : "+"} ${Math.abs(term.days)} days`;
    case "distance":
      return `distance(${printTerm(term.from)}, ${printTerm(term.to)})`;
    case "span":
      return `${term.unit}-between(${printTerm(term.from)}, ${printTerm(term.to)})`;
  }
}
