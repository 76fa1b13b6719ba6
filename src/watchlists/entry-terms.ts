// Entries of own lists in time: grounds looked at again (WL-2), entries that expire (WL-1), emergency entries that lapse.
import { systemActor, type Database, type Refusal, type Transaction } from "#platform";
import { entryOfVersion } from "./entry-store.ts";
import { insertReview, lapsedEntries, type Lapsed } from "./entry-terms-store.ts";
import { noSuchEntry, propose } from "./proposals.ts";
import { listById } from "./store.ts";
import { noSuchList } from "./versions.ts";

/** Keeps that the grounds of an entry in force were looked at and still hold; null when it is kept. */
export async function reviewEntry(
  tx: Transaction,
  of: { readonly listId: string; readonly entryId: string; readonly reason: string },
): Promise<Refusal | null> {
  const list = await listById(tx, of.listId, true);
  if (list === null) return noSuchList;
  const version = list.active_version;
  const found = version === null ? null : await entryOfVersion(tx, { id: of.listId, version }, of.entryId);
  if (list.kind !== "own" || found === null) return noSuchEntry;
  await insertReview(tx, of);
  tx.record({
    action: "entry.reviewed",
    subjectKind: "list",
    subjectId: of.listId,
    detail: { list: list.code, entry: of.entryId, reason: of.reason },
  });
  tx.announce("watchlist", of.listId);
  return null;
}

const reasons: Readonly<Record<Lapsed["why"], string>> = {
  expired: "The entry expired.",
  unconfirmed: "No second person confirmed the emergency entry in time.",
};

/** Takes off their lists what has expired or was not confirmed, each in its own transaction. Returns what went. */
export async function removeLapsed(database: Database): Promise<readonly Lapsed[]> {
  const actor = systemActor("watchlists");
  const lapsed = await database.transaction(actor, lapsedEntries);
  const removed: Lapsed[] = [];
  for (const { list_id: listId, entry_id: entryId, why } of lapsed) {
    const done = await database.transaction(actor, (tx) =>
      propose(tx, listId, { act: "remove", entryId, reason: reasons[why] }),
    );
    if (!("refused" in done)) removed.push({ list_id: listId, entry_id: entryId, why });
  }
  return removed;
}
