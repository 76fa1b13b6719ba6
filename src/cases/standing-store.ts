// All SQL that changes how an alert stands, whichever of the two tables it is in: due, withdrawn, in somebody's hands.
import type { Transaction } from "#platform";

export type AlertTable = "cases.alert" | "cases.criterion_alert";

/** The due time of the flight's open alerts follows the flight. */
export function setDue(
  tx: Transaction,
  table: AlertTable,
  flight: { readonly date: string; readonly id: string; readonly dueAt: Date | null },
): void {
  tx.write(
    `update ${table} set due_at = $3
     where flight_date = $1 and flight_id = $2 and state = 'open' and due_at is distinct from $3`,
    [flight.date, flight.id, flight.dueAt],
  );
}

/** Marks open alerts that the traveller's data no longer lead to. */
export function markFitNoMore(tx: Transaction, table: AlertTable, alertIds: readonly string[]): void {
  if (alertIds.length === 0) return;
  tx.write(
    `update ${table} set still_matches = false, version = version + 1
     where alert_id = any ($1::uuid[]) and state = 'open' and still_matches`,
    [alertIds],
  );
}

export type WithdrawnRow = { alert_id: string; flight_date: string; flight_id: string };

/** Withdraws open alerts; the parameters of `which` count from $3. `more`: further columns of what was withdrawn. */
export function withdrawOpen<More extends object = object>(
  tx: Transaction,
  table: AlertTable,
  which: { readonly where: string; readonly values: readonly unknown[]; readonly more?: string },
  reason: string,
): Promise<(WithdrawnRow & More)[]> {
  // Locked in the order in which raising locks them: two transactions never wait for each other.
  return tx.query<WithdrawnRow & More>(
    `update ${table} set state = 'withdrawn', withdrawn_at = $1, withdrawn_reason = $2, version = version + 1
     where state = 'open' and alert_id in
       (select alert_id from ${table} where state = 'open' and ${which.where} order by alert_id for update)
     returning alert_id, flight_date, flight_id${which.more === undefined ? "" : `, ${which.more}`}`,
    [tx.at, reason, ...which.values],
  );
}

/** Open alerts of persons on a flight; `persons` null: of everyone. */
export const ofPersons = (
  flight: { readonly date: string; readonly id: string },
  persons: readonly string[] | null,
) => ({
  where: "flight_date = $3 and flight_id = $4 and ($5::uuid[] is null or person_id = any ($5::uuid[]))",
  values: [flight.date, flight.id, persons],
});

export const byIds = (alertIds: readonly string[]) => ({
  where: "alert_id = any ($3::uuid[])",
  values: [alertIds],
});

export function setAssignment(
  tx: Transaction,
  table: AlertTable,
  alertId: string,
  personId: string | null,
): void {
  tx.write(`update ${table} set assigned_to = $2, assigned_at = $3 where alert_id = $1`, [
    alertId,
    personId,
    personId === null ? null : tx.at,
  ]);
}
