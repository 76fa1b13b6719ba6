// What was granted on requests and who carried it out, in the database (rights.execution).
import type { Transaction } from "#platform";
import type { ExecutionBasis } from "./contract.ts";

export type ExecutionRecord = {
  readonly execution_id: string;
  readonly request_id: string;
  readonly reference: string;
  readonly kind: "erasure" | "correction";
  readonly flight_date: string;
  readonly flight_id: string;
  readonly person_id: string;
  readonly flight: string;
  readonly basis: ExecutionBasis;
  readonly sealed: Buffer;
  readonly state: "proposed" | "done" | "refused";
  readonly proposed_at: Date;
  readonly proposed_by: string;
  readonly decided_at: Date | null;
  readonly decided_by: string | null;
  readonly sealed_refusal: Buffer | null;
  readonly run_id: string | null;
};

const columns = `e.execution_id, e.request_id, coalesce(e.reference, '') as reference, e.kind, e.flight_date, e.flight_id, e.person_id,
  coalesce((select f.carrier || f.number || f.suffix from records.flight f where f.flight_date = e.flight_date
    and f.flight_id = e.flight_id), '') || ' ' || e.flight_date as flight, e.basis, e.sealed, e.state, e.proposed_at, e.proposed_by,
  e.decided_at, e.decided_by, e.sealed_refusal, e.run_id`;
const from = "rights.execution e";

/** Writes a grant down; false where the same is granted already and waits. */
export async function insertExecution(
  tx: Transaction,
  granted: Pick<
    ExecutionRecord,
    | "execution_id"
    | "request_id"
    | "reference"
    | "kind"
    | "flight_date"
    | "flight_id"
    | "person_id"
    | "basis"
    | "sealed"
  > & { readonly clock_start: Date },
): Promise<boolean> {
  const rows = await tx.query(
    `insert into rights.execution (execution_id, request_id, kind, flight_date, flight_id, person_id, clock_start, basis, sealed,
       proposed_at, proposed_by, reference)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) on conflict do nothing returning 1 as added`,
    [
      granted.execution_id,
      granted.request_id,
      granted.kind,
      granted.flight_date,
      granted.flight_id,
      granted.person_id,
      granted.clock_start,
      granted.basis,
      granted.sealed,
      tx.at,
      tx.actor.id,
      granted.reference,
    ],
  );
  return rows.length === 1;
}

/** What waits first, then the newest. */
export function listedExecutions(tx: Transaction, limit: number): Promise<ExecutionRecord[]> {
  return tx.query<ExecutionRecord>(
    `select ${columns} from ${from} order by e.state <> 'proposed', e.proposed_at desc limit $1`,
    [limit],
  );
}

export function executionsOf(tx: Transaction, requestId: string): Promise<ExecutionRecord[]> {
  return tx.query<ExecutionRecord>(
    `select ${columns} from ${from} where e.request_id = $1 order by e.proposed_at`,
    [requestId],
  );
}

export async function holdExecution(
  tx: Transaction,
  id: string,
  requestId: string,
): Promise<ExecutionRecord | undefined> {
  const rows = await tx.query<ExecutionRecord>(
    `select ${columns} from ${from} where e.execution_id = $1 and e.request_id = $2 for update of e`,
    [id, requestId],
  );
  return rows[0];
}

export async function decideExecution(
  tx: Transaction,
  id: string,
  decided: {
    readonly state: "done" | "refused";
    readonly runId: string | null;
    readonly sealedRefusal: Buffer | null;
  },
): Promise<void> {
  await tx.query(
    `update rights.execution set state = $2, run_id = $3, sealed_refusal = $4, decided_at = $5, decided_by = $6
     where execution_id = $1`,
    [id, decided.state, decided.runId, decided.sealedRefusal, tx.at, tx.actor.id],
  );
}

export async function countExecutions(
  tx: Transaction,
  requestId: string,
): Promise<{ readonly waiting: number; readonly erased: number; readonly corrected: number }> {
  const [row] = await tx.query<{ waiting: number; erased: number; corrected: number }>(
    `select count(*) filter (where state = 'proposed') as waiting,
       count(*) filter (where state = 'done' and kind = 'erasure') as erased,
       count(*) filter (where state = 'done' and kind = 'correction') as corrected
     from rights.execution where request_id = $1`,
    [requestId],
  );
  return row ?? { waiting: 0, erased: 0, corrected: 0 };
}

/** Corrections that were carried out on a person's record. */
export function correctionsBeside(
  tx: Transaction,
  of: { readonly date: string; readonly id: string; readonly person: string },
): Promise<{ execution_id: string; sealed: Buffer; decided_at: Date }[]> {
  return tx.query(
    `select execution_id, sealed, decided_at from rights.execution
     where flight_date = $1 and flight_id = $2 and person_id = $3 and kind = 'correction' and state = 'done'
     order by decided_at`,
    [of.date, of.id, of.person],
  );
}

/** Organisations that a recall told of it. */
export async function toldOf(tx: Transaction, executionId: string): Promise<string[]> {
  const rows = await tx.query<{ tenant: string }>(
    "select distinct tenant from disclosures.recall where cause_key = $1 order by 1",
    [executionId],
  );
  return rows.map(({ tenant }) => tenant);
}
