// All SQL over lists and their versions.
import type { Transaction } from "#platform";
import type { Sentence } from "#vocabulary";
import { wordsOfReaders, type PersonCategory, type PersonsOfList } from "./person-category.ts";
import type { AlertBasis, CsvMapping, ListRegister } from "./contract.ts";

export type ListRow = {
  list_id: string;
  code: string;
  title: string;
  authority: string;
  legal_basis: string;
  alert_basis: AlertBasis;
  kind: "imported" | "own";
  format: string | null;
  address: string | null;
  fetch_every_hours: number | null;
  last_fetch_at: Date | null;
  last_fetch_outcome: string | null;
  last_fetch_because: Sentence | null;
  active_version: number | null;
  removal_share_max: number;
  unattended_change_share_max: number;
  owner: string | null;
  purposes: ListRegister["purposes"];
  grade: ListRegister["grade"];
  classification: ListRegister["classification"];
  retention_days: number | null;
  expires_on: string | null;
  review_on: string | null;
  mapping: CsvMapping | null;
  persons: PersonCategory;
  persons_by: Readonly<Record<string, PersonCategory>>;
  persons_wanted: PersonsWanted | null;
};

/** A change of who the persons of a list are that waits for another person. */
export type PersonsWanted = PersonsOfList & {
  readonly by: string;
  readonly at: string;
  readonly reason: string;
};

export type VersionState = "draft" | "active" | "superseded" | "refused" | "rolled-back";

export type VersionRow = {
  list_id: string;
  version: number;
  state: VersionState;
  base_version: number | null;
  published_at: Date | null;
  received_at: Date;
  sha256: Buffer;
  entries: number;
  added: number;
  changed: number;
  removed: number;
  not_understood: (RowReason & { row: string })[];
  prepared_by: string;
  activated_at: Date | null;
  activated_by: string | null;
  refusal: string | null;
  refusal_because: Sentence | null;
  parser_version: string | null;
  file_kept: boolean;
};

const listColumns = `list_id, code, title, authority, legal_basis, alert_basis, kind, format, address, fetch_every_hours, last_fetch_at,
  last_fetch_outcome, last_fetch_because, active_version, removal_share_max, unattended_change_share_max, owner,
  purposes, grade, classification, retention_days, expires_on::text as expires_on, review_on::text as review_on, mapping,
  persons, persons_by, persons_wanted`;
const versionColumns = `list_id, version, state, base_version, published_at, received_at, sha256, entries, added, changed,
  removed, not_understood, prepared_by, activated_at, activated_by, refusal, refusal_because, parser_version,
  exists (select from watchlists.raw_file f where f.list_id = version.list_id and f.version = version.version) as file_kept`;

export function allLists(tx: Transaction): Promise<ListRow[]> {
  return tx.query<ListRow>(`select ${listColumns} from watchlists.list order by code`);
}

/** A list by id; with `lock` nobody else changes it until this transaction ends. */
export async function listById(tx: Transaction, listId: string, lock = false): Promise<ListRow | null> {
  const rows = await tx.query<ListRow>(
    `select ${listColumns} from watchlists.list where list_id = $1 ${lock ? "for update" : ""}`,
    [listId],
  );
  return rows[0] ?? null;
}

/** A version of the list with this code, with how many entries it had; null when it is not there any more. */
export async function keptVersion(
  tx: Transaction,
  code: string,
  version: number,
): Promise<{ listId: string; entries: number } | null> {
  const [row] = await tx.query<{ list_id: string; entries: number }>(
    `select v.list_id, v.entries from watchlists.version v join watchlists.list l using (list_id)
     where l.code = $1 and v.version = $2 and v.state <> 'refused'`,
    [code, version],
  );
  return row === undefined ? null : { listId: row.list_id, entries: row.entries };
}

/** The title of the list with this code; the code itself when there is none. */
export async function listTitle(tx: Transaction, code: string): Promise<string> {
  const [row] = await tx.query<{ title: string }>("select title from watchlists.list where code = $1", [
    code,
  ]);
  return row?.title ?? code;
}

export type NewListRow = {
  readonly id: string;
  readonly code: string;
  readonly title: string;
  readonly authority: string;
  readonly legalBasis: string;
  readonly alertBasis: AlertBasis;
  readonly persons: PersonCategory;
  readonly kind: "imported" | "own";
  readonly format: string | null;
  readonly address: string | null;
  readonly fetchEveryHours: number | null;
  readonly mapping?: CsvMapping | null;
};

/** Returns false when the code is taken. */
export async function insertList(tx: Transaction, list: NewListRow): Promise<boolean> {
  const rows = await tx.query(
    `insert into watchlists.list (list_id, code, title, authority, legal_basis, kind, format, address, fetch_every_hours,
       created_by, created_at, mapping, alert_basis, persons, persons_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15) on conflict (code) do nothing returning list_id`,
    [
      list.id,
      list.code,
      list.title,
      list.authority,
      list.legalBasis,
      list.kind,
      list.format,
      list.address,
      list.fetchEveryHours,
      tx.actor.id,
      tx.at,
      list.mapping == null ? null : JSON.stringify(list.mapping),
      list.alertBasis,
      list.persons,
      JSON.stringify(list.kind === "imported" ? wordsOfReaders : {}),
    ],
  );
  return rows.length === 1;
}

/** Writes who the persons of a list are; the database refuses what weighs more against anybody without a second person. */
export async function updatePersons(
  tx: Transaction,
  listId: string,
  { persons, byWord }: PersonsOfList,
): Promise<void> {
  await tx.query("update watchlists.list set persons = $2, persons_by = $3 where list_id = $1", [
    listId,
    persons,
    JSON.stringify(byWord),
  ]);
}

/** Keeps a change of who the persons of a list are for another person; null: none waits. */
export async function setPersonsWanted(
  tx: Transaction,
  listId: string,
  wanted: PersonsWanted | null,
): Promise<void> {
  await tx.query("update watchlists.list set persons_wanted = $2 where list_id = $1", [
    listId,
    wanted === null ? null : JSON.stringify(wanted),
  ]);
}

/** The words by which the list in force says who its persons are, the most frequent first. */
export function wordsOfList(
  tx: Transaction,
  list: { readonly id: string; readonly version: number },
  limit: number,
): Promise<{ word: string; entries: number }[]> {
  return tx.query(
    `select word, count(*)::int as entries from watchlists.entry e,
       lateral (select distinct lower(btrim(said)) as word
                from unnest(array[e.content ->> 'category', e.content ->> 'programme']) as said) w
     where e.list_id = $1 and e.from_version <= $2 and (e.to_version is null or e.to_version > $2)
       and coalesce(word, '') <> '' group by word order by entries desc, word limit $3`,
    [list.id, list.version, limit],
  );
}

/** Who the persons of entries are, as they stand now; of those listed no more as they stood. */
export async function categoriesNow(
  tx: Transaction,
  entries: readonly { readonly entryId: string; readonly list: string; readonly content: unknown }[],
): Promise<ReadonlyMap<string, PersonCategory>> {
  if (entries.length === 0) return new Map();
  const rows = await tx.query<{ entry: string; category: PersonCategory }>(
    `select entry, watchlists.person_category(entry, code, content) as category
     from unnest($1::text[], $2::text[], $3::jsonb[]) as e (entry, code, content)`,
    [
      entries.map(({ entryId }) => entryId),
      entries.map(({ list }) => list),
      entries.map(({ content }) => JSON.stringify(content)),
    ],
  );
  return new Map(rows.map((row) => [row.entry, row.category]));
}

/** Writes what is known of a list's source. */
export async function updateRegister(tx: Transaction, listId: string, of: ListRegister): Promise<void> {
  await tx.query(
    `update watchlists.list set title = $2, authority = $3, legal_basis = $4, owner = $5, purposes = $6, grade = $7,
       classification = $8, retention_days = $9, expires_on = $10, review_on = $11, alert_basis = $12 where list_id = $1`,
    [
      listId,
      of.title,
      of.authority,
      of.legalBasis,
      of.owner,
      of.purposes,
      of.grade,
      of.classification,
      of.retentionDays,
      of.expiresOn,
      of.reviewOn,
      of.alertBasis,
    ],
  );
}

/** Imported lists with an address whose last fetch is as long ago as their schedule says. */
export async function listsToFetch(tx: Transaction): Promise<string[]> {
  const rows = await tx.query<{ list_id: string }>(
    `select list_id from watchlists.list
     where kind = 'imported' and address is not null and fetch_every_hours is not null
       and (last_fetch_at is null or last_fetch_at + make_interval(hours => fetch_every_hours) <= $1)
     order by last_fetch_at nulls first`,
    [tx.at],
  );
  return rows.map((row) => row.list_id);
}

export async function noteFetch(
  tx: Transaction,
  listId: string,
  { outcome, because = null }: { readonly outcome: string; readonly because?: Sentence | null },
): Promise<void> {
  await tx.query(
    `update watchlists.list set last_fetch_at = $2, last_fetch_outcome = $3, last_fetch_because = $4
     where list_id = $1`,
    [listId, tx.at, outcome, because === null ? null : JSON.stringify(because)],
  );
}

export function versionsOf(tx: Transaction, listId: string, limit: number): Promise<VersionRow[]> {
  return tx.query<VersionRow>(
    `select ${versionColumns} from watchlists.version where list_id = $1 order by version desc limit $2`,
    [listId, limit],
  );
}

export async function versionOf(
  tx: Transaction,
  listId: string,
  version: number,
): Promise<VersionRow | null> {
  const rows = await tx.query<VersionRow>(
    `select ${versionColumns} from watchlists.version where list_id = $1 and version = $2`,
    [listId, version],
  );
  return rows[0] ?? null;
}

/** The version prepared last, whatever became of it. */
export async function latestVersion(tx: Transaction, listId: string): Promise<VersionRow | null> {
  const [row] = await versionsOf(tx, listId, 1);
  return row ?? null;
}

/** The active versions of all lists, by list. */
export async function activeVersionRows(tx: Transaction): Promise<Map<string, VersionRow>> {
  const rows = await tx.query<VersionRow>(
    `select ${versionColumns} from watchlists.version where state = 'active'`,
  );
  return new Map(rows.map((row) => [row.list_id, row]));
}

/** Drafts by list. */
export async function drafts(tx: Transaction): Promise<Map<string, number>> {
  const rows = await tx.query<{ list_id: string; version: number }>(
    "select list_id, version from watchlists.version where state = 'draft'",
  );
  return new Map(rows.map((row) => [row.list_id, row.version]));
}

/** The number after the highest one a list has used. Call with the list locked. */
export async function nextVersion(tx: Transaction, listId: string): Promise<number> {
  const [row] = await tx.query<{ next: number }>(
    "select coalesce(max(version), 0) + 1 as next from watchlists.version where list_id = $1",
    [listId],
  );
  return row?.next ?? 1;
}

/** Why a row was not understood: in English, and (of versions since 2026) by code and values. */
type RowReason = Partial<Sentence> & { readonly reason: string };

export type NewVersionRow = {
  readonly listId: string;
  readonly version: number;
  readonly state: VersionState;
  readonly base: number | null;
  readonly publishedAt: Date | null;
  readonly sha256: Buffer;
  readonly entries: number;
  readonly added: number;
  readonly changed: number;
  readonly removed: number;
  readonly notUnderstood: readonly (RowReason & { readonly row: string })[];
  readonly preparedBy: string;
  readonly refusal: string | null;
  readonly because: Sentence | null;
  readonly proposalId: string | null;
  readonly parserVersion?: string | null;
};

export async function insertVersion(tx: Transaction, version: NewVersionRow): Promise<void> {
  await tx.query(
    `insert into watchlists.version (list_id, version, state, base_version, published_at, received_at, sha256, entries,
       added, changed, removed, not_understood, prepared_by, refusal, proposal_id, refusal_because, parser_version)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)`,
    [
      version.listId,
      version.version,
      version.state,
      version.base,
      version.publishedAt,
      tx.at,
      version.sha256,
      version.entries,
      version.added,
      version.changed,
      version.removed,
      JSON.stringify(version.notUnderstood),
      version.preparedBy,
      version.refusal,
      version.proposalId,
      version.because === null ? null : JSON.stringify(version.because),
      version.parserVersion ?? null,
    ],
  );
}

/** A newer draft takes the place of one that still waits. */
export async function supersedeDraft(tx: Transaction, listId: string): Promise<void> {
  await tx.query(
    "update watchlists.version set state = 'superseded' where list_id = $1 and state = 'draft'",
    [listId],
  );
}

/**
 * Makes a version the active one; the one active until now gets the state `formerBecomes`. Waits until no transaction
 * that raises alerts is under way (watchlists.change_versions).
 */
export async function setActive(
  tx: Transaction,
  change: {
    listId: string;
    version: number;
    formerBecomes: "superseded" | "rolled-back";
    /** Who made it effective; null leaves what stands (a version that becomes active again). */
    by: string | null;
  },
): Promise<void> {
  await tx.query("select watchlists.change_versions()");
  await tx.query("update watchlists.version set state = $2 where list_id = $1 and state = 'active'", [
    change.listId,
    change.formerBecomes,
  ]);
  await tx.query(
    `update watchlists.version set state = 'active', activated_at = coalesce($3::timestamptz, activated_at),
       activated_by = coalesce($4, activated_by)
     where list_id = $1 and version = $2`,
    [change.listId, change.version, change.by === null ? null : tx.at, change.by],
  );
  await tx.query("update watchlists.list set active_version = $2 where list_id = $1", [
    change.listId,
    change.version,
  ]);
}

/** The version to go back to: the newest before the active one that was once active and was not itself taken back. */
export async function versionBefore(tx: Transaction, listId: string, active: number): Promise<number | null> {
  const [row] = await tx.query<{ version: number }>(
    `select version from watchlists.version
     where list_id = $1 and version < $2 and state = 'superseded' and activated_at is not null
     order by version desc limit 1`,
    [listId, active],
  );
  return row?.version ?? null;
}

export type ActiveVersion = { readonly listId: string; readonly code: string; readonly version: number };

type ActiveVersionRow = { list_id: string; code: string; active_version: number };
const activeVersion = (row: ActiveVersionRow): ActiveVersion => ({
  listId: row.list_id,
  code: row.code,
  version: row.active_version,
});

/** The active version of every list that has one; none while screening against lists is not in operation (LED-27). */
export async function activeVersions(tx: Transaction): Promise<ActiveVersion[]> {
  const rows = await tx.query<ActiveVersionRow>({
    name: "watchlists-active-versions",
    text: `select list_id, code, active_version from watchlists.list
           where active_version is not null and platform.module_live('lists') order by code`,
  });
  return rows.map(activeVersion);
}

/** What each version came from, as one text: the same version number may have been another in another database. Null: there is none. */
export async function versionMarks(
  tx: Transaction,
  versions: readonly ActiveVersion[],
): Promise<(string | null)[]> {
  const rows = await tx.query<{ mark: string | null }>(
    `select encode(v.sha256, 'hex') || ' ' || extract(epoch from v.received_at) as mark
     from unnest($1::uuid[], $2::integer[]) with ordinality as w (list_id, version, place)
     left join watchlists.version v using (list_id, version) order by w.place`,
    [versions.map(({ listId }) => listId), versions.map(({ version }) => version)],
  );
  return rows.map(({ mark }) => mark);
}

/** The active versions, which cannot change before this transaction ends. */
export async function holdActiveVersions(tx: Transaction): Promise<ActiveVersion[]> {
  const rows = await tx.query<ActiveVersionRow>({
    name: "watchlists-hold-versions",
    text: "select list_id, code, active_version from watchlists.hold_versions()",
  });
  return rows.map(activeVersion);
}

/** Whether this person proposed or approved what is on the list about this entry (roles.md R04). */
export async function madeEntry(tx: Transaction, personId: string, entryId: string): Promise<boolean> {
  const [row] = await tx.query<{ made: boolean }>("select watchlists.made_entry($1, $2) as made", [
    personId,
    entryId,
  ]);
  return row?.made ?? false;
}

/** Asks for the travellers still to come to be screened against what differs between two versions of a list. */
export async function askToRescreen(
  tx: Transaction,
  change: { readonly listId: string; readonly from: number | null; readonly to: number },
): Promise<void> {
  await tx.query("select platform.add_job('rescreen-list', $1::json, $2)", [
    JSON.stringify(change),
    `rescreen-list:${change.listId}:${change.from ?? 0}:${change.to}`,
  ]);
}

/** Who answers for each list: its owner, or the authority that makes it where none is named. */
export async function listOwners(tx: Transaction): Promise<ReadonlyMap<string, string>> {
  const rows = await tx.query<{ code: string; owner: string }>(
    "select code, coalesce(owner, authority) as owner from watchlists.list",
  );
  return new Map(rows.map(({ code, owner }) => [code, owner]));
}

/** Which of these lists come from INTERPOL, by their format: their notices are asked for anew before anything leaves. */
export async function interpolLists(tx: Transaction, codes: readonly string[]): Promise<string[]> {
  const rows = await tx.query<{ code: string }>(
    "select code from watchlists.list where code = any ($1::text[]) and format like 'interpol%'",
    [codes],
  );
  return rows.map(({ code }) => code);
}
