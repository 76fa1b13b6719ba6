// All SQL by which everything about one person on one flight goes before its time, by the register of what expires.
import { newId, type ExpiringKind, type Transaction } from "#platform";

/** One person on one flight. */
export type ErasedOf = { readonly date: string; readonly flightId: string; readonly personId: string };

type Subject = {
  readonly travellers: readonly string[];
  readonly bookings: readonly string[];
  readonly receipts: readonly string[];
};

/** The person's rows, the bookings that nobody else stands in, and the messages they came by. */
async function subjectOf(tx: Transaction, of: ErasedOf): Promise<Subject> {
  const [row] = await tx.query<Subject>(
    `with own as (select traveller_id, booking_id, receipt_id from records.traveller
       where flight_date = $1 and flight_id = $2 and person_id = $3 for update)
     select coalesce((select array_agg(traveller_id) from own), '{}') as travellers,
       coalesce((select array_agg(b.booking_id) from records.booking b
         where b.flight_date = $1 and b.flight_id = $2 and b.booking_id in (select booking_id from own)
           and not exists (select from records.traveller o where o.flight_date = $1 and o.flight_id = $2
             and o.booking_id = b.booking_id and o.person_id <> $3)), '{}') as bookings,
       coalesce((select array_agg(distinct r.receipt_id) from (
         select receipt_id from own union
         select c.receipt_id from records.change c where c.flight_date = $1 and c.flight_id = $2
           and c.subject_id in (select traveller_id from own)) r), '{}') as receipts`,
    [of.date, of.flightId, of.personId],
  );
  return row ?? { travellers: [], bookings: [], receipts: [] };
}

const subject = `(select $1::date as flight_date, $2::uuid as flight_id, $3::uuid as person_id, $4::uuid[] as travellers,
  $5::uuid[] as bookings, $6::uuid[] as receipts) p`;

type Found = { readonly kind: ExpiringKind; readonly ids: readonly string[] };

/** Deletes them, kind by kind, and writes ids, run and certificates down. Null where there is nothing of the person. */
export async function erase(
  tx: Transaction,
  kinds: readonly ExpiringKind[],
  of: ErasedOf,
): Promise<{ readonly runId: string; readonly records: Readonly<Record<string, number>> } | null> {
  const rows = await subjectOf(tx, of);
  if (rows.travellers.length === 0) return null;
  const values = [of.date, of.flightId, of.personId, rows.travellers, rows.bookings, rows.receipts];
  // Found before anything is deleted: what is about a person is found by what is deleted with it.
  const found: Found[] = [];
  for (const kind of kinds) {
    if (kind.ofPerson === undefined) continue;
    const ids = await tx.query<{ id: string }>(
      `select ${kind.id} as id from (select x.* from ${kind.table} x, ${subject} where ${kind.ofPerson}) x`,
      values,
    );
    if (ids.length > 0) found.push({ kind, ids: ids.map(({ id }) => id) });
  }
  const records = Object.fromEntries(found.map(({ kind, ids }) => [kind.kind, ids.length]));
  const runId = newId(tx.at);
  await tx.query(
    `insert into retention.run (run_id, started_at, kept_from, profile, job, due, late, ended_at)
     values ($1, $2, platform.kept_from(), $3, $4, $5, 0, $2)`,
    [runId, tx.at, tx.profile, erasureJob, JSON.stringify(records)],
  );
  for (const { kind, ids } of found) await eraseKind(tx, { kind, ids }, of, runId);
  await tx.query(
    `insert into retention.certificate (certificate_id, run_id, kind, class, act, records, first_received_from,
       first_received_to, ids_hash, profile, job, made_at)
     select gen_random_uuid(), run_id, kind, class, 'deleted', count(*), min(clock_start), max(clock_start),
       sha256(string_agg(uuid_send(id), '' order by id)), $2, $3, $4
     from retention.deleted where run_id = $1 group by run_id, kind, class`,
    [runId, tx.profile, erasureJob, tx.at],
  );
  return { runId, records };
}

/** As runs and certificates name it. */
export const erasureJob = "erased-on-request";

async function eraseKind(tx: Transaction, { kind, ids }: Found, of: ErasedOf, runId: string): Promise<void> {
  const onFlight = kind.onFlight === true ? "and x.flight_date = $5::date and x.flight_id = $6::uuid" : "";
  const linked = kind.grounds
    ? "case when x.kept_until is null then 'GENERAL' else 'LINKED' end"
    : "'GENERAL'";
  const clock = kind.after.by === "instant" ? "$3::timestamptz" : `x.${kind.clock}`;
  // What went along with another kind is gone; its id is written down all the same, for a restored backup.
  await tx.query(
    `with gone as (delete from ${kind.table} x where ${kind.id} = any ($4::uuid[]) ${onFlight}
       returning ${kind.id} as id, ${linked} as class, ${clock} as clock_start)
     insert into retention.deleted (kind, id, run_id, class, at, clock_start)
     select $2, w.id, $1, coalesce(g.class, 'GENERAL'), $3, coalesce(g.clock_start, $3)
     from unnest($4::uuid[]) as w (id) left join gone g on g.id = w.id on conflict do nothing`,
    [runId, kind.kind, tx.at, ids, ...(kind.onFlight === true ? [of.date, of.flightId] : [])],
  );
}

/** The background work that notes erasures outside the database. */
export const noteErasuresJob = "note-erasures";

/** Asks for it, at the commit. */
export function askToNoteErasures(tx: Transaction): void {
  tx.write("select platform.add_job($1, '{}', $1)", [noteErasuresJob]);
}

/** What stands against erasing a person's data: kept on grounds of two persons, a match that was confirmed, an open case. */
export async function evidenceWith(
  tx: Transaction,
  of: ErasedOf,
): Promise<readonly ("kept-on-grounds" | "held" | "confirmed-match" | "open-case")[]> {
  const [row] = await tx.query<{ kept: boolean; held: boolean; confirmed: boolean; open: boolean }>(
    `select
       exists (select from retention.link l where l.flight_date = $1 and l.flight_id = $2 and l.person_id = $3
         and l.state = 'kept') as kept,
       exists (select from retention.hold h where h.flight_date = $1 and h.flight_id = $2 and h.person_id = $3
         and h.state = 'held' and h.expires_at > platform.at()) as held,
       exists (select from cases.alert a where a.flight_date = $1 and a.flight_id = $2 and a.person_id = $3
         and a.state = 'confirmed')
       or exists (select from cases.criterion_alert a where a.flight_date = $1 and a.flight_id = $2 and a.person_id = $3
         and a.state = 'confirmed') as confirmed,
       exists (select from cases.case_person p join cases.case c using (case_id)
         where p.flight_date = $1 and p.flight_id = $2 and p.person_id = $3 and c.state = 'open') as open`,
    [of.date, of.flightId, of.personId],
  );
  return [
    ...(row?.kept === true ? (["kept-on-grounds"] as const) : []),
    ...(row?.held === true ? (["held"] as const) : []),
    ...(row?.confirmed === true ? (["confirmed-match"] as const) : []),
    ...(row?.open === true ? (["open-case"] as const) : []),
  ];
}
