// Whose records a run has deleted, from the ids it wrote down (table: db/migrations/0065-retention-deletion.sql).
import type { Transaction } from "#platform";

/** Some of the persons of this run in the order of their ids, after `last`; a person is known by the id of their first row. */
export async function deletedPersons(
  tx: Transaction,
  runId: string,
  last: string,
  limit: number,
): Promise<readonly string[]> {
  const rows = await tx.query<{ id: string }>(
    `select id from retention.deleted where run_id = $1 and kind = 'traveller' and id > $2 order by id limit $3`,
    [runId, last, limit],
  );
  return rows.map(({ id }) => id);
}
