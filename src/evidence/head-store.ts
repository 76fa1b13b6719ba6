// The newest signed head of the ledger, for documents that say which ledger they rest on.
import type { Transaction } from "#platform";

export type NewestHead = {
  readonly size: number;
  readonly root: string;
  readonly at: string;
  readonly keyId: string;
  readonly signature: string;
};

/** The head that was signed last; null before the first. */
export async function newestHead(tx: Transaction): Promise<NewestHead | null> {
  const [row] = await tx.query<Omit<NewestHead, "at"> & { at: Date }>(
    `select size, encode(root, 'hex') as root, at, key_id as "keyId", signature from ledger.signed_head order by at desc limit 1`,
  );
  return row === undefined ? null : { ...row, at: row.at.toISOString() };
}
