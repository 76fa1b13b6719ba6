// All SQL of masking: rows that are due for it, and what stands in the working tables afterwards.
import { newId, type Transaction } from "#platform";
import { maskedToken, takenKeys, type TravellerValues } from "./masked.ts";

/** One masking, from the instant it began to its certificates; a stop does not change what it is about. */
export type Masking = {
  readonly runId: string;
  /** What was first received before has had its time in clear. */
  readonly keptFrom: Date;
  /** Whether the profile masks what nobody linked, instead of deleting it. */
  readonly everyone: boolean;
};

export const maskingJob = "mask-expired";

type Place = {
  readonly flight_date: string;
  readonly flight_id: string;
  readonly id: string;
  readonly clock_start: Date;
};
export type DueTraveller = TravellerValues & Place;
export type DueBooking = Place & { readonly detail: Readonly<Record<string, unknown>> };
export type DueChange = Place & { readonly fields: unknown };

/** Grounds that hold also cover rows that came after the decision. */
export async function renewLinks(tx: Transaction, keptFrom: Date): Promise<void> {
  await tx.query(
    `select retention.keep_until(flight_date, flight_id, person_id, max(review_at)) from retention.link l
     where state = 'kept' and review_at > $2 and clock_start < $1
       and exists (select from records.traveller t where t.flight_date = l.flight_date and t.flight_id = l.flight_id
                     and t.person_id = l.person_id and t.masked_at is null)
     group by flight_date, flight_id, person_id`,
    [keptFrom, tx.at],
  );
}

/**
 * Rows in clear whose time is over ($1) and which are kept longer at $2: on grounds that hold, by a hold, or, where the profile
 * masks everyone ($3), to the day five years after first receipt.
 */
const isDueUntil = (last: string): string => `clock_start < $1 and masked_at is null
  and (kept_until > $2 or held_until > $2 or ($3 and kept_until is null and ${last} > $2))`;
const ceiling = "platform.ceiling(clock_start)";
/** What came under an agreement is over when the traveller has left, whoever else is masked (AGR-CA-1/15). */
const dataEnd = `least(leaves_at, ${ceiling})`;
const isDue = isDueUntil(dataEnd);
/** A result of screening ends by itself, also where everyone is masked; only grounds keep it longer (PNRD-12.5a). */
const resultEnd = `least(hit_until, ${ceiling})`;
/** A hold alone lets nobody read: its end has come, though the row stays. `everyone`, `at`: parameters. */
const keptUntil = (everyone: string, at: string, last = dataEnd): string =>
  `coalesce(r.kept_until, case when ${everyone} then ${last} else ${at} end)`;
const terms = (tx: Transaction, { keptFrom, everyone }: Omit<Masking, "runId">) => [
  keptFrom,
  tx.at,
  everyone,
];

/** How many rows to take at once, and the instant of first receipt before which none are looked for. */
export type Portion = { readonly limit: number; readonly from: Date };

/**
 * Some rows that are due, held until the transaction ends; those that another step holds are left to it. A step begins where the
 * one before it ended: else it would pass over all that were masked and all that are held, again and again.
 */
const dueRows = (columns: string, table: string): string =>
  `select flight_date, flight_id, clock_start, ${columns} from records.${table} where ${isDue} and clock_start >= $5
   order by clock_start limit $4 for update skip locked`;

export function dueTravellers(
  tx: Transaction,
  masking: Masking,
  { limit, from }: Portion,
): Promise<DueTraveller[]> {
  return tx.query<DueTraveller>(
    {
      name: "mask-due-travellers",
      text: dueRows(
        `traveller_id as id, source, surname, given, name_key, sex, birth_date, nationality, locator, traveller_ref, seat,
         document_numbers, detail`,
        "traveller",
      ),
    },
    [...terms(tx, masking), limit, from],
  );
}

export function dueBookings(
  tx: Transaction,
  masking: Masking,
  { limit, from }: Portion,
): Promise<DueBooking[]> {
  return tx.query<DueBooking>(
    { name: "mask-due-bookings", text: dueRows("booking_id as id, detail", "booking") },
    [...terms(tx, masking), limit, from],
  );
}

export function dueChanges(
  tx: Transaction,
  masking: Masking,
  { limit, from }: Portion,
): Promise<DueChange[]> {
  return tx.query<DueChange>(
    { name: "mask-due-changes", text: dueRows("change_id as id, fields", "change") },
    [...terms(tx, masking), limit, from],
  );
}

/** Kept by the profile to the last day is GENERAL, kept on a person's grounds LINKED. */
const classOf = (everyone: string, last = dataEnd): string =>
  `case when ${everyone} and r.kept_until = ${last} then 'GENERAL' else 'LINKED' end`;

/** What stays of a row. The database takes the values out itself: nothing of them travels back. */
const stays = {
  traveller: `surname = '${maskedToken}', given = null, name_key = '', sex = null, birth_date = null, nationality = null,
    locator = case when source = 'pnr' then locator end, traveller_ref = case when source = 'pnr' then traveller_ref end,
    seat = case when source = 'pnr' then seat end, document_numbers = '{}', link_reason = null, content_hash = '',
    detail = case when source = 'pnr' then detail - $7::text[] else '{}' end, version = r.version + 1`,
  booking: "detail = detail - $7::text[], content_hash = ''",
  // The history follows what it is about: which field changed stays, from what to what does not.
  change: `fields = (select coalesce(jsonb_agg(jsonb_build_object('field', f -> 'field', 'before', null, 'after', null) order by n), '[]')
    from jsonb_array_elements(fields) with ordinality as e (f, n) where $7::text[] is not null)`,
};

/**
 * Rows are written by their keys, some thousands of millions: PostgreSQL, which does not know how many keys it is given, would
 * read whole tables. Holds to the end of the transaction.
 */
export function writeByKey(tx: Transaction): void {
  tx.write(
    {
      name: "mask-by-key",
      text: "select set_config('enable_hashjoin', 'off', true), set_config('enable_mergejoin', 'off', true), set_config('enable_seqscan', 'off', true)",
    },
    [],
  );
}

/** Takes out of the rows what identifies and notes them for the certificate; goes out with the next statement or the commit. */
export function writeMasked(
  tx: Transaction,
  table: "traveller" | "booking" | "change",
  masking: Masking,
  rows: readonly Place[],
): void {
  tx.write(
    {
      name: `mask-${table}`,
      text: `with done as (
         update records.${table} r set ${stays[table]}, masked_at = $4,
           kept_until = ${keptUntil("$6::boolean", "$4")}
         from unnest($1::date[], $2::uuid[], $3::uuid[]) as t (d, f, i)
         where r.flight_date = t.d and r.flight_id = t.f and r.${table}_id = t.i
         returning r.${table}_id as id, r.clock_start, ${classOf("$6::boolean")} as class)
       insert into retention.masking (run_id, kind, class, id, clock_start)
       select $5, '${table}', class, id, clock_start from done`,
    },
    [
      rows.map((row) => row.flight_date),
      rows.map((row) => row.flight_id),
      rows.map((row) => row.id),
      tx.at,
      masking.runId,
      masking.everyone,
      table === "change" ? [] : takenKeys[table],
    ],
  );
  if (table === "traveller")
    tx.write(
      {
        name: "mask-document-use",
        text: "delete from records.document_use where traveller_id = any($1::uuid[])",
      },
      [rows.map((row) => row.id)],
    );
}

const nobody = `jsonb_build_object('surname', '${maskedToken}', 'given', null, 'sex', null, 'birthDate', null, 'nationality', null, 'documents', '[]'::jsonb)`;
const snapshots = [
  {
    table: "alert",
    kind: "alert",
    id: "alert_id",
    last: resultEnd,
    set: `traveller = ${nobody}, evidence = '[]', others = '[]', identity_keys = '{}', bare_keys = '{}'`,
  },
  {
    table: "criterion_alert",
    kind: "rule-match",
    id: "alert_id",
    last: resultEnd,
    set: `traveller = ${nobody}, evidence = '[]', facts_read = null`,
  },
  {
    table: "directive",
    kind: "directive",
    id: "directive_id",
    last: ceiling,
    set: `surname = '${maskedToken}', given = null, known = '{}'`,
  },
  // By hashes: nothing in it to take away (PNRD-12.5b).
  {
    table: "cleared_pair",
    kind: "clearing",
    id: "cleared_pair_id",
    last: ceiling,
    set: "identity_key = identity_key",
  },
] as const;

/** Snapshots in alerts and directives lose what identifies: the passenger's own row in the vault holds it. Returns how many. */
export async function maskSnapshots(tx: Transaction, masking: Masking): Promise<number> {
  let masked = 0;
  for (const { table, kind, id, last, set } of snapshots) {
    const [row] = await tx.query<{ count: number }>(
      `with done as (
         update cases.${table} r set ${set}, masked_at = $2, kept_until = ${keptUntil("$3", "$2", last)}
         where ${isDueUntil(last)} returning r.${id} as id, r.clock_start, ${classOf("$3", last)} as class),
       noted as (insert into retention.masking (run_id, kind, class, id, clock_start)
         select $4, $5, class, id, clock_start from done)
       select count(*) as count from done`,
      [...terms(tx, masking), masking.runId, kind],
    );
    masked += row?.count ?? 0;
  }
  return masked;
}

const maskedTables = [
  ["traveller", "records.traveller", dataEnd],
  ["booking", "records.booking", dataEnd],
  ["change", "records.change", dataEnd],
  ...snapshots.map(({ table, kind, last }) => [kind, `cases.${table}`, last] as const),
] as const;

/** How many rows of each kind are due for masking; kinds without any are left out. */
async function countToMask(tx: Transaction, of: Omit<Masking, "runId">): Promise<Record<string, number>> {
  const counts = await Promise.all(
    maskedTables.map(async ([kind, table, last]) => {
      const [row] = await tx.query<{ n: number }>(
        `select count(*) as n from ${table} where ${isDueUntil(last)}`,
        terms(tx, of),
      );
      return [kind, row?.n ?? 0] as const;
    }),
  );
  return Object.fromEntries(counts.filter(([, n]) => n > 0));
}

/** The masking that a stop interrupted, else a new one when anything is due; null when nothing is. */
export async function beginMasking(tx: Transaction, everyone: boolean): Promise<Masking | null> {
  const [open] = await tx.query<{ run_id: string; kept_from: Date }>(
    "select run_id, kept_from from retention.run where ended_at is null and job = $1 for update",
    [maskingJob],
  );
  if (open !== undefined) return { runId: open.run_id, keptFrom: open.kept_from, everyone };
  const keptFrom = await keptFromNow(tx);
  const of = { keptFrom, everyone };
  const due = await countToMask(tx, of);
  if (Object.keys(due).length === 0) return null;
  const late = await countToMask(tx, { ...of, keptFrom: new Date(keptFrom.getTime() - 86_400_000) });
  const runId = newId(tx.at);
  await tx.query(
    "insert into retention.run (run_id, started_at, kept_from, profile, job, due, late) values ($1, $2, $3, $4, $5, $6, $7)",
    [
      runId,
      tx.at,
      keptFrom,
      tx.profile,
      maskingJob,
      JSON.stringify(due),
      Object.values(late).reduce((sum, count) => sum + count, 0),
    ],
  );
  return { ...of, runId };
}

export async function keptFromNow(tx: Transaction): Promise<Date> {
  const [row] = await tx.query<{ kept_from: Date }>("select platform.kept_from() as kept_from");
  if (row === undefined) throw new Error("each transaction says from when on data may be read");
  return row.kept_from;
}

/** Whether rows whose time in clear is over still wait for the vault. */
export async function waitsForMasking(tx: Transaction, everyone: boolean): Promise<boolean> {
  const keptFrom = await keptFromNow(tx);
  return Object.keys(await countToMask(tx, { keptFrom, everyone })).length > 0;
}

/** Whether all of a month (YYYY-MM) has had its time in clear, a day ago at least: nothing of it comes into the vault any more. */
export async function monthIsOver(tx: Transaction, month: string): Promise<boolean> {
  const [row] = await tx.query<{ over: boolean }>(
    "select platform.kept_from() >= ($1::date + interval '1 month' + interval '1 day') at time zone 'UTC' as over",
    [`${month}-01`],
  );
  return row?.over ?? false;
}

/** What masked rows there are of a person. Needs a purpose, as every look at a person. */
export async function maskedRows(
  tx: Transaction,
  of: { readonly date: string; readonly flightId: string; readonly personId: string },
): Promise<
  { kind: "traveller" | "booking"; id: string; source: string; masked_at: Date | null; role: string | null }[]
> {
  return tx.query(
    `select 'traveller' as kind, traveller_id as id, source, masked_at, role from records.traveller
     where flight_date = $1 and flight_id = $2 and person_id = $3
     union all
     select 'booking', b.booking_id, 'pnr', b.masked_at, null from records.booking b
     where b.flight_date = $1 and b.flight_id = $2 and b.booking_id in
       (select t.booking_id from records.traveller t where t.flight_date = $1 and t.flight_id = $2 and t.person_id = $3)
     order by 1 desc, 2`,
    [of.date, of.flightId, of.personId],
  );
}
