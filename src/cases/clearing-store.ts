// All SQL over the register of cleared namesakes.
import type { Transaction } from "#platform";
import type { Clearing } from "./clearing.ts";
import type { RevokedBecause } from "./contract.ts";

/** In force at `$3`: by two persons where two are needed. */
const inForce = `revoked_at is null and valid_until > $3 and (not needs_second or approved_at is not null)`;

/** Clearings that hold at the transaction's instant for any of these identities and entries. */
export async function clearingsFor(
  tx: Transaction,
  keys: readonly Buffer[],
  entryIds: readonly string[],
): Promise<Clearing[]> {
  if (keys.length === 0) return [];
  const rows = await tx.query<{
    clearing_id: string;
    identity_key: Buffer;
    entry_id: string;
    compared_hash: Buffer;
  }>(
    {
      name: "cases-clearings",
      text: `select clearing_id, identity_key, entry_id, compared_hash from cases.cleared_pair
             where identity_key = any ($1::bytea[]) and entry_id = any ($2::text[]) and ${inForce}
             order by cleared_at`,
    },
    [keys, entryIds, tx.at],
  );
  return rows.map((row) => ({
    id: row.clearing_id,
    key: row.identity_key,
    entryId: row.entry_id,
    comparedHash: row.compared_hash,
  }));
}

export type NewClearing = {
  readonly id: string;
  readonly alertId: string;
  readonly list: string;
  readonly entryId: string;
  readonly comparedHash: Buffer;
  readonly needsSecond: boolean;
  readonly validUntil: Date;
  readonly reviewAt: Date;
  /** One row a key: its id, and the identity it is found by. */
  readonly keys: readonly { readonly id: string; readonly key: Buffer }[];
};

/** Remembers that these identities are not the listed person, in the entry's present form. */
export async function insertClearing(tx: Transaction, cleared: NewClearing): Promise<void> {
  await tx.query(
    `insert into cases.cleared_pair (cleared_pair_id, clearing_id, identity_key, list_code, entry_id, compared_hash, alert_id,
       cleared_by, cleared_at, needs_second, valid_until, review_at)
     select p.id, $3, p.key, $4, $5, $6, $7, $8, $9, $10, $11, $12
     from unnest($1::uuid[], $2::bytea[]) as p (id, key)`,
    [
      cleared.keys.map(({ id }) => id),
      cleared.keys.map(({ key }) => key),
      cleared.id,
      cleared.list,
      cleared.entryId,
      cleared.comparedHash,
      cleared.alertId,
      tx.actor.id,
      tx.at,
      cleared.needsSecond,
      cleared.validUntil,
      cleared.reviewAt,
    ],
  );
}

/** Ends clearings that a later confirmation contradicts; returns how many. */
export async function revokeContradicted(
  tx: Transaction,
  keys: readonly Buffer[],
  entryIds: readonly string[],
): Promise<number> {
  const rows = await tx.query<{ clearing_id: string }>(
    `update cases.cleared_pair set revoked_at = $3, revoked_by = $4, revoked_because = 'confirmed'
     where clearing_id in (select clearing_id from cases.cleared_pair
       where identity_key = any ($1::bytea[]) and entry_id = any ($2::text[]) and revoked_at is null)
     returning clearing_id`,
    [keys, entryIds, tx.at, tx.actor.id],
  );
  return new Set(rows.map((row) => row.clearing_id)).size;
}

export type ClearingRow = {
  clearing_id: string;
  list_code: string;
  entry_id: string;
  alert_id: string;
  /** Null with the names and the reason: the alert is gone, the clearing holds still. */
  surname: string | null;
  given: string | null;
  matched_name: string | null;
  reason: string | null;
  cleared_by: string;
  cleared_at: Date;
  needs_second: boolean;
  approved_by: string | null;
  approved_at: Date | null;
  valid_until: Date;
  review_at: Date;
  revoked_at: Date | null;
  revoked_by: string | null;
  revoked_because: RevokedBecause | null;
  revoked_reason: string | null;
};

const rowColumns = `distinct on (p.cleared_at, p.clearing_id) p.clearing_id, p.list_code, p.entry_id, p.alert_id,
  a.traveller ->> 'surname' as surname, a.traveller ->> 'given' as given,
  case when a.entry_id = p.entry_id then a.evidence ->> 'matchedName'
       else (select o -> 'match' ->> 'matchedName' from jsonb_array_elements(a.others) as o
             where o ->> 'entryId' = p.entry_id) end as matched_name,
  d.reason, p.cleared_by, p.cleared_at, p.needs_second, p.approved_by, p.approved_at, p.valid_until, p.review_at,
  p.revoked_at, p.revoked_by, p.revoked_because, p.revoked_reason`;
const from =
  "from cases.cleared_pair p left join cases.alert a using (alert_id) left join cases.decision d using (alert_id)";
const newestFirst = "order by p.cleared_at desc, p.clearing_id";

/** The register, newest first: those that wait for a second person, those in force, or those ended. */
export function clearingRows(
  tx: Transaction,
  state: "waiting" | "in-force" | "ended",
  limit: number,
): Promise<ClearingRow[]> {
  const which = {
    waiting: "p.revoked_at is null and p.valid_until > $1 and p.needs_second and p.approved_at is null",
    "in-force":
      "p.revoked_at is null and p.valid_until > $1 and (not p.needs_second or p.approved_at is not null)",
    ended: "(p.revoked_at is not null or p.valid_until <= $1)",
  }[state];
  return tx.query<ClearingRow>(`select ${rowColumns} ${from} where ${which} ${newestFirst} limit $2`, [
    tx.at,
    limit,
  ]);
}

/** Clearings of an identity, whatever became of them. */
export function clearingsOfIdentity(
  tx: Transaction,
  keys: readonly Buffer[],
  limit: number,
): Promise<ClearingRow[]> {
  return tx.query<ClearingRow>(
    `select ${rowColumns} ${from} where p.identity_key = any ($1::bytea[]) ${newestFirst} limit $2`,
    [keys, limit],
  );
}

/** One clearing; with `lock` nobody else changes it until this transaction ends. */
export async function clearingById(
  tx: Transaction,
  clearingId: string,
  lock = false,
): Promise<ClearingRow | null> {
  if (lock)
    await tx.query(
      "select from cases.cleared_pair where clearing_id = $1 order by cleared_pair_id for update",
      [clearingId],
    );
  const rows = await tx.query<ClearingRow>(
    `select ${rowColumns} ${from} where p.clearing_id = $1 ${newestFirst}`,
    [clearingId],
  );
  return rows[0] ?? null;
}

export async function setApproved(tx: Transaction, clearingId: string): Promise<void> {
  await tx.query("update cases.cleared_pair set approved_by = $2, approved_at = $3 where clearing_id = $1", [
    clearingId,
    tx.actor.id,
    tx.at,
  ]);
}

export async function setRevoked(
  tx: Transaction,
  clearingId: string,
  because: RevokedBecause,
  reason: string,
): Promise<void> {
  await tx.query(
    `update cases.cleared_pair set revoked_at = $2, revoked_by = $3, revoked_because = $4, revoked_reason = $5
     where clearing_id = $1`,
    [clearingId, tx.at, tx.actor.id, because, reason],
  );
}

/** Clearings that would hold still, had not an upgrade changed what identities are found by. */
export async function countEndedByUpgrade(tx: Transaction): Promise<number> {
  const [row] = await tx.query<{ ended: number }>(
    `select count(distinct clearing_id)::int as ended from cases.cleared_pair
     where revoked_because = 'older-keys' and valid_until > $1`,
    [tx.at],
  );
  return row?.ended ?? 0;
}

export type Repeats = { alerts: number; repeats: number; suppressed: number };

/**
 * How often a namesake already decided was shown again since an instant: alerts raised while a clearing of the same
 * identity and entry was in force (none should be), and matches that were not shown because of one.
 */
export async function repeatsSince(tx: Transaction, since: Date): Promise<Repeats> {
  const [row] = await tx.query<Repeats>(
    `select count(*)::int as alerts,
       count(*) filter (where a.cleared_before is null and exists (
         select from cases.cleared_pair p
         where p.identity_key = any (a.identity_keys) and p.entry_id = a.entry_id and p.compared_hash = a.compared_hash
           and coalesce(p.approved_at, p.cleared_at) < a.raised_at and (not p.needs_second or p.approved_at is not null)
           and p.valid_until > a.raised_at and (p.revoked_at is null or p.revoked_at > a.raised_at)))::int as repeats,
       (select coalesce(sum(suppressed), 0)::int from cases.suppressed_day
        where day >= ($1::timestamptz at time zone 'UTC')::date) as suppressed
     from cases.alert a where raised_at >= $1`,
    [since],
  );
  return row ?? { alerts: 0, repeats: 0, suppressed: 0 };
}
