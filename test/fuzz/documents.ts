// Documents (XML, tables, workbooks) written otherwise: they say the same, and everybody must still be read.
import { isUtf8 } from "node:buffer";
import { gzipSync } from "node:zlib";
import { unzipSync, zipSync, type Zippable } from "fflate";
import type { Random } from "./random.ts";

/** What a transmission is; null where it is text that is searched for interchanges. */
export type Form = "xml" | "table" | "workbook";

const latin1 = (text: string): Buffer => Buffer.from(text, "latin1");
const TOKEN = /<!--[^]*?-->|<!\[CDATA\[[^]*?\]\]>|<[^>]*>|[^<]+/g;

/** The tokens of XML: tags, comments and texts, one after the other. */
export const tokensOf = (text: string): string[] => text.match(TOKEN) ?? [];

type Rewriting = (tokens: string[], random: Random) => void;

const isTag = (token: string | undefined): boolean =>
  token !== undefined && /^<[/A-Za-z_]/.test(token) && token.endsWith(">");

/** Where something may stand between two tags: not in the text of an element. */
function between(tokens: readonly string[]): number[] {
  return tokens.flatMap((token, at) => (at > 2 && isTag(token) && isTag(tokens[at - 1]) ? [at] : []));
}

const NOTES = ["<!-- NOTHING -->", "<?zzz nothing?>", "\r\n\t ", "<!-- <a b='c'> & -->"];

const annotate: Rewriting = (tokens, random) => {
  const places = between(tokens);
  if (places.length > 0) tokens.splice(random.pick(places), 0, random.pick(NOTES));
};

/** An element nobody knows. */
const addStranger: Rewriting = (tokens, random) => {
  const places = between(tokens);
  if (places.length === 0) return;
  tokens.splice(
    random.pick(places),
    0,
    '<zzz:Q xmlns:zzz="urn:q" A="1"><zzz:W>NOTHING &amp; TO SAY</zzz:W></zzz:Q>',
  );
};

const ATTRIBUTE = /\s+([\w.:-]+)\s*=\s*("[^"]*"|'[^']*')/g;

function withAttributes(tag: string, change: (attributes: string[]) => string[]): string {
  const [, head, rest, end] =
    /^(<[\w.:-]+)((?:\s+[\w.:-]+\s*=\s*(?:"[^"]*"|'[^']*'))+)\s*(\/?>)$/.exec(tag) ?? [];
  if (head === undefined || rest === undefined || end === undefined) return tag;
  return `${head} ${change([...rest.matchAll(ATTRIBUTE)].map(([, name, value]) => `${name}=${value}`)).join(" ")}${end}`;
}

const turnAttributes: Rewriting = (tokens) => {
  for (const [at, token] of tokens.entries()) tokens[at] = withAttributes(token, (all) => all.toReversed());
};

const otherQuotes: Rewriting = (tokens) => {
  for (const [at, token] of tokens.entries()) {
    tokens[at] = withAttributes(token, (all) =>
      all.map((one) => one.replace(/="([^"']*)"$/, (_, value: string) => ` = '${value}'`)),
    );
  }
};

const openAndClose: Rewriting = (tokens) => {
  for (const [at, token] of tokens.entries()) {
    const name = /^<([\w.:-]+)[^]*\/>$/.exec(token)?.[1];
    if (name !== undefined) tokens[at] = `${token.slice(0, -2)}></${name}>`;
  }
};

/** Letters of texts as references, or texts as they are. */
const refer: Rewriting = (tokens, random) => {
  for (const [at, token] of tokens.entries()) {
    if (token.startsWith("<") || token.trim() === "" || token.includes("&") || random.oneIn(3)) continue;
    if (random.oneIn(3)) tokens[at] = `<![CDATA[${token}]]>`;
    else {
      tokens[at] = token.replace(/[A-Z]/g, (letter) => {
        const code = letter.charCodeAt(0);
        return random.oneIn(3) ? `&#${code};` : random.oneIn(3) ? `&#x${code.toString(16)};` : letter;
      });
    }
  }
};

const otherPrefix: Rewriting = (tokens) => {
  for (const [at, token] of tokens.entries()) {
    tokens[at] = token.replace(/(<\/?)iata:/g, "$1q:").replace("xmlns:iata=", "xmlns:q=");
  }
};

const ANY_XML = [annotate, turnAttributes, otherQuotes, openAndClose, refer] as const;
const PUSH_XML = [...ANY_XML, annotate, addStranger, addStranger, otherPrefix] as const;

function rewritten(bytes: Buffer, rewritings: readonly Rewriting[], random: Random): Buffer {
  const tokens = tokensOf(bytes.toString("latin1"));
  for (let left = 1 + random.below(4); left > 0; left--) random.pick(rewritings)(tokens, random);
  return latin1(tokens.join(""));
}

const SEPARATORS = [";", ",", "|", "\t"] as const;
/** Rows and cells as of RFC 4180, with the separator that the first row has most often. */
type Table = { readonly rows: string[][]; readonly separator: string };

export function tableOf(bytes: Buffer): Table {
  const text = bytes
    .toString("latin1")
    .replace(/^\u00ef\u00bb\u00bf/, "")
    .replace(/^sep=.\r?\n/i, "");
  const head = text.split(/[\r\n]/, 1)[0] ?? "";
  const counted = SEPARATORS.map((sign) => ({ sign, count: head.split(sign).length }));
  const separator = counted.reduce((a, b) => (b.count > a.count ? b : a)).sign;
  const cell = new RegExp(
    `("(?:[^"]|"")*"|[^${separator}\\r\\n]*)(${separator === "|" ? "\\|" : separator}|\\r?\\n|\\r|$)`,
    "gy",
  );
  const rows: string[][] = [[]];
  for (const [, value = "", end = ""] of text.matchAll(cell)) {
    rows.at(-1)!.push(value.startsWith('"') ? value.slice(1, -1).replaceAll('""', '"') : value);
    if (end !== separator) rows.push([]);
    if (end === "") break;
  }
  return { rows: rows.filter((row) => row.some((value) => value.trim() !== "")), separator };
}

/** The table as text. `isQuoted`: every cell in quotation marks. */
export function tableText(
  { rows, separator }: Table,
  { end = "\r\n", isQuoted = false }: { readonly end?: string; readonly isQuoted?: boolean } = {},
): string {
  const cellOf = (value: string): string =>
    isQuoted || value.includes(separator) || /["\r\n]/.test(value)
      ? `"${value.replaceAll('"', '""')}"`
      : value;
  return rows.map((row) => row.map(cellOf).join(separator)).join(end) + end;
}

function harmlessTable(bytes: Buffer, random: Random): Buffer {
  const { rows, separator } = tableOf(bytes);
  const width = Math.max(...rows.map((row) => row.length));
  let changed = rows.map((row) => Array.from({ length: width }, (_, i) => row[i] ?? ""));
  if (random.oneIn(2)) {
    const order = Array.from({ length: width }, (_, i) => i);
    for (let left = 3; left > 0; left--) {
      const [a, b] = [random.below(width), random.below(width)];
      [order[a], order[b]] = [order[b]!, order[a]!];
    }
    changed = changed.map((row) => order.map((i) => row[i]!));
  }
  if (random.oneIn(3)) {
    const at = random.below(width + 1);
    changed = changed.map((row, i) =>
      row.toSpliced(at, 0, i === 0 ? "zzz_note" : random.pick(["", "1", "X;Y"])),
    );
  }
  if (random.oneIn(3))
    changed.splice(
      1 + random.below(changed.length),
      0,
      changed[0]!.map(() => random.pick(["", " "])),
    );
  const sign = random.oneIn(2) ? separator : random.pick(SEPARATORS);
  const style = { end: random.pick(["\r\n", "\n"]), isQuoted: random.oneIn(3) };
  const text = tableText({ rows: changed, separator: sign }, style);
  const isUnicode = isUtf8(bytes);
  const front = random.below(4);
  if (front === 0) return latin1(`sep=${sign}\r\n${text}`);
  return isUnicode && front === 1 ? latin1(`\u00ef\u00bb\u00bf${text}`) : latin1(text);
}

/** The parts of a workbook, packed otherwise: in another order, stored or deflated. */
export function packed(parts: Readonly<Record<string, Uint8Array>>, random: Random): Buffer {
  const names = Object.keys(parts);
  if (random.oneIn(2)) names.reverse();
  const files: Zippable = {};
  for (const name of names) {
    files[name] = [parts[name]!, { level: random.pick([0, 0, 1, 6] as const), mtime: new Date(2000, 0, 1) }];
  }
  return Buffer.from(zipSync(files));
}

export function harmlessWorkbook(bytes: Buffer, random: Random): Buffer {
  const parts = unzipSync(bytes);
  const sheets = Object.keys(parts).filter((name) => /^xl\/(?:worksheets\/sheet|sharedStrings)/.test(name));
  const name = random.pick(sheets);
  const changed = { ...parts, [name]: rewritten(Buffer.from(parts[name]!), ANY_XML, random) };
  return packed(random.oneIn(3) ? { ...changed, "docProps/zzz.xml": latin1("<zzz/>") } : changed, random);
}

/** In another encoding, as programs write it. (Out of a mail the channel for mail takes documents before they are read.) */
function encoded(bytes: Buffer, form: Form, random: Random): Buffer {
  if (form === "workbook" || !isUtf8(bytes) || random.oneIn(3)) return gzipSync(bytes);
  const text = bytes.toString("utf8").replace(/^\ufeff/, "");
  if (random.oneIn(2)) return Buffer.from(`\ufeff${text}`, "utf8");
  const declared =
    form === "xml" ? text.replace(/^(<\?xml[^>]*encoding=)(["'])[\w-]+\2/i, "$1$2UTF-16$2") : text;
  return Buffer.from(`\ufeff${declared}`, "utf16le");
}

/** A document that says the same. */
export function harmlessDocument(bytes: Buffer, form: Form, random: Random): Buffer {
  const changed =
    form === "xml"
      ? rewritten(bytes, PUSH_XML, random)
      : form === "table"
        ? harmlessTable(bytes, random)
        : harmlessWorkbook(bytes, random);
  return random.oneIn(5) ? encoded(changed, form, random) : changed;
}

/** A workbook whose parts `change` has damaged, packed so that they are read. */
export function damagedWorkbook(bytes: Buffer, random: Random, change: (part: Buffer) => Buffer): Buffer {
  try {
    const parts = unzipSync(bytes);
    const name = random.pick(Object.keys(parts));
    return packed({ ...parts, [name]: change(Buffer.from(parts[name]!)) }, random);
  } catch {
    // It is no container any more.
    return bytes;
  }
}

/** What a transmission that was read is. */
export function formOf(bytes: Buffer, syntax: string): Form | null {
  if (syntax === "xml") return "xml";
  if (syntax !== "csv") return null;
  return bytes.toString("latin1", 0, 2) === "PK" ? "workbook" : "table";
}
