// Reads the OFAC SDN list in CSV: the files of names, other names, addresses and comments, put together in any order.
import { columnName, csvRows, type CsvRow } from "./csv-rows.ts";
import { EntryParts } from "./entry-parts.ts";
import { readRemarks } from "./ofac-remarks.ts";
import { refused, RowCollector, type ListReading } from "./reading.ts";

/** The files have no heads: a row is told by how many cells it has. */
const CELLS = { name: 12, address: 6, otherName: 5, comment: 2 } as const;
/** Above this share of rows on entries that are not there, the files do not belong together. */
const STRAY_SHARE = 0.1;

/** Whether a text begins like a row of one of the files. */
export function isOfacCsv(start: string): boolean {
  const [row] = csvRows(start.slice(0, start.lastIndexOf("\n") + 1) || start, ",").rows;
  const [id = "", second = "", third = ""] = row?.cells ?? [];
  if (!/^\d+$/.test(id) || second === "") return false;
  switch (row?.cells.length ?? 0) {
    case CELLS.name:
      return /^(?:-0-|individual|vessel|aircraft)$/i.test(third);
    case CELLS.otherName:
      return /^(?:aka|fka|nka)$/i.test(third);
    case CELLS.address:
      return /^\d+$/.test(second);
    case CELLS.comment:
      return true;
    default:
      return false;
  }
}

/**
 * Entries of all individuals; entities, vessels and aircraft are no persons and counted nowhere. Without the file of
 * names the others are refused, as are files that do not belong together.
 */
export function readOfacCsv(text: string): ListReading {
  const { rows: read, truncated } = csvRows(text.replaceAll("\u001A", ""), ",");
  if (truncated !== null) return refused("truncated", { line: truncated }, { line: truncated });
  const files = sorted(read);
  if (files.names.length === 0) return refused("part-missing", { part: "SDN.CSV" });
  const known = new Set(files.names.map(({ cells }) => cells[0]));
  const others = [...files.otherNames, ...files.comments];
  const stray = others.filter(({ cells }) => !known.has(cells[0])).length;
  if (stray > STRAY_SHARE * others.length)
    return refused("parts-apart", { count: stray, rows: others.length });
  const rows = new RowCollector();
  const otherNames = Map.groupBy(files.otherNames, ({ cells }) => cells[0] ?? "");
  const comments = new Map(files.comments.map(({ cells }) => [cells[0] ?? "", cells[1] ?? ""]));
  for (const { cells } of files.names) {
    const id = cells[0] ?? "";
    if (columnName(cells[2] ?? "") !== "individual") continue;
    readIndividual(cells, otherNames.get(id) ?? [], comments.get(id) ?? "", rows);
  }
  for (const { cells, line } of files.unknown) {
    rows.nextRow();
    rows.skip({
      ref: cells[0] ?? null,
      field: `line ${line}`,
      value: cells.join(","),
      code: "row-not-understood",
    });
  }
  return rows.finish("ofac-csv", null);
}

type Files = Record<"names" | "otherNames" | "comments" | "unknown", CsvRow[]>;

function sorted(rows: readonly CsvRow[]): Files {
  const files: Files = { names: [], otherNames: [], comments: [], unknown: [] };
  for (const row of rows) {
    const numbered = /^\d+$/.test(row.cells[0] ?? "");
    if (numbered && row.cells.length === CELLS.name) files.names.push(row);
    else if (numbered && row.cells.length === CELLS.otherName) files.otherNames.push(row);
    else if (numbered && row.cells.length === CELLS.comment) files.comments.push(row);
    // Addresses are of places, not of bookings: they are not compared.
    else if (!numbered || row.cells.length !== CELLS.address) files.unknown.push(row);
  }
  return files;
}

/** `-0-` stands for nothing. */
const said = (cell = ""): string => (cell === "-0-" ? "" : cell);

function readIndividual(
  cells: readonly string[],
  otherNames: readonly CsvRow[],
  comment: string,
  rows: RowCollector,
): void {
  rows.nextRow();
  const [id = "", name, , programmes, title] = cells;
  const parts = new EntryParts(rows, id);
  listedName(said(name), "primary", parts);
  for (const other of otherNames) listedName(said(other.cells[3]), "alias", parts);
  // The comments go on where the remarks were cut, in the middle of a word.
  const remarks = said(cells[11]) + comment;
  readRemarks(remarks, parts);
  for (const one of said(title).split(";")) parts.title(one);
  const instructions = remarks;
  const programme = said(programmes).replaceAll("] [", ", ");
  rows.add(parts.entry({ id: `OFAC-${id}`, list: "OFAC", programme, category: "sanctions", instructions }));
}

/** `SURNAME, Given`; a name without a comma is kept whole. */
function listedName(name: string, type: "primary" | "alias", parts: EntryParts): void {
  const comma = name.indexOf(",");
  if (comma < 0) parts.name(name, type);
  else parts.parted(name.slice(comma + 1), name.slice(0, comma), type);
}
