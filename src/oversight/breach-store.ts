// Breaches and their notices in the database.
import type { Transaction } from "#platform";
import type { BreachExemption, BreachRecipient, BreachRisk, BreachState } from "./breach-words.ts";

export type BreachRecord = {
  readonly breach_id: string;
  readonly number: number;
  readonly state: BreachState;
  readonly processor: string | null;
  readonly reported_at: Date;
  readonly reported_by: string;
  readonly aware_at: Date;
  readonly authority_due: Date;
  readonly sealed: Buffer;
  readonly sealed_assessment: Buffer | null;
  readonly risk: BreachRisk | null;
  readonly decided_at: Date | null;
  readonly decided_by: string | null;
  readonly exemption: BreachExemption | null;
  readonly sealed_closing: Buffer | null;
  readonly version: number;
  readonly authority_told: Date | null;
  readonly subjects_told: Date | null;
  /** The latest instant that is written down anywhere here: no clock that was set back is behind it. */
  readonly latest: Date;
};

const told = (recipient: string) =>
  `(select min(n.at) from oversight.breach_notice n where n.breach_id = b.breach_id and n.recipient = '${recipient}')`;
const columns = `b.breach_id, b.number, b.state, b.processor, b.reported_at, b.reported_by, b.aware_at, b.authority_due, b.sealed,
  b.sealed_assessment, b.risk, b.decided_at, b.decided_by, b.exemption, b.sealed_closing, b.version,
  ${told("authority")} as authority_told, ${told("subjects")} as subjects_told, oversight.latest() as latest`;

/** Open ones by their due time, then the others, newest first. */
export function breachRows(tx: Transaction, limit: number): Promise<BreachRecord[]> {
  return tx.query<BreachRecord>(
    `select ${columns} from oversight.breach b
     order by b.state not in ('reported', 'declared'), case when b.state in ('reported', 'declared') then b.authority_due end,
       b.reported_at desc limit $1`,
    [limit],
  );
}

export async function breachById(
  tx: Transaction,
  id: string,
  lock: "" | "for update of b" = "",
): Promise<BreachRecord | undefined> {
  const rows = await tx.query<BreachRecord>(
    `select ${columns} from oversight.breach b where b.breach_id = $1 ${lock}`,
    [id],
  );
  return rows[0];
}

/** Writes a report down; its number. */
export async function insertBreach(
  tx: Transaction,
  breach: Pick<BreachRecord, "breach_id" | "processor" | "aware_at" | "authority_due" | "sealed">,
): Promise<number> {
  const [row] = await tx.query<{ number: number }>(
    `insert into oversight.breach (breach_id, origin, processor, reported_at, reported_by, aware_at, authority_due, sealed)
     values ($1, case when $2::text is null then 'own' else 'processor' end, $2, $3, $4, $5, $6, $7) returning number`,
    [
      breach.breach_id,
      breach.processor,
      tx.at,
      tx.actor.id,
      breach.aware_at,
      breach.authority_due,
      breach.sealed,
    ],
  );
  return row?.number ?? 0;
}

export async function assessBreach(
  tx: Transaction,
  id: string,
  to: Pick<BreachRecord, "state" | "risk" | "aware_at" | "authority_due" | "sealed_assessment">,
): Promise<void> {
  await tx.query(
    `update oversight.breach set state = $2, risk = $3, aware_at = $4, authority_due = $5, sealed_assessment = $6, decided_at = $7,
       decided_by = $8, version = version + 1 where breach_id = $1`,
    [id, to.state, to.risk, to.aware_at, to.authority_due, to.sealed_assessment, tx.at, tx.actor.id],
  );
}

export async function closeBreach(
  tx: Transaction,
  id: string,
  to: Pick<BreachRecord, "exemption" | "sealed_closing">,
): Promise<void> {
  await tx.query(
    `update oversight.breach set state = 'closed', exemption = $2, sealed_closing = $3, closed_at = $4, closed_by = $5,
       version = version + 1 where breach_id = $1`,
    [id, to.exemption, to.sealed_closing, tx.at, tx.actor.id],
  );
}

export type NoticeRecord = {
  readonly notice_id: string;
  readonly recipient: BreachRecipient;
  readonly at: Date;
  readonly by_person: string;
  readonly subjects: number | null;
  readonly records: number | null;
  readonly sealed: Buffer;
  readonly hash: Buffer;
  readonly late: boolean;
  readonly sealed_late: Buffer | null;
};

/** Writes a notice down; whether it was late, as the database finds it. */
export async function insertNotice(
  tx: Transaction,
  breachId: string,
  notice: Omit<NoticeRecord, "at" | "by_person" | "late">,
): Promise<boolean> {
  const [row] = await tx.query<{ late: boolean }>(
    `insert into oversight.breach_notice (notice_id, breach_id, recipient, at, by_person, subjects, records, sealed, hash, late, sealed_late)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, false, $10) returning late`,
    [
      notice.notice_id,
      breachId,
      notice.recipient,
      tx.at,
      tx.actor.id,
      notice.subjects,
      notice.records,
      notice.sealed,
      notice.hash,
      notice.sealed_late,
    ],
  );
  await nextVersion(tx, breachId);
  return row?.late ?? false;
}

/** Whoever has loaded it before loads it again. */
export async function nextVersion(tx: Transaction, breachId: string): Promise<void> {
  await tx.query("update oversight.breach set version = version + 1 where breach_id = $1", [breachId]);
}

export function noticesOf(tx: Transaction, breachId: string): Promise<NoticeRecord[]> {
  return tx.query<NoticeRecord>(
    `select notice_id, recipient, at, by_person, subjects, records, sealed, hash, late, sealed_late
     from oversight.breach_notice where breach_id = $1 order by at`,
    [breachId],
  );
}
