// All SQL of the retention console: what is due when, runs, certificates, grounds and countersignatures.
import { newId, type Transaction } from "#platform";
import { keptFrom, type CalendarPeriod } from "#vocabulary";
import type { LinkDecision, NewLink, Retention } from "./contract.ts";
import { maskingJob } from "./masking-store.ts";

/** Records of passengers by the day on which they fall due, of the next `days` days. Counts only. */
export async function dueByDay(
  tx: Transaction,
  period: CalendarPeriod,
  days: number,
): Promise<Retention["due"]> {
  const day = (ahead: number): string =>
    new Date(tx.at.getTime() + ahead * 86_400_000).toISOString().slice(0, 10);
  const edges = Array.from(
    { length: days + 1 },
    (_, ahead) => `${keptFrom(new Date(`${day(ahead)}T00:00:00Z`), period)}T00:00:00Z`,
  );
  const rows = await tx.query<{ place: number; records: number }>(
    "select place, records from retention.due_between($1::timestamptz[]) order by place",
    [edges],
  );
  return rows.map(({ place, records }) => ({ day: day(place + 1), records }));
}

export function latestRuns(tx: Transaction, limit: number) {
  return tx.query<{
    run_id: string;
    act: "deleted" | "masked";
    started_at: Date;
    ended_at: Date | null;
    late: number;
    records: number;
  }>(
    `select r.run_id, case r.job when '${maskingJob}' then 'masked' else 'deleted' end as act, r.started_at, r.ended_at, r.late,
       coalesce((select sum(c.records) from retention.certificate c where c.run_id = r.run_id), 0)::bigint as records
     from retention.run r order by r.started_at desc limit $1`,
    [limit],
  );
}

export function latestCertificates(tx: Transaction, limit: number) {
  return tx.query<{
    certificate_id: string;
    act: "deleted" | "masked";
    kind: string;
    class: "GENERAL" | "LINKED";
    records: number;
    first_received_from: Date;
    first_received_to: Date;
    ids_hash: string;
    profile: string;
    made_at: Date;
  }>(
    `select certificate_id, act, kind, class, records, first_received_from, first_received_to, encode(ids_hash, 'hex') as ids_hash,
       profile, made_at from retention.certificate order by made_at desc, kind limit $1`,
    [limit],
  );
}

export function openLinks(tx: Transaction) {
  return tx.query<{
    link_id: string;
    flight_date: string;
    flight_id: string;
    person_id: string;
    ground: NewLink["ground"];
    ground_reference: string;
    reason: string;
    state: "proposed" | "kept";
    child: boolean;
    agreement: string | null;
    review_at: Date;
    proposed_by: string;
  }>(
    `select link_id, flight_date, flight_id, person_id, ground, ground_reference, reason, state, child, agreement, review_at, proposed_by
     from retention.link where state = 'proposed' or (state = 'kept' and review_at > $1) order by review_at, link_id limit 500`,
    [tx.at],
  );
}

export async function proposeLink(tx: Transaction, link: NewLink): Promise<string> {
  const id = newId(tx.at);
  await tx.query(
    `insert into retention.link (link_id, flight_date, flight_id, person_id, ground, ground_reference, reason, clock_start,
       child, review_at, state, proposed_by, proposed_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, false, $9::date::timestamp at time zone 'UTC', 'proposed', $10, $8)`,
    [
      id,
      link.flightDate,
      link.flightId,
      link.personId,
      link.ground,
      link.reference,
      link.reason,
      tx.at,
      link.reviewOn,
      tx.actor.id,
    ],
  );
  return id;
}

/** Decides or ends it; whom it is about, or null where nothing waits for that. */
export async function decideLink(
  tx: Transaction,
  id: string,
  outcome: LinkDecision["outcome"],
): Promise<{ person_id: string } | null> {
  const [row] = await tx.query<{ person_id: string }>(
    outcome === "ended"
      ? `update retention.link set state = 'ended', ended_by = $2, ended_at = $3 where link_id = $1 and state = 'kept' returning person_id`
      : `update retention.link set state = $4, decided_by = $2, decided_at = $3 where link_id = $1 and state = 'proposed' returning person_id`,
    outcome === "ended" ? [id, tx.actor.id, tx.at] : [id, tx.actor.id, tx.at, outcome],
  );
  return row ?? null;
}

export function signedMonths(tx: Transaction) {
  return tx.query<{
    month: string;
    certificates: number;
    records: number;
    signed_by: string | null;
    over: boolean;
  }>(
    `select to_char(m.month, 'YYYY-MM') as month, m.certificates, m.records, s.signed_by, m.month + interval '1 month' <= $1 as over
     from (select date_trunc('month', made_at at time zone 'UTC')::date as month, count(*)::int as certificates,
             sum(records)::bigint as records from retention.certificate group by 1) m
     left join retention.countersignature s on s.month = m.month order by m.month desc limit 24`,
    [tx.at],
  );
}

/** Signs for all certificates of a month that is over; false when it is signed, not over, or has none. */
export async function countersign(tx: Transaction, month: string): Promise<boolean> {
  const rows = await tx.query(
    `insert into retention.countersignature (month, certificates, records, hash, signed_by, signed_at)
     select $1::date, count(*), sum(records), sha256(string_agg(ids_hash, '' order by certificate_id)), $2, $3
     from retention.certificate
     where made_at >= $1::date::timestamp at time zone 'UTC' and made_at < ($1::date + interval '1 month') at time zone 'UTC'
     having count(*) > 0 and ($1::date + interval '1 month') at time zone 'UTC' <= $3
     on conflict do nothing returning 1`,
    [`${month}-01`, tx.actor.id, tx.at],
  );
  return rows.length > 0;
}
