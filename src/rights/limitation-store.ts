// Restrictions of rights in the database (db/migrations: rights-limitations).
import type { Transaction } from "#platform";
import type { Limit, LimitationScope } from "./contract.ts";

export type LimitationRecord = {
  readonly limitation_id: string;
  readonly request_id: string;
  readonly ground: Limit;
  readonly article: string;
  readonly scope: LimitationScope;
  readonly sealed_reasons: Buffer;
  readonly ends_at: Date;
  readonly review_due_at: Date;
  readonly set_by: string;
  readonly set_at: Date;
  readonly outcome: "upheld" | "lifted" | null;
  readonly review: string | null;
  readonly reviewed_by: string | null;
  readonly reviewed_at: Date | null;
  /** Whether it stands at the transaction's instant. */
  readonly stands: boolean;
};
const columns = `limitation_id, request_id, ground, article, scope, sealed_reasons, ends_at, review_due_at, set_by, set_at, outcome,
  review, reviewed_by, reviewed_at, rights.stands(l) as stands`;

/** The last of a request; undefined where nothing of it was ever restricted. */
export async function limitationOf(
  tx: Transaction,
  requestId: string,
): Promise<LimitationRecord | undefined> {
  const [row] = await tx.query<LimitationRecord>(
    `select ${columns} from rights.limitation l where request_id = $1 order by set_at desc limit 1`,
    [requestId],
  );
  return row;
}

export async function limitationById(tx: Transaction, id: string): Promise<LimitationRecord | undefined> {
  const [row] = await tx.query<LimitationRecord>(
    `select ${columns} from rights.limitation l where limitation_id = $1 for update`,
    [id],
  );
  return row;
}

export async function insertLimitation(
  tx: Transaction,
  made: {
    readonly id: string;
    readonly requestId: string;
    readonly ground: Limit;
    readonly article: string;
    readonly scope: LimitationScope;
    readonly sealedReasons: Buffer;
    readonly endsAt: Date;
    readonly reviewDueAt: Date;
  },
): Promise<void> {
  await tx.query(
    `insert into rights.limitation (limitation_id, request_id, ground, article, scope, sealed_reasons, ends_at, reviewer,
       review_due_at, set_by, set_at) values ($1, $2, $3, $4, $5, $6, $7, 'authority', $8, $9, $10)`,
    [
      made.id,
      made.requestId,
      made.ground,
      made.article,
      made.scope,
      made.sealedReasons,
      made.endsAt,
      made.reviewDueAt,
      tx.actor.id,
      tx.at,
    ],
  );
}

export async function reviewLimitation(
  tx: Transaction,
  id: string,
  { outcome, review }: { readonly outcome: "upheld" | "lifted"; readonly review: string },
): Promise<void> {
  await tx.query(
    `update rights.limitation set outcome = $2, review = $3, reviewed_by = $4, reviewed_at = $5 where limitation_id = $1`,
    [id, outcome, review, tx.actor.id, tx.at],
  );
}
