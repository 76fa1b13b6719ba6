// All SQL of going live (db/migrations: evidence-going-live).
import { type RiskyModule, type Transaction } from "#platform";

export type GoingLiveRow = {
  readonly going_live_id: string;
  readonly module: RiskyModule;
  readonly assessment: number;
  readonly holds_until: string;
  readonly state: "advised" | "live" | "refused" | "stopped";
  readonly advice: string;
  readonly advised_by: string;
  readonly advised_at: Date;
  readonly reason: string | null;
  readonly decided_by: string | null;
  readonly decided_at: Date | null;
  readonly stop_reason: string | null;
  readonly stopped_by: string | null;
  readonly stopped_at: Date | null;
};
const columns = `going_live_id, module, assessment, holds_until::text as holds_until, state, advice, advised_by, advised_at, reason,
  decided_by, decided_at, stop_reason, stopped_by, stopped_at`;

/** The newest first. */
export function goingLiveRows(tx: Transaction): Promise<GoingLiveRow[]> {
  return tx.query<GoingLiveRow>(
    `select ${columns} from evidence.going_live order by advised_at desc, going_live_id desc limit 100`,
  );
}

/** The one of a module in a state, held until the transaction ends. */
export async function holdGoingLive(
  tx: Transaction,
  module: RiskyModule,
  state: "advised" | "live",
): Promise<GoingLiveRow | undefined> {
  const [row] = await tx.query<GoingLiveRow>(
    `select ${columns} from evidence.going_live where module = $1 and state = $2 for update`,
    [module, state],
  );
  return row;
}

export async function insertAdvice(
  tx: Transaction,
  made: {
    readonly id: string;
    readonly module: RiskyModule;
    readonly assessment: number;
    readonly holdsUntil: string;
    readonly advice: string;
  },
): Promise<void> {
  await tx.query(
    `insert into evidence.going_live (going_live_id, module, assessment, holds_until, state, advice, advised_by, advised_at)
     values ($1, $2, $3, $4, 'advised', $5, $6, $7)`,
    [made.id, made.module, made.assessment, made.holdsUntil, made.advice, tx.actor.id, tx.at],
  );
}

export async function decideGoingLive(
  tx: Transaction,
  id: string,
  { live, reason }: { readonly live: boolean; readonly reason: string },
): Promise<void> {
  await tx.query(
    `update evidence.going_live set state = $2, reason = $3, decided_by = $4, decided_at = $5 where going_live_id = $1`,
    [id, live ? "live" : "refused", reason, tx.actor.id, tx.at],
  );
}

export async function stopGoingLive(tx: Transaction, id: string, reason: string): Promise<void> {
  await tx.query(
    `update evidence.going_live set state = 'stopped', stop_reason = $2, stopped_by = $3, stopped_at = $4 where going_live_id = $1`,
    [id, reason, tx.actor.id, tx.at],
  );
}
