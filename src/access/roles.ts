// Which roles one person may hold at the same time, and for which organisation (roles.md sections 1 to 3).
import { roles, type Role } from "./contract.ts";

/** The organisations outside the unit, by the one role that their people have here. All other roles are the unit's own. */
const outside: Partial<Readonly<Record<Role, RegExp>>> = {
  approver: /^approver$/,
  inspector: /^authority$/,
  enforcement: /^enforcement$/,
  liaison: /^agency:[a-z0-9-]{1,40}$/,
  // A processor's people: during a visit only (LED-22-23).
  administrator: /^(piu|vendor:[a-z0-9-]+)$/,
};

/**
 * Whether an account of this organisation may hold this role. Tenants: "piu", "approver" (court or independent body),
 * "authority" (supervisory authority), "enforcement" (who decides on penalties of carriers: EUAPI13-37-38) and "agency:<code>" (roles.md section 1; CJEU817-OP4).
 */
export function roleFitsTenant(role: Role, tenant: string): boolean {
  const wanted = outside[role];
  return wanted === undefined ? tenant === "piu" : wanted.test(tenant);
}

/**
 * These stand alone: who oversees takes no part in what is overseen (R06, R11, R15; PNRD-5.2), an administrator holds no
 * operational role (R09, hard), and who stands outside the unit holds no role of it (R10, R14; CJEU817-OP4). The others
 * may be combined; on one item they are still kept apart.
 */
const alone: readonly Role[] = [
  "data-protection-officer",
  "administrator",
  "auditor",
  "approver",
  "inspector",
  "liaison",
  "enforcement",
];

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
