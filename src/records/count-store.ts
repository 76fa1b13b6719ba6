// SQL that counts travellers by the day of their flight, for whoever measures rates.
import type { Transaction } from "#platform";

/** Persons on flights of each day from `from` to before `until` (YYYY-MM-DD); days without any are not there. */
export function personsByDay(
  tx: Transaction,
  from: string,
  until: string,
): Promise<{ day: string; persons: number }[]> {
  return tx.query(
    `select flight_date::text as day, count(distinct (flight_id, person_id))::int as persons
     from records.traveller where flight_date >= $1 and flight_date < $2 group by flight_date order by flight_date`,
    [from, until],
  );
}
