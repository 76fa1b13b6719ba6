// Which roles one person may hold at the same time (roles.md section 3, the hard pairs, and the cards of section 2).
import { roles, type Role } from "./contract.ts";

/**
 * These stand alone: the data protection officer takes no part in what is overseen (R06, PNRD-5.2), an administrator
 * holds no operational role (R09, hard). The others may be combined; on one item they are still kept apart.
 */
const alone: readonly Role[] = ["data-protection-officer", "administrator"];

/** The pair that may not be held together, in the order of the roles; undefined when all is well. */
export function forbiddenPair(held: readonly Role[]): readonly [Role, Role] | undefined {
  const distinct = roles.filter((role) => held.includes(role));
  for (const role of distinct) {
    if (!alone.includes(role)) continue;
    const other = distinct.find((candidate) => candidate !== role);
    if (other !== undefined)
      return roles.indexOf(other) < roles.indexOf(role) ? [other, role] : [role, other];
  }
  return undefined;
}
