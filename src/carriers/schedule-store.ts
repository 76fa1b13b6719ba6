// Schedules, their imports and the pushes carriers owe, in the database.
import { newId, type Transaction } from "#platform";
import type { OwedPush } from "#vocabulary";
import type { ScheduleFinding } from "./schedule-reading.ts";
import { legKey, type ScheduledLeg } from "./schedule.ts";

/** A leg with the number it stands under. */
export type StandingLeg = ScheduledLeg & { readonly id: string; readonly importId: string | null };

type LegFields = {
  schedule_id: string;
  carrier: string;
  number: string;
  suffix: string;
  variation: string;
  origin: string;
  destination: string;
  mode: ScheduledLeg["mode"];
  departs: number;
  arrives: number;
  first: string;
  last: string;
  days: string;
  every_weeks: 1 | 2;
  code_shares: string[];
  import_id: string | null;
};

const columns = `schedule_id, carrier, number, suffix, variation, origin, destination, mode, departs, arrives, first, last,
  days, every_weeks, code_shares, import_id`;

function legFrom(row: LegFields): StandingLeg {
  const {
    schedule_id: id,
    every_weeks: everyWeeks,
    code_shares: codeShares,
    import_id: importId,
    ...leg
  } = row;
  return { ...leg, id, everyWeeks, codeShares, importId };
}

/** Legs that stand, in the order of their flights; of one carrier, or of all (null). */
export async function standingLegs(
  tx: Transaction,
  carrier: string | null,
  limit: number,
): Promise<StandingLeg[]> {
  const rows = await tx.query<LegFields>(
    `select ${columns} from carriers.schedule where withdrawn_at is null and ($1::text is null or carrier = $1)
     order by carrier, lpad(number, 4, '0'), suffix, first, origin limit $2`,
    [carrier, limit],
  );
  return rows.map(legFrom);
}

/** One leg that stands. */
export async function standingLeg(tx: Transaction, id: string): Promise<StandingLeg | undefined> {
  const rows = await tx.query<LegFields>(
    `select ${columns} from carriers.schedule where schedule_id = $1 and withdrawn_at is null`,
    [id],
  );
  return rows.map(legFrom)[0];
}

/** How many legs of each carrier stand. */
export function legsByCarrier(tx: Transaction): Promise<{ carrier: string; legs: number }[]> {
  return tx.query(
    "select carrier, count(*)::int as legs from carriers.schedule where withdrawn_at is null group by carrier order by carrier",
  );
}

/** Legs whose period touches these days. */
export async function legsBetween(tx: Transaction, first: string, last: string): Promise<StandingLeg[]> {
  const rows = await tx.query<LegFields>(
    {
      name: "carriers-legs-between",
      text: `select ${columns} from carriers.schedule where withdrawn_at is null and last >= $1 and first <= $2`,
    },
    [first, last],
  );
  return rows.map(legFrom);
}

/** Legs of one flight number, its own or one they are sold under besides, and whether the carrier has a schedule here at all. */
export async function legsOfNumber(
  tx: Transaction,
  carrier: string,
  number: string,
): Promise<{ readonly legs: StandingLeg[]; readonly known: boolean }> {
  const rows = await tx.query<LegFields & { known: boolean }>(
    {
      name: "carriers-legs-of-number",
      text: `select ${columns}, true as known from carriers.schedule
             where withdrawn_at is null and (carrier = $1 and number = $2 or code_shares @> array[$1 || $2])`,
    },
    [carrier, number],
  );
  if (rows.length > 0) return { legs: rows.map(legFrom), known: true };
  const [any] = await tx.query<{ known: boolean }>(
    {
      name: "carriers-any-leg",
      text: "select exists (select 1 from carriers.schedule where withdrawn_at is null and carrier = $1) as known",
    },
    [carrier],
  );
  return { legs: [], known: any?.known ?? false };
}

/** Adds legs; one that stands already is left as it is. Returns how many were added. */
export async function insertLegs(
  tx: Transaction,
  legs: readonly ScheduledLeg[],
  importId: string | null,
): Promise<string[]> {
  const rows = legs.map((leg) => ({ ...leg, id: newId(tx.at), key: legKey(leg) }));
  const added = await tx.query<{ schedule_id: string }>(
    `insert into carriers.schedule (schedule_id, leg_key, carrier, number, suffix, variation, origin, destination, mode,
       departs, arrives, first, last, days, every_weeks, code_shares, import_id, added_by, added_at)
     select l.id, l.key, l.carrier, l.number, l.suffix, l.variation, l.origin, l.destination, l.mode, l.departs, l.arrives,
            l.first, l.last, l.days, l."everyWeeks", l."codeShares", $2, $3, $4
     from jsonb_to_recordset($1::jsonb) as l (id uuid, key text, carrier text, number text, suffix text, variation text,
          origin text, destination text, mode text, departs integer, arrives integer, first date, last date, days text,
          "everyWeeks" smallint, "codeShares" text[])
     on conflict (leg_key) where withdrawn_at is null do nothing returning schedule_id`,
    [JSON.stringify(rows), importId, tx.actor.id, tx.at],
  );
  return added.map((row) => row.schedule_id);
}

/** Takes legs out of the schedule; returns whose they were. */
export async function withdrawLegs(tx: Transaction, ids: readonly string[]): Promise<string[]> {
  const rows = await tx.query<{ carrier: string }>(
    `update carriers.schedule set withdrawn_at = $2 where schedule_id = any ($1::uuid[]) and withdrawn_at is null
     returning carrier`,
    [ids, tx.at],
  );
  return rows.map((row) => row.carrier);
}

export type ImportRow = {
  import_id: string;
  format: "ssim" | "csv";
  state: "draft" | "active" | "discarded";
  lines: number;
  carriers: string[];
  added: number;
  removed: number;
  kept: number;
  findings: ScheduleFinding[];
  more_findings: number;
  prepared_by: string;
  prepared_at: Date;
  decided_at: Date | null;
};

const importColumns = `import_id, format, state, lines, carriers, added, removed, kept, findings, more_findings, prepared_by,
  prepared_at, decided_at`;

export async function insertImport(
  tx: Transaction,
  row: Pick<ImportRow, "import_id" | "format" | "lines" | "carriers" | "added" | "removed" | "kept"> & {
    readonly sha256: Buffer;
    readonly legs: readonly ScheduledLeg[];
    readonly findings: readonly ScheduleFinding[];
    readonly moreFindings: number;
  },
): Promise<void> {
  await tx.query(
    `insert into carriers.schedule_import (import_id, format, state, sha256, lines, legs, findings, more_findings, carriers,
       added, removed, kept, prepared_by, prepared_at)
     values ($1, $2, 'draft', $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
    [
      row.import_id,
      row.format,
      row.sha256,
      row.lines,
      JSON.stringify(row.legs),
      JSON.stringify(row.findings),
      row.moreFindings,
      row.carriers,
      row.added,
      row.removed,
      row.kept,
      tx.actor.id,
      tx.at,
    ],
  );
}

export function recentImports(tx: Transaction, limit: number): Promise<ImportRow[]> {
  return tx.query<ImportRow>(
    `select ${importColumns} from carriers.schedule_import order by prepared_at desc, import_id desc limit $1`,
    [limit],
  );
}

/** One import with the legs of its draft, held until the transaction ends; null when there is none. */
export async function importById(
  tx: Transaction,
  id: string,
): Promise<(ImportRow & { legs: ScheduledLeg[] | null }) | null> {
  const rows = await tx.query<ImportRow & { legs: ScheduledLeg[] | null }>(
    `select ${importColumns}, legs from carriers.schedule_import where import_id = $1 for update`,
    [id],
  );
  return rows[0] ?? null;
}

/** A draft becomes active or is discarded; its legs stand in the schedule then, or nowhere. */
export async function decideImport(
  tx: Transaction,
  id: string,
  decided: { state: "active" | "discarded"; added: number; removed: number; kept: number },
): Promise<void> {
  await tx.query(
    `update carriers.schedule_import set state = $2, legs = null, added = $3, removed = $4, kept = $5,
       decided_by = $6, decided_at = $7 where import_id = $1`,
    [id, decided.state, decided.added, decided.removed, decided.kept, tx.actor.id, tx.at],
  );
}

/** The carriers' own plans of pushes by designator they fly as. */
export async function plansByDesignator(tx: Transaction): Promise<Map<string, readonly OwedPush[]>> {
  const rows = await tx.query<{ designator: string; pushes: OwedPush[] }>(
    `select unnest(c.flies_as) as designator, p.pushes
     from carriers.push_plan p join carriers.carrier c using (carrier_id) order by c.code`,
  );
  return new Map(rows.map((row) => [row.designator, row.pushes]));
}

export async function planOf(tx: Transaction, carrierId: string): Promise<readonly OwedPush[] | null> {
  const rows = await tx.query<{ pushes: OwedPush[] }>(
    "select pushes from carriers.push_plan where carrier_id = $1",
    [carrierId],
  );
  return rows[0]?.pushes ?? null;
}

/** Gives a carrier a plan of its own; null takes it away. */
export async function setPlan(
  tx: Transaction,
  carrierId: string,
  pushes: readonly OwedPush[] | null,
): Promise<void> {
  if (pushes === null) {
    await tx.query("delete from carriers.push_plan where carrier_id = $1", [carrierId]);
    return;
  }
  await tx.query(
    `insert into carriers.push_plan values ($1, $2, $3, $4)
     on conflict (carrier_id) do update set pushes = excluded.pushes, changed_by = excluded.changed_by,
       changed_at = excluded.changed_at`,
    [carrierId, JSON.stringify(pushes), tx.actor.id, tx.at],
  );
}
