// Makes an export of the ledger: the entries that fit a filter, each with its proof for one head that is signed for it.
import type { Transaction } from "#platform";
import { exportText, type ExportedEntry } from "./export.ts";
import { signHead } from "./head.ts";
import { headKeys } from "./head-keys.ts";
import { hashesOf, inclusionPath } from "./merkle.ts";
import { rootAt, type RowsOf } from "./proof.ts";
import { ledgerSize, rowsIn } from "./proof-store.ts";
import { loadEntries, type LedgerFilter } from "./store.ts";

/** Entries in one file; the last line says where the next begins. */
export const exportMax = 5_000;
/** Entries whose proofs are read at once. */
const atOnce = 500;

export type ExportOf = {
  readonly unit: string;
  readonly keyFolder: string;
  readonly filter: LedgerFilter;
  /** The filter as it was asked for. */
  readonly asked: { readonly [name: string]: string | number };
};

/** The file's text, and how many entries it holds. The caller records that it was made. */
export async function exportLedger(
  tx: Transaction,
  { unit, keyFolder, filter, asked }: ExportOf,
): Promise<{ readonly text: string; readonly entries: number }> {
  const keys = await headKeys(keyFolder);
  const key = keys.at(-1) ?? keys[0];
  const rowsOf = rowsIn(tx);
  const size = await ledgerSize(tx);
  // What comes in meanwhile is in no tree that is proven here.
  const before = Math.min(filter.before ?? size + 1, size + 1);
  const found = await loadEntries(tx, { ...filter, before }, exportMax + 1);
  const entries = found.slice(0, exportMax);
  const at = tx.at.toISOString();
  const head = signHead({ size, root: (await rootAt(size, rowsOf)).toString("hex"), at }, key);
  const proven: ExportedEntry[] = [];
  for (let from = 0; from < entries.length; from += atOnce)
    proven.push(...(await withPaths(entries.slice(from, from + atOnce), size, rowsOf)));
  const next = found.length > exportMax ? (entries.at(-1)?.seq ?? null) : null;
  return {
    text: exportText({ head, unit, at, filter: asked }, proven, { before: next }, key),
    entries: entries.length,
  };
}

async function withPaths(
  entries: readonly { readonly seq: number; readonly body: string }[],
  size: number,
  rowsOf: RowsOf,
): Promise<readonly ExportedEntry[]> {
  const paths = entries.map(({ seq }) => inclusionPath(seq - 1, size));
  const hashes = await hashesOf(paths.flat(), rowsOf);
  let taken = 0;
  return entries.map(({ seq, body }, at) => {
    const length = paths[at]?.length ?? 0;
    const path = hashes.slice(taken, taken + length).map((hash) => hash.toString("hex"));
    taken += length;
    return { seq, body, path };
  });
}
