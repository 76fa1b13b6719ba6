// Reads a workbook (.xlsx) as the table it stands for: the voyage of one sheet in front of the persons of another.
import { readXml, type XmlAttribute } from "../xml/read-xml.ts";
import { xmlText, type XmlRange } from "../xml/xml-text.ts";
import { COLUMNS, columnByName, machineName, type Column } from "./columns.ts";
import { knownNames } from "./detect.ts";
import { MAX_ROWS, type CellNote } from "./read.ts";
import { asCell } from "./table.ts";
import { serialDate } from "./values.ts";
import { ZipContainer, type ZipProblem } from "./zip.ts";

export type WorkbookProblem = "macros" | "no-persons" | ZipProblem;

/** A workbook as separated values; `notes`: formula cells, which stand empty. */
export type WorkbookTable = {
  readonly text: string;
  readonly notes: readonly CellNote[];
  readonly hasLinks: boolean;
};

const DEPTH = 20;
const MOST_COLUMNS = 200;
const MOST_SHEETS = 20;
const MOST_SHARED_STRINGS = 500_000;
/** Rows looked at for the header. */
const HEADER_ROWS = 20;
const SEPARATOR = ",";

type SheetCell = { readonly text: string; readonly isNumber: boolean; readonly isFormula: boolean };
type Sheet = ReadonlyMap<number, readonly (SheetCell | undefined)[]>;

/** The table in a workbook, or why there is none. */
export function readWorkbook(bytes: Buffer): WorkbookTable | WorkbookProblem {
  const container = ZipContainer.open(bytes);
  if (typeof container === "string") return container;
  const { names } = container;
  if (names.some((name) => /vbaproject\.bin$/i.test(name))) return "macros";
  const types = container.part("[Content_Types].xml");
  const book = container.part("xl/workbook.xml");
  if (types === "too-large" || book === "too-large") return "too-large";
  if (!Buffer.isBuffer(types) || !Buffer.isBuffer(book)) return "damaged";
  if (/macroEnabled|vbaProject/i.test(types.toString("latin1"))) return "macros";
  const shared = sharedStrings(container);
  if (typeof shared === "string") return shared;
  const sheets: Sheet[] = [];
  for (const name of names.filter(isSheet).toSorted(bySheetNumber).slice(0, MOST_SHEETS)) {
    const part = container.part(name);
    if (part === "too-large") return part;
    if (!Buffer.isBuffer(part)) return "damaged";
    const sheet = readSheet(part, shared);
    if (sheet === null) return "damaged";
    sheets.push(sheet);
  }
  const since1904 = /<workbookPr[^>]*\sdate1904\s*=\s*["'](?:1|true)["']/.test(book.toString("latin1"));
  const table = tableOf(sheets, since1904);
  const hasLinks = names.some((name) => name.startsWith("xl/externalLinks/"));
  return table === null ? "no-persons" : { ...table, hasLinks };
}

const isSheet = (name: string): boolean => /^xl\/worksheets\/[^/]+\.xml$/.test(name);
const sheetNumber = (name: string): number => Number(/(\d{1,9})\.xml$/.exec(name)?.[1] ?? 0);
const bySheetNumber = (a: string, b: string): number => sheetNumber(a) - sheetNumber(b);

const local = (name: string): string => name.slice(name.lastIndexOf(":") + 1);

/** The texts that cells refer to by number. */
function sharedStrings(container: ZipContainer): readonly string[] | ZipProblem {
  const part = container.part("xl/sharedStrings.xml");
  if (part === null) return [];
  if (!Buffer.isBuffer(part)) return part;
  const texts: string[] = [];
  let text = "";
  let inText = false;
  let inPhonetic = false;
  const fault = readXml(
    part,
    {
      open: (name) => {
        if (local(name) === "si") text = "";
        else if (local(name) === "rPh") inPhonetic = true;
        else inText = local(name) === "t";
      },
      text: (range) => {
        if (inText && !inPhonetic) text += xmlText(part, range);
      },
      close: (name) => {
        inText = false;
        if (local(name) === "rPh") inPhonetic = false;
        if (local(name) === "si" && texts.length < MOST_SHARED_STRINGS) texts.push(text);
      },
    },
    { depth: DEPTH },
  );
  return fault === null ? texts : "damaged";
}

/** The cells of a sheet by row (from 1) and column (from 0). Rows far beyond the most that are read are left out. */
function readSheet(part: Buffer, shared: readonly string[]): Sheet | null {
  const rows = new Map<number, (SheetCell | undefined)[]>();
  const cell = new CellReading(part, shared);
  let row = 0;
  const fault = readXml(
    part,
    {
      open: (name, attributes) => {
        const tag = local(name);
        if (tag === "row") {
          row = Number(valueOf(part, attributes, "r") ?? row + 1);
          cell.beginRow();
        } else if (tag === "c") cell.begin(attributes);
        else cell.enter(tag);
      },
      text: (range) => cell.take(range),
      close: (name) => {
        const tag = local(name);
        if (tag !== "c") {
          cell.leave();
          return;
        }
        const { column, value } = cell.end();
        if (value === null || column >= MOST_COLUMNS || !(row > 0 && row <= MAX_ROWS + HEADER_ROWS + 1))
          return;
        const cells = rows.get(row) ?? [];
        cells[column] = value;
        rows.set(row, cells);
      },
    },
    { depth: DEPTH },
  );
  return fault === null ? rows : null;
}

function valueOf(part: Buffer, attributes: readonly XmlAttribute[], name: string): string | undefined {
  const found = attributes.find((attribute) => attribute.name === name);
  return found === undefined ? undefined : xmlText(part, found);
}

/** One cell while its elements are read. */
class CellReading {
  readonly #part: Buffer;
  readonly #shared: readonly string[];
  #column = -1;
  #type = "";
  #text = "";
  #element = "";
  #isFormula = false;
  #isIn = false;

  constructor(part: Buffer, shared: readonly string[]) {
    this.#part = part;
    this.#shared = shared;
  }

  begin(attributes: readonly XmlAttribute[]): void {
    const reference = valueOf(this.#part, attributes, "r");
    this.#column = reference === undefined ? this.#column + 1 : columnOf(reference);
    this.#type = valueOf(this.#part, attributes, "t") ?? "n";
    this.#text = "";
    this.#element = "";
    this.#isFormula = false;
    this.#isIn = true;
  }

  beginRow(): void {
    this.#column = -1;
  }

  enter(tag: string): void {
    this.#element = tag;
    if (this.#isIn && tag === "f") this.#isFormula = true;
  }

  leave(): void {
    this.#element = "";
  }

  take(range: XmlRange): void {
    if (this.#isIn && (this.#element === "v" || this.#element === "t"))
      this.#text += xmlText(this.#part, range);
  }

  end(): { readonly column: number; readonly value: SheetCell | null } {
    this.#isIn = false;
    const isFormula = this.#isFormula;
    const text = this.#type === "s" ? (this.#shared[Number(this.#text)] ?? "") : this.#text;
    const shown = this.#type === "e" ? "" : text;
    const isEmpty = shown === "" && !isFormula;
    const value = isEmpty ? null : { text: isFormula ? "" : shown, isNumber: this.#type === "n", isFormula };
    return { column: this.#column, value };
  }
}

/** `AB12` -> 27. */
function columnOf(reference: string): number {
  let column = 0;
  for (let i = 0; i < Math.min(reference.length, 4); i++) {
    const letter = reference.charCodeAt(i) - 0x40;
    if (letter < 1 || letter > 26) break;
    column = column * 26 + letter;
  }
  return column - 1;
}

/** The persons' sheet with the voyage's values in front of its first row. */
function tableOf(
  sheets: readonly Sheet[],
  since1904: boolean,
): { readonly text: string; readonly notes: readonly CellNote[] } | null {
  const persons = sheets
    .map((sheet) => ({ sheet, header: headerOf(sheet) }))
    .find(({ header }) => header !== null);
  if (persons === undefined || persons.header === null) return null;
  const { sheet, header } = persons;
  const names = (sheet.get(header) ?? []).map((cell) => cell?.text ?? "");
  const own = new Set(names.map(machineName));
  const voyage = sheets.filter((other) => other !== sheet).flatMap((other) => voyageOf(other));
  const added = voyage.filter(
    ({ column }, i) => !own.has(column.name) && voyage.findIndex((one) => one.column === column) === i,
  );
  const notes: CellNote[] = [];
  const lastRow = Math.max(header, ...sheet.keys());
  const lines: string[] = [];
  let isFirst = true;
  for (let row = 1; row <= lastRow; row++) {
    const cells = sheet.get(row);
    if (row < header || cells === undefined) {
      lines.push("");
      continue;
    }
    const shown = (cell: SheetCell | undefined, column: Column | undefined): string => {
      if (cell?.isFormula === true) notes.push({ code: "MF16", row, column: column?.name ?? "" });
      return asCell(textOf(cell, column, since1904), SEPARATOR);
    };
    const isHeader = row === header;
    const front = added.map(({ column, cell }) =>
      isHeader ? column.name : isFirst ? shown(cell, column) : "",
    );
    if (!isHeader) isFirst = false;
    const rest = Array.from({ length: Math.max(names.length, cells.length) }, (_, i) =>
      isHeader
        ? asCell(names[i] ?? "", SEPARATOR)
        : shown(cells[i], columnByName.get(machineName(names[i] ?? ""))),
    );
    lines.push([...front, ...rest].join(SEPARATOR));
  }
  return { text: `${lines.join("\n")}\n`, notes };
}

/** The row whose cells name the columns of persons; null where there is none. */
function headerOf(sheet: Sheet): number | null {
  for (let row = 1; row <= HEADER_ROWS; row++) {
    const cells = sheet.get(row);
    if (cells !== undefined && knownNames(Array.from(cells, (cell) => cell?.text ?? "")) >= 3) return row;
  }
  return null;
}

type VoyageCell = { readonly column: Column; readonly cell: SheetCell | undefined };

/** Values of the voyage: beside their names in the first two columns, or below them in the first two rows. */
function voyageOf(sheet: Sheet): readonly VoyageCell[] {
  const found: VoyageCell[] = [];
  const take = (name: SheetCell | undefined, cell: SheetCell | undefined): void => {
    const column = columnByName.get(machineName(name?.text ?? ""));
    if (column?.about === "voyage") found.push({ column, cell });
  };
  for (let row = 1; row <= HEADER_ROWS + COLUMNS.length; row++) {
    const cells = sheet.get(row);
    const isAcross =
      (cells ?? []).filter((cell) => columnByName.has(machineName(cell?.text ?? ""))).length > 2;
    if (isAcross) for (const [i, name] of (cells ?? []).entries()) take(name, sheet.get(row + 1)?.[i]);
    else take(cells?.[0], cells?.[1]);
  }
  return found;
}

/** The text of a cell: days and times of a number where the column asks for them, numbers without needless decimals. */
function textOf(cell: SheetCell | undefined, column: Column | undefined, since1904: boolean): string {
  if (cell === undefined) return "";
  const number = Number(cell.text);
  if (!cell.isNumber || !Number.isFinite(number)) return cell.text.replace(/\s+/g, " ").trim();
  const isSerial =
    column?.date !== undefined && number >= 1 && number < 2_958_466 && !/^(?:19|20)\d{6}$/.test(cell.text);
  const isYear = column?.name === "birth_date" && /^(?:19|20)\d{2}$/.test(cell.text);
  if (isSerial && !isYear) return serialDate(number, column.date ?? "day", since1904) ?? cell.text;
  return Number.isSafeInteger(number) ? String(number) : cell.text;
}
