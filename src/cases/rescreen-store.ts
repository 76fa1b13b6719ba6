// SQL over screenings of everyone still to come: what they were for, how far they are, what came of them.
import { newId, type Transaction } from "#platform";
import type { GoesBy } from "#screening";

export type RescreeningRow = {
  rescreening_id: string;
  before: GoesBy | null;
  now: GoesBy;
  after_date: string | null;
  after_id: string | null;
  flights: number;
  travellers: number;
  raised: number;
  changed: number;
};

const columns = "rescreening_id, before, now, after_date, after_id, flights, travellers, raised, changed";

/** The one under way, locked; null when none is. */
export async function runningRescreening(tx: Transaction): Promise<RescreeningRow | null> {
  const [row] = await tx.query<RescreeningRow>(
    `select ${columns} from cases.rescreening where state = 'running' for update`,
  );
  return row ?? null;
}

/** By what everyone was screened last; null when nobody knows. */
export async function lastGoneBy(tx: Transaction): Promise<GoesBy | null> {
  const [row] = await tx.query<{ now: GoesBy }>(
    "select now from cases.rescreening where state = 'done' order by number desc limit 1",
  );
  return row?.now ?? null;
}

/** Begins one; null when another has begun meanwhile. */
export async function insertRescreening(
  tx: Transaction,
  change: { readonly before: GoesBy | null; readonly now: GoesBy },
): Promise<RescreeningRow | null> {
  const [row] = await tx.query<RescreeningRow>(
    `insert into cases.rescreening (rescreening_id, state, before, now, started_at) values ($1, 'running', $2, $3, $4)
     on conflict do nothing returning ${columns}`,
    [
      newId(tx.at),
      change.before === null ? null : JSON.stringify(change.before),
      JSON.stringify(change.now),
      tx.at,
    ],
  );
  return row ?? null;
}

/** Adds a page to the one under way. */
export function notePage(
  tx: Transaction,
  id: string,
  page: {
    readonly after: { readonly date: string; readonly id: string };
    readonly flights: number;
    readonly travellers: number;
    readonly raised: number;
    readonly changed: number;
  },
): void {
  tx.write(
    `update cases.rescreening set after_date = $2, after_id = $3, flights = flights + $4, travellers = travellers + $5,
       raised = raised + $6, changed = changed + $7 where rescreening_id = $1`,
    [id, page.after.date, page.after.id, page.flights, page.travellers, page.raised, page.changed],
  );
}

export function endRescreening(tx: Transaction, id: string, state: "done" | "overtaken"): void {
  tx.write("update cases.rescreening set state = $2, ended_at = $3 where rescreening_id = $1", [
    id,
    state,
    tx.at,
  ]);
}

/** Which of these flights have open alerts, by flight id. */
export async function withOpenAlerts(
  tx: Transaction,
  flights: readonly { readonly date: string; readonly id: string }[],
): Promise<ReadonlySet<string>> {
  const rows = await tx.query<{ flight_id: string }>(
    `select distinct a.flight_id from unnest($1::date[], $2::uuid[]) as f (flight_date, flight_id)
     join cases.alert a on a.flight_date = f.flight_date and a.flight_id = f.flight_id where a.state = 'open'`,
    [flights.map(({ date }) => date), flights.map(({ id }) => id)],
  );
  return new Set(rows.map((row) => row.flight_id));
}

/** Asks for everyone still to come to be screened anew, if what screening goes by has changed since they were. */
export function askToScreenAll(tx: Transaction): void {
  tx.write("select platform.add_job('rescreen-all', $1::json, $2)", ["{}", "rescreen-all"]);
}
