// How rules answer: Kleene's tables, counts of what is half told, minors, points, and the set beside each rule alone.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { aCondition, aRecord, aRule } from "../fixtures.ts";
import type { Condition, Rule } from "../language/ast.ts";
import { goodRules } from "../language/good-rules.fixtures.ts";
import { parse } from "../language/parse.ts";
import { compile, compileCondition } from "./compile.ts";
import { explain, fingerprintOf } from "./evidence.ts";
import { factsFrom } from "./facts.ts";
import { patternOf } from "./pattern.ts";
import { ruleSet } from "./rule-set.ts";
import { FALSE, TRUE, UNKNOWN, type Truth } from "./terms.ts";

function ruleOf(text: string): Rule {
  const parsed = parse(text);
  if ("fault" in parsed) throw new Error(`${parsed.fault.text} in ${text}`);
  return parsed.rule;
}
const asked = (condition: string, record: Record<string, unknown>): Truth => {
  const rule = ruleOf(`rule tried protect when ${condition}`);
  return compileCondition(rule, rule.when)(factsFrom(record), []);
};
const T = "booking.phones = 0";
const F = "booking.phones > 0";
const U = "booking.emails > 0";
const told = { booking_phones: 0, booking_emails: null };

describe("what is not told is neither true nor false (Kleene)", () => {
  test.each([
    [T, T, TRUE, TRUE],
    [T, F, FALSE, TRUE],
    [T, U, UNKNOWN, TRUE],
    [F, T, FALSE, TRUE],
    [F, F, FALSE, FALSE],
    [F, U, FALSE, UNKNOWN],
    [U, T, UNKNOWN, TRUE],
    [U, F, FALSE, UNKNOWN],
    [U, U, UNKNOWN, UNKNOWN],
  ])("%s with %s: and %i, or %i", (one, other, both, either) => {
    expect(asked(`${one} and ${other}`, told)).toBe(both);
    expect(asked(`${one} or ${other}`, told)).toBe(either);
  });
  test("not turns true and false, and leaves unknown", () => {
    expect([T, F, U].map((condition) => asked(`not (${condition})`, told))).toEqual([FALSE, TRUE, UNKNOWN]);
  });
  test("whether it is known is never unknown", () => {
    expect(asked("known(booking.emails)", told)).toBe(FALSE);
    expect(asked("known(booking.phones) and not (known(payment))", told)).toBe(TRUE);
  });
  test("absence decides nothing in any comparison", () => {
    for (const condition of [
      "agency.iata = agency.city",
      'agency.iata in ("1")',
      'agency.iata like "1*"',
      "booking.emails between 1 and 3",
      "distance(itinerary.start, itinerary.end) > 5",
      "hours-between(booking.created-at, flight.departs-at) < 5",
      "count(payment) >= 0",
    ])
      expect(asked(condition, {})).toBe(UNKNOWN);
  });
});

describe("counts", () => {
  const companion = [{ age: 5 }, { age: 40 }, { age: null }];
  test.each([
    ["count(companion where companion.age < 18) >= 1", TRUE],
    ["count(companion where companion.age < 18) >= 2", UNKNOWN],
    ["count(companion where companion.age < 18) >= 3", FALSE],
    ["count(companion where companion.age < 18) = 1", UNKNOWN],
    ["count(companion where companion.age < 18) = 0", FALSE],
    ["count(companion where companion.age < 18) <= 2", TRUE],
    ["count(companion where companion.age < 18) < 1", FALSE],
    ["every(companion where companion.age < 18)", FALSE],
    ["none(companion where companion.age > 90)", UNKNOWN],
    ["count(companion) = 3", TRUE],
  ])("%s is %i where one age is not told", (condition, expected) => {
    expect(asked(condition, { companion })).toBe(expected);
  });
  test("windows slide over the days, and within looks back from the flight", () => {
    const trip = [2, 3, 10, 30, 31, 32, 33].map((days_before) => ({ days_before }));
    expect(asked("count(trip within 10 days) = 3", { trip })).toBe(TRUE);
    expect(asked("busiest(4 days, trip) = 4", { trip })).toBe(TRUE);
    expect(asked("busiest(3 days, trip) = 3", { trip })).toBe(TRUE);
    expect(asked("busiest(4 days, trip within 10 days) = 2", { trip })).toBe(TRUE);
  });
  test("an adult with three minors of other names, and one whose name is shared", () => {
    const rule =
      "traveller.age >= 18 and count(companion where companion.age < 18 and companion.same-surname = no) >= 3";
    const child = { age: 9, same_surname: false };
    expect(asked(rule, { traveller_age: 40, companion: [child, child, child] })).toBe(TRUE);
    expect(
      asked(rule, { traveller_age: 40, companion: [child, child, { age: 9, same_surname: true }] }),
    ).toBe(FALSE);
  });
});

describe("values", () => {
  test.each([
    [
      "some(document where document.expires < flight.date + 30 days)",
      { flight_date: "2026-11-21", document: [{ expires: "2026-12-20" }] },
      TRUE,
    ],
    [
      "some(document where document.expires < flight.date + 30 days)",
      { flight_date: "2026-11-21", document: [{ expires: "2026-12-21" }] },
      FALSE,
    ],
    [
      "distance(itinerary.start, itinerary.end) between 1700 and 1800",
      { itinerary_start: "IST", itinerary_end: "GYD" },
      TRUE,
    ],
    [
      "distance(itinerary.start, itinerary.end) > 1",
      { itinerary_start: "IST", itinerary_end: "QQ0" },
      UNKNOWN,
    ],
    [
      "hours-between(booking.created-at, flight.departs-at) = 2.5",
      { booking_created_at: "2026-11-21T09:00:00Z", flight_departs_at: new Date("2026-11-21T11:30:00Z") },
      TRUE,
    ],
    ["days-between(flight.date, flight.date + 3 days) = 3", { flight_date: "2026-02-27" }, TRUE],
  ])("%s", (condition, record, expected) => {
    expect(asked(condition, record)).toBe(expected);
  });
  test("a pattern fits as the same expression without stars and question marks would", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[ab*?]{0,8}$/), fc.stringMatching(/^[ab]{0,10}$/), (pattern, text) => {
        const same = new RegExp(`^${pattern.replaceAll("*", ".*").replaceAll("?", ".")}$`);
        expect(patternOf(pattern)(text)).toBe(same.test(text));
      }),
    );
  });
});

describe("minors", () => {
  const rule = ruleOf("rule tried suspect when booking.phones = 0");
  test("no rule makes a suspect of anybody under 18, whatever else is so (HR-CHILD-2)", () => {
    fc.assert(
      fc.property(aRule, aRecord, fc.integer({ min: 0, max: 17 }), (any, record, age) => {
        const suspect: Rule = { ...any, outcome: "suspect" };
        expect(compile(suspect).ask(factsFrom({ ...record, traveller_age: age }))).toBe(FALSE);
      }),
    );
  });
  test.each([
    [{ traveller_age: 18 }, TRUE],
    [{ traveller_age: 17 }, FALSE],
    [{ traveller_type: "adult" }, TRUE],
    [{ traveller_type: "child" }, FALSE],
    [{ traveller_type: "infant" }, FALSE],
    [{ traveller_age: 17, traveller_type: "adult" }, FALSE],
    [{}, UNKNOWN],
  ])("%j: in doubt nobody is a suspect (HR-CHILD-2)", (record, expected) => {
    expect(compile(rule).ask(factsFrom({ booking_phones: 0, ...record }))).toBe(expected);
  });
});

describe("points", () => {
  const rule = ruleOf(
    'rule tried suspect when booking.phones = 0 adds 5 "no bag": baggage.pieces = 0 lowers 10 "a return": itinerary.returns match at 10',
  );
  const facts = (more: Record<string, unknown>) =>
    factsFrom({ traveller_age: 30, booking_phones: 0, ...more });
  test("what exonerates takes points off and can keep the rule from matching (CJEU817-199-200)", () => {
    expect(compile(rule).points(facts({ baggage_pieces: 0 }))).toBe(15);
    expect(compile(rule).ask(facts({ baggage_pieces: 0 }))).toBe(TRUE);
    expect(compile(rule).points(facts({ baggage_pieces: 0, itinerary_returns: true }))).toBe(5);
    expect(compile(rule).ask(facts({ baggage_pieces: 0, itinerary_returns: true }))).toBe(FALSE);
  });
  test("the evidence gives the values, the points, and what nobody has told", () => {
    expect(explain(rule, facts({ baggage_pieces: 0 }))).toEqual({
      code: "tried",
      fingerprint: fingerprintOf(rule),
      outcome: "suspect",
      points: 15,
      matchAt: 10,
      because: [
        {
          text: "booking.phones = 0",
          holds: true,
          values: [{ field: "booking.phones", value: 0 }],
          counted: null,
        },
      ],
      adds: [{ text: "no bag", points: 5, state: "true" }],
      lowers: [{ text: "a return", points: 10, state: "unknown" }],
    });
    expect(explain(rule, facts({ itinerary_returns: true }))).toBeNull();
  });
  test("the points of the evidence add up, and its statements alone make the rule true (CJEU817-195, CoE108-9.1b-c)", () => {
    fc.assert(
      fc.property(aRule, aRecord, (any, record) => {
        const evidence = explain(any, factsFrom(record));
        const adds = (evidence?.adds ?? [])
          .filter(({ state }) => state === "true")
          .reduce((sum, { points }) => sum + points, 0);
        const lowers = (evidence?.lowers ?? [])
          .filter(({ state }) => state === "true")
          .reduce((sum, { points }) => sum + points, 0);
        expect(evidence === null || evidence.points === 10 + adds - lowers).toBe(true);
        expect(evidence === null || evidence.because.length > 0).toBe(true);
        for (const { text, holds } of evidence?.because ?? [])
          expect(asked(text, record)).toBe(holds ? TRUE : FALSE);
      }),
      { numRuns: 1000 },
    );
  });
  test("a rule that is changed has another fingerprint", () => {
    expect(fingerprintOf({ ...rule, matchAt: 11 })).not.toBe(fingerprintOf(rule));
  });
});

describe("rules asked together", () => {
  test("answer as each alone, in their order, matching and undecided", () => {
    fc.assert(
      fc.property(
        fc.array(aRule, { maxLength: 12 }),
        fc.array(aRecord, { maxLength: 4 }),
        (rules, records) => {
          // Conditions in common, and conditions that the index finds rules by.
          const shared = rules.flatMap((rule, at): Rule[] => [
            rule,
            { ...rule, code: `again-${at}`, when: onCarrier(rule.when, at) },
          ]);
          const set = ruleSet(shared);
          for (const record of records) {
            const facts = factsFrom(record);
            const alone = (wanted: Truth) =>
              shared.filter((rule) => compile(rule).ask(facts) === wanted).map(({ code }) => code);
            const [matching, undecided]: [string[], string[]] = [[], []];
            set.match(facts, ({ code }) => matching.push(code));
            set.undecided(facts, ({ code }) => undecided.push(code));
            expect(matching).toEqual(alone(TRUE));
            expect(undecided).toEqual(alone(UNKNOWN));
          }
        },
      ),
      { numRuns: 300 },
    );
  });
  test("a rule that asks two values of one field is undecided where the field is not told, and never true", () => {
    const set = ruleSet([
      ruleOf('rule both suspect when flight.carrier = "J2" and flight.carrier in ("TK")'),
    ]);
    const undecidedOf = (record: Record<string, unknown>) => {
      const codes: string[] = [];
      set.undecided(factsFrom(record), ({ code }) => codes.push(code));
      set.match(factsFrom(record), ({ code }) => codes.push(`${code} matches`));
      return codes;
    };
    expect(undecidedOf({ flight_carrier: null, traveller_age: 40 })).toEqual(["both"]);
    expect(undecidedOf({ flight_carrier: "J2", traveller_age: 40 })).toEqual([]);
  });
  test("the set asks for every field of its rules, and for what tells minors", () => {
    const set = ruleSet(goodRules.map(ruleOf));
    expect(set.size).toBe(30);
    expect(set.fields).toEqual(
      expect.arrayContaining(["traveller.age", "traveller.type", "trip", "booking.shared-card"]),
    );
  });
});

const onCarrier = (when: Condition, at: number): Condition => ({
  is: "all",
  of: [
    at % 2 === 0
      ? { is: "in", left: { term: "field", field: "flight.carrier" }, set: ["J2", "TK"] }
      : {
          is: "compare",
          left: { term: "field", field: "flight.route" },
          op: "=",
          right: { term: "text", text: "IST-GYD" },
        },
    when,
  ],
});

test("any condition answers for any facts", () => {
  fc.assert(
    fc.property(aCondition, aRecord, (when, record) => {
      const rule: Rule = {
        code: "tried",
        outcome: "protect",
        definitions: [],
        when,
        adds: [],
        lowers: [],
        matchAt: 10,
      };
      expect([FALSE, UNKNOWN, TRUE]).toContain(compile(rule).ask(factsFrom(record)));
    }),
  );
});
