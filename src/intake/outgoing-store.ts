// All SQL of messages to carriers outside of a request.
import type { Transaction } from "#platform";
import type { Channel } from "./channel-of.ts";

export type OutgoingKind = "CUSRES" | "GOVREQ" | "ACKRES" | "CONTRL";
export type OutgoingState = "waiting" | "sent" | "acknowledged" | "escalated" | "superseded" | "expired";

export type NewOutgoing = {
  readonly id: string;
  readonly carrierId: string;
  readonly kind: OutgoingKind;
  readonly flight: { readonly date: string; readonly id: string } | null;
  readonly reference: string;
  readonly about: string | null;
  readonly sealed: Buffer;
  readonly channel: Channel;
  readonly replyTo: string | null;
  readonly confirmed: boolean;
  readonly resend: Resend;
  readonly expiresAt: Date;
};

/** How often a message that the carrier confirms is sent in all, and how many seconds apart. */
export type Resend = { readonly seconds: number; readonly times: number };

export function insertOutgoing(tx: Transaction, row: NewOutgoing): void {
  tx.write(
    `insert into intake.outgoing (outgoing_id, carrier_id, kind, flight_date, flight_id, reference, about, sealed, channel,
       reply_to, confirmed, state, next_try_at, created_at, expires_at, resend_seconds, resend_times)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 'waiting', $12, $12, $13, $14, $15)`,
    [
      row.id,
      row.carrierId,
      row.kind,
      row.flight?.date ?? null,
      row.flight?.id ?? null,
      row.reference,
      row.about,
      row.sealed,
      row.channel,
      row.replyTo,
      row.confirmed,
      tx.at,
      row.expiresAt,
      row.resend.seconds,
      row.resend.times,
    ],
  );
}

export type OutgoingRow = {
  outgoing_id: string;
  carrier_id: string;
  kind: OutgoingKind;
  flight_date: string | null;
  flight_id: string | null;
  reference: string;
  about: string | null;
  sealed: Buffer;
  channel: Channel;
  reply_to: string | null;
  confirmed: boolean;
  resend_seconds: number;
  resend_times: number;
  state: OutgoingState;
  tries: number;
  created_at: Date;
  sent_at: Date | null;
  acknowledged_at: Date | null;
  expires_at: Date;
};

const columns = `outgoing_id, carrier_id, kind, flight_date, flight_id, reference, about, sealed, channel, reply_to,
  confirmed, resend_seconds, resend_times, state, tries, created_at, sent_at, acknowledged_at, expires_at`;

/** Those whose next step is due, held until the transaction ends; what another server works on is left to it. */
export function holdDue(tx: Transaction, limit: number): Promise<OutgoingRow[]> {
  return tx.query<OutgoingRow>(
    {
      name: "intake-outgoing-due",
      text: `select ${columns} from intake.outgoing
             where state in ('waiting', 'sent') and next_try_at <= $1
             order by next_try_at, number limit $2 for update skip locked`,
    },
    [tx.at, limit],
  );
}

/** One of any carrier's, whatever its state; null when it is gone. */
export async function outgoingById(tx: Transaction, id: string): Promise<OutgoingRow | null> {
  const rows = await tx.query<OutgoingRow>(
    { name: "intake-outgoing", text: `select ${columns} from intake.outgoing where outgoing_id = $1` },
    [id],
  );
  return rows[0] ?? null;
}

/** What was counted as tried and was not sent is due again at once. */
export function giveBack(tx: Transaction, ids: readonly string[]): void {
  tx.write(
    `update intake.outgoing set tries = greatest(tries - 1, 0), next_try_at = $2
     where outgoing_id = any ($1::uuid[]) and state = 'waiting'`,
    [ids, tx.at],
  );
}

/** The next step of one: its state, how often it was tried, when to look again (null: never). */
export function setStep(
  tx: Transaction,
  id: string,
  step: { readonly state: OutgoingState; readonly tries: number; readonly nextTryAt: Date | null },
): void {
  tx.write(
    `update intake.outgoing set state = $2, tries = $3, next_try_at = $4,
       escalated_at = case when $2 = 'escalated' then $5 else escalated_at end where outgoing_id = $1`,
    [id, step.state, step.tries, step.nextTryAt, tx.at],
  );
}

/** Notes that the other side has taken it over; one that was acknowledged or superseded meanwhile stays so. */
export function setSent(tx: Transaction, id: string, nextTryAt: Date | null): void {
  tx.write(
    `update intake.outgoing set state = 'sent', sent_at = $2, next_try_at = coalesce($3, next_try_at)
     where outgoing_id = $1 and state = 'waiting'`,
    [id, tx.at, nextTryAt],
  );
}

/** Nobody has to look at it again once it is sent and no confirmation is awaited. */
export function settle(tx: Transaction, id: string): void {
  tx.write("update intake.outgoing set next_try_at = null where outgoing_id = $1 and state = 'sent'", [id]);
}

/** The carrier's own that wait to be fetched, oldest first. */
export function waitingFor(tx: Transaction, carrierId: string, limit: number): Promise<OutgoingRow[]> {
  return tx.query<OutgoingRow>(
    {
      name: "intake-outbox",
      text: `select ${columns} from intake.outgoing
             where carrier_id = $1 and state = 'waiting' and expires_at > $2 order by number limit $3`,
    },
    [carrierId, tx.at, limit],
  );
}

/** One of the carrier's, held until the transaction ends; by its id or by the reference it carries. */
export async function holdOutgoing(
  tx: Transaction,
  carrierId: string | null,
  by: { readonly id: string } | { readonly reference: string },
): Promise<OutgoingRow | null> {
  const [column, value] = "id" in by ? ["outgoing_id", by.id] : ["reference", by.reference];
  const rows = await tx.query<OutgoingRow>(
    `select ${columns} from intake.outgoing
     where ${column} = $2 and ($1::uuid is null or carrier_id = $1) order by number desc limit 1 for update`,
    [carrierId, value],
  );
  return rows[0] ?? null;
}

export function setAcknowledged(tx: Transaction, id: string): void {
  tx.write(
    `update intake.outgoing set state = 'acknowledged', acknowledged_at = $2, sent_at = coalesce(sent_at, $2),
       next_try_at = null where outgoing_id = $1`,
    [id, tx.at],
  );
}

/**
 * Ends those about any of these that the carrier has not confirmed yet: a newer answer has said it ("superseded"), or the flight
 * has left ("expired"). Returns which of these they were about.
 */
export async function endUnconfirmed(
  tx: Transaction,
  about: readonly string[],
  as: "superseded" | "expired",
): Promise<ReadonlySet<string>> {
  if (about.length === 0) return new Set();
  const rows = await tx.query<{ about: string }>(
    `update intake.outgoing set state = $2, next_try_at = null
     where about = any ($1::uuid[]) and state in ('waiting', 'sent') returning about`,
    [about, as],
  );
  return new Set(rows.map((row) => row.about));
}

export type OutgoingStanding = {
  about: string;
  channel: Channel;
  reply_to: string | null;
  state: OutgoingState;
  tries: number;
  confirmed: boolean;
  resend_times: number;
  next_try_at: Date | null;
  created_at: Date;
  sent_at: Date | null;
  acknowledged_at: Date | null;
};

/** Those about these subjects, oldest first, without their bytes. */
export function standingOf(tx: Transaction, about: readonly string[]): Promise<OutgoingStanding[]> {
  return tx.query<OutgoingStanding>(
    `select about, channel, reply_to, state, tries, confirmed, resend_times, next_try_at, created_at, sent_at, acknowledged_at from intake.outgoing
     where about = any ($1::uuid[]) order by number`,
    [about],
  );
}

/** Where the carrier's latest delivery since `since` came from; null when it sent nothing. */
export async function latestWay(
  tx: Transaction,
  carrierId: string,
  sinceId: string,
): Promise<{ channel: Channel; reply_to: string | null } | null> {
  // Ids grow with time: the walk back ends at the bound however long the carrier has been silent.
  const rows = await tx.query<{ channel: Channel; reply_to: string | null }>(
    `select channel, reply_to from intake.delivery
     where carrier_id = $1 and delivery_id >= $2 and channel not in ('command', 'portal') order by delivery_id desc limit 1`,
    [carrierId, sinceId],
  );
  return rows[0] ?? null;
}
