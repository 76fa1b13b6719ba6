// The difference of two texts by lines.
import fc from "fast-check";
import { expect, test } from "vitest";
import { lineDifference } from "./line-difference.ts";

test("says which lines are gone and which are new", () => {
  expect(lineDifference("a\nb\nc", "a\nx\nc").map(({ kind, line }) => `${kind} ${line}`)).toEqual([
    "same a",
    "gone b",
    "new x",
    "same c",
  ]);
});

test("both texts are whole in it", () => {
  const text = fc.array(fc.constantFrom("a", "b", "c", ""), { minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(text, text, (before, after) => {
      const changes = lineDifference(before.join("\n"), after.join("\n"));
      const without = (kind: "gone" | "new") =>
        changes.filter((change) => change.kind !== kind).map(({ line }) => line);
      expect(without("new")).toEqual(before);
      expect(without("gone")).toEqual(after);
    }),
  );
});
