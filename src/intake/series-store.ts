// All SQL of series of parts.
import { newId, type Transaction } from "#platform";
import type { Finding, PushKind } from "#vocabulary";
import type { SeriesPart } from "./series.ts";

export type KeptSeries = {
  series_id: string;
  state: "open" | "complete" | "incomplete";
  last_at: Date;
  incomplete_at: Date | null;
};

/** The latest series of a key. Its flight is held by whoever asks, so that it stays as it is. */
export async function latestSeries(tx: Transaction, key: Buffer): Promise<KeptSeries | null> {
  const rows = await tx.query<KeptSeries>(
    {
      name: "intake-latest-series",
      text: `select series_id, state, last_at, incomplete_at from intake.series where key = $1
             order by opened_at desc, series_id desc limit 1`,
    },
    [key],
  );
  return rows[0] ?? null;
}

/** The parts of a series, by number. */
export async function partsOf(tx: Transaction, seriesId: string): Promise<SeriesPart[]> {
  const rows = await tx.query<{
    part: number;
    final: boolean;
    content: string;
    found: number;
    stated: number | null;
    named: string[];
  }>(
    {
      name: "intake-series-parts",
      text: `select part, final, encode(content, 'hex') as content, found, stated, named
             from intake.series_part where series_id = $1 order by part`,
    },
    [seriesId],
  );
  return rows;
}

export type NewSeries = {
  readonly key: Buffer;
  readonly carrierId: string | null;
  readonly kind: string;
  readonly push: PushKind | null;
  readonly wholePush: boolean;
  readonly flight: { readonly date: string; readonly id: string };
};

/** Begins a series; returns its id. */
export function insertSeries(tx: Transaction, series: NewSeries): string {
  const id = newId(tx.at);
  const { key, carrierId, kind, push, wholePush, flight } = series;
  tx.write(
    {
      name: "intake-insert-series",
      text: `insert into intake.series (series_id, key, carrier_id, kind, push, whole_push, flight_date, flight_id, state,
               opened_at, last_at)
             values ($1, $2, $3, $4, $5, $6, $7, $8, 'open', $9, $9)`,
    },
    [id, key, carrierId, kind, push, wholePush, flight.date, flight.id, tx.at],
  );
  return id;
}

/** Keeps a part, in place of an earlier one with its number. */
export function keepPart(tx: Transaction, seriesId: string, receiptId: string, part: SeriesPart): void {
  tx.write(
    {
      name: "intake-keep-part",
      text: `insert into intake.series_part values ($1, $2, $3, $4, decode($5, 'hex'), $6, $7, $8, $9)
             on conflict (series_id, part) do update set final = excluded.final, receipt_id = excluded.receipt_id,
               content = excluded.content, found = excluded.found, stated = excluded.stated, named = excluded.named,
               at = excluded.at`,
    },
    [seriesId, part.part, part.final, receiptId, part.content, part.found, part.stated, part.named, tx.at],
  );
}

/** Notes that a part came, and what the series is now. */
export function setSeries(
  tx: Transaction,
  seriesId: string,
  state: KeptSeries["state"],
  came: boolean,
): void {
  tx.write(
    {
      name: "intake-set-series",
      text: `update intake.series set state = $2, last_at = case when $4 then $3 else last_at end,
               incomplete_at = case when $2 = 'incomplete' then coalesce(incomplete_at, $3) else incomplete_at end,
               completed_at = case when $2 = 'complete' then $3 else completed_at end
             where series_id = $1`,
    },
    [seriesId, state, tx.at, came],
  );
}

export type OverdueSeries = {
  series_id: string;
  kind: string;
  push: PushKind | null;
  flight_date: string;
  flight_id: string;
};

/** Open series that no part came to since `before`. */
export function overdueSeries(tx: Transaction, before: Date, limit: number): Promise<OverdueSeries[]> {
  return tx.query<OverdueSeries>(
    {
      name: "intake-overdue-series",
      text: `select series_id, kind, push, flight_date, flight_id from intake.series
             where state = 'open' and last_at <= $1 order by last_at limit $2 for update skip locked`,
    },
    [before, limit],
  );
}

/** How the series of a carrier ended that began in a time: whole at once, whole after parts were missed, never whole. */
export async function seriesOutcomes(
  tx: Transaction,
  carrierId: string,
  from: Date,
  to: Date,
): Promise<{ complete: number; repaired: number; incomplete: number }> {
  const [row] = await tx.query<{ complete: number; repaired: number; incomplete: number }>(
    `select count(*) filter (where state = 'complete' and incomplete_at is null)::int as complete,
            count(*) filter (where state = 'complete' and incomplete_at is not null)::int as repaired,
            count(*) filter (where state = 'incomplete')::int as incomplete
     from intake.series where carrier_id = $1 and opened_at >= $2 and opened_at < $3`,
    [carrierId, from, to],
  );
  return row ?? { complete: 0, repaired: 0, incomplete: 0 };
}

/** Adds a finding on a series as a whole to the receipt of the part that came last: it counts for the carrier with that. */
export function addFinding(tx: Transaction, seriesId: string, finding: Finding): void {
  tx.write(
    `update intake.receipt set findings = findings || $2::jsonb, warnings = warnings + 1
     where receipt_id = (select receipt_id from intake.series_part where series_id = $1 order by at desc, part desc limit 1)`,
    [seriesId, JSON.stringify([finding])],
  );
}

/** Takes away series that no part came to since `before`. Returns how many. */
export async function deleteSeries(tx: Transaction, before: Date): Promise<number> {
  const [row] = await tx.query<{ count: number }>(
    "with gone as (delete from intake.series where last_at <= $1 returning 1) select count(*)::int as count from gone",
    [before],
  );
  return row?.count ?? 0;
}
