// Versions of a list: prepared from a file, made effective, taken back. Each step is in the ledger.
import { createHash } from "node:crypto";
import { refuse, type Refusal, type Transaction, type SealingKey } from "#platform";
import { addIncoming, countIncoming, openIncoming, storeIncoming } from "./entry-store.ts";
import type { ListEntry } from "./entry.ts";
import { askForForecast, dropUnbegun, refreshForecast } from "./forecast-store.ts";
import { formatName, parserVersion } from "./list-files.ts";
import { keepRawFile } from "./raw-file-store.ts";
import { namesSmuggled } from "./person-category.ts";
import { sayOfList, type SaidOfList } from "./sentences.ts";
import {
  askToRescreen,
  insertVersion,
  latestVersion,
  listById,
  setActive,
  supersedeDraft,
  versionBefore,
  versionOf,
  type ListRow,
  type VersionRow,
} from "./store.ts";
import {
  activatesUnattended,
  reasonToRefuse,
  refuseActivation,
  type ListFile,
  type RowReport,
} from "./version-rules.ts";

/** The server's own name as one who prepares and activates what it fetched by schedule. */
export const unattended = "system:watchlists";

export type Prepared =
  | { readonly prepared: VersionRow; readonly unattended: boolean }
  | { readonly refusedVersion: VersionRow }
  | { readonly unchanged: number }
  | { readonly waiting: VersionRow };

/**
 * Prepares a version from a file as read, or from the reason why it could not be. The list is locked. Returns the
 * draft and whether it may become active without a person; or the version kept as refused, with its reason, while the
 * active one stays; or the active version's number when nothing differs from it; or the draft that already waits.
 */
export async function prepareVersion(
  tx: Transaction,
  input: {
    readonly listId: string;
    readonly bytes: Uint8Array;
    /** Seals the file, which is kept with its version. */
    readonly key: SealingKey;
    readonly reading: ListFile | { readonly unreadable: SaidOfList };
    readonly preparedBy: string;
    readonly removalsAccepted: boolean;
  },
): Promise<Prepared | Refusal> {
  const list = await listById(tx, input.listId, true);
  if (list === null) return noSuchList;
  if (list.kind === "own") {
    return refuse(
      "list-is-own",
      "This list is kept here by proposals; files are imported into lists of others.",
    );
  }
  const sha256 = createHash("sha256").update(input.bytes).digest();
  const latest = await latestVersion(tx, list.list_id);
  const seen = latest?.sha256.equals(sha256) === true && latest.base_version === list.active_version;
  // The schedule brings the same file again and again until a person acts: it is kept once.
  if (input.preparedBy === unattended && seen) {
    if (latest.state === "draft") {
      const before = new Date(tx.at.getTime() - forecastFreshMs);
      await refreshForecast(tx, { listId: list.list_id, version: latest.version }, before);
      return { waiting: latest };
    }
    if (latest.state === "refused") return { refusedVersion: latest };
  }
  const version = (latest?.version ?? 0) + 1;
  const common = {
    listId: list.list_id,
    version,
    base: list.active_version,
    sha256,
    preparedBy: input.preparedBy,
    proposalId: null,
    parserVersion,
  };
  if ("unreadable" in input.reading) {
    const { unreadable } = input.reading;
    const said = `The file could not be read as ${formatName(list.format ?? "a file of this list")}: ${unreadable.text}`;
    const refusal = { ...unreadable, text: said };
    return keepRefused(
      tx,
      list,
      {
        ...common,
        publishedAt: null,
        entries: 0,
        ...noCounts,
        notUnderstood: [],
      },
      refusal,
    );
  }
  const file = asEntriesOf(list.code, input.reading);
  await openIncoming(tx);
  for (let at = 0; at < file.entries.length; at += 2000)
    await addIncoming(tx, file.entries.slice(at, at + 2000));
  const counts = await countIncoming(tx, { id: list.list_id, base: list.active_version });
  const { added, changed, removed } = counts;
  const { publishedAt } = file;
  const notUnderstood = [...file.notUnderstood, ...(file.remarks ?? [])]
    .slice(0, reportedMax)
    .map(keptReport);
  const row = { ...common, publishedAt, entries: counts.total, added, changed, removed, notUnderstood };
  const refusal = reasonToRefuse({
    file,
    counts,
    removalShareMax: list.removal_share_max,
    removalsAccepted: input.removalsAccepted,
  });
  if (refusal !== null) return keepRefused(tx, list, row, refusal);
  if (list.active_version !== null && added + changed + removed === 0)
    return { unchanged: list.active_version };
  const active = list.active_version === null ? null : await versionOf(tx, list.list_id, list.active_version);
  await supersedeDraft(tx, list.list_id);
  await storeIncoming(tx, list.list_id, version);
  await insertVersion(tx, { ...row, state: "draft", refusal: null, because: null });
  await keepRawFile(tx, { listId: list.list_id, version, key: input.key, bytes: input.bytes });
  await askForForecast(tx, { listId: list.list_id, version });
  tx.record({
    action: "list.version-prepared",
    subjectKind: "list",
    subjectId: list.list_id,
    detail: { version, sha256: row.sha256.toString("hex"), entries: row.entries, added, changed, removed },
  });
  tx.announce("watchlist", list.list_id);
  const prepared = await versionOf(tx, list.list_id, version);
  if (prepared === null) throw new Error("a version was stored and is not there");
  const changeShareMax = list.unattended_change_share_max;
  const activePublishedAt = active?.published_at ?? null;
  return {
    prepared,
    unattended: activatesUnattended({ counts, changeShareMax, publishedAt, activePublishedAt }),
  };
}

/** A draft that waits for a person has its expected alerts worked out anew with the first fetch after so long. */
const forecastFreshMs = 12 * 3_600_000;

const noCounts = { added: 0, changed: 0, removed: 0 };

export const noSuchList = refuse("no-such-list", "There is no such list. Reload the lists.", 404);

/**
 * The file's entries as entries of this list: identifiers begin with its code, so that no two lists share one, and
 * each occurs once; what else the file holds is reported by row.
 */
function asEntriesOf(code: string, file: ListFile): ListFile {
  const seen = new Map<string, ListEntry>();
  const notUnderstood = [...file.notUnderstood];
  for (const entry of file.entries) {
    const own = entry.id.startsWith(`${entry.list}-`) ? entry.id.slice(entry.list.length + 1) : entry.id;
    const id = `${code}-${own}`;
    if (namesSmuggled(entry)) notUnderstood.push({ row: id, said: sayOfList("smuggled-person") });
    else if (seen.has(id))
      notUnderstood.push({ row: id, said: sayOfList("identifier-repeated", { value: id }) });
    else seen.set(id, { ...entry, id, list: code });
  }
  return { ...file, entries: [...seen.values()], notUnderstood };
}

const keptReport = ({ row, said: { text, code, values } }: RowReport) => ({
  row,
  reason: text,
  code,
  values,
});

/** Rows reported with a version; a file with more is not worth reading row by row. */
const reportedMax = 2_000;

async function keepRefused(
  tx: Transaction,
  list: ListRow,
  row: Omit<Parameters<typeof insertVersion>[1], "state" | "refusal" | "because">,
  { code, values, text }: SaidOfList,
): Promise<Prepared> {
  await insertVersion(tx, { ...row, state: "refused", refusal: text, because: { code, values } });
  tx.record({
    action: "list.file-refused",
    subjectKind: "list",
    subjectId: list.list_id,
    detail: { version: row.version, sha256: row.sha256.toString("hex"), reason: text },
  });
  tx.announce("watchlist", list.list_id);
  const kept = await versionOf(tx, list.list_id, row.version);
  if (kept === null) throw new Error("a version was stored and is not there");
  return { refusedVersion: kept };
}

/** Makes a draft the active version. `by` is the second person, or `unattended`. */
export async function activateVersion(
  tx: Transaction,
  input: { readonly listId: string; readonly version: number; readonly by: string },
): Promise<VersionRow | Refusal> {
  const list = await listById(tx, input.listId, true);
  const draft = list === null ? null : await versionOf(tx, input.listId, input.version);
  if (list === null || draft === null) return noSuchVersion;
  if (list.expires_on !== null && list.expires_on <= tx.at.toISOString().slice(0, 10)) {
    return refuse(
      "list-expired",
      `The list was to be used until ${list.expires_on}. Have its use decided again, and write the new day into its register.`,
    );
  }
  if (input.by !== unattended || draft.prepared_by !== unattended) {
    const refusal = refuseActivation(
      { version: draft.version, state: draft.state, base: draft.base_version, preparedBy: draft.prepared_by },
      list.active_version,
      input.by,
    );
    if (refusal !== null) return refusal;
  }
  return makeActive(tx, list, {
    version: input.version,
    by: input.by,
    action: "list.activated",
    detail: { preparedBy: draft.prepared_by },
  });
}

export const noSuchVersion = refuse(
  "no-such-version",
  "This list has no such version. Reload the list.",
  404,
);

/** Takes the active version back: the one active before it is active again, in one step (screening.md section 9). */
export async function rollBack(
  tx: Transaction,
  input: { readonly listId: string; readonly reason: string },
): Promise<VersionRow | Refusal> {
  const list = await listById(tx, input.listId, true);
  if (list === null) return noSuchList;
  const before =
    list.active_version === null ? null : await versionBefore(tx, list.list_id, list.active_version);
  if (before === null) return refuse("nothing-before", "No earlier version of this list was ever active.");
  return makeActive(tx, list, {
    version: before,
    by: null,
    action: "list.rolled-back",
    detail: { reason: input.reason },
  });
}

/** The one place where a version becomes active: swap, re-screening, ledger and live screens in one transaction. */
export async function makeActive(
  tx: Transaction,
  list: ListRow,
  change: {
    readonly version: number;
    /** Null: it was active before, and who made it so stays. */
    readonly by: string | null;
    readonly action: string;
    readonly detail: { readonly [key: string]: string | number | null };
  },
): Promise<VersionRow> {
  const formerBecomes = change.by === null ? "rolled-back" : "superseded";
  await setActive(tx, { listId: list.list_id, version: change.version, formerBecomes, by: change.by });
  await dropUnbegun(tx, list.list_id, change.version);
  await askToRescreen(tx, { listId: list.list_id, from: list.active_version, to: change.version });
  tx.record({
    action: change.action,
    subjectKind: "list",
    subjectId: list.list_id,
    detail: { from: list.active_version, to: change.version, ...change.detail },
  });
  tx.announce("watchlist", list.list_id);
  const active = await versionOf(tx, list.list_id, change.version);
  if (active === null) throw new Error("a version was made active and is not there");
  return active;
}
