// What stands in the exchange as screens get it.
import { displayNames } from "#access";
import type { Refusal, Transaction } from "#platform";
import type { Exchange, Received, ReceivedDetail } from "./contract.ts";
import { outgoingRows, ownDialogues } from "./exchange-store.ts";
import { onwardOf, receivedById, receivedRows, type ReceivedRow } from "./received-store.ts";
import { noSuchReceived } from "./received.ts";

const iso = (at: Date | null): string | null => at?.toISOString() ?? null;
type Name = (id: string) => { id: string; name: string };

function received(row: ReceivedRow, by: Name): Received {
  return {
    id: row.received_id,
    partner: row.partner,
    country: row.country,
    kind: row.kind,
    reference: row.reference,
    requestId: row.request_id,
    urgent: row.urgent,
    handling: row.handling,
    conditions: row.conditions,
    purpose: row.purpose,
    keepUntil: row.keep_until,
    state: row.state,
    arrivedAt: row.arrived_at.toISOString(),
    dueAt: row.due_at.toISOString(),
    acceptedAt: iso(row.accepted_at),
    openedAt: iso(row.opened_at),
    reviewed:
      row.reviewed_by === null || row.reviewed_at === null
        ? null
        : {
            by: by(row.reviewed_by),
            at: row.reviewed_at.toISOString(),
            statement: row.statement ?? "",
          },
    correctedAt: iso(row.corrected_at),
    recalledAt: iso(row.recalled_at),
    outcome: row.outcome,
  };
}

async function namesOf(tx: Transaction, ids: readonly (string | null)[]): Promise<Name> {
  const names = await displayNames(
    tx,
    ids.filter((id) => id !== null),
  );
  return (id) => ({ id, name: names.get(id) ?? id });
}

export async function wireExchange(tx: Transaction): Promise<Exchange> {
  const rows = await receivedRows(tx);
  const by = await namesOf(
    tx,
    rows.map((row) => row.reviewed_by),
  );
  return {
    asOf: tx.at.toISOString(),
    received: rows.map((row) => received(row, by)),
    outgoing: (await outgoingRows(tx)).map((row) => ({
      id: row.message_id,
      partner: row.partner,
      kind: row.kind,
      state: row.state,
      tries: row.tries,
      createdAt: row.created_at.toISOString(),
      nextAt: row.next_at.toISOString(),
      deliveredAt: iso(row.delivered_at),
      problem: row.problem,
    })),
    asked: (await ownDialogues(tx)).map((row) => ({
      id: row.request_id,
      reference: row.reference,
      theirReference: row.their_reference,
      partner: row.partner,
      state: row.state,
      sentAt: row.at.toISOString(),
      answeredAt: iso(row.answered_at),
      result: row.result,
      code: row.code,
      reason: row.reason,
      remedy: row.remedy,
    })),
  };
}

export async function wireReceived(tx: Transaction, id: string): Promise<ReceivedDetail | Refusal> {
  const row = await receivedById(tx, id);
  if (row === null) return noSuchReceived;
  const onward = await onwardOf(tx, { received: id });
  const by = await namesOf(tx, [
    row.reviewed_by,
    ...onward.flatMap((each) => [each.drafted_by, each.released_by, each.reviewed_by]),
  ]);
  return {
    received: received(row, by),
    onward: onward.map((each) => ({
      id: each.onward_id,
      authority: each.authority,
      country: each.country,
      abroad: each.abroad,
      reason: each.reason,
      consent: each.consent,
      threat: each.threat,
      notInTime: each.not_in_time,
      draftedBy: by(each.drafted_by),
      releasedBy: each.released_by === null ? null : by(each.released_by),
      releasedAt: iso(each.released_at),
      refusedAt: iso(each.refused_at),
      reviewDueAt: iso(each.review_due_at),
      reviewed:
        each.reviewed_by === null || each.reviewed_at === null
          ? null
          : {
              by: by(each.reviewed_by),
              lawful: each.lawful === true,
              opinion: each.opinion ?? "",
              at: each.reviewed_at.toISOString(),
            },
    })),
  };
}
