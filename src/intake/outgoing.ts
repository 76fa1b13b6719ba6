// Messages of ours to a carrier outside of a request: put down with what leads to them, sent until they are confirmed.
import { usualAgreement } from "#carriers";
import { newId, type Transaction, type SealingKey } from "#platform";
import type { Channel } from "./channel-of.ts";
import {
  holdDue,
  insertOutgoing,
  latestWay,
  outgoingById,
  setSent,
  setStep,
  settle,
  standingOf,
  type OutgoingKind,
  type OutgoingRow,
  type OutgoingState,
  type Resend,
} from "./outgoing-store.ts";
import { seal } from "./seal.ts";

export type OutgoingMessage = {
  readonly carrierId: string;
  readonly kind: OutgoingKind;
  readonly flight: { readonly date: string; readonly id: string } | null;
  /** What its acknowledgement repeats: RFF+TN of a CUSRES, the control reference of others. One of its own each. */
  readonly reference: string;
  readonly bytes: Uint8Array;
  /** The way it goes (see `wayTo`). A channel that cannot send leaves it for GET /v1/outbox. */
  readonly channel: Channel;
  readonly replyTo: string | null;
  readonly expiresAt: Date;
  /** The carrier confirms it (CUSRES 312): sent again until it does, then escalated. False without it. */
  readonly confirmed?: boolean;
  /** As agreed with the carrier; as usual without it. */
  readonly resend?: Resend;
  /** The id of what it is about, such as a directive. */
  readonly about?: string;
};

/**
 * Puts down a message to a carrier in the transaction of what leads to it; it is sent after the commit. Returns its id.
 * `key` is the installation's: the bytes are kept sealed.
 */
export function putOutgoing(tx: Transaction, key: SealingKey, message: OutgoingMessage): string {
  const id = newId(tx.at);
  const { bytes, confirmed = false, about = null, resend = usualAgreement.confirmation, ...rest } = message;
  insertOutgoing(tx, { ...rest, id, confirmed, about, resend, sealed: seal(key, id, bytes) });
  const { kind, reference, channel, carrierId } = message;
  tx.record({
    action: "outgoing.put",
    subjectKind: "outgoing",
    subjectId: id,
    recipient: `carrier:${carrierId}`,
    detail: { kind, reference, channel, carrier: carrierId, about },
  });
  tx.announce("outgoing", id);
  return id;
}

const lookedBackMs = 30 * 86_400_000;

/** The way of the carrier's latest delivery in the last 30 days; without one, to be fetched over HTTP. */
export async function wayTo(
  tx: Transaction,
  carrierId: string,
): Promise<{ readonly channel: Channel; readonly replyTo: string | null }> {
  const since = new Date(tx.at.getTime() - lookedBackMs);
  const found = await latestWay(tx, carrierId, newId(since));
  return found === null
    ? { channel: "http", replyTo: null }
    : { channel: found.channel, replyTo: found.reply_to };
}

/** What nobody confirms is tried again after 1, 2, 4 .. 64 minutes until it expires (transport.md section 5). */
const longestPauseMinutes = 64;
const minuteMs = 60_000;

export type OutgoingStep =
  | { readonly do: "send"; readonly tries: number; readonly nextTryAt: Date }
  | { readonly do: "escalate" }
  | { readonly do: "expire" };

/** What is to be done now with a message whose time has come: one that is confirmed as was agreed (cusres.md section 4). Pure. */
export function nextStep(
  row: Pick<OutgoingRow, "confirmed" | "tries" | "state" | "expires_at" | "resend_seconds" | "resend_times">,
  at: Date,
): OutgoingStep {
  if (row.confirmed && (row.tries >= row.resend_times || row.expires_at <= at)) return { do: "escalate" };
  if (row.expires_at <= at) return { do: "expire" };
  const pauseMs = row.confirmed
    ? row.resend_seconds * 1_000
    : Math.min(2 ** row.tries, longestPauseMinutes) * minuteMs;
  return { do: "send", tries: row.tries + 1, nextTryAt: new Date(at.getTime() + pauseMs) };
}

/** What is told when the carrier did not confirm a message in time, in the same transaction. */
export type Escalation = (tx: Transaction, row: OutgoingRow) => Promise<void>;

/** What is due is pushed on by so long while it still waits for its turn. */
const turnMs = minuteMs;

/**
 * Takes the messages whose time has come one step further. They are counted as tried before they are: a crash in between sends
 * one again at its next time, never forgets it. What still waits for its turn from before (`holds`) is not sent twice; one that
 * is to be confirmed is counted on all the same, so that whoever must telephone hears of it in time.
 */
export async function takeDue(
  tx: Transaction,
  {
    limit,
    holds,
    escalate,
  }: {
    readonly limit: number;
    readonly holds: (id: string) => boolean;
    readonly escalate: Escalation;
  },
): Promise<{ readonly due: number; readonly toSend: readonly OutgoingRow[] }> {
  const sending: OutgoingRow[] = [];
  const rows = await holdDue(tx, limit);
  for (const row of rows) {
    const step = nextStep(row, tx.at);
    if (step.do === "send") {
      const held = holds(row.outgoing_id);
      if (held && !row.confirmed) {
        const nextTryAt = new Date(tx.at.getTime() + turnMs);
        setStep(tx, row.outgoing_id, { state: row.state, tries: row.tries, nextTryAt });
        continue;
      }
      setStep(tx, row.outgoing_id, { state: "waiting", tries: step.tries, nextTryAt: step.nextTryAt });
      if (!held) sending.push(row);
      continue;
    }
    await end(tx, row, step.do === "escalate" ? escalate : null);
  }
  return { due: rows.length, toSend: sending };
}

/** Ends one that nobody confirmed, or whose time is over; `escalate`: somebody is told. */
async function end(tx: Transaction, row: OutgoingRow, escalate: Escalation | null): Promise<void> {
  const state = escalate === null ? "expired" : "escalated";
  setStep(tx, row.outgoing_id, { state, tries: row.tries, nextTryAt: null });
  tx.record({
    action: `outgoing.${state}`,
    subjectKind: "outgoing",
    subjectId: row.outgoing_id,
    detail: { kind: row.kind, reference: row.reference, tries: row.tries },
  });
  tx.announce("outgoing", row.outgoing_id);
  if (escalate !== null) await escalate(tx, row);
}

/** One whose turn to be sent has come; null when it was fetched, confirmed or ended while it waited. */
export async function toSend(tx: Transaction, id: string): Promise<OutgoingRow | null> {
  const row = await outgoingById(tx, id);
  return row === null || row.state !== "waiting" || row.expires_at <= tx.at ? null : row;
}

/**
 * Notes that the carrier's side has taken the message over: it was sent on its channel (`by` "channel"), or fetched. One that is to
 * be confirmed is looked after again once the time to confirm it is over, counted from when it was fetched; any other is done.
 */
export function noteSent(
  tx: Transaction,
  row: Pick<OutgoingRow, "outgoing_id" | "confirmed" | "resend_seconds">,
  by: "channel" | "fetched",
): void {
  const again = by === "fetched" ? new Date(tx.at.getTime() + row.resend_seconds * 1_000) : null;
  setSent(tx, row.outgoing_id, again);
  if (!row.confirmed) settle(tx, row.outgoing_id);
  tx.record({
    action: "outgoing.sent",
    subjectKind: "outgoing",
    subjectId: row.outgoing_id,
    detail: { by },
  });
  tx.announce("outgoing", row.outgoing_id);
}

/** What became of the messages about each of these subjects, oldest first, as the screens show it. */
export async function messagesAbout(
  tx: Transaction,
  about: readonly string[],
): Promise<ReadonlyMap<string, readonly MessageStanding[]>> {
  if (about.length === 0) return new Map();
  const rows = await standingOf(tx, about);
  return new Map(
    [...Map.groupBy(rows, (row) => row.about)].map(([subject, messages]) => [
      subject,
      messages.map((row) => ({
        state: row.state,
        tries: row.tries,
        triesMax: row.confirmed ? row.resend_times : null,
        nextAt: row.next_try_at?.toISOString() ?? null,
        madeAt: row.created_at.toISOString(),
        sentAt: row.sent_at?.toISOString() ?? null,
        acknowledgedAt: row.acknowledged_at?.toISOString() ?? null,
      })),
    ]),
  );
}

export type MessageStanding = {
  readonly state: OutgoingState;
  readonly tries: number;
  /** How often it is sent before the duty officer is told, as agreed; null: it is not to be confirmed. */
  readonly triesMax: number | null;
  /** When it is sent again, or the duty officer told, unless it is confirmed; null: nothing is to come. */
  readonly nextAt: string | null;
  readonly madeAt: string;
  readonly sentAt: string | null;
  readonly acknowledgedAt: string | null;
};
