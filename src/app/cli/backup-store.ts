// All SQL of backups: the head of the ledger at the time, and whether a database is new.
import { Client } from "pg";

async function asking<Row extends Record<string, unknown>>(
  url: string,
  statement: string,
): Promise<Row | undefined> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(statement)).rows[0];
  } finally {
    await client.end();
  }
}

/** Number and hash (hex) of the newest entry. */
export async function ledgerHead(url: string): Promise<{ seq: number; hash: string }> {
  const row = await asking<{ seq: string; hash: string }>(
    url,
    "select seq, encode(hash, 'hex') as hash from ledger.entry order by seq desc limit 1",
  );
  return { seq: Number(row?.seq ?? 0), hash: row?.hash ?? "" };
}

/**
 * Notes in the empty database which backup comes, before its first row: whatever stops the restore, nothing works on the database
 * until it is ended.
 */
export async function beginRestore(url: string, madeAt: string): Promise<void> {
  await asking(url, "create table if not exists public.openpiu_restoring ()");
  await asking(url, `comment on table public.openpiu_restoring is '${new Date(madeAt).toISOString()}'`);
}

/** The restore is whole, and what was deleted since is deleted again. */
export async function endRestore(url: string): Promise<void> {
  await asking(url, "drop table public.openpiu_restoring");
}

/** Whether nothing of OpenPIU is in the database yet. */
export async function emptiness(url: string): Promise<boolean> {
  const row = await asking<{ empty: boolean }>(
    url,
    "select to_regclass('public.openpiu_migration') is null as empty",
  );
  return row?.empty === true;
}
