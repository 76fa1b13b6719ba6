// Roles that one person may hold together, over every combination.
import { expect, test } from "vitest";
import { roles, type Role } from "#access";
import { forbiddenPair, roleFitsTenant } from "./roles.ts";

// roles.md section 3: the hard pairs among these roles; R08 (carrier desk) by the cards of R06 and R09.
function forbidden(one: Role, other: Role): boolean {
  return (
    one !== other &&
    [one, other].some(
      (role) =>
        /officer$|^(administrator|auditor|approver|inspector|liaison|enforcement)$/.test(role) &&
        role !== "watch-officer",
    )
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

test.each<[Role, string, boolean]>([
  ["analyst", "piu", true],
  ["analyst", "agency:police", false],
  ["approver", "approver", true],
  ["approver", "piu", false],
  ["inspector", "authority", true],
  ["inspector", "piu", false],
  ["enforcement", "enforcement", true],
  ["enforcement", "piu", false],
  ["liaison", "agency:customs", true],
  ["liaison", "piu", false],
  ["liaison", "agency:", false],
  ["data-protection-officer", "authority", false],
])("%s for an account of %s: %s", (role, tenant, fits) => {
  expect(roleFitsTenant(role, tenant)).toBe(fits);
});
