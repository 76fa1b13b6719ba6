// People, their roles, their sessions and failed sign-ins in the database.
import type { Transaction } from "#platform";
import type { Role } from "./contract.ts";

export type Person = {
  readonly id: string;
  readonly signInName: string;
  readonly displayName: string;
  readonly locale: string;
  readonly roles: readonly Role[];
  readonly demonstration: boolean;
};

export type LiveSession = {
  readonly person: Person;
  readonly lastSeenAt: Date;
  /** When it ends whatever happens. */
  readonly expiresAt: Date;
};

type PersonFields = {
  person_id: string;
  sign_in_name: string;
  display_name: string;
  locale: string;
  demonstration: boolean;
  roles: Role[];
};

const personColumns = `p.person_id, p.sign_in_name, p.display_name, p.locale, p.demonstration,
  array(select role from access.role_grant g where g.person_id = p.person_id order by role) as roles`;

function personFrom(row: PersonFields): Person {
  return {
    id: row.person_id,
    signInName: row.sign_in_name,
    displayName: row.display_name,
    locale: row.locale,
    roles: row.roles,
    demonstration: row.demonstration,
  };
}

/** The session of a token's hash, if it has neither ended nor stood idle since before `idleSince`. */
export async function loadSession(
  tx: Transaction,
  tokenHash: Buffer,
  idleSince: Date,
): Promise<LiveSession | undefined> {
  const [row] = await tx.query<PersonFields & { last_seen_at: Date; expires_at: Date }>(
    {
      name: "access-session",
      text: `select ${personColumns}, s.last_seen_at, s.expires_at
             from access.session s join access.person p using (person_id)
             where s.token_hash = $1 and s.expires_at > $2 and s.last_seen_at > $3 and p.disabled_at is null`,
    },
    [tokenHash, tx.at, idleSince],
  );
  if (row === undefined) return undefined;
  return { person: personFrom(row), lastSeenAt: row.last_seen_at, expiresAt: row.expires_at };
}

export async function touchSession(tx: Transaction, tokenHash: Buffer): Promise<void> {
  await tx.query("update access.session set last_seen_at = $2 where token_hash = $1", [tokenHash, tx.at]);
}

/** Display names of persons and parts of the system, by the ids as they stand in records and the ledger. */
export async function displayNames(
  tx: Transaction,
  ids: Iterable<string>,
): Promise<ReadonlyMap<string, string>> {
  const wanted = [...new Set(ids)];
  const names = new Map(wanted.map((id) => [id, id.startsWith("system:") ? `OpenPIU (${id.slice(7)})` : id]));
  const persons = wanted.filter((id) => uuid.test(id));
  if (persons.length === 0) return names;
  const rows = await tx.query<{ person_id: string; display_name: string }>(
    "select person_id, display_name from access.person where person_id = any($1::uuid[])",
    [persons],
  );
  for (const row of rows) names.set(row.person_id, row.display_name);
  return names;
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
