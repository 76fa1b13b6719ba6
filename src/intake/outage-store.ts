// All SQL of times in which carriers were answered before their travellers could be screened.
import type { Transaction } from "#platform";

/**
 * Notes a flight whose travellers were answered for by the fail policy. Returns the outage's id when it begins with this
 * one, null when it was known, "again" when another began it at this moment: then it is to be asked once more.
 */
export async function noteLimited(
  tx: Transaction,
  outageId: string,
  limited: {
    readonly policy: string;
    readonly flight: { readonly date: string; readonly id: string };
    readonly travellers: number;
  },
): Promise<string | null> {
  // Nobody holds the outage's row to the end of a transaction: answers would wait for each other.
  const [row] = await tx.query<{ outage_id: string; begun: boolean }>(
    `with begun as (
       insert into intake.outage (outage_id, policy, started_at) values ($1, $2, $3)
       on conflict ((true)) where ended_at is null do nothing returning outage_id),
     open as (
       select outage_id from begun union all select outage_id from intake.outage where ended_at is null limit 1),
     noted as (
       insert into intake.outage_flight (outage_id, flight_date, flight_id, departs_at, travellers, answers, policies)
       select outage_id, $4, $5, (select departs_at from records.flight where flight_date = $4 and flight_id = $5), $6, 1,
         array[$2]
       from open
       on conflict (outage_id, flight_date, flight_id) do update set screened_at = null,
         travellers = outage_flight.travellers + excluded.travellers, answers = outage_flight.answers + 1,
         policies = case when outage_flight.policies @> excluded.policies then outage_flight.policies
                         else outage_flight.policies || excluded.policies end)
     select outage_id, outage_id = $1 as begun from open`,
    [outageId, limited.policy, tx.at, limited.flight.date, limited.flight.id, limited.travellers],
  );
  if (row === undefined) return "again";
  return row.begun ? row.outage_id : null;
}

/** Asks for the travellers answered so far to be screened, whenever that is possible again. */
export function askForBacklog(tx: Transaction): void {
  tx.write("select platform.add_job('screen-backlog', '{}'::json, 'screen-backlog')", []);
}

export type LeftFlight = { outage_id: string; flight_date: string; flight_id: string; answers: number };

/** The flight to screen next: the one that departs first. */
export async function nextLeft(tx: Transaction): Promise<LeftFlight | null> {
  const rows = await tx.query<LeftFlight>(
    `select outage_id, flight_date, flight_id, answers from intake.outage_flight where screened_at is null
     order by departs_at nulls last, flight_id limit 1`,
  );
  return rows[0] ?? null;
}

/** Whether travellers of a flight were answered for and are not screened yet. */
export async function isLeftUnscreened(
  tx: Transaction,
  flight: { readonly date: string; readonly id: string },
): Promise<boolean> {
  const rows = await tx.query(
    {
      name: "intake-outage-left",
      text: `select 1 from intake.outage_flight
             where flight_date = $1 and flight_id = $2 and screened_at is null limit 1`,
    },
    [flight.date, flight.id],
  );
  return rows.length > 0;
}

/** Not when it was answered for again meanwhile. */
export function setScreened(tx: Transaction, flight: LeftFlight): void {
  tx.write(
    `update intake.outage_flight set screened_at = $4
     where outage_id = $1 and flight_date = $2 and flight_id = $3 and answers = $5`,
    [flight.outage_id, flight.flight_date, flight.flight_id, tx.at, flight.answers],
  );
}

/** What an outage touched, as columns of `intake.outage o`. */
const sums = `(select count(*)::int from intake.outage_flight f where f.outage_id = o.outage_id) as flights,
       (select coalesce(sum(travellers), 0)::int from intake.outage_flight f where f.outage_id = o.outage_id) as travellers,
       (select coalesce(sum(answers), 0)::int from intake.outage_flight f where f.outage_id = o.outage_id) as answers,
       array(select distinct unnest(f.policies) from intake.outage_flight f where f.outage_id = o.outage_id order by 1)
         as policies`;

export type EndedOutage = {
  outage_id: string;
  policies: string[];
  started_at: Date;
  flights: number;
  travellers: number;
  answers: number;
};

/** Ends the outage all of whose flights are screened; null when there is none. */
export async function endOutage(tx: Transaction): Promise<EndedOutage | null> {
  const rows = await tx.query<EndedOutage>(
    `update intake.outage o set ended_at = $1
     where ended_at is null
       and not exists (select from intake.outage_flight f where f.outage_id = o.outage_id and screened_at is null)
     returning outage_id, started_at, ${sums}`,
    [tx.at],
  );
  return rows[0] ?? null;
}

export type OutageRow = EndedOutage & { ended_at: Date | null; left: number };

const outageColumns = `o.outage_id, o.started_at, o.ended_at, ${sums},
       (select count(*)::int from intake.outage_flight f where f.outage_id = o.outage_id and screened_at is null) as left`;

/** The outage that lasts; null when screening is there. */
export async function outageNow(tx: Transaction): Promise<OutageRow | null> {
  const rows = await tx.query<OutageRow>(
    `select ${outageColumns} from intake.outage o where ended_at is null`,
  );
  return rows[0] ?? null;
}

/** Those that began in a time, newest first. */
export function outagesOf(tx: Transaction, from: Date, to: Date): Promise<OutageRow[]> {
  return tx.query<OutageRow>(
    `select ${outageColumns} from intake.outage o where started_at >= $1 and started_at < $2
     order by started_at desc limit 500`,
    [from, to],
  );
}

/** The flights of an outage, by departure. */
export function flightsOfOutage(
  tx: Transaction,
  outageId: string,
): Promise<
  {
    flight_date: string;
    flight_id: string;
    designator: string | null;
    departs_at: Date | null;
    policies: string[];
    travellers: number;
    answers: number;
    screened_at: Date | null;
  }[]
> {
  return tx.query(
    `select o.flight_date, o.flight_id, f.carrier || f.number || f.suffix as designator, o.departs_at, o.policies,
       o.travellers, o.answers, o.screened_at
     from intake.outage_flight o left join records.flight f using (flight_date, flight_id)
     where outage_id = $1 order by o.departs_at nulls last, o.flight_id limit 2000`,
    [outageId],
  );
}
