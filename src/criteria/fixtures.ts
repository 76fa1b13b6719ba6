// Arbitrary rules and facts for property tests: well-typed over the whole catalogue, with values that often meet each other.
import fc from "fast-check";
import { comparisons, type Comparison, type Condition, type Rule, type Term } from "./language/ast.ts";
import { collections, fields } from "./language/catalogue.ts";
import type { Collection, Field, FieldType } from "./language/catalogue.table.ts";
import { columnOf, itemColumnOf } from "./run/facts.ts";

const carriers = ["J2", "TK", "AZ", "QR"];
const places = ["IST", "GYD", "FRA", "DXB", "TBS", "KVD", "QQ0"];
const countries = ["AZE", "TUR", "DEU", "ARE", "GEO"];
const days = ["2026-06-01", "2026-11-20", "2026-11-21", "2026-12-24", "2027-03-31", "2031-01-01"];
const instants = [
  "2026-10-01T09:00:00Z",
  "2026-11-20T10:15:00Z",
  "2026-11-21T11:30:00Z",
  "2026-11-21T14:25:00Z",
];

/** Values of texts by the last part of the field's name. */
const texts: Readonly<Record<string, readonly string[]>> = {
  carrier: carriers,
  operating: carriers,
  host: carriers,
  route: ["IST-GYD", "FRA-GYD", "GYD-IST"],
  number: ["100", "101", "8068"],
  designator: ["J2100", "J2101", "TK8068"],
  direction: ["inbound", "outbound", "transit"],
  role: ["passenger", "crew", "in-transit-passenger"],
  type: ["adult", "child", "infant", "P", "V", "I"],
  sex: ["M", "F", "X"],
  state: ["expected", "boarded", "not-boarded", "active"],
  iata: ["12345675", "76543210", "A%_\\b"],
  city: ["BAK", "IST", "ANK"],
  form: ["CA", "CC", "MS"],
  currency: ["AZN", "EUR"],
  "card-vendor": ["VI", "MC"],
  "billing-country": ["AZ", "TR"],
  status: ["HK", "UN"],
  class: ["Y", "C"],
  action: ["XX", "NM", "SP"],
  code: ["XBAG", "SEAT", "AVIH"],
  airline: ["771", "235"],
};

const valuesOf = ({ name, type }: Field): readonly string[] => {
  if (type === "place") return places;
  if (type === "country") return countries;
  return texts[name.slice(name.indexOf(".") + 1)] ?? ["X"];
};

/** Numbers as rules and data have them: small and whole, some halves. */
const amount = fc
  .oneof(fc.integer({ min: -3, max: 40 }), fc.constantFrom(0.5, 12.5, 99.99, 4000, 90))
  .map((n) => n + 0);

const fieldOf = (field: Field): Term => ({ term: "field", field: field.name });

/** Two terms of one type, the first of them a field. */
function pairOf(field: Field, near: readonly Field[]): fc.Arbitrary<readonly [Term, Term]> {
  const left = fieldOf(field);
  const others = near.filter(({ type, name }) => type === field.type && name !== field.name).map(fieldOf);
  const literal = literalOf(field);
  const right =
    others.length === 0
      ? literal
      : fc.oneof({ weight: 4, arbitrary: literal }, { weight: 1, arbitrary: fc.constantFrom(...others) });
  return right.map((other) => [left, other] as const);
}

function literalOf(field: Field): fc.Arbitrary<Term> {
  switch (field.type) {
    case "number":
      return amount.map((number) => ({ term: "number", number }));
    case "yes-no":
      return fc.boolean().map((truth) => ({ term: "truth", truth }));
    case "date":
      return fc.oneof(
        fc.constantFrom(...days).map((date): Term => ({ term: "date", date })),
        fc
          .integer({ min: -40, max: 40 })
          .map((by): Term => ({ term: "shift", of: { term: "field", field: "flight.date" }, days: by })),
      );
    case "instant":
      return fc
        .constantFrom("flight.departs-at", "flight.arrives-at", "booking.created-at")
        .map((name): Term => ({ term: "field", field: name }));
    case "text":
    case "place":
    case "country":
      return fc.constantFrom(...valuesOf(field)).map((text) => ({ term: "text", text }));
  }
}

const ordered: readonly FieldType[] = ["number", "date", "instant"];
const opOf = (type: FieldType): fc.Arbitrary<Comparison> =>
  ordered.includes(type) ? fc.constantFrom(...comparisons) : fc.constantFrom("=", "!=");

function leaf(near: readonly Field[]): fc.Arbitrary<Condition> {
  return fc.constantFrom(...near).chain((field): fc.Arbitrary<Condition> => {
    const left = fieldOf(field);
    const compare = fc
      .tuple(pairOf(field, near), opOf(field.type))
      .map(([[a, b], op]): Condition => ({ is: "compare", left: a, op, right: b }));
    const more: fc.Arbitrary<Condition>[] = [
      compare,
      compare,
      fc.constant({ is: "known", what: field.name }),
    ];
    if (field.type === "number") {
      more.push(fc.array(amount, { minLength: 1, maxLength: 4 }).map((set) => ({ is: "in", left, set })));
    }
    if (ordered.includes(field.type) && field.type !== "instant") {
      more.push(
        fc.tuple(literalOf(field), literalOf(field)).map(([from, to]) => ({ is: "range", left, from, to })),
      );
    }
    if (["text", "place", "country"].includes(field.type)) {
      more.push(fc.subarray([...valuesOf(field)], { minLength: 1 }).map((set) => ({ is: "in", left, set })));
    }
    if (field.type === "text") {
      more.push(
        fc
          .constantFrom("1*", "*2*", "J?1*", "*%_*", "A%_\\*", "?", "inb*d")
          .map((pattern) => ({ is: "like", left, pattern })),
      );
    }
    return fc.oneof(...more);
  });
}

const measured: fc.Arbitrary<Condition> = fc.oneof(
  fc
    .tuple(
      fc.constantFrom("itinerary.start", "flight.origin", "traveller.embark"),
      fc.constantFrom("itinerary.end", "flight.destination"),
      fc.constantFrom(...comparisons),
      fc.constantFrom(0, 1000, 1790, 3400),
    )
    .map(([from, to, op, number]): Condition => ({
      is: "compare",
      left: { term: "distance", from: { term: "field", field: from }, to: { term: "field", field: to } },
      op,
      right: { term: "number", number },
    })),
  fc
    .tuple(fc.constantFrom(...comparisons), fc.constantFrom(0, 2.5, 24, 1000))
    .map(([op, number]): Condition => ({
      is: "compare",
      left: {
        term: "span",
        unit: "hours",
        from: { term: "field", field: "booking.created-at" },
        to: { term: "field", field: "flight.departs-at" },
      },
      op,
      right: { term: "number", number },
    })),
);

/** Conditions over `near` fields, `depth` levels deep. */
function nested(
  near: readonly Field[],
  atom: fc.Arbitrary<Condition>,
  depth: number,
): fc.Arbitrary<Condition> {
  if (depth === 0) return atom;
  const inner = nested(near, atom, depth - 1);
  const several = fc.tuple(
    fc.constantFrom("all" as const, "any" as const),
    fc.array(inner, { minLength: 2, maxLength: 3 }),
  );
  return fc.oneof(
    { weight: 2, arbitrary: atom },
    { weight: 3, arbitrary: several.map(([is, of]): Condition => ({ is, of })) },
    { weight: 1, arbitrary: inner.map((of): Condition => ({ is: "not", of })) },
  );
}

const countOf = (collection: Collection): fc.Arbitrary<Condition> => {
  const near = [
    ...collection.fields,
    ...fields.filter(({ name }) => name.startsWith("flight.") || name.startsWith("traveller.")),
  ];
  const own = leaf(collection.fields);
  const window = collection.days === null ? fc.constant(null) : fc.option(fc.integer({ min: 1, max: 120 }));
  return fc
    .record({
      where: fc.option(
        nested(near, fc.oneof({ weight: 4, arbitrary: own }, { weight: 1, arbitrary: leaf(near) }), 1),
      ),
      within: window,
      window,
      op: fc.constantFrom(...comparisons),
      number: fc.integer({ min: 0, max: 3 }),
    })
    .map((rest): Condition => ({ is: "count", of: collection.name, ...rest }));
};

const atom: fc.Arbitrary<Condition> = fc.oneof(
  { weight: 6, arbitrary: leaf(fields) },
  { weight: 4, arbitrary: fc.constantFrom(...collections).chain(countOf) },
  { weight: 1, arbitrary: measured },
  {
    weight: 1,
    arbitrary: fc.constantFrom(...collections).map(({ name }): Condition => ({ is: "known", what: name })),
  },
);

export const aCondition: fc.Arbitrary<Condition> = nested(fields, atom, 2);

const aWeight = fc.record({
  text: fc.constantFrom("no bag", 'family with "two" bags', "c:\\x"),
  points: fc.integer({ min: 1, max: 12 }),
  condition: nested(fields, atom, 1),
});

/** Rules of right types; not all of them lawful. */
export const aRule: fc.Arbitrary<Rule> = fc
  .record({
    code: fc.constantFrom("tried", "tried-2", "a1-b2"),
    outcome: fc.constantFrom("suspect" as const, "protect" as const),
    defined: fc.option(nested(fields, atom, 1)),
    when: aCondition,
    adds: fc.array(aWeight, { maxLength: 2 }),
    lowers: fc.array(aWeight, { maxLength: 2 }),
    matchAt: fc.integer({ min: 1, max: 20 }),
  })
  .map(({ defined, when, ...rest }): Rule => {
    if (defined === null) return { ...rest, definitions: [], when };
    const use: Condition = { is: "use", name: "hurried" };
    return {
      ...rest,
      definitions: [{ name: "hurried", condition: defined }],
      when: { is: "any", of: [use, when] },
    };
  });

function dataOf(field: Field): fc.Arbitrary<unknown> {
  const value: fc.Arbitrary<unknown> =
    field.type === "number"
      ? amount
      : field.type === "yes-no"
        ? fc.boolean()
        : field.type === "date"
          ? fc.constantFrom(...days)
          : field.type === "instant"
            ? fc.constantFrom(...instants)
            : fc.constantFrom(...valuesOf(field));
  return fc.oneof({ weight: 3, arbitrary: value }, { weight: 1, arbitrary: fc.constant(null) });
}

/** A row of the view as the database would give it: every column told or not. */
export const aRecord: fc.Arbitrary<Record<string, unknown>> = fc
  .tuple(
    fc.record(Object.fromEntries(fields.map((field) => [columnOf(field.name), dataOf(field)]))),
    fc.record(
      Object.fromEntries(
        collections.map((collection) => [
          columnOf(collection.name),
          fc.oneof(
            {
              weight: 4,
              arbitrary: fc.array(
                fc.record(
                  Object.fromEntries(
                    collection.fields.map((field) => [itemColumnOf(field.name), dataOf(field)]),
                  ),
                ),
                { maxLength: 4 },
              ),
            },
            { weight: 1, arbitrary: fc.constant(null) },
          ),
        ]),
      ),
    ),
  )
  .map(([told, listed]) => ({ ...told, ...listed }));
