// Reads a manifest table into a passenger or crew list: voyage, persons and their documents, findings by row and column.
import { FindingCollector, type GivenValues } from "../findings.ts";
import type { MessageCode } from "../codes.ts";
import type { Control, Cut, ReadMessage } from "../message.ts";
import { CUT_MARK } from "../edifact/cut-mark.ts";
import { hasSensitiveTerm } from "../minimise/text.ts";
import { columnByName, COLUMNS, machineName, RESULT_COLUMN, type Column } from "./columns.ts";
import type { Header } from "./detect.ts";
import { ManifestPersons } from "./persons.ts";
import type { TableRecord } from "./record.ts";
import { cellText, tableRows, type Cell, type Row } from "./table.ts";
import { ManifestVoyage } from "./voyage.ts";

/** Rows read of a table. The largest passenger ships carry half as many persons. */
export const MAX_ROWS = 20_000;
/** Longest table and longest workbook, in bytes. */
export const MAX_TABLE_BYTES = 5 * 1024 * 1024;
/** Characters kept of a value. */
const LONGEST_VALUE = 200;

/** Something found before the table was made, at a cell of it: by row and machine name. */
export type CellNote = { readonly code: MessageCode; readonly row: number; readonly column: string };

export type TableContent = {
  readonly bytes: Buffer;
  readonly isOver: boolean;
  readonly header: Header;
  readonly findings: readonly (readonly [MessageCode, GivenValues])[];
  readonly notes?: readonly CellNote[];
};

const NO_CONTROL: Control = {
  sender: null,
  recipient: null,
  interchange: null,
  message: null,
  accessReference: null,
  part: null,
  parts: null,
  final: true,
};

/** The message that a table is. It is not accepted where the voyage cannot be told, or where rows had to be left out. */
export function readManifest(content: TableContent): ReadMessage {
  return new ManifestReading(content).read();
}

class ManifestReading {
  readonly #content: TableContent;
  readonly #findings = new FindingCollector();
  readonly #cuts: Cut[] = [];
  readonly #counts = { texts: 0, others: 0 };
  /** The column of each cell; null where it is none, or a second one of its name. */
  #columns: (Column | null)[] = [];
  readonly #places = new Map<string, number>();
  readonly #notes: Map<number, CellNote[]>;
  #accepted = true;

  constructor(content: TableContent) {
    this.#content = content;
    this.#notes = Map.groupBy(content.notes ?? [], (note) => note.row);
  }

  read(): ReadMessage {
    const { bytes, header, isOver } = this.#content;
    const top = { segment: 1, tag: null, offset: header.start };
    for (const [code, values] of this.#content.findings)
      this.#findings.add(code, { ...top, offset: 0 }, values);
    if (isOver) this.#refuse("MF05", bytes.length, { limit: MAX_TABLE_BYTES });
    const voyage = new ManifestVoyage();
    const persons = new ManifestPersons(voyage);
    let isHeader = true;
    let rows = 0;
    let end = bytes.length;
    for (const row of tableRows(bytes, header.separator, header.start)) {
      if (isEmpty(bytes, row)) continue;
      if (isHeader) {
        this.#readHeader(row);
        isHeader = false;
        continue;
      }
      if (rows++ >= MAX_ROWS) {
        this.#refuse("MF04", row.start, { limit: MAX_ROWS });
        end = row.start;
        break;
      }
      this.#readRow(row, voyage, persons);
    }
    const kept = voyage.finish();
    for (const column of kept.missing) this.#refuse("MF09", header.start, { column });
    if (kept.differs) this.#accepted = false;
    if (persons.count === 0) this.#refuse("MF25", header.start, {});
    this.#reportCuts();
    return {
      index: 0,
      kind: "PAXLST",
      syntax: "csv",
      version: null,
      control: NO_CONTROL,
      accepted: this.#accepted,
      findings: this.#findings.list(),
      start: header.start,
      end,
      cuts: this.#cuts,
      preparedAt: null,
      characters: {
        component: header.separator,
        element: header.separator,
        decimal: 0x2e,
        release: -1,
        repetition: -1,
        terminator: 0x0a,
      },
      passengerList: {
        function: persons.isCrewOnly ? "crew-list" : "passenger-list",
        status: null,
        reportedAt: null,
        reporter: { name: "", phones: [], emails: [] },
        transaction: null,
        flights: kept.flights,
        stated: { passengers: null, crew: null },
        travellers: persons.travellers,
        carriage: kept.carriage,
      },
    };
  }

  #refuse(code: MessageCode, offset: number, values: GivenValues): void {
    this.#accepted = false;
    this.#findings.add(code, { segment: 1, tag: null, offset }, values);
  }

  #readHeader(row: Row): void {
    const { bytes } = this.#content;
    const names = row.cells.map((cell) => machineName(cellText(bytes, cell)));
    for (const [i, name] of names.entries()) {
      const column = columnByName.get(name) ?? null;
      const place = { segment: row.number, tag: name.slice(0, 40) || null, offset: row.cells[i]!.start };
      const isSecond = names.indexOf(name) < i;
      this.#columns.push(isSecond ? null : column);
      if (column !== null && !isSecond) this.#places.set(name, i);
      else if (column !== null) this.#findings.add("MF03", place, { column: name });
      else if (name !== "" && name !== RESULT_COLUMN) this.#findings.add("MF02", place, { column: name });
    }
    for (const { name, needed } of COLUMNS) {
      if (needed === true && !this.#places.has(name)) this.#refuse("MF01", row.start, { column: name });
    }
  }

  #readRow(row: Row, voyage: ManifestVoyage, persons: ManifestPersons): void {
    const place = { segment: row.number, tag: null, offset: row.start };
    if (row.isTorn) this.#findings.add("MF06", place);
    const used = row.cells.findLastIndex((cell) => cell.end > cell.start) + 1;
    if (used > this.#columns.length)
      this.#findings.add("MF07", place, { found: used, expected: this.#columns.length });
    const texts = row.cells.map((cell, i) => this.#textOf(row, cell, i));
    const report = (code: MessageCode, column: string | null, values?: GivenValues): void => {
      const at = column === null ? undefined : row.cells[this.#places.get(column) ?? -1];
      this.#findings.add(code, { ...place, tag: column, offset: at?.start ?? row.start }, values);
    };
    for (const { code, column } of this.#notes.get(row.number) ?? []) report(code, column, { column });
    const record: TableRecord = {
      number: row.number,
      value: (column) => texts[this.#places.get(column) ?? -1] ?? "",
      report,
    };
    // Reports made where a spreadsheet has added rows of its own name no person.
    const isPerson = COLUMNS.some(
      ({ name, about }) => about === "person" && record.value(name) !== "" && name !== "person_no",
    );
    voyage.add(record);
    if (isPerson) persons.add(record);
  }

  /** The text of a cell; of what is not kept, and of a formula, nothing. */
  #textOf(row: Row, cell: Cell, i: number): string {
    const { bytes } = this.#content;
    if (cell.start >= cell.end) return "";
    const column = this.#columns[i] ?? null;
    const text = cellText(bytes, cell);
    if (text === "" || text === CUT_MARK) return "";
    if (column === null || column.dropped === true) {
      this.#cut(cell, text);
      return "";
    }
    const place = { segment: row.number, tag: column.name, offset: cell.start };
    if (/^(?:=|@|[+-](?![\d\s(]))/.test(text)) {
      this.#findings.add("MF16", place, { column: column.name });
      this.#cut(cell, text, true);
      return "";
    }
    if (text.length <= LONGEST_VALUE) return text;
    this.#findings.add("MF26", place, { column: column.name, limit: LONGEST_VALUE });
    this.#cut(cell, text, true);
    return text.slice(0, LONGEST_VALUE).replace(/\p{Cs}$/u, "");
  }

  /** `isTold`: a finding of its own says that it was not kept. */
  #cut({ start, end }: Cell, text: string, isTold = false): void {
    const isSensitive = hasSensitiveTerm(text);
    if (isSensitive) this.#counts.texts++;
    else if (!isTold) this.#counts.others++;
    this.#cuts.push({ start, end, reason: isSensitive ? "sensitive-text" : "not-admitted" });
  }

  #reportCuts(): void {
    const nowhere = { segment: null, tag: null, offset: null };
    const { texts, others } = this.#counts;
    if (texts > 0) this.#findings.add("PN18", nowhere, { services: 0, texts });
    if (others > 0) this.#findings.add("NOT_ADMITTED", nowhere, { count: others });
  }
}

function isEmpty(bytes: Buffer, row: Row): boolean {
  return row.cells.every((cell) => {
    for (let p = cell.start; p < cell.end; p++) if (bytes[p]! > 0x20) return false;
    return true;
  });
}
