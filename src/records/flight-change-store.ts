// SQL of flights whose details change: the former flight goes on under its own key, with another day, number or route.
import type { Transaction } from "#platform";
import type { FlightFacts } from "./flight.ts";
import { insertLegs, routeValues, type KeptFlight } from "./store.ts";

export type ChangingFlight = KeptFlight & {
  readonly carrier: string;
  readonly number: string;
  readonly suffix: string;
};

/** A flight that leaves so many days before or after the day of its key, at most, is found by the day it leaves on. */
export const movedDaysMax = 3;

const columns = `flight_date, flight_id, carrier, number, suffix, origin, destination, direction, departs_local, arrives_local,
  departs_at, arrives_at, state, scheduled, full_push_at,
  coalesce((select jsonb_agg(jsonb_build_object('origin', l.origin, 'destination', l.destination))
            from records.leg l where l.flight_date = f.flight_date and l.flight_id = f.flight_id), '[]') as legs`;

/** One flight by its key, held as `holdFlights` holds those of a day; null where it is not kept. */
export async function holdFormer(
  tx: Transaction,
  key: { readonly date: string; readonly id: string },
): Promise<ChangingFlight | null> {
  tx.write(
    `select pg_advisory_xact_lock(hashtextextended($1::date || ' ' || carrier || number, 0))
     from records.flight where flight_date = $1 and flight_id = $2`,
    [key.date, key.id],
  );
  const rows = await tx.query<ChangingFlight>(
    `select ${columns} from records.flight f where flight_date = $1 and flight_id = $2`,
    [key.date, key.id],
  );
  return rows[0] ?? null;
}

/** The keys of flights of the designator that were moved to the day from another. */
export function movedTo(tx: Transaction, facts: FlightFacts): Promise<{ date: string; id: string }[]> {
  return tx.query<{ date: string; id: string }>(
    {
      name: "records-flights-moved-to",
      text: `select flight_date as date, flight_id as id from records.flight
             where flight_date between $1::date - ${movedDaysMax} and $1::date + ${movedDaysMax} and flight_date <> $1
               and carrier = $2 and number = $3 and suffix = $4
               and departs_local >= $1::date and departs_local < $1::date + 1
             order by flight_date, flight_id`,
    },
    [facts.date, facts.carrier, facts.number, facts.suffix],
  );
}

/** Another designator, route and legs; the former ones stay where another flight of the day bears the new ones. */
export function changeRoute(
  tx: Transaction,
  flight: { readonly date: string; readonly id: string },
  facts: FlightFacts,
): void {
  tx.write(
    `update records.flight set carrier = $3, number = $4, suffix = $5, origin = $6, destination = $7, direction = $8
     where flight_date = $1 and flight_id = $2 and not exists (
       select from records.flight o where o.flight_date = $1 and o.flight_id <> $2 and o.carrier = $3 and o.number = $4
         and o.suffix = $5 and o.origin = $6 and o.destination = $7)`,
    [flight.date, flight.id, ...routeValues(facts)],
  );
  tx.write("delete from records.leg where flight_date = $1 and flight_id = $2", [flight.date, flight.id]);
  insertLegs(tx, flight, facts.legs);
}
