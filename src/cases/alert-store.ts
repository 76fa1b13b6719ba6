// All SQL that raises, changes and withdraws alerts: a few statements a message, whatever the number of persons.
import type { Transaction } from "#platform";
import type { Match, Traveller } from "#screening";
import type { ListEntry } from "#watchlists";
import type { AlertState, WithdrawalReason } from "./alert.ts";
import type { Clearing, KnownAlert } from "./raising-plan.ts";

type KnownRow = {
  alert_id: string;
  person_id: string;
  traveller_id: string;
  entry_id: string;
  state: AlertState;
  strength: number;
  entry_hash: Buffer;
  compared_hash: Buffer;
  traveller: Traveller;
  sources: string[];
  identity_keys: Buffer[];
  bare_keys: Buffer[];
  still_matches: boolean;
  due_at: Date | null;
};

/** Alerts of a flight that are open or decided, with the due time they carry; locked, so that what is planned holds. */
export async function knownAlerts(
  tx: Transaction,
  flight: { date: string; id: string },
): Promise<(KnownAlert & { readonly dueAt: Date | null })[]> {
  const rows = await tx.query<KnownRow>(
    {
      name: "cases-known-alerts",
      text: `select alert_id, person_id, traveller_id, entry_id, state, strength, entry_hash, compared_hash, traveller,
                    sources, identity_keys, bare_keys, still_matches, due_at
             from cases.alert where flight_date = $1 and flight_id = $2 and state <> 'withdrawn'
             order by alert_id for update`,
    },
    [flight.date, flight.id],
  );
  return rows.map((row) => ({
    id: row.alert_id,
    personId: row.person_id,
    travellerId: row.traveller_id,
    entryId: row.entry_id,
    state: row.state,
    strength: row.strength,
    entryHash: row.entry_hash,
    comparedHash: row.compared_hash,
    traveller: row.traveller,
    sources: row.sources,
    identityKeys: row.identity_keys,
    bareKeys: row.bare_keys,
    stillMatches: row.still_matches,
    dueAt: row.due_at,
  }));
}

/** Clearings that hold at the transaction's instant for any of these identities and entries. */
export async function clearingsFor(
  tx: Transaction,
  keys: readonly Buffer[],
  entryIds: readonly string[],
): Promise<Clearing[]> {
  if (keys.length === 0) return [];
  const rows = await tx.query<{
    cleared_pair_id: string;
    identity_key: Buffer;
    entry_id: string;
    compared_hash: Buffer;
  }>(
    {
      name: "cases-clearings",
      text: `select cleared_pair_id, identity_key, entry_id, compared_hash from cases.cleared_pair
             where identity_key = any ($1::bytea[]) and entry_id = any ($2::text[]) and revoked_at is null
               and valid_until > $3
             order by cleared_at`,
    },
    [keys, entryIds, tx.at],
  );
  return rows.map((row) => ({
    id: row.cleared_pair_id,
    key: row.identity_key,
    entryId: row.entry_id,
    comparedHash: row.compared_hash,
  }));
}

/** The evidence of an alert: everything that is frozen with it. */
export type AlertEvidence = {
  readonly travellerId: string;
  readonly sources: readonly string[];
  readonly list: string;
  readonly listVersion: number;
  readonly entryHash: Buffer;
  readonly comparedHash: Buffer;
  readonly engineVersion: string;
  readonly strength: number;
  readonly band: string;
  readonly traveller: Traveller;
  readonly entry: ListEntry;
  readonly match: Match;
  readonly identityKeys: readonly Buffer[];
  readonly bareKeys: readonly Buffer[];
};

export type NewAlert = AlertEvidence & {
  readonly id: string;
  readonly personId: string;
  readonly entryId: string;
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

const evidenceColumns = `"travellerId" uuid, sources text[], list text, "listVersion" integer, "entryHash" text,
  "comparedHash" text, "engineVersion" text, strength double precision, band text, traveller jsonb, entry jsonb,
  match jsonb, "identityKeys" text[], "bareKeys" text[]`;
const bytes = (column: string) =>
  `(select coalesce(array_agg(decode(k, 'hex')), '{}') from unnest(${column}) as k)`;
const hex = (keys: readonly Buffer[]) => keys.map((key) => key.toString("hex"));

function evidenceRow(evidence: AlertEvidence) {
  return {
    ...evidence,
    entryHash: evidence.entryHash.toString("hex"),
    comparedHash: evidence.comparedHash.toString("hex"),
    identityKeys: hex(evidence.identityKeys),
    bareKeys: hex(evidence.bareKeys),
  };
}

/**
 * Inserts open alerts. Where another transaction has raised the same pair meanwhile, the stronger evidence stays.
 * Returns the ids that were inserted, and those of the others that were strengthened.
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
               flight_destination, flight_direction, traveller_id, sources, list_code, entry_id, list_version, entry_hash,
               compared_hash, engine_version, strength, band, traveller, entry, evidence, identity_keys, bare_keys, state,
               due_at, raised_at, raised_by_receipt)
             select a.id, $2, $3, a."personId", $4, $5, $6, $7, a."travellerId", a.sources, a.list, a."entryId",
               a."listVersion", decode(a."entryHash", 'hex'), decode(a."comparedHash", 'hex'), a."engineVersion", a.strength,
               a.band, a.traveller, a.entry, a.match, ${bytes(`a."identityKeys"`)}, ${bytes(`a."bareKeys"`)}, 'open',
               $8, $9, $10
             from jsonb_to_recordset($1::jsonb) as a (id uuid, "personId" uuid, "entryId" text, ${evidenceColumns})
             on conflict (flight_id, person_id, entry_id) where state = 'open' do update set
               traveller_id = excluded.traveller_id, strength = excluded.strength, band = excluded.band,
               list_version = excluded.list_version, entry_hash = excluded.entry_hash,
               compared_hash = excluded.compared_hash, engine_version = excluded.engine_version,
               traveller = excluded.traveller, entry = excluded.entry, evidence = excluded.evidence,
               identity_keys = alert.identity_keys || excluded.identity_keys,
               bare_keys = alert.bare_keys || excluded.bare_keys, version = alert.version + 1
               where excluded.strength > alert.strength
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
      text: `update cases.alert t set traveller_id = a."travellerId", sources = a.sources, list_code = a.list,
               list_version = a."listVersion", entry_hash = decode(a."entryHash", 'hex'),
               compared_hash = decode(a."comparedHash", 'hex'), engine_version = a."engineVersion", strength = a.strength,
               band = a.band, traveller = a.traveller, entry = a.entry, evidence = a.match,
               identity_keys = ${bytes(`a."identityKeys"`)}, bare_keys = ${bytes(`a."bareKeys"`)}, still_matches = true,
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

/** Marks open alerts whose row's data no longer lead to the match. */
export function markFitNoMore(tx: Transaction, alertIds: readonly string[]): void {
  if (alertIds.length === 0) return;
  tx.write(
    `update cases.alert set still_matches = false, version = version + 1
     where alert_id = any ($1::uuid[]) and state = 'open' and still_matches`,
    [alertIds],
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

/** The due time of the flight's open alerts follows the flight. */
export function setDue(
  tx: Transaction,
  flight: { readonly date: string; readonly id: string; readonly dueAt: Date | null },
): void {
  tx.write(
    `update cases.alert set due_at = $3
     where flight_date = $1 and flight_id = $2 and state = 'open' and due_at is distinct from $3`,
    [flight.date, flight.id, flight.dueAt],
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
  return withdraw(
    tx,
    "flight_date = $3 and flight_id = $4 and ($5::uuid[] is null or person_id = any ($5::uuid[]))",
    reason,
    [flight.date, flight.id, persons],
  );
}

export async function withdrawById(
  tx: Transaction,
  alertIds: readonly string[],
  reason: WithdrawalReason,
): Promise<Withdrawn[]> {
  return alertIds.length === 0 ? [] : withdraw(tx, "alert_id = any ($3::uuid[])", reason, [alertIds]);
}

/** Withdraws the open alerts on entries that a list no longer has. */
export async function withdrawOfEntries(tx: Transaction, entryIds: readonly string[]): Promise<Withdrawn[]> {
  return entryIds.length === 0
    ? []
    : withdraw(tx, "entry_id = any ($3::text[])", "entry-withdrawn", [entryIds]);
}

async function withdraw(
  tx: Transaction,
  which: string,
  reason: WithdrawalReason,
  values: readonly unknown[],
): Promise<Withdrawn[]> {
  // Locked in the order in which raising locks them: two transactions never wait for each other.
  const rows = await tx.query<{ alert_id: string; flight_date: string; flight_id: string }>(
    `update cases.alert set state = 'withdrawn', withdrawn_at = $1, withdrawn_reason = $2, version = version + 1
     where state = 'open' and alert_id in
       (select alert_id from cases.alert where state = 'open' and ${which} order by alert_id for update)
     returning alert_id, flight_date, flight_id`,
    [tx.at, reason, ...values],
  );
  return rows.map((row) => ({ id: row.alert_id, flightKey: `${row.flight_date}_${row.flight_id}` }));
}

/** Flights on which one of these entries has an open alert, by flight id. */
export async function flightsWithOpenAlerts(
  tx: Transaction,
  entryIds: readonly string[],
): Promise<Set<string>> {
  const rows = await tx.query<{ flight_id: string }>(
    "select distinct flight_id from cases.alert where entry_id = any ($1::text[]) and state = 'open'",
    [entryIds],
  );
  return new Set(rows.map((row) => row.flight_id));
}

/** Asks for a flight to be screened again by the versions that are active when the job runs. */
export function askToScreenFlight(tx: Transaction, flight: { date: string; id: string }): void {
  tx.write("select platform.add_job('rescreen-flight', $1::json, $2)", [
    JSON.stringify({ date: flight.date, id: flight.id }),
    `rescreen-flight:${flight.id}`,
  ]);
}
