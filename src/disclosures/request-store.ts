// All SQL over requests, their steps, searches and reviews.
import { newId, type Looking, type SealedColumn, type SealingKey, type Transaction } from "#platform";
import type { RequestFields, ReviewCommand } from "./contract.ts";
import { formBelongsTo, sealForm, type FormOutline, type SealedForm } from "./form.ts";
import type { RequestState } from "./states.ts";

export type RequestRecord = {
  request_id: string;
  reference: string;
  type: string;
  direction: "in" | "out";
  state: RequestState;
  authority_id: string;
  authority_name: string;
  authority_country: string;
  tenant: string;
  legal_basis: string | null;
  purpose: string | null;
  offence: string | null;
  urgent: boolean;
  fields: FormOutline;
  sealed_form: Buffer;
  form_mark: Buffer;
  created_by: string;
  created_at: Date;
  submitted_at: Date | null;
  due_at: Date | null;
  due_kind: string | null;
  answer_due_at: Date | null;
  escalated_at: Date | null;
  after_travel: boolean;
  masked: boolean;
  legal_by: string | null;
  legal_at: Date | null;
  lawful: boolean | null;
  legal_reason: string | null;
  approval_id: string | null;
  approval: "none" | "asked" | "approved" | "refused";
  approved_by: string | null;
  urgency_by: string | null;
  urgency_reason: string | null;
  urgency_confirmed_by: string | null;
  urgency_until: Date | null;
  checked_by: string | null;
  refusal_code: string | null;
  refusal_reason: string | null;
  result: "data" | "no-data" | "masked-only" | "refused" | "partial" | null;
  said: "data" | "no-data" | "masked-only" | "refused" | "partial" | null;
  answered_at: Date | null;
  acknowledged_at: Date | null;
  step_reason: string;
  version: number;
};

const columns = `r.request_id, r.reference, r.type, r.direction, r.state, r.authority_id,
  coalesce((select a.name from disclosures.authority a where a.authority_id = r.authority_id order by a.version desc limit 1), '') as authority_name,
  coalesce((select a.country from disclosures.authority a where a.authority_id = r.authority_id order by a.version desc limit 1), '') as authority_country,
  r.tenant, r.legal_basis, r.purpose, r.offence, r.urgent, r.fields, r.sealed_form, r.form_mark, r.created_by, r.created_at, r.submitted_at, r.due_at,
  r.due_kind, r.answer_due_at, r.escalated_at, r.after_travel, r.masked, r.legal_by, r.legal_at, r.lawful, r.legal_reason,
  r.approval_id, r.approval, r.approved_by, r.urgency_by, r.urgency_reason, r.urgency_confirmed_by, r.urgency_until,
  r.checked_by, r.refusal_code, r.refusal_reason, r.result, r.said, r.answered_at, r.acknowledged_at, r.step_reason, r.version`;

/** What moves or changes a request; absent fields stay as they are. */
export type RequestChange = Partial<
  Omit<
    RequestRecord,
    "request_id" | "reference" | "type" | "direction" | "authority_name" | "authority_country" | "version"
  >
> &
  Partial<Pick<SealedForm, "subjects_mark">>;

/** What the installation seals of requests: sealed anew after a rotation. */
export const formsSealed: SealedColumn = {
  table: "disclosures.request",
  column: "sealed_form",
  key: [["request_id", "uuid"]],
  belongsTo: ({ request_id: id = "" }) => formBelongsTo(id),
};

export async function nextReference(tx: Transaction, of: "request" | "package"): Promise<string> {
  const [row] = await tx.query<{ number: string }>(
    `select lpad(nextval('disclosures.${of}_number')::text, 6, '0') as number`,
  );
  return `${of === "request" ? "Q" : "D"}-${tx.at.getUTCFullYear()}-${row?.number ?? ""}`;
}

export async function insertRequest(
  tx: Transaction,
  made: {
    readonly id: string;
    readonly reference: string;
    readonly type: string;
    readonly direction: "in" | "out";
    readonly authorityId: string;
    readonly tenant: string;
    readonly urgent: boolean;
    readonly fields: RequestFields;
    readonly form: SealedForm;
    readonly role: string;
  },
): Promise<void> {
  await tx.query(
    `insert into disclosures.request (request_id, reference, type, direction, state, authority_id, tenant, urgent, fields, legal_basis,
       purpose, offence, created_by, created_at, step_by, step_role, step_reason, step_profile, step_at, sealed_form, form_mark, subjects_mark)
     values ($1, $2, $3, $4, 'draft', $5, $6, $7, $8, $9, $10, $11, $12, $13, $12, $14, 'made', $15, $13, $16, $17, $18)`,
    [
      made.id,
      made.reference,
      made.type,
      made.direction,
      made.authorityId,
      made.tenant,
      made.urgent,
      made.form.fields,
      made.fields.legalBasis?.code ?? null,
      made.fields.purpose ?? null,
      made.fields.offence?.code ?? null,
      tx.actor.id,
      tx.at,
      made.role,
      tx.profile,
      made.form.sealed_form,
      made.form.form_mark,
      made.form.subjects_mark,
    ],
  );
}

export async function requestById(tx: Transaction, id: string, lock = false): Promise<RequestRecord | null> {
  const [row] = await tx.query<RequestRecord>(
    `select ${columns} from disclosures.request r where r.request_id = $1 ${lock ? "for update" : ""}`,
    [id],
  );
  return row ?? null;
}

/** Moves or changes it; the step is kept by the database itself. */
export async function changeRequest(
  tx: Transaction,
  id: string,
  change: RequestChange,
  step: { readonly role: string; readonly reason: string },
): Promise<void> {
  const all = {
    ...change,
    step_by: tx.actor.id,
    step_role: step.role,
    step_reason: step.reason,
    step_profile: tx.profile,
    step_at: tx.at,
  };
  const names = Object.keys(all);
  await tx.query(
    `update disclosures.request set ${names.map((name, at) => `${name} = $${at + 2}`).join(", ")} where request_id = $1`,
    [id, ...Object.values(all)],
  );
}

/** Open ones by their clock, or those that ended, newest first. */
export function requestRows(
  tx: Transaction,
  show: "open" | "ended",
  limit: number,
): Promise<RequestRecord[]> {
  const ended = "r.state in ('closed', 'withdrawn', 'recalled')";
  return tx.query<RequestRecord>(
    show === "open"
      ? `select ${columns} from disclosures.request r where not (${ended}) and (r.state <> 'draft' or r.tenant = 'piu')
         order by r.due_at nulls last, r.request_id limit $1`
      : `select ${columns} from disclosures.request r where ${ended} order by r.created_at desc limit $1`,
    [limit],
  );
}

export function requestsOfTenant(tx: Transaction, tenant: string): Promise<RequestRecord[]> {
  return tx.query<RequestRecord>(
    `select ${columns} from disclosures.request r where r.tenant = $1 order by r.created_at desc limit 200`,
    [tenant],
  );
}

/** Earlier requests of the same authority, newest first. */
export function earlierRequests(tx: Transaction, of: RequestRecord): Promise<RequestRecord[]> {
  return tx.query<RequestRecord>(
    `select ${columns} from disclosures.request r
     where r.authority_id = $1 and r.request_id <> $2 and r.state <> 'draft' order by r.created_at desc limit 10`,
    [of.authority_id, of.request_id],
  );
}

/** The same persons asked about by the same authority, still open: a duplicate. */
export async function openTwin(
  tx: Transaction,
  of: { readonly id: string; readonly authorityId: string; readonly subjectsMark: Buffer },
): Promise<string | null> {
  const [row] = await tx.query<{ reference: string }>(
    `select reference from disclosures.request where authority_id = $1 and request_id <> $2 and subjects_mark = $3
       and state not in ('draft', 'closed', 'withdrawn', 'recalled', 'refused') limit 1`,
    [of.authorityId, of.id, of.subjectsMark],
  );
  return row?.reference ?? null;
}

export type StepRow = {
  from_state: string | null;
  to_state: string;
  actor: string;
  role: string;
  reason: string;
  profile: string;
  at: Date;
};

export function stepsOf(tx: Transaction, id: string): Promise<StepRow[]> {
  return tx.query<StepRow>(
    "select from_state, to_state, actor, role, reason, profile, at from disclosures.request_step where request_id = $1 order by number",
    [id],
  );
}

/** Requests whose clock has run out and of whom nobody was told yet, locked. */
export function overdueRequests(
  tx: Transaction,
): Promise<{ request_id: string; due_kind: string; state: RequestState }[]> {
  return tx.query(
    `select request_id, due_kind, state from disclosures.request
     where due_at <= $1 and escalated_at is null and state not in ('closed', 'withdrawn', 'recalled', 'draft')
     order by request_id for update skip locked`,
    [tx.at],
  );
}

/** Requests that wait for the body outside the unit, with the number of what it was asked. */
export function awaitingApproval(
  tx: Transaction,
): Promise<{ request_id: string; approval_id: string; state: RequestState }[]> {
  return tx.query(
    `select request_id, approval_id, state from disclosures.request
     where approval = 'asked' and approval_id is not null and state not in ('closed', 'withdrawn', 'recalled', 'refused')
     order by request_id for update skip locked`,
  );
}

export type SearchRow = {
  search_id: string;
  at: Date;
  by: string;
  selectors: number;
  found: number;
  refused: string | null;
  sources: ("api" | "pnr")[];
};

export async function insertSearch(
  tx: Transaction,
  made: {
    readonly request: RequestRecord;
    readonly subjects: number;
    readonly selectors: number;
    readonly window: { readonly from: string; readonly until: string };
    readonly sources: readonly string[];
    readonly refused: string | null;
    readonly hits: readonly {
      readonly date: string;
      readonly id: string;
      readonly person: string;
      readonly subject: number;
    }[];
  },
): Promise<void> {
  const id = newId(tx.at);
  await tx.query(
    `insert into disclosures.search (search_id, request_id, tenant, searched_by, at, subjects, selectors, window_from, window_until, sources, found, refused)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
    [
      id,
      made.request.request_id,
      made.request.tenant,
      tx.actor.id,
      tx.at,
      made.subjects,
      made.selectors,
      made.window.from,
      made.window.until,
      made.sources,
      made.hits.length,
      made.refused,
    ],
  );
  if (made.hits.length === 0) return;
  await tx.query(
    `insert into disclosures.search_hit select $1, * from unnest($2::date[], $3::uuid[], $4::uuid[], $5::int[]) on conflict do nothing`,
    [
      id,
      made.hits.map(({ date }) => date),
      made.hits.map(({ id: flight }) => flight),
      made.hits.map(({ person }) => person),
      made.hits.map(({ subject }) => subject),
    ],
  );
}

export function searchesOf(tx: Transaction, requestId: string): Promise<SearchRow[]> {
  return tx.query<SearchRow>(
    "select search_id, at, searched_by as by, selectors, found, refused, sources from disclosures.search where request_id = $1 order by at",
    [requestId],
  );
}

export type HitRow = { flight_date: string; flight_id: string; person_id: string; subject: number };

type HitPlace = Omit<HitRow, "subject">;

/** Whom the request's searches found. */
export function hitsOf(tx: Transaction, requestId: string): Promise<HitRow[]> {
  return tx.query<HitRow>(
    `select distinct on (h.flight_date, h.flight_id, h.person_id) h.flight_date, h.flight_id, h.person_id, h.subject
     from disclosures.search_hit h join disclosures.search s using (search_id) where s.request_id = $1
     order by h.flight_date, h.flight_id, h.person_id`,
    [requestId],
  );
}

/** The states in which an authority's request is a ground for reading the records of those whom its search found. */
const readableStates: readonly RequestState[] = ["review", "release-check", "urgent-released"];

/**
 * Whom somebody who works on a request may look at for its answer: those whom its search found, while the answer is made.
 * Undefined where there is no such request, or it is not in that work (asked by the gate, as the server).
 */
export async function placesOfRequest(tx: Looking, requestId: string): Promise<HitPlace[] | undefined> {
  const [found, places] = await Promise.all([
    tx.query<{ state: RequestState }>(
      { name: "disclosures-ground", text: "select state from disclosures.request where request_id = $1" },
      [requestId],
    ),
    tx.query<HitPlace>(
      {
        name: "disclosures-ground-places",
        text: `select distinct h.flight_date, h.flight_id, h.person_id
               from disclosures.search_hit h join disclosures.search s using (search_id) where s.request_id = $1`,
      },
      [requestId],
    ),
  ]);
  const state = found[0]?.state;
  return state === undefined || !readableStates.includes(state) ? undefined : places;
}

/** What one organisation had searched since: how often, for how many requests, and how many persons it led to. */
export async function searchedFor(
  tx: Transaction,
  tenant: string,
  since: Date,
): Promise<{ requests: number; selectors: number; persons: number }> {
  const [row] = await tx.query<{ requests: number; selectors: number; persons: number }>(
    `select count(distinct request_id)::int as requests, coalesce(sum(selectors), 0)::int as selectors,
       (select count(distinct h.person_id)::int from disclosures.search_hit h join disclosures.search x using (search_id)
        where x.tenant = $1 and x.at >= $2) as persons
     from disclosures.search where tenant = $1 and at >= $2`,
    [tenant, since],
  );
  return row ?? { requests: 0, selectors: 0, persons: 0 };
}

export type ReviewRow = {
  review_id: string;
  request_id: string | null;
  alert_id: string | null;
  alert_kind: "listed" | "rule" | null;
  flight_date: string;
  flight_id: string;
  person_id: string;
  outcome: "is-the-person" | "is-not" | "cannot-tell";
  statement: string;
  checks: string[];
  assertion: "fact" | "assessment";
  reliability: string;
  credibility: string;
  specialist: boolean;
  decided_by: string;
  decided_at: Date;
};
const reviewColumns = `review_id, request_id, alert_id, alert_kind, flight_date, flight_id, person_id, outcome, statement, checks,
  assertion, reliability, credibility, specialist, decided_by, decided_at`;

export type NewReview = Omit<ReviewCommand, "person"> & {
  readonly person: { readonly date: string; readonly id: string; readonly person: string };
  readonly of:
    | { readonly request: string }
    | { readonly alert: string; readonly kind: "listed" | "rule"; readonly decision: string };
  readonly specialist: boolean;
};

/** Keeps one person's review; null where the person was reviewed before in this request. */
export async function insertReview(tx: Transaction, made: NewReview): Promise<string | null> {
  const id = newId(tx.at);
  const [row] = await tx.query<{ review_id: string }>(
    `insert into disclosures.review (${reviewColumns}, decision_id)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17) on conflict do nothing returning review_id`,
    [
      id,
      "request" in made.of ? made.of.request : null,
      "alert" in made.of ? made.of.alert : null,
      "alert" in made.of ? made.of.kind : null,
      made.person.date,
      made.person.id,
      made.person.person,
      made.outcome,
      made.statement,
      made.checks,
      made.assertion,
      made.reliability,
      made.credibility,
      made.specialist,
      tx.actor.id,
      tx.at,
      "alert" in made.of ? made.of.decision : null,
    ],
  );
  return row?.review_id ?? null;
}

export function reviewsOf(tx: Transaction, requestId: string): Promise<ReviewRow[]> {
  return tx.query<ReviewRow>(`select ${reviewColumns} from disclosures.review where request_id = $1`, [
    requestId,
  ]);
}

export async function reviewById(tx: Transaction, id: string): Promise<ReviewRow | null> {
  const [row] = await tx.query<ReviewRow>(
    `select ${reviewColumns} from disclosures.review where review_id = $1`,
    [id],
  );
  return row ?? null;
}

/** Forms of before they were sealed, some at a time: returns how many were in clear. */
export async function sealFormsInClear(tx: Transaction, key: SealingKey, limit: number): Promise<number> {
  const rows = await tx.query<{ request_id: string; fields: RequestFields }>(
    "select request_id, fields from disclosures.request where sealed_form is null order by request_id limit $1 for update",
    [limit],
  );
  for (const { request_id: id, fields } of rows) {
    const form = sealForm(key, id, fields);
    await tx.query(
      "update disclosures.request set fields = $2, sealed_form = $3, form_mark = $4, subjects_mark = $5 where request_id = $1",
      [id, form.fields, form.sealed_form, form.form_mark, form.subjects_mark],
    );
  }
  return rows.length;
}
