// Fetching lists by their registered address and schedule; every outcome is kept.
import {
  refuse,
  systemActor,
  type Database,
  type Refusal,
  type Transaction,
  type SealingKey,
} from "#platform";
import type { Sentence } from "#vocabulary";
import { fetchSource, type SourceLimits } from "./fetch-source.ts";
import type { SaidOfList } from "./sentences.ts";
import { isConnected } from "./connecting.ts";
import { listById, listsToFetch, noteFetch, type VersionRow } from "./store.ts";
import type { ListReader } from "./version-rules.ts";
import { activateVersion, noSuchList, prepareVersion, unattended } from "./versions.ts";

export type FetchServices = {
  readonly database: Database;
  readonly sources: SourceLimits;
  readonly readList: ListReader;
  /** The installation's key, which seals the files. */
  readonly key: SealingKey;
};

/** What came of a fetch in words, why where it failed, and the version it made, if any. */
export type Fetched = {
  readonly version: VersionRow | null;
  readonly outcome: string;
  readonly because?: Sentence | null;
};

/**
 * Fetches one list now, prepares a version from what came and, where the rules allow (version-rules.ts), puts it in
 * force. The same for the schedule and for a person who asks for it ahead of time (`askedBy`, in the ledger only: the
 * person has no part in the content). The outcome stands with the list afterwards, also a failure.
 */
export async function fetchList(
  services: FetchServices,
  input: { readonly listId: string; readonly askedBy: string | null },
): Promise<Fetched | Refusal> {
  const { database, sources, readList, key } = services;
  const { listId } = input;
  const actor = systemActor("watchlists");
  const { list, connected } = await database.transaction(actor, async (tx) => {
    const found = await listById(tx, listId);
    return { list: found, connected: found !== null && (await isConnected(tx, found)) };
  });
  if (list === null) return noSuchList;
  const { address, format, code, mapping } = list;
  if (address === null || format === null) {
    return refuse("no-address", "This list has no address to fetch from: import a file instead.");
  }
  if (!connected) {
    return refuse(
      "source-not-connected",
      "Nothing is fetched from this address before the legal adviser and the data protection officer have agreed to the source (F21).",
      403,
    );
  }
  // Fetched and read before the transaction: no lock is held while the other side is slow.
  const fetch = await fetchSource(address, sources);
  const source =
    "failed" in fetch ? fetch : { ...fetch, reading: readList(format, code, fetch.bytes, mapping) };
  return database.transaction(actor, async (tx) => {
    const fetched =
      "failed" in source ? notFetched(source.failed) : await takeIn(tx, listId, { ...source, key });
    if ("refused" in fetched) return fetched;
    await noteFetch(tx, listId, fetched);
    const detail = { code, outcome: fetched.outcome, askedBy: input.askedBy };
    tx.record({ action: "list.fetched", subjectKind: "list", subjectId: listId, detail });
    tx.announce("watchlist", listId);
    return fetched;
  });
}

const notFetched = ({ code, values, text }: SaidOfList): Fetched => ({
  version: null,
  outcome: `failed: ${text}`,
  because: { code, values },
});

async function takeIn(
  tx: Transaction,
  listId: string,
  source: { readonly bytes: Uint8Array; readonly reading: ReturnType<ListReader>; readonly key: SealingKey },
): Promise<Fetched | Refusal> {
  const prepared = await prepareVersion(tx, {
    ...source,
    listId,
    preparedBy: unattended,
    removalsAccepted: false,
  });
  if ("refused" in prepared) return prepared;
  if ("unchanged" in prepared) return { version: null, outcome: `unchanged: version ${prepared.unchanged}` };
  if ("waiting" in prepared) {
    return { version: prepared.waiting, outcome: `version ${prepared.waiting.version} waits for a person` };
  }
  if ("refusedVersion" in prepared) {
    const { refusedVersion } = prepared;
    const { refusal, refusal_because: because } = refusedVersion;
    return { version: refusedVersion, outcome: `refused: ${refusal ?? ""}`, because };
  }
  const draft = prepared.prepared;
  const waits = { version: draft, outcome: `version ${draft.version} waits for a person` };
  if (!prepared.unattended) return waits;
  const active = await activateVersion(tx, { listId, version: draft.version, by: unattended });
  return "refused" in active ? waits : { version: active, outcome: `version ${active.version} in force` };
}

/** Fetches every list that is due, one after the other; returns what became of each. */
export async function fetchDueLists(
  services: FetchServices,
): Promise<{ readonly listId: string; readonly outcome: string }[]> {
  const due = await services.database.transaction(systemActor("watchlists"), listsToFetch);
  const outcomes: { listId: string; outcome: string }[] = [];
  for (const listId of due) {
    const fetched = await fetchList(services, { listId, askedBy: null });
    outcomes.push({ listId, outcome: "refused" in fetched ? fetched.refused.detail : fetched.outcome });
  }
  return outcomes;
}
