// All SQL over how long requests and packages are kept.
import type { Transaction } from "#platform";

/** Keeps by `period` (an interval) from now on; how many rows that stand end sooner by it. Null: it was that before. */
export async function keepFor(tx: Transaction, period: string): Promise<number | null> {
  const changed = await tx.query(
    "update disclosures.keeping set period = $1::interval where period is distinct from $1::interval returning one",
    [period],
  );
  if (changed.length === 0) return null;
  const requests = await tx.query(
    `update disclosures.request r set expires_at = w.until
     from (select request_id, greatest(disclosures.until(step_at), (select max(p.expires_at) from disclosures.package p
             where p.request_id = q.request_id and p.released_at is not null)) as until
           from disclosures.request q
           where state in ('draft', 'incomplete', 'refused', 'closed', 'withdrawn', 'recalled')) w
     where w.request_id = r.request_id and w.until < r.expires_at returning r.request_id`,
  );
  const packages = await tx.query(
    `update disclosures.package set expires_at = disclosures.until(drafted_at)
     where released_at is null and disclosures.until(drafted_at) < expires_at returning package_id`,
  );
  return requests.length + packages.length;
}
