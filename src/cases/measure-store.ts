// What the measuring of quality reads of alerts: figures and outcomes, no person.
import type { Transaction } from "#platform";
import type { ListEntry } from "#watchlists";
import type { Outcome } from "./contract.ts";

/** What was only joined to another alert is left out everywhere. */
const counted =
  "a.withdrawn_reason is distinct from 'person-joined' and a.withdrawn_reason is distinct from 'listings-joined'";

/** Decisions of one kind: how many. `category`: "" of an entry that has none; `month` of the decision, YYYY-MM. */
export type DecidedCount = {
  readonly category: string;
  readonly band: string;
  readonly list: string;
  readonly month: string;
  readonly outcome: Outcome;
  readonly count: number;
};

/** Decisions taken since an instant, counted by everything they are shown by. */
export function decidedCounts(tx: Transaction, since: Date): Promise<DecidedCount[]> {
  return tx.query<DecidedCount>(
    `select category, band, list, to_char(day, 'YYYY-MM') as month, outcome, sum(count)::int as count from (
       select coalesce(a.entry ->> 'category', '') as category, a.band, a.list_code as list,
         (d.decided_at at time zone 'UTC')::date as day, d.outcome, count(*) as count
       from cases.decision d join cases.alert a using (alert_id)
       where d.decided_at >= $1 and ${counted} group by 1, 2, 3, 4, 5
       union all
       select category, band, list_code, decided_on, outcome, alerts from cases.judged
       where decided_on >= ($1::timestamptz at time zone 'UTC')::date) as all_of_them
     group by 1, 2, 3, 4, 5 order by 1, 2, 3, 4, 5`,
    [since],
  );
}

/** A place in the order of hours from alert to decision, of one band; "" of all. From 1. */
export type HourRank = { readonly band: string; readonly rank: number };

/** The hours at these places, of what was decided since an instant. */
export function hoursAtRanks(
  tx: Transaction,
  since: Date,
  ranks: readonly HourRank[],
): Promise<(HourRank & { readonly hours: number })[]> {
  return tx.query<HourRank & { hours: number }>(
    `with taken as (
       select a.band, (extract(epoch from d.decided_at - a.raised_at) / 3600)::double precision as hours
       from cases.decision d join cases.alert a using (alert_id)
       where d.decided_at >= $1 and ${counted}
     ), placed as (
       select g.band, g.hours, row_number() over (partition by g.band order by g.hours)::int as rank
       from (select band, hours from taken union all select '', hours from taken) g
     )
     select p.band, p.rank, p.hours from placed p
     join jsonb_to_recordset($2::jsonb) as w (band text, rank integer) using (band, rank)`,
    [since, JSON.stringify(ranks)],
  );
}

/** Alerts by the week of their flight (its Monday) and the bin of their strength, from 1. */
export type WeekStrengths = { readonly week: string; readonly bin: number; readonly count: number };

/** `edges`: where the bins begin, the first 0; the last bin holds 1. */
export function alertsByWeek(
  tx: Transaction,
  from: string,
  edges: readonly number[],
): Promise<WeekStrengths[]> {
  return tx.query<WeekStrengths>(
    `select week::text, width_bucket(strength, $2::double precision[]) as bin, sum(count)::int as count from (
       select date_trunc('week', a.flight_date::timestamp)::date as week, a.strength, 1 as count
       from cases.alert a where a.flight_date >= $1 and ${counted}
       union all
       select flight_week, strength::double precision, alerts from cases.judged where flight_week >= date_trunc('week', $1::date)) as all_of_them
     group by 1, 2 order by 1, 2`,
    [from, edges],
  );
}

/** Decisions by their week (its Monday, UTC), and how many of them nobody could tell. */
export type WeekDecisions = { readonly week: string; readonly decided: number; readonly cannotTell: number };

export function decisionsByWeek(tx: Transaction, since: Date): Promise<WeekDecisions[]> {
  return tx.query<WeekDecisions>(
    `select date_trunc('week', day)::date::text as week, sum(count)::int as decided,
       coalesce(sum(count) filter (where outcome = 'cannot-tell'), 0)::int as "cannotTell" from (
       select d.decided_at at time zone 'UTC' as day, d.outcome, 1 as count
       from cases.decision d join cases.alert a using (alert_id) where d.decided_at >= $1 and ${counted}
       union all
       select decided_on, outcome, alerts from cases.judged where decided_on >= ($1::timestamptz at time zone 'UTC')::date) as all_of_them
     group by 1 order by 1`,
    [since],
  );
}

/** A decided alert, as a sample is drawn from it. */
export type DecidedAlert = {
  readonly id: string;
  readonly outcome: Outcome;
  readonly decidedBy: string;
};

/** All that were decided since an instant, by id: whoever draws a sample again needs each of them. */
export function decidedAlerts(tx: Transaction, since: Date): Promise<DecidedAlert[]> {
  return tx.query<DecidedAlert>(
    `select a.alert_id as id, d.outcome, d.decided_by as "decidedBy"
     from cases.decision d join cases.alert a using (alert_id)
     where d.decided_at >= $1 and ${counted} order by a.alert_id`,
    [since],
  );
}

/** Which of these alerts are still kept. */
export async function keptAlerts(tx: Transaction, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await tx.query<{ id: string }>(
    "select alert_id as id from cases.alert where alert_id = any ($1::uuid[])",
    [ids],
  );
  return new Set(rows.map(({ id }) => id));
}

/** A decided alert as a calibration reads it: whose pair it is says a key, never a name. */
export type ReviewedPair = {
  readonly alertId: string;
  /** The same for the same traveller and listed person, on whatever flights. */
  readonly pair: string;
  readonly bits: number;
  readonly band: string;
  readonly list: string;
  readonly engineVersion: string;
  readonly outcome: Outcome;
  readonly decidedAt: Date;
  /** The clearing that followed from it was ended: as a mistake, by a later confirmation, by the entry's owner. */
  readonly withdrawn: boolean;
};

/** All decided alerts that rest on names, dates and documents; what rests on keys of bookings has no such bits. */
export function reviewedPairs(tx: Transaction): Promise<ReviewedPair[]> {
  return tx.query<ReviewedPair>(
    `select a.alert_id as "alertId", (a.evidence ->> 'bits')::double precision as bits, a.band, a.list_code as list,
       a.engine_version as "engineVersion", d.outcome, d.decided_at as "decidedAt",
       md5(coalesce((select min(encode(k, 'hex')) from unnest(a.identity_keys) k),
                    (select min(encode(k, 'hex')) from unnest(a.bare_keys) k), a.person_id::text)
           || ' ' || a.listed_person) as pair,
       w.alert_id is not null as withdrawn
     from cases.alert a join cases.decision d using (alert_id)
     left join (select distinct alert_id from cases.cleared_pair where revoked_because is not null) w using (alert_id)
     where not jsonb_path_exists(a.evidence, '$.why[*] ? (@.relation == "key-equal")')
     order by a.alert_id`,
    [],
  );
}

/** An entry of a list with what its alerts cost: the entry as it was last compared, and no traveller. */
export type ReviewedEntry = {
  readonly list: string;
  readonly entryId: string;
  readonly entry: ListEntry;
  readonly different: number;
  readonly cannotTell: number;
  readonly same: number;
  /** What would have decided those that nobody could tell. */
  readonly needed: readonly string[];
  /** Another entry of the same list was one person with it in an alert. */
  readonly duplicate: boolean;
};

/** Entries whose alerts were other persons or could not be told, the costliest first. */
export function costliestEntries(tx: Transaction, since: Date, limit: number): Promise<ReviewedEntry[]> {
  return tx.query<ReviewedEntry>(
    `select a.list_code as list, a.entry_id as "entryId",
       (array_agg(a.entry order by a.raised_at desc, a.alert_id))[1] as entry,
       count(*) filter (where d.outcome = 'no-match')::int as different,
       count(*) filter (where d.outcome = 'cannot-tell')::int as "cannotTell",
       count(*) filter (where d.outcome = 'confirmed')::int as same,
       coalesce(array_agg(distinct d.reason_code) filter (where d.outcome = 'cannot-tell'), '{}') as needed,
       bool_or(jsonb_path_exists(a.others, '$[*] ? (@.list == $code)', jsonb_build_object('code', a.list_code)))
         as duplicate
     from cases.decision d join cases.alert a using (alert_id)
     where d.decided_at >= $1 and ${counted}
     group by 1, 2 having count(*) filter (where d.outcome <> 'confirmed') > 0
     order by count(*) filter (where d.outcome <> 'confirmed') desc, 1, 2 limit $2`,
    [since, limit],
  );
}
