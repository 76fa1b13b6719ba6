// All SQL over hits on documents that the INTERPOL bureau has not confirmed yet.
import type { Transaction } from "#platform";
import type { PlaceOfGround } from "./ground-store.ts";

export type AwaitingRow = PlaceOfGround & {
  check_id: string;
  alert_kind: "listed" | "rule";
  alert_id: string;
  reference: string;
  state: "AWAIT_NCB" | "CONFIRMED" | "NOT_CONFIRMED";
  since: Date;
  due_at: Date;
  answered_at: Date | null;
  safety_by: string | null;
  safety_reason: string | null;
  safety_at: Date | null;
};
const columns = `check_id, alert_kind, alert_id, flight_date, flight_id, person_id, reference, state, since, due_at, answered_at,
  safety_by, safety_reason, safety_at`;

export function awaitingOf(tx: Transaction, place: PlaceOfGround): Promise<AwaitingRow[]> {
  return tx.query<AwaitingRow>(
    `select ${columns} from cases.awaiting_ncb where flight_date = $1 and flight_id = $2 and person_id = $3 order by since, check_id`,
    [place.flight_date, place.flight_id, place.person_id],
  );
}

export async function awaitingById(tx: Transaction, checkId: string): Promise<AwaitingRow | null> {
  const [row] = await tx.query<AwaitingRow>(
    `select ${columns} from cases.awaiting_ncb where check_id = $1 for update`,
    [checkId],
  );
  return row ?? null;
}

export async function insertAwaiting(
  tx: Transaction,
  made: Pick<
    AwaitingRow,
    | "check_id"
    | "alert_kind"
    | "alert_id"
    | "flight_date"
    | "flight_id"
    | "person_id"
    | "reference"
    | "due_at"
  >,
): Promise<void> {
  await tx.query(
    `insert into cases.awaiting_ncb (check_id, alert_kind, alert_id, flight_date, flight_id, person_id, reference, state, since, due_at)
     values ($1, $2, $3, $4, $5, $6, $7, 'AWAIT_NCB', $8, $9)`,
    [
      made.check_id,
      made.alert_kind,
      made.alert_id,
      made.flight_date,
      made.flight_id,
      made.person_id,
      made.reference,
      tx.at,
      made.due_at,
    ],
  );
}

export async function setConfirmed(
  tx: Transaction,
  checkId: string,
  state: "CONFIRMED" | "NOT_CONFIRMED",
): Promise<void> {
  await tx.query(
    "update cases.awaiting_ncb set state = $2, answered_at = $3 where check_id = $1 and state = 'AWAIT_NCB'",
    [checkId, state, tx.at],
  );
}

export async function setSafety(tx: Transaction, checkId: string, reason: string): Promise<void> {
  await tx.query(
    "update cases.awaiting_ncb set safety_by = $2, safety_reason = $3, safety_at = $4 where check_id = $1",
    [checkId, tx.actor.id, reason, tx.at],
  );
}
