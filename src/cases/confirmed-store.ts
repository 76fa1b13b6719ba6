// All SQL over confirmed alerts as others rest on them: who decided, and whether what they rest on still stands.
import type { Transaction } from "#platform";

export type ConfirmedAlert = {
  flight_date: string;
  flight_id: string;
  person_id: string;
  case_id: string | null;
  /** The decision of a person that confirmed it. */
  decision_id: string;
  decided_by: string;
  decided_at: Date;
  reason_code: string;
  birth_date: string | null;
  nationality: string | null;
  /** Lists that it rests on; of a rule none. */
  lists: string[];
  /** The rule looks for somebody to be protected. */
  protects: boolean;
};

/** A confirmed alert of a listed person or of a rule with its decision; null: there is none, or it is not confirmed. */
export async function confirmedAlert(
  tx: Transaction,
  kind: "listed" | "rule",
  alertId: string,
): Promise<ConfirmedAlert | null> {
  const [row] = await tx.query<ConfirmedAlert>(
    kind === "listed"
      ? `select a.flight_date, a.flight_id, a.person_id, c.case_id, d.decision_id, d.decided_by, d.decided_at, d.reason_code,
           a.traveller ->> 'birthDate' as birth_date, a.traveller ->> 'nationality' as nationality,
           array[a.list_code] || coalesce((select array_agg(o ->> 'list') from jsonb_array_elements(a.others) o), '{}') as lists,
           d.reason_code = 'PROTECT' as protects
         from cases.alert a join cases.decision d using (alert_id) left join cases.case_alert c using (alert_id)
         where a.alert_id = $1 and a.state = 'confirmed' and d.outcome = 'confirmed'`
      : `select flight_date, flight_id, person_id, case_id, alert_id as decision_id, decided_by, decided_at, reason_code,
           traveller ->> 'birthDate' as birth_date, traveller ->> 'nationality' as nationality, '{}'::text[] as lists,
           (outcome = 'protect' or reason_code = 'PROTECT') as protects
         from cases.criterion_alert where alert_id = $1 and state = 'confirmed' and decided_by is not null`,
    [alertId],
  );
  return row ?? null;
}

/** Of these alerts of listed persons: whether each is confirmed still, and the entries it shows. Those forgotten are missing. */
export function standingOf(
  tx: Transaction,
  alertIds: readonly string[],
): Promise<{ alert_id: string; confirmed: boolean; entry_ids: string[] }[]> {
  return tx.query(
    `select alert_id, state = 'confirmed' as confirmed, entry_ids from cases.alert where alert_id = any ($1::uuid[])
     union all
     select alert_id, state = 'confirmed', '{}'::text[] from cases.criterion_alert where alert_id = any ($1::uuid[])`,
    [alertIds],
  );
}
