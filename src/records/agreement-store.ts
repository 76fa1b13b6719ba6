// All SQL over agreements: which bind, who came under one, who has left (db/migrations: records-agreements).
import type { Transaction } from "#platform";
import { isoPeriod, type PnrAgreement } from "#vocabulary";

type Flight = { readonly date: string; readonly id: string };

/** Everybody who came on this flight by booking data is under this agreement from now on, until they have left. */
export async function comeUnder(tx: Transaction, flight: Flight, name: string): Promise<void> {
  await tx.query("select records.come_under($1, $2, $3)", [flight.date, flight.id, name]);
}

/** Everybody on this flight, if it leaves the State: those of them who came under an agreement are settled anew. Goes with the next statement. */
export function noteDepartures(tx: Transaction, flight: Flight): void {
  tx.write({ name: "records-note-departures", text: "select records.note_departures($1, $2)" }, [
    flight.date,
    flight.id,
  ]);
}

/** Has exactly these stand, the others end; their names, or null where they did. */
export async function keepAgreements(
  tx: Transaction,
  agreements: readonly PnrAgreement[],
): Promise<readonly string[] | null> {
  const wanted = agreements.map(({ name, origins, stay }) => ({
    name,
    origins,
    stay: stay === null ? null : isoPeriod(stay),
  }));
  const changed = await tx.query(
    `with wanted as (select * from jsonb_to_recordset($1::jsonb) as w (name text, origins text[], stay interval)),
     over as (update records.agreement a set ended = true
       where not a.ended and not exists (select from wanted w where w.name = a.name) returning a.name),
     put as (insert into records.agreement as a (name, origins, stay) select name, origins, stay from wanted
       on conflict (name) do update set origins = excluded.origins, stay = excluded.stay, ended = false
       where (a.origins, a.stay, a.ended) is distinct from (excluded.origins, excluded.stay, false) returning a.name)
     select name from over union all select name from put`,
    [JSON.stringify(wanted)],
  );
  return changed.length === 0 ? null : wanted.map(({ name }) => name);
}

/** Flights into this State with bookings, by their id, after one. */
export function flightsFrom(
  tx: Transaction,
  after: string,
  limit: number,
): Promise<{ flight_date: string; flight_id: string; carrier: string; origin: string }[]> {
  return tx.query(
    `select flight_date, flight_id, carrier, origin from records.flight
     where direction = 'inbound' and bookings > 0 and ($1 = '' or flight_id > nullif($1, '')::uuid) order by flight_id limit $2`,
    [after, limit],
  );
}
