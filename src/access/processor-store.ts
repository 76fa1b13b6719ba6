// Processors and their support's visits in the database (db/migrations: access-processors).
import { newId, type Transaction } from "#platform";
import type { NewProcessor, NewVisit, ProcessorDecision } from "./processor-contract.ts";

export type ProcessorRow = {
  readonly processor_id: string;
  readonly tenant: string;
  readonly name: string;
  readonly contract: string;
  readonly instructions: string;
  readonly sub_processors: readonly string[];
  readonly valid_from: Date;
  readonly valid_until: Date;
  readonly state: "proposed" | "in-force" | "refused" | "ended";
  readonly proposed_by: string;
  readonly proposed_at: Date;
  readonly reason: string | null;
  readonly decided_by: string | null;
  readonly decided_at: Date | null;
};
export type VisitRow = {
  readonly visit_id: string;
  readonly processor_id: string;
  readonly person_id: string;
  readonly reason: string;
  readonly minutes: number;
  readonly asked_by: string;
  readonly asked_at: Date;
  readonly officer_by: string | null;
  readonly officer_at: Date | null;
  readonly head_by: string | null;
  readonly head_at: Date | null;
  readonly expires_at: Date | null;
  readonly ended_at: Date | null;
};
const processorColumns = `processor_id, tenant, name, contract, instructions, sub_processors, valid_from, valid_until, state, proposed_by,
  proposed_at, reason, decided_by, decided_at`;
const visitColumns = `visit_id, processor_id, person_id, reason, minutes, asked_by, asked_at, officer_by, officer_at, head_by, head_at,
  expires_at, ended_at`;

export function processorRows(tx: Transaction): Promise<ProcessorRow[]> {
  return tx.query<ProcessorRow>(
    `select ${processorColumns} from access.processor order by proposed_at desc limit 200`,
  );
}

export function visitRows(tx: Transaction): Promise<VisitRow[]> {
  return tx.query<VisitRow>(
    `select ${visitColumns} from access.support_visit order by asked_at desc limit 200`,
  );
}

/** `lock`: for whoever may decide on it; to others a row that is held is none. */
export async function processorById(
  tx: Transaction,
  id: string,
  lock: "" | "for update" = "",
): Promise<ProcessorRow | undefined> {
  const [row] = await tx.query<ProcessorRow>(
    `select ${processorColumns} from access.processor where processor_id = $1 ${lock}`,
    [id],
  );
  return row;
}

export async function holdVisit(tx: Transaction, id: string): Promise<VisitRow | undefined> {
  const [row] = await tx.query<VisitRow>(
    `select ${visitColumns} from access.support_visit where visit_id = $1 for update`,
    [id],
  );
  return row;
}

export async function insertProcessor(tx: Transaction, made: NewProcessor): Promise<string> {
  const id = newId(tx.at);
  await tx.query(
    `insert into access.processor (processor_id, tenant, name, contract, instructions, sub_processors, valid_from, valid_until, state,
       proposed_by, proposed_at) values ($1, $2, $3, $4, $5, $6, $7, $8, 'proposed', $9, $10)`,
    [
      id,
      made.tenant,
      made.name,
      made.contract,
      made.instructions,
      made.subProcessors,
      made.validFrom,
      made.validUntil,
      tx.actor.id,
      tx.at,
    ],
  );
  return id;
}

export async function decideProcessor(
  tx: Transaction,
  id: string,
  { state, reason }: ProcessorDecision,
): Promise<void> {
  await tx.query(
    "update access.processor set state = $2, reason = $3, decided_by = $4, decided_at = $5 where processor_id = $1",
    [id, state, reason, tx.actor.id, tx.at],
  );
}

export async function insertVisit(tx: Transaction, processorId: string, made: NewVisit): Promise<string> {
  const id = newId(tx.at);
  await tx.query(
    `insert into access.support_visit (visit_id, processor_id, person_id, reason, minutes, asked_by, asked_at)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [id, processorId, made.personId, made.reason, made.minutes, tx.actor.id, tx.at],
  );
  return id;
}

/** One of the two approvals; with the second the visit begins, and has its end. */
export async function approveVisit(
  tx: Transaction,
  id: string,
  office: "officer" | "head",
  expiresAt: Date | null,
): Promise<void> {
  await tx.query(
    `update access.support_visit set ${office}_by = $2, ${office}_at = $3, expires_at = $4 where visit_id = $1`,
    [id, tx.actor.id, tx.at, expiresAt],
  );
}

export async function endVisit(tx: Transaction, id: string): Promise<void> {
  await tx.query("update access.support_visit set ended_at = $2, ended_by = $3 where visit_id = $1", [
    id,
    tx.at,
    tx.actor.id,
  ]);
}

/** The organisation of an account; undefined where there is none. */
export async function tenantOf(tx: Transaction, personId: string): Promise<string | undefined> {
  const [row] = await tx.query<{ tenant: string }>("select tenant from access.person where person_id = $1", [
    personId,
  ]);
  return row?.tenant;
}
