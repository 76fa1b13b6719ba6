// A flight of which nothing came, put where the records write it down.
import { newId, systemActor, type Database } from "#platform";
import type { NewPenalty } from "./contract.ts";

/** A flight whose push was owed at departure and never came, as the records write it down. */
export async function aMissedFlight(
  database: Database,
  of: { readonly number: string; readonly departsAt: Date; readonly carrier?: string },
): Promise<NewPenalty["failures"][number]> {
  const day = of.departsAt.toISOString().slice(0, 10);
  return database.transaction(systemActor("test"), async (tx) => {
    const id = newId(tx.at);
    await tx.query(
      `insert into records.flight (flight_date, flight_id, carrier, number, origin, destination, direction, departs_at, scheduled)
       values ($1, $2, $3, $4, 'IST', 'GYD', 'inbound', $5, true)`,
      [day, id, of.carrier ?? "J2", of.number, of.departsAt],
    );
    await tx.query(
      `insert into records.expected_push (flight_date, flight_id, ordinal, kind, opens, due, late, missing, made_at, told, outcome, counted)
       values ($1, $2, 0, 'api', -2880, 0, 15, 60, $3::timestamptz - interval '3 days', 'missing', 'missing', true)`,
      [day, id, of.departsAt],
    );
    return { source: "push", ref: `${day}_${id}_0`, day };
  });
}
