// List files as the importer takes them: the format readers' findings, in the importer's terms.
import { readList } from "./formats/read-list.ts";
import type { ListFormat, ListReading } from "./formats/reading.ts";
import { sayOfList, type SaidOfList } from "./sentences.ts";
import type { ListFile, ListReader } from "./version-rules.ts";

/** Reads a list file; what it is, is told by its content, and must be the format the list was registered with. */
export const readListFile: ListReader = (format, _code, bytes, mapping) => {
  if (format !== "csv-mapped") return toListFile(readList(bytes), format);
  if (mapping == null) return { unreadable: sayOfList("mapping-missing") };
  return toListFile(readList(bytes, { mapping }), format);
};

/** Goes up whenever a reader gives other entries for the same file: it stands with each version it made. */
export const parserVersion = "3";

function toListFile(reading: ListReading, format: string): ListFile | { readonly unreadable: SaidOfList } {
  if (!reading.accepted) return { unreadable: reading.said };
  if (reading.format !== format) {
    const found = formatName(reading.format);
    return { unreadable: sayOfList("other-format", { found, format: formatName(format) }) };
  }
  const publishedAt = reading.publishedAt === null ? null : new Date(reading.publishedAt);
  return {
    publishedAt: publishedAt === null || Number.isNaN(publishedAt.getTime()) ? null : publishedAt,
    entries: reading.entries,
    // Notes on values of an entry that was kept are reported as well, but only rows left out count against the file.
    notUnderstood: reading.notes
      .filter((note) => note.skipped)
      .map((note) => ({ row: rowName(note), said: note.said })),
    remarks: reading.notes
      .filter((note) => !note.skipped)
      .map((note) => ({ row: rowName(note), said: note.said })),
  };
}

/** What a format is called in sentences; what is none stands as it is. */
export const formatName = (format: string): string => formatNames.get(format) ?? format;

const byFormat: Readonly<Record<ListFormat, string>> = {
  "un-xml": "UN XML",
  "ofac-csv": "OFAC CSV",
  "ofac-xml": "OFAC XML",
  "ofac-advanced-xml": "OFAC advanced XML",
  "canada-xml": "Canada XML",
  "eu-xml": "EU XML",
  "eu-csv": "EU CSV",
  "uk-xml": "UK XML",
  "uk-csv": "UK CSV",
  "ftm-json": "FollowTheMoney JSON",
  "interpol-json": "INTERPOL notices",
  ndjson: "JSON lines",
  "csv-mapped": "CSV",
};

const formatNames: ReadonlyMap<string, string> = new Map(Object.entries(byFormat));

const rowName = (note: { readonly row: number; readonly ref: string | null }) =>
  note.ref === null ? String(note.row) : `${note.row} (${note.ref})`;
