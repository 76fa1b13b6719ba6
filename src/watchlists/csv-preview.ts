// How a list in CSV would be read by a mapping: its first entries and what was not understood. Nothing is kept.
import { Value } from "typebox/value";
import { refuse, type Refusal } from "#platform";
import { CsvMapping, type CsvPreview } from "./contract.ts";
import { toWireContent } from "./entry-content.ts";
import { guessedMapping, mappingFault } from "./formats/csv-mapped.ts";
import { jsonOf } from "./formats/json-fields.ts";
import { readList } from "./formats/read-list.ts";

const ENTRIES = 10;
const REMARKS = 20;
/** So much of the file is looked at for the names of its columns. */
const HEAD = 65_536;

/** `given` is a mapping in JSON; where none is given, one is guessed. */
export function previewOf(file: Buffer, given: string | undefined): CsvPreview | Refusal {
  const { columns, mapping: guessed } = guessedMapping(file.subarray(0, HEAD).toString("utf8"));
  const mapping = given === undefined ? guessed : jsonOf(given);
  if (!Value.Check(CsvMapping, mapping)) {
    return refuse(
      "list-contradicts-itself",
      "The mapping says of each column what it holds, and nothing else.",
      422,
    );
  }
  const shown = { columns: columns.slice(0, 100).map((name) => name.slice(0, 200)), mapping };
  const nothing = { ...shown, rows: 0, entries: [], remarks: [] };
  const unmapped = mappingFault(mapping);
  if (unmapped !== null) {
    return { ...nothing, refused: { text: unmapped, because: { code: "mapping-missing", values: {} } } };
  }
  const reading = readList(file, { mapping });
  if (!reading.accepted) {
    const { text, code, values } = reading.said;
    return { ...nothing, refused: { text, because: { code, values } } };
  }
  return {
    ...shown,
    rows: reading.counts.rows,
    entries: reading.entries
      .slice(0, ENTRIES)
      .map((entry) => ({ reference: entry.ref, content: toWireContent(entry) })),
    remarks: reading.notes.slice(0, REMARKS).map(({ row, said: { text, code, values } }) => ({
      row: String(row),
      reason: text,
      because: { code, values },
    })),
    refused: null,
  };
}
