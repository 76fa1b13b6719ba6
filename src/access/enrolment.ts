// Enrolment: a secret that lets one person make a way in, the first one or in place of those they have lost. Who asks for it
// is shown the secret; who carries it out never is, so that nobody alone comes into another's account (F16).
import { newSecret, refuse, systemActor, type Refusal, type Transaction } from "#platform";
import { insertFailure, loadAccount, loadFailures } from "./people-store.ts";
import { tokenHash } from "./session.ts";
import { isOpen, openSession, type NewSession, type SignInServices, type Visitor } from "./sessions.ts";
import { strengthNeeded } from "./sign-in-policy.ts";
import { failureMinutes, waitSeconds } from "./slow-down.ts";
import {
  closeEnrolment,
  deleteDevicesOf,
  deleteIdentities,
  deletePasskeys,
  findEnrolment,
  insertEnrolment,
  lockEnrolment,
} from "./ways-store.ts";

const enrolmentHours = 24;

/**
 * Opens an enrolment for a person within the transaction of the act that grants it, and returns its secret, which is kept
 * nowhere: to be shown once to who asked for it, never to who carried it out. It is good once and for a day; one opened
 * before is closed by it. Row-level security admits who asked for it alone (db/migrations/0071-access-enrolment-guard.sql). The person's ways in stay until it is used.
 */
export async function openEnrolment(tx: Transaction, personId: string): Promise<string> {
  const secret = newSecret();
  const expiresAt = new Date(tx.at.getTime() + enrolmentHours * 3_600_000);
  await insertEnrolment(tx, { secretHash: tokenHash(secret), personId, expiresAt });
  tx.record({ action: "enrolment.opened", subjectKind: "person", subjectId: personId });
  return secret;
}

/**
 * Signs in with an enrolment's secret: the session can make a way in and nothing else. The same refusal for a secret that is
 * unknown, used, or too old; guessing is slowed by address.
 */
export async function signInToEnrol(
  services: SignInServices,
  by: { readonly secret: string; readonly visitor: Visitor },
): Promise<NewSession | Refusal> {
  const { database, demonstration } = services;
  const { address } = by.visitor;
  const needed = strengthNeeded(services);
  return database.transaction(systemActor("access"), async (tx) => {
    const guess = { nameHash: "enrolment", address, device: null };
    const since = new Date(tx.at.getTime() - failureMinutes * 60_000);
    const wait = waitSeconds("address", (await loadFailures(tx, { ...guess, since })).address, tx.at);
    if (wait > 0) {
      const detail = `Too many failed attempts. Try again in ${wait} seconds.`;
      return refuse("sign-in-slowed", detail, 429, { retryAfterSeconds: wait });
    }
    const personId = await findEnrolment(tx, tokenHash(by.secret.trim()));
    const account = personId === undefined ? undefined : await loadAccount(tx, personId);
    if (account === undefined || !isOpen(account, demonstration)) {
      await insertFailure(tx, guess);
      tx.record({
        action: "sign-in.failed",
        subjectKind: "person",
        subjectId: account?.id ?? "unknown",
        detail: { how: "enrolment" },
      });
      return refuse("enrolment-refused", "This code is wrong, has been used, or its time has run out.", 401);
    }
    return openSession(tx, account, { strength: "enrolment", needed, visitor: by.visitor });
  });
}

const over = refuse("enrolment-ended", "This enrolment has been used, or its time has run out.", 403);

/** Refuses when the person's enrolment has been used or has run out meanwhile; else it is held until the transaction ends. */
export async function holdEnrolment(tx: Transaction, personId: string): Promise<Refusal | undefined> {
  return (await lockEnrolment(tx, personId)) ? undefined : over;
}

/**
 * Uses the held enrolment up, when the way in it was opened for is there (`kept`: its id; null for a password). What opened
 * the account before is lost or was never there: every other passkey and identity goes, and every known browser.
 */
export async function endEnrolment(tx: Transaction, personId: string, kept: string | null): Promise<void> {
  await closeEnrolment(tx, personId);
  const passkeys = await deletePasskeys(tx, { personId, except: kept });
  const identities = await deleteIdentities(tx, { personId, except: kept });
  await deleteDevicesOf(tx, personId);
  tx.record({
    action: "enrolment.used",
    subjectKind: "person",
    subjectId: personId,
    detail: { passkeysRemoved: [...passkeys], identitiesRemoved: [...identities] },
  });
}
