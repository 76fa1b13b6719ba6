// Repeats the screening that an alert rests on from what was kept with it, and says whether the same evidence comes out.
import { createHash } from "node:crypto";
import { canonicalJson, type Database, type LedgerValue, type Transaction } from "#platform";
import {
  buildIndex,
  ENGINE_VERSION,
  isKeyMatch,
  keyIndex,
  matchKeys,
  recordWeights,
  screenTraveller,
  weighedBy,
  type ListIndex,
  type RecordedWeights,
  type Match,
  type ScreenedBy,
} from "#screening";
import { entryTexts, keptVersion, type ListEntry } from "#watchlists";
import { listingsOf } from "./alert-store.ts";
import type { Listing } from "./listing.ts";
import { alertById } from "./review-store.ts";

/** What came of one listing of an alert. `evidence`: canonical JSON of the match as it came out now, and its SHA-256. */
export type Replayed = About & Outcome;

type About = {
  readonly entryId: string;
  readonly list: string;
  readonly listVersion: number;
  readonly by: ScreenedBy | null;
};

type Outcome =
  | { readonly outcome: "same"; readonly evidence: string; readonly sha256: string }
  | {
      readonly outcome: "differs";
      readonly evidence: string | null;
      readonly sha256: string | null;
      readonly keptSha256: string;
    }
  | { readonly outcome: "not-kept" | "other-engine" }
  | { readonly outcome: "list-gone"; readonly gone: string };

type Actor = Parameters<Database["transaction"]>[0];
const entriesAPage = 2_000;

/**
 * Screens each listing of the alert again: the traveller, entry, thresholds and weights of names as they were. Null: there
 * is no such alert. `shown`: the evidence goes to who asked, which the ledger keeps.
 */
export async function replayAlert(
  database: Database,
  actor: Actor,
  alertId: string,
  shown: boolean,
): Promise<readonly Replayed[] | null> {
  const alert = await database.transaction(actor, async (tx) => {
    const found = await alertById(tx, alertId);
    if (found !== null) {
      tx.record({ action: "alert.replayed", subjectKind: "alert", subjectId: alertId, detail: { shown } });
    }
    return found;
  });
  if (alert === null) return null;
  const indexes = new Map<string, ListIndex | { readonly gone: string }>();
  const replayed: Replayed[] = [];
  for (const listing of listingsOf(alert)) {
    replayed.push(await replayListing(database, actor, listing, indexes));
  }
  return replayed;
}

/** A listing of an alert with what its screening asked of the lists: enough to repeat it anywhere, without the lists. */
export type Repeatable = {
  readonly entryId: string;
  readonly list: string;
  readonly listVersion: number;
  readonly by: ScreenedBy | null;
  readonly traveller: Listing["traveller"];
  readonly entry: ListEntry;
  readonly match: Match;
  /** Null: found by a key, or by an engine or a list that is not there any more. */
  readonly weights: RecordedWeights | null;
};

/** The alert's listings, each screened once more here with what it asks of the lists written down. */
export async function repeatableListings(
  database: Database,
  actor: Actor,
  listings: readonly Listing[],
): Promise<readonly Repeatable[]> {
  const made: Repeatable[] = [];
  for (const { entryId, list, listVersion, by = null, traveller, entry, match } of listings) {
    const about = { entryId, list, listVersion, by, traveller, entry, match };
    const isRepeatable =
      !isKeyMatch(match) &&
      by?.basis !== undefined &&
      by.profile !== undefined &&
      by.engineVersion === ENGINE_VERSION;
    const base = isRepeatable ? await indexOf(database, actor, by.basis) : null;
    if (base === null || "gone" in base || by?.profile === undefined) {
      made.push({ ...about, weights: null });
      continue;
    }
    const noting = recordWeights(base);
    screenTraveller(buildIndex([entry], by.lists, { rarityOf: noting.weighed }), traveller, by.profile);
    made.push({ ...about, weights: noting.recorded() });
  }
  return made;
}

/** Repeats a listing from nothing but itself. Pure: no database, no list. */
export function repeatListing({ weights, by, ...listing }: Repeatable): Replayed {
  const { entryId, list, listVersion, entry, traveller, match } = listing;
  const about = { entryId, list, listVersion, by };
  if (isKeyMatch(match)) {
    if (match.booked === undefined || by === null) return { ...about, outcome: "not-kept" };
    if (by.engineVersion !== ENGINE_VERSION) return { ...about, outcome: "other-engine" };
    const index = keyIndex([{ entry, listCode: list, version: listVersion }], anySalt);
    const found = matchKeys(index, match.booked).find((one) => one.entryId === entryId);
    return { ...about, ...compared(match, found) };
  }
  if (by?.profile === undefined) return { ...about, outcome: "not-kept" };
  if (by.engineVersion !== ENGINE_VERSION) return { ...about, outcome: "other-engine" };
  if (weights === null) return { ...about, outcome: "not-kept" };
  const part = buildIndex([entry], by.lists, { rarityOf: weighedBy(weights) });
  const found = screenTraveller(part, traveller, by.profile).find((one) => one.entryId === entryId);
  return { ...about, ...compared(match, found) };
}

async function replayListing(
  database: Database,
  actor: Actor,
  listing: Listing,
  indexes: Map<string, ListIndex | { readonly gone: string }>,
): Promise<Replayed> {
  const { entryId, list, listVersion, match } = listing;
  const by = listing.by ?? null;
  const about = { entryId, list, listVersion, by };
  if (isKeyMatch(match)) return replayKeys(listing, about);
  if (by?.basis === undefined || by.profile === undefined) return { ...about, outcome: "not-kept" };
  if (by.engineVersion !== ENGINE_VERSION) return { ...about, outcome: "other-engine" };
  const key = canonicalJson(plain(by.basis));
  const base = indexes.get(key) ?? (await indexOf(database, actor, by.basis));
  indexes.set(key, base);
  if ("gone" in base) return { ...about, outcome: "list-gone", gone: base.gone };
  // The entry by itself, weighed as in the whole: what it is worth does not depend on the others.
  const part = buildIndex([listing.entry], by.lists, { rarityOf: base });
  const found = screenTraveller(part, listing.traveller, by.profile).find((one) => one.entryId === entryId);
  return { ...about, ...compared(match, found) };
}

/** Both sides are hashed by it, as both were by the installation's own key: what is equal does not depend on it. */
const anySalt = new Uint8Array(32);

/** What the booking held, as kept with the match, against what the entry watches for. */
function replayKeys({ entry, list, listVersion, match }: Listing, about: About): Replayed {
  if (match.booked === undefined || about.by === null) return { ...about, outcome: "not-kept" };
  if (about.by.engineVersion !== ENGINE_VERSION) return { ...about, outcome: "other-engine" };
  const index = keyIndex([{ entry, listCode: list, version: listVersion }], anySalt);
  const found = matchKeys(index, match.booked).find(({ entryId }) => entryId === about.entryId);
  return { ...about, ...compared(match, found) };
}

function compared(match: Match, found: Match | undefined): Extract<Outcome, { outcome: "same" | "differs" }> {
  const kept = evidenceOf(match);
  if (found === undefined) {
    return { outcome: "differs", evidence: null, sha256: null, keptSha256: kept.sha256 };
  }
  const now = evidenceOf(found);
  return now.evidence === kept.evidence
    ? { outcome: "same", ...now }
    : { outcome: "differs", ...now, keptSha256: kept.sha256 };
}

/** The same value always gives the same bytes, whatever the machine and the way through the database. */
function evidenceOf(match: Match): { evidence: string; sha256: string } {
  const evidence = canonicalJson(plain(match));
  return { evidence, sha256: createHash("sha256").update(evidence, "utf8").digest("hex") };
}

const plain = (value: unknown): LedgerValue => JSON.parse(JSON.stringify(value)) as LedgerValue;

/** The index by which names were weighed, from the versions of the lists; or which of them is not there any more. */
async function indexOf(
  database: Database,
  actor: Actor,
  basis: ScreenedBy["lists"],
): Promise<ListIndex | { readonly gone: string }> {
  const entries: ListEntry[] = [];
  for (const { code, version } of basis) {
    const list = await database.transaction(actor, (tx) => keptVersion(tx, code, Number(version)));
    const before = entries.length;
    if (list !== null)
      await readInto(entries, database, actor, { id: list.listId, version: Number(version) });
    if (list === null || entries.length - before !== list.entries) return { gone: `${code} ${version}` };
  }
  return buildIndex(entries, basis);
}

async function readInto(
  entries: ListEntry[],
  database: Database,
  actor: Actor,
  list: { readonly id: string; readonly version: number },
): Promise<void> {
  let after: string | null = "";
  while (after !== null) {
    const from: string = after;
    const page = await database.transaction(actor, (tx: Transaction) =>
      entryTexts(tx, list, from, entriesAPage),
    );
    for (const { text } of page) entries.push(JSON.parse(text) as ListEntry);
    after = page.length < entriesAPage ? null : (page.at(-1)?.id ?? null);
  }
}
