// All SQL that deletes alerts and clearings whose time is over.
import type { Transaction } from "#platform";
import { keptFrom, type CalendarPeriod } from "#vocabulary";

export type Forgotten = {
  readonly alerts: number;
  /** Alerts that rest on a rule. */
  readonly matches: number;
  readonly decisions: number;
  readonly clearings: number;
};

/**
 * Deletes alerts whose passenger was first received so long ago that the period `kept` is over (by the day, PNRD-12.5a), with
 * their decisions and clearings (PNRD-12.5b) and their places in cases, except those kept on recorded grounds; and clearings that
 * have run out or were revoked, whatever their alert. Only the retention actor sees them.
 */
export async function deleteExpiredAlerts(tx: Transaction, kept: CalendarPeriod): Promise<Forgotten> {
  const [row] = await tx.query<Forgotten>(
    `with gone as (
       select alert_id from cases.alert a
       where clock_start < $2 and (kept_until is null or kept_until <= $1)
     ),
     held as (delete from cases.case_alert where alert_id in (select alert_id from gone) returning 1),
     clearings as (
       delete from cases.cleared_pair
       where valid_until <= $1 or revoked_at is not null or alert_id in (select alert_id from gone) returning 1
     ),
     decisions as (delete from cases.decision where alert_id in (select alert_id from gone) returning 1),
     alerts as (delete from cases.alert where alert_id in (select alert_id from gone) returning 1),
     matches as (
       delete from cases.criterion_alert
       where clock_start < $2 and (kept_until is null or kept_until <= $1) returning 1
     )
     select (select count(*)::int from alerts) as alerts, (select count(*)::int from matches) as matches, (select count(*)::int from decisions) as decisions,
       (select count(*)::int from clearings) as clearings`,
    [tx.at, `${keptFrom(tx.at, kept)}T00:00:00Z`],
  );
  return row ?? { alerts: 0, matches: 0, decisions: 0, clearings: 0 };
}
