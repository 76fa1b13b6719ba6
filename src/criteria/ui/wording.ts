// A rule in plain words: each question as a line of the form "what: how it must be", in the reader's language.
import type { Condition, Rule, Term } from "../contract.ts";
import { unsaidName } from "./draft.ts";
import type { Lexicon } from "./lexicon.tsx";

/** The field a term is about, for the words of the values beside it. */
function fieldOf(term: Term): string | null {
  if (term.term === "field") return term.field;
  return term.term === "shift" ? fieldOf(term.of) : null;
}

function wordsOfTerm(term: Term, lexicon: Lexicon, beside: string | null): string {
  const { t } = lexicon;
  const of = (inner: Term) => wordsOfTerm(inner, lexicon, null);
  switch (term.term) {
    case "text":
      return lexicon.value(beside, term.text);
    case "number":
      return lexicon.value(beside, term.number);
    case "truth":
      return lexicon.value(beside, term.truth);
    case "date":
      return lexicon.isolate(lexicon.day(term.date));
    case "field":
      return lexicon.isolate(lexicon.label(term.field));
    case "shift":
      return t(term.days < 0 ? "say.daysBefore" : "say.daysAfter", {
        of: of(term.of),
        count: Math.abs(term.days),
      });
    case "distance":
      return t("say.distance", { from: of(term.from), to: of(term.to) });
    case "span":
      return t(term.unit === "days" ? "say.daysBetween" : "say.hoursBetween", {
        from: of(term.from),
        to: of(term.to),
      });
  }
}

const operators = {
  "=": "say.is",
  "!=": "say.isNot",
  "<": "say.less",
  "<=": "say.atMost",
  ">": "say.more",
  ">=": "say.atLeast",
} as const;
const ofTimes = { "<": "say.before", "<=": "say.notAfter", ">": "say.after", ">=": "say.notBefore" } as const;

type Single = Extract<Condition, { is: "compare" | "in" | "range" | "like" | "known" | "count" | "use" }>;

/** One question in words; `negated`: that it is not so. */
export function wordsOfQuestion(condition: Single, lexicon: Lexicon, negated = false): string {
  const { t } = lexicon;
  switch (condition.is) {
    case "compare": {
      const { left, right, op } = condition;
      const type = left.term === "field" ? lexicon.field(left.field)?.type : undefined;
      const isTime = type === "date" || type === "instant";
      const key = isTime && op !== "=" && op !== "!=" ? ofTimes[op] : operators[op];
      return t(key, {
        left: wordsOfTerm(left, lexicon, fieldOf(right)),
        right: wordsOfTerm(right, lexicon, fieldOf(left)),
      });
    }
    case "in": {
      const field = fieldOf(condition.left);
      const values = condition.set.map((value) => lexicon.value(field, value));
      const shown =
        values.length > 12
          ? [...values.slice(0, 10), t("say.others", { count: values.length - 10 })]
          : values;
      return t(negated ? "say.noneOf" : "say.oneOf", {
        left: wordsOfTerm(condition.left, lexicon, null),
        values: lexicon.list(shown, "or"),
      });
    }
    case "range": {
      const field = fieldOf(condition.left);
      return t(negated ? "say.notBetween" : "say.between", {
        left: wordsOfTerm(condition.left, lexicon, null),
        from: wordsOfTerm(condition.from, lexicon, field),
        to: wordsOfTerm(condition.to, lexicon, field),
      });
    }
    case "like":
      return t(negated ? "say.unlike" : "say.like", {
        left: wordsOfTerm(condition.left, lexicon, null),
        pattern: lexicon.isolate(condition.pattern),
      });
    case "known":
      return t(negated ? "say.unknown" : "say.known", {
        left: lexicon.isolate(lexicon.label(condition.what)),
      });
    case "count":
      return wordsOfCount(condition, lexicon);
    case "use":
      return condition.name === unsaidName
        ? t("say.unsaid")
        : t("say.use", { name: lexicon.isolate(condition.name) });
  }
}

function wordsOfCount(count: Extract<Condition, { is: "count" }>, lexicon: Lexicon): string {
  const { t } = lexicon;
  const { of, within, window, where, op, number } = count;
  const times = [
    ...(within === null ? [] : [t("say.within", { count: within })]),
    ...(window === null ? [] : [t("say.window", { count: window })]),
  ];
  const items = [
    lexicon.isolate(lexicon.label(of)),
    ...times,
    ...(where === null ? [] : [t("say.where", { what: wordsOfCondition(where, lexicon) })]),
  ].join(" ");
  const none = (op === "=" || op === "<=") && number === 0;
  return none
    ? t("say.noItems", { left: items })
    : t(operators[op], { left: items, right: lexicon.number(number) });
}

/** A condition with all within it as one line, with brackets where they are needed. */
function wordsOfCondition(condition: Condition, lexicon: Lexicon): string {
  const inner = (part: Condition): string =>
    part.is === "all" || part.is === "any"
      ? `(${wordsOfCondition(part, lexicon)})`
      : wordsOfCondition(part, lexicon);
  switch (condition.is) {
    case "all":
    case "any":
      return condition.of.map(inner).join(lexicon.t(condition.is === "all" ? "say.joinAnd" : "say.joinOr"));
    case "not": {
      const { of } = condition;
      return isNegatable(of)
        ? wordsOfQuestion(of, lexicon, true)
        : lexicon.t("say.not", { what: wordsOfCondition(of, lexicon) });
    }
    case "compare":
    case "in":
    case "range":
    case "like":
    case "known":
    case "count":
    case "use":
      return wordsOfQuestion(condition, lexicon);
  }
}

type Negatable = Extract<Condition, { is: "in" | "range" | "like" | "known" }>;
function isNegatable(condition: Condition): condition is Negatable {
  return ["in", "range", "like", "known"].includes(condition.is);
}

/** A rule in words, as lines and groups of lines. */
export type Said =
  | { readonly kind: "line"; readonly text: string }
  | { readonly kind: "group"; readonly join: "all" | "any" | "none"; readonly parts: readonly Said[] };

/** A condition as lines, the groups as they stand; names of parts are spelt out where they are used. */
export function saidOf(condition: Condition, rule: Pick<Rule, "definitions">, lexicon: Lexicon): Said {
  switch (condition.is) {
    case "all":
    case "any":
      return {
        kind: "group",
        join: condition.is,
        parts: condition.of.map((part) => saidOf(part, rule, lexicon)),
      };
    case "not": {
      const { of } = condition;
      if (isNegatable(of)) return { kind: "line", text: wordsOfQuestion(of, lexicon, true) };
      const inner = saidOf(of, rule, lexicon);
      const parts = inner.kind === "group" && inner.join === "any" ? inner.parts : [inner];
      return { kind: "group", join: "none", parts };
    }
    case "use": {
      const at = rule.definitions.findIndex(({ name }) => name === condition.name);
      const meant = rule.definitions[at];
      // Only what was defined before: nothing is spelt out within itself.
      return meant === undefined
        ? { kind: "line", text: wordsOfQuestion(condition, lexicon) }
        : saidOf(meant.condition, { definitions: rule.definitions.slice(0, at) }, lexicon);
    }
    case "compare":
    case "in":
    case "range":
    case "like":
    case "known":
    case "count":
      return { kind: "line", text: wordsOfQuestion(condition, lexicon) };
  }
}
