// How a single question changes when another field or operator is chosen: what still fits is kept.
import type { Comparison, Term } from "../contract.ts";
import { newKey, type CountDraft, emptyGroup, type LeafDraft } from "./draft.ts";
import type { Lexicon } from "./lexicon.tsx";
import { calculations } from "./field-options.tsx";
import { calculation } from "./TermField.tsx";
import { blankValue, type FieldType } from "./ValueField.tsx";

type Question = LeafDraft["condition"];
type Asked = Pick<LeafDraft, "condition" | "negated">;

export const operators = [
  "=",
  "!=",
  "<",
  "<=",
  ">",
  ">=",
  "between",
  "not-between",
  "in",
  "not-in",
  "like",
  "not-like",
  "known",
  "not-known",
] as const;
export type Operator = (typeof operators)[number];

const ordered: readonly Operator[] = ["=", "!=", "<", "<=", ">", ">=", "between", "not-between"];
const told: readonly Operator[] = ["known", "not-known"];
/** The operators that mean something for values of a type. */
export const operatorsOf: Readonly<Record<FieldType, readonly Operator[]>> = {
  text: ["=", "!=", "in", "not-in", "like", "not-like", ...told],
  number: [...ordered, "in", "not-in", ...told],
  "yes-no": ["=", ...told],
  date: [...ordered, ...told],
  instant: ["<", "<=", ">", ">=", ...told],
  place: ["in", "not-in", "=", "!=", ...told],
  country: ["in", "not-in", "=", "!=", ...told],
};

export function operatorOf({ condition, negated }: Asked): Operator {
  if (condition.is === "compare") return condition.op;
  const plain = condition.is === "range" ? "between" : condition.is === "use" ? "known" : condition.is;
  return negated ? `not-${plain}` : plain;
}

export const isComparison = (operator: Operator): operator is Comparison =>
  ["=", "!=", "<", "<=", ">", ">="].includes(operator);

/** What stands on the left of a question. */
export function leftOf(condition: Question): Term {
  if (condition.is === "known") return { term: "field", field: condition.what };
  return condition.is === "use" ? { term: "field", field: "" } : condition.left;
}

/** The values a question has, in the order they stand. */
function valuesIn(condition: Question): readonly Term[] {
  if (condition.is === "compare") return [condition.right];
  if (condition.is === "range") return [condition.from, condition.to];
  if (condition.is === "in")
    return condition.set.map((value): Term =>
      typeof value === "number" ? { term: "number", number: value } : { term: "text", text: value },
    );
  return condition.is === "like" ? [{ term: "text", text: condition.pattern }] : [];
}

/** The same question by another operator. */
export function withOperator(asked: Asked, operator: Operator, type: FieldType): Asked {
  const left = leftOf(asked.condition);
  return build(left, operator, type, valuesIn(asked.condition));
}

function build(left: Term, operator: Operator, type: FieldType, values: readonly Term[]): Asked {
  const negated = operator.startsWith("not-");
  const [first = blankTerm(type), second = first] = values;
  if (isComparison(operator))
    return { negated, condition: { is: "compare", left, op: operator, right: first } };
  switch (operator) {
    case "between":
    case "not-between":
      return { negated, condition: { is: "range", left, from: first, to: second } };
    case "in":
    case "not-in":
      return { negated, condition: { is: "in", left, set: setOf(values) } };
    case "like":
    case "not-like":
      return { negated, condition: { is: "like", left, pattern: first.term === "text" ? first.text : "" } };
    case "known":
    case "not-known":
      return left.term === "field"
        ? { negated, condition: { is: "known", what: left.field } }
        : { negated: false, condition: { is: "compare", left, op: "=", right: first } };
  }
}

const blankTerm = (type: FieldType): Term =>
  type === "instant" ? { term: "field", field: "" } : blankValue(type);

function setOf(values: readonly Term[]): readonly string[] | readonly number[] {
  const numbers = values.flatMap((value) => (value.term === "number" ? [value.number] : []));
  if (numbers.length > 0) return numbers;
  return values.flatMap((value) => (value.term === "text" && value.text !== "" ? [value.text] : []));
}

/** The same question of another field; its values stay where they are of the same type and stand for the same. */
export function withField(asked: Asked, field: string, lexicon: Lexicon): Asked {
  const left: Term = { term: "field", field };
  const before = leftOf(asked.condition);
  const oldType = before.term === "field" ? lexicon.field(before.field)?.type : undefined;
  const type = lexicon.field(field)?.type ?? "text";
  const operator = operatorOf(asked);
  if (oldType !== type) return build(left, firstOperator[type], type, []);
  const keeps = type !== "text";
  return build(left, operator, type, keeps ? valuesIn(asked.condition) : []);
}

const firstOperator: Readonly<Record<FieldType, Operator>> = {
  text: "=",
  number: ">=",
  "yes-no": "=",
  date: "<",
  instant: "<",
  place: "in",
  country: "in",
};

/** A new question of what was chosen from the list (see questionOptions). */
export function newQuestion(chosen: string, lexicon: Lexicon): LeafDraft | CountDraft {
  const key = newKey();
  const [kind, name = ""] = chosen.split(" ");
  if (kind === "count")
    return {
      kind: "count",
      key,
      count: { of: name, within: null, window: null, op: ">=", number: 1 },
      where: emptyGroup(),
    };
  if (kind === "use") return { kind: "leaf", key, negated: false, condition: { is: "use", name } };
  const calculated = calculations.find((one) => one === chosen);
  if (calculated !== undefined)
    return { kind: "leaf", key, ...build(calculation(calculated), ">=", "number", []) };
  const type = lexicon.field(chosen)?.type ?? "text";
  return { kind: "leaf", key, ...build({ term: "field", field: chosen }, firstOperator[type], type, []) };
}
