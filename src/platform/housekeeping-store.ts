// What the platform itself keeps for a time only.
import type { Transaction } from "./database.ts";

/** Deletes live events older than `before`; returns how many. Screens that missed them load again anyway. */
export async function deleteEvents(tx: Transaction, before: Date): Promise<number> {
  const [row] = await tx.query<{ count: number }>(
    "with gone as (delete from platform.event where at < $1 returning 1) select count(*) as count from gone",
    [before],
  );
  return row?.count ?? 0;
}

/** Whether the database answers; rejects when it does not. */
export async function askDatabase(tx: Transaction): Promise<void> {
  await tx.query("select 1");
}

/** Brings the ledger's pseudonyms that came in since the last time into their index; nobody who writes has to wait for it. */
export async function settleMarks(tx: Transaction): Promise<void> {
  await tx.query("select ledger.settle_marks()");
}
