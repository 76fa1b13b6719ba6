// Requests about own data, marks beside records and redress numbers, in the database.
import type { Transaction } from "#platform";
import type { Limit, Outcome, RequestKind, RequestState } from "./contract.ts";

export type RequestRecord = {
  readonly request_id: string;
  readonly reference: string;
  readonly code_hash: Buffer;
  readonly kind: RequestKind;
  readonly language: string;
  readonly received_at: Date;
  readonly due_at: Date;
  readonly state: RequestState;
  readonly sealed: Buffer;
  readonly sealed_answer: Buffer | null;
  readonly outcome: Outcome | null;
  readonly limited_by: Limit | null;
  readonly sealed_reasons: Buffer | null;
  readonly identity_confirmed_by: string | null;
  readonly answered_at: Date | null;
  readonly answered_by: string | null;
  readonly version: number;
  /** Answered under a restriction that stands no more. */
  readonly again: boolean;
};

const columns = `request_id, reference, code_hash, kind, language, received_at, due_at, state, sealed, sealed_answer, outcome,
  limited_by, sealed_reasons, identity_confirmed_by, answered_at, answered_by, version,
  coalesce(state = 'answered' and limited_by <> 'no-data'
    and exists (select from rights.limitation l where l.request_id = request.request_id)
    and not exists (select from rights.limitation l where l.request_id = request.request_id and rights.stands(l)), false) as again`;

/** Adds a request; false when the reference is taken. */
export async function insertRequest(
  tx: Transaction,
  request: Pick<
    RequestRecord,
    "request_id" | "reference" | "code_hash" | "kind" | "language" | "due_at" | "sealed"
  >,
): Promise<boolean> {
  const rows = await tx.query(
    `insert into rights.request (request_id, reference, code_hash, kind, language, received_at, due_at, sealed)
     values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (reference) do nothing returning 1 as added`,
    [
      request.request_id,
      request.reference,
      request.code_hash,
      request.kind,
      request.language,
      tx.at,
      request.due_at,
      request.sealed,
    ],
  );
  return rows.length === 1;
}

export async function requestByReference(
  tx: Transaction,
  reference: string,
): Promise<RequestRecord | undefined> {
  return (
    await tx.query<RequestRecord>(`select ${columns} from rights.request where reference = $1`, [reference])
  )[0];
}

export async function requestById(
  tx: Transaction,
  id: string,
  lock: "" | "for update" = "",
): Promise<RequestRecord | undefined> {
  return (
    await tx.query<RequestRecord>(`select ${columns} from rights.request where request_id = $1 ${lock}`, [id])
  )[0];
}

/** Open ones by their due time, then the answered, newest first. */
export function listedRequests(tx: Transaction, limit: number): Promise<RequestRecord[]> {
  return tx.query<RequestRecord>(
    `select * from (select ${columns} from rights.request) as request
     order by (state = 'answered' and not again), case when state <> 'answered' then due_at end, answered_at desc limit $1`,
    [limit],
  );
}

export async function setIdentity(
  tx: Transaction,
  id: string,
  step: { readonly confirmed: boolean; readonly how: string },
): Promise<void> {
  await tx.query(
    `update rights.request set state = $2, identity_confirmed_by = $3, version = version + 1, outcome = null, sealed_answer = null,
       limited_by = null, sealed_reasons = null, answered_at = null, answered_by = null where request_id = $1`,
    [id, step.confirmed ? "examining" : "identity-wanted", step.confirmed ? step.how : null],
  );
}

export async function setAnswer(
  tx: Transaction,
  id: string,
  answer: {
    readonly outcome: Outcome;
    readonly sealed: Buffer;
    readonly limitedBy: Limit | null;
    readonly sealedReasons: Buffer | null;
  },
): Promise<void> {
  await tx.query(
    `update rights.request set state = 'answered', outcome = $2, sealed_answer = $3, limited_by = $4, sealed_reasons = $5,
       answered_at = $6, answered_by = $7, version = version + 1 where request_id = $1`,
    [id, answer.outcome, answer.sealed, answer.limitedBy, answer.sealedReasons, tx.at, tx.actor.id],
  );
}

export type MarkRecord = {
  readonly mark_id: string;
  readonly person_id: string;
  readonly flight_date: string;
  readonly flight_id: string;
  readonly kind: "notation" | "restriction";
  readonly sealed_text: Buffer;
  readonly made_at: Date;
};

export async function insertMark(
  tx: Transaction,
  mark: {
    readonly id: string;
    readonly requestId: string;
    readonly flight: { readonly date: string; readonly id: string };
    readonly personId: string;
    readonly kind: MarkRecord["kind"];
    readonly sealedText: Buffer;
    /** Of the record that it stands beside: it has the same time. */
    readonly clockStart: Date;
  },
): Promise<void> {
  await tx.query(
    `insert into rights.mark (mark_id, request_id, flight_date, flight_id, person_id, kind, sealed_text, made_at, made_by, clock_start)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      mark.id,
      mark.requestId,
      mark.flight.date,
      mark.flight.id,
      mark.personId,
      mark.kind,
      mark.sealedText,
      tx.at,
      tx.actor.id,
      mark.clockStart,
    ],
  );
}

/** The marks that stand beside a person's record on one flight. */
export function marksBeside(
  tx: Transaction,
  of: { readonly date: string; readonly id: string; readonly person: string },
): Promise<MarkRecord[]> {
  return tx.query<MarkRecord>(
    `select mark_id, person_id, flight_date, flight_id, kind, sealed_text, made_at from rights.mark
     where flight_date = $1 and flight_id = $2 and person_id = $3 and ended_at is null order by made_at`,
    [of.date, of.id, of.person],
  );
}

/** Writes a redress number down; false when it is taken. */
export async function insertRedress(
  tx: Transaction,
  number: string,
  of: { readonly requestId: string; readonly holder: Buffer },
): Promise<boolean> {
  const rows = await tx.query(
    `insert into rights.redress (number, request_id, issued_at, holder) values ($1, $2, $3, $4)
     on conflict (number) do nothing returning 1 as added`,
    [number, of.requestId, tx.at, of.holder],
  );
  return rows.length === 1;
}

export async function redressOf(tx: Transaction, requestId: string): Promise<string | null> {
  const [row] = await tx.query<{ number: string }>(
    "select number from rights.redress where request_id = $1",
    [requestId],
  );
  return row?.number ?? null;
}

/** The numbers among these that the unit has issued. */
export function redressNumbers(
  tx: Transaction,
  numbers: readonly string[],
): Promise<{ number: string; issued_at: Date; holder: Buffer | null }[]> {
  return tx.query("select number, issued_at, holder from rights.redress where number = any ($1::text[])", [
    numbers,
  ]);
}
