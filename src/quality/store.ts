// All SQL of the slice: days of traffic, measurements, samples and what second persons decided.
import type { Transaction } from "#platform";

export type DayCount = { readonly day: string; readonly persons: number };

/** Notes the persons on flights of some days; a day counted before is counted anew. */
export function noteDays(tx: Transaction, days: readonly DayCount[]): void {
  tx.write(
    `insert into quality.traffic_day (day, persons)
     select day, persons from jsonb_to_recordset($1::jsonb) as d (day date, persons integer)
     on conflict (day) do update set persons = excluded.persons`,
    [JSON.stringify(days)],
  );
}

/** Days from `from` to before `until` that were counted. */
export function notedDays(tx: Transaction, from: string, until: string): Promise<DayCount[]> {
  return tx.query<DayCount>(
    "select day::text as day, persons from quality.traffic_day where day >= $1 and day < $2 order by day",
    [from, until],
  );
}

export type KindCount = { readonly kind: string; readonly found: number; readonly of: number };
export type OriginCount = {
  readonly origin: string;
  readonly decoys: number;
  readonly alerted: number;
  readonly listed: number;
  readonly found: number;
  readonly namesakes: number;
  readonly mistaken: number;
};
export type KeptMeasurement = {
  readonly id: string;
  readonly at: Date;
  readonly seed: number;
  readonly engineVersion: string;
  /** The thresholds, by name and version. */
  readonly profile: string;
  readonly lists: readonly { readonly code: string; readonly version: string }[];
  readonly kinds: readonly KindCount[];
  readonly origins: readonly OriginCount[];
};

export function insertMeasurement(tx: Transaction, made: Omit<KeptMeasurement, "at">): void {
  tx.write(
    `insert into quality.measurement (measurement_id, measured_at, seed, engine_version, profile, lists, kinds,
       origins)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      made.id,
      tx.at,
      made.seed,
      made.engineVersion,
      made.profile,
      JSON.stringify(made.lists),
      JSON.stringify(made.kinds),
      JSON.stringify(made.origins),
    ],
  );
}

/** The latest; undefined before the first. */
export async function latestMeasurement(tx: Transaction): Promise<KeptMeasurement | undefined> {
  const [row] = await tx.query<KeptMeasurement>(
    `select measurement_id as id, measured_at as at, seed, engine_version as "engineVersion", profile, lists, kinds,
       origins
     from quality.measurement order by measured_at desc limit 1`,
    [],
  );
  return row;
}

export type NewItem = {
  readonly id: string;
  readonly alertId: string;
  readonly firstOutcome: string;
  readonly firstBy: string;
};

/** Writes a sample down with its items, in the order drawn. */
export function insertSample(
  tx: Transaction,
  sample: {
    readonly id: string;
    readonly seed: string;
    readonly since: Date;
    readonly population: number;
    readonly populationHash: Buffer;
    readonly items: readonly NewItem[];
  },
): void {
  tx.write(
    `insert into quality.sample (sample_id, drawn_by, drawn_at, seed, since, population, population_hash)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [sample.id, tx.actor.id, tx.at, sample.seed, sample.since, sample.population, sample.populationHash],
  );
  tx.write(
    `insert into quality.sample_item (item_id, sample_id, alert_id, first_outcome, first_by)
     select id, $1, "alertId", "firstOutcome", "firstBy"
     from jsonb_to_recordset($2::jsonb) as i (id uuid, "alertId" uuid, "firstOutcome" text, "firstBy" text)`,
    [sample.id, JSON.stringify(sample.items)],
  );
}

export type KeptSample = {
  readonly id: string;
  readonly drawnBy: string;
  readonly drawnAt: Date;
  readonly since: Date;
  readonly seed: string;
  readonly population: number;
  readonly populationHash: Buffer;
};

/** Newest first. */
export function recentSamples(tx: Transaction, limit: number): Promise<KeptSample[]> {
  return tx.query<KeptSample>(
    `select sample_id as id, drawn_by as "drawnBy", drawn_at as "drawnAt", since, seed, population,
       population_hash as "populationHash"
     from quality.sample order by drawn_at desc, sample_id limit $1`,
    [limit],
  );
}

export type KeptItem = {
  readonly id: string;
  readonly sampleId: string;
  readonly alertId: string;
  readonly firstOutcome: string;
  readonly firstBy: string;
  readonly secondOutcome: string | null;
  readonly secondBy: string | null;
  readonly drawnAt: Date;
};

const itemColumns = `item_id as id, sample_id as "sampleId", alert_id as "alertId", first_outcome as "firstOutcome",
  first_by as "firstBy", second_outcome as "secondOutcome", second_by as "secondBy", drawn_at as "drawnAt"`;

export function itemsOf(tx: Transaction, samples: readonly string[]): Promise<KeptItem[]> {
  return tx.query<KeptItem>(
    `select ${itemColumns} from quality.sample_item join quality.sample using (sample_id)
     where sample_id = any ($1::uuid[])`,
    [samples],
  );
}

/** What nobody has decided a second time and somebody else than `person` decided first, in an order of its own. */
export function itemsFor(tx: Transaction, person: string): Promise<KeptItem[]> {
  return tx.query<KeptItem>(
    `select ${itemColumns} from quality.sample_item join quality.sample using (sample_id)
     where second_outcome is null and first_by <> $1 order by drawn_at, item_id`,
    [person],
  );
}

export async function decidedBy(tx: Transaction, person: string): Promise<number> {
  const [row] = await tx.query<{ decided: number }>(
    "select count(*)::int as decided from quality.sample_item where second_by = $1",
    [person],
  );
  return row?.decided ?? 0;
}

/** One item, held until the transaction ends where it is to be decided. */
export async function itemById(tx: Transaction, id: string, held: boolean): Promise<KeptItem | undefined> {
  const [row] = await tx.query<KeptItem>(
    `select ${itemColumns} from quality.sample_item join quality.sample using (sample_id) where item_id = $1
     ${held ? "for update of sample_item" : ""}`,
    [id],
  );
  return row;
}

/** Writes a second decision down. */
export function decideItem(tx: Transaction, id: string, outcome: string, code: string): void {
  tx.write(
    `update quality.sample_item set second_outcome = $2, second_code = $3, second_by = $4, second_at = $5
     where item_id = $1 and second_outcome is null`,
    [id, outcome, code, tx.actor.id, tx.at],
  );
}

/** What second persons said of alerts, by alert. */
export async function secondOpinions<Outcome extends string>(
  tx: Transaction,
): Promise<ReadonlyMap<string, readonly Outcome[]>> {
  const rows = await tx.query<{ alertId: string; outcomes: Outcome[] }>(
    `select alert_id as "alertId", array_agg(second_outcome order by second_at, item_id) as outcomes
     from quality.sample_item where second_outcome is not null group by alert_id`,
    [],
  );
  return new Map(rows.map(({ alertId, outcomes }) => [alertId, outcomes]));
}
