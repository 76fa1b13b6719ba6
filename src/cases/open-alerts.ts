// Open alerts as the board and the flight show them: handed to the records by app/, which know no alerts.
import type { Transaction } from "#platform";
import type { AlertCounts, AlertsOfPerson } from "#records";
import { openMatchesOfFlight } from "./criterion-alert-store.ts";
import { openAlertsByFlight, openAlertsOfFlight } from "./review-store.ts";

/** Open alerts by flight id: of listed persons by band, and of rules; flights without any are left out. */
export async function openAlertCounts(
  tx: Transaction,
  flightIds: readonly string[],
): Promise<ReadonlyMap<string, AlertCounts>> {
  if (flightIds.length === 0) return new Map();
  const rows = await openAlertsByFlight(tx, flightIds);
  return new Map(rows.map(({ flight_id: id, ...counts }) => [id, counts]));
}

/** Open alerts of one flight by person id: of listed persons the strongest first, of rules those of most points. */
export async function openAlertsByPerson(
  tx: Transaction,
  flight: { readonly date: string; readonly id: string },
): Promise<ReadonlyMap<string, AlertsOfPerson>> {
  const listed = Map.groupBy(await openAlertsOfFlight(tx, flight), (row) => row.person_id);
  const rules = Map.groupBy(await openMatchesOfFlight(tx, flight), (row) => row.person_id);
  const persons = [...new Set([...listed.keys(), ...rules.keys()])];
  return new Map(
    persons.map((person) => [
      person,
      {
        listed: (listed.get(person) ?? []).map(({ alert_id: id, band, strength }) => ({
          id,
          band,
          strength,
        })),
        rules: (rules.get(person) ?? []).map(({ alert_id: id, rule_title: rule }) => ({ id, rule })),
      },
    ]),
  );
}
