// Reads rows of a text with separated values (RFC 4180): quoted cells may hold separators, quotation marks and line ends.

export type CsvRow = { readonly line: number; readonly cells: readonly string[] };
/** `truncated`: the line where a quotation begins that never ends; the rows before it are whole. */
export type CsvRows = { readonly rows: readonly CsvRow[]; readonly truncated: number | null };

/** Rows of the text; lines without anything are passed over. Cells are trimmed. */
export function csvRows(text: string, separator: string): CsvRows {
  const rows: CsvRow[] = [];
  let [at, line] = [text.startsWith("\uFEFF") ? 1 : 0, 1];
  while (at < text.length) {
    const begun = line;
    const cells: string[] = [];
    let ended = false;
    while (!ended) {
      let cell = "";
      if (text[at] === '"') {
        const close = closing(text, at);
        if (close < 0) return { rows, truncated: begun };
        cell = text.slice(at + 1, close).replaceAll('""', '"');
        line += linesIn(cell);
        at = close + 1;
      }
      const end = cellEnd(text, at, separator);
      cells.push((cell + text.slice(at, end)).trim());
      ended = text[end] !== separator;
      at = end + 1;
      if (ended && text[end] === "\r" && text[at] === "\n") at += 1;
    }
    line += 1;
    if (cells.some((cell) => cell !== "")) rows.push({ line: begun, cells });
  }
  return { rows, truncated: null };
}

/** Where the quotation that begins here ends; -1 when it does not. */
function closing(text: string, start: number): number {
  let at = start + 1;
  for (;;) {
    const mark = text.indexOf('"', at);
    if (mark < 0) return -1;
    if (text[mark + 1] !== '"') return mark;
    at = mark + 2;
  }
}

function cellEnd(text: string, start: number, separator: string): number {
  let at = start;
  while (at < text.length && text[at] !== separator && text[at] !== "\n" && text[at] !== "\r") at += 1;
  return at;
}

function linesIn(cell: string): number {
  let count = 0;
  for (let at = cell.indexOf("\n"); at >= 0; at = cell.indexOf("\n", at + 1)) count += 1;
  return count;
}

/** Rows of a text whose first row names the columns: each as a way to ask for a column by its name. */
export function namedCells(header: readonly string[]): (cells: readonly string[], name: string) => string {
  const columns = new Map(header.map((name, at) => [columnName(name), at]));
  return (cells, name) => cells[columns.get(columnName(name)) ?? -1] ?? "";
}

/** A column's name as it is compared: letters and digits alone. */
export function columnName(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
}
