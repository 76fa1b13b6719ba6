// People's accounts, passwords and roles, and sign-ins that failed, in the database.
import type { Transaction } from "#platform";
import type { Role } from "./contract.ts";
import { isUuid, personColumns, personFrom, type Person, type PersonFields } from "./store.ts";

export type Account = Person & { readonly passwordHash: string | null; readonly disabledAt: Date | null };

type AccountFields = PersonFields & { password_hash: string | null; disabled_at: Date | null };

function accountFrom(row: AccountFields): Account {
  return { ...personFrom(row), passwordHash: row.password_hash, disabledAt: row.disabled_at };
}

const accountColumns = `${personColumns}, p.password_hash, p.disabled_at`;

export async function loadAccountByName(tx: Transaction, signInName: string): Promise<Account | undefined> {
  const rows = await tx.query<AccountFields>(
    `select ${accountColumns} from access.person p where p.sign_in_name = $1`,
    [signInName],
  );
  return rows.map(accountFrom)[0];
}

export async function loadAccount(tx: Transaction, personId: string): Promise<Account | undefined> {
  const rows = await tx.query<AccountFields>(
    `select ${accountColumns} from access.person p where p.person_id = $1`,
    [personId],
  );
  return rows.map(accountFrom)[0];
}

/** Everyone with an account, by name. */
export async function loadAccounts(tx: Transaction): Promise<Account[]> {
  const rows = await tx.query<AccountFields>(
    `select ${accountColumns} from access.person p order by p.display_name, p.person_id`,
  );
  return rows.map(accountFrom);
}

/** Adds an account without roles; returns false when the sign-in name is taken. */
export async function insertPerson(
  tx: Transaction,
  person: {
    readonly id: string;
    readonly signInName: string;
    readonly displayName: string;
    readonly tenant: string;
    readonly passwordHash: string;
    readonly passwordOnce: boolean;
    readonly demonstration: boolean;
  },
): Promise<boolean> {
  const rows = await tx.query(
    `insert into access.person (person_id, sign_in_name, display_name, password_hash, password_once, demonstration,
       created_at, tenant)
     values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (sign_in_name) do nothing returning 1 as added`,
    [
      person.id,
      person.signInName,
      person.displayName,
      person.passwordHash,
      person.passwordOnce,
      person.demonstration,
      tx.at,
      person.tenant,
    ],
  );
  return rows.length === 1;
}

export async function setPassword(
  tx: Transaction,
  personId: string,
  password: { readonly hash: string; readonly once: boolean },
): Promise<void> {
  await tx.query("update access.person set password_hash = $2, password_once = $3 where person_id = $1", [
    personId,
    password.hash,
    password.once,
  ]);
}

export async function setLocale(tx: Transaction, personId: string, locale: string): Promise<void> {
  await tx.query("update access.person set locale = $2 where person_id = $1", [personId, locale]);
}

/** Closes an account (`at`) or opens it again (null). */
export async function setDisabled(tx: Transaction, personId: string, at: Date | null): Promise<void> {
  await tx.query("update access.person set disabled_at = $2 where person_id = $1", [personId, at]);
}

/** Makes `roles` the person's only roles. */
export async function replaceRoles(tx: Transaction, personId: string, roles: readonly Role[]): Promise<void> {
  await tx.query("delete from access.role_grant where person_id = $1 and role <> all ($2::text[])", [
    personId,
    roles,
  ]);
  await tx.query(
    `insert into access.role_grant (person_id, role, granted_at, granted_by)
     select $1, role, $3, $4 from unnest($2::text[]) as role on conflict do nothing`,
    [personId, roles, tx.at, tx.actor.id],
  );
}

/** How many accounts there are of the demonstration and of people. */
export async function countAccounts(tx: Transaction): Promise<{ demonstration: number; real: number }> {
  const [row] = await tx.query<{ demonstration: number; real: number }>(
    `select count(*) filter (where demonstration) as demonstration, count(*) filter (where not demonstration) as real
     from access.person`,
  );
  return row ?? { demonstration: 0, real: 0 };
}

export type Failures = { readonly count: number; readonly last: Date | null };

/**
 * Failed sign-ins since `since`, of this name and of this address. Until the transaction ends nobody else counts or
 * adds for either, so that guesses made at once are counted one after the other.
 */
export async function loadFailures(
  tx: Transaction,
  of: { readonly nameHash: string; readonly address: string; readonly since: Date },
): Promise<{ readonly byName: Failures; readonly byAddress: Failures }> {
  // Always the name's lock before the address's: no two attempts wait for each other.
  await tx.query("select pg_advisory_xact_lock(hashtextextended('name ' || $1, 0))", [of.nameHash]);
  await tx.query("select pg_advisory_xact_lock(hashtextextended('address ' || $1, 0))", [of.address]);
  const count = async (column: "sign_in_name" | "address", value: string): Promise<Failures> => {
    const [row] = await tx.query<Failures>(
      `select count(*) as count, max(at) as last from access.failed_sign_in where ${column} = $1 and at > $2`,
      [value, of.since],
    );
    return row ?? { count: 0, last: null };
  };
  return {
    byName: await count("sign_in_name", of.nameHash),
    byAddress: await count("address", of.address),
  };
}

export async function insertFailure(
  tx: Transaction,
  of: { readonly nameHash: string; readonly address: string },
): Promise<void> {
  await tx.query("insert into access.failed_sign_in (at, sign_in_name, address) values ($1, $2, $3)", [
    tx.at,
    of.nameHash,
    of.address,
  ]);
}

export async function deleteFailures(tx: Transaction, nameHash: string): Promise<void> {
  await tx.query("delete from access.failed_sign_in where sign_in_name = $1", [nameHash]);
}

/**
 * Ids of the persons that a typed text means: an id itself ("system:…" too), a sign-in name, or part of a display name.
 * Empty when it means nobody.
 */
export async function personsNamed(tx: Transaction, text: string): Promise<readonly string[]> {
  const typed = text.trim();
  if (typed.startsWith("system:") || isUuid(typed)) return [typed];
  const rows = await tx.query<{ person_id: string }>(
    `select person_id from access.person
     where sign_in_name = lower($1) or strpos(lower(display_name), lower($1)) > 0 limit 100`,
    [typed],
  );
  return rows.map(({ person_id }) => person_id);
}
