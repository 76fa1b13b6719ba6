// The sessions of one person, for the list of their own.
import type { Transaction } from "#platform";
import type { Strength } from "./sign-in-policy.ts";

export type ListedSession = {
  readonly id: string;
  readonly openedAt: Date;
  readonly lastSeenAt: Date;
  readonly strength: Strength;
  /** Browser and system in two words; empty where the browser did not say. */
  readonly device: string;
};

/** The sessions of a person that are alive, the latest used first. */
export async function loadSessionsOf(
  tx: Transaction,
  personId: string,
  idleSince: Date,
): Promise<readonly ListedSession[]> {
  const rows = await tx.query<{
    session_id: string;
    created_at: Date;
    last_seen_at: Date;
    strength: Strength;
    device: string;
  }>(
    `select session_id, created_at, last_seen_at, strength, device from access.session
     where person_id = $1 and expires_at > $2 and last_seen_at > $3 order by last_seen_at desc, session_id`,
    [personId, tx.at, idleSince],
  );
  return rows.map((row) => ({
    id: row.session_id,
    openedAt: row.created_at,
    lastSeenAt: row.last_seen_at,
    strength: row.strength,
    device: row.device,
  }));
}

/** Ends one session of a person; false when it is not theirs or has ended. */
export async function deleteSessionOf(
  tx: Transaction,
  personId: string,
  sessionId: string,
): Promise<boolean> {
  const rows = await tx.query(
    "delete from access.session where session_id = $1 and person_id = $2 returning 1 as ended",
    [sessionId, personId],
  );
  return rows.length === 1;
}
