// What was delivered, for a sender of ours that goes on where it stopped.
import type { Transaction } from "#platform";

export type Deliveries = {
  /** When the first and the last delivery of all came; null when there was none. */
  readonly first: Date | null;
  readonly last: Date | null;
  /** The SHA-256 of the bytes of each delivery since the given instant, in hex. */
  readonly hashes: ReadonlySet<string>;
};

/** Returns when deliveries came, and the hashes of those since an instant. */
export async function deliveriesSince(tx: Transaction, since: Date): Promise<Deliveries> {
  const [bounds] = await tx.query<{ first: Date | null; last: Date | null }>(
    "select min(received_at) as first, max(received_at) as last from intake.delivery",
  );
  const rows = await tx.query<{ sha256: string }>(
    "select encode(sha256, 'hex') as sha256 from intake.delivery where received_at >= $1",
    [since],
  );
  return {
    first: bounds?.first ?? null,
    last: bounds?.last ?? null,
    hashes: new Set(rows.map(({ sha256 }) => sha256)),
  };
}
