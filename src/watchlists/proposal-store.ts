// All SQL over proposals for own lists.
import type { Transaction } from "#platform";
import type { ListEntry } from "./entry.ts";

export type ProposalRow = {
  proposal_id: string;
  list_id: string;
  code: string;
  act: "add" | "change" | "remove";
  entry_id: string;
  content: ListEntry | null;
  current: ListEntry | null;
  reason: string;
  state: "waiting" | "approved" | "refused" | "withdrawn";
  proposed_by: string;
  proposed_at: Date;
  decided_by: string | null;
  decided_at: Date | null;
  decision_reason: string | null;
  /** Of an emergency entry, which is in force already. */
  emergency_until: Date | null;
};

const columns = `p.proposal_id, p.list_id, l.code, p.act, p.entry_id, p.content, e.content as current, p.reason, p.state,
  p.proposed_by, p.proposed_at, p.decided_by, p.decided_at, p.decision_reason, p.emergency_until`;
const tables = `watchlists.proposal p join watchlists.list l using (list_id)
  left join watchlists.entry e on e.list_id = p.list_id and e.entry_id = p.entry_id
    and e.from_version <= l.active_version and (e.to_version is null or e.to_version > l.active_version)`;

/** Proposals, those waiting longest first; `state` null: of every state, newest first. */
export function proposals(tx: Transaction, state: string | null, limit: number): Promise<ProposalRow[]> {
  return tx.query<ProposalRow>(
    `select ${columns} from ${tables} where ($1::text is null or p.state = $1)
     order by case when $1 = 'waiting' then p.proposed_at end, p.proposed_at desc limit $2`,
    [state, limit],
  );
}

export async function proposalById(tx: Transaction, proposalId: string): Promise<ProposalRow | null> {
  const rows = await tx.query<ProposalRow>(`select ${columns} from ${tables} where p.proposal_id = $1`, [
    proposalId,
  ]);
  return rows[0] ?? null;
}

/** How many proposals wait, by list. */
export async function waitingProposals(tx: Transaction): Promise<Map<string, number>> {
  const rows = await tx.query<{ list_id: string; waiting: number }>(
    "select list_id, count(*)::int as waiting from watchlists.proposal where state = 'waiting' group by list_id",
  );
  return new Map(rows.map((row) => [row.list_id, row.waiting]));
}

/** The proposal that waits on this entry, or null. */
export async function waitingOnEntry(tx: Transaction, entryId: string): Promise<string | null> {
  const [row] = await tx.query<{ proposal_id: string }>(
    "select proposal_id from watchlists.proposal where entry_id = $1 and state = 'waiting'",
    [entryId],
  );
  return row?.proposal_id ?? null;
}

export async function insertProposal(
  tx: Transaction,
  proposal: {
    readonly id: string;
    readonly listId: string;
    readonly act: "add" | "change" | "remove";
    readonly entryId: string;
    readonly content: ListEntry | null;
    readonly reason: string;
    readonly emergencyUntil?: Date;
  },
): Promise<void> {
  await tx.query(
    `insert into watchlists.proposal (proposal_id, list_id, act, entry_id, content, reason, state, proposed_by,
       proposed_at, emergency_until)
     values ($1, $2, $3, $4, $5, $6, 'waiting', $7, $8, $9)`,
    [
      proposal.id,
      proposal.listId,
      proposal.act,
      proposal.entryId,
      proposal.content === null ? null : JSON.stringify(proposal.content),
      proposal.reason,
      tx.actor.id,
      tx.at,
      proposal.emergencyUntil ?? null,
    ],
  );
}

export async function closeProposal(
  tx: Transaction,
  proposalId: string,
  decision: { state: "approved" | "refused" | "withdrawn"; reason: string; version: number | null },
): Promise<void> {
  await tx.query(
    `update watchlists.proposal set state = $2, decided_by = $3, decided_at = $4, decision_reason = $5, made_version = $6
     where proposal_id = $1 and state = 'waiting'`,
    [proposalId, decision.state, tx.actor.id, tx.at, decision.reason, decision.version],
  );
}

/** The number of the next entry of an own list. Call with the list locked. */
export async function nextEntryNumber(tx: Transaction, listId: string): Promise<number> {
  const [row] = await tx.query<{ number: number }>(
    `update watchlists.list set last_entry_number = last_entry_number + 1 where list_id = $1
     returning last_entry_number as number`,
    [listId],
  );
  return row?.number ?? 1;
}
