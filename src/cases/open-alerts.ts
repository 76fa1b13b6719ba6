// Open alerts as the board and the flight show them: handed to the records by app/, which know no alerts.
import type { Transaction } from "#platform";
import type { AlertCounts } from "#records";
import { openAlertsByFlight, openAlertsOfFlight } from "./review-store.ts";

/** Open alerts by band, by flight id; flights without any are left out. */
export async function openAlertCounts(
  tx: Transaction,
  flightIds: readonly string[],
): Promise<ReadonlyMap<string, AlertCounts>> {
  if (flightIds.length === 0) return new Map();
  const rows = await openAlertsByFlight(tx, flightIds);
  return new Map(
    rows.map(({ flight_id, strong, possible, weak }) => [flight_id, { strong, possible, weak }]),
  );
}

/** Open alerts of one flight by person id, strongest first. */
export async function openAlertsByPerson(
  tx: Transaction,
  flight: { readonly date: string; readonly id: string },
): Promise<ReadonlyMap<string, readonly { id: string; band: string; strength: number }[]>> {
  const rows = await openAlertsOfFlight(tx, flight);
  const byPerson = new Map<string, { id: string; band: string; strength: number }[]>();
  for (const { person_id, alert_id: id, band, strength } of rows) {
    const known = byPerson.get(person_id);
    if (known === undefined) byPerson.set(person_id, [{ id, band, strength }]);
    else known.push({ id, band, strength });
  }
  return byPerson;
}
