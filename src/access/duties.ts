// Separation of duties (roles.md section 3): which roles nobody holds together, and which acts nobody does on one thing.
// The database holds the same table (db/migrations/0075-access-duties-apart.sql); a test compares the two, pair by pair.
import { refuse, type Refusal } from "#platform";
import { roles, type Role } from "./contract.ts";
import { forbiddenPair } from "./roles.ts";

/** The pairs marked ● : one person does not do the work of both on the same thing. */
const apartOnOneThing: readonly (readonly [Role, Role])[] = [
  ["watch-officer", "analyst"],
  ["watch-officer", "rules-manager"],
  ["watch-officer", "watchlist-manager"],
  ["watch-officer", "supervisor"],
  ["analyst", "rules-manager"],
  ["analyst", "watchlist-manager"],
  ["analyst", "supervisor"],
  ["rules-manager", "watchlist-manager"],
  ["rules-manager", "supervisor"],
  ["rules-manager", "legal-adviser"],
  ["watchlist-manager", "supervisor"],
  ["watchlist-manager", "legal-adviser"],
  ["supervisor", "legal-adviser"],
];

/** How two roles stand to each other: "roles": not held together (■); "acts": not on one thing (●). Who protects reviews as an analyst does. */
export function keptApart(one: Role, other: Role): "roles" | "acts" | undefined {
  if (one === other) return undefined;
  if (forbiddenPair([one, other]) !== undefined) return "roles";
  const same = (pair: readonly [Role, Role]): boolean =>
    pair.includes(cardOf(one)) && pair.includes(cardOf(other)) && cardOf(one) !== cardOf(other);
  return apartOnOneThing.some(same) ? "acts" : undefined;
}

const cardOf = (role: Role): Role => (role === "protection-reviewer" ? "analyst" : role);

/**
 * The pairs of duties among `wanted` that are kept apart on one thing, as "analyst+supervisor", in the order of the roles: told
 * to who asks for the roles and to who carries that out.
 */
export function pairsToWatch(wanted: readonly Role[]): string[] {
  const distinct = roles.filter((role) => wanted.includes(role));
  return distinct.flatMap((one, index) =>
    distinct
      .slice(index + 1)
      .filter((other) => keptApart(one, other) === "acts")
      .map((other) => `${one}+${other}`),
  );
}

/** The state by which the database says that a part in one thing was another's to take. */
const dutyState = "DUTY1";
/** The state by which it says that what lets a role act is lacking, or that it is of one's own authority. */
const standingState = "DUTY2";

/** The refusal that such a fault of the database is; undefined for every other error. */
export function dutyRefusal(error: unknown): Refusal | undefined {
  if (!(error instanceof Error) || !("code" in error)) return undefined;
  if (error.code === standingState) {
    return refuse(
      "role-asleep",
      `Your role does not let you act here now (${error.message.replace(/^duties apart: /, "")}). Your own duty says what to do (page Your duty).`,
      403,
      { policies: ["role-stands"] },
    );
  }
  if (error.code !== dutyState) return undefined;
  return refuse(
    "duties-apart",
    `You took another part in this already (${error.message.replace(/^duties apart: /, "")}): another person has to do it.`,
    403,
    { policies: ["duties-apart"] },
  );
}
