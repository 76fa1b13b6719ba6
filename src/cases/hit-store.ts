// All SQL over how long results of screening are kept (db/migrations: cases-hit-keeping).
import type { Transaction } from "#platform";

/** Keeps by these intervals from now on; how many results that stand end sooner by it. Null: it was that before. */
export async function keepHitsFor(tx: Transaction, period: string, most: string): Promise<number | null> {
  const changed = await tx.query(
    `update cases.keeping set period = $1::interval, most = $2::interval
     where (period, most) is distinct from ($1::interval, $2::interval) returning one`,
    [period, most],
  );
  if (changed.length === 0) return null;
  let shortened = 0;
  for (const table of ["cases.alert", "cases.criterion_alert"]) {
    const [row] = await tx.query<{ count: number }>(
      `with sooner as (update ${table} set hit_until = least(cases.hit_end(raised_at, feedback_at), leaves_at),
           kept_until = case when masked_at is not null and kept_until = hit_until
             then least(cases.hit_end(raised_at, feedback_at), leaves_at) else kept_until end
         where cases.hit_end(raised_at, feedback_at) < hit_until returning 1)
       select count(*) as count from sooner`,
    );
    shortened += row?.count ?? 0;
  }
  return shortened;
}

/**
 * The first instant at which a result of screening is read by nobody: by its own end or by its data's, later only on grounds. An
 * expression of the columns of an alert of either kind.
 */
export const resultUntil = `greatest(kept_until, least(hit_until,
  (date_trunc('day', clock_start at time zone 'UTC') + (select most from cases.keeping)) at time zone 'UTC'))`;
