// Opening, renewing and ending sessions, each with its entry in the ledger.
import {
  newId,
  newSecret,
  refuse,
  type Actor,
  type Refusal,
  type Services,
  type Transaction,
} from "#platform";
import type { Account } from "./people-store.ts";
import { deviceDaysMax, enrollingMinutesMax, sessionHoursMax, tokenHash } from "./session.ts";
import { deleteSessionOf } from "./session-store.ts";
import { awakeRoles } from "./standing.ts";
import { isEnrolling, type Entrance, type Strength, type StrengthNeeded } from "./sign-in-policy.ts";
import { deleteSessionsOf, insertSession, renewSession, type LiveSession, type Person } from "./store.ts";
import { deleteDevice, insertDevice } from "./ways-store.ts";

export type SignInServices = Services & Entrance;

/** A session as it was opened or renewed: the token goes into the cookie and nowhere else. */
export type NewSession = {
  readonly token: string;
  readonly id: string;
  readonly person: Person;
  readonly strength: Strength;
  readonly provedAt: Date;
  readonly expiresAt: Date;
  /** By which the browser is known from now on; undefined where it is not to be. */
  readonly device: { readonly token: string; readonly expiresAt: Date } | undefined;
};

/** Who asks to be let in, as far as the connection tells. */
export type Visitor = {
  readonly address: string;
  /** Browser and system in two words. */
  readonly label: string;
  /** The token of a browser known before. */
  readonly device: string | undefined;
};

/** Whether the account may sign in here at all. */
export function isOpen(account: Account, demonstration: boolean): boolean {
  return account.disabledAt === null && (demonstration || !account.demonstration);
}

export function actorOf(person: Person): Actor {
  return { id: person.id, roles: awakeRoles(person), tenant: person.tenant, purpose: null };
}

/** Opens a session for somebody who has proved who they are, and knows their browser from now on. */
export async function openSession(
  tx: Transaction,
  account: Person,
  by: { readonly strength: Strength; readonly needed: StrengthNeeded; readonly visitor: Visitor },
): Promise<NewSession> {
  const { strength, visitor } = by;
  const enrolling = isEnrolling(strength, by.needed);
  const token = newSecret();
  const opened = {
    id: newId(tx.at),
    tokenHash: tokenHash(token),
    personId: account.id,
    expiresAt: endOf(tx.at, enrolling),
    strength,
    device: visitor.label,
  };
  await insertSession(tx, opened);
  const device = enrolling ? undefined : await knowDevice(tx, account.id, visitor);
  tx.record({
    action: "session.opened",
    subjectKind: "person",
    subjectId: account.id,
    detail: { how: strength },
  });
  const { id, expiresAt } = opened;
  return { token, id, person: account, strength, provedAt: tx.at, expiresAt, device };
}

function endOf(at: Date, enrolling: boolean): Date {
  return new Date(at.getTime() + (enrolling ? enrollingMinutesMax : sessionHoursMax * 60) * 60_000);
}

async function knowDevice(
  tx: Transaction,
  personId: string,
  visitor: Visitor,
): Promise<NewSession["device"]> {
  if (visitor.device !== undefined) await deleteDevice(tx, tokenHash(visitor.device));
  const token = newSecret();
  const expiresAt = new Date(tx.at.getTime() + deviceDaysMax * 86_400_000);
  await insertDevice(tx, { tokenHash: tokenHash(token), personId, expiresAt });
  return { token, expiresAt };
}

/**
 * Goes on with a session whose holder has proved anew who they are: under another token, the one before is worth nothing.
 * One that could only make a way in becomes a whole one.
 */
export async function proveSession(
  tx: Transaction,
  session: LiveSession,
  by: { readonly strength: Strength; readonly needed: StrengthNeeded },
): Promise<NewSession> {
  const token = newSecret();
  const grows = isEnrolling(session.strength, by.needed) && !isEnrolling(by.strength, by.needed);
  const expiresAt = grows ? endOf(tx.at, false) : session.expiresAt;
  await renewSession(tx, { id: session.id, tokenHash: tokenHash(token), strength: by.strength, expiresAt });
  return {
    token,
    id: session.id,
    person: session.person,
    strength: by.strength,
    provedAt: tx.at,
    expiresAt,
    device: undefined,
  };
}

/** Ends one of one's own sessions. */
export async function endOwnSession(
  { database }: Services,
  actor: Actor,
  sessionId: string,
): Promise<undefined | Refusal> {
  return database.transaction(actor, async (tx) => {
    if (!(await deleteSessionOf(tx, actor.id, sessionId)))
      return refuse("no-such-session", "This session has ended already.", 404);
    tx.record({
      action: "session.ended",
      subjectKind: "person",
      subjectId: actor.id,
      detail: { sessions: 1 },
    });
    return undefined;
  });
}

/** Ends all of one's own sessions but the present one; returns how many. */
export async function endOtherSessions(
  { database }: Services,
  actor: Actor,
  presentId: string,
): Promise<number> {
  return database.transaction(actor, async (tx) => {
    const sessions = await deleteSessionsOf(tx, actor.id, presentId);
    if (sessions > 0)
      tx.record({
        action: "session.ended",
        subjectKind: "person",
        subjectId: actor.id,
        detail: { sessions },
      });
    return sessions;
  });
}
