// All SQL of holds, of what the retention says of one person or case, and of tombstones.
import { newId, type Transaction } from "#platform";
import type { HoldRow, KeepingRow, NewHold, Tombstone } from "./contract.ts";

type Of = { readonly date: string; readonly flightId: string; readonly personId: string };

export async function proposeHold(tx: Transaction, hold: NewHold): Promise<string> {
  const id = newId(tx.at);
  await tx.query(
    `insert into retention.hold (hold_id, flight_date, flight_id, person_id, ground, reference, reason, clock_start, expires_at,
       review_at, state, proposed_by, proposed_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9::date::timestamp at time zone 'UTC', $10::date::timestamp at time zone 'UTC',
       'proposed', $11, $8)`,
    [
      id,
      hold.flightDate,
      hold.flightId,
      hold.personId,
      hold.ground,
      hold.reference,
      hold.reason,
      tx.at,
      hold.expiresOn,
      hold.reviewOn,
      tx.actor.id,
    ],
  );
  return id;
}

/** Decides it; whom it is about, or null where nothing waits for that. */
export async function decideHold(
  tx: Transaction,
  id: string,
  outcome: "held" | "refused",
): Promise<string | null> {
  const [row] = await tx.query<{ person_id: string }>(
    `update retention.hold set state = $4, decided_by = $2, decided_at = $3 where hold_id = $1 and state = 'proposed'
     returning person_id`,
    [id, tx.actor.id, tx.at, outcome],
  );
  return row?.person_id ?? null;
}

/** Releases it, and has what is due deleted as soon as this is committed. */
export async function releaseHold(tx: Transaction, id: string): Promise<string | null> {
  const [row] = await tx.query<{ person_id: string }>(
    `update retention.hold set state = 'released', released_by = $2, released_at = $3 where hold_id = $1 and state = 'held'
     returning person_id`,
    [id, tx.actor.id, tx.at],
  );
  if (row !== undefined) deleteSoon(tx);
  return row?.person_id ?? null;
}

/** The deletion runs when this transaction is committed, not at its next time. */
export function deleteSoon(tx: Transaction): void {
  tx.write("select platform.add_job('delete-expired', '{}', 'delete-expired-now')", []);
}

/** Looked at and still needed: the next day on which it is looked at. */
export async function reviewHold(tx: Transaction, id: string, on: string): Promise<string | null> {
  const [row] = await tx.query<{ person_id: string }>(
    `update retention.hold set review_at = $2::date::timestamp at time zone 'UTC' where hold_id = $1 and state = 'held'
     returning person_id`,
    [id, on],
  );
  return row?.person_id ?? null;
}

/** Those that wait or stand, those to be looked at first. */
export function openHolds(tx: Transaction): Promise<HoldRow[]> {
  return tx.query<HoldRow>(
    `select hold_id, flight_date, flight_id, person_id, ground, reference, reason, state, expires_at, review_at, proposed_by
     from retention.hold where state = 'proposed' or (state = 'held' and expires_at > $1) order by review_at, hold_id limit 500`,
    [tx.at],
  );
}

/** What the retention has of a person whose page may be seen; null where there is nothing left to see. */
export async function keepingOf(tx: Transaction, of: Of): Promise<KeepingRow | null> {
  const [[row], links, holds] = await Promise.all([
    tx.query<{ clock_start: Date | null; kept_until: Date | null; masked_at: Date | null }>(
      `select min(clock_start) as clock_start, max(kept_until) as kept_until, min(masked_at) as masked_at
       from records.traveller where flight_date = $1 and flight_id = $2 and person_id = $3`,
      [of.date, of.flightId, of.personId],
    ),
    tx.query<KeepingRow["links"][number]>(
      `select link_id, ground, ground_reference, state, review_at from retention.link
       where flight_date = $1 and flight_id = $2 and person_id = $3 and (state = 'proposed' or (state = 'kept' and review_at > $4))
       order by link_id`,
      [of.date, of.flightId, of.personId, tx.at],
    ),
    tx.query<KeepingRow["holds"][number]>(
      `select hold_id, ground, reference, state, expires_at, review_at from retention.hold
       where flight_date = $1 and flight_id = $2 and person_id = $3 and (state = 'proposed' or (state = 'held' and expires_at > $4))
       order by hold_id`,
      [of.date, of.flightId, of.personId, tx.at],
    ),
  ]);
  const clock = row?.clock_start ?? null;
  if (row === undefined || clock === null) return null;
  return { ...row, clock_start: clock, links, holds };
}

/** The clock of a case whose page may be seen. */
export async function keepingOfCase(
  tx: Transaction,
  id: string,
): Promise<{ clock_start: Date; kept_until: Date | null; held_until: Date | null } | null> {
  const [row] = await tx.query<{ clock_start: Date; kept_until: Date | null; held_until: Date | null }>(
    `select clock_start, kept_until, held_until from cases."case" where case_id = $1`,
    [id],
  );
  return row ?? null;
}

/** Grounds to keep a child's data are reviewed within this interval from now on; false: they were already. */
export async function reviewChildrenWithin(tx: Transaction, within: string): Promise<boolean> {
  const changed = await tx.query(
    "update retention.keeping set child = $1::interval where child is distinct from $1::interval returning one",
    [within],
  );
  return changed.length > 0;
}

/** What was deleted under this id: kind, times, basis and certificate; null where nothing was, or no longer known. */
export async function tombstoneOf(tx: Transaction, id: string): Promise<Tombstone | null> {
  const [row] = await tx.query<{
    kind: string;
    at: Date;
    profile: string;
    certificate: string | null;
    basis: Tombstone["basis"];
  }>("select kind, at, profile, certificate, basis from retention.tombstone($1)", [id]);
  if (row === undefined) return null;
  return {
    kind: row.kind,
    deletedAt: row.at.toISOString(),
    profile: row.profile,
    certificate: row.certificate,
    basis: row.basis,
  };
}
