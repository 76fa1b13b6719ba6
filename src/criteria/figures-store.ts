// All SQL over what rules count: flights they were asked of, matches, how persons judged these. No persons in it.
import type { Transaction } from "#platform";

type Of = { readonly ruleId: string; readonly version: number };
export type Flight = { readonly date: string; readonly id: string };

/**
 * Puts down what a version counted of a flight; a later push of the flight replaces it. Nothing of a day that is summed up:
 * it would be counted twice.
 */
export function countFlight(
  tx: Transaction,
  flight: Flight,
  counts: readonly (Of & {
    readonly shadow: boolean;
    readonly evaluated: number;
    readonly matches: number;
  })[],
): void {
  if (counts.length === 0) return;
  tx.write(
    {
      name: "criteria-count-flight",
      text: `insert into criteria.flight_count (rule_id, version, flight_date, flight_id, shadow, evaluated, matches, at)
             select c."ruleId", c.version, $2, $3, c.shadow, c.evaluated, c.matches, $4
             from jsonb_to_recordset($1::jsonb) as c ("ruleId" uuid, version integer, shadow boolean, evaluated integer, matches integer)
             where not exists (select from criteria.day_count d where d.rule_id = c."ruleId" and d.version = c.version
                                 and d.shadow = c.shadow and d.day = $2)
             on conflict (rule_id, version, shadow, flight_date, flight_id)
             do update set evaluated = excluded.evaluated, matches = excluded.matches, at = excluded.at`,
    },
    [JSON.stringify(counts), flight.date, flight.id, tx.at],
  );
}

/** Sums up what was counted flight by flight on days before `day`, and lets go of the flights. Returns how many flights. */
export async function sumUpDays(tx: Transaction, day: string): Promise<number> {
  const [row] = await tx.query<{ flights: number }>(
    `with gone as (delete from criteria.flight_count where flight_date < $1 returning *),
       summed as (insert into criteria.day_count (rule_id, version, shadow, day, flights, evaluated, matches, most)
         select rule_id, version, shadow, flight_date, count(*), sum(evaluated), sum(matches), max(matches)
         from gone group by rule_id, version, shadow, flight_date
         -- Counted while the day was being summed up.
         on conflict (rule_id, version, shadow, day) do update set flights = day_count.flights + excluded.flights,
           evaluated = day_count.evaluated + excluded.evaluated, matches = day_count.matches + excluded.matches,
           most = greatest(day_count.most, excluded.most))
     select count(*)::int as flights from gone`,
    [day],
  );
  return row?.flights ?? 0;
}

/** What versions counted by day: of days that are over as summed up, of others flight by flight. */
const counted = `(
  select rule_id, version, shadow, day, flights, evaluated, matches, most from criteria.day_count
  union all
  select rule_id, version, shadow, flight_date, 1, evaluated, matches, matches from criteria.flight_count) as c`;

/** How many a version matched on the flights of a day, `except` one of them; of a day that is summed up none. */
export async function matchesOfDay(
  tx: Transaction,
  { ruleId, version }: Of,
  day: string,
  except: string | null,
): Promise<number> {
  const [row] = await tx.query<{ matches: number }>(
    `select coalesce(sum(matches), 0)::int as matches from criteria.flight_count
     where rule_id = $1 and version = $2 and flight_date = $3 and ($4::uuid is null or flight_id <> $4)`,
    [ruleId, version, day, except],
  );
  return row?.matches ?? 0;
}

export type DayRow = Of & {
  rule_id: string;
  day: string;
  shadow: boolean;
  flights: number;
  evaluated: number;
  matches: number;
  most: number;
};

/** The days a version ran, newest first. */
export function daysOf(tx: Transaction, { ruleId, version }: Of, limit: number): Promise<DayRow[]> {
  return tx.query<DayRow>(
    `select day, shadow, sum(flights)::int as flights, sum(evaluated)::int as evaluated, sum(matches)::int as matches,
       max(most) as most
     from ${counted} where rule_id = $1 and version = $2
     group by day, shadow order by day desc, shadow limit $3`,
    [ruleId, version, limit],
  );
}

export type SumRow = {
  rule_id: string;
  version: number;
  shadow: boolean;
  evaluated: number;
  matches: number;
};

/** What versions have counted in all, live and in their shadow. */
export function sumsOf(tx: Transaction, ruleIds: readonly string[]): Promise<SumRow[]> {
  return tx.query<SumRow>(
    `select rule_id, version, shadow, sum(evaluated)::int as evaluated, sum(matches)::int as matches
     from ${counted} where rule_id = any ($1::uuid[]) group by rule_id, version, shadow`,
    [ruleIds],
  );
}

/** What versions counted on flights that were looked at since, live and in their shadow. */
export function sumsSince(
  tx: Transaction,
  ruleIds: readonly string[],
  since: Date,
): Promise<(SumRow & { most: number })[]> {
  return tx.query<SumRow & { most: number }>(
    `select rule_id, version, shadow, sum(evaluated)::int as evaluated, sum(matches)::int as matches, max(matches) as most
     from criteria.flight_count where rule_id = any ($1::uuid[]) and at > $2 group by rule_id, version, shadow`,
    [ruleIds, since],
  );
}

export type ReviewedRow = {
  rule_id: string;
  version: number;
  reviewed: number;
  confirmed: number;
  decided: number;
};

/** How persons judged the matches of versions: `decided` either way, "cannot tell" is only reviewed. */
export function reviewsOf(tx: Transaction, ruleIds: readonly string[]): Promise<ReviewedRow[]> {
  return tx.query<ReviewedRow>(
    `select rule_id, version, count(*)::int as reviewed, count(*) filter (where outcome = 'confirmed')::int as confirmed,
       count(*) filter (where outcome <> 'cannot-tell')::int as decided
     from criteria.review where rule_id = any ($1::uuid[]) group by rule_id, version`,
    [ruleIds],
  );
}

/** Leaves a person's judgement of a match to the figures of the rule; once for each alert. */
export function insertReview(
  tx: Transaction,
  review: Of & { readonly alertId: string; readonly outcome: "no-match" | "confirmed" | "cannot-tell" },
): void {
  tx.write(
    "insert into criteria.review (alert_id, rule_id, version, outcome, at) values ($1, $2, $3, $4, $5)",
    [review.alertId, review.ruleId, review.version, review.outcome, tx.at],
  );
}

type Running = { rule_id: string; version: number; state: "active" | "shadow"; fingerprint: string };

/** Versions that are to be asked now: none that is overdue or past its end. */
export function runningVersions(tx: Transaction): Promise<Running[]> {
  return tx.query<Running>(
    {
      name: "criteria-running",
      text: `select rule_id, version, state, encode(fingerprint, 'hex') as fingerprint from criteria.version
             where state in ('active', 'shadow') and sunset_at > $1 and (state = 'shadow' or review_due > $1)
             order by rule_id, version`,
    },
    [tx.at],
  );
}

/** Whether any version is to be asked. */
export async function anyRunning(tx: Transaction): Promise<boolean> {
  const [row] = await tx.query<{ any: boolean }>({
    name: "criteria-any-running",
    text: `select exists (select from criteria.version where state in ('active', 'shadow'))
             and platform.module_live('rules') as any`,
  });
  return row?.any ?? false;
}

/** Versions that run and must not any more: overdue for review, or past their end. */
export async function overdueVersions(
  tx: Transaction,
): Promise<{ rule_id: string; version: number; review_due: Date | null; sunset_at: Date }[]> {
  const find = () =>
    tx.query<{ rule_id: string; version: number; review_due: Date | null; sunset_at: Date }>(
      {
        name: "criteria-overdue",
        text: `select rule_id, version, review_due, sunset_at from criteria.version
               where state in ('active', 'shadow') and (sunset_at <= $1 or (state = 'active' and review_due <= $1))
               order by rule_id, version`,
      },
      [tx.at],
    );
  const found = await find();
  if (found.length === 0) return found;
  await holdRules(
    tx,
    found.map((row) => row.rule_id),
  );
  // Somebody may have reviewed or stopped one while its lock was waited for.
  return find();
}

/** Whoever changes versions holds their rules first, in one order: two transactions never wait for each other. */
async function holdRules(tx: Transaction, ruleIds: readonly string[]): Promise<void> {
  await tx.query(
    "select from criteria.rule where rule_id = any ($1::uuid[]) order by rule_id for no key update",
    [ruleIds],
  );
}

/** Holds rules until the transaction ends; returns their versions that run, as they then are. */
export async function holdVersions(
  tx: Transaction,
  ruleIds: readonly string[],
): Promise<{ rule_id: string; version: number; state: string }[]> {
  if (ruleIds.length === 0) return [];
  await holdRules(tx, ruleIds);
  return tx.query(
    `select rule_id, version, state from criteria.version
     where rule_id = any ($1::uuid[]) and state in ('active', 'shadow')`,
    [ruleIds],
  );
}

/** Asks for all flights still to come to be asked of the rules in force, and for alerts of a stopped version to be withdrawn. */
export function askToRun(tx: Transaction, { ruleId, version }: Of): void {
  tx.write("select platform.add_job('run-criterion', $1::json, $2)", [
    JSON.stringify({ ruleId, version }),
    `run-criterion:${ruleId}:${version}`,
  ]);
}
/** The same for every rule that runs, as when rules are put in operation (LED-27). */
export async function askToRunAll(tx: Transaction): Promise<void> {
  const rows = await tx.query<{ rule_id: string; version: number }>(
    "select rule_id, version from criteria.version where state in ('active', 'shadow')",
  );
  for (const { rule_id: ruleId, version } of rows) askToRun(tx, { ruleId, version });
}
export function askToWithdraw(tx: Transaction, { ruleId, version }: Of): void {
  tx.write("select platform.add_job('withdraw-criterion-alerts', $1::json, $2)", [
    JSON.stringify({ ruleId, version }),
    `withdraw-criterion-alerts:${ruleId}:${version}`,
  ]);
}
/** Asks, in the transaction of a push, for the flight's persons to be looked at by the rules. */
export function askToEvaluate(tx: Transaction, flight: Flight): void {
  tx.write("select platform.add_job('evaluate-flight', $1::json, $2)", [
    JSON.stringify({ date: flight.date, id: flight.id }),
    `evaluate-flight:${flight.id}`,
  ]);
}

/** How many rules are in force. */
export async function countInForce(tx: Transaction): Promise<number> {
  const [row] = await tx.query<{ count: number }>(
    "select count(*) as count from criteria.version where state = 'active'",
  );
  return row?.count ?? 0;
}
