// All SQL of expected flights and pushes.
import type { Transaction } from "#platform";
import type { PushKind } from "#vocabulary";
import type { Arrivals, ExpectedPush } from "./expected.ts";
import type { PlannedPush } from "./owed.ts";

type PushFields = {
  flight_date: string;
  flight_id: string;
  ordinal: number;
  kind: PushKind;
  opens: number;
  due: number;
  late: number;
  missing: number;
  made_at: Date;
  incomplete_at: Date | null;
  excused_until: Date | null;
};

const pushColumns =
  "e.flight_date, e.flight_id, e.ordinal, e.kind, e.opens, e.due, e.late, e.missing, e.made_at, e.incomplete_at, e.excused_until";

function pushFrom(row: PushFields): ExpectedPush {
  const { ordinal, kind, opens, due, late, missing } = row;
  return {
    ordinal,
    kind,
    opens,
    due,
    late,
    missing,
    madeAt: row.made_at,
    incompleteAt: row.incomplete_at,
    excusedUntil: row.excused_until,
  };
}

/** The columns of a flight that say when pushes came. */
export type ArrivalFields = {
  pnr_received: Date[];
  api_first_at: Date | null;
  api_last_at: Date | null;
  crew_first_at: Date | null;
  close_out_first_at: Date | null;
};
export const arrivalColumns = "pnr_received, api_first_at, api_last_at, crew_first_at, close_out_first_at";

export function arrivalsFrom(row: ArrivalFields): Arrivals {
  return {
    pnr: row.pnr_received,
    api:
      row.api_first_at === null || row.api_last_at === null
        ? null
        : { first: row.api_first_at, last: row.api_last_at },
    crew: row.crew_first_at,
    closeOut: row.close_out_first_at,
  };
}

/** The pushes expected of flights, by flight id, each in order. */
export async function pushesOf(
  tx: Transaction,
  flights: readonly { readonly date: string; readonly id: string }[],
): Promise<Map<string, ExpectedPush[]>> {
  const days = flights.map((flight) => flight.date).toSorted();
  const rows = await tx.query<PushFields>(
    {
      name: "records-pushes-of",
      text: `select ${pushColumns} from records.expected_push e
             where e.flight_date between $1 and $2 and e.flight_id = any ($3::uuid[]) order by e.opens, e.ordinal`,
    },
    [days[0] ?? "0001-01-01", days.at(-1) ?? "0001-01-01", flights.map((flight) => flight.id)],
  );
  const byFlight = new Map<string, ExpectedPush[]>();
  for (const row of rows) {
    const own = byFlight.get(row.flight_id);
    if (own === undefined) byFlight.set(row.flight_id, [pushFrom(row)]);
    else own.push(pushFrom(row));
  }
  return byFlight;
}

/** Kept flights of some days, as far as expecting them needs. */
export type KnownFlight = {
  flight_date: string;
  flight_id: string;
  carrier: string;
  number: string;
  suffix: string;
  origin: string;
  destination: string;
  scheduled: boolean | null;
  departs_at: Date | null;
  received: boolean;
  expected: boolean;
  legs: { origin: string; destination: string }[];
};

export function knownFlights(tx: Transaction, first: string, last: string): Promise<KnownFlight[]> {
  return tx.query<KnownFlight>(
    {
      name: "records-known-flights",
      text: `select f.flight_date, f.flight_id, f.carrier, f.number, f.suffix, f.origin, f.destination, f.scheduled, f.departs_at,
                    f.last_received_at is not null as received,
                    exists (select 1 from records.expected_push e
                            where e.flight_date = f.flight_date and e.flight_id = f.flight_id) as expected,
                    coalesce((select jsonb_agg(jsonb_build_object('origin', l.origin, 'destination', l.destination))
                              from records.leg l
                              where l.flight_date = f.flight_date and l.flight_id = f.flight_id), '[]') as legs
             from records.flight f where f.flight_date between $1 and $2`,
    },
    [first, last],
  );
}

/** Expects pushes of flights; of one that has them already nothing changes. */
export function insertPushes(
  tx: Transaction,
  flights: readonly { readonly date: string; readonly id: string; readonly pushes: readonly PlannedPush[] }[],
  times: { readonly lateAfter: number; readonly missingAfter: number },
): void {
  const rows = flights.flatMap(({ date, id, pushes }) =>
    pushes.map(({ kind, opens, due, ordinal }) => ({
      date,
      id,
      ordinal,
      kind,
      opens,
      due,
      late: due + times.lateAfter,
      missing: Math.max(times.missingAfter, due + times.lateAfter),
    })),
  );
  if (rows.length === 0) return;
  tx.write(
    `insert into records.expected_push (flight_date, flight_id, ordinal, kind, opens, due, late, missing, made_at)
     select p.date, p.id, p.ordinal, p.kind, p.opens, p.due, p.late, p.missing, $2
     from jsonb_to_recordset($1::jsonb) as p (date date, id uuid, ordinal smallint, kind text, opens integer, due integer,
          late integer, missing integer)
     on conflict do nothing`,
    [JSON.stringify(rows), tx.at],
  );
}

/** Notes whether the schedule holds flights. */
export function setScheduled(
  tx: Transaction,
  flights: readonly { readonly date: string; readonly id: string }[],
  scheduled: boolean,
): void {
  if (flights.length === 0) return;
  tx.write(
    `update records.flight f set scheduled = $3
     from unnest($1::date[], $2::uuid[]) as s (date, id) where f.flight_date = s.date and f.flight_id = s.id`,
    [flights.map((flight) => flight.date), flights.map((flight) => flight.id), scheduled],
  );
}

/** Takes away what was expected of flights that the schedule no longer holds; those nothing came of go wholly. */
export function forgetExpected(
  tx: Transaction,
  flights: readonly { readonly date: string; readonly id: string }[],
): void {
  if (flights.length === 0) return;
  const keys = [flights.map((flight) => flight.date), flights.map((flight) => flight.id)];
  const those = "(select * from unnest($1::date[], $2::uuid[]))";
  tx.write(
    `delete from records.expected_push where outcome is null and (flight_date, flight_id) in ${those}`,
    keys,
  );
  tx.write(
    `delete from records.leg l where (flight_date, flight_id) in ${those} and exists
       (select 1 from records.flight f where f.flight_date = l.flight_date and f.flight_id = l.flight_id
          and f.last_received_at is null)`,
    keys,
  );
  tx.write(
    `delete from records.flight where (flight_date, flight_id) in ${those} and last_received_at is null`,
    keys,
  );
}

/** A push whose end is not written down, with its flight. */
export type OpenPush = PushFields &
  ArrivalFields & {
    told: "late" | "incomplete" | "missing" | null;
    departs_at: Date;
    flight_state: "open" | "closed" | "cancelled";
    carrier: string;
    number: string;
    suffix: string;
    origin: string;
    destination: string;
  };

/** All pushes of flights one of whose pushes has become late by the clock and has no end yet. */
export function openPushes(tx: Transaction, limit: number): Promise<OpenPush[]> {
  const arrivals = arrivalColumns
    .split(", ")
    .map((column) => `f.${column}`)
    .join(", ");
  return tx.query<OpenPush>(
    {
      name: "records-open-pushes",
      text: `select ${pushColumns}, e.told, f.departs_at, f.state as flight_state, f.carrier, f.number, f.suffix, f.origin, f.destination, ${arrivals}
             from records.expected_push e join records.flight f using (flight_date, flight_id)
             where e.outcome is null and e.flight_date between ($1::timestamptz - interval '30 days')::date
               and ($1::timestamptz + interval '9 days')::date
               and f.departs_at + make_interval(mins => e.late) <= $1
             order by f.departs_at limit $2`,
    },
    [tx.at, limit],
  );
}

/** Takes back pushes that are owed no more, as far as nothing was told of them and they have no end. */
export function forgetPushes(
  tx: Transaction,
  pushes: readonly { readonly date: string; readonly id: string; readonly ordinal: number }[],
): void {
  if (pushes.length === 0) return;
  tx.write(
    `delete from records.expected_push e
     using jsonb_to_recordset($1::jsonb) as n (date date, id uuid, ordinal smallint)
     where e.flight_date = n.date and e.flight_id = n.id and e.ordinal = n.ordinal
       and e.outcome is null and e.told is null`,
    [JSON.stringify(pushes)],
  );
}

export type PushNote = {
  readonly date: string;
  readonly id: string;
  readonly ordinal: number;
  readonly told: "late" | "incomplete" | "missing" | null;
  readonly outcome: string | null;
  readonly cameAt: Date | null;
  readonly counted: boolean;
};

/** Writes down what was told of pushes and how they ended. */
export function notePushes(tx: Transaction, notes: readonly PushNote[]): void {
  if (notes.length === 0) return;
  tx.write(
    `update records.expected_push e set told = coalesce(n.told, e.told), outcome = n.outcome, came_at = n."cameAt",
       counted = n.counted
     from jsonb_to_recordset($1::jsonb) as n (date date, id uuid, ordinal smallint, told text, outcome text,
          "cameAt" timestamptz, counted boolean)
     where e.flight_date = n.date and e.flight_id = n.id and e.ordinal = n.ordinal`,
    [JSON.stringify(notes)],
  );
}

/** A series of the kind stayed without some of its parts: the push it was meant for is incomplete. */
export function setIncomplete(tx: Transaction, flight: { date: string; id: string }, kind: PushKind): void {
  tx.write(
    `update records.expected_push e set incomplete_at = coalesce(e.incomplete_at, $4)
     where e.flight_date = $1 and e.flight_id = $2 and e.kind = $3 and e.outcome is null and e.opens =
       (select max(o.opens) from records.expected_push o join records.flight f using (flight_date, flight_id)
        where o.flight_date = $1 and o.flight_id = $2 and o.kind = $3
          and f.departs_at + make_interval(mins => o.opens) <= $4)`,
    [flight.date, flight.id, kind, tx.at],
  );
}

/** A push that came in parts is whole now. */
export function setArrived(tx: Transaction, flight: { date: string; id: string }, kind: PushKind): void {
  tx.write(
    {
      name: "records-set-arrived",
      text: `update records.flight set ${arrivalUpdate("$3", "$4")} where flight_date = $1 and flight_id = $2`,
    },
    [flight.date, flight.id, kind, tx.at],
  );
}

/** The assignments that note the arrival of a push of a kind (a parameter, null for none) at an instant. */
export function arrivalUpdate(kind: string, at: string): string {
  const first = (column: string, of: string) =>
    `${column} = case when ${kind} = '${of}' then coalesce(${column}, ${at}) else ${column} end`;
  return [
    `pnr_received = case when ${kind}::text = 'pnr' and cardinality(pnr_received) < 50
       then pnr_received || ${at}::timestamptz else pnr_received end`,
    first("api_first_at", "api"),
    `api_last_at = case when ${kind} = 'api' then ${at} else api_last_at end`,
    first("crew_first_at", "crew"),
    first("close_out_first_at", "close-out"),
  ].join(", ");
}

/** When the unit was last seen at work, before now; now is noted. Null the first time. */
export async function seenAtWork(tx: Transaction): Promise<Date | null> {
  const [before] = await tx.query<{ seen_at: Date }>("select seen_at from records.at_work for update");
  await tx.query(
    "insert into records.at_work (seen_at) values ($1) on conflict (only_row) do update set seen_at = $1",
    [tx.at],
  );
  return before?.seen_at ?? null;
}

/** What became late while the unit was away is not late until `until`. Returns how many pushes that concerns. */
export async function excusePushes(tx: Transaction, away: Date, until: Date): Promise<number> {
  const rows = await tx.query(
    `update records.expected_push e set excused_until = $3 from records.flight f
     where f.flight_date = e.flight_date and f.flight_id = e.flight_id and e.outcome is null and e.told is null
       and f.departs_at + make_interval(mins => e.late) between $1 and $2 returning 1 as one`,
    [away, tx.at, until],
  );
  return rows.length;
}

type Stop = { readonly from: Date; readonly until: Date };

/**
 * What would become late during a stop of the unit, of flights of these carriers (designators), is not late until `excused`.
 * What is excused longer already stays so.
 */
export function excuseDuring(
  tx: Transaction,
  { from, until, carriers }: Stop & { readonly carriers: readonly string[] },
  excused: Date,
): void {
  tx.write(
    `update records.expected_push e set excused_until = $3 from records.flight f
     where f.flight_date = e.flight_date and f.flight_id = e.flight_id and e.outcome is null and e.told is null
       and e.flight_date between ($1::timestamptz - interval '30 days')::date and ($2::timestamptz + interval '9 days')::date
       and f.carrier = any ($4) and f.departs_at + make_interval(mins => e.late) between $1 and $2
       and (e.excused_until is null or e.excused_until < $3)`,
    [from, until, excused, carriers],
  );
}

/** A stop ends now, or does not come: what it excused is so until `excused` where it would be late by now, else no more. */
export function endExcuses(
  tx: Transaction,
  { from, until }: Stop,
  { was, excused }: { readonly was: Date; readonly excused: Date },
): void {
  tx.write(
    `update records.expected_push e
     set excused_until = case when f.departs_at + make_interval(mins => e.late) <= $5 then $4::timestamptz end
     from records.flight f
     where f.flight_date = e.flight_date and f.flight_id = e.flight_id and e.outcome is null and e.told is null
       and e.flight_date between ($1::timestamptz - interval '30 days')::date and ($2::timestamptz + interval '9 days')::date
       and e.excused_until = $3`,
    [from, until, was, excused, tx.at],
  );
}

/** How pushes of a carrier's flights ended, by kind and outcome; flights of these days (both included). */
export function outcomesOf(
  tx: Transaction,
  carriers: readonly string[],
  days: { readonly first: string; readonly last: string },
): Promise<{ kind: PushKind; outcome: string; count: number }[]> {
  return tx.query(
    {
      name: "records-outcomes-of",
      text: `select e.kind, e.outcome, count(*)::int as count
             from records.expected_push e join records.flight f using (flight_date, flight_id)
             where e.flight_date between $2 and $3 and f.carrier = any ($1) and e.counted and e.outcome <> 'not-due'
             group by e.kind, e.outcome`,
    },
    [carriers, days.first, days.last],
  );
}

export type UnmetPushRow = {
  readonly flightDate: string;
  readonly flightId: string;
  readonly flight: string;
  readonly kind: PushKind;
  readonly outcome: "late" | "incomplete" | "missing";
  readonly dueAt: Date | null;
  readonly cameAt: Date | null;
};

/** The pushes that count for a carrier and ended late, incomplete or missing; flights of these days, the last first. */
export function unmetPushes(
  tx: Transaction,
  carriers: readonly string[],
  days: { readonly first: string; readonly last: string },
  limit: number,
): Promise<UnmetPushRow[]> {
  return tx.query(
    `select e.flight_date::text as "flightDate", e.flight_id as "flightId", f.carrier || f.number || f.suffix as flight,
            e.kind, e.outcome, f.departs_at + make_interval(mins => e.due) as "dueAt", e.came_at as "cameAt"
     from records.expected_push e join records.flight f using (flight_date, flight_id)
     where e.flight_date between $2 and $3 and f.carrier = any ($1) and e.counted
       and e.outcome in ('late', 'incomplete', 'missing')
     order by e.flight_date desc, f.departs_at desc, flight, e.ordinal limit $4`,
    [carriers, days.first, days.last, limit],
  );
}

/** Pushes that count for a carrier and have ended, and those of them in time, of each month (`YYYY-MM`) with any. */
export function outcomesByMonth(
  tx: Transaction,
  carriers: readonly string[],
  days: { readonly first: string; readonly last: string },
): Promise<{ month: string; expected: number; inTime: number }[]> {
  return tx.query(
    `select to_char(e.flight_date, 'YYYY-MM') as month, count(*)::int as expected,
            count(*) filter (where e.outcome = 'in-time')::int as "inTime"
     from records.expected_push e join records.flight f using (flight_date, flight_id)
     where e.flight_date between $2 and $3 and f.carrier = any ($1) and e.counted and e.outcome <> 'not-due'
     group by 1`,
    [carriers, days.first, days.last],
  );
}
