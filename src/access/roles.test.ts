// Roles that one person may hold together, over every combination.
import { expect, test } from "vitest";
import { roles, type Role } from "#access";
import { forbiddenPair } from "./roles.ts";

// roles.md section 3: the hard pairs among these roles; R08 (carrier desk) by the cards of R06 and R09.
function forbidden(one: Role, other: Role): boolean {
  return (
    one !== other &&
    [one, other].some((role) => role === "data-protection-officer" || role === "administrator")
  );
}

test("every combination is refused exactly when it holds a forbidden pair", () => {
  for (let set = 0; set < 2 ** roles.length; set += 1) {
    const held = roles.filter((_, bit) => (set >> bit) & 1);
    const pairs = held.flatMap((one) =>
      held.filter((other) => forbidden(one, other)).map((other) => [one, other]),
    );
    const found = forbiddenPair(held);
    expect(pairs.length === 0 ? [undefined] : pairs).toContainEqual(found);
  }
});

test("a role named twice is no pair", () => {
  expect(forbiddenPair(["administrator", "administrator"])).toBeUndefined();
});
