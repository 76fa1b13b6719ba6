// A manifest as it is shown to its sender: the rows with what was found in which cell, without what is empty. Pure.
import { manifestCells } from "#messages";
import type { ManifestShown } from "./explain-contract.ts";

/** Rows shown: those with findings, and from the beginning of the table as many as there is room for. */
const rowsShown = 300;
const cellShown = 300;

type Found = { readonly segment: number | null; readonly tag: string | null };

/** The table that `bytes` are; null where they are none. Cells and findings go together by row number and column name. */
export function manifestShown(bytes: Uint8Array, findings: readonly Found[]): ManifestShown | null {
  const table = manifestCells(bytes);
  if (table === null) return null;
  const named = new Set(findings.map(({ tag }) => tag));
  const used = table.columns.map(
    ({ name }, at) => named.has(name) || table.rows.some(({ cells }) => (cells[at] ?? "") !== ""),
  );
  const faulty = new Set(findings.map(({ segment }) => segment));
  const withFindings = table.rows.filter(({ number }) => faulty.has(number)).slice(0, rowsShown);
  const room = rowsShown - withFindings.length;
  const others = table.rows.filter(({ number }) => !faulty.has(number)).slice(0, room);
  const rows = [...withFindings, ...others].toSorted((a, b) => a.number - b.number);
  return {
    format: table.format,
    header: table.header,
    columns: table.columns.filter((_, at) => used[at]),
    rows: rows.map(({ number, cells }) => ({
      number,
      cells: table.columns.flatMap((_, at) =>
        used[at] === true ? [(cells[at] ?? "").slice(0, cellShown)] : [],
      ),
    })),
    rowCount: table.rows.length,
  };
}
