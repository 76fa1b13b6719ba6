// Refuses what a rule may not be: unlawful, ill-typed, without ground, or too large. Each fault names its clause or its cure.
import { Compile } from "typebox/compile";
import {
  bounds,
  conditionsOf,
  reservedWords,
  RuleSchema,
  termsOf,
  WHEN_POINTS,
  type Condition,
  type Rule,
} from "./ast.ts";
import { faultOf, said, type Fault, type Said } from "./fault.ts";
import { faultsOfConditions } from "./lint-conditions.ts";
import { faultsOfGrounds } from "./lint-grounds.ts";
import { wordFaults } from "./lint-words.ts";
import type { Places } from "./parse.ts";
import type { Told } from "./told.ts";

/** How far back rules may look, from the legal profile: by default the six months of CJEU C-817/19, as days. */
export type LintOptions = { readonly lookBackDays?: number; readonly places?: Places };

/** 1 September to 28 February: the shortest six months. */
const SIX_MONTHS = 181;

/**
 * Everything that speaks against `rule`, empty when it is lawful and well made. Cautions alone do not keep it from being used:
 * they ask for a reason.
 */
export function lint(rule: Rule, { lookBackDays = SIX_MONTHS, places }: LintOptions = {}): readonly Fault[] {
  // Read from text it may hold what the wire would not admit; deeper than the stack nothing is walked.
  const read = readRule(rule);
  if ("fault" in read) return [read.fault];
  const size = sizeFault(rule);
  const told =
    size !== null
      ? [size]
      : [
          ...definitionFaults(rule),
          ...faultsOfConditions(rule, lookBackDays),
          ...weightFaults(rule),
          ...wordFaults(rule),
          ...faultsOfGrounds(rule),
        ];
  return told.map(({ code, path, node, text, mend, clause, severity }) =>
    faultOf({
      code,
      severity: severity ?? "refused",
      path,
      at: node === undefined ? null : (places?.of(node) ?? null),
      text: "code" in text ? [text] : text,
      mend,
      clause: clause ?? null,
    }),
  );
}

/** Whether nothing of the faults keeps the rule from being used. */
export const isUsable = (faults: readonly Fault[]): boolean =>
  faults.every(({ severity }) => severity === "caution");

/** Compiled when it is first needed: a server that has no rules does without. */
let shape: ReturnType<typeof Compile<typeof RuleSchema>> | undefined;

/** The rule that a JSON value is, or why it is none. What is read need not be lawful: see lint. */
export function readRule(value: unknown): { readonly rule: Rule } | { readonly fault: Fault } {
  const fault = (path: string, text: Said, mend: Said) => ({
    fault: faultOf({
      code: "NO_RULE",
      severity: "refused",
      path,
      at: null,
      text: [text],
      mend,
      clause: null,
    }),
  });
  if (!isBounded(value))
    return fault("", said("rule-too-big"), said("mend-size", { most: bounds.nodes, depth: bounds.depth }));
  shape ??= Compile(RuleSchema);
  if (shape.Check(value)) return { rule: value };
  const [first] = shape.Errors(value);
  return fault(
    first?.instancePath ?? "",
    said("rule-not-of-shape", { message: first?.message ?? "not of its shape" }),
    said("mend-shape"),
  );
}

/** Looked at without recursion: what is sent may be nested deeper than the stack. */
function isBounded(value: unknown): boolean {
  const open: { value: unknown; depth: number }[] = [{ value, depth: 0 }];
  let seen = 0;
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    seen += 1;
    if (seen > 20_000 || next.depth > bounds.depth * 2 + 8) return false;
    if (typeof next.value !== "object" || next.value === null) continue;
    for (const inner of Object.values(next.value)) open.push({ value: inner, depth: next.depth + 1 });
    if (open.length > 40_000) return false;
  }
  return true;
}

function sizeFault(rule: Rule): Told | null {
  let nodes = 0;
  let values = 0;
  let deepest = "";
  for (const { condition, path } of conditionsOf(rule)) {
    nodes += 1 + termsOf(condition).length;
    if (condition.is === "in") values += condition.set.length;
    if (levels(path) > levels(deepest)) deepest = path;
  }
  const mend = said("mend-split-or-define");
  if (nodes > bounds.nodes * 2)
    return {
      code: "TOO_LARGE",
      path: "",
      text: said("parts-many", { parts: nodes, most: bounds.nodes * 2 }),
      mend,
    };
  if (values > bounds.set)
    return {
      code: "TOO_LARGE",
      path: "",
      text: said("values-many", { listed: values, most: bounds.set }),
      mend,
    };
  if (levels(deepest) > bounds.depth)
    return {
      code: "TOO_DEEP",
      path: deepest,
      text: said("too-deep", { most: bounds.depth }),
      mend,
    };
  return null;
}

const levels = (path: string): number => path.split(/\/of|\/where/).length;

function definitionFaults(rule: Rule): Told[] {
  const told: Told[] = [];
  const known = new Set<string>();
  const used = new Set<string>();
  for (const { condition, path } of conditionsOf(rule)) {
    const at = /^\/definitions\/(\d+)\//.exec(path)?.[1];
    const before = at === undefined ? rule.definitions : rule.definitions.slice(0, Number(at));
    if (condition.is !== "use") continue;
    used.add(condition.name);
    if (before.some(({ name }) => name === condition.name)) continue;
    const later = rule.definitions.some(({ name }) => name === condition.name);
    told.push({
      code: "NOT_DEFINED",
      path,
      node: condition,
      text: said(later ? "used-before" : "not-defined", { name: condition.name }),
      mend: later ? said("mend-define-before") : said("mend-define", { name: condition.name }),
    });
  }
  for (const [at, { name }] of rule.definitions.entries()) {
    const path = `/definitions/${at}/name`;
    if (reservedWords.has(name))
      told.push({
        code: "RESERVED",
        path,
        text: said("reserved", { name }),
        mend: said("mend-other-name"),
      });
    if (known.has(name))
      told.push({
        code: "DEFINED_TWICE",
        path,
        text: said("defined-twice", { name }),
        mend: said("mend-other-name"),
      });
    if (!used.has(name))
      told.push({
        code: "NOT_USED",
        severity: "caution",
        path,
        text: said("not-used", { name }),
        mend: said("mend-use"),
      });
    known.add(name);
  }
  return told;
}

function weightFaults(rule: Rule): Told[] {
  const told: Told[] = [];
  const most = WHEN_POINTS + rule.adds.reduce((sum, { points }) => sum + points, 0);
  if (most < rule.matchAt) {
    told.push({
      code: "NEVER_MATCHES",
      path: "/matchAt",
      text: said("never-matches", { most, at: rule.matchAt }),
      mend: said("mend-match-at", { most }),
    });
  }
  if (rule.outcome === "suspect" && rule.lowers.length === 0) {
    told.push({
      code: "NOTHING_EXONERATES",
      path: "/lowers",
      text: said("nothing-exonerates"),
      mend: said("mend-lowers"),
      clause: "CJEU C-817/19, 199-200 (CJEU817-199-200)",
    });
  }
  const least = most - rule.lowers.reduce((sum, { points }) => sum + points, 0);
  if (rule.outcome === "suspect" && rule.lowers.length > 0 && least >= rule.matchAt) {
    told.push({
      code: "NOTHING_EXONERATES",
      severity: "caution",
      path: "/lowers",
      text: said("exonerates-too-little"),
      mend: said("mend-lowers-more"),
      clause: "CJEU C-817/19, 199-200 (CJEU817-199-200)",
    });
  }
  return told;
}

/** Every name a condition asks by: fields of its terms, and what `known` and `count` name. */
function namesIn(condition: Condition): readonly string[] {
  const terms = termsOf(condition).flatMap((term) => (term.term === "field" ? [term.field] : []));
  if (condition.is === "known") return [...terms, condition.what];
  return condition.is === "count" ? [...terms, condition.of] : terms;
}

/** The names of all fields and collections a rule asks for, sorted: what its necessity must be stated for. */
export function fieldsOf(rule: Rule): readonly string[] {
  const names = new Set([...conditionsOf(rule)].flatMap(({ condition }) => namesIn(condition)));
  return [...names].toSorted();
}
