// The tree of a rule: what the forms and the text both write, and all that is ever compiled. Values stand in it as values.
import { Type, type TSchema } from "typebox";
import { closed } from "#vocabulary";

export const comparisons = ["=", "!=", "<", "<=", ">", ">="] as const;
export type Comparison = (typeof comparisons)[number];

/** Something that has a value, or none where the data lack it. */
export type Term =
  | { readonly term: "text"; readonly text: string }
  | { readonly term: "number"; readonly number: number }
  | { readonly term: "truth"; readonly truth: boolean }
  /** `YYYY-MM-DD`. */
  | { readonly term: "date"; readonly date: string }
  | { readonly term: "field"; readonly field: string }
  /** A date so many days later (negative: earlier). */
  | { readonly term: "shift"; readonly of: Term; readonly days: number }
  /** Great-circle distance of two places in whole kilometres. */
  | { readonly term: "distance"; readonly from: Term; readonly to: Term }
  /** From one date to another in days, or from one instant to another in hours; negative where the second is earlier. */
  | { readonly term: "span"; readonly unit: "days" | "hours"; readonly from: Term; readonly to: Term };

/** Something that is true, false or not known (Kleene's three values). */
export type Condition =
  | { readonly is: "all" | "any"; readonly of: readonly Condition[] }
  | { readonly is: "not"; readonly of: Condition }
  | { readonly is: "compare"; readonly left: Term; readonly op: Comparison; readonly right: Term }
  | { readonly is: "in"; readonly left: Term; readonly set: readonly string[] | readonly number[] }
  /** Both ends belong to it. */
  | { readonly is: "range"; readonly left: Term; readonly from: Term; readonly to: Term }
  /** `*` stands for any letters, `?` for one. */
  | { readonly is: "like"; readonly left: Term; readonly pattern: string }
  /** Whether the data tell it at all; itself never unknown. */
  | { readonly is: "known"; readonly what: string }
  /**
   * How many of a collection meet a condition. `within`: only of the last so many days. `window`: the most in any so many
   * days on end. Both only of collections that are dated.
   */
  | {
      readonly is: "count";
      readonly of: string;
      readonly where: Condition | null;
      readonly within: number | null;
      readonly window: number | null;
      readonly op: Comparison;
      readonly number: number;
    }
  /** A condition that the rule has defined under a name. */
  | { readonly is: "use"; readonly name: string };

/** A circumstance that speaks for (`adds`) or against (`lowers`) a match, in words, with its points. */
export type Weight = {
  readonly text: string;
  readonly points: number;
  readonly condition: Condition;
};

/**
 * `when` must be true; it is worth 10 points. What is true of `adds` and `lowers` counts on top of it or off it, and the rule
 * matches from `matchAt` points on. A rule with the outcome "protect" looks for people to be protected.
 */
export type Rule = {
  readonly code: string;
  readonly outcome: "suspect" | "protect";
  readonly definitions: readonly { readonly name: string; readonly condition: Condition }[];
  readonly when: Condition;
  readonly adds: readonly Weight[];
  readonly lowers: readonly Weight[];
  readonly matchAt: number;
};

/** What `when` is worth, and from how many points on a rule matches where it does not say. */
export const WHEN_POINTS = 10;

/** How large a rule may be: nodes of its tree, levels, values of one set, letters of its text. */
export const bounds = { nodes: 500, depth: 24, set: 2_000, text: 40_000, stars: 4 } as const;

/** Printable letters of the basic plane: neither control characters nor halves of a pair, which a database cannot hold. */
export const printablePattern = "^[ -~\\u00a0-\\ud7ff\\uf900-\\ufffd]*$";
const Text = Type.String({ maxLength: 200, pattern: printablePattern });
const Name = Type.String({ maxLength: 60, pattern: "^[a-z][a-z0-9]*(-[a-z0-9]+)*$" });
/** A field, or a collection as a whole. */
const FieldName = Type.String({
  maxLength: 60,
  pattern: "^[a-z][a-z0-9]*(-[a-z0-9]+)*(\\.[a-z][a-z0-9]*(-[a-z0-9]+)*)?$",
});
const DottedName = Type.String({
  maxLength: 60,
  pattern: "^[a-z][a-z0-9]*(-[a-z0-9]+)*\\.[a-z][a-z0-9]*(-[a-z0-9]+)*$",
});
const Numeral = Type.Number({ minimum: -1e9, maximum: 1e9 });
const Whole = (minimum: number, maximum: number) => Type.Integer({ minimum, maximum });
const Op = Type.Enum([...comparisons]);
const term = Type.Ref("Term");
const condition = Type.Ref("Condition");
const literal = <Value extends string>(value: Value) => Type.Literal(value);

const definitions = {
  Term: Type.Union([
    closed({ term: literal("text"), text: Text }),
    closed({ term: literal("number"), number: Numeral }),
    closed({ term: literal("truth"), truth: Type.Boolean() }),
    closed({ term: literal("date"), date: Type.String({ pattern: "^\\d{4}-\\d{2}-\\d{2}$" }) }),
    closed({ term: literal("field"), field: DottedName }),
    closed({ term: literal("shift"), of: term, days: Whole(-3660, 3660) }),
    closed({ term: literal("distance"), from: term, to: term }),
    closed({ term: literal("span"), unit: Type.Enum(["days", "hours"]), from: term, to: term }),
  ]),
  Condition: Type.Union([
    closed({
      is: Type.Enum(["all", "any"]),
      of: Type.Array(condition, { minItems: 2, maxItems: bounds.nodes }),
    }),
    closed({ is: literal("not"), of: condition }),
    closed({ is: literal("compare"), left: term, op: Op, right: term }),
    closed({
      is: literal("in"),
      left: term,
      set: Type.Union([
        Type.Array(Text, { minItems: 1, maxItems: bounds.set }),
        Type.Array(Numeral, { minItems: 1, maxItems: bounds.set }),
      ]),
    }),
    closed({ is: literal("range"), left: term, from: term, to: term }),
    closed({
      is: literal("like"),
      left: term,
      pattern: Type.String({ minLength: 1, maxLength: 60, pattern: printablePattern }),
    }),
    closed({ is: literal("known"), what: FieldName }),
    closed({
      is: literal("count"),
      of: Name,
      where: Type.Union([condition, Type.Null()]),
      within: Type.Union([Whole(1, 3660), Type.Null()]),
      window: Type.Union([Whole(1, 3660), Type.Null()]),
      op: Op,
      number: Whole(0, 10_000),
    }),
    closed({ is: literal("use"), name: Name }),
  ]),
  Weight: closed({
    text: Type.String({ minLength: 3, maxLength: 200, pattern: printablePattern }),
    points: Whole(1, 100),
    condition,
  }),
  Rule: closed({
    code: Name,
    outcome: Type.Enum(["suspect", "protect"]),
    definitions: Type.Array(closed({ name: Name, condition }), { maxItems: 50 }),
    when: condition,
    adds: Type.Array(Type.Ref("Weight"), { maxItems: 30 }),
    lowers: Type.Array(Type.Ref("Weight"), { maxItems: 30 }),
    matchAt: Whole(1, 1000),
  }),
} satisfies Record<string, TSchema>;

/** Words of the language: no definition is called by them. */
export const reservedWords: ReadonlySet<string> = new Set(
  "rule suspect protect define when adds lowers match at and or not in between like known count busiest some every none where within day days yes no distance days-between hours-between".split(
    " ",
  ),
);

/** The rule on the wire: what is not of this shape is no rule. */
export const RuleSchema = Type.Unsafe<Rule>(Type.Cyclic(definitions, "Rule"));

/** The parts of a condition that are conditions themselves. */
export function partsOf(condition: Condition): readonly Condition[] {
  switch (condition.is) {
    case "all":
    case "any":
      return condition.of;
    case "not":
      return [condition.of];
    case "count":
      return condition.where === null ? [] : [condition.where];
    case "compare":
    case "in":
    case "range":
    case "like":
    case "known":
    case "use":
      return [];
  }
}

/** The terms of a condition, with the terms within them. */
export function termsOf(condition: Condition): readonly Term[] {
  switch (condition.is) {
    case "compare":
      return [condition.left, condition.right].flatMap(withInner);
    case "range":
      return [condition.left, condition.from, condition.to].flatMap(withInner);
    case "in":
    case "like":
      return withInner(condition.left);
    case "all":
    case "any":
    case "not":
    case "known":
    case "count":
    case "use":
      return [];
  }
}

function withInner(term: Term): readonly Term[] {
  switch (term.term) {
    case "shift":
      return [term, ...withInner(term.of)];
    case "distance":
    case "span":
      return [term, ...withInner(term.from), ...withInner(term.to)];
    case "text":
    case "number":
    case "truth":
    case "date":
    case "field":
      return [term];
  }
}

/** Every condition of a rule with all within it, from the definitions on; `path` as a JSON pointer. */
export function* conditionsOf(
  rule: Rule,
): Generator<{ readonly condition: Condition; readonly path: string }> {
  for (const [at, { condition }] of rule.definitions.entries())
    yield* walk(condition, `/definitions/${at}/condition`);
  yield* walk(rule.when, "/when");
  for (const kind of ["adds", "lowers"] as const)
    for (const [at, { condition }] of rule[kind].entries())
      yield* walk(condition, `/${kind}/${at}/condition`);
}

function* walk(
  condition: Condition,
  path: string,
): Generator<{ readonly condition: Condition; readonly path: string }> {
  yield { condition, path };
  const parts = partsOf(condition);
  for (const [at, part] of parts.entries()) yield* walk(part, pathOfPart(condition, path, at));
}

/** The pointer to the part `at` of the condition that stands at `path`. */
export function pathOfPart(condition: Condition, path: string, at: number): string {
  if (condition.is === "count") return `${path}/where`;
  return condition.is === "not" ? `${path}/of` : `${path}/of/${at}`;
}
