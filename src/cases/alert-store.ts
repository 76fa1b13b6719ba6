// All SQL that raises, changes and withdraws alerts: a few statements a message, whatever the number of persons.
import type { Transaction } from "#platform";
import type { Match, ScreenedBy, Traveller } from "#screening";
import type { ListEntry } from "#watchlists";
import type { AlertState, WithdrawalReason } from "./alert.ts";
import { fromStored, storedListing, type Listings, type StoredListing } from "./listing.ts";
import type { KnownAlert } from "./raising-plan.ts";
import { byIds, ofPersons, withdrawOpen, type WithdrawnRow } from "./standing-store.ts";

type KnownRow = {
  alert_id: string;
  person_id: string;
  traveller_id: string;
  listed_person: string;
  list_code: string;
  list_version: number;
  entry_id: string;
  state: AlertState;
  strength: number;
  band: string;
  entry_hash: Buffer;
  compared_hash: Buffer;
  traveller: Traveller;
  entry: ListEntry;
  evidence: Match;
  others: StoredListing[];
  screened_by: ScreenedBy | null;
  sources: string[];
  identity_keys: Buffer[];
  bare_keys: Buffer[];
  still_matches: boolean;
  due_at: Date | null;
  flight_key: string;
  engine_version: string;
};

/** An alert as raising knows it, with the due time and flight it carries. */
export type HeldAlert = KnownAlert & {
  readonly dueAt: Date | null;
  readonly flightKey: string;
  readonly engineVersion: string;
};

const knownColumns = `alert_id, person_id, traveller_id, listed_person, list_code, list_version, entry_id, state, strength,
  band, entry_hash, compared_hash, traveller, entry, evidence, others, screened_by, sources, identity_keys, bare_keys, still_matches,
  engine_version, due_at, flight_date || '_' || flight_id as flight_key`;

/** Alerts of a flight that are open or decided; locked, so that what is planned holds, or only looked at. */
export async function knownAlerts(
  tx: Transaction,
  flight: { date: string; id: string },
  locked = true,
): Promise<HeldAlert[]> {
  const rows = await tx.query<KnownRow>(
    {
      name: locked ? "cases-known-alerts" : "cases-known-alerts-seen",
      text: `select ${knownColumns} from cases.alert
             where flight_date = $1 and flight_id = $2 and state <> 'withdrawn'
             order by alert_id ${locked ? "for update" : ""}`,
    },
    [flight.date, flight.id],
  );
  return rows.map(heldAlert);
}

/** Open alerts that show one of these entries, locked. */
export async function openAlertsOfEntries(
  tx: Transaction,
  entryIds: readonly string[],
): Promise<HeldAlert[]> {
  if (entryIds.length === 0) return [];
  const rows = await tx.query<KnownRow>(
    `select ${knownColumns} from cases.alert where state = 'open' and entry_ids && $1::text[]
     order by alert_id for update`,
    [entryIds],
  );
  return rows.map(heldAlert);
}

/** How many open alerts show nothing but these entries. */
export async function countWithout(tx: Transaction, entryIds: readonly string[]): Promise<number> {
  if (entryIds.length === 0) return 0;
  const [row] = await tx.query<{ alerts: number }>(
    `select count(*)::int as alerts from cases.alert
     where state = 'open' and entry_ids && $1::text[] and entry_ids <@ $1::text[]`,
    [entryIds],
  );
  return row?.alerts ?? 0;
}

function heldAlert(row: KnownRow): HeldAlert {
  return {
    id: row.alert_id,
    personId: row.person_id,
    state: row.state,
    listedPerson: row.listed_person,
    listings: listingsOf(row),
    sources: row.sources,
    identityKeys: row.identity_keys,
    bareKeys: row.bare_keys,
    stillMatches: row.still_matches,
    dueAt: row.due_at,
    flightKey: row.flight_key,
    engineVersion: row.engine_version,
  };
}

/** The listings of an alert's row: the one it is shown by, then the others. */
export function listingsOf(
  row: Pick<
    KnownRow,
    | "entry_id"
    | "list_code"
    | "list_version"
    | "entry_hash"
    | "compared_hash"
    | "strength"
    | "band"
    | "traveller_id"
    | "traveller"
    | "entry"
    | "evidence"
    | "others"
    | "screened_by"
  >,
): Listings {
  const shown = {
    entryId: row.entry_id,
    list: row.list_code,
    listVersion: row.list_version,
    entryHash: row.entry_hash,
    comparedHash: row.compared_hash,
    strength: row.strength,
    band: row.band,
    travellerId: row.traveller_id,
    traveller: row.traveller,
    entry: row.entry,
    match: row.evidence,
    by: row.screened_by,
  };
  return [shown, ...row.others.map(fromStored)];
}

/** The evidence of an alert: everything that is frozen with it. */
export type AlertEvidence = {
  readonly listings: Listings;
  readonly listedPerson: string;
  readonly sources: readonly string[];
  readonly engineVersion: string;
  readonly identityKeys: readonly Buffer[];
  readonly bareKeys: readonly Buffer[];
  /** The clearing of another document of the holder: the match is then shown in the weakest band. */
  readonly clearedBefore: string | null;
};

export type NewAlert = AlertEvidence & {
  readonly id: string;
  readonly personId: string;
};

export type AlertFlight = {
  readonly date: string;
  readonly id: string;
  readonly designator: string;
  readonly origin: string;
  readonly destination: string;
  readonly direction: string;
  readonly dueAt: Date | null;
};

const evidenceColumns = `"travellerId" uuid, sources text[], "listedPerson" text, list text, "listVersion" integer,
  "entryId" text, "entryIds" text[], "entryHash" text, "comparedHash" text, "engineVersion" text,
  strength double precision, band text, traveller jsonb, entry jsonb, match jsonb, others jsonb, "by" jsonb, "identityKeys" text[],
  "bareKeys" text[], "clearedBefore" uuid`;
const bytes = (column: string) =>
  `(select coalesce(array_agg(decode(k, 'hex')), '{}') from unnest(${column}) as k)`;
const hex = (keys: readonly Buffer[]) => keys.map((key) => key.toString("hex"));

function evidenceRow(evidence: AlertEvidence) {
  const { listings, listedPerson, sources, engineVersion, clearedBefore } = evidence;
  const [shown, ...others] = listings;
  return {
    ...storedListing(shown),
    band: clearedBefore === null ? shown.band : "weak",
    others: others.map(storedListing),
    entryIds: listings.map(({ entryId }) => entryId),
    listedPerson,
    sources,
    engineVersion,
    clearedBefore,
    identityKeys: hex(evidence.identityKeys),
    bareKeys: hex(evidence.bareKeys),
  };
}

/**
 * Inserts open alerts and returns the ids of those that were. Where another transaction has raised one on the same two
 * persons meanwhile, it stands: who calls looks at it and plans again.
 */
export async function insertAlerts(
  tx: Transaction,
  flight: AlertFlight,
  receiptId: string | null,
  alerts: readonly NewAlert[],
): Promise<ReadonlySet<string>> {
  if (alerts.length === 0) return new Set();
  const rows = await tx.query<{ alert_id: string }>(
    {
      name: "cases-insert-alerts",
      text: `insert into cases.alert (alert_id, flight_date, flight_id, person_id, flight_designator, flight_origin,
               flight_destination, flight_direction, traveller_id, sources, listed_person, list_code, entry_id, entry_ids,
               list_version, entry_hash, compared_hash, engine_version, strength, band, traveller, entry, evidence, others,
               screened_by, identity_keys, bare_keys, cleared_before, state, due_at, raised_at, raised_by_receipt)
             select a.id, $2, $3, a."personId", $4, $5, $6, $7, a."travellerId", a.sources, a."listedPerson", a.list,
               a."entryId", a."entryIds", a."listVersion", decode(a."entryHash", 'hex'), decode(a."comparedHash", 'hex'),
               a."engineVersion", a.strength, a.band, a.traveller, a.entry, a.match, a.others,
               a."by", ${bytes(`a."identityKeys"`)}, ${bytes(`a."bareKeys"`)}, a."clearedBefore", 'open', $8, $9, $10
             from jsonb_to_recordset($1::jsonb) as a (id uuid, "personId" uuid, ${evidenceColumns})
             on conflict (flight_id, person_id, listed_person) where state = 'open' do nothing
             returning alert_id`,
    },
    [
      JSON.stringify(
        alerts.map((alert) => ({ ...evidenceRow(alert), id: alert.id, personId: alert.personId })),
      ),
      flight.date,
      flight.id,
      flight.designator,
      flight.origin,
      flight.destination,
      flight.direction,
      flight.dueAt,
      tx.at,
      receiptId,
    ],
  );
  return new Set(rows.map((row) => row.alert_id));
}

/** Gives open alerts new evidence; who looks at one of them is told by the higher version. */
export function replaceEvidence(
  tx: Transaction,
  changes: readonly (AlertEvidence & { readonly alertId: string })[],
): void {
  if (changes.length === 0) return;
  tx.write(
    {
      name: "cases-replace-evidence",
      text: `update cases.alert t set traveller_id = a."travellerId", sources = a.sources,
               listed_person = a."listedPerson", list_code = a.list, entry_id = a."entryId", entry_ids = a."entryIds",
               list_version = a."listVersion", entry_hash = decode(a."entryHash", 'hex'),
               compared_hash = decode(a."comparedHash", 'hex'), engine_version = a."engineVersion", strength = a.strength,
               band = a.band, traveller = a.traveller, entry = a.entry, evidence = a.match, others = a.others, screened_by = a."by",
               cleared_before = a."clearedBefore", identity_keys = ${bytes(`a."identityKeys"`)}, bare_keys = ${bytes(`a."bareKeys"`)}, still_matches = true,
               version = t.version + 1
             from jsonb_to_recordset($1::jsonb) as a ("alertId" uuid, ${evidenceColumns})
             where t.alert_id = a."alertId" and t.state = 'open'`,
    },
    [JSON.stringify(changes.map((change) => ({ ...evidenceRow(change), alertId: change.alertId })))],
  );
}

/** Notes further rows of the same person on open alerts whose evidence stays as it is. */
export function joinRows(
  tx: Transaction,
  joins: readonly {
    readonly alertId: string;
    readonly sources: readonly string[];
    readonly identityKeys: readonly Buffer[];
    readonly bareKeys: readonly Buffer[];
  }[],
): void {
  if (joins.length === 0) return;
  const rows = joins.map((join) => ({
    ...join,
    identityKeys: hex(join.identityKeys),
    bareKeys: hex(join.bareKeys),
  }));
  tx.write(
    `update cases.alert t set sources = a.sources, identity_keys = ${bytes(`a."identityKeys"`)},
       bare_keys = ${bytes(`a."bareKeys"`)}
     from jsonb_to_recordset($1::jsonb) as a ("alertId" uuid, sources text[], "identityKeys" text[], "bareKeys" text[])
     where t.alert_id = a."alertId" and t.state = 'open'`,
    [JSON.stringify(rows)],
  );
}

/** Gives alerts of a row that was found to be another person's to that person. */
export function moveAlerts(
  tx: Transaction,
  moves: readonly { readonly alertId: string; readonly personId: string }[],
): void {
  if (moves.length === 0) return;
  tx.write(
    `update cases.alert t set person_id = m.person_id
     from unnest($1::uuid[], $2::uuid[]) as m (alert_id, person_id) where t.alert_id = m.alert_id`,
    [moves.map((move) => move.alertId), moves.map((move) => move.personId)],
  );
}

type Withdrawn = { readonly id: string; readonly flightKey: string };

/** Withdraws open alerts of persons on a flight (`persons` null: of everyone). */
export async function withdrawOfPersons(
  tx: Transaction,
  flight: { readonly date: string; readonly id: string },
  persons: readonly string[] | null,
  reason: WithdrawalReason,
): Promise<Withdrawn[]> {
  return withdrawn(await withdrawOpen(tx, "cases.alert", ofPersons(flight, persons), reason));
}

export async function withdrawById(
  tx: Transaction,
  alertIds: readonly string[],
  reason: WithdrawalReason,
): Promise<Withdrawn[]> {
  if (alertIds.length === 0) return [];
  return withdrawn(await withdrawOpen(tx, "cases.alert", byIds(alertIds), reason));
}

const withdrawn = (rows: readonly WithdrawnRow[]): Withdrawn[] =>
  rows.map((row) => ({ id: row.alert_id, flightKey: `${row.flight_date}_${row.flight_id}` }));

/** Flights on which one of these entries has an open alert, by flight id. */
export async function flightsWithOpenAlerts(
  tx: Transaction,
  entryIds: readonly string[],
): Promise<Set<string>> {
  const rows = await tx.query<{ flight_id: string }>(
    "select distinct flight_id from cases.alert where entry_ids && $1::text[] and state = 'open'",
    [entryIds],
  );
  return new Set(rows.map((row) => row.flight_id));
}

/** The flights with open alerts that show any of these entries. */
export function flightsShowing(
  tx: Transaction,
  entryIds: readonly string[],
): Promise<{ date: string; id: string }[]> {
  return tx.query<{ date: string; id: string }>(
    `select distinct flight_date as date, flight_id as id from cases.alert
     where entry_ids && $1::text[] and state = 'open'`,
    [entryIds],
  );
}

/** Asks for a flight to be screened again by the versions that are active when the job runs. */
export function askToScreenFlight(tx: Transaction, flight: { date: string; id: string }): void {
  tx.write("select platform.add_job('rescreen-flight', $1::json, $2)", [
    JSON.stringify({ date: flight.date, id: flight.id }),
    `rescreen-flight:${flight.id}`,
  ]);
}

/** Counts matches that were not shown again because a person had judged them before. */
export function countSuppressed(tx: Transaction, suppressed: number): void {
  if (suppressed === 0) return;
  tx.write(
    `insert into cases.suppressed_day (day, suppressed) values ($1::timestamptz at time zone 'UTC', $2)
     on conflict (day) do update set suppressed = suppressed_day.suppressed + excluded.suppressed`,
    [tx.at, suppressed],
  );
}

/** Asks for the bookings of a flight to be compared with what is watched for beside names. */
export function askToWatchKeys(tx: Transaction, flight: { date: string; id: string }): void {
  tx.write("select platform.add_job('watch-keys', $1::json, $2)", [
    JSON.stringify({ date: flight.date, id: flight.id }),
    `watch-keys:${flight.id}`,
  ]);
}
