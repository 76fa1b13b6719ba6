// An entry of the ledger as the database holds it.

/** An entry as it is stored: the exact text of its leaf, and the columns that repeat parts of it for searching. */
export type StoredEntry = {
  readonly seq: number;
  /** Microseconds since 1970. */
  readonly atMicros: number;
  readonly actor: string;
  readonly action: string;
  readonly subjectKind: string;
  readonly subjectId: string;
  readonly purpose: string | null;
  readonly recipient: string | null;
  /** Ids of persons, as UUIDs are written. */
  readonly about: readonly string[] | null;
  /** UTF-8, canonical JSON. */
  readonly body: Buffer;
  readonly hash: Buffer;
  /** The largest whole subtree that ends with this entry; null in odd rows. */
  readonly node: Buffer | null;
  /** The hash that the entry had in the chain before the tree; null since. */
  readonly chain: Buffer | null;
};
