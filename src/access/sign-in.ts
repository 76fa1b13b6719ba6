// Signing in by name and password and out again: who fails learns nothing of why, and all of it stands in the ledger.
import { createHash } from "node:crypto";
import { refuse, systemActor, type Actor, type Refusal, type Services } from "#platform";
import {
  deleteFailures,
  insertFailure,
  isKnownDevice,
  loadAccount,
  loadAccountByName,
  loadFailures,
  setPassword,
  type Guess,
} from "./people-store.ts";
import { endEnrolment, holdEnrolment } from "./enrolment.ts";
import { hashPassword, isPassword, passwordFault } from "./passwords.ts";
import { tokenHash } from "./session.ts";
import {
  actorOf,
  isOpen,
  openSession,
  proveSession,
  type NewSession,
  type SignInServices,
  type Visitor,
} from "./sessions.ts";
import { passwordOpens, strengthNeeded } from "./sign-in-policy.ts";
import { failureMinutes, waitSeconds } from "./slow-down.ts";
import { deleteSession, deleteSessionsOf, type LiveSession } from "./store.ts";
import { deleteDevicesOf, loadWays } from "./ways-store.ts";

/** The name as it is compared: without regard to capitals, blanks around it and how accents are written. */
export function comparableName(name: string): string {
  return name.trim().normalize("NFC").toLowerCase();
}

export function nameHashOf(name: string): string {
  return createHash("sha256").update(name).digest("hex");
}

const refused = refuse("sign-in-failed", "Name or password is wrong.", 401);
/** Nobody's id: an unknown name is looked after as a known one is. */
const nobody = "00000000-0000-0000-0000-000000000000";

type Tx = Parameters<Parameters<Services["database"]["transaction"]>[1]>[0];

/**
 * Counts an attempt as failed until it succeeds, so that many at once do not slip through between counting and adding.
 * Returns the refusal when too many failed before: by a known browser those of that browser count, by any other those of
 * the name and of the address. A stranger who fails on somebody's name does not slow its owner's browser.
 */
export async function countAttempt(tx: Tx, guess: Guess): Promise<Refusal | undefined> {
  const since = new Date(tx.at.getTime() - failureMinutes * 60_000);
  const failures = await loadFailures(tx, { ...guess, since });
  const counted = guess.device === null ? (["name", "address"] as const) : (["device"] as const);
  const wait = Math.max(...counted.map((kind) => waitSeconds(kind, failures[kind], tx.at)));
  if (wait > 0) {
    const detail = `Too many failed attempts. Try again in ${wait} seconds.`;
    return refuse("sign-in-slowed", detail, 429, { retryAfterSeconds: wait });
  }
  await insertFailure(tx, guess);
  return undefined;
}

/**
 * Signs in. The same refusal, after the same work, for an unknown name, a wrong password, a closed account and one that
 * has something stronger; too many failures: 429 with the seconds to wait, without looking at the password.
 */
export async function signIn(
  services: SignInServices,
  attempt: { readonly name: string; readonly password: string; readonly visitor: Visitor },
): Promise<NewSession | Refusal> {
  const { database, demonstration } = services;
  const { visitor } = attempt;
  const needed = strengthNeeded(services);
  const name = comparableName(attempt.name);
  const nameHash = nameHashOf(name);
  const before = await database.transaction(systemActor("access"), async (tx) => {
    const device = visitor.device === undefined ? null : tokenHash(visitor.device);
    const known = device !== null && (await isKnownDevice(tx, { tokenHash: device, signInName: name }));
    const guess = { nameHash, address: visitor.address, device: known ? device : null };
    const slowed = await countAttempt(tx, guess);
    if (slowed !== undefined) return slowed;
    const account = await loadAccountByName(tx, name);
    const issuer = services.signIn?.singleSignOn?.issuer;
    return { guess, account, ways: await loadWays(tx, account?.id ?? nobody, issuer) };
  });
  if ("refused" in before) return before;
  const { guess, account, ways } = before;
  const fits = await isPassword(account?.passwordHash, attempt.password);
  if (account === undefined || !fits || !isOpen(account, demonstration) || !passwordOpens(ways, needed)) {
    await database.transaction(systemActor("access"), async (tx) => {
      tx.record({ action: "sign-in.failed", subjectKind: "person", subjectId: account?.id ?? "unknown" });
    });
    return refused;
  }
  return database.transaction(actorOf(account), async (tx) => {
    await deleteFailures(tx, guess);
    return openSession(tx, account, { strength: "password", needed, visitor });
  });
}

/** Ends the session; without one nothing happens. */
export async function signOut({ database }: Services, token: string): Promise<void> {
  await database.transaction(systemActor("access"), async (tx) => {
    const personId = await deleteSession(tx, tokenHash(token));
    if (personId === undefined) return;
    tx.record({ action: "session.closed", subjectKind: "person", subjectId: personId });
  });
}

/**
 * Changes the own password, where passwords open sessions; every other session of the person ends, and this one goes on
 * under another token. Somebody who came by an enrolment has no present one.
 */
export async function changePassword(
  services: SignInServices,
  actor: Actor,
  change: { readonly current: string | undefined; readonly next: string; readonly session: LiveSession },
): Promise<NewSession | Refusal> {
  const { database } = services;
  const needed = strengthNeeded(services);
  if (needed === "strong") {
    return refuse("passkey-needed", "Passwords open nothing here: make a passkey instead.", 403);
  }
  const enrolled = change.session.strength === "enrolment";
  const account = await database.transaction(actor, (tx) => loadAccount(tx, actor.id));
  if (
    account === undefined ||
    (!enrolled && !(await isPassword(account.passwordHash, change.current ?? "")))
  ) {
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
    const over = enrolled ? await holdEnrolment(tx, actor.id) : undefined;
    if (over !== undefined) return over;
    await setPassword(tx, actor.id, { hash, once: false });
    if (enrolled) await endEnrolment(tx, actor.id, null);
    await deleteSessionsOf(tx, actor.id, change.session.id);
    await deleteDevicesOf(tx, actor.id);
    tx.record({ action: "password.changed", subjectKind: "person", subjectId: actor.id });
    return proveSession(tx, change.session, {
      strength: enrolled ? "password" : change.session.strength,
      needed,
    });
  });
}
