// What proofs and signed heads are made of, read and kept in the database (db/migrations/0067-oversight-signed-heads.sql).
import type { Transaction } from "#platform";
import type { HeadKey, SignedHead } from "./head.ts";
import type { Row } from "./merkle.ts";
import type { RowsOf } from "./proof.ts";

/** The rows of these entries, within the server. */
export function rowsIn(tx: Transaction): RowsOf {
  return async (entries) => {
    const rows = await tx.query<Row & { seq: number }>(
      "select seq, hash, node from ledger.entry where seq = any ($1::bigint[])",
      [entries],
    );
    return new Map(rows.map((row) => [row.seq, row]));
  };
}

/** How many entries the ledger has. */
export async function ledgerSize(tx: Transaction): Promise<number> {
  return (await tx.query<{ size: number }>("select size from ledger.head"))[0]?.size ?? 0;
}

/** The exact text of an entry; undefined when there is none or the actor may not read it. */
export async function loadBody(tx: Transaction, seq: number): Promise<string | undefined> {
  return (await tx.query<{ body: string }>("select body from ledger.entry where seq = $1", [seq]))[0]?.body;
}

type HeadFields = { size: number; root: Buffer; at: Date; keyId: string; signature: string };
const headFields = `size, root, at, key_id as "keyId", signature`;
const headFrom = ({ root, at, ...row }: HeadFields): SignedHead => ({
  ...row,
  root: root.toString("hex"),
  at: at.toISOString(),
});

/** Signed heads, the newest first; `of` only those of so many entries. */
export async function loadHeads(tx: Transaction, limit: number, of?: number): Promise<readonly SignedHead[]> {
  const rows = await tx.query<HeadFields>(
    `select ${headFields} from ledger.signed_head where $2::bigint is null or size = $2 order by at desc limit $1`,
    [limit, of ?? null],
  );
  return rows.map(headFrom);
}

export async function addHead(
  tx: Transaction,
  { size, root, at, keyId, signature }: SignedHead,
): Promise<void> {
  await tx.query(
    "insert into ledger.signed_head (size, at, root, key_id, signature) values ($1, $2, decode($3, 'hex'), $4, $5)",
    [size, at, root, keyId, signature],
  );
}

/** The keys, in the order in which they were introduced. */
export async function loadHeadKeys(tx: Transaction): Promise<readonly HeadKey[]> {
  const rows = await tx.query<Omit<HeadKey, "at"> & { at: Date }>(
    `select key_id as "keyId", public_key as "publicKey", at, certified_by as "certifiedBy", signature
     from ledger.signing_key order by at, certified_by nulls first`,
  );
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
}

export async function addKey(tx: Transaction, key: HeadKey): Promise<void> {
  await tx.query(
    `insert into ledger.signing_key (key_id, at, public_key, certified_by, signature) values ($1, $2, $3, $4, $5)
     on conflict do nothing`,
    [key.keyId, key.at, key.publicKey, key.certifiedBy, key.signature],
  );
}
