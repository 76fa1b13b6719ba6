// The daily counts of each carrier's deliveries in the database: counted anew from the receipts, and read.
import type { Transaction } from "#platform";
import { completenessCodes } from "./rule-areas.ts";

/** Counts of some days of a carrier (or of a kind of message in them). */
export type QualityCounts = {
  readonly messages: number;
  readonly refused: number;
  readonly quarantined: number;
  readonly duplicates: number;
  readonly travellers: number;
  readonly bookings: number;
  /** Messages with at least one error. */
  readonly faulty: number;
  readonly errors: number;
  readonly warnings: number;
  /** Travellers and bookings that lack something required. */
  readonly lacking: number;
  /** Messages taken before it was written down who lacks something: each of their findings counts as one who does. */
  readonly byFindings: number;
};

export type QualityDay = QualityCounts & { readonly day: string; readonly kind: string };

export type QualityRule = {
  readonly code: string;
  readonly severity: "error" | "warning" | "info";
  readonly findings: number;
  readonly messages: number;
};

const summed = [
  "messages",
  "refused",
  "quarantined",
  "duplicates",
  "travellers",
  "bookings",
  "faulty",
  "errors",
  "warnings",
  "lacking",
]
  .map((column) => `coalesce(sum(${column}), 0)::integer as ${column}`)
  .concat(`coalesce(sum(by_findings), 0)::integer as "byFindings"`)
  .join(", ");

/**
 * Counts a day (UTC) of all carriers anew from its receipts; counting it again gives the same. What came in bytes that had
 * come before has no receipts of its own: each message of the first counts as one that was repeated.
 */
export async function countDay(tx: Transaction, day: string): Promise<void> {
  const from = new Date(`${day}T00:00:00Z`);
  const range = [day, from, new Date(from.getTime() + 86_400_000)];
  await tx.query("delete from intake.quality_day where day = $1", [day]);
  await tx.query(
    `insert into intake.quality_day
     select carrier_id, $1, kind, count(*), count(*) filter (where state = 'refused'),
            count(*) filter (where state = 'quarantined'), count(*) filter (where state = 'duplicate'),
            sum(travellers), sum(bookings), count(*) filter (where errors > 0), sum(errors), sum(warnings),
            sum(lacking), count(*) filter (where by_findings)
     from (select carrier_id, kind, state, travellers, bookings, errors, warnings,
                  least(travellers + bookings, coalesce(lacking,
                    (select count(*)::integer from jsonb_to_recordset(findings) as f (code text) where f.code = any ($4)))) as lacking,
                  lacking is null and travellers + bookings > 0 as by_findings
           from intake.receipt where received_at >= $2 and received_at < $3 and carrier_id is not null and state <> 'part'
           union all
           select d.carrier_id, r.kind, 'duplicate', 0, 0, 0, 0, 0, false
           from intake.delivery d join intake.receipt r on r.delivery_id = d.duplicate_of
           where d.duplicate_of is not null and d.received_at >= $2 and d.received_at < $3 and d.carrier_id is not null
             and r.state <> 'part'
             and not exists (select from intake.receipt own where own.delivery_id = d.delivery_id)) as came
     group by carrier_id, kind`,
    [...range, completenessCodes],
  );
  await tx.query("delete from intake.quality_rule_day where day = $1", [day]);
  await tx.query(
    `insert into intake.quality_rule_day
     select r.carrier_id, $1, f.code, f.severity, count(*), count(distinct r.receipt_id)
     from intake.receipt r, jsonb_to_recordset(r.findings) as f (code text, severity text)
     where r.received_at >= $2 and r.received_at < $3 and r.carrier_id is not null and r.state <> 'part' and r.errors + r.warnings > 0
     group by r.carrier_id, f.code, f.severity`,
    range,
  );
}

/** A carrier's days from `from` to `to` (both included), by day and kind. */
export function qualityDays(
  tx: Transaction,
  carrierId: string,
  period: { readonly from: string; readonly to: string },
): Promise<QualityDay[]> {
  return tx.query<QualityDay>(
    `select day::text as day, kind, messages, refused, quarantined, duplicates, travellers, bookings, faulty, errors, warnings,
            lacking, by_findings as "byFindings"
     from intake.quality_day where carrier_id = $1 and day between $2 and $3 order by day, kind`,
    [carrierId, period.from, period.to],
  );
}

/** The findings of a carrier's days by rule, the most frequent first. */
export function qualityRules(
  tx: Transaction,
  carrierId: string,
  period: { readonly from: string; readonly to: string },
): Promise<QualityRule[]> {
  return tx.query<QualityRule>(
    `select code, severity, sum(findings)::integer as findings, sum(messages)::integer as messages
     from intake.quality_rule_day where carrier_id = $1 and day between $2 and $3
     group by code, severity order by findings desc, code limit 200`,
    [carrierId, period.from, period.to],
  );
}

/** Every carrier's counts of a period, those without deliveries left out. */
export function qualityOfAll(
  tx: Transaction,
  period: { readonly from: string; readonly to: string },
): Promise<(QualityCounts & { readonly carrierId: string })[]> {
  return tx.query<QualityCounts & { readonly carrierId: string }>(
    `select carrier_id as "carrierId", ${summed} from intake.quality_day where day between $1 and $2 group by carrier_id`,
    [period.from, period.to],
  );
}

/** A carrier's receipts of a period that were refused, quarantined or had errors, newest first: evidence without names. */
export type EvidenceRow = {
  readonly receiptId: string;
  readonly receivedAt: Date;
  readonly kind: string;
  readonly state: string;
  readonly designator: string | null;
  readonly flightDate: string | null;
  readonly interchange: string | null;
  readonly sha256: Buffer;
  readonly errors: number;
  /** Codes of the errors, each once. */
  readonly codes: readonly string[];
};

export function evidenceOf(
  tx: Transaction,
  carrierId: string,
  period: { readonly from: string; readonly to: string },
  limit: number,
): Promise<EvidenceRow[]> {
  return tx.query<EvidenceRow>(
    `select receipt_id as "receiptId", received_at as "receivedAt", kind, state, designator, flight_date::text as "flightDate",
            interchange, sha256, errors,
            coalesce((select array_agg(distinct f.code order by f.code) from jsonb_to_recordset(findings) as f (code text, severity text)
                      where f.severity = 'error'), '{}') as codes
     from intake.receipt
     where carrier_id = $1 and received_at >= $2::date and received_at < $3::date + 1
       and state <> 'part' and (state in ('refused', 'quarantined') or errors > 0)
     order by received_at desc, receipt_id desc limit $4`,
    [carrierId, period.from, period.to, limit],
  );
}
