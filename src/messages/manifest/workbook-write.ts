// Writes workbooks (.xlsx): sheets of texts with header rows that cannot be changed and lists to choose from.
import { strToU8, zipSync, type Zippable } from "fflate";

export type SheetToWrite = {
  readonly name: string;
  /** Width in characters; `input`: the cells below the header may be filled in, as text. */
  readonly columns: readonly { readonly width: number; readonly input: boolean }[];
  /** The first `headers` rows are headers. */
  readonly rows: readonly (readonly string[])[];
  readonly headers: number;
  /** Values to choose from, by range of cells (`F2:F20001`). */
  readonly choices: readonly { readonly range: string; readonly values: readonly string[] }[];
};

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships";
const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const TYPES = "http://schemas.openxmlformats.org/package/2006/content-types";
const SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml";

/** Styles by their place in the table of styles. */
const STYLE = { plain: 0, header: 1, input: 2 } as const;
/** The time in the container, in nobody's zone: the same template is the same bytes. */
const UNDATED = new Date(2000, 0, 1);

/** The bytes of a workbook with these sheets. */
export function writeWorkbook(sheets: readonly SheetToWrite[]): Uint8Array {
  const parts: Record<string, string> = {
    "[Content_Types].xml": contentTypes(sheets.length),
    "_rels/.rels": relations([{ id: "rId1", type: `${OFFICE}/officeDocument`, target: "xl/workbook.xml" }]),
    "xl/workbook.xml": book(sheets),
    "xl/_rels/workbook.xml.rels": relations([
      ...sheets.map((_, i) => ({
        id: `rId${i + 1}`,
        type: `${OFFICE}/worksheet`,
        target: `worksheets/sheet${i + 1}.xml`,
      })),
      { id: `rId${sheets.length + 1}`, type: `${OFFICE}/styles`, target: "styles.xml" },
    ]),
    "xl/styles.xml": styles(),
  };
  for (const [i, sheet] of sheets.entries()) parts[`xl/worksheets/sheet${i + 1}.xml`] = sheetXml(sheet);
  const files: Zippable = {};
  for (const [name, text] of Object.entries(parts)) files[name] = strToU8(text);
  return zipSync(files, { mtime: UNDATED });
}

function contentTypes(sheets: number): string {
  const overrides = [
    ["/xl/workbook.xml", `${SHEET_TYPE}.sheet.main+xml`],
    ["/xl/styles.xml", `${SHEET_TYPE}.styles+xml`],
    ...Array.from({ length: sheets }, (_, i) => [
      `/xl/worksheets/sheet${i + 1}.xml`,
      `${SHEET_TYPE}.worksheet+xml`,
    ]),
  ].map(([part, type]) => `<Override PartName="${part}" ContentType="${type}"/>`);
  return (
    `${XML}<Types xmlns="${TYPES}"><Default Extension="rels" ` +
    `ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
    `<Default Extension="xml" ContentType="application/xml"/>${overrides.join("")}</Types>`
  );
}

type Relation = { readonly id: string; readonly type: string; readonly target: string };

function relations(all: readonly Relation[]): string {
  const items = all.map(
    ({ id, type, target }) => `<Relationship Id="${id}" Type="${type}" Target="${target}"/>`,
  );
  return `${XML}<Relationships xmlns="${RELATIONS}">${items.join("")}</Relationships>`;
}

function book(sheets: readonly SheetToWrite[]): string {
  const items = sheets.map(
    ({ name }, i) => `<sheet name="${escaped(name)}" sheetId="${i + 1}" r:id="rId${i + 1}"/>`,
  );
  return `${XML}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>${items.join("")}</sheets></workbook>`;
}

function styles(): string {
  const font = (bold: boolean): string =>
    `<font>${bold ? "<b/>" : ""}<sz val="11"/><name val="Calibri"/></font>`;
  const fill = '<fill><patternFill patternType="solid"><fgColor rgb="FFDDE6EF"/></patternFill></fill>';
  const top = '<alignment vertical="top" wrapText="1"/>';
  // Text (49): a number, a date or a code is kept as it is typed.
  const cells = [
    `<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" applyAlignment="1">${top}</xf>`,
    '<xf numFmtId="49" fontId="1" fillId="2" borderId="0" xfId="0" applyFont="1" applyFill="1"/>',
    '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyProtection="1"><protection locked="0"/></xf>',
  ];
  return (
    `${XML}<styleSheet xmlns="${MAIN}"><fonts count="2">${font(false)}${font(true)}</fonts>` +
    `<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>${fill}</fills>` +
    `<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>` +
    `<cellXfs count="${cells.length}">${cells.join("")}</cellXfs></styleSheet>`
  );
}

function sheetXml(sheet: SheetToWrite): string {
  const { columns, rows, headers, choices } = sheet;
  const isInput = columns.some(({ input }) => input);
  const widths = columns.map(
    ({ width, input }, i) =>
      `<col min="${i + 1}" max="${i + 1}" width="${width}" customWidth="1" style="${input ? STYLE.input : STYLE.plain}"/>`,
  );
  const lines = rows.map((cells, r) => rowXml(cells, r, r < headers, columns));
  const lists = choices.map(
    ({ range, values }) =>
      `<dataValidation type="list" allowBlank="1" showErrorMessage="1" sqref="${range}">` +
      `<formula1>"${escaped(values.join(","))}"</formula1></dataValidation>`,
  );
  return (
    `${XML}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0">` +
    (headers > 0
      ? `<pane ySplit="${headers}" topLeftCell="A${headers + 1}" activePane="bottomLeft" state="frozen"/>`
      : "") +
    `</sheetView></sheetViews><cols>${widths.join("")}</cols><sheetData>${lines.join("")}</sheetData>` +
    (isInput ? '<sheetProtection sheet="1" formatColumns="0" insertRows="0" deleteRows="0" sort="0"/>' : "") +
    (lists.length > 0 ? `<dataValidations count="${lists.length}">${lists.join("")}</dataValidations>` : "") +
    `</worksheet>`
  );
}

function rowXml(
  cells: readonly string[],
  r: number,
  isHeader: boolean,
  columns: SheetToWrite["columns"],
): string {
  const items = cells.map((text, c) => {
    if (text === "") return "";
    const style = isHeader ? STYLE.header : columns[c]?.input === true ? STYLE.input : STYLE.plain;
    const kept = text === text.trim() ? "" : ' xml:space="preserve"';
    return `<c r="${columnName(c)}${r + 1}" s="${style}" t="inlineStr"><is><t${kept}>${escaped(text)}</t></is></c>`;
  });
  return `<row r="${r + 1}">${items.join("")}</row>`;
}

/** 0 -> `A`, 27 -> `AB`. */
export function columnName(index: number): string {
  const first = Math.floor(index / 26);
  const letter = String.fromCharCode(0x41 + (index % 26));
  return first === 0 ? letter : columnName(first - 1) + letter;
}

const ESCAPES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** Text for XML, without the characters that XML does not have. */
function escaped(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, " ")
    .replace(/[&<>"]/g, (letter) => ESCAPES[letter] ?? letter);
}
