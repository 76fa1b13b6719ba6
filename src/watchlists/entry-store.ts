// All SQL over list entries: snapshots stored as differences, read as of a version.
import type { Transaction } from "#platform";
import type { ListEntry } from "./entry.ts";
import { contentHash, searchText } from "./entry-content.ts";

/** An entry as one version of its list has it. */
export type StoredEntry = {
  readonly listId: string;
  readonly listCode: string;
  readonly version: number;
  readonly entry: ListEntry;
  readonly contentHash: Buffer;
};

const asOf = (alias: string, version: string) =>
  `${alias}.from_version <= ${version} and (${alias}.to_version is null or ${alias}.to_version > ${version})`;

/** Entries of a version in the order of their ids, a page at a time; `after` is the last id of the page before. */
export async function entriesOfVersion(
  tx: Transaction,
  list: { id: string; version: number },
  after: string,
  limit: number,
): Promise<ListEntry[]> {
  const rows = await tx.query<{ content: ListEntry }>(
    `select content from watchlists.entry e
     where list_id = $1 and ${asOf("e", "$2")} and entry_id > $3 order by entry_id limit $4`,
    [list.id, list.version, after, limit],
  );
  return rows.map((row) => row.content);
}

/** The same as the JSON text they are kept in, with their ids: for who passes them on unread. */
export function entryTexts(
  tx: Transaction,
  list: { id: string; version: number },
  after: string,
  limit: number,
): Promise<{ id: string; text: string }[]> {
  return tx.query<{ id: string; text: string }>(
    `select entry_id as id, content::text as text from watchlists.entry e
     where list_id = $1 and ${asOf("e", "$2")} and entry_id > $3 order by entry_id limit $4`,
    [list.id, list.version, after, limit],
  );
}

/** What differs between two versions: JSON texts of added and changed entries, ids of removed ones; at most `limit`. */
export async function differingTexts(
  tx: Transaction,
  list: { id: string; from: number | null; to: number },
  limit: number | null,
): Promise<{ entries: string[]; ids: string[]; removed: string[] }> {
  const rows = await tx.query<{ entry_id: string; after: string | null }>(
    `select coalesce(a.entry_id, b.entry_id) as entry_id, a.content::text as after ${betweenVersions(list)} limit $4`,
    [...spanOf(list), limit],
  );
  return {
    entries: rows.flatMap((row) => (row.after === null ? [] : [row.after])),
    ids: rows.flatMap((row) => (row.after === null ? [] : [row.entry_id])),
    removed: rows.flatMap((row) => (row.after === null ? [row.entry_id] : [])),
  };
}

/** The entries named, each as the given version of its list has it; what that version lacks is left out. */
export async function entriesAsOf(
  tx: Transaction,
  wanted: readonly { list: string; version: number; entryId: string }[],
): Promise<StoredEntry[]> {
  if (wanted.length === 0) return [];
  const rows = await tx.query<EntryRow>(
    {
      name: "watchlists-entries-as-of",
      text: `select e.list_id, l.code, w.version, e.content, e.content_hash
             from unnest($1::text[], $2::integer[], $3::text[]) as w (code, version, entry_id)
             join watchlists.list l on l.code = w.code
             join watchlists.entry e on e.list_id = l.list_id and e.entry_id = w.entry_id and ${asOf("e", "w.version")}`,
    },
    [
      wanted.map(({ list }) => list),
      wanted.map(({ version }) => version),
      wanted.map(({ entryId }) => entryId),
    ],
  );
  return rows.map(toStored);
}

/** The entries named as the active versions have them. */
export async function activeEntriesById(
  tx: Transaction,
  entryIds: readonly string[],
): Promise<StoredEntry[]> {
  const rows = await tx.query<EntryRow>(
    {
      name: "watchlists-active-entries",
      text: `select e.list_id, l.code, l.active_version as version, e.content, e.content_hash
             from watchlists.entry e join watchlists.list l using (list_id)
             where e.entry_id = any ($1::text[]) and ${asOf("e", "l.active_version")}`,
    },
    [entryIds],
  );
  return rows.map(toStored);
}

type EntryRow = { list_id: string; code: string; version: number; content: ListEntry; content_hash: Buffer };

const toStored = (row: EntryRow): StoredEntry => ({
  listId: row.list_id,
  listCode: row.code,
  version: row.version,
  entry: row.content,
  contentHash: row.content_hash,
});

/** Values $1 to $3 of `betweenVersions`: the list, the lower and the higher of the two versions. */
function spanOf(list: { id: string; from: number | null; to: number }): [string, number, number] {
  const from = list.from ?? 0;
  return [list.id, Math.min(from, list.to), Math.max(from, list.to)];
}

/**
 * Entries that version `from` (b) and version `to` (a) do not have in common. What only one of two versions has began or
 * ended between them, so that a change of a few costs as little on a list of a million entries (decision 0081).
 */
function betweenVersions({ from, to }: { from: number | null; to: number }): string {
  const began = `select * from watchlists.entry where list_id = $1 and from_version > $2::integer
    and from_version <= $3::integer and (to_version is null or to_version > $3::integer)`;
  const ended = `select * from watchlists.entry where list_id = $1 and to_version > $2::integer
    and to_version <= $3::integer and from_version <= $2::integer`;
  const [before, after] = (from ?? 0) <= to ? [ended, began] : [began, ended];
  return `from (${before}) b full join (${after}) a on a.entry_id = b.entry_id
    where a.content_hash is distinct from b.content_hash`;
}

export type ChangedEntry = { readonly kind: "added" | "changed" | "removed"; readonly entryId: string };

/** What differs between two versions of a list (`from` null: everything is added), by entry id, at most `limit`. */
export async function differingEntries(
  tx: Transaction,
  list: { id: string; from: number | null; to: number },
  limit: number | null,
): Promise<(ChangedEntry & { before: ListEntry | null; after: ListEntry | null })[]> {
  const rows = await tx.query<{ entry_id: string; before: ListEntry | null; after: ListEntry | null }>(
    `select coalesce(a.entry_id, b.entry_id) as entry_id, b.content as before, a.content as after
     ${betweenVersions(list)} order by 1 limit $4`,
    [...spanOf(list), limit],
  );
  return rows.map(({ entry_id, before, after }) => ({
    entryId: entry_id,
    kind: before === null ? "added" : after === null ? "removed" : "changed",
    before,
    after,
  }));
}

export type Counts = { readonly added: number; readonly changed: number; readonly removed: number };

/** A table of this transaction that takes the entries of a file before they are compared. */
export async function openIncoming(tx: Transaction): Promise<void> {
  await tx.query(`create temporary table incoming_entry (
    entry_id text primary key, content_hash bytea not null, content jsonb not null, search text not null) on commit drop`);
}

/** Adds entries to the incoming table; no id may come twice. */
export async function addIncoming(tx: Transaction, entries: readonly ListEntry[]): Promise<void> {
  await tx.query(
    `insert into incoming_entry (entry_id, content_hash, content, search)
     select i.id, decode(i.hash, 'hex'), i.content, i.search
     from unnest($1::text[], $2::text[], $3::jsonb[], $4::text[]) as i (id, hash, content, search)`,
    [
      entries.map((entry) => entry.id),
      entries.map((entry) => contentHash(entry).toString("hex")),
      entries.map((entry) => JSON.stringify(entry)),
      entries.map(searchText),
    ],
  );
}

/** How the incoming entries differ from a version (null: there is none yet). */
export async function countIncoming(
  tx: Transaction,
  list: { id: string; base: number | null },
): Promise<Counts & { total: number; base: number }> {
  await tx.query("analyze incoming_entry");
  const [row] = await tx.query<{
    added: number;
    changed: number;
    removed: number;
    total: number;
    base: number;
  }>(
    `select count(*) filter (where b.entry_id is null)::int as added,
            count(*) filter (where i.entry_id is null)::int as removed,
            count(*) filter (where i.content_hash <> b.content_hash)::int as changed,
            count(i.entry_id)::int as total, count(b.entry_id)::int as base
     from incoming_entry i
     full join (select entry_id, content_hash from watchlists.entry e
                where list_id = $1 and ${asOf("e", "$2::integer")}) b on b.entry_id = i.entry_id`,
    [list.id, list.base ?? 0],
  );
  return row ?? { added: 0, changed: 0, removed: 0, total: 0, base: 0 };
}

/** Makes the incoming entries the snapshot `version`, which must be the newest of its list. */
export async function storeIncoming(tx: Transaction, listId: string, version: number): Promise<void> {
  await tx.query(
    `update watchlists.entry e set to_version = $2
     where e.list_id = $1 and e.to_version is null
       and not exists (select from incoming_entry i where i.entry_id = e.entry_id and i.content_hash = e.content_hash)`,
    [listId, version],
  );
  await tx.query(
    `insert into watchlists.entry (list_id, entry_id, from_version, content_hash, content, search)
     select $1, i.entry_id, $2, i.content_hash, i.content, i.search from incoming_entry i
     where not exists (select from watchlists.entry e
                       where e.list_id = $1 and e.entry_id = i.entry_id and e.to_version is null)`,
    [listId, version],
  );
}

/**
 * Makes the newest snapshot `version` of a list equal to the older `base`, but for one entry, which has the form
 * `entry` or, with null, is not in it. `base` and the newest differ only after a roll-back.
 */
export async function storeOneChange(
  tx: Transaction,
  list: { id: string; base: number | null; version: number },
  change: { entryId: string; entry: ListEntry | null },
): Promise<void> {
  const { id, version } = list;
  const base = list.base ?? 0;
  await tx.query(
    `update watchlists.entry set to_version = $2 where list_id = $1 and entry_id = $3 and to_version is null`,
    [id, version, change.entryId],
  );
  // After a roll-back: what began later than the base goes, but for what the base has in the same form ...
  await tx.query(
    `update watchlists.entry e set to_version = $3
     where e.list_id = $1 and e.from_version > $2 and e.to_version is null
       and not exists (select from watchlists.entry b where b.list_id = $1 and b.entry_id = e.entry_id
                         and b.content_hash = e.content_hash and ${asOf("b", "$2::integer")})`,
    [id, base, version],
  );
  // ... and what ended later than the base is there again.
  await tx.query(
    `insert into watchlists.entry (list_id, entry_id, from_version, content_hash, content, search)
     select b.list_id, b.entry_id, $3, b.content_hash, b.content, b.search from watchlists.entry b
     where b.list_id = $1 and b.entry_id <> $4 and b.from_version <= $2 and b.to_version > $2
       and not exists (select from watchlists.entry e
                       where e.list_id = $1 and e.entry_id = b.entry_id and e.to_version is null)`,
    [id, base, version, change.entryId],
  );
  const { entry } = change;
  if (entry === null) return;
  await tx.query(
    `insert into watchlists.entry (list_id, entry_id, from_version, content_hash, content, search)
     values ($1, $2, $3, $4, $5, $6)`,
    [list.id, entry.id, list.version, contentHash(entry), JSON.stringify(entry), searchText(entry)],
  );
}

/** Entries of a version whose folded text holds every word, by id, with how many there are in all. */
export async function findEntries(
  tx: Transaction,
  list: { id: string; version: number },
  wanted: { words: readonly string[]; after: string; limit: number },
): Promise<{ entries: { entry: ListEntry; since: number }[]; total: number }> {
  const patterns = wanted.words.map((word) => `%${word.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`);
  const [count] = await tx.query<{ total: number }>(
    `select count(*)::int as total from watchlists.entry e
     where list_id = $1 and ${asOf("e", "$2")} and search like all ($3::text[])`,
    [list.id, list.version, patterns],
  );
  const rows = await tx.query<{ content: ListEntry; from_version: number }>(
    `select content, from_version from watchlists.entry e
     where list_id = $1 and ${asOf("e", "$2")} and search like all ($3::text[]) and entry_id > $4
     order by entry_id limit $5`,
    [list.id, list.version, patterns, wanted.after, wanted.limit],
  );
  return {
    entries: rows.map((row) => ({ entry: row.content, since: row.from_version })),
    total: count?.total ?? 0,
  };
}

/** One entry of a version, and since which version it stands so; null when that version lacks it. */
export async function entryOfVersion(
  tx: Transaction,
  list: { id: string; version: number },
  entryId: string,
): Promise<{ entry: ListEntry; since: number } | null> {
  const [row] = await tx.query<{ content: ListEntry; from_version: number }>(
    `select content, from_version from watchlists.entry e
     where list_id = $1 and ${asOf("e", "$2")} and entry_id = $3`,
    [list.id, list.version, entryId],
  );
  return row === undefined ? null : { entry: row.content, since: row.from_version };
}

/** Whether any entry, of whatever version, watches for something of a booking beside names. */
export async function hasKeyedEntries(tx: Transaction): Promise<boolean> {
  const [row] = await tx.query<{ any: boolean }>({
    name: "watchlists-has-keyed",
    text: "select exists (select from watchlists.entry where content ? 'keys') as any",
  });
  return row?.any ?? false;
}

/** The entries in force that do. */
export async function keyedEntries(tx: Transaction): Promise<StoredEntry[]> {
  const rows = await tx.query<EntryRow>(
    `select e.list_id, l.code, l.active_version as version, e.content, e.content_hash
     from watchlists.entry e join watchlists.list l using (list_id)
     where e.content ? 'keys' and ${asOf("e", "l.active_version")} order by e.entry_id`,
  );
  return rows.map(toStored);
}
