// All SQL over checks with INTERPOL, the bureau's confirmations and reports of protected persons.
import type { Transaction } from "#platform";
import type { PlaceOfGround } from "#cases";
import type { EnquiryKind, EnquiryState } from "./contract.ts";

export type EnquiryRow = PlaceOfGround & {
  enquiry_id: string;
  reference: string;
  kind: EnquiryKind;
  authority_id: string;
  partner: string;
  tenant: string;
  alert_kind: "listed" | "rule";
  alert_id: string;
  of_enquiry: string | null;
  purpose: string;
  offence: string | null;
  handling: string[];
  state: EnquiryState;
  result: "no-hit" | "hit" | "barred" | "confirmed" | "not-confirmed" | "taken" | null;
  sealed_question: Buffer | null;
  sealed_answer: Buffer | null;
  answer_hash: string | null;
  answered_at: Date | null;
  answer_until: Date | null;
  late: boolean;
  asked_by: string;
  asked_at: Date;
  due_at: Date;
  overdue_at: Date | null;
  endorsed_by: string | null;
  released_by: string | null;
};
const columns = `e.enquiry_id, e.reference, e.kind, e.authority_id, e.alert_kind, e.alert_id, e.flight_date, e.flight_id, e.person_id,
  e.of_enquiry, e.purpose, e.offence, e.handling, e.state, e.result, e.sealed_question, e.sealed_answer, e.answer_hash, e.answered_at,
  e.answer_until, e.late, e.asked_by, e.asked_at, e.due_at, e.overdue_at, e.endorsed_by, e.released_by,
  coalesce((select a.name from disclosures.authority a where a.authority_id = e.authority_id order by a.version desc limit 1), '') as partner,
  coalesce((select a.tenant from disclosures.authority a where a.authority_id = e.authority_id order by a.version desc limit 1), '') as tenant`;

export async function insertEnquiry(
  tx: Transaction,
  made: PlaceOfGround &
    Pick<
      EnquiryRow,
      | "enquiry_id"
      | "kind"
      | "authority_id"
      | "alert_kind"
      | "alert_id"
      | "of_enquiry"
      | "purpose"
      | "offence"
      | "due_at"
      | "sealed_question"
    > & { readonly state: "waiting" | "drafted" },
): Promise<string | null> {
  const type = made.kind === "document-check" || made.kind === "person-check" ? "RQ-IPOL-CHK" : "RQ-IPOL-MSG";
  const [row] = await tx.query<{ reference: string }>(
    `insert into exchange.enquiry (enquiry_id, reference, kind, type, authority_id, alert_kind, alert_id, flight_date, flight_id, person_id,
       of_enquiry, purpose, offence, handling, state, sealed_question, asked_by, asked_at, due_at)
     values ($1, 'I-' || to_char($2::timestamptz at time zone 'UTC', 'YYYY') || '-' || lpad(nextval('exchange.enquiry_number')::text, 6, '0'),
       $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, array['H2', 'H4'], $14, $15, $16, $2, $17)
     on conflict (of_enquiry, kind) do nothing returning reference`,
    [
      made.enquiry_id,
      tx.at,
      made.kind,
      type,
      made.authority_id,
      made.alert_kind,
      made.alert_id,
      made.flight_date,
      made.flight_id,
      made.person_id,
      made.of_enquiry,
      made.purpose,
      made.offence,
      made.state,
      made.sealed_question,
      tx.actor.id,
      made.due_at,
    ],
  );
  return row?.reference ?? null;
}

export async function enquiryById(tx: Transaction, id: string, lock = false): Promise<EnquiryRow | null> {
  const [row] = await tx.query<EnquiryRow>(
    `select ${columns} from exchange.enquiry e where e.enquiry_id = $1 ${lock ? "for update" : ""}`,
    [id],
  );
  return row ?? null;
}

/** Of one alert, or all; what waits first, then the newest. */
export function enquiryRows(tx: Transaction, alertId: string | null): Promise<EnquiryRow[]> {
  return tx.query<EnquiryRow>(
    `select ${columns} from exchange.enquiry e where $1::uuid is null or e.alert_id = $1
     order by e.state in ('drafted', 'endorsed', 'waiting') desc, e.asked_at desc, e.enquiry_id limit 200`,
    [alertId],
  );
}

export async function isWaiting(
  tx: Transaction,
  { kind, place }: { readonly kind: EnquiryKind; readonly place: PlaceOfGround },
): Promise<boolean> {
  const rows = await tx.query(
    `select from exchange.enquiry where kind = $1 and flight_date = $2 and flight_id = $3 and person_id = $4 and state = 'waiting'`,
    [kind, place.flight_date, place.flight_id, place.person_id],
  );
  return rows.length > 0;
}

export async function changeEnquiry(
  tx: Transaction,
  id: string,
  change: Partial<
    Pick<
      EnquiryRow,
      | "state"
      | "result"
      | "sealed_question"
      | "sealed_answer"
      | "answer_hash"
      | "answered_at"
      | "answer_until"
      | "late"
      | "endorsed_by"
      | "released_by"
      | "overdue_at"
    > & { answer_class: string | null; reason: string }
  >,
): Promise<void> {
  const names = Object.keys(change);
  await tx.query(
    `update exchange.enquiry set ${names.map((name, at) => `${name} = $${at + 2}`).join(", ")} where enquiry_id = $1`,
    [id, ...Object.values(change)],
  );
}

/** How an offence class stands to Article 3 of INTERPOL's Constitution; null: no such class is known. */
export async function characterOf(tx: Transaction, code: string): Promise<string | null> {
  const [row] = await tx.query<{ character: string }>(
    "select character from exchange.offence_class where code = $1",
    [code],
  );
  return row?.character ?? null;
}

/** Copies of INTERPOL's data whose day is over (IPOL-RPD-2). */
export async function forgetAnswers(tx: Transaction): Promise<void> {
  await tx.query(
    "update exchange.enquiry set sealed_answer = null where sealed_answer is not null and answer_until <= $1",
    [tx.at],
  );
}

/** What nobody answered in its time, told once. */
export function overdueEnquiries(tx: Transaction): Promise<{ enquiry_id: string; kind: EnquiryKind }[]> {
  return tx.query(
    `update exchange.enquiry set overdue_at = $1 where overdue_at is null and state in ('drafted', 'endorsed', 'waiting') and due_at <= $1
     returning enquiry_id, kind`,
    [tx.at],
  );
}

/** Hits with a notice on somebody who seeks protection, as a package or a person here says, that are reported to nobody yet. */
export function unreportedProtected(tx: Transaction): Promise<EnquiryRow[]> {
  return tx.query<EnquiryRow>(
    `select ${columns} from exchange.enquiry e
     where e.type = 'RQ-IPOL-CHK' and e.result = 'hit' and e.sealed_answer is not null and e.answer_until > $1
       and not exists (select from exchange.enquiry r where r.of_enquiry = e.enquiry_id and r.kind = 'protected-person')
       and exists (select from disclosures.package p where p.claimant and p.flight_date = e.flight_date
         and p.flight_id = e.flight_id and p.person_id = e.person_id)
     order by e.enquiry_id for update of e skip locked`,
    [tx.at],
  );
}

/** Whether a package says of somebody that they seek protection. */
export async function isClaimant(tx: Transaction, place: PlaceOfGround): Promise<boolean> {
  const rows = await tx.query(
    "select from disclosures.package where claimant and flight_date = $1 and flight_id = $2 and person_id = $3 limit 1",
    [place.flight_date, place.flight_id, place.person_id],
  );
  return rows.length > 0;
}
