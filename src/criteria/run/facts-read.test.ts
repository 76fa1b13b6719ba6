// What a rule read of a traveller is enough to ask it again: the same verdict, points and evidence, and no other data.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  compile,
  explain,
  factsFrom,
  factsOfRead,
  factsRead,
  fieldsOf,
  fingerprintOf,
  parse,
  print,
} from "../api.ts";
import { repeatMatch, RULES_ENGINE_VERSION, type FactsRead, type Rule } from "../api.ts";
import { aRecord, aRule } from "../fixtures.ts";

const throughJson = (read: FactsRead): FactsRead => JSON.parse(JSON.stringify(read)) as FactsRead;

test("2,000 rules on 2,000 travellers: asked of what they read alone, they say the same, byte for byte (CJEU817-210)", () => {
  let matched = 0;
  fc.assert(
    fc.property(aRule, aRecord, (rule, record) => {
      const facts = factsFrom(record);
      const again = factsOfRead(throughJson(factsRead(rule, facts)));
      expect(compile(rule).ask(again)).toBe(compile(rule).ask(facts));
      expect(compile(rule).points(again)).toBe(compile(rule).points(facts));
      const evidence = explain(rule, facts);
      expect(explain(rule, again)).toEqual(evidence);
      matched += evidence === null ? 0 : 1;
    }),
    { numRuns: 2000 },
  );
  expect(matched).toBeGreaterThan(100);
});

test("nothing is read that the rule does not ask for, but whether somebody is of age", () => {
  fc.assert(
    fc.property(aRule, aRecord, (rule, record) => {
      const read = factsRead(rule, factsFrom(record));
      const asked = [...fieldsOf(rule), "traveller.age", "traveller.type"];
      const names = [...Object.keys(read.fields), ...Object.keys(read.collections)];
      expect(names.filter((name) => !asked.includes(name))).toEqual([]);
    }),
    { numRuns: 300 },
  );
});

describe("a match is repeated from its text and what was read", () => {
  const parsed = parse(`rule no-bags suspect
  when traveller.age >= 18 and baggage.pieces = 0
  lowers 10 "sits in the first rows": traveller.seat-row <= 3
`);
  if ("fault" in parsed) throw new Error(parsed.fault.text);
  const { rule } = parsed;
  const facts = factsFrom({
    traveller_age: 40,
    baggage_pieces: 0,
    traveller_seat_row: 20,
    booking_host: "TK",
  });
  const match = (of: Rule = rule) => {
    const evidence = explain(of, facts);
    if (evidence === null) throw new Error("it matches");
    return { text: print(of), read: factsRead(of, facts), engine: RULES_ENGINE_VERSION, evidence };
  };

  test("the same comes out (CJEU817-210)", () => {
    expect(repeatMatch(match())).toMatchObject({
      outcome: "same",
      sha256: expect.stringMatching(/^[\da-f]{64}$/),
    });
    expect(JSON.stringify(match().read)).not.toContain("TK");
  });
  test("another value, another text, another engine, nothing kept: each is told", () => {
    const { read } = match();
    const with20 = { ...read, fields: { ...read.fields, "traveller.seat-row": 2 } };
    expect(repeatMatch({ ...match(), read: with20 })).toMatchObject({ outcome: "differs", evidence: null });
    expect(repeatMatch({ ...match(), text: print({ ...rule, matchAt: 5 }) })).toEqual({
      outcome: "other-text",
    });
    expect(repeatMatch({ ...match(), text: "no rule" })).toEqual({ outcome: "other-text" });
    expect(repeatMatch({ ...match(), engine: "0.1" })).toEqual({ outcome: "other-engine" });
    expect(repeatMatch({ ...match(), read: null })).toEqual({ outcome: "not-kept" });
    const unlawful: Rule = { ...rule, lowers: [] };
    expect(repeatMatch(match(unlawful))).toEqual({ outcome: "not-lawful" });
    expect(fingerprintOf(rule)).toBe(match().evidence.fingerprint);
  });
});
