// What may be a rule and what may not: thirty of each, and every kind of fault with its cure.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bounds, type Condition, type Rule } from "./ast.ts";
import { faultSentences } from "./fault-sentences.ts";
import { collections, fields } from "./catalogue.ts";
import { goodRules } from "./good-rules.fixtures.ts";
import { isUsable, lint, readRule } from "./lint.ts";
import { parse } from "./parse.ts";
import { print } from "./print.ts";

function read(text: string) {
  const parsed = parse(text);
  if ("fault" in parsed)
    throw new Error(`${parsed.fault.text} ${JSON.stringify(parsed.fault.at)} in ${text}`);
  return parsed;
}
function faultsOf(text: string) {
  const { rule, places } = read(text);
  return lint(rule, { places }).filter(({ severity }) => severity === "refused");
}
const suspect = (when: string) =>
  `rule tried suspect when ${when} lowers 10 "travels with family": some(companion where companion.same-surname)`;

describe("thirty lawful rules", () => {
  test.each(goodRules)("%s", (text) => {
    const { rule, places } = read(text);
    expect(lint(rule, { places }).filter(({ severity }) => severity === "refused")).toEqual([]);
    expect(isUsable(lint(rule))).toBe(true);
  });
});

const cash = 'some(payment where payment.form = "CA")';
/** The condition and the clause that its refusal names. */
const bad: readonly (readonly [when: string, code: string, clause: RegExp])[] = [
  [`traveller.surname like "AL*" and ${cash}`, "FIELD_FORBIDDEN", /CJEU817-196/],
  [`traveller.given-name in ("X", "Y") and ${cash}`, "FIELD_FORBIDDEN", /CJEU817-196/],
  [`traveller.name-script = "arabic" and ${cash}`, "FIELD_FORBIDDEN", /CJEU817-196/],
  [`traveller.patronymic = "X" and ${cash}`, "FIELD_FORBIDDEN", /CJEU817-196/],
  [`booking.meal-code = "MOML" and ${cash}`, "FIELD_FORBIDDEN", /PNRD-6\.4\.3/],
  [`some(service where service.code = "MOML") and ${cash}`, "VALUE_FORBIDDEN", /PNRD-6\.4\.3/],
  [`some(service where service.code in ("WCHR", "XBAG"))`, "VALUE_FORBIDDEN", /PNRD-6\.4\.3/],
  [`none(service where service.code = "VGML") and ${cash}`, "VALUE_FORBIDDEN", /PNRD-6\.4\.3/],
  [`some(service where service.code like "WC*")`, "VALUE_FORBIDDEN", /PNRD-6\.4\.3/],
  [`booking.ssr-medical = yes and ${cash}`, "FIELD_FORBIDDEN", /PNRD-6\.4\.3/],
  [`traveller.wheelchair and ${cash}`, "FIELD_FORBIDDEN", /PNRD-6\.4\.3/],
  [`booking.remarks like "*UMRAH*"`, "FIELD_FORBIDDEN", /PNRD-6\.1/],
  [`traveller.birth-place in ("TEHRAN", "BAGHDAD") and ${cash}`, "FIELD_FORBIDDEN", /CJEU817-196/],
  [`traveller.place-of-birth = "IRN" and ${cash}`, "FIELD_FORBIDDEN", /CJEU817-196/],
  [`traveller.nationality = "SYR"`, "PERSON_ALONE", /PNRD-6\.4\.1/],
  [`traveller.nationality in ("SYR", "IRQ") and flight.route = "IST-GYD"`, "PERSON_ALONE", /PNRD-6\.4\.1/],
  [`traveller.nationality = "SYR" or ${cash}`, "PERSON_ALONE", /PNRD-6\.4\.1/],
  [`not (traveller.nationality = "AZE")`, "PERSON_ALONE", /PNRD-6\.4\.1/],
  [`some(document where document.issuer = "AFG")`, "PERSON_ALONE", /PNRD-6\.4\.1/],
  [`traveller.sex = "M" and traveller.age between 20 and 40`, "PERSON_ALONE", /PNRD-6\.4\.1/],
  [`some(document where document.type = "PR") and ${cash}`, "VALUE_FORBIDDEN", /HR-NR-2/],
  [`traveller.nationality = "XXB" and ${cash}`, "VALUE_FORBIDDEN", /HR-NR-2/],
  [`some(document where document.issuer in ("XXA", "XXC")) and ${cash}`, "VALUE_FORBIDDEN", /HR-NR-2/],
  [`traveller.asylum-claim and ${cash}`, "FIELD_FORBIDDEN", /HR-NR-2/],
  [`not (known(traveller.nationality)) and ${cash}`, "FIELD_FORBIDDEN", /HR-NR-2/],
  [`traveller.religion = "X" and ${cash}`, "FIELD_FORBIDDEN", /PNRD-6\.4\.3/],
  [`traveller.ethnic-group = "X" and ${cash}`, "FIELD_FORBIDDEN", /PNRD-6\.4\.3/],
  [`traveller.language = "ku" and ${cash}`, "FIELD_FORBIDDEN", /CJEU817-196/],
  [`traveller.age < 18 and ${cash}`, "MINORS", /HR-CHILD-2/],
  [`traveller.age < 30 and ${cash}`, "MINORS", /HR-CHILD-2/],
  [`traveller.type = "child" and ${cash}`, "MINORS", /HR-CHILD-2/],
  [`not (traveller.age >= 25) and ${cash}`, "MINORS", /HR-CHILD-2/],
  [`some(service where service.code = "UMNR") and ${cash}`, "VALUE_FORBIDDEN", /HR-CHILD-4/],
  [`flight.carrier = "J2"`, "NO_CIRCUMSTANCE", /CJEU817-198/],
  [`count(trip within 400 days) >= 3`, "TOO_FAR_BACK", /257-262/],
  [`traveller.risk-score > 80`, "FIELD_FORBIDDEN", /CJEU817-194/],
];

describe("rules that are refused with the clause that forbids them", () => {
  test("there are thirty and more", () => expect(bad.length).toBeGreaterThanOrEqual(30));
  test.each(bad)("%s: %s", (when, code, clause) => {
    const found = faultsOf(suspect(when)).filter((fault) => fault.code === code);
    expect(found[0]?.clause).toMatch(clause);
    expect(found[0]?.mend).not.toBe("");
    expect(`${found[0]?.text} ${found[0]?.mend}`).not.toMatch(/\{\{|undefined/);
  });
});

describe("a document that is missing or unseen makes nobody a match (EUAPI13-4.5)", () => {
  test.each([
    'none(document where document.type = "P")',
    'count(document where document.type = "P") < 1',
    'every(document where document.type = "I")',
    "not (some(document where document.expires > flight.date))",
    "traveller.verified = no",
    "not traveller.verified",
    "traveller.verified != yes",
    'traveller.nationality = "DEU" and traveller.verified = no',
    'booking.lead-hours < 24 or none(document where document.type = "P")',
  ])("%s", (when) => {
    const refused = faultsOf(suspect(when));
    expect(refused.map(({ code }) => code)).toEqual(["DOCUMENT_ABSENT"]);
    expect(refused[0]?.clause).toContain("EUAPI13-4.5");
  });

  test.each(["not (known(document))", "not (known(document.type))", "count(document) = 0", "none(document)"])(
    "%s may not be asked at all",
    (when) => expect(faultsOf(suspect(when)).map(({ code }) => code)).toContain("FIELD_FORBIDDEN"),
  );

  test("beside something that was done it may be looked at", () => {
    expect(faultsOf(suspect('booking.lead-hours < 24 and none(document where document.type = "P")'))).toEqual(
      [],
    );
    expect(faultsOf(suspect("some(document where document.expires < flight.date)"))).toEqual([]);
  });
});

test("asylum and the papers of refugees are no field, no value and no word of a rule (UNSCR1373-3g, HR-NR-2)", () => {
  const named = [...fields, ...collections, ...collections.flatMap((each) => each.fields)];
  expect(named.filter(({ name }) => /asylum|refug|stateless|protect/.test(name))).toEqual([]);
  for (const name of [
    "asylum",
    "asylum-claim",
    "refugee",
    "refugee-status",
    "stateless",
    "protection-claim",
  ]) {
    const [fault] = faultsOf(suspect(`traveller.${name} = yes and booking.phones = 0`));
    expect([name, fault?.code, fault?.clause]).toEqual([
      name,
      "FIELD_FORBIDDEN",
      "Refugee Convention Art. 31, HR-NR-2",
    ]);
  }
  const states = named.filter((each) => "type" in each && each.type === "country").map(({ name }) => name);
  expect(states.length).toBeGreaterThan(5);
  for (const name of [...states, "document.type"]) {
    for (const value of name === "document.type"
      ? ["PR", "PT", "PU", "TD", "RT", "CR", "RTD"]
      : ["XXA", "XXB", "XXC"]) {
      const collection = name.slice(0, name.indexOf("."));
      const asked = collections.some((each) => each.name === collection)
        ? `some(${collection} where ${name} = "${value}")`
        : `${name} = "${value}"`;
      const refused = faultsOf(suspect(`${asked} and booking.phones = 0`));
      expect([name, value, refused.map(({ code }) => code)]).toEqual([name, value, ["VALUE_FORBIDDEN"]]);
    }
  }
});

test("crew are asked by no rule (EUAPI13-5.3b)", () => {
  for (const role of ["crew", "in-transit-crew"]) {
    const [fault] = faultsOf(suspect(`traveller.role = "${role}" and booking.phones = 0`));
    expect(fault).toMatchObject({ code: "VALUE_FORBIDDEN", clause: expect.stringContaining("EUAPI13-5.3b") });
  }
});

test("no mix of what somebody is makes a rule: it needs a fact of the journey, and no score of a person exists (AIA-5.1d)", () => {
  const persons = fields.filter(({ kind }) => kind === "person" || kind === "scope");
  const leaf = fc
    .constantFrom(...persons)
    .map(({ name }): Condition => ({ is: "not", of: { is: "known", what: name } }));
  const asked = fc
    .constantFrom(...persons)
    .map(({ name }): Condition => ({ is: "like", left: { term: "field", field: name }, pattern: "A?*" }));
  const mixed = fc.letrec<{ mix: Condition }>((tie) => ({
    mix: fc.oneof(
      { maxDepth: 3 },
      leaf,
      asked,
      fc
        .tuple(
          fc.constantFrom("all" as const, "any" as const),
          fc.array(tie("mix"), { minLength: 2, maxLength: 3 }),
        )
        .map(([is, of]): Condition => ({ is, of })),
      tie("mix").map((of): Condition => ({ is: "not", of })),
    ),
  })).mix;
  const { rule } = read(goodRules[0] ?? "");
  fc.assert(
    fc.property(mixed, (when) => {
      const codes = lint({ ...rule, definitions: [], when, adds: [] }).map(({ code }) => code);
      expect(codes.some((code) => code === "PERSON_ALONE" || code === "NO_CIRCUMSTANCE")).toBe(true);
    }),
    { numRuns: 500 },
  );
  for (const name of ["risk-score", "predicted-risk", "model-verdict", "learned-likeness"]) {
    const [fault] = faultsOf(suspect(`traveller.${name} > 80 and booking.phones = 0`));
    expect([name, fault?.code]).toEqual([name, "FIELD_FORBIDDEN"]);
  }
});

test("a rule without anything that exonerates is refused (CJEU817-199-200)", () => {
  const [fault] = faultsOf("rule alone suspect when booking.lead-hours < 24");
  expect(fault).toMatchObject({ code: "NOTHING_EXONERATES", clause: expect.stringContaining("199-200") });
});

test("words of religion or health are no description of a circumstance (PNRD-6.4.3, EUAPI13-15.2)", () => {
  const [fault] = faultsOf(
    'rule told suspect when booking.lead-hours < 24 lowers 10 "is a pilgrim": booking.party-size > 5',
  );
  expect(fault).toMatchObject({ code: "WORDS_FORBIDDEN", path: "/lowers/0/text" });
});

test.each([
  ['booking.lead-hours < "24"', "TYPE", /number/],
  ["booking.lead-hour < 24", "NO_SUCH_FIELD", /booking\.lead-hours/],
  ['flight.carrier > "J2" and booking.phones = 0', "NO_ORDER", /= or in/],
  ['payment.form = "CA"', "ITEM_OUTSIDE", /some\(payment/],
  ["count(segment where count(payment) > 1) > 1", "NESTED_COUNT", /join/],
  ["count(hotel) > 1", "NO_SUCH_FIELD", /companion/],
  ["count(segment within 5 days) > 1", "NOT_DATED", /trip and event/],
  ["hurried and booking.phones = 0", "NOT_DEFINED", /define hurried/],
  ['agency.iata like "*"', "PATTERN", /known/],
  ['agency.iata like "*a*b*c*d*e*"', "PATTERN", /more/],
  ["booking.phones between 5 and 3", "EMPTY_RANGE", /lower/],
  ['agency.country = "DE"', "NO_SUCH_VALUE", /DEU/],
  ['itinerary.start = "EDDF"', "NO_SUCH_VALUE", /FRA/],
  ['distance(itinerary.start, "QQQQ") > 5', "NO_SUCH_VALUE", /airport/],
  ['booking.state = "open"', "NO_SUCH_VALUE", /active/],
  ["some(document where document.expires < 2026-02-30)", "NO_SUCH_VALUE", /year-month-day/],
  ["hours-between(flight.date, flight.departs-at) < 3", "TYPE", /instants/i],
  ["3 > 2", "NOTHING_ASKED", /field/],
])("%s: %s", (when, code, mend) => {
  const fault = faultsOf(suspect(when)).find((one) => one.code === code);
  expect(fault?.mend).toMatch(mend);
  expect(fault?.at?.line).toBe(1);
});

test("a fault points at its line and column", () => {
  const text =
    'rule placed suspect\n  when booking.phones = 0\n    and traveller.surname = "X"\n  lowers 10 "family": some(companion)\n';
  expect(faultsOf(text)[0]).toMatchObject({
    code: "FIELD_FORBIDDEN",
    path: "/when/of/1",
    at: { line: 3, column: 9 },
  });
});

test.each([
  ['adds -5 "x y z": booking.phones = 0', 5],
  ['adds 2.5 "x y z": booking.phones = 0', 5],
  ["match at 0", 9],
  ['adds 5 "\\u0000\\u0000\\u0000": booking.phones = 0', 7],
  ['adds 5 "\\ud800 x": booking.phones = 0', 7],
  [`adds 5 "${"x".repeat(300)}": booking.phones = 0`, 7],
])("what no rule can hold is told at its place: %s", (end, at) => {
  const begin = "rule tried suspect when booking.phones = 0 ";
  const parsed = parse(begin + end);
  expect(parsed).toMatchObject({ fault: { code: "UNREADABLE", at: { offset: begin.length + at } } });
});

test("a rule with values that are none of the shape is refused by lint too", () => {
  const { rule } = read(goodRules[0] ?? "");
  expect(lint({ ...rule, matchAt: 0.5 })).toMatchObject([{ code: "NO_RULE" }]);
  expect(lint({ ...rule, code: "x".repeat(61) })).toMatchObject([{ code: "NO_RULE" }]);
});

test("definitions are used after they are made, never in a circle", () => {
  const { rule } = read(goodRules[25] ?? "");
  const circle: Rule = {
    ...rule,
    definitions: [{ name: "hurried", condition: { is: "use", name: "hurried" } }],
  };
  expect(lint(circle).map(({ code }) => code)).toContain("NOT_DEFINED");
});

test("what is too large or too deep is refused in bounded time, whatever it is nested in", () => {
  let condition: Condition = { is: "known", what: "booking.state" };
  for (let level = 0; level < 100_000; level += 1) condition = { is: "not", of: condition };
  const { rule } = read(goodRules[0] ?? "");
  expect(readRule({ ...rule, when: condition })).toMatchObject({ fault: { code: "NO_RULE" } });
  const deep = `${"not (".repeat(200_0)}booking.phones = 0${")".repeat(200_0)}`;
  expect(parse(suspect(deep))).toMatchObject({ fault: { code: "UNREADABLE" } });
  expect(parse(suspect("booking.phones = 0 and ".repeat(3000)))).toMatchObject({
    fault: { code: "UNREADABLE" },
  });
  const wide: Rule = {
    ...rule,
    when: { is: "all", of: Array.from({ length: bounds.nodes * 2 }, () => rule.when) },
  };
  expect(readRule(wide)).toHaveProperty("fault");
});

test("what is no rule is told where it is none", () => {
  const { rule } = read(goodRules[0] ?? "");
  expect(readRule(JSON.parse(JSON.stringify(rule)))).toEqual({ rule });
  expect(readRule({ ...rule, matchAt: "10" })).toMatchObject({ fault: { code: "NO_RULE" } });
  expect(readRule({ ...rule, sql: "drop" })).toMatchObject({ fault: { code: "NO_RULE" } });
  expect(readRule(null)).toMatchObject({ fault: { code: "NO_RULE" } });
});

test("any text gives a rule or a fault with a place in it, never a crash", () => {
  const words = fc.constantFrom(
    "rule",
    "x",
    "suspect",
    "when",
    "not",
    "(",
    ")",
    "and",
    "or",
    "count",
    "payment",
    "where",
    "payment.form",
    "=",
    '"CA"',
    "1",
    "10",
    "-",
    "days",
    "in",
    ",",
    "within",
    "define",
    ":",
    "lowers",
    "2026-01-01",
    "\u0000",
    '"',
    "é",
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(words, { maxLength: 40 }).map((all) => all.join(" ")),
      ),
      (text) => {
        const parsed = parse(text);
        const offset = "fault" in parsed ? (parsed.fault.at?.offset ?? -1) : 0;
        expect(offset >= 0 && offset <= text.length).toBe(true);
        if ("rule" in parsed) lint(parsed.rule);
        const again = "rule" in parsed ? parse(print(parsed.rule)) : parsed;
        expect("rule" in again ? again.rule : null).toEqual("rule" in parsed ? parsed.rule : null);
      },
    ),
    { numRuns: 2000 },
  );
});

test.each([
  ...bad.map(([when]) => suspect(when)),
  "rule a suspect when booking.lead-hours < 24 and",
  "rule a.b suspect when booking.phones = 0",
  'rule a suspect when booking.phones = "x',
  "rule a suspect when count(hotel) > 1",
  "rule a suspect when hours-between(flight.date, flight.departs-at) < 3",
])("a fault is said by codes whose blanks are all filled: %s", (text) => {
  const read = parse(text);
  const faults = "fault" in read ? [read.fault] : lint(read.rule, { places: read.places });
  expect(faults).not.toEqual([]);
  const sentences = new Map(Object.entries(faultSentences).map(([code, said]) => [`fault-${code}`, said]));
  for (const { said } of faults) {
    expect(said.length).toBeGreaterThanOrEqual(2);
    for (const { code, values } of said) {
      const blanks = [...(sentences.get(code) ?? "{{?}}").matchAll(/\{\{(.+?)\}\}/g)].map(
        ([, blank]) => blank,
      );
      expect(Object.keys(values)).toEqual(expect.arrayContaining(blanks));
    }
  }
});
