// Challenges in the database: given out, and taken back once. Only their hashes are kept.
import type { Transaction } from "#platform";

export type ChallengeUse = "add-passkey" | "sign-in" | "step-up" | "single-sign-on";

/** How many of an address wait for their answer now. What has run out goes first. */
export async function countChallenges(tx: Transaction, address: string): Promise<number> {
  tx.write("delete from access.challenge where expires_at <= $1", [tx.at]);
  const [row] = await tx.query<{ count: number }>(
    "select count(*) as count from access.challenge where address = $1 and expires_at > $2",
    [address, tx.at],
  );
  return row?.count ?? 0;
}

export async function insertChallenge(
  tx: Transaction,
  challenge: {
    readonly hash: Buffer;
    readonly use: ChallengeUse;
    /** The session it was given to; null before anyone is signed in. */
    readonly sessionId: string | null;
    readonly address: string;
    readonly expiresAt: Date;
  },
): Promise<void> {
  await tx.query(
    `insert into access.challenge (challenge_hash, use, session_id, address, made_at, expires_at)
     values ($1, $2, $3, $4, $5, $6)`,
    [challenge.hash, challenge.use, challenge.sessionId, challenge.address, tx.at, challenge.expiresAt],
  );
}

/** Takes a challenge back, which is then gone; undefined when there was none for this use, or its time had run out. */
export async function takeChallenge(
  tx: Transaction,
  of: { readonly hash: Buffer; readonly use: ChallengeUse },
): Promise<{ readonly sessionId: string | null } | undefined> {
  const [row] = await tx.query<{ session_id: string | null; expires_at: Date }>(
    "delete from access.challenge where challenge_hash = $1 and use = $2 returning session_id, expires_at",
    [of.hash, of.use],
  );
  return row === undefined || row.expires_at <= tx.at ? undefined : { sessionId: row.session_id };
}
