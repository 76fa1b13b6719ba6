// All SQL of the quarantine: what is held, for whom, and what was refused because it was full.
import type { Transaction } from "#platform";

export type Held = {
  readonly messages: number;
  readonly bytes: number;
  /** When the first of it goes; null when nothing is held. */
  readonly firstExpiry: Date | null;
};

/** What is held for an account. Until the transaction ends no other one adds to it. */
export async function holdAccount(tx: Transaction, account: string): Promise<Held> {
  // Two statements: the second sees what the one waited for has added.
  tx.write(
    {
      name: "intake-lock-quarantine",
      text: "select pg_advisory_xact_lock(hashtext('intake.quarantine'), hashtext($1))",
    },
    [account],
  );
  const [held] = await tx.query<{ messages: number; bytes: number; first_expiry: Date | null }>(
    {
      name: "intake-held-quarantine",
      text: `select count(*)::int as messages, coalesce(sum(bytes), 0)::bigint as bytes, min(expires_at) as first_expiry
             from intake.quarantine where account = $1 and expires_at > $2`,
    },
    [account, tx.at],
  );
  return {
    messages: held?.messages ?? 0,
    bytes: held?.bytes ?? 0,
    firstExpiry: held?.first_expiry ?? null,
  };
}

/** Keeps messages of one account; `bytes` is what each counts for. */
export function insertQuarantine(
  tx: Transaction,
  account: string,
  rows: readonly {
    readonly receiptId: string;
    readonly sealed: Buffer;
    readonly expiresAt: Date;
    readonly bytes: number;
  }[],
): void {
  if (rows.length === 0) return;
  tx.write(
    {
      name: "intake-insert-quarantine",
      text: `insert into intake.quarantine (account, receipt_id, sealed, expires_at, bytes)
             select $1, * from unnest($2::uuid[], $3::bytea[], $4::timestamptz[], $5::integer[])`,
    },
    [
      account,
      rows.map((row) => row.receiptId),
      rows.map((row) => row.sealed),
      rows.map((row) => row.expiresAt),
      rows.map((row) => row.bytes),
    ],
  );
}

/**
 * Counts a refusal. `opened` when it is the first of a window, which lasts from its first refusal on; then
 * `refusedBefore` says how many the window before had.
 */
export async function countRefusal(
  tx: Transaction,
  account: string,
  windowMs: number,
): Promise<{ readonly opened: boolean; readonly refusedBefore: number }> {
  const [row] = await tx.query<{ opened: boolean; refused_before: number }>(
    {
      name: "intake-count-quarantine-refusal",
      text: `insert into intake.quarantine_refusal as known (account, since, refused) values ($1, $2, 1)
             on conflict (account) do update set
               since = case when known.since <= $3 then excluded.since else known.since end,
               refused = case when known.since <= $3 then 1 else known.refused + 1 end,
               refused_before = case when known.since <= $3 then known.refused else known.refused_before end
             returning refused = 1 as opened, refused_before`,
    },
    [account, tx.at, new Date(tx.at.getTime() - windowMs)],
  );
  return { opened: row?.opened ?? false, refusedBefore: row?.refused_before ?? 0 };
}
