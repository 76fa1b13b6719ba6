// All SQL by which work that also changes files asks whether the ledger has the entry of what the files show.
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
