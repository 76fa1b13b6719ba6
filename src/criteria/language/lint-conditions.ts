// Faults of single conditions: names that are not lawful, types that do not fit, values that cannot be.
import { airport, alpha3, placeOf } from "#vocabulary";
import { bounds, pathOfPart, partsOf, type Condition, type Rule, type Term } from "./ast.ts";
import {
  banOfName,
  banOfValue,
  collectionNamed,
  collections,
  fieldNamed,
  namesLike,
  type Ban,
} from "./catalogue.ts";
import type { FieldType } from "./catalogue.table.ts";
import { said, type Said } from "./fault.ts";
import type { Told } from "./told.ts";

type Type = FieldType | "any-text";
type Context = {
  readonly rule: Rule;
  readonly lookBackDays: number;
  readonly told: Told[];
};
/** The condition looked at, where it stands, and the collection whose items it is asked of. */
type Spot = { readonly condition: Condition; readonly path: string; readonly within: string | null };

export function faultsOfConditions(rule: Rule, lookBackDays: number): readonly Told[] {
  const context: Context = { rule, lookBackDays, told: [] };
  for (const [at, { condition }] of rule.definitions.entries())
    look(context, { condition, path: `/definitions/${at}/condition`, within: null });
  look(context, { condition: rule.when, path: "/when", within: null });
  for (const kind of ["adds", "lowers"] as const)
    for (const [at, { condition }] of rule[kind].entries())
      look(context, { condition, path: `/${kind}/${at}/condition`, within: null });
  return context.told;
}

function look(context: Context, spot: Spot): void {
  const { condition, path, within } = spot;
  check(context, spot);
  const inner = condition.is === "count" ? condition.of : within;
  for (const [at, part] of partsOf(condition).entries())
    look(context, { condition: part, path: pathOfPart(condition, path, at), within: inner });
}

function tell({ told }: Context, { condition, path }: Spot, fault: Omit<Told, "path" | "node">): void {
  told.push({ path, node: condition, ...fault });
}

const banned = (code: string, { clause, why }: Ban, subject: Said): Omit<Told, "path" | "node"> => ({
  code,
  text: [subject, why],
  mend: said("mend-take-out"),
  clause,
});

function check(context: Context, spot: Spot): void {
  const { condition } = spot;
  switch (condition.is) {
    case "compare":
      checkCompare(context, spot, condition);
      break;
    case "range": {
      const type = typeOf(context, spot, condition.left);
      for (const end of [condition.from, condition.to]) checkPair(context, spot, condition.left, type, end);
      requireOrder(context, spot, type);
      if (isAbove(condition.from, condition.to))
        tell(context, spot, {
          code: "EMPTY_RANGE",
          text: said("range-empty"),
          mend: said("mend-lower-first"),
        });
      break;
    }
    case "in": {
      const type = typeOf(context, spot, condition.left);
      for (const value of condition.set) {
        const term: Term =
          typeof value === "number" ? { term: "number", number: value } : { term: "text", text: value };
        if (!checkPair(context, spot, condition.left, type, term)) break;
      }
      break;
    }
    case "like":
      checkLike(context, spot, condition);
      break;
    case "known":
      checkKnown(context, spot, condition.what);
      break;
    case "count":
      checkCount(context, spot, condition);
      break;
    case "all":
    case "any":
    case "not":
    case "use":
      break;
  }
}

function checkCompare(
  context: Context,
  spot: Spot,
  { left, op, right }: Extract<Condition, { is: "compare" }>,
): void {
  const type = typeOf(context, spot, left);
  checkPair(context, spot, left, type, right);
  if (op !== "=" && op !== "!=") requireOrder(context, spot, type);
  if (left.term !== "field" && right.term !== "field" && isPlain(left) && isPlain(right)) {
    tell(context, spot, {
      code: "NOTHING_ASKED",
      text: said("nothing-asked"),
      mend: said("mend-field"),
    });
  }
}

const isPlain = ({ term }: Term): boolean =>
  term === "text" || term === "number" || term === "truth" || term === "date";

function isAbove(from: Term, to: Term): boolean {
  if (from.term === "number" && to.term === "number") return from.number > to.number;
  return from.term === "date" && to.term === "date" && from.date > to.date;
}

function requireOrder(context: Context, spot: Spot, type: Type | null): void {
  if (type === null || type === "number" || type === "date" || type === "instant") return;
  tell(context, spot, {
    code: "NO_ORDER",
    text: said("no-order", { type: typeWord(type) }),
    mend: said("mend-equal"),
  });
}

/** Checks that `other` fits `type`, the type of `left`; false when something was told. */
function checkPair(context: Context, spot: Spot, left: Term, type: Type | null, other: Term): boolean {
  const before = context.told.length;
  const second = typeOf(context, spot, other);
  if (type === null || second === null) return context.told.length === before;
  if (!fits(type, second)) {
    tell(context, spot, {
      code: "TYPE",
      text: said("types-differ", { type: `${typeWord(type)}, ${typeWord(second)}` }),
      mend: mendOfType(type),
    });
  } else if (left.term === "field" && other.term === "text")
    checkValue(context, spot, left.field, type, other.text);
  else if (other.term === "field" && left.term === "text")
    checkValue(context, spot, other.field, second, left.text);
  return context.told.length === before;
}

const textTypes: readonly Type[] = ["text", "place", "country", "any-text"];

function fits(one: Type, other: Type): boolean {
  if (one === other) return true;
  return (
    (one === "any-text" && textTypes.includes(other)) || (other === "any-text" && textTypes.includes(one))
  );
}

/** A type by its word: a text is a text, whatever field it is compared with. */
const typeWord = (type: Type): FieldType => (type === "any-text" ? "text" : type);
const mendOfType = (type: Type): Said => said(`mend-${typeWord(type)}`);

/** Fields whose values are a closed list: another value would never be met. */
const choices: Readonly<Record<string, readonly string[]>> = {
  "flight.direction": ["inbound", "outbound", "transit", "domestic"],
  "trip.direction": ["inbound", "outbound", "transit", "domestic"],
  "traveller.role": ["passenger", "in-transit-passenger"],
  "traveller.type": ["adult", "child", "infant"],
  "companion.type": ["adult", "child", "infant"],
  "traveller.sex": ["M", "F", "X"],
  "companion.sex": ["M", "F", "X"],
  "traveller.state": ["expected", "boarded", "not-boarded"],
  "companion.state": ["expected", "boarded", "not-boarded"],
  "trip.state": ["expected", "boarded", "not-boarded"],
  "booking.state": ["active", "cancelled", "not-in-push"],
};

function checkValue(context: Context, spot: Spot, field: string, type: Type, value: string): void {
  const ban = banOfValue(field, value, context.rule.outcome === "protect");
  if (ban !== undefined) {
    tell(context, spot, banned("VALUE_FORBIDDEN", ban, said("value-not-compared", { name: field, value })));
    return;
  }
  const choice = choices[field];
  if (choice !== undefined && !choice.includes(value)) {
    tell(context, spot, {
      code: "NO_SUCH_VALUE",
      text: said("value-never", { name: field, value }),
      mend: said("mend-one-of", { allowed: choice.join(", ") }),
    });
  } else if (type === "country" && alpha3(value) !== value) {
    const meant = alpha3(value);
    tell(context, spot, {
      code: "NO_SUCH_VALUE",
      text: said("value-no-state", { value }),
      mend: meant === undefined ? said("mend-country") : said("mend-meant", { value: meant }),
    });
  } else if (
    type === "place" &&
    (placeOf(value) === undefined || (airport(value)?.iata ?? value) !== value)
  ) {
    const meant = airport(value)?.iata;
    tell(context, spot, {
      code: "NO_SUCH_VALUE",
      text: said("value-no-place", { value }),
      mend: meant === undefined ? said("mend-place") : said("mend-meant", { value: meant }),
    });
  }
}

function checkLike(
  context: Context,
  spot: Spot,
  { left, pattern }: Extract<Condition, { is: "like" }>,
): void {
  const type = typeOf(context, spot, left);
  if (type !== null && type !== "text") {
    tell(context, spot, {
      code: "TYPE",
      text: said("pattern-type", { type: typeWord(type) }),
      mend: said("mend-values-in"),
    });
    return;
  }
  const field = left.term === "field" ? left.field : "";
  if (field === "document.type" || field === "service.code") {
    tell(
      context,
      spot,
      banned(
        "VALUE_FORBIDDEN",
        {
          clause: "HR-NR-2; Directive (EU) 2016/681 Art. 6(4) (PNRD-6.4.3)",
          why: said("why-pattern"),
        },
        said("values-single", { name: field }),
      ),
    );
  }
  const stars = pattern.split("*").length - 1;
  if (stars > bounds.stars || /^[*?]*$/.test(pattern)) {
    tell(context, spot, {
      code: "PATTERN",
      text: stars > bounds.stars ? said("pattern-stars", { most: bounds.stars }) : said("pattern-everything"),
      mend: said("mend-pattern"),
    });
  }
}

/** What is not told of a refugee must not tell that somebody is one. */
const silent = new Set([
  "traveller.nationality",
  "document.issuer",
  "document.type",
  "document",
  "companion.nationality",
]);

function checkKnown(context: Context, spot: Spot, what: string): void {
  if (silent.has(what)) {
    tell(
      context,
      spot,
      banned(
        "FIELD_FORBIDDEN",
        {
          clause: "Refugee Convention Art. 31, HR-NR-2",
          why: said("why-silent"),
        },
        said("known-not-asked", { name: what }),
      ),
    );
  } else if (collectionNamed(what) === undefined) nameCheck(context, spot, what);
}

function checkCount(
  context: Context,
  spot: Spot,
  { of, within, window, where }: Extract<Condition, { is: "count" }>,
): void {
  const collection = collectionNamed(of);
  if (spot.within !== null)
    tell(context, spot, {
      code: "NESTED_COUNT",
      text: said("count-nested"),
      mend: said("mend-count-apart"),
    });
  if (collection === undefined) {
    const ban = banOfName(of);
    tell(
      context,
      spot,
      ban === undefined
        ? {
            code: "NO_SUCH_FIELD",
            text: said("no-collection", { name: of }),
            mend: said("mend-collections", { allowed: collections.map(({ name }) => name).join(", ") }),
          }
        : banned("FIELD_FORBIDDEN", ban, said("not-counted", { name: of })),
    );
    return;
  }
  if (of === "document" && where === null) {
    tell(
      context,
      spot,
      banned(
        "FIELD_FORBIDDEN",
        {
          clause: "Refugee Convention Art. 31, HR-NR-2",
          why: said("why-no-passport"),
        },
        said("documents-not-counted"),
      ),
    );
  }
  if ((within !== null || window !== null) && collection.days === null) {
    tell(context, spot, {
      code: "NOT_DATED",
      text: said("not-dated", { name: of }),
      mend: said("mend-dated"),
    });
  }
  const days = Math.max(within ?? 0, window ?? 0);
  if (days > context.lookBackDays) {
    tell(context, spot, {
      code: "TOO_FAR_BACK",
      text: said("too-far-back", { days, most: context.lookBackDays }),
      mend: said("mend-look-back", { most: context.lookBackDays }),
      clause: "CJEU C-817/19, 257-262",
    });
  }
}

/** The type of a term; null when something was told of it. */
function typeOf(context: Context, spot: Spot, term: Term): Type | null {
  switch (term.term) {
    case "text":
      return "any-text";
    case "number":
      return "number";
    case "truth":
      return "yes-no";
    case "date":
      if (isDay(term.date)) return "date";
      tell(context, spot, {
        code: "NO_SUCH_VALUE",
        text: said("value-no-day", { value: term.date }),
        mend: said("mend-day"),
      });
      return null;
    case "field":
      return nameCheck(context, spot, term.field);
    case "shift":
      return requireAll(context, spot, [term.of], "date") ? "date" : null;
    case "distance":
      return requireAll(context, spot, [term.from, term.to], "place") ? "number" : null;
    case "span":
      return requireAll(context, spot, [term.from, term.to], term.unit === "days" ? "date" : "instant")
        ? "number"
        : null;
  }
}

function requireAll(context: Context, spot: Spot, terms: readonly Term[], wanted: Type): boolean {
  return terms
    .map((term) => {
      const type = typeOf(context, spot, term);
      if (type === null) return false;
      if (fits(type, wanted)) return term.term !== "text" || isPlace(context, spot, term.text);
      tell(context, spot, {
        code: "TYPE",
        text: said("type-wanted", { type: typeWord(wanted) }),
        mend: mendOfType(wanted),
      });
      return false;
    })
    .every(Boolean);
}

function isPlace(context: Context, spot: Spot, code: string): boolean {
  if (airport(code)?.iata === code) return true;
  tell(context, spot, {
    code: "NO_SUCH_VALUE",
    text: said("place-unknown", { value: code }),
    mend: said("mend-place"),
  });
  return false;
}

const isDay = (text: string): boolean => {
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text) && text > "1900";
};

function nameCheck(context: Context, spot: Spot, name: string): Type | null {
  const found = fieldNamed(name);
  if (found === undefined) {
    const ban = banOfName(name);
    const near = namesLike(name);
    tell(
      context,
      spot,
      ban === undefined
        ? {
            code: "NO_SUCH_FIELD",
            text: said("no-field", { name }),
            mend: near.length === 0 ? said("mend-catalogue") : said("mend-near", { near: near.join(", ") }),
          }
        : banned("FIELD_FORBIDDEN", ban, said("not-asked", { name })),
    );
    return null;
  }
  const { collection, field } = found;
  if (collection !== null && collection.name !== spot.within) {
    tell(context, spot, {
      code: "ITEM_OUTSIDE",
      text: said("item-outside", { name, collection: collection.name }),
      mend: said("mend-some", { collection: collection.name }),
    });
    return null;
  }
  return field.type;
}
