// What witnesses signed, as the unit publishes it (table: db/migrations/0078-oversight-witnesses.sql).
import type { Transaction } from "#platform";
import type { Cosigned } from "./cosigning.ts";

/** Keeps it, once. */
export async function addCosigned(tx: Transaction, of: Cosigned): Promise<void> {
  await tx.query(
    `insert into ledger.cosignature (size, root, seen_at, witness, signature, received_at)
     values ($1, decode($2, 'hex'), $3, $4, $5, $6) on conflict do nothing`,
    [of.size, of.root, of.seenAt, of.witness, of.signature, tx.at],
  );
}

/** The newest of each witness first. */
export async function loadCosigned(tx: Transaction, limit: number): Promise<readonly Cosigned[]> {
  const rows = await tx.query<{ size: number; root: Buffer; at: Date; witness: string; signature: string }>(
    "select size, root, seen_at as at, witness, signature from ledger.cosignature order by received_at desc limit $1",
    [limit],
  );
  return rows.map(({ root, at, ...row }) => ({
    ...row,
    root: root.toString("hex"),
    seenAt: at.toISOString(),
  }));
}
