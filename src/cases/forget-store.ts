// All SQL that deletes alerts and clearings whose time is over.
import type { Transaction } from "#platform";
import type { Period } from "#vocabulary";

export type Forgotten = {
  readonly alerts: number;
  /** Alerts that rest on a rule. */
  readonly matches: number;
  readonly decisions: number;
  readonly clearings: number;
};

/**
 * Deletes alerts raised longer ago than `kept`, with their decisions and clearings, except those that a case holds: the
 * case is then what they are kept for. Deletes clearings that have run out or were revoked, whatever their alert.
 */
export async function deleteExpiredAlerts(tx: Transaction, kept: Period): Promise<Forgotten> {
  const interval =
    "months" in kept ? [kept.months, 0, 0] : "days" in kept ? [0, kept.days, 0] : [0, 0, kept.hours];
  const [row] = await tx.query<Forgotten>(
    `with gone as (
       select alert_id from cases.alert a
       where raised_at + make_interval(months => $2, days => $3, hours => $4) <= $1
         and not exists (select from cases.case_alert c where c.alert_id = a.alert_id)
     ),
     clearings as (
       delete from cases.cleared_pair
       where valid_until <= $1 or revoked_at is not null or alert_id in (select alert_id from gone) returning 1
     ),
     decisions as (delete from cases.decision where alert_id in (select alert_id from gone) returning 1),
     alerts as (delete from cases.alert where alert_id in (select alert_id from gone) returning 1),
     matches as (
       delete from cases.criterion_alert
       where raised_at + make_interval(months => $2, days => $3, hours => $4) <= $1 and case_id is null returning 1
     )
     select (select count(*)::int from alerts) as alerts, (select count(*)::int from matches) as matches, (select count(*)::int from decisions) as decisions,
       (select count(*)::int from clearings) as clearings`,
    [tx.at, ...interval],
  );
  return row ?? { alerts: 0, matches: 0, decisions: 0, clearings: 0 };
}
