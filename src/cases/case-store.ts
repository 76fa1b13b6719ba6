// All SQL over cases, their alerts and what happened in them.
import { newId, type Transaction } from "#platform";

export type CaseRecord = {
  case_id: string;
  reference: string;
  state: "open" | "closed";
  title: string;
  opened_by: string;
  opened_at: Date;
  closed_by: string | null;
  closed_at: Date | null;
  outcome: "PROTECTION_REFERRAL" | null;
  alerts: number;
};

const caseColumns = `c.case_id, c.reference, c.state, c.title, c.opened_by, c.opened_at, c.closed_by, c.closed_at, c.outcome,
  (select count(*)::int from cases.case_alert a where a.case_id = c.case_id)
    + (select count(*)::int from cases.criterion_alert a where a.case_id = c.case_id) as alerts`;

/** Open cases first, then the newest. */
export function caseRecords(tx: Transaction, limit: number): Promise<CaseRecord[]> {
  return tx.query<CaseRecord>(
    `select ${caseColumns} from cases.case c order by state desc, opened_at desc limit $1`,
    [limit],
  );
}

export async function caseById(tx: Transaction, caseId: string, lock = false): Promise<CaseRecord | null> {
  const rows = await tx.query<CaseRecord>(
    `select ${caseColumns} from cases.case c where case_id = $1 ${lock ? "for update" : ""}`,
    [caseId],
  );
  return rows[0] ?? null;
}

export async function caseOfAlert(tx: Transaction, alertId: string): Promise<string | null> {
  const rows = await tx.query<{ case_id: string }>(
    "select case_id from cases.case_alert where alert_id = $1",
    [alertId],
  );
  return rows[0]?.case_id ?? null;
}

/** The open case that is about this person on this flight already. */
export async function openCaseOfPerson(
  tx: Transaction,
  person: { readonly flightDate: string; readonly flightId: string; readonly personId: string },
): Promise<string | null> {
  const rows = await tx.query<{ case_id: string }>(
    `select c.case_id from cases.case c
     where c.state = 'open' and c.case_id in (
       select case_id from cases.case_person p where p.flight_date = $1 and p.flight_id = $2 and p.person_id = $3)
     order by c.opened_at limit 1`,
    [person.flightDate, person.flightId, person.personId],
  );
  return rows[0]?.case_id ?? null;
}

/** The next reference: C-<year>-<number of six digits>. Numbers may be missing, none is given twice. */
export async function nextReference(tx: Transaction): Promise<string> {
  const [row] = await tx.query<{ number: string }>(
    "select lpad(nextval('cases.case_number')::text, 6, '0') as number",
  );
  return `C-${tx.at.getUTCFullYear()}-${row?.number ?? ""}`;
}

export async function insertCase(
  tx: Transaction,
  opened: { readonly id: string; readonly reference: string; readonly title: string },
): Promise<void> {
  await tx.query(
    `insert into cases.case (case_id, reference, state, title, opened_by, opened_at) values ($1, $2, 'open', $3, $4, $5)`,
    [opened.id, opened.reference, opened.title, tx.actor.id, tx.at],
  );
}

export async function addAlert(tx: Transaction, caseId: string, alertId: string): Promise<void> {
  await tx.query("insert into cases.case_alert (case_id, alert_id) values ($1, $2)", [caseId, alertId]);
}

export type CaseEventKind =
  | "opened"
  | "note"
  | "alert-added"
  | "closed"
  | "reopened"
  | "entry-withdrawn"
  | "protection-referral"
  | "alert-deleted";

export async function addEvent(
  tx: Transaction,
  event: {
    readonly id: string;
    readonly caseId: string;
    readonly kind: CaseEventKind;
    readonly text: string;
  },
): Promise<void> {
  await tx.query(
    "insert into cases.case_event (case_event_id, case_id, at, actor, kind, text) values ($1, $2, $3, $4, $5, $6)",
    [event.id, event.caseId, tx.at, tx.actor.id, event.kind, event.text],
  );
}

export type CaseEventRow = { at: Date; actor: string; kind: CaseEventKind; text: string };

/** What happened in a case, oldest first. */
export function eventsOf(tx: Transaction, caseId: string): Promise<CaseEventRow[]> {
  return tx.query<CaseEventRow>(
    "select at, actor, kind, text from cases.case_event where case_id = $1 order by at, case_event_id",
    [caseId],
  );
}

export async function closeCaseRow(tx: Transaction, caseId: string, reason: string): Promise<void> {
  await tx.query(
    "update cases.case set state = 'closed', closed_by = $2, closed_at = $3, closing_reason = $4 where case_id = $1",
    [caseId, tx.actor.id, tx.at, reason],
  );
}

/** Writes into open cases that an entry which one of their alerts shows is no longer listed; returns the cases. */
export async function noteEntriesGone(tx: Transaction, entryIds: readonly string[]): Promise<string[]> {
  if (entryIds.length === 0) return [];
  const rows = await tx.query<{ case_id: string; gone: string[] }>(
    `select c.case_id, array_agg(distinct e) as gone
     from cases.alert a join cases.case_alert using (alert_id) join cases.case c using (case_id),
       unnest(a.entry_ids) as e
     where a.entry_ids && $1::text[] and e = any ($1::text[]) and c.state = 'open'
     group by c.case_id order by c.case_id`,
    [entryIds],
  );
  const text = (gone: readonly string[]) => gone.toSorted().join(", ");
  for (const { case_id: caseId, gone } of rows)
    await addEvent(tx, { id: newId(tx.at), caseId, kind: "entry-withdrawn", text: text(gone) });
  return rows.map((row) => row.case_id);
}
