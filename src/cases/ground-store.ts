// Which persons on which flights an alert or a case is about: what somebody may look at on the ground of it.
import type { Looking } from "#platform";

/** A person on a flight. */
export type PlaceOfGround = {
  readonly flight_date: string;
  readonly flight_id: string;
  readonly person_id: string;
};

/** The person an alert is about, of either kind; nothing when there is no such alert. */
export function placesOfAlert(tx: Looking, alertId: string): Promise<PlaceOfGround[]> {
  return tx.query<PlaceOfGround>(
    {
      name: "cases-ground-alert",
      text: `select flight_date, flight_id, person_id from cases.alert where alert_id = $1
             union all
             select flight_date, flight_id, person_id from cases.criterion_alert where alert_id = $1`,
    },
    [alertId],
  );
}

/** Whether an alert's person is masked (PNRD-12.2). */
export async function isAlertMasked(tx: Looking, alertId: string): Promise<boolean> {
  const rows = await tx.query(
    {
      name: "cases-ground-alert-masked",
      text: `select 1 from cases.alert where alert_id = $1 and masked_at is not null
             union all
             select 1 from cases.criterion_alert where alert_id = $1 and masked_at is not null`,
    },
    [alertId],
  );
  return rows.length > 0;
}

/** The persons that a case is about, also when the alerts that opened it are gone; undefined when there is no such case. */
export async function placesOfCase(
  tx: Looking,
  caseId: string,
): Promise<readonly PlaceOfGround[] | undefined> {
  const [found, places] = await Promise.all([
    tx.query({ name: "cases-ground-case", text: "select 1 as found from cases.case where case_id = $1" }, [
      caseId,
    ]),
    tx.query<PlaceOfGround>(
      {
        name: "cases-ground-case-places",
        text: "select flight_date, flight_id, person_id from cases.case_person where case_id = $1",
      },
      [caseId],
    ),
  ]);
  return found.length === 0 ? undefined : places;
}
