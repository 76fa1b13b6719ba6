// Whom a breach concerns, found in the ledger and in the records by what was open to it (tables: oversight.breach_reach, breach_affected).
import type { Transaction } from "#platform";
import type { BreachSelector, BreachTable } from "./breach-contract.ts";

export type ReachRecord = {
  readonly reach_id: string;
  readonly at: Date;
  readonly by_person: string;
  readonly selectors: readonly BreachSelector[];
  readonly persons: number;
  readonly records: number;
  readonly since: Date | null;
  readonly hash: Buffer;
};
const columns = "reach_id, at, by_person, selectors, persons, records, since, hash";

/** What an entry is on when it is also on everybody in it, named by the entries that made it. */
const shared = ["receipt", "alert", "criterion-alert", "case", "clearing", "directive", "rights-request"];

/** A selector with the accounts that its name stands for; null: whoever it was. */
export type Opened = BreachSelector & { readonly actors: readonly string[] | null };

/** Rows of (person_id, flight_date, flight_id, kind, what, record, since) that one selector finds. */
function found(selector: Opened, place: (value: unknown) => string): string {
  const since = place(selector.since);
  const until = place(selector.until);
  if (selector.by === "account") return foundByAccount(place(selector.actors), { since, until });
  if (selector.by === "route") {
    const [origin, destination] = [place(selector.origin), place(selector.destination)];
    return `select t.person_id, t.flight_date, t.flight_id, 'traveller' as kind, 'traveller' as what, t.traveller_id as record,
        greatest(t.first_received_at, ${since}::timestamptz) as since
      from records.traveller t join records.flight f using (flight_date, flight_id)
      where t.flight_date between (${since}::timestamptz at time zone 'UTC')::date and (${until}::timestamptz at time zone 'UTC')::date
        and t.first_received_at < ${until}::timestamptz
        and ((${origin}::text is null or f.origin = ${origin}) and (${destination}::text is null or f.destination = ${destination})
          or exists (select from records.leg l where l.flight_date = f.flight_date and l.flight_id = f.flight_id
            and (${origin}::text is null or l.origin = ${origin}) and (${destination}::text is null or l.destination = ${destination})))`;
  }
  return tables[selector.table ?? "travellers"](`${since}::timestamptz`, `${until}::timestamptz`);
}

/**
 * What an account's acts showed: persons they name, who is in what they were on, and everybody of a flight that was looked at. Where
 * the act names the flight too, the record is looked for on it; else by the person's id alone.
 */
function foundByAccount(
  actors: string,
  { since, until }: { readonly since: string; readonly until: string },
): string {
  return `with e as materialized (
        select at, subject_kind, subject_id, about from ledger.entry
        where at >= ${since}::timestamptz and at < ${until}::timestamptz
          and (actor = any (${actors}::text[]) or (${actors}::text[] is null and actor not like 'system:%'))),
      n as materialized (
        select person_id, max(flight_date) as flight_date, max(flight_id) as flight_id, min(at) as since from (
          select unnest(about) as person_id, null::date as flight_date, null::text as flight_id, at from e
          union all
          select unnest(b.about), null, null, e.at
            from e join ledger.entry b on b.subject_id = e.subject_id and b.subject_kind = e.subject_kind
            where e.about is null and e.subject_kind = any ('{${shared.join(",")}}')
          union all
          select split_part(subject_id, '_', 3)::uuid, left(subject_id, 10)::date, split_part(subject_id, '_', 2), at from e
            where subject_id ~ '^\\d{4}-\\d{2}-\\d{2}_[0-9a-f-]{36}_[0-9a-f-]{36}$'
          union all
          select t.person_id, t.flight_date, t.flight_id::text, e.at from e join records.traveller t
            on t.flight_date = left(e.subject_id, 10)::date and t.flight_id = split_part(e.subject_id, '_', 2)::uuid
            where e.subject_kind = 'flight' and e.subject_id ~ '^\\d{4}-\\d{2}-\\d{2}_[0-9a-f-]{36}$' and t.first_received_at <= e.at
        ) every group by person_id)
    select n.person_id, t.flight_date, t.flight_id, 'traveller', case when t.traveller_id is null then 'gone' else 'traveller' end,
      coalesce(t.traveller_id, n.person_id), n.since
    from n left join records.traveller t on t.flight_date = n.flight_date and t.flight_id = n.flight_id::uuid and t.person_id = n.person_id
    where n.flight_id is not null
    union all
    select n.person_id, t.flight_date, t.flight_id, 'traveller', case when t.traveller_id is null then 'gone' else 'traveller' end,
      coalesce(t.traveller_id, n.person_id), n.since
    from n left join records.traveller t on t.person_id = n.person_id
    where n.flight_id is null`;
}

const tables: Readonly<Record<BreachTable, (since: string, until: string) => string>> = {
  travellers: (since, until) =>
    `select person_id, flight_date, flight_id, 'traveller', 'traveller', traveller_id, greatest(first_received_at, ${since})
     from records.traveller where first_received_at < ${until}`,
  bookings: (since, until) =>
    `select person_id, flight_date, flight_id, 'traveller', 'booking', booking_id, greatest(first_received_at, ${since})
     from records.traveller where first_received_at < ${until} and booking_id is not null`,
  alerts: (since, until) =>
    `select person_id, flight_date, flight_id, 'traveller', 'alert', alert_id, greatest(raised_at, ${since})
       from cases.alert where raised_at < ${until}
     union all
     select person_id, flight_date, flight_id, 'traveller', 'alert', alert_id, greatest(raised_at, ${since})
       from cases.criterion_alert where raised_at < ${until}`,
  requests: (since, until) =>
    `select request_id, null::date, null::uuid, 'request', 'request', request_id, greatest(received_at, ${since})
     from rights.request where received_at < ${until} and kind <> 'processing'`,
  accounts: (since, until) =>
    `select person_id, null::date, null::uuid, 'account', 'account', person_id, greatest(created_at, ${since})
     from access.person where created_at < ${until}`,
};

/** Finds everybody and writes them down under a reach of its own; what was counted. */
export async function countReach(
  tx: Transaction,
  of: { readonly id: string; readonly breachId: string; readonly selectors: readonly Opened[] },
): Promise<ReachRecord> {
  await tx.query(
    `insert into oversight.breach_reach (reach_id, breach_id, at, by_person, selectors, persons, records, hash)
     values ($1, $2, $3, $4, $5::jsonb, 0, 0, '')`,
    [
      of.id,
      of.breachId,
      tx.at,
      tx.actor.id,
      JSON.stringify(of.selectors.map(({ actors: _actors, ...selector }) => selector)),
    ],
  );
  const values: unknown[] = [of.id];
  const place = (value: unknown): string => `$${values.push(value)}`;
  const each = of.selectors.map(
    (selector, index) =>
      `select person_id, flight_date, flight_id, kind, what, record, since, ${index}::smallint as by
       from (${found(selector, place)}) as s${index} (person_id, flight_date, flight_id, kind, what, record, since)`,
  );
  await tx.query(
    `insert into oversight.breach_affected (reach_id, person_id, flight_date, flight_id, kind, records, since, found_by)
     select $1, person_id, min(flight_date), min(flight_id::text)::uuid, min(kind), count(distinct (what, record)), min(since),
       array_agg(distinct by order by by)
     from (${each.join("\nunion all\n")}) all_found group by person_id`,
    values,
  );
  const [counted] = await tx.query<ReachRecord>(
    `update oversight.breach_reach r set (persons, records, since, hash) = (
       select count(*), coalesce(sum(a.records), 0), min(a.since),
         sha256(convert_to(coalesce(string_agg(a.person_id::text, ',' order by a.person_id), ''), 'UTF8'))
       from oversight.breach_affected a where a.reach_id = r.reach_id)
     where reach_id = $1 returning ${columns}`,
    [of.id],
  );
  if (counted === undefined) throw new Error("a reach that was written is there");
  return counted;
}

/** Whether the list of a count is there to be read: its time is over a while after the breach. */
export async function isListKept(tx: Transaction, reachId: string): Promise<boolean> {
  const rows = await tx.query("select 1 from oversight.breach_list where reach_id = $1", [reachId]);
  return rows.length > 0;
}

/** What was counted last; undefined: nothing yet. */
export async function latestReach(tx: Transaction, breachId: string): Promise<ReachRecord | undefined> {
  const rows = await tx.query<ReachRecord>(
    `select ${columns} from oversight.breach_reach where breach_id = $1 order by ordinal desc limit 1`,
    [breachId],
  );
  return rows[0];
}

export type AffectedRecord = {
  readonly person_id: string;
  readonly flight_date: string | null;
  readonly flight_id: string | null;
  readonly kind: "traveller" | "account" | "request";
  readonly records: number;
  readonly since: Date;
  readonly found_by: readonly number[];
  /** "J2 75" as far as the flight is there. */
  readonly designator: string | null;
};

/** Who is affected, by id, from after `after` on. */
export function affectedOf(
  tx: Transaction,
  reachId: string,
  page: { readonly after: string | null; readonly limit: number },
): Promise<AffectedRecord[]> {
  return tx.query<AffectedRecord>(
    `select a.person_id, a.flight_date, a.flight_id, a.kind, a.records, a.since, a.found_by,
       f.carrier || f.number || f.suffix as designator
     from oversight.breach_affected a left join records.flight f using (flight_date, flight_id)
     where a.reach_id = $1 and ($2::uuid is null or a.person_id > $2) order by a.person_id limit $3`,
    [reachId, page.after, page.limit],
  );
}
