// The error report on a manifest: the same table, with what was found about each row beside it.
import type { Finding } from "#vocabulary";
import type { ReadMessage } from "../message.ts";
import { columnByName, machineName, RESULT_COLUMN } from "./columns.ts";
import { findHeader } from "./detect.ts";
import { asCell, cellText, neutral, tableRows } from "./table.ts";
import { tableInUtf8 } from "./transmission.ts";
import { readWorkbook } from "./workbook.ts";
import { writeWorkbook } from "./workbook-write.ts";

/** Nothing was found about a row. */
const FINE = "OK";
const WIDTH = 18;
const RESULT_WIDTH = 60;
const COMMA = 0x2c;

export type ManifestReport = {
  readonly bytes: Uint8Array;
  readonly format: "csv" | "xlsx";
};

/**
 * The table that was sent, with a column `result`: OK, or what is wrong with the row. Findings about the whole stand in a last
 * row. `bytes` is the file as it was delivered, `message` what was read of it. Values that a spreadsheet would take for a
 * formula begin with an apostrophe. A file that is no table of persons comes back as a table of its findings alone.
 */
export function reportOnManifest(bytes: Uint8Array, message: Pick<ReadMessage, "findings">): ManifestReport {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const isBook = file[0] === 0x50 && file[1] === 0x4b;
  const { rows, separator } = isBook ? rowsOfWorkbook(file) : rowsOfText(file);
  const table = withResults(rows, message.findings);
  if (!isBook) {
    const mark = String.fromCharCode(separator);
    const lines = table.map((cells) => cells.map((cell) => asCell(neutral(cell), mark)).join(mark));
    return { bytes: Buffer.from(`\uFEFF${lines.join("\r\n")}\r\n`, "utf8"), format: "csv" };
  }
  const width = Math.max(1, ...table.map((cells) => cells.length));
  const sheet = {
    name: "Persons",
    columns: Array.from({ length: width }, (_, i) => ({
      width: i === width - 1 ? RESULT_WIDTH : WIDTH,
      input: false,
    })),
    headers: 0,
    rows: table.map((cells) => cells.map(neutral)),
    choices: [],
  };
  return { bytes: writeWorkbook([sheet]), format: "xlsx" };
}

export type ManifestCells = {
  readonly format: "csv" | "xlsx";
  /** Number of the row that names the columns. */
  readonly header: number;
  /** Names as they are read; what stands in a column where it is one of ours. */
  readonly columns: readonly {
    readonly name: string;
    readonly en: string | null;
    readonly az: string | null;
  }[];
  /** Rows below the header that are not empty, by the numbers that findings name. */
  readonly rows: readonly { readonly number: number; readonly cells: readonly string[] }[];
};

/** The cells of the table that a file is, as delivered; null where it is no manifest that can be read. */
export function manifestCells(bytes: Uint8Array): ManifestCells | null {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const isBook = file[0] === 0x50 && file[1] === 0x4b;
  const { rows } = isBook ? rowsOfWorkbook(file) : rowsOfText(file);
  const headerAt = rows.findIndex((cells) => cells.some((cell) => cell !== ""));
  const header = rows[headerAt];
  if (header === undefined) return null;
  return {
    format: isBook ? "xlsx" : "csv",
    header: headerAt + 1,
    columns: header.map((cell) => {
      const name = machineName(cell);
      const column = columnByName.get(name);
      return { name: name.slice(0, 40), en: column?.en ?? null, az: column?.az ?? null };
    }),
    rows: rows.flatMap((cells, at) =>
      at > headerAt && cells.some((cell) => cell !== "") ? [{ number: at + 1, cells }] : [],
    ),
  };
}

type Rows = { readonly rows: readonly (readonly string[])[]; readonly separator: number };

function rowsOfWorkbook(file: Buffer): Rows {
  const read = readWorkbook(file);
  return typeof read === "string"
    ? { rows: [], separator: COMMA }
    : { rows: cellsOf(Buffer.from(read.text, "utf8"), COMMA, 0), separator: COMMA };
}

function rowsOfText(file: Buffer): Rows {
  const { content } = tableInUtf8(asUtf8(file));
  const header = findHeader(content);
  if (header === null) return { rows: [], separator: COMMA };
  return { rows: cellsOf(content, header.separator, header.start), separator: header.separator };
}

/** UTF-16, which is told by its mark, as UTF-8. */
function asUtf8(file: Buffer): Buffer {
  if (file[0] === 0xff && file[1] === 0xfe) return Buffer.from(file.toString("utf16le", 2), "utf8");
  if (file[0] !== 0xfe || file[1] !== 0xff) return file;
  const even = Buffer.from(file.subarray(2, file.length - (file.length % 2)));
  return Buffer.from(even.swap16().toString("utf16le"), "utf8");
}

function cellsOf(content: Buffer, separator: number, start: number): readonly (readonly string[])[] {
  return Array.from(tableRows(content, separator, start), ({ cells }) =>
    cells.map((cell) => cellText(content, cell)),
  );
}

/** The rows with a result each; the column of an earlier report is written anew. */
function withResults(
  rows: readonly (readonly string[])[],
  findings: readonly Finding[],
): readonly (readonly string[])[] {
  const headerAt = rows.findIndex((cells) => cells.some((cell) => cell !== ""));
  const header = rows[headerAt] ?? [];
  const earlier = header.findIndex((cell) => cell.toLowerCase() === RESULT_COLUMN);
  const plain = (cells: readonly string[]): readonly string[] =>
    earlier < 0 ? cells : cells.filter((_, i) => i !== earlier);
  const width = plain(header).length;
  const byRow = Map.groupBy(findings, ({ segment }) => segment ?? 0);
  const table = rows.flatMap((cells, i): (readonly string[])[] => {
    if (i < headerAt) return [];
    const own = plain(cells);
    if (i > headerAt && own.every((cell) => cell === "")) return [];
    const padded = [...own, ...Array.from({ length: Math.max(0, width - own.length) }, () => "")];
    return [[...padded, i === headerAt ? RESULT_COLUMN : said(byRow.get(i + 1) ?? [])]];
  });
  const whole = findings.filter(({ segment }) => segment === null || segment <= headerAt + 1);
  const last = [...Array.from({ length: width }, () => ""), said(whole)];
  return whole.length === 0 ? table : [...table, last];
}

function said(findings: readonly Finding[]): string {
  if (findings.length === 0) return FINE;
  return findings.map(({ severity, code, text }) => `${severity} ${code}: ${text}`).join(" | ");
}
