// All SQL over the terms of entries of own lists: reviews of their grounds, expiry, emergency entries that lapse.
import type { Transaction } from "#platform";

export async function insertReview(
  tx: Transaction,
  of: { readonly listId: string; readonly entryId: string; readonly reason: string },
): Promise<void> {
  await tx.query(
    `insert into watchlists.entry_review (list_id, entry_id, reviewed_at, reviewed_by, reason)
     values ($1, $2, $3, $4, $5)`,
    [of.listId, of.entryId, tx.at, tx.actor.id, of.reason],
  );
}

/** Entries of version $2 of list $1 with when their grounds were last looked at: reviewed, or decided on. */
const lookedAt = `
  select e.entry_id, greatest(
      (select max(r.reviewed_at) from watchlists.entry_review r where r.list_id = e.list_id and r.entry_id = e.entry_id),
      (select max(p.decided_at) from watchlists.proposal p
       where p.list_id = e.list_id and p.entry_id = e.entry_id and p.state = 'approved' and p.act <> 'remove'),
      (select max(p.proposed_at) from watchlists.proposal p
       where p.list_id = e.list_id and p.entry_id = e.entry_id and p.emergency_until is not null)) as looked_at
  from watchlists.entry e
  where e.list_id = $1 and e.from_version <= $2 and (e.to_version is null or e.to_version > $2)`;

/** When the grounds of an entry were last looked at; null when it is not known. */
export async function lastReview(
  tx: Transaction,
  list: { readonly id: string; readonly version: number },
  entryId: string,
): Promise<Date | null> {
  const [row] = await tx.query<{ looked_at: Date | null }>(
    `select looked_at from (${lookedAt}) looked where entry_id = $3`,
    [list.id, list.version, entryId],
  );
  return row?.looked_at ?? null;
}

/** Entries whose grounds were last looked at before a day, those first that wait longest. */
export function reviewsDue(
  tx: Transaction,
  list: { readonly id: string; readonly version: number },
  before: string,
  limit: number,
): Promise<{ entry_id: string; looked_at: Date }[]> {
  return tx.query(
    `select entry_id, looked_at from (${lookedAt}) looked where looked_at < $3::date
     order by looked_at, entry_id limit $4`,
    [list.id, list.version, before, limit],
  );
}

export type Lapsed = {
  readonly list_id: string;
  readonly entry_id: string;
  readonly why: "expired" | "unconfirmed";
};

/** Entries in force on own lists that have expired, or that nobody confirmed in time. */
export function lapsedEntries(tx: Transaction): Promise<Lapsed[]> {
  return tx.query<Lapsed>(
    `select list_id, entry_id, why from (
       select p.list_id, p.entry_id, 'unconfirmed' as why from watchlists.proposal p
       where p.state = 'waiting' and p.emergency_until <= $1
       union all
       select e.list_id, e.entry_id, 'expired' from watchlists.entry e join watchlists.list l using (list_id)
       where l.kind = 'own' and e.from_version <= l.active_version
         and (e.to_version is null or e.to_version > l.active_version) and e.content ->> 'expires' <= $2) lapsed
     order by list_id, entry_id`,
    [tx.at, tx.at.toISOString().slice(0, 10)],
  );
}
