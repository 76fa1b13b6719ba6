// Emergency access in the database.
import { newId, type Transaction } from "#platform";
import type { EmergencyForm, EmergencyReview } from "./emergency-contract.ts";

export type EmergencyRow = {
  readonly emergency_id: string;
  readonly person_id: string;
  readonly display_name: string;
  readonly scope: string;
  readonly reason: string;
  readonly minutes: number;
  readonly asked_at: Date;
  readonly confirmed_by: string | null;
  readonly confirmed_name: string | null;
  readonly expires_at: Date | null;
  readonly ended_at: Date | null;
  readonly uses: number;
  readonly review_due_at: Date | null;
  readonly reviewed_by: string | null;
  readonly outcome: EmergencyReview["outcome"] | null;
  readonly review: string | null;
};

const columns = `e.emergency_id, e.person_id, p.display_name, e.scope, e.reason, e.minutes, e.asked_at, e.confirmed_by,
  (select c.display_name from access.person c where c.person_id::text = e.confirmed_by) as confirmed_name, e.expires_at, e.ended_at,
  e.uses, e.review_due_at, e.reviewed_by, e.outcome, e.review`;

export function loadEmergencies(tx: Transaction, limit: number): Promise<EmergencyRow[]> {
  return tx.query<EmergencyRow>(
    `select ${columns} from access.emergency e join access.person p using (person_id)
     order by e.reviewed_by is null and e.confirmed_by is not null desc, e.asked_at desc limit $1`,
    [limit],
  );
}

/** The emergency; nobody else changes it until the transaction ends. */
export async function lockEmergency(tx: Transaction, id: string): Promise<EmergencyRow | undefined> {
  await tx.query("select pg_advisory_xact_lock(hashtextextended('emergency ' || $1, 0))", [id]);
  const rows = await tx.query<EmergencyRow>(
    `select ${columns} from access.emergency e join access.person p using (person_id) where e.emergency_id = $1`,
    [id],
  );
  return rows[0];
}

/** The one of a person that is in force at this instant. */
export async function emergencyOf(
  tx: Transaction,
  personId: string,
): Promise<{ readonly id: string; readonly scope: string } | undefined> {
  const rows = await tx.query<{ id: string; scope: string }>(
    `select emergency_id as id, scope from access.emergency where person_id = $1 and confirmed_at is not null and ended_at is null
       and reviewed_by is null and expires_at > $2 order by expires_at desc limit 1`,
    [personId, tx.at],
  );
  return rows[0];
}

/** Whether the review of any is late, or one of the person waits to be confirmed. */
export async function emergencyHindered(
  tx: Transaction,
  personId: string,
): Promise<{ readonly late: boolean; readonly waiting: boolean }> {
  const [row] = await tx.query<{ late: boolean; waiting: boolean }>(
    `select coalesce(bool_or(reviewed_by is null and review_due_at <= $1), false) as late,
       coalesce(bool_or(person_id = $2 and confirmed_by is null and ended_at is null), false) as waiting from access.emergency`,
    [tx.at, personId],
  );
  return row ?? { late: false, waiting: false };
}

export async function insertEmergency(tx: Transaction, form: EmergencyForm): Promise<string> {
  const id = newId(tx.at);
  await tx.query(
    `insert into access.emergency (emergency_id, person_id, scope, reason, minutes, asked_at) values ($1, $2, $3, $4, $5, $6)`,
    [id, tx.actor.id, form.scope, form.reason.trim(), form.minutes, tx.at],
  );
  return id;
}

export async function markConfirmed(
  tx: Transaction,
  id: string,
  until: { readonly expiresAt: Date; readonly reviewDueAt: Date },
): Promise<void> {
  await tx.query(
    `update access.emergency set confirmed_by = $2, confirmed_at = $3, expires_at = $4, review_due_at = $5 where emergency_id = $1`,
    [id, tx.actor.id, tx.at, until.expiresAt, until.reviewDueAt],
  );
}

export async function markEnded(tx: Transaction, id: string): Promise<void> {
  await tx.query("update access.emergency set ended_at = $2 where emergency_id = $1", [id, tx.at]);
}

export async function countUse(tx: Transaction, id: string): Promise<void> {
  await tx.query("update access.emergency set uses = uses + 1 where emergency_id = $1", [id]);
}

export async function markReviewed(tx: Transaction, id: string, form: EmergencyReview): Promise<void> {
  await tx.query(
    `update access.emergency set reviewed_by = $2, reviewed_at = $3, outcome = $4, review = $5 where emergency_id = $1`,
    [id, tx.actor.id, tx.at, form.outcome, form.text.trim()],
  );
}
