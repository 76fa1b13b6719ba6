// Parallel runs of carriers in the database.
import type { Transaction } from "#platform";

export type KeptParallelRun = {
  readonly id: string;
  readonly carrierId: string;
  readonly from: string;
  readonly until: string;
  readonly startedBy: string;
  readonly startedAt: Date;
  readonly endedAt: Date | null;
  readonly messages: number | null;
  readonly complete: number | null;
  readonly owed: number | null;
  readonly inTime: number | null;
  readonly signedBy: string | null;
  readonly signedAt: Date | null;
  readonly remark: string | null;
};

const columns = `run_id as id, carrier_id as "carrierId", from_day::text as "from", until_day::text as "until",
  started_by as "startedBy", started_at as "startedAt", ended_at as "endedAt", messages, complete, owed,
  in_time as "inTime", signed_by as "signedBy", signed_at as "signedAt", remark`;

/** A carrier's, newest first. */
export function parallelRunsOf(
  tx: Transaction,
  carrierId: string,
  limit: number,
): Promise<KeptParallelRun[]> {
  return tx.query<KeptParallelRun>(
    `select ${columns} from certification.parallel_run where carrier_id = $1
     order by from_day desc, started_at desc limit $2`,
    [carrierId, limit],
  );
}

/** One; `held` until the transaction ends. */
export async function parallelRun(
  tx: Transaction,
  id: string,
  held: boolean,
): Promise<KeptParallelRun | undefined> {
  const [run] = await tx.query<KeptParallelRun>(
    `select ${columns} from certification.parallel_run where run_id = $1 ${held ? "for update" : ""}`,
    [id],
  );
  return run;
}

/** One carrier's runs begin one after the other. */
export function holdParallelRuns(tx: Transaction, carrierId: string): void {
  tx.write("select pg_advisory_xact_lock(hashtextextended('certification.parallel_run ' || $1, 0))", [
    carrierId,
  ]);
}

export function insertParallelRun(
  tx: Transaction,
  run: {
    readonly id: string;
    readonly carrierId: string;
    readonly from: string;
    readonly until: string;
    readonly startedBy: string;
  },
): void {
  tx.write(
    `insert into certification.parallel_run (run_id, carrier_id, from_day, until_day, started_by, started_at)
     values ($1, $2, $3, $4, $5, $6)`,
    [run.id, run.carrierId, run.from, run.until, run.startedBy, tx.at],
  );
}

export function endParallelRun(tx: Transaction, id: string): void {
  tx.write("update certification.parallel_run set ended_at = $2 where run_id = $1", [id, tx.at]);
}

export function signParallelRun(
  tx: Transaction,
  signed: {
    readonly id: string;
    readonly by: string;
    readonly remark: string;
    readonly messages: number;
    readonly complete: number | null;
    readonly owed: number;
    readonly inTime: number | null;
  },
): void {
  tx.write(
    `update certification.parallel_run set signed_by = $2, signed_at = $3, remark = $4, messages = $5, complete = $6,
       owed = $7, in_time = $8 where run_id = $1`,
    [
      signed.id,
      signed.by,
      tx.at,
      signed.remark,
      signed.messages,
      signed.complete,
      signed.owed,
      signed.inTime,
    ],
  );
}
