// All SQL over forecasts: which alerts a version or a proposal would raise, asked for, worked on, and read.
import { newId, type Transaction } from "#platform";
import { differingTexts } from "./entry-store.ts";
import type { ListEntry } from "./entry.ts";

/** What a forecast is about: a draft version of a list, or a proposal. */
export type ForecastSubject =
  | { readonly listId: string; readonly version: number }
  | { readonly listId: string; readonly proposalId: string };

/** What a change brings and takes, as JSON texts of entries and ids; `list` as its matches will name it. */
export type ForecastChange = {
  readonly listId: string;
  readonly list: { readonly code: string; readonly version: string };
  readonly entries: readonly string[];
  readonly removed: readonly string[];
};

/** One alert to be expected. */
export type ExpectedAlert = {
  readonly flight: {
    readonly date: string;
    readonly id: string;
    readonly designator: string;
    readonly origin: string;
    readonly destination: string;
    readonly dueAt: Date | null;
  };
  readonly coming: boolean;
  readonly personId: string;
  readonly entryId: string;
  readonly category: string | null;
  readonly band: string;
  readonly strength: number;
};

/** Asks for a forecast, or for it to be worked out again; it begins when this transaction has ended. */
export async function askForForecast(tx: Transaction, of: ForecastSubject): Promise<void> {
  const [column, subject] = "version" in of ? ["version", of.version] : ["proposal_id", of.proposalId];
  const on = "version" in of ? "(list_id, version)" : "(proposal_id)";
  const [row] = await tx.query<{ forecast_id: string }>(
    `insert into watchlists.forecast (forecast_id, list_id, ${column}, state, asked_at) values ($1, $2, $3, 'waiting', $4)
     on conflict ${on} where ${column} is not null do update set state = 'waiting', asked_at = $4, finished_at = null
     returning forecast_id`,
    [newId(tx.at), of.listId, subject, tx.at],
  );
  if (row === undefined) return;
  await tx.query("select platform.add_job('forecast-alerts', $1::json, $2)", [
    JSON.stringify({ forecastId: row.forecast_id }),
    `forecast-alerts:${row.forecast_id}`,
  ]);
}

/** Asks again where what was worked out was asked for before this instant, or was forgotten: traffic goes on. */
export async function refreshForecast(tx: Transaction, of: ForecastSubject, before: Date): Promise<void> {
  const row = await forecastOf(tx, of);
  if (row === null || row.asked_at < before) await askForForecast(tx, of);
}

/** What nobody has begun to work out needs no working out once it is decided: nothing waits for ever on its page. */
export async function dropUnbegun(tx: Transaction, listId: string, version: number): Promise<void> {
  await tx.query(
    "delete from watchlists.forecast where list_id = $1 and version = $2 and state = 'waiting' and finished_at is null",
    [listId, version],
  );
}

/**
 * Begins (or begins anew) what was asked for, and says what the change is. Null when there is nothing to forecast any
 * more: the version is no draft, the proposal decided.
 */
export async function beginForecast(tx: Transaction, forecastId: string): Promise<ForecastChange | null> {
  const [row] = await tx.query<{
    list_id: string;
    code: string;
    version: number | null;
    base_version: number | null;
    act: string | null;
    entry_id: string | null;
    content: ListEntry | null;
    next: number;
  }>(
    `select f.list_id, l.code, f.version, v.base_version, p.act, p.entry_id, p.content,
            coalesce(l.active_version, 0) + 1 as next
     from watchlists.forecast f join watchlists.list l using (list_id)
     left join watchlists.version v on v.list_id = f.list_id and v.version = f.version and v.state = 'draft'
     left join watchlists.proposal p on p.proposal_id = f.proposal_id and p.state = 'waiting'
     where f.forecast_id = $1 and (v.version is not null or p.proposal_id is not null) for update of f`,
    [forecastId],
  );
  if (row === undefined) return null;
  await tx.query("delete from watchlists.expected_alert where forecast_id = $1", [forecastId]);
  await tx.query(
    `update watchlists.forecast set state = 'running', flights = 0, flights_done = 0, travellers = 0, suppressed = 0,
       withdrawn = 0, finished_at = null where forecast_id = $1`,
    [forecastId],
  );
  const { list_id: listId, code, version } = row;
  if (version !== null) {
    const range = { id: listId, from: row.base_version, to: version };
    const { entries, removed } = await differingTexts(tx, range, null);
    return { listId, list: { code, version: String(version) }, entries, removed };
  }
  const list = { code, version: String(row.next) };
  return row.content === null
    ? { listId, list, entries: [], removed: row.entry_id === null ? [] : [row.entry_id] }
    : { listId, list, entries: [JSON.stringify(row.content)], removed: [] };
}

/** How far it has come; what is left out stays as it is. */
export async function noteForecast(
  tx: Transaction,
  forecastId: string,
  progress: {
    readonly flights?: number;
    readonly withdrawn?: number;
    readonly flightsMore?: number;
    readonly travellersMore?: number;
    readonly suppressedMore?: number;
    readonly state?: "done" | "failed";
  },
): Promise<void> {
  await tx.query(
    `update watchlists.forecast set flights = coalesce($2, flights), withdrawn = coalesce($3, withdrawn),
       flights_done = flights_done + $4, travellers = travellers + $5, suppressed = suppressed + $6,
       state = coalesce($7, state), finished_at = case when $7 is null then finished_at else $8::timestamptz end
     where forecast_id = $1`,
    [
      forecastId,
      progress.flights ?? null,
      progress.withdrawn ?? null,
      progress.flightsMore ?? 0,
      progress.travellersMore ?? 0,
      progress.suppressedMore ?? 0,
      progress.state ?? null,
      tx.at,
    ],
  );
}

export async function addExpected(
  tx: Transaction,
  forecastId: string,
  expected: readonly ExpectedAlert[],
): Promise<void> {
  if (expected.length === 0) return;
  await tx.query(
    `insert into watchlists.expected_alert (forecast_id, flight_date, flight_id, designator, origin, destination, due_at,
       coming, person_id, entry_id, category, band, strength)
     select $1, e.* from unnest($2::date[], $3::uuid[], $4::text[], $5::text[], $6::text[], $7::timestamptz[], $8::boolean[],
       $9::uuid[], $10::text[], $11::text[], $12::text[], $13::real[]) as e
     on conflict do nothing`,
    [
      forecastId,
      expected.map(({ flight }) => flight.date),
      expected.map(({ flight }) => flight.id),
      expected.map(({ flight }) => flight.designator),
      expected.map(({ flight }) => flight.origin),
      expected.map(({ flight }) => flight.destination),
      expected.map(({ flight }) => flight.dueAt),
      expected.map(({ coming }) => coming),
      expected.map(({ personId }) => personId),
      expected.map(({ entryId }) => entryId),
      expected.map(({ category }) => category),
      expected.map(({ band }) => band),
      expected.map(({ strength }) => strength),
    ],
  );
}

export type ForecastRow = {
  forecast_id: string;
  state: "waiting" | "running" | "done" | "failed";
  asked_at: Date;
  finished_at: Date | null;
  flights: number;
  flights_done: number;
  travellers: number;
  suppressed: number;
  withdrawn: number;
};

/** The forecast of a version or proposal; null when none was ever asked for, or it is forgotten. */
export async function forecastOf(tx: Transaction, of: ForecastSubject): Promise<ForecastRow | null> {
  const [row] = await tx.query<ForecastRow>(
    `select forecast_id, state, asked_at, finished_at, flights, flights_done, travellers, suppressed, withdrawn
     from watchlists.forecast
     where list_id = $1 and (version = $2::integer or proposal_id = $3::uuid)`,
    "version" in of ? [of.listId, of.version, null] : [of.listId, null, of.proposalId],
  );
  return row ?? null;
}

export type ExpectedSum = { coming: boolean; category: string | null; alerts: number; strong: number };

/** How many alerts, by category of the list. */
export function expectedByCategory(tx: Transaction, forecastId: string): Promise<ExpectedSum[]> {
  return tx.query<ExpectedSum>(
    `select coming, category, count(*)::int as alerts, (count(*) filter (where band = 'strong'))::int as strong
     from watchlists.expected_alert where forecast_id = $1 group by coming, category
     order by coming desc, count(*) desc, category`,
    [forecastId],
  );
}

export type ExpectedFlight = {
  flight_date: string;
  flight_id: string;
  designator: string;
  origin: string;
  destination: string;
  due_at: Date | null;
  coming: boolean;
  alerts: number;
  persons: { person: string; entry: string; band: string; strength: number }[];
};

/** The flights on which alerts are expected, those still to come first and next; the strongest of each flight first. */
export function expectedByFlight(
  tx: Transaction,
  forecastId: string,
  limit: number,
): Promise<ExpectedFlight[]> {
  return tx.query<ExpectedFlight>(
    `select flight_date, flight_id, designator, origin, destination, due_at, coming, count(*)::int as alerts,
            jsonb_agg(jsonb_build_object('person', person_id, 'entry', entry_id, 'band', band, 'strength', strength)
                      order by strength desc, entry_id) as persons
     from watchlists.expected_alert where forecast_id = $1
     group by flight_date, flight_id, designator, origin, destination, due_at, coming
     order by coming desc, case when coming then due_at end nulls last, due_at desc, flight_id limit $2`,
    [forecastId, limit],
  );
}

/** Forecasts are about what is decided now: those asked for before are deleted, and with them the persons they point at. */
export async function forgetForecasts(tx: Transaction, before: Date): Promise<number> {
  const rows = await tx.query("delete from watchlists.forecast where asked_at < $1 returning forecast_id", [
    before,
  ]);
  return rows.length;
}
