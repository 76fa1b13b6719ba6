// The ways in that people have, in the database: passkeys, identities, enrolments, browsers they are known by.
import type { Transaction } from "#platform";
import type { Ways } from "./sign-in-policy.ts";

/** The ways in of a person; identities count of the provider `issuer` only. */
export async function loadWays(tx: Transaction, personId: string, issuer: string | undefined): Promise<Ways> {
  const [row] = await tx.query<{ passkeys: number; identities: number; password: boolean }>(
    `select (select count(*) from access.passkey k where k.person_id = $1 and k.suspected_at is null) as passkeys,
            (select count(*) from access.identity i where i.person_id = $1 and i.issuer = $2) as identities,
            exists (select 1 from access.person p where p.person_id = $1 and p.password_hash is not null) as password`,
    [personId, issuer ?? null],
  );
  return row ?? { passkeys: 0, identities: 0, password: false };
}

export type Passkey = {
  readonly id: string;
  readonly personId: string;
  /** As the authenticator names it, base64url. */
  readonly credentialId: string;
  readonly publicKey: Buffer;
  readonly counter: number;
  readonly transports: readonly string[];
  readonly kind: "singleDevice" | "multiDevice";
  readonly backedUp: boolean;
  readonly aaguid: string;
  readonly name: string;
  readonly addedAt: Date;
  readonly lastUsedAt: Date | null;
  readonly suspectedAt: Date | null;
};

type PasskeyFields = {
  passkey_id: string;
  person_id: string;
  credential_id: string;
  public_key: Buffer;
  counter: number;
  transports: string[];
  kind: "singleDevice" | "multiDevice";
  backed_up: boolean;
  aaguid: string;
  name: string;
  added_at: Date;
  last_used_at: Date | null;
  suspected_at: Date | null;
};

function passkeyFrom(row: PasskeyFields): Passkey {
  return {
    id: row.passkey_id,
    personId: row.person_id,
    credentialId: row.credential_id,
    publicKey: row.public_key,
    counter: row.counter,
    transports: row.transports,
    kind: row.kind,
    backedUp: row.backed_up,
    aaguid: row.aaguid,
    name: row.name,
    addedAt: row.added_at,
    lastUsedAt: row.last_used_at,
    suspectedAt: row.suspected_at,
  };
}

/** A person's passkeys, the oldest first. */
export async function loadPasskeys(tx: Transaction, personId: string): Promise<readonly Passkey[]> {
  const rows = await tx.query<PasskeyFields>(
    "select * from access.passkey where person_id = $1 order by added_at, passkey_id",
    [personId],
  );
  return rows.map(passkeyFrom);
}

/** The passkey that an authenticator names so; nobody else uses it until the transaction ends. */
export async function lockPasskey(tx: Transaction, credentialId: string): Promise<Passkey | undefined> {
  const rows = await tx.query<PasskeyFields>(
    "select * from access.passkey where credential_id = $1 for update",
    [credentialId],
  );
  return rows.map(passkeyFrom)[0];
}

/** False when the authenticator's key is registered already, with whomever. */
export async function insertPasskey(
  tx: Transaction,
  passkey: Omit<Passkey, "addedAt" | "lastUsedAt" | "suspectedAt">,
): Promise<boolean> {
  const rows = await tx.query(
    `insert into access.passkey (passkey_id, person_id, credential_id, public_key, counter, transports, kind, backed_up,
       aaguid, name, added_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) on conflict (credential_id) do nothing returning 1 as added`,
    [
      passkey.id,
      passkey.personId,
      passkey.credentialId,
      passkey.publicKey,
      passkey.counter,
      passkey.transports,
      passkey.kind,
      passkey.backedUp,
      passkey.aaguid,
      passkey.name,
      tx.at,
    ],
  );
  return rows.length === 1;
}

/** Notes a use, with what the authenticator says of itself now. */
export async function notePasskeyUse(
  tx: Transaction,
  used: Pick<Passkey, "id" | "counter" | "kind" | "backedUp">,
): Promise<void> {
  await tx.query(
    "update access.passkey set counter = $2, kind = $3, backed_up = $4, last_used_at = $5 where passkey_id = $1",
    [used.id, used.counter, used.kind, used.backedUp, tx.at],
  );
}

export async function suspectPasskey(tx: Transaction, id: string): Promise<void> {
  await tx.query("update access.passkey set suspected_at = $2 where passkey_id = $1", [id, tx.at]);
}

export async function renamePasskey(
  tx: Transaction,
  of: { readonly id: string; readonly personId: string; readonly name: string },
): Promise<boolean> {
  const rows = await tx.query(
    "update access.passkey set name = $3 where passkey_id = $1 and person_id = $2 returning 1 as named",
    [of.id, of.personId, of.name],
  );
  return rows.length === 1;
}

/** Removes one passkey of a person (`id`), or all but one (`except`); returns their ids. */
export async function deletePasskeys(
  tx: Transaction,
  of: { readonly personId: string } & ({ readonly id: string } | { readonly except: string | null }),
): Promise<readonly string[]> {
  const rows = await tx.query<{ passkey_id: string }>(
    `delete from access.passkey where person_id = $1 and ($2::uuid is null or passkey_id = $2)
       and passkey_id is distinct from $3::uuid returning passkey_id`,
    [of.personId, "id" in of ? of.id : null, "except" in of ? of.except : null],
  );
  return rows.map(({ passkey_id }) => passkey_id);
}

export type Identity = {
  readonly id: string;
  readonly personId: string;
  readonly issuer: string;
  readonly linkedAt: Date;
  readonly lastUsedAt: Date | null;
};

type IdentityFields = {
  identity_id: string;
  person_id: string;
  issuer: string;
  linked_at: Date;
  last_used_at: Date | null;
};

const identityFrom = (row: IdentityFields): Identity => ({
  id: row.identity_id,
  personId: row.person_id,
  issuer: row.issuer,
  linkedAt: row.linked_at,
  lastUsedAt: row.last_used_at,
});

/** The identities of a person, the oldest first. */
export async function loadIdentities(tx: Transaction, personId: string): Promise<readonly Identity[]> {
  const rows = await tx.query<IdentityFields>(
    "select * from access.identity where person_id = $1 order by linked_at, identity_id",
    [personId],
  );
  return rows.map(identityFrom);
}

/** Whose identity this is at its provider. */
export async function findIdentity(
  tx: Transaction,
  of: { readonly issuer: string; readonly subject: string },
): Promise<Identity | undefined> {
  const rows = await tx.query<IdentityFields>(
    "select * from access.identity where issuer = $1 and subject = $2",
    [of.issuer, of.subject],
  );
  return rows.map(identityFrom)[0];
}

export async function noteIdentityUse(tx: Transaction, id: string): Promise<void> {
  await tx.query("update access.identity set last_used_at = $2 where identity_id = $1", [id, tx.at]);
}

/** False when the identity is linked already, to whomever. */
export async function insertIdentity(
  tx: Transaction,
  identity: {
    readonly id: string;
    readonly personId: string;
    readonly issuer: string;
    readonly subject: string;
  },
): Promise<boolean> {
  const rows = await tx.query(
    `insert into access.identity (identity_id, person_id, issuer, subject, linked_at, linked_by)
     values ($1, $2, $3, $4, $5, $6) on conflict (issuer, subject) do nothing returning 1 as added`,
    [identity.id, identity.personId, identity.issuer, identity.subject, tx.at, tx.actor.id],
  );
  return rows.length === 1;
}

/** Removes one identity of a person (`id`), or all but one (`except`); returns their ids. */
export async function deleteIdentities(
  tx: Transaction,
  of: { readonly personId: string } & ({ readonly id: string } | { readonly except: string | null }),
): Promise<readonly string[]> {
  const rows = await tx.query<{ identity_id: string }>(
    `delete from access.identity where person_id = $1 and ($2::uuid is null or identity_id = $2)
       and identity_id is distinct from $3::uuid returning identity_id`,
    [of.personId, "id" in of ? of.id : null, "except" in of ? of.except : null],
  );
  return rows.map(({ identity_id }) => identity_id);
}

/** Opens an enrolment; one that was open for this person before is gone. */
export async function insertEnrolment(
  tx: Transaction,
  enrolment: { readonly secretHash: Buffer; readonly personId: string; readonly expiresAt: Date },
): Promise<void> {
  await tx.query("delete from access.enrolment where person_id = $1 and used_at is null", [
    enrolment.personId,
  ]);
  await tx.query(
    `insert into access.enrolment (secret_hash, person_id, opened_by, opened_at, expires_at) values ($1, $2, $3, $4, $5)`,
    [enrolment.secretHash, enrolment.personId, tx.actor.id, tx.at, enrolment.expiresAt],
  );
}

/** Whose enrolment this secret opens now. */
export async function findEnrolment(tx: Transaction, secretHash: Buffer): Promise<string | undefined> {
  const [row] = await tx.query<{ person_id: string }>(
    "select person_id from access.enrolment where secret_hash = $1 and used_at is null and expires_at > $2",
    [secretHash, tx.at],
  );
  return row?.person_id;
}

/** Whether the person has an open enrolment; it is held until the transaction ends. */
export async function lockEnrolment(tx: Transaction, personId: string): Promise<boolean> {
  const rows = await tx.query(
    "select 1 as open from access.enrolment where person_id = $1 and used_at is null and expires_at > $2 for update",
    [personId, tx.at],
  );
  return rows.length === 1;
}

export async function closeEnrolment(tx: Transaction, personId: string): Promise<void> {
  await tx.query("update access.enrolment set used_at = $2 where person_id = $1 and used_at is null", [
    personId,
    tx.at,
  ]);
}

/** A browser that this person signed in with. */
export async function insertDevice(
  tx: Transaction,
  device: { readonly tokenHash: Buffer; readonly personId: string; readonly expiresAt: Date },
): Promise<void> {
  await tx.query(
    `insert into access.known_device (token_hash, person_id, made_at, expires_at) values ($1, $2, $3, $4)`,
    [device.tokenHash, device.personId, tx.at, device.expiresAt],
  );
}

export async function deleteDevice(tx: Transaction, tokenHash: Buffer): Promise<void> {
  await tx.query("delete from access.known_device where token_hash = $1", [tokenHash]);
}

export async function deleteDevicesOf(tx: Transaction, personId: string): Promise<void> {
  await tx.query("delete from access.known_device where person_id = $1", [personId]);
}

/** Takes away a password: something stronger has come in its place. */
export async function dropPassword(tx: Transaction, personId: string): Promise<void> {
  await tx.query(
    "update access.person set password_hash = null, password_once = false where person_id = $1",
    [personId],
  );
}
