// People, their roles, their sessions and failed sign-ins in the database.
import type { Looking, Transaction } from "#platform";
import type { Lack, Role } from "./contract.ts";
import type { Strength } from "./sign-in-policy.ts";

export type Person = {
  readonly id: string;
  readonly signInName: string;
  readonly displayName: string;
  readonly locale: string;
  /** Those that are held; `asleep` says which of them do not act now. */
  readonly roles: readonly Role[];
  readonly asleep: Readonly<Partial<Record<Role, readonly Lack[]>>>;
  /** The purposes of a secondment in force; null of who is not seconded. */
  readonly secondedFor: readonly string[] | null;
  /** The organisation: "piu", "approver", "authority", "enforcement" or "agency:<code>". */
  readonly tenant: string;
  readonly demonstration: boolean;
  /** The password was given out by an administrator: another has to be chosen before anything else. */
  readonly passwordOnce: boolean;
};

export type LiveSession = {
  /** Stays the same when the token changes. */
  readonly id: string;
  readonly person: Person;
  readonly strength: Strength;
  /** When its holder last proved who they are. */
  readonly provedAt: Date;
  readonly lastSeenAt: Date;
  /** When it ends whatever happens. */
  readonly expiresAt: Date;
};

export type PersonFields = {
  person_id: string;
  sign_in_name: string;
  display_name: string;
  locale: string;
  tenant: string;
  demonstration: boolean;
  password_once: boolean;
  roles: Role[];
  asleep: Partial<Record<Role, Lack[]>>;
  seconded_for: string[] | null;
};

// As access.seconded_for says; written out here, because PostgreSQL plans a function's body anew at each call of it.
export const personColumns = `p.person_id, p.sign_in_name, p.display_name, p.locale, p.tenant, p.demonstration, p.password_once,
  array(select role from access.role_grant g where g.person_id = p.person_id order by role) as roles,
  (select coalesce(jsonb_object_agg(s.role, s.lacks), '{}') from access.standing(p.person_id, platform.at()) s
   where s.lacks <> '{}') as asleep,
  (select d.purposes from access.secondment d where d.person_id = p.person_id and d.from_at <= platform.at()
     and d.until_at > platform.at() and (d.ended_at is null or d.ended_at > platform.at())
   order by d.from_at desc limit 1) as seconded_for`;

export function personFrom(row: PersonFields): Person {
  return {
    id: row.person_id,
    signInName: row.sign_in_name,
    displayName: row.display_name,
    locale: row.locale,
    roles: row.roles,
    asleep: row.asleep,
    secondedFor: row.seconded_for,
    tenant: row.tenant,
    demonstration: row.demonstration,
    passwordOnce: row.password_once,
  };
}

type SessionFields = PersonFields & {
  session_id: string;
  strength: Strength;
  authenticated_at: Date;
  last_seen_at: Date;
  expires_at: Date;
};
type SessionLimits = { readonly idleSince: Date; readonly demonstration: boolean };

const aliveSession = `select ${personColumns}, s.session_id, s.strength, s.authenticated_at, s.last_seen_at, s.expires_at
             from access.session s join access.person p using (person_id)
             where s.expires_at > $2 and s.last_seen_at > $3 and p.disabled_at is null and (not p.demonstration or $4)`;

function sessionFrom(row: SessionFields): LiveSession {
  return {
    id: row.session_id,
    person: personFrom(row),
    strength: row.strength,
    provedAt: row.authenticated_at,
    lastSeenAt: row.last_seen_at,
    expiresAt: row.expires_at,
  };
}

/**
 * The session of a token's hash, if it has neither ended nor stood idle since before `idleSince`. Accounts of the
 * demonstration have sessions in a demonstration only.
 */
export async function loadSession(
  tx: Looking,
  tokenHash: Buffer,
  { idleSince, demonstration }: SessionLimits,
): Promise<LiveSession | undefined> {
  const rows = await tx.query<SessionFields>(
    { name: "access-session", text: `${aliveSession} and s.token_hash = $1` },
    [tokenHash, tx.at, idleSince, demonstration],
  );
  return rows.map(sessionFrom)[0];
}

/** The same by the id that it keeps when its token changes. */
export async function loadSessionById(
  tx: Looking,
  id: string,
  { idleSince, demonstration }: SessionLimits,
): Promise<LiveSession | undefined> {
  const rows = await tx.query<SessionFields>(`${aliveSession} and s.session_id = $1`, [
    id,
    tx.at,
    idleSince,
    demonstration,
  ]);
  return rows.map(sessionFrom)[0];
}

export async function touchSession(tx: Transaction, tokenHash: Buffer): Promise<void> {
  await tx.query("update access.session set last_seen_at = $2 where token_hash = $1", [tokenHash, tx.at]);
}

export type SessionToOpen = {
  readonly id: string;
  readonly tokenHash: Buffer;
  readonly personId: string;
  readonly expiresAt: Date;
  readonly strength: Strength;
  readonly device: string;
};

export async function insertSession(tx: Transaction, session: SessionToOpen): Promise<void> {
  await tx.query(
    `insert into access.session (session_id, token_hash, person_id, created_at, last_seen_at, authenticated_at, expires_at,
       strength, device)
     values ($1, $2, $3, $4, $4, $4, $5, $6, $7)`,
    [
      session.id,
      session.tokenHash,
      session.personId,
      tx.at,
      session.expiresAt,
      session.strength,
      session.device,
    ],
  );
}

/** Notes that its holder proved anew who they are; the session goes on under another token only. */
export async function renewSession(
  tx: Transaction,
  renewed: {
    readonly id: string;
    readonly tokenHash: Buffer;
    readonly strength: Strength;
    readonly expiresAt: Date;
  },
): Promise<void> {
  await tx.query(
    `update access.session set token_hash = $2, authenticated_at = $3, last_seen_at = $3, strength = $4, expires_at = $5
     where session_id = $1`,
    [renewed.id, renewed.tokenHash, tx.at, renewed.strength, renewed.expiresAt],
  );
}

/** Ends one session; returns whose it was. */
export async function deleteSession(tx: Transaction, tokenHash: Buffer): Promise<string | undefined> {
  const [row] = await tx.query<{ person_id: string }>(
    "delete from access.session where token_hash = $1 returning person_id",
    [tokenHash],
  );
  return row?.person_id;
}

/** Ends all sessions of a person but that with the id `except`; returns how many. */
export async function deleteSessionsOf(tx: Transaction, personId: string, except?: string): Promise<number> {
  const gone = await tx.query(
    "delete from access.session where person_id = $1 and session_id is distinct from $2::uuid returning 1 as gone",
    [personId, except ?? null],
  );
  return gone.length;
}

/** Removes challenges, enrolments and known browsers whose time has run out. */
async function deleteRunOut(tx: Transaction): Promise<void> {
  await tx.query("delete from access.challenge where expires_at <= $1", [tx.at]);
  await tx.query("delete from access.enrolment where expires_at <= $1", [tx.at]);
  await tx.query("delete from access.known_device where expires_at <= $1", [tx.at]);
}

/** Removes sessions that ended or stood idle since before `idleSince`, and failures older than `failuresBefore`. */
export async function deleteExpired(
  tx: Transaction,
  { idleSince, failuresBefore }: { readonly idleSince: Date; readonly failuresBefore: Date },
): Promise<{ sessions: number; failures: number }> {
  await deleteRunOut(tx);
  const sessions = await tx.query(
    "delete from access.session where expires_at <= $1 or last_seen_at <= $2 returning 1 as gone",
    [tx.at, idleSince],
  );
  const failures = await tx.query("delete from access.failed_sign_in where at < $1 returning 1 as gone", [
    failuresBefore,
  ]);
  return { sessions: sessions.length, failures: failures.length };
}

/** Ends what was begun at a later instant than this: sessions, and emergency access. For a clock that was ahead and is right now. */
export async function endAhead(tx: Transaction): Promise<{ sessions: number; emergencies: number }> {
  const sessions = await tx.query(
    "delete from access.session where created_at > $1 or last_seen_at > $1 returning 1 as gone",
    [tx.at],
  );
  const emergencies = await tx.query(
    "update access.emergency set ended_at = greatest($1, confirmed_at) where confirmed_at > $1 and ended_at is null returning 1 as gone",
    [tx.at],
  );
  return { sessions: sessions.length, emergencies: emergencies.length };
}

/** Display names of persons and parts of the system, by the ids as they stand in records and the ledger. */
export async function displayNames(
  tx: Transaction,
  ids: Iterable<string>,
): Promise<ReadonlyMap<string, string>> {
  const wanted = [...new Set(ids)];
  const names = new Map(wanted.map((id) => [id, id.startsWith("system:") ? `OpenPIU (${id.slice(7)})` : id]));
  const persons = wanted.filter(isUuid);
  if (persons.length === 0) return names;
  const rows = await tx.query<{ person_id: string; display_name: string }>(
    "select person_id, display_name from access.person where person_id = any($1::uuid[])",
    [persons],
  );
  for (const row of rows) names.set(row.person_id, row.display_name);
  return names;
}

export function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);
}
