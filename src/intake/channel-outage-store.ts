// All SQL of outages of channels, of the channels that stand in, and of what came by them.
import type { Transaction } from "#platform";
import type {
  ChannelOutage,
  FallbackChannel,
  NewFallback,
  OutChannel,
  StandIn,
} from "./channel-outage-contract.ts";

export type OutageRow = {
  outage_id: string;
  carrier_id: string | null;
  channels: OutChannel[];
  kind: ChannelOutage["kind"];
  began_at: Date;
  ended_at: Date | null;
  text: string;
  opened_by: string;
  by_fallback: number;
  confirmed: number;
  copies_deleted: number;
};

const outageColumns = `o.outage_id, o.carrier_id, o.channels, o.kind, o.began_at, o.ended_at, o.text, o.opened_by,
  count(r.receipt_id)::int as by_fallback, count(r.fallback_confirmed_by)::int as confirmed,
  count(r.fallback_deleted_at)::int as copies_deleted`;
const outageTables = `intake.channel_outage o left join intake.delivery d on d.outage_id = o.outage_id and d.duplicate_of is null
  left join intake.receipt r on r.delivery_id = d.delivery_id and r.state = 'processed'`;

/** Outages, open ones first, then those that began last; of one carrier those that touch it. */
export function channelOutages(
  tx: Transaction,
  of: { readonly carrierId: string | null; readonly limit: number },
): Promise<OutageRow[]> {
  return tx.query<OutageRow>(
    `select ${outageColumns} from ${outageTables}
     where $1::uuid is null or o.carrier_id is null or o.carrier_id = $1
     group by o.outage_id order by o.ended_at is not null, o.began_at desc, o.outage_id limit $2`,
    [of.carrierId, of.limit],
  );
}

/** One; null where there is none. */
export async function channelOutage(tx: Transaction, id: string): Promise<OutageRow | null> {
  const [row] = await tx.query<OutageRow>(
    `select ${outageColumns} from ${outageTables} where o.outage_id = $1 group by o.outage_id`,
    [id],
  );
  return row ?? null;
}

/** Opens one; false: the intake has opened one of these channels already, and it lasts. */
export async function insertOutage(
  tx: Transaction,
  outage: {
    readonly id: string;
    readonly carrierId: string | null;
    readonly channels: readonly OutChannel[];
    readonly kind: ChannelOutage["kind"];
    readonly beganAt: Date;
    readonly endedAt: Date | null;
    readonly text: string;
  },
): Promise<boolean> {
  const rows = await tx.query(
    `insert into intake.channel_outage (outage_id, carrier_id, channels, kind, began_at, ended_at, text, opened_by, opened_at, ended_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict do nothing returning outage_id`,
    [
      outage.id,
      outage.carrierId,
      outage.channels,
      outage.kind,
      outage.beganAt,
      outage.endedAt,
      outage.text,
      tx.actor.id,
      tx.at,
      outage.endedAt === null ? null : tx.actor.id,
    ],
  );
  return rows.length === 1;
}

/** Ends one that lasts; false: it is over. */
export async function endOutageRow(tx: Transaction, id: string): Promise<boolean> {
  const rows = await tx.query(
    `update intake.channel_outage set ended_at = greatest($2::timestamptz, began_at), ended_by = $3
     where outage_id = $1 and ended_at is null returning outage_id`,
    [id, tx.at, tx.actor.id],
  );
  return rows.length === 1;
}

/** Those that the intake opened by itself because it could not take what came on this channel, and that last. */
export async function ownOutagesOf(tx: Transaction, channel: OutChannel): Promise<string[]> {
  const rows = await tx.query<{ outage_id: string }>(
    `select outage_id from intake.channel_outage where kind = 'not-taken' and ended_at is null and $1 = any (channels)`,
    [channel],
  );
  return rows.map((row) => row.outage_id);
}

/** When the unit was last at work; now is noted. Null the first time. */
export async function lastAtWork(tx: Transaction): Promise<Date | null> {
  const [before] = await tx.query<{ seen_at: Date }>("select seen_at from intake.last_at_work for update");
  await tx.query(
    "insert into intake.last_at_work (seen_at) values ($1) on conflict (only_row) do update set seen_at = $1",
    [tx.at],
  );
  return before?.seen_at ?? null;
}

export type FallbackRow = {
  fallback_id: string;
  carrier_id: string;
  main_channel: OutChannel;
  channel: StandIn;
  security: string;
  valid_until: Date;
  state: FallbackChannel["state"];
  proposed_by: string;
  proposed_at: Date;
  decided_by: string | null;
  decided_at: Date | null;
};
const fallbackColumns = `fallback_id, carrier_id, main_channel, channel, security, valid_until, state, proposed_by, proposed_at,
  decided_by, decided_at`;

/** The register, what waits first, then the newest. */
export function fallbackRows(tx: Transaction, limit: number): Promise<FallbackRow[]> {
  return tx.query<FallbackRow>(
    `select ${fallbackColumns} from intake.fallback_channel
     order by state <> 'proposed', state <> 'in-force', proposed_at desc limit $1`,
    [limit],
  );
}

export async function fallbackById(tx: Transaction, id: string): Promise<FallbackRow | null> {
  const [row] = await tx.query<FallbackRow>(
    `select ${fallbackColumns} from intake.fallback_channel where fallback_id = $1 for update`,
    [id],
  );
  return row ?? null;
}

/** Channels that stand in for these of a carrier now. */
export async function standInsOf(
  tx: Transaction,
  carrierId: string,
  channels: readonly OutChannel[],
): Promise<StandIn[]> {
  const rows = await tx.query<{ channel: StandIn }>(
    `select channel from intake.fallback_channel where carrier_id = $1 and state = 'in-force' and valid_until > $3
       and main_channel = any ($2::text[]) order by channel`,
    [carrierId, channels, tx.at],
  );
  return rows.map((row) => row.channel);
}

/** Proposes one; false: another of this channel waits or is in force. */
export async function insertFallback(tx: Transaction, id: string, wanted: NewFallback): Promise<boolean> {
  const rows = await tx.query(
    `insert into intake.fallback_channel (fallback_id, carrier_id, main_channel, channel, security, valid_until, state, proposed_by,
       proposed_at)
     values ($1, $2, $3, $4, $5, $6, 'proposed', $7, $8) on conflict do nothing returning fallback_id`,
    [
      id,
      wanted.carrierId,
      wanted.main,
      wanted.channel,
      wanted.security.trim(),
      wanted.validUntil,
      tx.actor.id,
      tx.at,
    ],
  );
  return rows.length === 1;
}

export async function settleFallback(
  tx: Transaction,
  id: string,
  settled: { readonly state: "in-force" | "refused"; readonly reason: string } | { readonly state: "ended" },
): Promise<void> {
  if (settled.state === "ended") {
    await tx.query(
      "update intake.fallback_channel set state = 'ended', ended_by = $2, ended_at = $3 where fallback_id = $1",
      [id, tx.actor.id, tx.at],
    );
  } else {
    await tx.query(
      `update intake.fallback_channel set state = $2, decided_by = $3, decided_at = $4, decision = $5 where fallback_id = $1`,
      [id, settled.state, tx.actor.id, tx.at, settled.reason],
    );
  }
}

export type FallbackCopy = { receipt_id: string; sha256: string; outage_id: string };

/** What came over a fallback channel and was delivered by its main channel now, by receipts and by a whole delivery. */
export function fallbackCopies(
  tx: Transaction,
  of: { readonly receiptIds: readonly string[]; readonly deliveryId: string | null },
): Promise<FallbackCopy[]> {
  return tx.query<FallbackCopy>(
    `select r.receipt_id, encode(r.sha256, 'hex') as sha256, d.outage_id
     from intake.receipt r join intake.delivery d using (delivery_id)
     where (r.receipt_id = any ($1::uuid[]) or d.delivery_id = $2) and r.state = 'processed' and d.outage_id is not null
       and r.fallback_deleted_at is null for update of r`,
    [of.receiptIds, of.deliveryId],
  );
}

/** Deletes what is kept of the source of these receipts, and notes which delivery of the main channel confirmed them. */
export function deleteCopies(tx: Transaction, receiptIds: readonly string[], deliveryId: string): void {
  tx.write("delete from intake.redacted_source where receipt_id = any ($1::uuid[])", [receiptIds]);
  tx.write(
    `update intake.receipt set fallback_confirmed_by = $2, fallback_deleted_at = $3 where receipt_id = any ($1::uuid[])`,
    [receiptIds, deliveryId, tx.at],
  );
}

/** Whether a delivery came over a fallback channel. */
export async function cameByFallback(tx: Transaction, deliveryId: string): Promise<boolean> {
  const [row] = await tx.query<{ is: boolean }>(
    "select outage_id is not null as is from intake.delivery where delivery_id = $1",
    [deliveryId],
  );
  return row?.is ?? false;
}
