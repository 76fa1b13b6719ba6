// The day up to which data have expired, kept beside the data: a start with a clock gone back reads nothing again.
import type { Horizon, Transaction } from "#platform";

/** What earlier starts had reached; nothing in a new database. */
export async function takeUpHorizon(tx: Transaction, horizon: Horizon): Promise<void> {
  const [row] = await tx.query<{ kept_from: Date }>("select kept_from from retention.horizon");
  if (row !== undefined) horizon.reach(row.kept_from);
}

/** Keeps how far it has come. It never goes back (a trigger sees to that). */
export async function keepHorizon(tx: Transaction): Promise<void> {
  await tx.query(
    `insert into retention.horizon (kept_from) values (platform.kept_from())
     on conflict (one) do update set kept_from = excluded.kept_from where horizon.kept_from < excluded.kept_from`,
  );
}
