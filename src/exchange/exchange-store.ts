// All SQL over what is told and heard: the outbox, what was heard before, dialogues, and what arrived with what became of it.
import type { SealedColumn, Transaction } from "#platform";
import type { LineKind } from "./lines/adapter.ts";
import type { MessageKind } from "./message.ts";

export type OutgoingRow = {
  message_id: string;
  authority_id: string;
  kind: MessageKind | LineKind;
  subject_id: string;
  sealed: Buffer | null;
  state: "waiting" | "delivered" | "refused" | "given-up";
  tries: number;
  next_at: Date;
  created_at: Date;
  delivered_at: Date | null;
  problem: string | null;
};
const outgoingColumns = `message_id, authority_id, kind, subject_id, sealed, state, tries, next_at, created_at, delivered_at, problem`;

/** What the installation seals here: sealed anew after a rotation. */
export const exchangeSealed: readonly SealedColumn[] = [
  {
    table: "exchange.outgoing",
    column: "sealed",
    key: [["message_id", "uuid"]],
    belongsTo: ({ message_id: id = "" }) => `exchange outgoing ${id}`,
  },
  {
    table: "exchange.received",
    column: "sealed",
    key: [["received_id", "uuid"]],
    belongsTo: ({ received_id: id = "" }) => `exchange received ${id}`,
  },
  {
    table: "exchange.enquiry",
    column: "sealed_question",
    key: [["enquiry_id", "uuid"]],
    belongsTo: ({ enquiry_id: id = "" }) => `enquiry question ${id}`,
  },
  {
    table: "exchange.enquiry",
    column: "sealed_answer",
    key: [["enquiry_id", "uuid"]],
    belongsTo: ({ enquiry_id: id = "" }) => `enquiry answer ${id}`,
  },
];

/** What was put down for this partner before, as "kind id". */
export async function putDownFor(tx: Transaction, authorityId: string): Promise<ReadonlySet<string>> {
  const rows = await tx.query<{ of: string }>(
    "select kind || ' ' || subject_id as of from exchange.outgoing where authority_id = $1",
    [authorityId],
  );
  return new Set(rows.map(({ of }) => of));
}

/** The words of what was refused or given up go after their time; that it was said stays. */
export async function forgetUndelivered(tx: Transaction, before: Date): Promise<void> {
  await tx.query(
    "update exchange.outgoing set sealed = null where state in ('refused', 'given-up') and sealed is not null and created_at < $1",
    [before],
  );
}

/** Puts down what is to be told; twice the same is put down once. */
export async function insertOutgoing(
  tx: Transaction,
  made: {
    readonly id: string;
    readonly authorityId: string;
    readonly kind: MessageKind | LineKind;
    readonly subjectId: string;
    readonly sealed: Buffer;
  },
): Promise<boolean> {
  const rows = await tx.query(
    `insert into exchange.outgoing (message_id, authority_id, kind, subject_id, sealed, state, next_at, created_at)
     values ($1, $2, $3, $4, $5, 'waiting', $6, $6) on conflict do nothing returning message_id`,
    [made.id, made.authorityId, made.kind, made.subjectId, made.sealed, tx.at],
  );
  return rows.length > 0;
}

/** Takes what is due for sending and puts its next try off, so that no other server sends it meanwhile. */
export function claimDue(tx: Transaction, limit: number): Promise<OutgoingRow[]> {
  return tx.query<OutgoingRow>(
    `update exchange.outgoing o set tries = o.tries + 1,
       next_at = $1::timestamptz + make_interval(secs => least(3600, 60 * power(2, least(o.tries, 6))))
     from (select message_id from exchange.outgoing w where state = 'waiting' and next_at <= $1
             and not exists (select from exchange.line l where l.authority_id = w.authority_id and l.open_until > $1)
           order by created_at, message_id
           limit $2 for update skip locked) d
     where o.message_id = d.message_id returning ${outgoingColumns
       .split(", ")
       .map((name) => `o.${name}`)
       .join(", ")}`,
    [tx.at, limit],
  );
}

/** Gives back what was taken and not sent after all: its line went to rest. */
export async function giveBack(tx: Transaction, id: string, at: Date): Promise<void> {
  await tx.query(
    "update exchange.outgoing set tries = tries - 1, next_at = $2 where message_id = $1 and state = 'waiting'",
    [id, at],
  );
}

/** The other side has it and answers later: it is asked again, and that is no try that failed. */
export async function setPending(tx: Transaction, id: string): Promise<void> {
  await tx.query(
    `update exchange.outgoing set problem = 'pending', tries = 1, next_at = $2::timestamptz + interval '1 minute'
     where message_id = $1 and state = 'waiting'`,
    [id, tx.at],
  );
}

export async function setDelivered(tx: Transaction, id: string, receiptHash: string): Promise<void> {
  await tx.query(
    `update exchange.outgoing set state = 'delivered', delivered_at = $2, receipt_hash = $3, sealed = null, problem = null
     where message_id = $1`,
    [id, tx.at, receiptHash],
  );
}

export async function setUndelivered(
  tx: Transaction,
  id: string,
  to: { readonly state: "waiting" | "refused" | "given-up"; readonly problem: string },
): Promise<void> {
  await tx.query("update exchange.outgoing set state = $2, problem = $3 where message_id = $1", [
    id,
    to.state,
    to.problem,
  ]);
}

/** Lets a person send again what was given up. */
export async function sendAgain(tx: Transaction, id: string): Promise<boolean> {
  const rows = await tx.query(
    `update exchange.outgoing set state = 'waiting', tries = 0, next_at = $2
     where message_id = $1 and state = 'given-up' and sealed is not null returning message_id`,
    [id, tx.at],
  );
  return rows.length > 0;
}

export function outgoingRows(
  tx: Transaction,
): Promise<(Omit<OutgoingRow, "sealed"> & { partner: string })[]> {
  return tx.query(
    `select o.message_id, o.authority_id, o.kind, o.subject_id, o.state, o.tries, o.next_at, o.created_at, o.delivered_at, o.problem,
       coalesce((select a.name from disclosures.authority a where a.authority_id = o.authority_id order by a.version desc limit 1), '') as partner
     from exchange.outgoing o order by o.state in ('waiting', 'given-up', 'refused') desc, o.created_at desc limit 200`,
  );
}

/** Notes that an attempt was heard; false when it was heard before. */
export async function hear(tx: Transaction, authorityId: string, attempt: string): Promise<boolean> {
  const rows = await tx.query(
    "insert into exchange.heard (authority_id, attempt, at) values ($1, $2, $3) on conflict do nothing returning attempt",
    [authorityId, attempt, tx.at],
  );
  return rows.length > 0;
}

/** Attempts that lie so far back that their time alone refuses them. */
export async function forgetHeard(tx: Transaction, before: Date): Promise<void> {
  await tx.query("delete from exchange.heard where at < $1", [before]);
}

export type IncomingRow = { outcome: "taken" | "refused"; code: string | null; detail: string | null };

export async function incomingOf(
  tx: Transaction,
  authorityId: string,
  messageId: string,
): Promise<IncomingRow | null> {
  const [row] = await tx.query<IncomingRow>(
    "select outcome, code, detail from exchange.incoming where authority_id = $1 and message_id = $2",
    [authorityId, messageId],
  );
  return row ?? null;
}

export async function insertIncoming(
  tx: Transaction,
  made: { readonly authorityId: string; readonly id: string; readonly kind: string } & IncomingRow,
): Promise<void> {
  await tx.query(
    "insert into exchange.incoming (authority_id, message_id, kind, at, outcome, code, detail) values ($1, $2, $3, $4, $5, $6, $7)",
    [made.authorityId, made.id, made.kind, tx.at, made.outcome, made.code, made.detail],
  );
}

export type DialogueRow = {
  request_id: string;
  authority_id: string;
  direction: "in" | "out";
  message_id: string;
  their_reference: string | null;
  at: Date;
  result: string | null;
  code: string | null;
  reason: string | null;
  remedy: string | null;
  answered_at: Date | null;
};
const dialogueColumns = `request_id, authority_id, direction, message_id, their_reference, at, result, code, reason, remedy, answered_at`;

export async function insertDialogue(
  tx: Transaction,
  made: Pick<DialogueRow, "request_id" | "authority_id" | "direction" | "message_id" | "their_reference">,
): Promise<void> {
  await tx.query(
    `insert into exchange.dialogue (request_id, authority_id, direction, message_id, their_reference, at)
     values ($1, $2, $3, $4, $5, $6) on conflict do nothing`,
    [made.request_id, made.authority_id, made.direction, made.message_id, made.their_reference, tx.at],
  );
}

export async function dialogueOf(
  tx: Transaction,
  of: { readonly request: string } | { readonly authorityId: string; readonly out: string },
): Promise<DialogueRow | null> {
  const [row] =
    "request" in of
      ? await tx.query<DialogueRow>(
          `select ${dialogueColumns} from exchange.dialogue where request_id = $1`,
          [of.request],
        )
      : await tx.query<DialogueRow>(
          `select ${dialogueColumns} from exchange.dialogue where authority_id = $1 and direction = 'out' and message_id = $2`,
          [of.authorityId, of.out],
        );
  return row ?? null;
}

export async function setAnswered(
  tx: Transaction,
  requestId: string,
  said: {
    readonly reference: string;
    readonly result: string;
    readonly code: string | null;
    readonly reason: string;
    readonly remedy: string;
  },
): Promise<void> {
  await tx.query(
    `update exchange.dialogue set their_reference = $2, result = $3, code = $4, reason = $5, remedy = $6, answered_at = $7
     where request_id = $1`,
    [requestId, said.reference, said.result, said.code, said.reason, said.remedy, tx.at],
  );
}

/** The unit's own requests that were sent, with what came of them. */
export function ownDialogues(
  tx: Transaction,
): Promise<(DialogueRow & { reference: string; partner: string; state: string })[]> {
  return tx.query(
    `select ${dialogueColumns
      .split(", ")
      .map((name) => `d.${name}`)
      .join(", ")}, r.reference, r.state,
       coalesce((select a.name from disclosures.authority a where a.authority_id = d.authority_id order by a.version desc limit 1), '') as partner
     from exchange.dialogue d join disclosures.request r using (request_id)
     where d.direction = 'out' order by d.at desc limit 200`,
  );
}
