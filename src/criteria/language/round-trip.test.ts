// Text and tree are two forms of one rule: what is printed is read back as it was.
import fc from "fast-check";
import { expect, test } from "vitest";
import { aRule } from "../fixtures.ts";
import { goodRules } from "./good-rules.fixtures.ts";
import { readRule } from "./lint.ts";
import { parse } from "./parse.ts";
import { print } from "./print.ts";

test("every rule printed and parsed is the same tree, and of the shape that the wire admits", () => {
  fc.assert(
    fc.property(aRule, (rule) => {
      const text = print(rule);
      const parsed = parse(text);
      expect("fault" in parsed ? parsed.fault : parsed.rule).toEqual(rule);
      expect(readRule(JSON.parse(JSON.stringify(rule)))).toEqual({ rule });
    }),
    { numRuns: 2000 },
  );
});

test.each(goodRules)("its printed form is the one form of its text: %s", (text) => {
  const first = parse(text);
  if ("fault" in first) throw new Error(first.fault.text);
  const printed = print(first.rule);
  const again = parse(printed);
  expect("fault" in again ? again.fault : print(again.rule)).toBe(printed);
});
