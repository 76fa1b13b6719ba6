// Builders for tests: synthetic list entries and a list whose versions they make.
import { createHash } from "node:crypto";
import { newId, type Transaction } from "#platform";
import type { ListEntry } from "./entry.ts";
import { sayOfList } from "./sentences.ts";
import type { ListReader, RowReport } from "./version-rules.ts";
import { addIncoming, openIncoming, storeIncoming } from "./entry-store.ts";
import { insertList, insertVersion, nextVersion, setActive } from "./store.ts";

/** A synthetic entry; every part may be given. */
export function anEntry(over: Partial<ListEntry> & { readonly id: string }): ListEntry {
  return {
    list: "TEST",
    ref: null,
    names: [{ full: "Rashad Aliyev", surname: "Aliyev", given: "Rashad", type: "primary" }],
    dobs: [{ date: "1984-03-11" }],
    sex: "M",
    nationalities: ["AZE"],
    birthCountries: [],
    documents: [],
    category: "wanted",
    personCategory: "wanted",
    ...over,
  };
}

/** Makes a list with these entries as its active version 1; returns its id. */
export async function aList(
  tx: Transaction,
  entries: readonly ListEntry[],
  code = "TEST",
  kind: "imported" | "own" = "imported",
): Promise<string> {
  const id = newId(tx.at);
  await insertList(tx, {
    id,
    code,
    title: `Test list ${code}`,
    authority: "Unit",
    legalBasis: "Synthetic data for tests",
    alertBasis: "persons-sought",
    persons: "wanted",
    kind,
    format: kind === "imported" ? "un-xml" : null,
    address: null,
    fetchEveryHours: null,
  });
  await aVersion(tx, id, entries);
  return id;
}

/** Makes these entries the next version of a list and active; returns its number. */
export async function aVersion(
  tx: Transaction,
  listId: string,
  entries: readonly ListEntry[],
): Promise<number> {
  const version = await nextVersion(tx, listId);
  await openIncoming(tx);
  await addIncoming(tx, entries);
  await storeIncoming(tx, listId, version);
  await insertVersion(tx, {
    listId,
    version,
    state: "draft",
    base: version === 1 ? null : version - 1,
    publishedAt: null,
    sha256: createHash("sha256").update(`${listId} ${version}`).digest(),
    entries: entries.length,
    added: entries.length,
    changed: 0,
    removed: 0,
    notUnderstood: [],
    preparedBy: "test:preparer",
    refusal: null,
    because: null,
    proposalId: null,
  });
  await setActive(tx, { listId, version, formerBecomes: "superseded", by: "test:activator" });
  return version;
}

/** The key that seals list files in tests. */
export const testKey: Uint8Array = new Uint8Array(32).fill(7);

/** A list file for tests: one JSON entry a line; a line that is none is a row not understood, "BROKEN" an unreadable file. */
export const readTestList: ListReader = (_format, _code, bytes) => {
  const text = Buffer.from(bytes).toString();
  if (text.startsWith("BROKEN")) return { unreadable: sayOfList("truncated", { line: 1 }) };
  const entries: ListEntry[] = [];
  const notUnderstood: RowReport[] = [];
  for (const [at, line] of text.split("\n").entries()) {
    if (line === "") continue;
    if (line.startsWith("{")) entries.push(JSON.parse(line) as ListEntry);
    else notUnderstood.push({ row: String(at + 1), said: sayOfList("not-json") });
  }
  return { publishedAt: null, entries, notUnderstood };
};

/** Bytes that `readTestList` reads as these entries. */
export function aFile(entries: readonly ListEntry[], more = ""): Uint8Array {
  return Buffer.from(`${entries.map((entry) => JSON.stringify(entry)).join("\n")}\n${more}`);
}

/** `count` different synthetic entries. */
export function someEntries(count: number, from = 1): ListEntry[] {
  return Array.from({ length: count }, (_, at) =>
    anEntry({ id: `TEST-${from + at}`, names: [{ full: `Person Number${from + at}`, type: "primary" }] }),
  );
}

export { askToRescreen } from "./store.ts";
export { activateVersion, prepareVersion, rollBack } from "./versions.ts";
export { forecastOf } from "./forecast-store.ts";
export { propose } from "./proposals.ts";
export { decideOnLink } from "./links.ts";
export { linksOfEntry } from "./link-store.ts";
export { closeThresholds, insertThresholds, thresholdsOf } from "./threshold-store.ts";
