// Signing in and out: who passes gets a session, who fails learns nothing of why, and both stand in the ledger.
import { createHash } from "node:crypto";
import { newSecret, refuse, systemActor, type Actor, type Refusal, type Services } from "#platform";
import {
  deleteFailures,
  insertFailure,
  loadAccount,
  loadAccountByName,
  loadFailures,
  setPassword,
  type Account,
} from "./people-store.ts";
import { hashPassword, isPassword, passwordFault } from "./passwords.ts";
import { sessionHoursMax, tokenHash } from "./session.ts";
import { failureMinutes, waitSeconds } from "./slow-down.ts";
import { deleteSession, deleteSessionsOf, insertSession, type Person } from "./store.ts";

export type SignInServices = Services & { readonly demonstration: boolean };

/** The name as it is compared: without regard to capitals, blanks around it and how accents are written. */
export function comparableName(name: string): string {
  return name.trim().normalize("NFC").toLowerCase();
}

export type NewSession = {
  readonly token: string;
  readonly person: Person;
  readonly expiresAt: Date;
};

const refused = refuse("sign-in-failed", "Name or password is wrong.", 401);

/**
 * Signs in. The same refusal, after the same work, for an unknown name, a wrong password and a closed account; too many
 * failures for a name or from an address: 429 with the seconds to wait, without looking at the password.
 */
export async function signIn(
  services: SignInServices,
  attempt: { readonly name: string; readonly password: string; readonly address: string },
): Promise<NewSession | Refusal> {
  const { database, demonstration } = services;
  const name = comparableName(attempt.name);
  const nameHash = createHash("sha256").update(name).digest("hex");
  // The attempt counts as failed until it succeeds: many at once do not slip through between counting and adding.
  const before = await database.transaction(systemActor("access"), async (tx) => {
    const since = new Date(tx.at.getTime() - failureMinutes * 60_000);
    const { byName, byAddress } = await loadFailures(tx, { nameHash, address: attempt.address, since });
    const wait = Math.max(waitSeconds("name", byName, tx.at), waitSeconds("address", byAddress, tx.at));
    if (wait > 0) return { wait };
    await insertFailure(tx, { nameHash, address: attempt.address });
    return { account: await loadAccountByName(tx, name) };
  });
  if ("wait" in before) {
    const detail = `Too many failed attempts. Try again in ${before.wait} seconds.`;
    return refuse("sign-in-slowed", detail, 429, { retryAfterSeconds: before.wait });
  }
  const { account } = before;
  const fits = await isPassword(account?.passwordHash, attempt.password);
  if (account === undefined || !fits || !isOpen(account, demonstration)) {
    await database.transaction(systemActor("access"), async (tx) => {
      tx.record({ action: "sign-in.failed", subjectKind: "person", subjectId: account?.id ?? "unknown" });
    });
    return refused;
  }
  const token = newSecret();
  return database.transaction(actorOf(account), async (tx) => {
    const expiresAt = new Date(tx.at.getTime() + sessionHoursMax * 3_600_000);
    await deleteFailures(tx, nameHash);
    await insertSession(tx, { tokenHash: tokenHash(token), personId: account.id, expiresAt });
    tx.record({ action: "session.opened", subjectKind: "person", subjectId: account.id });
    return { token, person: account, expiresAt };
  });
}

function isOpen(account: Account, demonstration: boolean): boolean {
  return account.disabledAt === null && (demonstration || !account.demonstration);
}

function actorOf(person: Person): Actor {
  return { id: person.id, roles: person.roles, tenant: person.tenant, purpose: null };
}

/** Ends the session; without one nothing happens. */
export async function signOut({ database }: Services, token: string): Promise<void> {
  await database.transaction(systemActor("access"), async (tx) => {
    const personId = await deleteSession(tx, tokenHash(token));
    if (personId === undefined) return;
    tx.record({ action: "session.closed", subjectKind: "person", subjectId: personId });
  });
}

/** Changes the own password; every other session of the person ends. */
export async function changePassword(
  { database }: Services,
  actor: Actor,
  change: { readonly current: string; readonly next: string; readonly token: string },
): Promise<undefined | Refusal> {
  const account = await database.transaction(actor, (tx) => loadAccount(tx, actor.id));
  if (account === undefined || !(await isPassword(account.passwordHash, change.current))) {
    return refuse("password-wrong", "The present password is wrong.", 403, {
      fields: [{ field: "current", text: "is not the present password" }],
    });
  }
  const fault =
    passwordFault(change.next, account.signInName) ??
    (change.next === change.current ? "is the present one: choose another" : undefined);
  if (fault !== undefined) {
    return refuse("password-weak", `The new password ${fault}.`, 400, {
      fields: [{ field: "next", text: fault }],
    });
  }
  const hash = await hashPassword(change.next);
  return database.transaction(actor, async (tx) => {
    await setPassword(tx, actor.id, { hash, once: false });
    await deleteSessionsOf(tx, actor.id, tokenHash(change.token));
    tx.record({ action: "password.changed", subjectKind: "person", subjectId: actor.id });
    return undefined;
  });
}
