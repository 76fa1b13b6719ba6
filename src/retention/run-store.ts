// All SQL of deletion runs: what is due, steps that delete it and write down the ids, certificates (of masking too), deleting again after a restore.
import { newId, type Deletions, type ExpiringKind, type Transaction } from "#platform";
import { keptFrom, type LegalProfile } from "#vocabulary";
import { erasureJob } from "./erase-store.ts";

export type Run = {
  readonly runId: string;
  readonly startedAt: Date;
  /** What was first received before has had its time. */
  readonly keptFrom: Date;
};

type Terms = Pick<LegalProfile, "initial">;

/** A part of what is due of a kind: rows `x` by a condition, its values from $`first` on, and the columns that put them in order. */
type DuePart = {
  readonly text: string;
  readonly values: readonly unknown[];
  readonly order: readonly string[];
  readonly basis: "PNRD-12.4" | "PNRD-12.5a" | "AGR-CA-1/15";
};

/**
 * What is due of a kind: what is in clear by its clock or by an end of its own, what is masked by its end; each part has an index
 * of its own, and no row stands in two. `waiting`: with what waits for a person still, which otherwise is closed first.
 */
function dueParts(
  kind: ExpiringKind,
  terms: Terms,
  run: Pick<Run, "startedAt" | "keptFrom">,
  first: number,
  waiting = false,
): readonly DuePart[] {
  const decided = kind.lapses === undefined || waiting ? "" : ` and not (${kind.lapses.open})`;
  const also = `${kind.also === undefined ? "" : ` and ${kind.also}`}${decided}`;
  const basis = "PNRD-12.4";
  const order = [`x.${kind.clock}`];
  if (kind.after.by === "instant")
    return [{ text: `x.${kind.clock} <= $${first}${also}`, values: [run.startedAt], order, basis }];
  const limit = kind.after.by === "initial" ? run.keptFrom : periodEnd(run.startedAt, kind.after.period);
  const before = `x.${kind.clock} < $${first}`;
  if (!kind.grounds) return [{ text: `${before}${also}`, values: [limit], order, basis }];
  const at = `$${first + 1}`;
  // Where the profile masks, what nobody masked in time is not deleted before its five years are over.
  const over =
    terms.initial.effect === "mask"
      ? `(x.kept_until <= ${at} or platform.ceiling(x.${kind.clock}) <= ${at})`
      : `(x.kept_until is null or x.kept_until <= ${at})`;
  const values = [limit, run.startedAt];
  const free = `(x.held_until is null or x.held_until <= ${at})${also}`;
  if (kind.masked !== true) return [{ text: `${before} and ${over} and ${free}`, values, order, basis }];
  const clear: DuePart = {
    text: `${before} and x.masked_at is null and ${over} and ${free}`,
    values,
    order,
    basis,
  };
  const masked: DuePart = {
    text: `${before} and x.masked_at is not null and x.kept_until <= ${at} and ${free}`,
    values,
    order: ["x.kept_until", `x.${kind.clock}`],
    basis,
  };
  if (kind.ends === undefined) return [clear, masked];
  const ended: DuePart = {
    text: `x.${kind.ends.at} <= ${at} and x.masked_at is null and (x.kept_until is null or x.kept_until <= ${at}) and ${free}
      and (${before} and ${over}) is not true`,
    values,
    order: [`x.${kind.ends.at}`],
    basis: kind.ends.basis,
  };
  return [clear, ended, masked];
}

/** So many at once; what is left over lapses with the next run, and stays until then. */
const lapsePerRun = 5_000;

export type Lapsed = { readonly kind: ExpiringKind; readonly id: string; readonly about: string };

/** Closes what waits for a person still though its time is over, kind by kind: nothing goes undecided without having been told. */
export async function lapse(
  tx: Transaction,
  kinds: readonly ExpiringKind[],
  terms: Terms,
): Promise<readonly Lapsed[]> {
  const [row] = await tx.query<{ kept_from: Date }>("select platform.kept_from() as kept_from");
  const now = { startedAt: tx.at, keptFrom: row?.kept_from ?? new Date(0) };
  const lapsed: Lapsed[] = [];
  for (const kind of kinds) {
    if (kind.lapses === undefined) continue;
    for (const { text, values } of dueParts(kind, terms, now, 2, true)) {
      const rows = await tx.query<{ id: string; about: string }>(
        `update ${kind.table} x set ${kind.lapses.set} where x.${kind.id} in
           (select x.${kind.id} from ${kind.table} x where ${kind.lapses.open} and ${text} limit $1 for update)
         returning x.${kind.id} as id, x.${kind.lapses.about} as about`,
        [lapsePerRun, ...values],
      );
      lapsed.push(...rows.map((each) => ({ kind, ...each })));
    }
  }
  return lapsed;
}

function periodEnd(at: Date, period: Extract<ExpiringKind["after"], { by: "period" }>["period"]): Date {
  if ("hours" in period) return new Date(at.getTime() - period.hours * 3_600_000);
  return new Date(`${keptFrom(at, period)}T00:00:00Z`);
}

/** How many rows of each kind are due. Counted by itself: certificates must come to the same. */
export async function countDue(
  tx: Transaction,
  kinds: readonly ExpiringKind[],
  terms: Terms,
  run: Run,
): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const kind of kinds) {
    for (const { text, values } of dueParts(kind, terms, run, 1)) {
      const [row] = await tx.query<{ count: number }>(
        `select count(*) as count from ${kind.table} x where ${text}`,
        values,
      );
      if ((row?.count ?? 0) > 0) counts[kind.kind] = (counts[kind.kind] ?? 0) + (row?.count ?? 0);
    }
  }
  return counts;
}

/** The run that a stop interrupted, else a new one when anything is due; null when nothing is. */
export async function beginRun(
  tx: Transaction,
  kinds: readonly ExpiringKind[],
  terms: Terms,
  job: string,
): Promise<Run | null> {
  const [open] = await tx.query<{ run_id: string; started_at: Date; kept_from: Date }>(
    "select run_id, started_at, kept_from from retention.run where ended_at is null and job = $1 for update",
    [job],
  );
  if (open !== undefined) return { runId: open.run_id, startedAt: open.started_at, keptFrom: open.kept_from };
  const [row] = await tx.query<{ kept_from: Date }>("select platform.kept_from() as kept_from");
  const run = { runId: newId(tx.at), startedAt: tx.at, keptFrom: row?.kept_from ?? new Date(0) };
  const due = await countDue(tx, kinds, terms, run);
  if (Object.keys(due).length === 0) return null;
  // A day late: what had had its time already at this hour of yesterday.
  const yesterday = new Date(tx.at.getTime() - 86_400_000);
  const before = { ...run, startedAt: yesterday, keptFrom: periodEnd(yesterday, terms.initial.period) };
  const late = await countDue(
    tx,
    kinds.filter((kind) => kind.after.by === "initial"),
    terms,
    before,
  );
  await tx.query(
    `insert into retention.run (run_id, started_at, kept_from, profile, job, due, late) values ($1, $2, $3, $4, $5, $6, $7)`,
    [
      run.runId,
      run.startedAt,
      run.keptFrom,
      tx.profile,
      job,
      JSON.stringify(due),
      Object.values(late).reduce((sum, count) => sum + count, 0),
    ],
  );
  return run;
}

/** Deletes some rows of a kind that are due, first those due first, and writes their ids down; returns them. */
export async function deleteStep(
  tx: Transaction,
  kind: ExpiringKind,
  terms: Terms,
  run: Run,
): Promise<readonly string[]> {
  for (const part of dueParts(kind, terms, run, 5)) {
    const gone = await deletePart(tx, kind, run, part);
    if (gone.length > 0) return gone;
  }
  return [];
}

async function deletePart(
  tx: Transaction,
  kind: ExpiringKind,
  run: Run,
  { text, values, order, basis }: DuePart,
): Promise<readonly string[]> {
  const clock = kind.after.by === "instant" ? "$4::timestamptz" : `x.${kind.clock}`;
  const linked = kind.grounds
    ? "case when x.kept_until is null then 'GENERAL' else 'LINKED' end"
    : "'GENERAL'";
  // Up to the last of the first so many: rows of one moment go together.
  const names = order.map((_, at) => `o${at}`);
  const edge = names.map((name) => `(select ${name} from edge)`).join(", ");
  const [row] = await tx.query<{ ids: string[] | null }>(
    `with edge as materialized (
       select * from (select ${order.map((column, at) => `${column} as o${at}`).join(", ")} from ${kind.table} x
         where ${text} order by ${order.join(", ")} limit $2) s
       order by ${names.map((name) => `${name} desc`).join(", ")} limit 1),
     gone as (
       delete from ${kind.table} x where (${order.join(", ")}) <= (${edge}) and ${text}
       returning ${kind.id} as id, ${linked} as class, ${clock} as clock_start),
     noted as (
       insert into retention.deleted (kind, id, run_id, class, at, clock_start, basis)
       select $3, id, $1, class, $4, clock_start, '${basis}' from gone on conflict do nothing)
     select array_agg(id::text) as ids from gone`,
    [run.runId, kind.perStep, kind.kind, tx.at, ...values],
  );
  return row?.ids ?? [];
}

export type Certificate = {
  readonly certificateId: string;
  readonly kind: string;
  readonly class: "GENERAL" | "LINKED";
  readonly records: number;
  readonly idsHash: string;
};

/** What a run has done, id by id, until its certificates are made. */
const doneBy = { deleted: "retention.deleted", masked: "retention.masking" } as const;

/** Certifies what the run has deleted or masked, one certificate for each kind and class, and ends it. */
export async function endRun(
  tx: Transaction,
  runId: string,
  { job, act }: { job: string; act: keyof typeof doneBy },
): Promise<readonly Certificate[]> {
  const rows = await tx.query<{
    certificate_id: string;
    kind: string;
    class: "GENERAL" | "LINKED";
    records: number;
    ids_hash: string;
  }>(
    `insert into retention.certificate (certificate_id, run_id, kind, class, act, records, first_received_from,
       first_received_to, ids_hash, profile, job, made_at)
     select gen_random_uuid(), run_id, kind, class, $5, count(*), min(clock_start), max(clock_start),
       sha256(string_agg(uuid_send(id), '' order by id)), $2, $3, $4
     from ${doneBy[act]} where run_id = $1 group by run_id, kind, class
     returning certificate_id, kind, class, records, encode(ids_hash, 'hex') as ids_hash`,
    [runId, tx.profile, job, tx.at, act],
  );
  if (act === "masked") await tx.query("delete from retention.masking where run_id = $1", [runId]);
  await tx.query("update retention.run set ended_at = $2 where run_id = $1", [runId, tx.at]);
  return rows.map((row) => ({
    certificateId: row.certificate_id,
    kind: row.kind,
    class: row.class,
    records: row.records,
    idsHash: row.ids_hash,
  }));
}

/** How many of these notes, told by their first ids, the ledger of deletions does not know: more than none after a restore. */
export async function unknownNotes(tx: Transaction, notes: readonly Deletions[]): Promise<number> {
  const [row] = await tx.query<{ count: number }>(
    `select count(*) as count from unnest($1::text[], $2::uuid[]) as n (kind, id)
     where not exists (select from retention.deleted d where d.kind = n.kind and d.id = n.id)`,
    [notes.map(({ kind }) => kind), notes.map(({ ids }) => ids[0])],
  );
  return row?.count ?? 0;
}

/** What was erased on request within so many days, by kind and run, as the journal outside notes it. */
export function erasedRows(tx: Transaction, days: number): Promise<Deletions[]> {
  return tx.query<Deletions>(
    `select d.kind, d.at, array_agg(d.id::text) as ids from retention.deleted d join retention.run r using (run_id)
     where r.job = $1 and d.at > $2::timestamptz - make_interval(days => $3) group by d.run_id, d.kind, d.at`,
    [erasureJob, tx.at, days],
  );
}

/** Takes what the journal outside the database names into the ledger of deletions; returns how many ids are new to it. */
export async function takeUpNotes(tx: Transaction, notes: readonly Deletions[]): Promise<number> {
  const runId = newId(tx.at);
  await tx.query(
    `insert into retention.run (run_id, started_at, kept_from, profile, job, due, late, ended_at)
     values ($1, $2, platform.kept_from(), $3, 'restore', '{}', 0, $2)`,
    [runId, tx.at, tx.profile],
  );
  let taken = 0;
  for (const { kind, at, ids } of notes) {
    const [row] = await tx.query<{ count: number }>(
      `with noted as (
         insert into retention.deleted (kind, id, run_id, class, at, clock_start)
         select $1, id, $2, 'GENERAL', $3, $3 from unnest($4::uuid[]) as id on conflict do nothing returning 1)
       select count(*) as count from noted`,
      [kind, runId, at, ids],
    );
    taken += row?.count ?? 0;
  }
  return taken;
}

/** Rows of the vault that no key opens any more, as theirs was destroyed; returns how many went. */
export async function forgetUnderDestroyed(tx: Transaction, periodKeys: readonly string[]): Promise<number> {
  const [row] = await tx.query<{ count: number }>(
    `with gone as (delete from retention.vault where period_key = any($1::text[]) returning 1)
     select count(*) as count from gone`,
    [periodKeys],
  );
  return row?.count ?? 0;
}

/** Deletes again what the ledger of deletions names: after a restore. Returns how many of each kind were there. */
export async function deleteAgain(
  tx: Transaction,
  kinds: readonly ExpiringKind[],
): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const kind of kinds) {
    // A hold of the earlier day is over: with it in force nothing would have been deleted.
    if (kind.grounds)
      await tx.query(
        `update ${kind.table} x set held_until = null from (select id as dead from retention.deleted where kind = $1) d
         where ${kind.id} = d.dead and x.held_until is not null`,
        [kind.kind],
      );
    const [row] = await tx.query<{ count: number }>(
      `with gone as (delete from ${kind.table} x using (select id as dead from retention.deleted where kind = $1) d
         where ${kind.id} = d.dead returning 1) select count(*) as count from gone`,
      [kind.kind],
    );
    if ((row?.count ?? 0) > 0) counts[kind.kind] = row?.count ?? 0;
  }
  return counts;
}

/** Forgets ids that no backup can hold any more (retention.backup); returns how many. */
export async function forgetDeleted(tx: Transaction, before: Date): Promise<number> {
  const [row] = await tx.query<{ count: number }>(
    `with gone as (delete from retention.deleted where at < $1
       and run_id in (select run_id from retention.run where ended_at is not null) returning 1)
     select count(*) as count from gone`,
    [before],
  );
  return row?.count ?? 0;
}
