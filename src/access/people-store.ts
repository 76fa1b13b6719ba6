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

/** With `lock` nobody else changes or locks the account until the transaction ends. */
export async function loadAccount(
  tx: Transaction,
  personId: string,
  { lock = false }: { readonly lock?: boolean } = {},
): Promise<Account | undefined> {
  const rows = await tx.query<AccountFields>(
    `select ${accountColumns} from access.person p where p.person_id = $1 ${lock ? "for update" : ""}`,
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
    readonly passwordHash: string | null;
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

/** What a failed proof is counted by. `device`: the hash of a known browser's token, or of a session. */
export type Guess = {
  readonly nameHash: string;
  readonly address: string;
  readonly device: Buffer | null;
};

/**
 * Failures since `since`: of this name where no known browser was used, of this address, and of the known browser. Until
 * the transaction ends nobody else counts or adds for the same, so that guesses made at once are counted one after the other.
 */
export async function loadFailures(
  tx: Transaction,
  of: Guess & { readonly since: Date },
): Promise<{ readonly name: Failures; readonly address: Failures; readonly device: Failures }> {
  // Always in this order: no two attempts wait for each other.
  await tx.query("select pg_advisory_xact_lock(hashtextextended('name ' || $1, 0))", [of.nameHash]);
  await tx.query("select pg_advisory_xact_lock(hashtextextended('address ' || $1, 0))", [of.address]);
  const [row] = await tx.query<{
    of_name: number;
    last_of_name: Date | null;
    of_address: number;
    last_of_address: Date | null;
    of_device: number;
    last_of_device: Date | null;
  }>(
    `select n.*, a.*, d.*
     from (select count(*) as of_name, max(at) as last_of_name from access.failed_sign_in
           where sign_in_name = $1 and device is null and at > $4) n,
          (select count(*) as of_address, max(at) as last_of_address from access.failed_sign_in
           where address = $2 and at > $4) a,
          (select count(*) as of_device, max(at) as last_of_device from access.failed_sign_in
           where device = $3 and at > $4) d`,
    [of.nameHash, of.address, of.device, of.since],
  );
  return {
    name: { count: row?.of_name ?? 0, last: row?.last_of_name ?? null },
    address: { count: row?.of_address ?? 0, last: row?.last_of_address ?? null },
    device: { count: row?.of_device ?? 0, last: row?.last_of_device ?? null },
  };
}

/** Whether the person of this name has signed in with the browser of this token before. */
export async function isKnownDevice(
  tx: Transaction,
  of: { readonly tokenHash: Buffer; readonly signInName: string },
): Promise<boolean> {
  const rows = await tx.query(
    `select 1 as known from access.known_device d join access.person p using (person_id)
     where d.token_hash = $1 and p.sign_in_name = $2 and d.expires_at > $3`,
    [of.tokenHash, of.signInName, tx.at],
  );
  return rows.length === 1;
}

export async function insertFailure(tx: Transaction, of: Guess): Promise<void> {
  await tx.query(
    "insert into access.failed_sign_in (at, sign_in_name, address, device) values ($1, $2, $3, $4)",
    [tx.at, of.nameHash, of.address, of.device],
  );
}

/**
 * Forgets failures after a success: in a known browser its own, else those of the name. What others fail on a name
 * elsewhere goes on being counted against them.
 */
export async function deleteFailures(
  tx: Transaction,
  { nameHash, device }: Pick<Guess, "nameHash" | "device">,
): Promise<void> {
  await tx.query(
    `delete from access.failed_sign_in
     where case when $2::bytea is null then sign_in_name = $1 and device is null else device = $2 end`,
    [nameHash, device],
  );
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
