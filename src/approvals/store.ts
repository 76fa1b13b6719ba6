// All SQL of requests to the approver, their decisions, grants and reviews (tables and what holds them: 0064-approvals).
import type { Looking, Transaction } from "#platform";
import type { VaultSubject } from "#retention";
import type { ApprovalForm, ApprovalKind, ApprovalState, MaskedRecord } from "./contract.ts";

export type RequestRow = {
  request_id: string;
  kind: ApprovalKind;
  item: string;
  state: ApprovalState;
  urgent: boolean;
  asked_by: string;
  asked_body: string;
  asked_at: Date;
  form: ApprovalForm;
  elements: string[];
  hours: number;
  masked: MaskedRecord | null;
  subjects: VaultSubject[];
  fingerprint: string;
  endorsed_by: string | null;
  endorsed_at: Date | null;
  endorsement: string | null;
  due_at: Date | null;
};

export type WholeRow = RequestRow & {
  decided_by: string | null;
  decided_at: Date | null;
  approved: boolean | null;
  reasons: string | null;
  reference: string | null;
  decided_elements: string[] | null;
  until_at: Date | null;
  grant_id: string | null;
  from_at: Date | null;
  used_at: Date | null;
  closed_at: Date | null;
  person_id: string | null;
  views: number;
  told_at: Date | null;
  review_due_at: Date | null;
  reviewed_by: string | null;
  reviewed_at: Date | null;
  outcome: "lawful" | "not-lawful" | null;
  opinion: string | null;
  reported_at: Date | null;
};

const whole = `select r.request_id, r.kind, r.item, r.state, r.urgent, r.asked_by, r.asked_body, r.asked_at, r.form, r.elements,
    r.hours, r.masked, r.subjects, r.fingerprint, r.endorsed_by, r.endorsed_at, r.endorsement, r.due_at,
    d.decided_by, d.decided_at, d.approved, d.reasons, d.reference, d.elements as decided_elements, d.until_at,
    g.grant_id, g.from_at, g.used_at, g.closed_at, g.person_id,
    (select count(*)::int from approvals.view v where v.grant_id = g.grant_id) as views,
    o.told_at, o.due_at as review_due_at, o.reviewed_by, o.reviewed_at, o.outcome, o.opinion, o.reported_at
  from approvals.request r
  left join approvals.decision d using (request_id)
  left join approvals.approval_grant g using (request_id)
  left join approvals.review o using (request_id)`;

/** Those the reader may see, what is open first; at most 200. `item`: of one record only. */
export function requests(tx: Transaction, item: string | null): Promise<WholeRow[]> {
  return tx.query<WholeRow>(
    `${whole} where $1::text is null or r.item = $1
     order by r.state in ('asked', 'waiting') desc, (o.request_id is not null and o.outcome is null) desc, r.asked_at desc limit 200`,
    [item],
  );
}

export async function requestById(tx: Transaction, id: string): Promise<WholeRow | null> {
  const [row] = await tx.query<WholeRow>(`${whole} where r.request_id = $1`, [id]);
  return row ?? null;
}

/** The request, nobody else's until the transaction ends. */
export async function holdRequest(tx: Transaction, id: string): Promise<WholeRow | null> {
  const held = await tx.query("select from approvals.request where request_id = $1 for update", [id]);
  return held.length === 0 ? null : requestById(tx, id);
}

export type MessageRow = {
  request_id: string;
  at: Date;
  by_person: string;
  side: "approver" | "requester";
  body: string;
};

export function messagesOf(tx: Transaction, ids: readonly string[]): Promise<MessageRow[]> {
  return tx.query<MessageRow>(
    "select request_id, at, by_person, side, body from approvals.message where request_id = any($1::uuid[]) order by at, message_id",
    [ids],
  );
}

export function insertRequest(
  tx: Transaction,
  row: Omit<RequestRow, "state" | "endorsed_at" | "asked_at" | "asked_by" | "asked_body"> & {
    readonly endorsement: string | null;
  },
): void {
  tx.write(
    `insert into approvals.request (request_id, kind, item, state, urgent, asked_by, asked_body, asked_at, form, elements, hours,
       masked, subjects, fingerprint, endorsed_by, endorsed_at, endorsement, due_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)`,
    [
      row.request_id,
      row.kind,
      row.item,
      row.endorsed_by === null ? "asked" : "waiting",
      row.urgent,
      tx.actor.id,
      tx.actor.tenant ?? "piu",
      tx.at,
      JSON.stringify(row.form),
      row.elements,
      row.hours,
      JSON.stringify(row.masked),
      JSON.stringify(row.subjects),
      row.fingerprint,
      row.endorsed_by,
      row.endorsed_by === null ? null : tx.at,
      row.endorsement,
      row.due_at,
    ],
  );
}

export function setEndorsed(
  tx: Transaction,
  id: string,
  to: { readonly state: "waiting" | "not-endorsed"; readonly reason: string; readonly dueAt: Date | null },
): void {
  tx.write(
    `update approvals.request set state = $2, endorsed_by = $3, endorsed_at = $4, endorsement = $5, due_at = $6
     where request_id = $1`,
    [id, to.state, tx.actor.id, tx.at, to.reason, to.dueAt],
  );
}

export function setState(tx: Transaction, id: string, state: "approved" | "refused" | "withdrawn"): void {
  tx.write("update approvals.request set state = $2 where request_id = $1", [id, state]);
}

export function insertMessage(
  tx: Transaction,
  message: { readonly id: string; readonly requestId: string; readonly side: string; readonly text: string },
): void {
  tx.write(
    "insert into approvals.message (message_id, request_id, at, by_person, side, body) values ($1, $2, $3, $4, $5, $6)",
    [message.id, message.requestId, tx.at, tx.actor.id, message.side, message.text],
  );
}

export function insertDecision(
  tx: Transaction,
  decision: {
    readonly requestId: string;
    readonly approved: boolean;
    readonly reasons: string;
    readonly reference: string;
    readonly fingerprint: string;
    readonly elements: readonly string[];
    readonly until: Date | null;
  },
): void {
  tx.write(
    `insert into approvals.decision (request_id, decided_by, decided_at, approved, reasons, reference, fingerprint, elements,
       until_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      decision.requestId,
      tx.actor.id,
      tx.at,
      decision.approved,
      decision.reasons,
      decision.reference,
      decision.fingerprint,
      decision.elements,
      decision.until,
    ],
  );
}

/** The officer's task; a grant for unmasking cannot be committed without it. */
export function insertReview(tx: Transaction, requestId: string, dueAt: Date): void {
  tx.write("insert into approvals.review (request_id, told_at, due_at) values ($1, $2, $3)", [
    requestId,
    tx.at,
    dueAt,
  ]);
}

export function insertGrant(
  tx: Transaction,
  grant: {
    readonly id: string;
    readonly requestId: string;
    readonly kind: ApprovalKind;
    readonly item: string;
    readonly personId: string | null;
    readonly elements: readonly string[];
    readonly until: Date;
    readonly subjects: readonly VaultSubject[];
  },
): void {
  const isUnmasking = grant.kind === "unmask";
  tx.write(
    `insert into approvals.approval_grant (grant_id, request_id, kind, item, person_id, elements, from_at, until_at, officer_task)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      grant.id,
      grant.requestId,
      grant.kind,
      grant.item,
      grant.personId,
      grant.elements,
      tx.at,
      grant.until,
      isUnmasking ? grant.requestId : null,
    ],
  );
  for (const subject of grant.subjects) {
    tx.write(
      `insert into approvals.grant_subject (grant_id, flight_date, flight_id, subject_kind, subject_id)
       values ($1, $2, $3, $4, $5)`,
      [grant.id, subject.flightDate, subject.flightId, subject.kind, subject.id],
    );
  }
}

export function setUsed(tx: Transaction, grantId: string): void {
  tx.write("update approvals.approval_grant set used_at = $2 where grant_id = $1 and used_at is null", [
    grantId,
    tx.at,
  ]);
}

export function setClosed(tx: Transaction, grantId: string): void {
  tx.write("update approvals.approval_grant set closed_at = $2 where grant_id = $1 and closed_at is null", [
    grantId,
    tx.at,
  ]);
}

export function insertView(tx: Transaction, id: string, grantId: string): void {
  tx.write("insert into approvals.view (view_id, grant_id, at, by_person) values ($1, $2, $3, $4)", [
    id,
    grantId,
    tx.at,
    tx.actor.id,
  ]);
}

export function setReviewed(
  tx: Transaction,
  requestId: string,
  review: { readonly outcome: "lawful" | "not-lawful"; readonly opinion: string },
): void {
  tx.write(
    `update approvals.review set reviewed_by = $2, reviewed_at = $3, outcome = $4, opinion = $5,
            reported_at = case when $4 = 'not-lawful' then $3::timestamptz end
     where request_id = $1`,
    [requestId, tx.actor.id, tx.at, review.outcome, review.opinion],
  );
}

/** Requests whose approver's time is over and of whom nobody was reminded; they are marked as reminded of. */
export function remindOverdue(tx: Transaction): Promise<{ request_id: string; kind: string }[]> {
  return tx.query(
    `update approvals.request set reminded_at = $1 where state = 'waiting' and due_at <= $1 and reminded_at is null
     returning request_id, kind`,
    [tx.at],
  );
}

/** Who may see now what this request opened of the vault; null where nobody may (asked by the gate, as the server). */
export async function grantedTo(tx: Looking, requestId: string): Promise<string | null> {
  const [row] = await tx.query<{ person_id: string | null }>(
    {
      name: "approvals-granted-to",
      text: `select person_id from approvals.approval_grant
             where request_id = $1 and kind = 'unmask' and closed_at is null and from_at <= $2 and $2 < until_at`,
    },
    [requestId, tx.at],
  );
  return row?.person_id ?? null;
}
