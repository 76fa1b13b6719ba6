// Conformance runs, their results and certificates in the database.
import type { Transaction } from "#platform";
import type { CaseGroup, CaseMemory } from "./case.ts";

export type ResultState = "passed" | "failed" | "waiting";

export type CaseResult = {
  readonly number: number;
  readonly state: ResultState;
  readonly attempts: number;
  readonly memory: CaseMemory;
  readonly codes: readonly string[];
  readonly sha256: Buffer;
  readonly at: Date;
};

export type Run = { readonly id: string; readonly carrierId: string; readonly startedAt: Date };

export type Certificate = {
  readonly id: string;
  readonly runId: string;
  readonly groups: readonly CaseGroup[];
  readonly issuedAt: Date;
  readonly signed: string;
};

const runColumns = `run_id as id, carrier_id as "carrierId", started_at as "startedAt"`;

export async function insertRun(tx: Transaction, run: { id: string; carrierId: string }): Promise<void> {
  await tx.query("insert into certification.run (run_id, carrier_id, started_at) values ($1, $2, $3)", [
    run.id,
    run.carrierId,
    tx.at,
  ]);
}

/** How many runs a carrier has begun since an instant. */
export async function runsSince(tx: Transaction, carrierId: string, since: Date): Promise<number> {
  const [row] = await tx.query<{ count: number }>(
    "select count(*)::integer as count from certification.run where carrier_id = $1 and started_at > $2",
    [carrierId, since],
  );
  return row?.count ?? 0;
}

/** A carrier's own run, held until the transaction ends so that two attempts do not overtake each other. */
export async function holdRun(tx: Transaction, id: string, carrierId: string): Promise<Run | undefined> {
  const rows = await tx.query<Run>(
    `select ${runColumns} from certification.run where run_id = $1 and carrier_id = $2 for update`,
    [id, carrierId],
  );
  return rows[0];
}

/** A carrier's runs, newest first. */
export function runsOf(tx: Transaction, carrierId: string, limit: number): Promise<Run[]> {
  return tx.query<Run>(
    `select ${runColumns} from certification.run where carrier_id = $1 order by started_at desc, run_id desc limit ${limit}`,
    [carrierId],
  );
}

export function resultsOf(
  tx: Transaction,
  runIds: readonly string[],
): Promise<(CaseResult & { readonly runId: string })[]> {
  return tx.query<CaseResult & { readonly runId: string }>(
    `select run_id as "runId", number, state, attempts, memory, codes, sha256, at
     from certification.result where run_id = any ($1::uuid[]) order by number`,
    [runIds],
  );
}

/** Saves what became of an attempt. A case that has passed stays so, with what it passed by; further tries are counted. */
export async function saveResult(
  tx: Transaction,
  runId: string,
  result: Omit<CaseResult, "attempts" | "at">,
): Promise<void> {
  await tx.query(
    `insert into certification.result as r (run_id, number, state, attempts, memory, codes, sha256, at)
     values ($1, $2, $3, 1, $4, $5, $6, $7)
     on conflict (run_id, number) do update
       set attempts = r.attempts + 1,
           (state, memory, codes, sha256, at) = (
             select (case when r.state = 'passed' then r.state else excluded.state end),
                    (case when r.state = 'passed' then r.memory else excluded.memory end),
                    (case when r.state = 'passed' then r.codes else excluded.codes end),
                    (case when r.state = 'passed' then r.sha256 else excluded.sha256 end),
                    (case when r.state = 'passed' then r.at else excluded.at end))`,
    [runId, result.number, result.state, JSON.stringify(result.memory), result.codes, result.sha256, tx.at],
  );
}

export async function insertCertificate(
  tx: Transaction,
  certificate: Omit<Certificate, "issuedAt"> & { readonly carrierId: string },
): Promise<void> {
  await tx.query(
    `insert into certification.certificate (certificate_id, run_id, carrier_id, groups, issued_at, signed)
     values ($1, $2, $3, $4, $5, $6)`,
    [certificate.id, certificate.runId, certificate.carrierId, certificate.groups, tx.at, certificate.signed],
  );
}

/** A carrier's certificates, newest first. */
export function certificatesOf(tx: Transaction, carrierId: string, limit: number): Promise<Certificate[]> {
  return tx.query<Certificate>(
    `select certificate_id as id, run_id as "runId", groups, issued_at as "issuedAt", signed
     from certification.certificate where carrier_id = $1 order by issued_at desc, certificate_id desc limit ${limit}`,
    [carrierId],
  );
}
