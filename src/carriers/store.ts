// The carrier register and its credentials in the database.
import type { Transaction } from "#platform";
import type { OwedPush } from "#vocabulary";
import type { Agreement } from "./agreement.ts";
import { effectiveAgreement } from "./effective-agreement.ts";
import { comparableSender, type Carrier, type CredentialKind } from "./carrier.ts";

type CarrierFields = {
  carrier_id: string;
  code: string;
  name: string;
  country: string | null;
  sender_ids: string[];
  flies_as: string[];
  suspended_at: Date | null;
  created_at: Date;
  own_agreement: Agreement | null;
  unit_agreement: Agreement | null;
  pushes: OwedPush[] | null;
};

export type Credential = {
  readonly id: string;
  readonly carrierId: string;
  readonly kind: CredentialKind;
  readonly label: string;
  readonly createdAt: Date;
  readonly expiresAt: Date | null;
  readonly revokedAt: Date | null;
};

const columns =
  "c.carrier_id, c.code, c.name, c.country, c.sender_ids, c.flies_as, c.suspended_at, c.created_at, " +
  "(select content from carriers.agreement a where a.carrier_id = c.carrier_id and a.state = 'in-force') as own_agreement, " +
  "(select content from carriers.agreement a where a.carrier_id is null and a.state = 'in-force') as unit_agreement, " +
  "(select p.pushes from carriers.push_plan p where p.carrier_id = c.carrier_id) as pushes";

function carrierFrom(row: CarrierFields): Carrier {
  return {
    id: row.carrier_id,
    code: row.code,
    name: row.name,
    country: row.country,
    senderIds: row.sender_ids,
    fliesAs: row.flies_as,
    suspendedAt: row.suspended_at,
    createdAt: row.created_at,
    agreement: effectiveAgreement(row.unit_agreement, row.own_agreement),
    pushes: row.pushes,
  };
}

/** The carrier whose valid credential of this kind has this secret; suspended carriers are found too. */
export async function loadCarrierBySecret(
  tx: Transaction,
  kind: Credential["kind"],
  secret: Buffer,
): Promise<Carrier | undefined> {
  const rows = await tx.query<CarrierFields>(
    {
      name: "carriers-by-secret",
      text: `select ${columns} from carriers.credential k join carriers.carrier c using (carrier_id)
             where k.secret = $1 and k.kind = $2 and k.revoked_at is null
               and (k.expires_at is null or k.expires_at > $3)`,
    },
    [secret, kind, tx.at],
  );
  return rows.map(carrierFrom)[0];
}

/** The carrier that a UNB or UNG sender identity belongs to; undefined for an unknown one, or one that two carriers claim. */
export async function carrierForSender(tx: Transaction, sender: string): Promise<Carrier | undefined> {
  const rows = await tx.query<CarrierFields>(
    {
      name: "carriers-for-sender",
      text: `select ${columns} from carriers.carrier c where c.sender_ids @> array[$1] limit 2`,
    },
    [comparableSender(sender)],
  );
  return rows.length === 1 ? rows.map(carrierFrom)[0] : undefined;
}

export async function loadCarrierByCode(tx: Transaction, code: string): Promise<Carrier | undefined> {
  const rows = await tx.query<CarrierFields>(`select ${columns} from carriers.carrier c where c.code = $1`, [
    code,
  ]);
  return rows.map(carrierFrom)[0];
}

export async function loadCarrierById(tx: Transaction, id: string): Promise<Carrier | undefined> {
  const rows = await tx.query<CarrierFields>(
    `select ${columns} from carriers.carrier c where c.carrier_id = $1`,
    [id],
  );
  return rows.map(carrierFrom)[0];
}

/** The carrier that flies as a designator: the one whose own it is, else one that may send for it. */
export async function carrierFlying(tx: Transaction, designator: string): Promise<Carrier | undefined> {
  const rows = await tx.query<CarrierFields>(
    `select ${columns} from carriers.carrier c where c.code = $1 or $1 = any (c.flies_as)
     order by c.code = $1 desc, c.code limit 1`,
    [designator],
  );
  return rows.map(carrierFrom)[0];
}

export async function loadCarriers(tx: Transaction): Promise<Carrier[]> {
  const rows = await tx.query<CarrierFields>(`select ${columns} from carriers.carrier c order by c.code`);
  return rows.map(carrierFrom);
}

/** Which of these sender identities another carrier has already. */
export async function takenSenders(
  tx: Transaction,
  senders: readonly string[],
  exceptCode: string,
): Promise<{ sender: string; code: string }[]> {
  return tx.query<{ sender: string; code: string }>(
    `select wanted.sender, c.code from unnest($1::text[]) as wanted (sender)
     join carriers.carrier c on wanted.sender = any (c.sender_ids) and c.code <> $2`,
    [senders, exceptCode],
  );
}

/** Adds a carrier; returns false when its code is registered already. */
export async function insertCarrier(
  tx: Transaction,
  carrier: Omit<Carrier, "suspendedAt" | "createdAt" | "agreement" | "pushes">,
): Promise<boolean> {
  const rows = await tx.query(
    `insert into carriers.carrier (carrier_id, code, name, country, sender_ids, flies_as, created_at)
     values ($1, $2, $3, $4, $5, $6, $7) on conflict (code) do nothing returning 1 as added`,
    [carrier.id, carrier.code, carrier.name, carrier.country, carrier.senderIds, carrier.fliesAs, tx.at],
  );
  return rows.length === 1;
}

/** Adds a credential; returns false when this identity is in use already, by whichever carrier. */
export async function insertCredential(
  tx: Transaction,
  credential: Omit<Credential, "createdAt" | "revokedAt"> & { readonly secret: Buffer },
): Promise<boolean> {
  const rows = await tx.query(
    `insert into carriers.credential (credential_id, carrier_id, kind, secret, label, created_at, expires_at)
     values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing returning 1 as added`,
    [
      credential.id,
      credential.carrierId,
      credential.kind,
      credential.secret,
      credential.label,
      tx.at,
      credential.expiresAt,
    ],
  );
  return rows.length === 1;
}

/** Revokes a credential; returns whose it was, undefined when there is none or it was revoked before. */
export async function revokeCredential(tx: Transaction, credentialId: string): Promise<string | undefined> {
  const [row] = await tx.query<{ carrier_id: string }>(
    `update carriers.credential set revoked_at = $2 where credential_id = $1 and revoked_at is null
     returning carrier_id`,
    [credentialId, tx.at],
  );
  return row?.carrier_id;
}

export async function setSuspended(tx: Transaction, carrierId: string, at: Date | null): Promise<void> {
  await tx.query("update carriers.carrier set suspended_at = $2 where carrier_id = $1", [carrierId, at]);
}

/** All credentials, newest first, without their secrets. */
export async function loadCredentials(tx: Transaction): Promise<Credential[]> {
  const rows = await tx.query<{
    credential_id: string;
    carrier_id: string;
    kind: Credential["kind"];
    label: string;
    created_at: Date;
    expires_at: Date | null;
    revoked_at: Date | null;
  }>(
    `select credential_id, carrier_id, kind, label, created_at, expires_at, revoked_at
     from carriers.credential order by created_at desc, credential_id`,
  );
  return rows.map((row) => ({
    id: row.credential_id,
    carrierId: row.carrier_id,
    kind: row.kind,
    label: row.label,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    revokedAt: row.revoked_at,
  }));
}

/** A carrier's public keys for signed tokens (DER, SPKI) that are in use; undefined when there is no such carrier. */
export async function signingKeysOf(
  tx: Transaction,
  code: string,
): Promise<{ readonly carrier: Carrier; readonly keys: readonly Buffer[] } | undefined> {
  const rows = await tx.query<CarrierFields & { secret: Buffer | null }>(
    {
      name: "carriers-signing-keys",
      text: `select k.secret, ${columns} from carriers.carrier c
             left join carriers.credential k on k.carrier_id = c.carrier_id and k.kind = 'signing-key'
               and k.revoked_at is null and (k.expires_at is null or k.expires_at > $2)
             where c.code = $1`,
    },
    [code, tx.at],
  );
  const [first] = rows;
  return first && { carrier: carrierFrom(first), keys: rows.flatMap(({ secret }) => secret ?? []) };
}

/** The names of all watched folders in use, with their carriers. */
export async function watchedFolders(
  tx: Transaction,
): Promise<{ readonly folder: string; readonly carrier: Carrier }[]> {
  const rows = await tx.query<CarrierFields & { folder: string }>(
    `select convert_from(k.secret, 'UTF8') as folder, ${columns}
     from carriers.credential k join carriers.carrier c using (carrier_id)
     where k.kind = 'watched-folder' and k.revoked_at is null and (k.expires_at is null or k.expires_at > $1)
     order by folder`,
    [tx.at],
  );
  return rows.map((row) => ({ folder: row.folder, carrier: carrierFrom(row) }));
}

/** The mailboxes that carriers use (credentials of kind mail-sender): of one carrier, or of all (null). */
export function mailboxesOfCarriers(
  tx: Transaction,
  carrierId: string | null,
): Promise<{ readonly carrierId: string; readonly address: string }[]> {
  return tx.query(
    `select distinct k.carrier_id as "carrierId", convert_from(k.secret, 'UTF8') as address
     from carriers.credential k join carriers.carrier c using (carrier_id)
     where k.kind = 'mail-sender' and k.revoked_at is null and (k.expires_at is null or k.expires_at > $1)
       and c.suspended_at is null and ($2::uuid is null or k.carrier_id = $2) order by 2`,
    [tx.at, carrierId],
  );
}

/** The names of all queues of a broker in use (credentials of kind amqp-queue), with the id of the carrier of each. */
export async function boundQueues(tx: Transaction): Promise<ReadonlyMap<string, string>> {
  const rows = await tx.query<{ queue: string; carrier_id: string }>(
    `select convert_from(secret, 'UTF8') as queue, carrier_id from carriers.credential
     where kind = 'amqp-queue' and revoked_at is null and (expires_at is null or expires_at > $1) order by queue`,
    [tx.at],
  );
  return new Map(rows.map(({ queue, carrier_id: carrierId }) => [queue, carrierId]));
}
