// What the measuring of quality reads of alerts: figures and outcomes, no person.
import type { Transaction } from "#platform";
import type { Outcome } from "./contract.ts";

/** An alert as it is counted; null outcome and instant while nobody has decided. */
export type MeasuredAlert = {
  readonly id: string;
  readonly flightDate: string;
  readonly raisedAt: Date;
  readonly band: "strong" | "possible" | "weak";
  /** The category of the list entry, "" where it has none. */
  readonly category: string;
  readonly strength: number;
  readonly outcome: Outcome | null;
  readonly decidedAt: Date | null;
  readonly decidedBy: string | null;
};

/**
 * Alerts raised or decided since an instant, by id. What was only joined to another alert is left out. An installation of
 * ten million travellers a year has some forty thousand.
 */
export function measuredAlerts(tx: Transaction, since: Date): Promise<MeasuredAlert[]> {
  return tx.query<MeasuredAlert>(
    `select a.alert_id as id, a.flight_date::text as "flightDate", a.raised_at as "raisedAt", a.band,
       coalesce(a.entry ->> 'category', '') as category, a.strength, d.outcome, d.decided_at as "decidedAt",
       d.decided_by as "decidedBy"
     from cases.alert a left join cases.decision d using (alert_id)
     where (a.raised_at >= $1 or d.decided_at >= $1)
       and a.withdrawn_reason is distinct from 'person-joined' and a.withdrawn_reason is distinct from 'listings-joined'
     order by a.alert_id`,
    [since],
  );
}

/** Which of these alerts are still kept. */
export async function keptAlerts(tx: Transaction, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await tx.query<{ id: string }>(
    "select alert_id as id from cases.alert where alert_id = any ($1::uuid[])",
    [ids],
  );
  return new Set(rows.map(({ id }) => id));
}
