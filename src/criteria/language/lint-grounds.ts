// Faults of a rule as a whole: whom it treats as suspect, and whether it rests on what was done or on who somebody is.
import { partsOf, termsOf, type Comparison, type Condition, type Rule, type Term } from "./ast.ts";
import { collectionNamed, fieldNamed } from "./catalogue.ts";
import type { FieldKind } from "./catalogue.table.ts";
import { said } from "./fault.ts";
import type { Told } from "./told.ts";

export function faultsOfGrounds(rule: Rule): readonly Told[] {
  return [...groundFaults(rule), ...personCautions(rule), ...minorFaults(rule)];
}

/** The condition a name stands for; null where it is not defined before `by` (or at all, which is told elsewhere). */
export function definitionOf(rule: Rule, name: string): Condition | null {
  return rule.definitions.find((one) => one.name === name)?.condition ?? null;
}

/** Visits a condition and all within it, definitions followed; each definition once, so that a circle ends. */
export function visit(
  rule: Rule,
  condition: Condition,
  see: (condition: Condition) => void,
  seen = new Set<string>(),
): void {
  see(condition);
  for (const part of partsOf(condition)) visit(rule, part, see, seen);
  if (condition.is !== "use" || seen.has(condition.name)) return;
  seen.add(condition.name);
  const meant = definitionOf(rule, condition.name);
  if (meant !== null) visit(rule, meant, see, seen);
}

function kindsOf(condition: Condition): readonly FieldKind[] {
  const asked = termsOf(condition).flatMap((term) => (term.term === "field" ? [term.field] : []));
  const all = condition.is === "known" ? [...asked, condition.what] : asked;
  return all.flatMap((name) => fieldNamed(name)?.field.kind ?? collectionNamed(name)?.kind ?? []);
}

/** Whether a traveller without a document, or whose document nobody has seen, makes the condition come out as `wanted`. */
function metByAbsence(condition: Condition, wanted: boolean): boolean {
  if (condition.is === "count")
    return condition.of === "document" && compared(0, condition.op, condition.number) === wanted;
  if (condition.is !== "compare") return false;
  const asks = [condition.left, condition.right].some(
    (term) => term.term === "field" && term.field === "traveller.verified",
  );
  const value = (term: Term): boolean => (term.term === "truth" ? term.truth : false);
  return asks && compared(value(condition.left), condition.op, value(condition.right)) === wanted;
}

function compared<Value extends number | boolean | string>(
  left: Value,
  op: Comparison,
  right: Value,
): boolean {
  switch (op) {
    case "=":
      return left === right;
    case "!=":
      return left !== right;
    case "<":
      return left < right;
    case "<=":
      return left <= right;
    case ">":
      return left > right;
    case ">=":
      return left >= right;
  }
}

/**
 * Whether `condition` can only come out as `wanted` when something of what was done, a circumstance, makes it so.
 * `counts`: which circumstances suffice.
 */
function restsOnCircumstance(
  rule: Rule,
  condition: Condition,
  wanted: boolean,
  counts: (leaf: Condition, wanted: boolean) => boolean,
  seen: readonly string[] = [],
): boolean {
  switch (condition.is) {
    case "all":
    case "any": {
      const rests = (part: Condition) => restsOnCircumstance(rule, part, wanted, counts, seen);
      return (condition.is === "all") === wanted ? condition.of.some(rests) : condition.of.every(rests);
    }
    case "not":
      return restsOnCircumstance(rule, condition.of, !wanted, counts, seen);
    case "use": {
      const meant = definitionOf(rule, condition.name);
      if (meant === null || seen.includes(condition.name)) return true;
      return restsOnCircumstance(rule, meant, wanted, counts, [...seen, condition.name]);
    }
    case "count": {
      if (!counts(condition, wanted)) return false;
      const kind = collectionNamed(condition.of)?.kind;
      if (kind === "circumstance" || kind === undefined) return true;
      // How many travel together is a circumstance; which sort of person they are is none.
      return condition.where === null
        ? condition.of === "companion"
        : restsOnCircumstance(rule, condition.where, true, counts, seen);
    }
    case "compare":
    case "in":
    case "range":
    case "like":
    case "known": {
      const kinds = kindsOf(condition);
      return (kinds.length === 0 || kinds.includes("circumstance")) && counts(condition, wanted);
    }
  }
}

function groundFaults(rule: Rule): Told[] {
  if (restsOnCircumstance(rule, rule.when, true, (leaf, wanted) => !metByAbsence(leaf, wanted))) return [];
  if (restsOnCircumstance(rule, rule.when, true, () => true))
    return [
      {
        code: "DOCUMENT_ABSENT",
        path: "/when",
        node: rule.when,
        text: said("document-absent"),
        mend: said("mend-join"),
        clause:
          "Regulation (EU) 2025/13 Art. 4(5) (EUAPI13-4.5): nobody has to carry a document for these data",
      },
    ];
  const kinds: FieldKind[] = [];
  visit(rule, rule.when, (condition) => kinds.push(...kindsOf(condition)));
  const mend = said("mend-join");
  if (kinds.includes("person")) {
    return [
      {
        code: "PERSON_ALONE",
        path: "/when",
        node: rule.when,
        text: said("person-alone"),
        mend,
        clause: "Directive (EU) 2016/681 Art. 6(4), CJEU C-817/19, 196-197 (PNRD-6.4.1)",
      },
    ];
  }
  return [
    {
      code: "NO_CIRCUMSTANCE",
      path: "/when",
      node: rule.when,
      text: said("no-circumstance"),
      mend,
      clause: "CJEU C-817/19, 198 (CJEU817-198): criteria target those who may reasonably be suspected",
    },
  ];
}

const delicate = new Set([
  "traveller.nationality",
  "traveller.residence",
  "traveller.sex",
  "document.issuer",
  "companion.nationality",
  "companion.sex",
]);

function personCautions(rule: Rule): Told[] {
  const found = new Set<string>();
  const note = (condition: Condition) => {
    for (const term of termsOf(condition))
      if (term.term === "field" && delicate.has(term.field)) found.add(term.field);
  };
  visit(rule, rule.when, note);
  for (const { condition } of rule.adds) visit(rule, condition, note);
  return [...found].toSorted().map((name) => ({
    code: "PERSON_ASKED",
    severity: "caution",
    path: "/when",
    text: said("person-asked", { name }),
    mend: said("mend-necessity"),
    clause: "CJEU C-817/19, 196-197 (CJEU817-196-197)",
  }));
}

/** What a traveller under 18 may look like to a rule: an age, and how they were booked. */
type Minor = { readonly age: number; readonly type: string };
const ADULT = 18;
const minors: readonly Minor[] = Array.from({ length: ADULT }, (_, age) => age).flatMap((age) =>
  ["infant", "child", "adult"].map((type) => ({ age, type })),
);
/** What a condition may come out as: bit 1 false, bit 2 true. */
const EITHER = 3;
const outcome = (is: boolean): number => (is ? 2 : 1);

/** The value of the traveller's own age or type, or null where the term is none of them. */
function ownValue(term: Term, { age, type }: Minor): string | number | null {
  if (term.term !== "field") return null;
  if (term.field === "traveller.age") return age;
  return term.field === "traveller.type" ? type : null;
}

const plainValue = (term: Term): string | number | null =>
  term.term === "number" ? term.number : term.term === "text" ? term.text : null;

/** How a single comparison with a value comes out for this minor; null where it does not ask for age or type. */
function ofMinor(condition: Condition, minor: Minor): boolean | null {
  if (condition.is === "compare") {
    const left = ownValue(condition.left, minor) ?? plainValue(condition.left);
    const right = ownValue(condition.right, minor) ?? plainValue(condition.right);
    const own = ownValue(condition.left, minor) !== null || ownValue(condition.right, minor) !== null;
    if (!own || left === null || right === null) return null;
    return typeof left === "number" && typeof right === "number"
      ? compared(left, condition.op, right)
      : compared(String(left), condition.op, String(right));
  }
  if (condition.is === "in") {
    const value = ownValue(condition.left, minor);
    return value === null ? null : condition.set.some((one) => one === value);
  }
  if (condition.is === "range") {
    const value = ownValue(condition.left, minor);
    const from = plainValue(condition.from);
    const to = plainValue(condition.to);
    return value === null || from === null || to === null ? null : value >= from && value <= to;
  }
  return null;
}

/** What `condition` may come out as for this minor, whatever all else is. */
function possible(rule: Rule, condition: Condition, minor: Minor, seen: readonly string[] = []): number {
  switch (condition.is) {
    case "all":
    case "any": {
      const parts = condition.of.map((part) => possible(rule, part, minor, seen));
      const [decides, other] = condition.is === "all" ? [1, 2] : [2, 1];
      const some = parts.some((part) => (part & decides) !== 0) ? decides : 0;
      return some | (parts.every((part) => (part & other) !== 0) ? other : 0);
    }
    case "not": {
      const inner = possible(rule, condition.of, minor, seen);
      return ((inner & 1) << 1) | (inner >> 1);
    }
    case "use": {
      const meant = definitionOf(rule, condition.name);
      if (meant === null || seen.includes(condition.name)) return EITHER;
      return possible(rule, meant, minor, [...seen, condition.name]);
    }
    case "compare":
    case "in":
    case "range": {
      const known = ofMinor(condition, minor);
      return known === null ? EITHER : outcome(known);
    }
    case "like":
    case "known":
    case "count":
      return EITHER;
  }
}

/** Whether a comparison of age or type speaks for a match of somebody under 18. */
function favoursMinors(
  rule: Rule,
  condition: Condition,
  wanted: boolean,
  seen: readonly string[] = [],
): boolean {
  if (condition.is === "not") return favoursMinors(rule, condition.of, !wanted, seen);
  if (condition.is === "use") {
    const meant = definitionOf(rule, condition.name);
    if (meant === null || seen.includes(condition.name)) return false;
    return favoursMinors(rule, meant, wanted, [...seen, condition.name]);
  }
  const parts = partsOf(condition);
  if (parts.length > 0) return parts.some((part) => favoursMinors(rule, part, wanted, seen));
  return minors.some((minor) => ofMinor(condition, minor) === wanted);
}

function minorFaults(rule: Rule): Told[] {
  if (rule.outcome === "protect") return [];
  const parts = [
    { condition: rule.when, path: "/when" },
    ...rule.adds.map(({ condition }, at) => ({ condition, path: `/adds/${at}/condition` })),
  ];
  const reached = minors.some((minor) => (possible(rule, rule.when, minor) & 2) !== 0);
  if (!reached) return [];
  return parts
    .filter(({ condition }) => favoursMinors(rule, condition, true))
    .map(({ condition, path }) => ({
      code: "MINORS",
      path,
      node: condition,
      text: said("minors"),
      mend: said("mend-adult"),
      clause: "HR-CHILD-2; Convention on the Rights of the Child Art. 3 and 40",
    }));
}
