// The active rules as live traffic asks them: what was approved, nothing else, and the same answer each time.
import { expect, test } from "vitest";
import { factsFrom, fingerprintOf, openCriteria, parse, type ActiveRule, type Rule } from "../api.ts";
import { goodRules } from "../language/good-rules.fixtures.ts";

function active(text: string, over: Partial<ActiveRule> = {}): ActiveRule {
  const parsed = parse(text);
  if ("fault" in parsed) throw new Error(parsed.fault.text);
  return {
    ruleId: parsed.rule.code,
    version: 1,
    rule: parsed.rule,
    fingerprint: fingerprintOf(parsed.rule),
    ...over,
  };
}
const facts = factsFrom({
  traveller_age: 30,
  booking_lead_hours: 5,
  payment: [{ form: "CA" }],
  companion: [],
});

test("an approved rule matches with its evidence; the same facts give the same bytes a thousand times (CJEU817-194)", () => {
  const criteria = openCriteria(goodRules.slice(0, 20).map((text) => active(text)));
  const first = JSON.stringify(criteria.evaluate(facts));
  expect(criteria.evaluate(facts)).toMatchObject([
    { ruleId: "good-1", version: 1, evidence: { points: 10, because: [{ holds: true }, { counted: 1 }] } },
  ]);
  for (let time = 0; time < 1000; time += 1) expect(JSON.stringify(criteria.evaluate(facts))).toBe(first);
});

test("a rule that is not what was approved is refused and not asked (CJEU817-194)", () => {
  const approved = active(goodRules[0] ?? "");
  const changed: Rule = { ...approved.rule, matchAt: 1 };
  const criteria = openCriteria();
  expect(criteria.replace([{ ...approved, rule: changed }])).toEqual([
    { ruleId: "good-1", version: 1, why: "changed" },
  ]);
  expect([criteria.size, criteria.evaluate(facts)]).toEqual([0, []]);
});

test("a rule that the language does not admit is refused, whoever approved it", () => {
  const criteria = openCriteria();
  const bad = active(
    'rule bad suspect when traveller.nationality = "SYR" lowers 10 "family": some(companion)',
  );
  expect(criteria.replace([bad, active(goodRules[0] ?? "")])).toEqual([
    { ruleId: "bad", version: 1, why: "not-lawful" },
  ]);
  expect(criteria.size).toBe(1);
});

test("rules are replaced as a whole, and their version tells which are in force", () => {
  const criteria = openCriteria([active(goodRules[0] ?? "")]);
  const before = criteria.version;
  criteria.replace([active(goodRules[0] ?? "", { version: 2 })]);
  expect(criteria.version).not.toBe(before);
  expect(criteria.evaluate(facts)).toMatchObject([{ version: 2 }]);
  criteria.replace([active(goodRules[0] ?? "")]);
  expect(criteria.version).toBe(before);
  criteria.replace([]);
  expect(criteria.evaluate(facts)).toEqual([]);
});

test("two rules of one tree are told apart", () => {
  const one = active(goodRules[0] ?? "");
  const criteria = openCriteria([one, { ...one, ruleId: "second" }]);
  expect(criteria.evaluate(facts).map(({ ruleId }) => ruleId)).toEqual(["good-1", "second"]);
});

test("what is not told leaves a rule undecided, and that can be asked", () => {
  const criteria = openCriteria([active(goodRules[0] ?? "")]);
  const silent = factsFrom({ traveller_age: 30, booking_lead_hours: 5 });
  expect([criteria.evaluate(silent), criteria.undecided(silent)]).toEqual([
    [],
    [{ ruleId: "good-1", version: 1 }],
  ]);
});
