// Outages of channels (PNRD-8, EU 2025/13 Art. 16): opened by the carrier desk or by the intake itself, and fallback channels that two
// persons approve before any use. What comes that way is deleted once the main channel has delivered it.
import { loadCarriers } from "#carriers";
import {
  newId,
  refuse,
  systemActor,
  type Job,
  type Refusal,
  type Services,
  type Transaction,
} from "#platform";
import type { Channel } from "./channel-of.ts";
import type { NewChannelOutage, NewFallback, OutChannel } from "./channel-outage-contract.ts";
import {
  cameByFallback,
  channelOutage,
  deleteCopies,
  endOutageRow,
  fallbackById,
  fallbackCopies,
  insertFallback,
  insertOutage,
  lastAtWork,
  ownOutagesOf,
  settleFallback,
  type FallbackCopy,
} from "./channel-outage-store.ts";
import { putOutageMails } from "./outage-mail.ts";

const noSuchOutage = refuse("no-such-channel-outage", "There is no such outage of a channel.", 404);
const outageOver = refuse("channel-outage-over", "This outage is over already. Reload the page.");
const noSuchFallback = refuse("no-such-fallback", "There is no such fallback channel.", 404);
const fallbackDecided = refuse(
  "fallback-decided",
  "This fallback channel was decided before. Reload the page.",
);
const fallbackStands = refuse(
  "fallback-stands",
  "A fallback channel of this carrier and kind waits or is in force already. End that one first.",
);
const noSuchCarrier = refuse("no-such-carrier", "There is no such carrier. Reload the carriers.", 404);
const ownFallback = refuse(
  "four-eyes",
  "You proposed it yourself: a supervisor who did not decides it.",
  403,
);
/** What a carrier is told that uses a fallback channel which is not open. */
export const fallbackNotOpen = refuse(
  "fallback-not-open",
  "This channel stands in for another one: it is open only once approved, and while the main channel is out. Use the main channel; GET /v1/outages says which are out.",
  409,
);
const longestYears = 2;
const furthestBackMs = 7 * 86_400_000;

/** Whether the database has turned a delivery away because its channel stands in for another and is not open. */
export function isNotOpen(problem: unknown): boolean {
  return (
    typeof problem === "object" &&
    problem !== null &&
    "constraint" in problem &&
    problem.constraint === "fallback_not_open"
  );
}

/** Opens an outage as the person who says so. Refused: one that begins in the future or long ago, of no carrier. */
export async function openChannelOutage(
  tx: Transaction,
  wanted: NewChannelOutage,
): Promise<string | Refusal> {
  const began = new Date(wanted.beganAt);
  const age = tx.at.getTime() - began.getTime();
  if (!(age >= 0 && age <= furthestBackMs)) {
    return refuse(
      "channel-outage-malformed",
      "An outage began at most seven days ago, and not in the future.",
      422,
      {
        fields: [{ field: "beganAt", text: "within the last seven days" }],
      },
    );
  }
  if (wanted.carrierId !== null && !(await isCarrier(tx, wanted.carrierId))) return noSuchCarrier;
  const id = newId(tx.at);
  await insertOutage(tx, {
    id,
    carrierId: wanted.carrierId,
    channels: wanted.channels,
    kind: "reported",
    beganAt: began,
    endedAt: null,
    text: wanted.text.trim(),
  });
  note(tx, "channel-outage.opened", id, { channels: wanted.channels.join(", "), carrier: wanted.carrierId });
  await putOutageMails(tx, id, "begun");
  return id;
}

/** Ends one. */
export async function endChannelOutage(tx: Transaction, id: string): Promise<null | Refusal> {
  const found = await channelOutage(tx, id);
  if (found === null) return noSuchOutage;
  if (!(await endOutageRow(tx, id))) return outageOver;
  note(tx, "channel-outage.ended", id, { channels: found.channels.join(", "), carrier: found.carrier_id });
  await putOutageMails(tx, id, "ended");
  return null;
}

async function isCarrier(tx: Transaction, id: string): Promise<boolean> {
  return (await loadCarriers(tx)).some((carrier) => carrier.id === id);
}

/** Proposes a fallback channel (F20): it takes nothing before a supervisor has approved it. */
export async function proposeFallback(tx: Transaction, wanted: NewFallback): Promise<null | Refusal> {
  const until = new Date(wanted.validUntil);
  const latest = new Date(tx.at);
  latest.setUTCFullYear(latest.getUTCFullYear() + longestYears);
  if (until <= tx.at || until > latest || wanted.channel === wanted.main) {
    return refuse(
      "fallback-malformed",
      "A fallback channel is another one than the main channel, and is approved for two years at most.",
      422,
      { fields: [{ field: wanted.channel === wanted.main ? "channel" : "validUntil", text: "see above" }] },
    );
  }
  if (!(await isCarrier(tx, wanted.carrierId))) return noSuchCarrier;
  const id = newId(tx.at);
  if (!(await insertFallback(tx, id, wanted))) return fallbackStands;
  tx.record({
    action: "fallback.proposed",
    subjectKind: "fallback",
    subjectId: id,
    detail: {
      carrier: wanted.carrierId,
      main: wanted.main,
      channel: wanted.channel,
      until: wanted.validUntil,
    },
  });
  tx.announce("outage", id);
  return null;
}

/** Decides it, as a supervisor who did not propose it. */
export async function decideFallback(
  tx: Transaction,
  id: string,
  decision: { readonly approve: boolean; readonly reason: string },
): Promise<null | Refusal> {
  const found = await fallbackById(tx, id);
  if (found === null) return noSuchFallback;
  if (found.state !== "proposed") return fallbackDecided;
  if (found.proposed_by === tx.actor.id) return ownFallback;
  const state = decision.approve ? "in-force" : "refused";
  await settleFallback(tx, id, { state, reason: decision.reason.trim() });
  tx.record({
    action: decision.approve ? "fallback.approved" : "fallback.refused",
    subjectKind: "fallback",
    subjectId: id,
    detail: {
      carrier: found.carrier_id,
      main: found.main_channel,
      channel: found.channel,
      proposedBy: found.proposed_by,
    },
  });
  tx.announce("outage", id);
  return null;
}

/** Ends one that is in force: from now on its channel is like any other. */
export async function endFallback(tx: Transaction, id: string): Promise<null | Refusal> {
  const found = await fallbackById(tx, id);
  if (found === null) return noSuchFallback;
  if (found.state !== "in-force") return fallbackDecided;
  await settleFallback(tx, id, { state: "ended" });
  tx.record({
    action: "fallback.ended",
    subjectKind: "fallback",
    subjectId: id,
    detail: { carrier: found.carrier_id, main: found.main_channel, channel: found.channel },
  });
  tx.announce("outage", id);
  return null;
}

/**
 * What came over a fallback channel and is delivered by its main channel now: the copy of then is deleted, with an entry each. Returns
 * the copies, whose source is kept anew from what the main channel brought.
 */
export async function confirmByMain(
  tx: Transaction,
  of: {
    readonly deliveryId: string;
    readonly receiptIds: readonly string[];
    readonly firstDelivery: string | null;
  },
): Promise<readonly FallbackCopy[]> {
  const { deliveryId, receiptIds, firstDelivery } = of;
  const copies = await fallbackCopies(tx, { receiptIds, deliveryId: firstDelivery });
  // Sent again over the fallback channel itself, nothing is confirmed.
  if (copies.length === 0 || (await cameByFallback(tx, deliveryId))) return [];
  deleteCopies(
    tx,
    copies.map((copy) => copy.receipt_id),
    deliveryId,
  );
  for (const copy of copies) {
    tx.record({
      action: "fallback.copy-deleted",
      subjectKind: "receipt",
      subjectId: copy.receipt_id,
      detail: { confirmedBy: deliveryId, outage: copy.outage_id },
    });
  }
  tx.announce("outage", deliveryId);
  return copies;
}

/** A channel on which so many deliveries in a row could not be taken is out. */
export const failuresMin = 3;
export type Failing = { readonly channel: OutChannel; readonly since: Date; readonly failures: number };

/** The channel that is out where a delivery over this one cannot be taken; null: it is none of the carriers' own. */
export const outChannelOf = (channel: Channel): OutChannel | null =>
  channel === "command" ? null : channel === "portal" ? "http" : channel;

/** Opens outages of channels that take nothing, and ends those of channels that take again. */
export async function noteFailing(
  tx: Transaction,
  now: { readonly failing: readonly Failing[]; readonly taking: readonly OutChannel[] },
): Promise<void> {
  for (const { channel, since, failures } of now.failing) {
    if (failures < failuresMin) continue;
    const id = newId(tx.at);
    const opened = await insertOutage(tx, {
      id,
      carrierId: null,
      channels: [channel],
      kind: "not-taken",
      beganAt: since,
      endedAt: null,
      text: "What is sent on this channel cannot be taken at present. Keep it, and send it again unchanged.",
    });
    if (!opened) continue;
    note(tx, "channel-outage.opened", id, { channels: channel, carrier: null });
    await putOutageMails(tx, id, "begun");
  }
  for (const channel of now.taking) {
    for (const id of await ownOutagesOf(tx, channel)) {
      if (!(await endOutageRow(tx, id))) continue;
      note(tx, "channel-outage.ended", id, { channels: channel, carrier: null });
      await putOutageMails(tx, id, "ended");
    }
  }
}

/** Away for longer than this, the unit took nothing: the job below looks every minute. */
const awayMs = 5 * 60_000;

/** Notes that the unit is at work; where it was away, an outage of every channel is written down from then to now. */
export async function noteAtWork({ database }: Pick<Services, "database">): Promise<void> {
  await database.transaction(systemActor("intake"), async (tx) => {
    const before = await lastAtWork(tx);
    if (before === null || tx.at.getTime() - before.getTime() <= awayMs) return;
    const id = newId(tx.at);
    const channels: readonly OutChannel[] = ["http", "sftp", "type-b", "amqp", "mail", "folder"];
    await insertOutage(tx, {
      id,
      carrierId: null,
      channels,
      kind: "stopped",
      beganAt: before,
      endedAt: tx.at,
      text: "The unit was away. Send again, unchanged, what was not acknowledged.",
    });
    note(tx, "channel-outage.opened", id, { channels: channels.join(", "), carrier: null });
    note(tx, "channel-outage.ended", id, { channels: channels.join(", "), carrier: null });
    // It is over: one mail tells of both.
    await putOutageMails(tx, id, "ended");
  });
}

function note(
  tx: Transaction,
  action: string,
  id: string,
  detail: { readonly channels: string; readonly carrier: string | null },
): void {
  tx.record({ action, subjectKind: "channel-outage", subjectId: id, detail });
  tx.announce("outage", id);
}

export const channelOutageJobs: readonly Job<Services>[] = [
  { name: "note-at-work", cron: "* * * * *", run: (_payload, services) => noteAtWork(services) },
];
