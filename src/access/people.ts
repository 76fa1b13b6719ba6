// Accounts: added, given roles, closed, each with an entry in the ledger; and the ready ones of a demonstration.
import {
  beginDemonstration,
  newId,
  refuse,
  rehearsalOf,
  StartupRefused,
  systemActor,
  type Actor,
  type Refusal,
  type Services,
} from "#platform";
import { roles, type Role } from "./contract.ts";
import {
  countAccounts,
  insertPerson,
  loadAccount,
  loadAccountByName,
  replaceRoles,
  setDisabled,
  setPassword,
  type Account,
} from "./people-store.ts";
import { hashPassword, newOneTimePassword } from "./passwords.ts";
import { prepareStanding } from "./demonstration-standing.ts";
import { forbiddenPair, roleFitsTenant } from "./roles.ts";
import { comparableName } from "./sign-in.ts";
import { deleteSessionsOf } from "./store.ts";

/** Who acts for whom: an administrator in the program, or whoever may run commands on the machine. */
export const commandLine: Actor = systemActor("command");

/**
 * Adds an account with roles and returns its one-time password, which is stored nowhere. Refuses a name that is taken
 * and roles that may not be held together.
 */
export async function addPerson(
  { database }: Services,
  actor: Actor,
  person: {
    readonly name: string;
    readonly displayName: string;
    readonly roles: readonly Role[];
    /** The organisation; the unit itself ("piu") without it. */
    readonly tenant?: string | undefined;
  },
): Promise<{ readonly id: string; readonly signInName: string; readonly password: string } | Refusal> {
  const tenant = person.tenant ?? "piu";
  const conflict = rolesRefusal(person.roles, tenant);
  if (conflict !== undefined) return conflict;
  const signInName = comparableName(person.name);
  const password = newOneTimePassword();
  const passwordHash = await hashPassword(password);
  return database.transaction(actor, async (tx) => {
    const id = newId(tx.at);
    const added = await insertPerson(tx, {
      id,
      signInName,
      displayName: person.displayName.trim(),
      tenant,
      passwordHash,
      passwordOnce: true,
      demonstration: false,
    });
    if (!added) return refuse("name-taken", "Somebody signs in with this name already. Choose another.");
    await replaceRoles(tx, id, person.roles);
    tx.record({
      action: "person.added",
      subjectKind: "person",
      subjectId: id,
      detail: { roles: [...person.roles].toSorted(), tenant },
    });
    return { id, signInName, password };
  });
}

/** Why these roles are not held together, or not by an account of this organisation. */
export function rolesRefusal(held: readonly Role[], tenant: string): Refusal | undefined {
  const unknown = held.filter((role) => !roles.includes(role));
  if (unknown.length > 0) {
    return refuse(
      "role-unknown",
      `There is no role ${unknown.join(", ")}. Roles are: ${roles.join(", ")}.`,
      400,
    );
  }
  const misfit = held.find((role) => !roleFitsTenant(role, tenant));
  if (misfit !== undefined) {
    return refuse(
      "role-of-another-organisation",
      `${misfit} is no role for an account of "${tenant}". Approvers, inspectors, the enforcement authority and liaison officers have accounts of their own organisation; all other roles are the unit's.`,
    );
  }
  const pair = forbiddenPair(held);
  if (pair === undefined) return undefined;
  return refuse(
    "roles-conflict",
    `One person may not be ${pair[0]} and ${pair[1]} at once: separation of duties.`,
  );
}

/** Makes `wanted` the only roles of a person; their sessions end, so that nothing goes on with the old ones. */
export async function changeRoles(
  { database }: Services,
  actor: Actor,
  change: { readonly personId: string; readonly roles: readonly Role[] },
): Promise<undefined | Refusal> {
  return changeAccount({ database }, actor, change.personId, async (tx, account) => {
    const conflict = rolesRefusal(change.roles, account.tenant);
    if (conflict !== undefined) return conflict;
    await replaceRoles(tx, account.id, change.roles);
    await deleteSessionsOf(tx, account.id);
    const granted = change.roles.filter((role) => !account.roles.includes(role)).toSorted();
    const revoked = account.roles.filter((role) => !change.roles.includes(role)).toSorted();
    tx.record({
      action: "roles.changed",
      subjectKind: "person",
      subjectId: account.id,
      detail: { granted, revoked },
    });
    return undefined;
  });
}

/** Closes an account (its sessions end at once) or opens it again; those whose roles are kept are refused. */
export async function closeAccount(
  { database }: Services,
  actor: Actor,
  change: { readonly personId: string; readonly closed: boolean },
  isKept: (roles: readonly Role[]) => boolean = () => false,
): Promise<undefined | Refusal> {
  return changeAccount({ database }, actor, change.personId, async (tx, account) => {
    if (isKept(account.roles)) {
      return refuse(
        "appointing-authority",
        "Who oversees the unit keeps the account until the appointing authority ends it on the command line.",
        403,
      );
    }
    await setDisabled(tx, account.id, change.closed ? tx.at : null);
    await deleteSessionsOf(tx, account.id);
    tx.record({
      action: change.closed ? "person.closed" : "person.opened",
      subjectKind: "person",
      subjectId: account.id,
    });
    return undefined;
  });
}

/** Gives out a new one-time password; the old one and all sessions end. */
export async function resetPassword(
  { database }: Services,
  actor: Actor,
  personId: string,
): Promise<{ readonly password: string } | Refusal> {
  const password = newOneTimePassword();
  const hash = await hashPassword(password);
  const refusal = await changeAccount({ database }, actor, personId, async (tx, account) => {
    await setPassword(tx, account.id, { hash, once: true });
    await deleteSessionsOf(tx, account.id);
    tx.record({ action: "password.reset", subjectKind: "person", subjectId: account.id });
  });
  return refusal ?? { password };
}

type Change = Parameters<Parameters<Services["database"]["transaction"]>[1]>[0];

/** Nobody changes their own account: that takes another person (F16). */
async function changeAccount(
  { database }: Pick<Services, "database">,
  actor: Actor,
  personId: string,
  change: (tx: Change, account: Account) => Promise<Refusal | undefined | void>,
): Promise<undefined | Refusal> {
  if (actor.id === personId) {
    return refuse("own-account", "Roles and state of an account are changed by another administrator.", 403);
  }
  return database.transaction(actor, async (tx) => {
    const account = await loadAccount(tx, personId);
    if (account === undefined) return refuse("no-such-person", "There is no such account.", 404);
    if (account.demonstration) {
      return refuse("demonstration-account", "The ready accounts of a demonstration stay as they are.");
    }
    return (await change(tx, account)) ?? undefined;
  });
}

export type DemonstrationAccount = {
  readonly name: string;
  readonly displayName: string;
  readonly password: string;
  readonly roles: readonly Role[];
  /** The organisation it belongs to (`roleFitsTenant`). */
  readonly tenant: string;
};

/** Well known on purpose: a demonstration holds synthetic data and listens on the own machine only. */
const demonstrationPassword = "demonstration";

/** An account for each role. The names of the persons are made up. */
export const demonstrationAccounts: readonly DemonstrationAccount[] = (
  [
    ["watch", "Nigar Səfərli", "watch-officer"],
    ["analyst", "Orxan Bayramlı", "analyst"],
    ["supervisor", "Leyla Quliyeva", "supervisor"],
    ["lists", "Tural Nəbizadə", "watchlist-manager"],
    ["carriers", "Aytən Rəhimli", "carrier-desk"],
    ["rules", "Kamran Əhmədov", "rules-manager"],
    ["legal", "Günel İsmayılova", "legal-adviser"],
    ["protection", "Səbinə Əlizadə", "data-protection-officer"],
    ["admin", "Elvin Hacıyev", "administrator"],
    ["safeguard", "Aysel Vəliyeva", "protection-reviewer"],
    ["head", "Rauf Tağıyev", "head"],
    ["auditor", "Fidan Sadıqlı", "auditor"],
    ["judge", "Həcər Muradova", "approver", "approver"],
    ["authority", "İlqar Abdullayev", "inspector", "authority"],
    ["penalties", "Vüqar Məmmədov", "enforcement", "enforcement"],
    ["police", "Samir Qasımov", "liaison", "agency:police"],
    ["customs", "Zaur Kərimli", "liaison", "agency:customs"],
    // People whose standing is another: not on watch yet, seconded, trained too long ago.
    ["relief", "Emin Cəfərov", "watch-officer"],
    ["seconded", "Nərmin Abbasova", "analyst"],
    ["lapsed", "Anar Məlikov", "analyst"],
  ] as const
).map(([name, displayName, role, tenant = "piu"]) => ({
  name,
  displayName,
  password: demonstrationPassword,
  roles: [role],
  tenant,
}));

/**
 * Makes the ready accounts of a demonstration where they are missing. Outside a demonstration nothing is made.
 * Throws StartupRefused when the database belongs to the other kind: synthetic and real data never share one.
 */
export async function prepareAccounts({
  database,
  demonstration,
}: Services & { demonstration: boolean }): Promise<void> {
  const system = systemActor("access");
  const there = await database.transaction(system, countAccounts);
  if (demonstration && there.real > 0 && there.demonstration === 0) {
    throw new StartupRefused({
      code: "database-not-demonstration",
      text: "this database belongs to a working unit, and a demonstration would fill it with made-up travellers",
      mend: "Start without --demo, or give the demonstration a place of its own with DATA_FOLDER or DATABASE_URL",
    });
  }
  if (!demonstration && there.demonstration > 0) {
    throw new StartupRefused({
      code: "database-of-demonstration",
      text: "this database was filled by a demonstration with made-up travellers",
      mend: "Give the working unit a place of its own with DATA_FOLDER or DATABASE_URL, or start with --demo",
    });
  }
  const rehearsal = await database.transaction(system, rehearsalOf);
  if (!demonstration && rehearsal !== null) {
    throw new StartupRefused({
      code: "database-of-rehearsal",
      text: `this database says of itself that it holds invented travellers only (${rehearsal})`,
      mend: "Give the working unit a place of its own with DATA_FOLDER or DATABASE_URL, or start with --demo",
    });
  }
  if (!demonstration) return;
  if (rehearsal === null) await database.transaction(system, beginDemonstration);
  if (there.demonstration < demonstrationAccounts.length) await addAccounts(database, system);
  await database.transaction(system, prepareStanding);
}

async function addAccounts(database: Services["database"], system: Actor): Promise<void> {
  const passwordHash = await hashPassword(demonstrationPassword);
  await database.transaction(system, async (tx) => {
    for (const { name, displayName, roles: held, tenant } of demonstrationAccounts) {
      const id = newId(tx.at);
      const person = {
        id,
        signInName: name,
        displayName,
        tenant,
        passwordHash,
        passwordOnce: false,
        demonstration: true,
      };
      if (!(await insertPerson(tx, person))) continue;
      await replaceRoles(tx, id, held);
      tx.record({
        action: "person.added",
        subjectKind: "person",
        subjectId: id,
        detail: { roles: [...held] },
      });
    }
  });
}

/** The account that signs in with this name; undefined when there is none. */
export async function findPerson(
  { database }: Services,
  name: string,
): Promise<{ readonly id: string; readonly roles: readonly Role[] } | undefined> {
  return database.transaction(commandLine, (tx) => loadAccountByName(tx, comparableName(name)));
}
