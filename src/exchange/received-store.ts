// All SQL over what arrived from partners and what of it was passed on.
import type { Transaction } from "#platform";

export type ReceivedRow = {
  received_id: string;
  authority_id: string;
  partner: string;
  country: string;
  tenant: string;
  kind: "package" | "adhoc-push";
  reference: string;
  request_id: string | null;
  urgent: boolean;
  handling: string[];
  conditions: string[];
  purpose: string;
  keep_until: string;
  expires_at: Date;
  sealed: Buffer | null;
  hash: string;
  state: "arrived" | "accepted" | "taken-up" | "not-used" | "recalled";
  arrived_at: Date;
  due_at: Date;
  accepted_by: string | null;
  accepted_at: Date | null;
  opened_at: Date | null;
  reviewed_by: string | null;
  reviewed_at: Date | null;
  statement: string | null;
  corrected_at: Date | null;
  recall_id: string | null;
  recalled_at: Date | null;
  outcome: string | null;
};
const columns = `r.received_id, r.authority_id, r.kind, r.reference, r.request_id, r.urgent, r.handling, r.conditions, r.purpose,
  r.keep_until::text, r.expires_at, r.sealed, r.hash, r.state, r.arrived_at, r.due_at, r.accepted_by, r.accepted_at, r.opened_at,
  r.reviewed_by, r.reviewed_at, r.statement, r.corrected_at, r.recall_id, r.recalled_at, r.outcome,
  coalesce((select a.name from disclosures.authority a where a.authority_id = r.authority_id order by a.version desc limit 1), '') as partner,
  coalesce((select a.country from disclosures.authority a where a.authority_id = r.authority_id order by a.version desc limit 1), '') as country,
  coalesce((select a.tenant from disclosures.authority a where a.authority_id = r.authority_id order by a.version desc limit 1), '') as tenant`;

/** False where a package of this reference arrived before. */
export async function insertReceived(
  tx: Transaction,
  made: Pick<
    ReceivedRow,
    | "received_id"
    | "authority_id"
    | "kind"
    | "reference"
    | "request_id"
    | "urgent"
    | "handling"
    | "conditions"
    | "purpose"
    | "keep_until"
    | "expires_at"
    | "sealed"
    | "hash"
    | "due_at"
  >,
): Promise<boolean> {
  const all = { ...made, state: "arrived", arrived_at: tx.at };
  const names = Object.keys(all);
  const rows = await tx.query(
    `insert into exchange.received (${names.join(", ")}) values (${names.map((_, at) => `$${at + 1}`).join(", ")})
     on conflict (authority_id, reference) do nothing returning received_id`,
    Object.values(all),
  );
  return rows.length > 0;
}

/** What waits for a person first, then the newest. */
export function receivedRows(tx: Transaction): Promise<ReceivedRow[]> {
  return tx.query<ReceivedRow>(
    `select ${columns} from exchange.received r
     order by r.state in ('arrived', 'accepted') desc, case when r.state in ('arrived', 'accepted') then r.due_at end,
       r.arrived_at desc limit 200`,
  );
}

export async function receivedById(tx: Transaction, id: string, lock = false): Promise<ReceivedRow | null> {
  const [row] = await tx.query<ReceivedRow>(
    `select ${columns} from exchange.received r where r.received_id = $1 ${lock ? "for update" : ""}`,
    [id],
  );
  return row ?? null;
}

export function receivedByReferences(
  tx: Transaction,
  authorityId: string,
  references: readonly string[],
): Promise<ReceivedRow[]> {
  return tx.query<ReceivedRow>(
    `select ${columns} from exchange.received r where r.authority_id = $1 and r.reference = any ($2::text[]) for update`,
    [authorityId, references],
  );
}

export type ReceivedChange = Partial<
  Pick<
    ReceivedRow,
    | "state"
    | "accepted_by"
    | "accepted_at"
    | "opened_at"
    | "reviewed_by"
    | "reviewed_at"
    | "statement"
    | "corrected_at"
    | "recall_id"
    | "recalled_at"
    | "outcome"
    | "sealed"
  > & { opened_by: string }
>;

export async function changeReceived(tx: Transaction, id: string, change: ReceivedChange): Promise<void> {
  const names = Object.keys(change);
  await tx.query(
    `update exchange.received set ${names.map((name, at) => `${name} = $${at + 2}`).join(", ")} where received_id = $1`,
    [id, ...Object.values(change)],
  );
}

export type OnwardRow = {
  onward_id: string;
  received_id: string;
  authority_id: string;
  authority: string;
  tenant: string;
  country: string;
  abroad: boolean;
  reason: string;
  consent: string | null;
  threat: string | null;
  not_in_time: string | null;
  drafted_by: string;
  drafted_at: Date;
  released_by: string | null;
  released_at: Date | null;
  refused_at: Date | null;
  inform_due_at: Date | null;
  review_due_at: Date | null;
  reviewed_by: string | null;
  reviewed_at: Date | null;
  lawful: boolean | null;
  opinion: string | null;
};
const onwardColumns = `o.onward_id, o.received_id, o.authority_id, o.country, o.abroad, o.reason, o.consent, o.threat, o.not_in_time,
  o.drafted_by, o.drafted_at, o.released_by, o.released_at, o.refused_at, o.inform_due_at, o.review_due_at, o.reviewed_by,
  o.reviewed_at, o.lawful, o.opinion,
  coalesce((select a.name from disclosures.authority a where a.authority_id = o.authority_id order by a.version desc limit 1), '') as authority,
  coalesce((select a.tenant from disclosures.authority a where a.authority_id = o.authority_id order by a.version desc limit 1), '') as tenant`;

export async function insertOnward(
  tx: Transaction,
  made: Pick<
    OnwardRow,
    | "onward_id"
    | "received_id"
    | "authority_id"
    | "country"
    | "abroad"
    | "reason"
    | "consent"
    | "threat"
    | "not_in_time"
  >,
): Promise<void> {
  const all = { ...made, drafted_by: tx.actor.id, drafted_at: tx.at };
  const names = Object.keys(all);
  await tx.query(
    `insert into exchange.onward (${names.join(", ")}) values (${names.map((_, at) => `$${at + 1}`).join(", ")})`,
    Object.values(all),
  );
}

export function onwardOf(
  tx: Transaction,
  of: { readonly received?: string; readonly id?: string },
): Promise<OnwardRow[]> {
  return tx.query<OnwardRow>(
    `select ${onwardColumns} from exchange.onward o
     where ($1::uuid is null or o.received_id = $1) and ($2::uuid is null or o.onward_id = $2) order by o.drafted_at`,
    [of.received ?? null, of.id ?? null],
  );
}

export async function changeOnward(
  tx: Transaction,
  id: string,
  change: Partial<OnwardRow & { escalated_at: Date }>,
): Promise<void> {
  const names = Object.keys(change);
  await tx.query(
    `update exchange.onward set ${names.map((name, at) => `${name} = $${at + 2}`).join(", ")} where onward_id = $1`,
    [id, ...Object.values(change)],
  );
}

/** Exceptions whose review is late and of which nobody was told; and those whose notice did not reach its State in time. */
export function overdueOnward(
  tx: Transaction,
): Promise<{ onward_id: string; what: "review" | "information" }[]> {
  return tx.query(
    `select o.onward_id, case when o.review_due_at <= $1 then 'review' else 'information' end as what
     from exchange.onward o where o.released_at is not null and o.threat is not null and o.escalated_at is null
       and ((o.reviewed_at is null and o.review_due_at <= $1)
         or (o.inform_due_at <= $1 and exists (select from exchange.outgoing m where m.kind = 'onward-notice'
               and m.subject_id = o.onward_id and m.state <> 'delivered')))
     order by o.onward_id for update of o skip locked`,
    [tx.at],
  );
}

/** What arrived and was looked at by nobody in its time, told once by marking it urgent. */
export function overdueReceived(tx: Transaction): Promise<{ received_id: string }[]> {
  return tx.query(
    `update exchange.received set urgent = true where state in ('arrived', 'accepted') and due_at <= $1 and not urgent
     returning received_id`,
    [tx.at],
  );
}
