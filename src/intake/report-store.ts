// What the monthly report asks the database beyond a scorecard: the months before it, and where a rule was broken last.
import type { Transaction } from "#platform";
import type { QualityCounts } from "./quality-store.ts";

type Period = { readonly from: string; readonly to: string };
export type MonthCounts = QualityCounts & { readonly month: string };

/** A carrier's counts of each month (`YYYY-MM`) in a period; months without deliveries are not there. */
export function monthCounts(
  tx: Transaction,
  carrierId: string,
  { from, to }: Period,
): Promise<MonthCounts[]> {
  return tx.query<MonthCounts>(
    `select to_char(day, 'YYYY-MM') as month, sum(messages)::integer as messages, sum(refused)::integer as refused,
            sum(quarantined)::integer as quarantined, sum(duplicates)::integer as duplicates,
            sum(travellers)::integer as travellers, sum(bookings)::integer as bookings, sum(faulty)::integer as faulty,
            sum(errors)::integer as errors, sum(warnings)::integer as warnings,
            sum(lacking)::integer as lacking, sum(by_findings)::integer as "byFindings"
     from intake.quality_day where carrier_id = $1 and day between $2 and $3 group by 1`,
    [carrierId, from, to],
  );
}

export type RuleExample = {
  readonly code: string;
  readonly severity: string;
  readonly receiptId: string;
  readonly receivedAt: Date;
  readonly kind: string;
  readonly designator: string | null;
  readonly flightDate: string | null;
  readonly interchange: string | null;
  readonly message: string | null;
  readonly segment: number | null;
  readonly tag: string | null;
  readonly offset: number | null;
};

/** Messages looked through for examples: rules that are broken often are broken in the newest of them. */
const lookedThrough = 5_000;

/** Where each of these rules was broken last in a period. No value of a finding leaves: it may be a traveller's. */
export function ruleExamples(
  tx: Transaction,
  carrierId: string,
  { from, to }: Period,
  codes: readonly string[],
): Promise<RuleExample[]> {
  return tx.query<RuleExample>(
    `select distinct on (f.code, f.severity) f.code, f.severity, r.receipt_id as "receiptId",
            r.received_at as "receivedAt", r.kind, r.designator, r.flight_date::text as "flightDate", r.interchange,
            r.message, f.segment, f.tag, f."offset"
     from (select * from intake.receipt
           where carrier_id = $1 and received_at >= $2::date and received_at < $3::date + 1 and errors + warnings > 0
           order by received_at desc, receipt_id desc limit ${lookedThrough}) r,
          jsonb_to_recordset(r.findings) as f (code text, severity text, segment integer, tag text, "offset" integer)
     where f.code = any ($4)
     order by f.code, f.severity, r.received_at desc, r.receipt_id desc, f."offset"`,
    [carrierId, from, to, codes],
  );
}

export type CameOfFlight = {
  readonly at: number;
  readonly receiptId: string;
  readonly interchange: string | null;
  readonly sha256: Buffer;
};

/** The receipts of pushes that came: of the carrier, for the flight, at that instant. `at`: place in the list asked for. */
export function receiptsOfPushes(
  tx: Transaction,
  carrierId: string,
  pushes: readonly {
    readonly flightDate: string;
    readonly flightId: string;
    readonly kind: string;
    readonly cameAt: Date | null;
  }[],
): Promise<CameOfFlight[]> {
  return tx.query<CameOfFlight>(
    `select distinct on (p.at) p.at::integer - 1 as at, r.receipt_id as "receiptId", r.interchange, r.sha256
     from unnest($2::date[], $3::uuid[], $4::timestamptz[], $5::boolean[]) with ordinality
          as p (flight_date, flight_id, came_at, bookings, at)
     join intake.receipt r on r.flight_date = p.flight_date and r.flight_id = p.flight_id and r.received_at = p.came_at
     where r.carrier_id = $1 and r.state = 'processed'
     order by p.at, (r.kind = 'PNRGOV') <> p.bookings, r.ordinal`,
    [
      carrierId,
      pushes.map(({ flightDate }) => flightDate),
      pushes.map(({ flightId }) => flightId),
      pushes.map(({ cameAt }) => cameAt),
      pushes.map(({ kind }) => kind === "pnr"),
    ],
  );
}

/** When a carrier was first asked for data of each of these flights; requests that were only proposed do not count. */
export function firstAsked(
  tx: Transaction,
  carrierId: string,
  flights: readonly { readonly flightDate: string; readonly flightId: string }[],
): Promise<{ flightId: string; askedAt: Date }[]> {
  return tx.query(
    `select flight_id as "flightId", min(decided_at) as "askedAt" from intake.push_request
     where carrier_id = $1 and outgoing_id is not null
       and (flight_date, flight_id) in (select * from unnest($2::date[], $3::uuid[])) group by flight_id`,
    [carrierId, flights.map(({ flightDate }) => flightDate), flights.map(({ flightId }) => flightId)],
  );
}
