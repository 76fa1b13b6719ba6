// All SQL over keys that take the place of others: what partners announced, and whom this unit told of its own.
import type { PublicKey } from "#disclosures/contract";
import type { Transaction } from "#platform";

export type AnnouncedKey = {
  authority_id: string;
  print: string;
  signing_key: PublicKey;
  encryption_key: PublicKey;
  valid_from: Date;
  old_until: Date;
  announced_at: Date;
  accepted_at: Date | null;
};
const announced =
  "authority_id, print, signing_key, encryption_key, valid_from, old_until, announced_at, accepted_at";

/** The last key that each partner announced. */
export function announcedKeys(tx: Transaction): Promise<AnnouncedKey[]> {
  return tx.query<AnnouncedKey>(
    `select distinct on (authority_id) ${announced} from exchange.announced_key order by authority_id, announced_at desc`,
  );
}

/** False where it was announced before. */
export async function insertAnnounced(
  tx: Transaction,
  made: Omit<AnnouncedKey, "announced_at" | "accepted_at">,
): Promise<boolean> {
  const rows = await tx.query(
    `insert into exchange.announced_key (authority_id, print, signing_key, encryption_key, valid_from, old_until, announced_at)
     values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing returning print`,
    [
      made.authority_id,
      made.print,
      made.signing_key,
      made.encryption_key,
      made.valid_from,
      made.old_until,
      tx.at,
    ],
  );
  return rows.length > 0;
}

export async function setAnnouncedAccepted(
  tx: Transaction,
  { authority_id: id, print }: Pick<AnnouncedKey, "authority_id" | "print">,
): Promise<void> {
  await tx.query(
    "update exchange.announced_key set accepted_at = $3 where authority_id = $1 and print = $2 and accepted_at is null",
    [id, print, tx.at],
  );
}

export type ToldKey = {
  authority_id: string;
  print: string;
  old_until: Date;
  told_at: Date;
  accepted_at: Date | null;
  reminded_at: Date | null;
  delivered: boolean;
};

/** Whom this unit told of this key. */
export function toldKeys(tx: Transaction, print: string): Promise<ToldKey[]> {
  return tx.query<ToldKey>(
    `select t.authority_id, t.print, t.old_until, t.told_at, t.accepted_at, t.reminded_at,
       exists (select from exchange.outgoing o where o.message_id = t.message_id and o.state = 'delivered') as delivered
     from exchange.told_key t where t.print = $1`,
    [print],
  );
}

export async function insertTold(
  tx: Transaction,
  made: {
    readonly authorityId: string;
    readonly print: string;
    readonly messageId: string;
    readonly oldUntil: Date;
  },
): Promise<void> {
  await tx.query(
    "insert into exchange.told_key (authority_id, print, message_id, old_until, told_at) values ($1, $2, $3, $4, $5)",
    [made.authorityId, made.print, made.messageId, made.oldUntil, tx.at],
  );
}

/** False where this partner was not told of such a key. */
export async function setToldAccepted(tx: Transaction, authorityId: string, print: string): Promise<boolean> {
  const rows = await tx.query(
    `update exchange.told_key set accepted_at = coalesce(accepted_at, $3) where authority_id = $1 and print = $2 returning print`,
    [authorityId, print, tx.at],
  );
  return rows.length > 0;
}

export async function setReminded(tx: Transaction, authorityId: string, print: string): Promise<void> {
  await tx.query(
    "update exchange.told_key set reminded_at = $3 where authority_id = $1 and print = $2 and accepted_at is null",
    [authorityId, print, tx.at],
  );
}

/** When each partner was first admitted: whoever came after a key was replaced has the new one. */
export async function admittedSince(tx: Transaction): Promise<ReadonlyMap<string, Date>> {
  const rows = await tx.query<{ authority_id: string; at: Date }>(
    `select authority_id, min(decided_at) as at from exchange.partner
     where state in ('in-force', 'replaced', 'ended') and decided_at is not null group by authority_id`,
  );
  return new Map(rows.map((row) => [row.authority_id, row.at]));
}
