// Tells a manifest table by its header row, and with it the separator.
import { columnByName, machineName, RESULT_COLUMN } from "./columns.ts";

const SEPARATORS = [";", ",", "|", "\t"] as const;
/** Known columns that make a table a manifest; `surname` is one of them. */
const FEWEST_KNOWN = 3;
const LONGEST_HEADER = 4096;

export type Header = {
  readonly separator: number;
  /** Where the first row begins, after a byte order mark and a line that names the separator. */
  readonly start: number;
};

/** The header that a text begins with; null where it is no manifest. */
export function findHeader(beginning: Buffer): Header | null {
  let start = beginning[0] === 0xef && beginning[1] === 0xbb && beginning[2] === 0xbf ? 3 : 0;
  // Nearly every transmission is an interchange: told at its first bytes.
  if (beginning[start] === 0x55 && beginning[start + 1] === 0x4e) return null;
  const text = beginning.toString("latin1", start, start + LONGEST_HEADER);
  const named = /^sep=(.)\r?\n/i.exec(text);
  start += named?.[0].length ?? 0;
  const line = /^[\r\n]*([^\r\n]*)/.exec(text.slice(named?.[0].length ?? 0))?.[1] ?? "";
  if (!/surname/i.test(line)) return null;
  let best: { readonly separator: string; readonly known: number } | null = null;
  for (const separator of SEPARATORS) {
    const known = knownNames(line.split(separator));
    if (known > (best?.known ?? 0)) best = { separator, known };
  }
  return best === null || best.known < FEWEST_KNOWN
    ? null
    : { separator: best.separator.charCodeAt(0), start };
}

/** How many of these header cells name a column; 0 without `surname`. */
export function knownNames(cells: readonly string[]): number {
  const names = cells.map((cell) => machineName(cell.replace(/^"|"$/g, "")));
  if (!names.includes("surname")) return 0;
  return names.filter((name) => columnByName.has(name) || name === RESULT_COLUMN).length;
}
