// Why a rule matches a traveller: each circumstance in the rule's own words, with the values that made it true.
import { createHash } from "node:crypto";
import { termsOf, type Condition, type Rule } from "../language/ast.ts";
import { collectionNamed, fieldNamed } from "../language/catalogue.ts";
import { definitionOf } from "../language/lint-grounds.ts";
import { print, printCondition } from "../language/print.ts";
import { compile, compileCondition } from "./compile.ts";
import type { Evidence, Statement, WeightEvidence } from "./evidence-types.ts";
import { collectionSlotOf, shownValue, slotOf, type Facts, type Row } from "./facts.ts";
import { FALSE, TRUE, type Truth } from "./terms.ts";

/** SHA-256, in hex, of the rule as it is written: the same for the same tree, another for any change. */
export function fingerprintOf(rule: Rule): string {
  return createHash("sha256").update(print(rule)).digest("hex");
}

const noItem: Row = [];
const stateOf = (value: Truth): WeightEvidence["state"] =>
  value === TRUE ? "true" : value === FALSE ? "false" : "unknown";

/** Why `rule` matches these facts, recomputed from both; null where it does not match. */
export function explain(rule: Rule, facts: Facts): Evidence | null {
  const compiled = compile(rule);
  if (compiled.ask(facts) !== TRUE) return null;
  const weigh = ({ text, points, condition }: Rule["adds"][number]): WeightEvidence => ({
    text,
    points,
    state: stateOf(compileCondition(rule, condition)(facts, noItem)),
  });
  return {
    code: rule.code,
    fingerprint: fingerprintOf(rule),
    outcome: rule.outcome,
    points: compiled.points(facts),
    matchAt: rule.matchAt,
    because: statements(rule, rule.when, facts, true),
    adds: rule.adds.map(weigh),
    lowers: rule.lowers.map(weigh),
  };
}

/** The comparisons by which `condition` comes out as `wanted`. */
function statements(rule: Rule, condition: Condition, facts: Facts, wanted: boolean): readonly Statement[] {
  switch (condition.is) {
    case "all":
    case "any": {
      // All parts of a conjunction that is true; of one that is false those that make it so. The other way round for "or".
      const parts = condition.of.filter((part) => isSo(rule, part, facts, wanted));
      const every = (condition.is === "all") === wanted ? condition.of : parts;
      return every.flatMap((part) => statements(rule, part, facts, wanted));
    }
    case "not":
      return statements(rule, condition.of, facts, !wanted);
    case "use": {
      const meant = definitionOf(rule, condition.name);
      return meant === null ? [] : statements(rule, meant, facts, wanted);
    }
    case "count":
      return [counted(rule, condition, facts, wanted)];
    case "compare":
    case "in":
    case "range":
    case "like":
    case "known":
      return [
        { text: printCondition(condition), holds: wanted, values: valuesOf(condition, facts), counted: null },
      ];
  }
}

function isSo(rule: Rule, condition: Condition, facts: Facts, wanted: boolean): boolean {
  return compileCondition(rule, condition)(facts, noItem) === (wanted ? TRUE : FALSE);
}

function valuesOf(condition: Condition, { values }: Facts): Statement["values"] {
  const asked = termsOf(condition).flatMap((term) => (term.term === "field" ? [term.field] : []));
  const names =
    condition.is === "known" && fieldNamed(condition.what) !== undefined ? [...asked, condition.what] : asked;
  return [...new Set(names)].map((field) => ({
    field,
    value: shownValue(field, values[slotOf(field)] ?? null),
  }));
}

function counted(
  rule: Rule,
  condition: Extract<Condition, { is: "count" }>,
  facts: Facts,
  holds: boolean,
): Statement {
  const { of, where, within } = condition;
  const asks = where === null ? () => TRUE : compileCondition(rule, where);
  const days = collectionNamed(of)?.days ?? null;
  const near = (item: Row): boolean => {
    if (within === null || days === null) return true;
    const day = item[slotOf(days)];
    return typeof day === "number" && day <= within;
  };
  const items = (facts.rows[collectionSlotOf(of)] ?? []).filter(
    (item) => near(item) && asks(facts, item) === TRUE,
  );
  return { text: printCondition(condition), holds, values: [], counted: items.length };
}
