// All SQL of penalties of carriers (db/migrations: penalties). What binds is held there by triggers and row security as well.
import { newId, type Transaction } from "#platform";
import type {
  CaseState,
  Factors,
  Hindrance,
  NewPenalty,
  OwnDispute,
  PenaltyCase,
  PenaltyEdit,
  Proposal,
  ProposalDecision,
} from "./contract.ts";

export type CaseRow = {
  readonly case_id: string;
  readonly number: string;
  readonly carrier_id: string;
  readonly carrier: string;
  readonly provision: string;
  readonly summary: string;
  readonly factors: Factors;
  readonly earlier: string[];
  readonly state: CaseState;
  readonly drafted_by: string;
  readonly drafted_at: Date;
  readonly notified_at: Date | null;
  readonly hear_until: Date | null;
  readonly weighing: string | null;
  readonly drop_reason: string | null;
  readonly ended_at: Date | null;
  /** Failures that stand, and disputes that are open. */
  readonly failures: number;
  readonly disputes: number;
};

const cases = `select c.case_id, c.number, c.carrier_id, c.carrier, c.provision, c.summary, c.factors, c.earlier, c.state, c.drafted_by,
    c.drafted_at, c.notified_at, c.hear_until, c.weighing, c.drop_reason, c.ended_at,
    (select count(*)::int from penalties.failure f where f.case_id = c.case_id and f.aside is null) as failures,
    (select count(*)::int from penalties.dispute d where d.case_id = c.case_id and d.state = 'open') as disputes
  from penalties.penalty_case c`;

/** What goes on first, then the newest. */
export function caseRows(tx: Transaction, limit: number): Promise<CaseRow[]> {
  return tx.query<CaseRow>(
    `${cases} order by c.state in ('decided', 'dropped'), c.drafted_at desc, c.case_id desc limit $1`,
    [limit],
  );
}

export async function caseById(tx: Transaction, id: string): Promise<CaseRow | undefined> {
  const [row] = await tx.query<CaseRow>(`${cases} where c.case_id = $1`, [id]);
  return row;
}

/** One, held until this transaction ends. */
export async function holdCase(tx: Transaction, id: string): Promise<CaseRow | undefined> {
  await tx.query("select penalties.hold($1)", [id]);
  return caseById(tx, id);
}

export async function insertCase(tx: Transaction, id: string, said: NewPenalty): Promise<void> {
  await tx.query(
    `insert into penalties.penalty_case (case_id, number, carrier_id, carrier, provision, summary, factors, state, drafted_by, drafted_at)
     select $1, 'PEN-' || to_char($2::timestamptz at time zone 'UTC', 'YYYY') || '-' || nextval('penalties.number'), c.carrier_id, c.code,
       $4, $5, $6, 'draft', $7, $2
     from carriers.carrier c where c.carrier_id = $3`,
    [id, tx.at, said.carrierId, said.provision, said.summary, JSON.stringify(said.factors), tx.actor.id],
  );
}

export async function editCase(tx: Transaction, id: string, said: PenaltyEdit): Promise<void> {
  await tx.query(
    "update penalties.penalty_case set provision = $2, summary = $3, factors = $4 where case_id = $1",
    [id, said.provision, said.summary, JSON.stringify(said.factors)],
  );
}

export async function setNotified(tx: Transaction, id: string, hearUntil: Date): Promise<void> {
  await tx.query(
    "update penalties.penalty_case set state = 'hearing', notified_at = $2, hear_until = $3 where case_id = $1",
    [id, tx.at, hearUntil],
  );
}

export async function setWeighing(tx: Transaction, id: string, weighing: string): Promise<void> {
  await tx.query("update penalties.penalty_case set weighing = $2 where case_id = $1", [id, weighing]);
}

export async function setDropped(tx: Transaction, id: string, reason: string): Promise<void> {
  await tx.query(
    `update penalties.penalty_case set state = 'dropped', dropped_by = $2, drop_reason = $3, ended_at = $4 where case_id = $1`,
    [id, tx.actor.id, reason, tx.at],
  );
}

/** Outages that excuse, as JSON: of what `from_at` and `until_at` of `of` say, for its carrier. */
const excusesOf = (carrier: string, of: string) =>
  `coalesce((select jsonb_agg(jsonb_build_object('kind', e.kind, 'id', e.id, 'from', e.began_at, 'until', e.ended_at) order by e.began_at)
     from penalties.excuses(${carrier}, ${of}.from_at, ${of}.until_at) e), '[]') as excuses`;

export type HeldRow = {
  readonly source: "push" | "receipt" | "message" | "push-request";
  readonly ref: string;
  readonly day: string;
  readonly kind: PenaltyCase["list"][number]["kind"];
  readonly from_at: Date;
  readonly until_at: Date;
  readonly excused: boolean;
  readonly facts: Readonly<Record<string, unknown>>;
  readonly excuses: readonly { kind: string; id: string; from: string; until: string | null }[];
  readonly in_case: string | null;
};

/** What the unit holds of a carrier's failures in these days, and in which case it stands already. */
export function heldOf(
  tx: Transaction,
  of: { readonly carrierId: string; readonly from: string; readonly to: string },
  limit: number,
): Promise<HeldRow[]> {
  return tx.query<HeldRow>(
    `select h.source, h.ref, h.day::text as day, h.kind, h.from_at, h.until_at, h.excused, h.facts, ${excusesOf("$1", "h")},
       (select c.number from penalties.failure f join penalties.penalty_case c using (case_id)
        where f.source = h.source and f.ref = h.ref and not f.released) as in_case
     from penalties.held($1, $2, $3) h order by h.from_at desc, h.ref limit $4`,
    [of.carrierId, of.from, of.to, limit],
  );
}

/** Cases of one carrier are filled one after the other. */
export async function holdCarrier(tx: Transaction, carrierId: string): Promise<void> {
  await tx.query("select pg_advisory_xact_lock(hashtextextended('penalties ' || $1, 0))", [carrierId]);
}

/** What each is and when it was, the trigger takes from where the unit holds it. */
export async function insertFailures(
  tx: Transaction,
  caseId: string,
  failures: NewPenalty["failures"],
): Promise<void> {
  for (const { source, ref, day } of failures)
    await tx.query(
      `insert into penalties.failure (failure_id, case_id, source, ref, day, kind, from_at, until_at, facts, added_by, added_at)
       values ($1, $2, $3, $4, $5, 'no-data', $6, $6, '{}', $7, $6)`,
      [newId(tx.at), caseId, source, ref, day, tx.at, tx.actor.id],
    );
}

export type FailureRow = Omit<HeldRow, "excused" | "in_case"> & {
  readonly failure_id: string;
  readonly aside: "outage" | "dispute" | "officer" | null;
  readonly aside_reason: string | null;
  readonly aside_at: Date | null;
};

export function failuresOf(tx: Transaction, caseId: string): Promise<FailureRow[]> {
  return tx.query<FailureRow>(
    `select f.failure_id, f.source, f.ref, f.day::text as day, f.kind, f.from_at, f.until_at, f.facts, f.aside, f.aside_reason, f.aside_at,
       ${excusesOf("c.carrier_id", "f")}
     from penalties.failure f join penalties.penalty_case c using (case_id) where f.case_id = $1 order by f.from_at, f.failure_id`,
    [caseId],
  );
}

/** Sets one aside; false: there is none of this case that stands. */
export async function setAside(
  tx: Transaction,
  of: { readonly caseId: string; readonly failureId: string },
  why: { readonly as: "outage" | "officer"; readonly reason: string },
): Promise<boolean> {
  const set = await tx.query(
    `update penalties.failure set aside = $3, aside_reason = $4, aside_by = $5, aside_at = $6
     where case_id = $1 and failure_id = $2 and aside is null returning failure_id`,
    [of.caseId, of.failureId, why.as, why.reason, tx.actor.id, tx.at],
  );
  return set.length === 1;
}

export type StatementRow = {
  readonly statement_id: string;
  readonly by_carrier: boolean;
  readonly made_by: string;
  readonly made_at: Date;
  readonly reference: string | null;
  readonly text: string;
};

export function statementsOf(tx: Transaction, caseId: string): Promise<StatementRow[]> {
  return tx.query<StatementRow>(
    `select statement_id, by_carrier, made_by, made_at, reference, text from penalties.statement where case_id = $1
     order by made_at, statement_id`,
    [caseId],
  );
}

export async function insertStatement(
  tx: Transaction,
  caseId: string,
  said: { readonly text: string; readonly reference: string | null },
): Promise<void> {
  await tx.query(
    `insert into penalties.statement (statement_id, case_id, by_carrier, made_by, made_at, reference, text)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [newId(tx.at), caseId, said.reference === null, tx.actor.id, tx.at, said.reference, said.text],
  );
}

export type DisputeRow = {
  readonly dispute_id: string;
  readonly case_id: string;
  readonly failure_id: string | null;
  readonly ground: "outage" | "facts" | "law";
  readonly text: string;
  readonly by_carrier: boolean;
  readonly opened_by: string;
  readonly opened_at: Date;
  readonly reference: string | null;
  readonly state: "open" | "upheld" | "rejected";
  readonly decided_by: string | null;
  readonly decided_at: Date | null;
  readonly decision: string | null;
};
const dispute = `dispute_id, case_id, failure_id, ground, text, by_carrier, opened_by, opened_at, reference, state, decided_by, decided_at,
  decision`;

export function disputesOf(tx: Transaction, caseId: string): Promise<DisputeRow[]> {
  return tx.query<DisputeRow>(
    `select ${dispute} from penalties.dispute where case_id = $1 order by opened_at, dispute_id`,
    [caseId],
  );
}

export async function disputeById(tx: Transaction, id: string): Promise<DisputeRow | undefined> {
  const [row] = await tx.query<DisputeRow>(`select ${dispute} from penalties.dispute where dispute_id = $1`, [
    id,
  ]);
  return row;
}

export async function insertDispute(
  tx: Transaction,
  id: string,
  said: OwnDispute & { readonly caseId: string; readonly reference: string | null },
): Promise<void> {
  await tx.query(
    `insert into penalties.dispute (dispute_id, case_id, failure_id, ground, text, by_carrier, opened_by, opened_at, reference, state)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'open')`,
    [
      id,
      said.caseId,
      said.failureId,
      said.ground,
      said.text,
      said.reference === null,
      tx.actor.id,
      tx.at,
      said.reference,
    ],
  );
}

export async function settleDispute(
  tx: Transaction,
  id: string,
  decided: { readonly uphold: boolean; readonly reason: string },
): Promise<void> {
  await tx.query(
    "update penalties.dispute set state = $2, decision = $3, decided_by = $4, decided_at = $5 where dispute_id = $1",
    [id, decided.uphold ? "upheld" : "rejected", decided.reason, tx.actor.id, tx.at],
  );
}

/** What keeps it from going on; null: nothing. */
export async function hindranceOf(tx: Transaction, caseId: string): Promise<Hindrance | null> {
  const [row] = await tx.query<{ hindrance: Hindrance | null }>(
    "select penalties.hindrance($1) as hindrance",
    [caseId],
  );
  return row?.hindrance ?? null;
}

/** Exactly what the legal adviser agrees to, name by name. */
export async function contentOf(tx: Transaction, caseId: string): Promise<Record<string, string>> {
  const [row] = await tx.query<{ content: Record<string, string> }>(
    "select penalties.content_of($1) as content",
    [caseId],
  );
  return row?.content ?? {};
}

/** Acts about a case that stand in the ledger, in their order: read as the server, before the file is made. */
export function ledgerOf(
  tx: Transaction,
  subjects: readonly string[],
): Promise<{ seq: number; at: string; action: string }[]> {
  return tx.query(
    `select seq, body::jsonb ->> 'at' as at, action from ledger.entry where subject_id = any ($1) order by seq`,
    [subjects],
  );
}

export type ProposalRow = {
  readonly proposal_id: string;
  readonly case_id: string;
  readonly joint_id: string;
  readonly content: string;
  readonly sha256: string;
  readonly sent_by: string;
  readonly sent_at: Date;
  readonly state: Proposal["state"];
  readonly amount: string | null;
  readonly currency: string | null;
  readonly reasons: string | null;
  readonly decided_by: string | null;
  readonly decided_at: Date | null;
};
const proposal = `proposal_id, case_id, joint_id, content, encode(sha256, 'hex') as sha256, sent_by, sent_at, state, amount::text as amount, currency,
  reasons, decided_by, decided_at`;

/** What waits first, then the newest; of one case where it is named. */
export function proposalRows(tx: Transaction, caseId: string | null, limit: number): Promise<ProposalRow[]> {
  return tx.query<ProposalRow>(
    `select ${proposal} from penalties.proposal where $1::uuid is null or case_id = $1
     order by state <> 'sent', sent_at desc, proposal_id desc limit $2`,
    [caseId, limit],
  );
}

export async function holdProposal(tx: Transaction, id: string): Promise<ProposalRow | undefined> {
  const [held] = await tx.query<{ case_id: string }>(
    "select case_id from penalties.proposal where proposal_id = $1",
    [id],
  );
  if (held === undefined) return undefined;
  // The case first, as whoever opens a dispute does.
  await tx.query("select penalties.hold($1)", [held.case_id]);
  return proposalById(tx, id);
}

export async function proposalById(tx: Transaction, id: string): Promise<ProposalRow | undefined> {
  const [row] = await tx.query<ProposalRow>(
    `select ${proposal} from penalties.proposal where proposal_id = $1`,
    [id],
  );
  return row;
}

export async function insertProposal(
  tx: Transaction,
  made: {
    readonly id: string;
    readonly caseId: string;
    readonly jointId: string;
    readonly content: string;
    readonly sha256: string;
  },
): Promise<void> {
  await tx.query(
    `insert into penalties.proposal (proposal_id, case_id, joint_id, content, sha256, sent_by, sent_at, state)
     values ($1, $2, $3, $4, decode($5, 'hex'), $6, $7, 'sent')`,
    [made.id, made.caseId, made.jointId, made.content, made.sha256, tx.actor.id, tx.at],
  );
}

export async function decideProposal(tx: Transaction, id: string, said: ProposalDecision): Promise<void> {
  await tx.query(
    `update penalties.proposal set state = $2, amount = $3, currency = $4, reasons = $5, decided_by = $6, decided_at = $7
     where proposal_id = $1`,
    [id, said.outcome, said.amount, said.currency, said.reasons, tx.actor.id, tx.at],
  );
}
