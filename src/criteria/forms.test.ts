// Forms and tree of a rule are one: what goes through the forms comes out as it was, and what is half done is kept.
import { describe, expect, test } from "vitest";
import { goodRules } from "./language/good-rules.fixtures.ts";
import { lint, readRule } from "./language/lint.ts";
import { parse } from "./language/parse.ts";
import { print } from "./language/print.ts";
import type { Rule } from "./contract.ts";
import { built, draftOf, keyNear, type GroupDraft, type NodeDraft } from "./ui/draft.ts";
import {
  added,
  canLeave,
  dissolved,
  doubled,
  moved,
  removed,
  takenOut,
  wrapped,
} from "./ui/draft-changes.ts";

function read(text: string): Rule {
  const parsed = parse(text);
  if ("fault" in parsed) throw new Error(parsed.fault.text);
  return parsed.rule;
}
const first = (group: GroupDraft): NodeDraft => {
  const [item] = group.items;
  if (item === undefined) throw new Error("an empty group");
  return item;
};

describe("a rule through its forms", () => {
  test.each([
    ...goodRules,
    'rule nots suspect when not (traveller.age = 1) and not (booking.phones = 0 or booking.emails = 0) and flight.carrier not in ("J2", "TK")',
    "rule terms suspect when days-between(flight.date, 2026-01-01) >= 3 and hours-between(booking.created-at, flight.departs-at) < 6 match at 12",
  ])("%s", (text) => {
    const rule = read(text);
    const { rule: again, lacking } = built(draftOf(rule));
    expect(again).toEqual(rule);
    expect(lacking).toEqual([]);
  });

  test("a fault stands beside the condition it is about, or the group around it", () => {
    const rule = read(
      'rule placed suspect when traveller.nationality = "SYR" or count(service where service.code = "MOML") >= 1',
    );
    const draft = draftOf(rule);
    const { keyAt } = built(draft);
    const at = (code: string) =>
      keyNear(keyAt, lint(rule).find((fault) => fault.code === code)?.path ?? "nowhere");
    const [nationality, service] = draft.when.items;
    expect(at("PERSON_ALONE")).toBe(draft.when.key);
    expect(service?.kind === "count" && first(service.where).key).toBe(at("VALUE_FORBIDDEN"));
    expect(nationality?.key).toBe(keyNear(keyAt, "/when/of/0"));
    expect(keyNear(keyAt, "/lowers")).toBeUndefined();
  });
});

describe("what is half done", () => {
  const empty = { ...draftOf(read("rule half suspect when booking.phones = 0")) };

  test("is of the shape of a rule, is told as lacking, and comes back from its text", () => {
    const question: NodeDraft = {
      kind: "leaf",
      key: "asked",
      negated: false,
      condition: {
        is: "compare",
        left: { term: "field", field: "flight.date" },
        op: "<",
        right: { term: "date", date: "" },
      },
    };
    const inner: GroupDraft = { kind: "group", key: "inner", join: "any", items: [] };
    const draft = {
      ...empty,
      when: { ...empty.when, items: [question, inner] },
      lowers: [{ key: "weight", text: "", points: 10, group: { ...inner, key: "weighed" } }],
    };
    const { rule, lacking } = built(draft);
    expect(lacking.map(({ key, what }) => `${key} ${what}`)).toEqual([
      "asked value",
      "inner condition",
      "weight words",
      "weighed condition",
    ]);
    expect(readRule(rule)).toEqual({ rule });
    const again = draftOf(read(print(rule)));
    expect(again.when.items.map(({ kind }) => kind)).toEqual(["leaf", "group"]);
    expect(again.lowers.map(({ text, group }) => [text, group.items.length])).toEqual([["", 0]]);
  });
});

describe("parts of a rule", () => {
  const when = () => draftOf(read("rule parts suspect when a and b and (c or d)")).when;
  const shape = (node: NodeDraft): string => {
    if (node.kind === "group") return `${node.join}(${node.items.map(shape).join(" ")})`;
    return node.kind === "leaf" && node.condition.is === "use" ? node.condition.name : node.kind;
  };
  const [a, , inner] = [0, 1, 2];
  const keyOf = (group: GroupDraft, at: number): string => group.items[at]?.key ?? "";

  test("are moved, doubled, put into groups and taken out, and nothing else changes", () => {
    const root = when();
    expect(shape(moved(root, keyOf(root, a), 1))).toBe("all(b a any(c d))");
    expect(shape(moved(root, keyOf(root, a), -1))).toBe("all(a b any(c d))");
    expect(shape(doubled(root, keyOf(root, inner)))).toBe("all(a b any(c d) any(c d))");
    expect(shape(wrapped(root, keyOf(root, a)))).toBe("all(any(a) b any(c d))");
    expect(shape(dissolved(root, keyOf(root, inner)))).toBe("all(a b c d)");
    expect(shape(removed(root, keyOf(root, a)))).toBe("all(b any(c d))");
    const group = root.items[inner];
    if (group?.kind !== "group") throw new Error("no group");
    expect(shape(takenOut(root, keyOf(group, 0)))).toBe("all(a b any(d) c)");
    expect(canLeave(root, keyOf(group, 0))).toBe(true);
    expect(canLeave(root, keyOf(root, a))).toBe(false);
    expect(shape(added(root, group.key, { ...first(root), key: "new" }))).toBe("all(a b any(c d a))");
  });

  test("a copy has keys of its own", () => {
    const root = when();
    const keys: string[] = [];
    const collect = (node: NodeDraft) => {
      keys.push(node.key);
      if (node.kind === "group") node.items.forEach(collect);
    };
    collect(doubled(root, keyOf(root, inner)));
    expect(new Set(keys).size).toBe(keys.length);
  });
});
