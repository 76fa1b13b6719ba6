// Cuts a table of separated values (RFC 4180) into rows and cells with their byte positions.

/** The bytes of a cell, without its quotation marks; `quoted`: doubled quotation marks in it stand for one. */
export type Cell = { readonly start: number; readonly end: number; readonly quoted: boolean };

export type Row = {
  /** Counts from 1, empty rows too: what a spreadsheet shows. */
  readonly number: number;
  readonly start: number;
  /** After the line break. */
  readonly end: number;
  readonly cells: readonly Cell[];
  /** A quotation mark in it is not closed. */
  readonly isTorn: boolean;
};

const QUOTE = 0x22;
const LINE_FEED = 0x0a;
const RETURN = 0x0d;
/** A quoted value that goes on for longer has lost its end. */
const LONGEST_QUOTED = 8 * 1024;
/** Cells of a row beyond these are one. */
const MOST_CELLS = 200;

/** The rows from `from` on, one after the other. */
export function* tableRows(bytes: Buffer, separator: number, from: number): Generator<Row, void, undefined> {
  let at = from;
  for (let number = 1; at < bytes.length; number++) {
    const row = rowAt(bytes, separator, at, number);
    yield row;
    at = row.end;
  }
}

function rowAt(bytes: Buffer, separator: number, start: number, number: number): Row {
  const cells: Cell[] = [];
  let isTorn = false;
  let at = start;
  for (;;) {
    const { cell, torn, next } = cellAt(bytes, separator, at, isTorn);
    cells.push(cell);
    isTorn ||= torn;
    at = next;
    if (at >= bytes.length || bytes[at] !== separator) break;
    at++;
    if (cells.length < MOST_CELLS) continue;
    let end = at;
    while (end < bytes.length && bytes[end] !== LINE_FEED && bytes[end] !== RETURN) end++;
    cells.push({ start: at, end, quoted: false });
    at = end;
    break;
  }
  if (bytes[at] === RETURN) at++;
  if (bytes[at] === LINE_FEED) at++;
  return { number, start, end: at, cells, isTorn };
}

function cellAt(
  bytes: Buffer,
  separator: number,
  from: number,
  // In a row that is torn no quotation mark is believed any more: a file of nothing else would cost too much.
  isTorn: boolean,
): { readonly cell: Cell; readonly torn: boolean; readonly next: number } {
  let torn = isTorn;
  if (bytes[from] === QUOTE && !isTorn) {
    const close = closingQuote(bytes, separator, from + 1);
    if (close >= 0) return { cell: { start: from + 1, end: close, quoted: true }, torn, next: close + 1 };
    torn = true;
  }
  let end = from;
  while (end < bytes.length) {
    const byte = bytes[end]!;
    if (byte === separator || byte === LINE_FEED || byte === RETURN) break;
    end++;
  }
  return { cell: { start: from, end, quoted: false }, torn, next: end };
}

/** The quotation mark that ends a value: what follows it is a separator or a line break. -1 where there is none. */
function closingQuote(bytes: Buffer, separator: number, from: number): number {
  const limit = Math.min(bytes.length, from + LONGEST_QUOTED);
  for (let p = from; p < limit; p++) {
    if (bytes[p] !== QUOTE) continue;
    const next = bytes[p + 1];
    if (next === QUOTE) p++;
    else if (next === undefined || next === separator || next === LINE_FEED || next === RETURN) return p;
  }
  return -1;
}

/** The text of a cell without blanks around it. */
export function cellText(bytes: Buffer, cell: Cell): string {
  const text = bytes.toString("utf8", cell.start, cell.end);
  const plain = cell.quoted && text.includes('"') ? text.replaceAll('""', '"') : text;
  return plain.replace(/[\p{Cc}\s]+/gu, " ").trim();
}

/** A value as a cell of separated values: in quotation marks where it needs them. */
export function asCell(value: string, separator: string): string {
  const needs = value.includes(separator) || /["\r\n]/.test(value) || value !== value.trim();
  return needs ? `"${value.replaceAll('"', '""')}"` : value;
}

/** A value that a spreadsheet would take for a formula, with an apostrophe before it. */
export function neutral(value: string): string {
  return /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
}
