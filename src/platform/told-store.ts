// All SQL by which work that also changes files asks whether the ledger has the entry of what the files show, and by which a start
// compares its clock with what was written before.
import type { Transaction } from "./database.ts";

/**
 * Which of these subjects the ledger has no entry of this action about. What is done to files stays done when the transaction that
 * was to tell it fails: whoever does such work asks this at its next run, and tells then.
 */
export async function untold(
  tx: Transaction,
  action: string,
  subjects: readonly string[],
): Promise<readonly string[]> {
  if (subjects.length === 0) return [];
  const rows = await tx.query<{ subject: string }>(
    `select subject from unnest($2::text[]) as subject
     where not exists (select from ledger.entry e where e.action = $1 and e.subject_id = subject)`,
    [action, subjects],
  );
  return rows.map(({ subject }) => subject);
}

/** The instant of the newest entry of the ledger and of the database's own clock; null where nothing was written yet. */
export async function writtenUpTo(
  tx: Pick<Transaction, "query">,
): Promise<{ newest: Date | null; database: Date }> {
  const [row] = await tx.query<{ newest: Date | null; database: Date }>(
    `select (select at from ledger.entry order by seq desc limit 1) as newest, clock_timestamp() as database`,
  );
  return { newest: row?.newest ?? null, database: row?.database ?? new Date(0) };
}
