// Reads a list file of any known format: detects it by its first bytes, never by its name.
import { isUtf8 } from "node:buffer";
import type { CsvMapping, ListFormat } from "../contract.ts";
import { readCanadaXml } from "./canada-xml.ts";
import { readCsvMapped } from "./csv-mapped.ts";
import { readEuCsv } from "./eu-csv.ts";
import { readEuXml } from "./eu-xml.ts";
import { readFtmJson } from "./ftm-json.ts";
import { readInterpolJson } from "./interpol-json.ts";
import { readNdjson } from "./ndjson.ts";
import { readOfacAdvancedXml } from "./ofac-advanced-xml.ts";
import { isOfacCsv, readOfacCsv } from "./ofac-csv.ts";
import { readOfacXml } from "./ofac-xml.ts";
import { refused, type ListReading } from "./reading.ts";
import { readUkCsv } from "./uk-csv.ts";
import { readUkXml } from "./uk-xml.ts";
import { readUnXml } from "./un-xml.ts";

/** No list of persons is larger; a larger file is a mistake or an attack. */
const MOST_BYTES = 512 * 1024 * 1024;

/** What beside the file says how it is read. */
export type ReadingOptions = {
  /** For lists in CSV without a form of their own: which column says what. */
  readonly mapping?: CsvMapping;
};

type FormatReader = {
  readonly format: Exclude<ListFormat, "csv-mapped">;
  /** `start` are the first characters of the text, without what blanks stand before. */
  readonly detects: (start: string) => boolean;
  readonly read: (text: string, bytes: Buffer) => ListReading;
};

const hasRoot = (...roots: readonly string[]): ((start: string) => boolean) => {
  const before = "<\\?[^>]*>|<!--[^>]*-->|<!DOCTYPE[^[>]*(?:\\[[^\\]]*\\]\\s*)?>|\\s";
  const root = new RegExp(`^(?:${before})*<(?:[\\w.-]+:)?(?:${roots.join("|")})[\\s>/]`);
  return (start) => root.test(start);
};

/** A new format is one more line here and one more file beside this. */
const READERS: readonly FormatReader[] = [
  { format: "un-xml", detects: hasRoot("CONSOLIDATED_LIST"), read: (_, bytes) => readUnXml(bytes) },
  { format: "ofac-xml", detects: hasRoot("sdnList"), read: (_, bytes) => readOfacXml(bytes) },
  {
    format: "ofac-advanced-xml",
    detects: hasRoot("Sanctions"),
    read: (_, bytes) => readOfacAdvancedXml(bytes),
  },
  { format: "canada-xml", detects: hasRoot("data-set"), read: (_, bytes) => readCanadaXml(bytes) },
  { format: "eu-xml", detects: hasRoot("export"), read: (_, bytes) => readEuXml(bytes) },
  {
    format: "uk-xml",
    detects: hasRoot("Designations", "ArrayOfFinancialSanctionsTarget"),
    read: (_, bytes) => readUkXml(bytes),
  },
  {
    format: "ftm-json",
    detects: (start) => start.startsWith("{") && /"schema"\s*:\s*"[A-Z]/.test(start),
    read: readFtmJson,
  },
  {
    format: "interpol-json",
    detects: (start) => /^[[{]/.test(start) && /"(?:_embedded|entity_id|forename)"\s*:/.test(start),
    read: readInterpolJson,
  },
  { format: "ndjson", detects: (start) => start.startsWith("{"), read: readNdjson },
  { format: "eu-csv", detects: (start) => /(?:^|[;"\n])Entity_LogicalId[";]/i.test(start), read: readEuCsv },
  { format: "uk-csv", detects: (start) => /(?:^|[,"\n])Name 6[",]/.test(start), read: readUkCsv },
  { format: "ofac-csv", detects: isOfacCsv, read: readOfacCsv },
];

/**
 * Entries with a report on rows, or a refusal that says what is wrong and how to mend it. Never throws: not for bytes
 * that are no text, not for a cut or empty file, not for another format.
 */
export function readList(file: Uint8Array | string, options: ReadingOptions = {}): ListReading {
  if (file.length > MOST_BYTES) return refused("file-too-large", { limit: MOST_BYTES / 1024 / 1024 });
  let text = "";
  if (typeof file === "string") text = file;
  else {
    const kind = PACKED.find(([, begins]) => begins.every((byte, at) => file[at] === byte))?.[0];
    if (kind !== undefined) return refused("packed", { kind });
    if (isUtf16(file)) return refused("utf-16");
    const bytes = bufferOf(file);
    if (!isUtf8(bytes)) {
      const line = lineOfFault(bytes);
      return refused("not-utf8", { line }, { line });
    }
    text = bytes.toString("utf8");
  }
  const start = text
    .slice(0, 4096)
    .replace(/^\uFEFF/, "")
    .trimStart();
  if (start === "") return refused("empty");
  if (options.mapping !== undefined) return readCsvMapped(text, options.mapping);
  const bytes = typeof file === "string" ? Buffer.from(file, "utf8") : bufferOf(file);
  for (const reader of READERS) if (reader.detects(start)) return reader.read(text, bytes);
  const root = /<([A-Za-z_:][\w:.-]*)/.exec(start.replace(/<[?!][^>]*>/g, ""))?.[1];
  if (start.startsWith("<") && root !== undefined) {
    return refused("wrong-root", { root }, { line: 1 });
  }
  return refused("unknown-format");
}

/**
 * The files that make one list put together: those of the OFAC list in CSV, which are published apart. Other files stay
 * as they are.
 */
export function listFilesTogether(files: readonly Uint8Array[]): Uint8Array[] {
  const apart: Uint8Array[] = [];
  const parts: Uint8Array[] = [];
  for (const file of files) {
    const start = Buffer.from(file.subarray(0, 65_536))
      .toString("utf8")
      .replace(/^\uFEFF/, "");
    if (isOfacCsv(start)) parts.push(...(parts.length === 0 ? [] : [Buffer.from("\n")]), file);
    else apart.push(file);
  }
  return parts.length === 0 ? apart : [...apart, Buffer.concat(parts)];
}

function bufferOf(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
}

/** How packed files begin. They are never unpacked: a small one may hold any amount. Tables of Excel are packed, too. */
const PACKED: readonly (readonly [kind: string, begins: readonly number[]])[] = [
  ["ZIP, XLSX", [0x50, 0x4b, 0x03, 0x04]],
  ["gzip", [0x1f, 0x8b]],
  ["bzip2", [0x42, 0x5a, 0x68]],
  ["xz", [0xfd, 0x37, 0x7a, 0x58, 0x5a]],
  ["7z", [0x37, 0x7a, 0xbc, 0xaf]],
  ["zstd", [0x28, 0xb5, 0x2f, 0xfd]],
  ["XLS", [0xd0, 0xcf, 0x11, 0xe0]],
];

/** By its mark, or by the zeros that stand beside Latin letters: as UTF-8 such a text would be valid. */
function isUtf16(bytes: Uint8Array): boolean {
  const [first, second] = [bytes[0] ?? 1, bytes[1] ?? 1];
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) return true;
  return bytes.subarray(0, 4096).includes(0);
}

/** The line in which the first byte stands that is no UTF-8; counts from 1. */
function lineOfFault(bytes: Buffer): number {
  let [line, start] = [1, 0];
  for (;;) {
    const end = bytes.indexOf(10, start);
    if (end < 0 || !isUtf8(bytes.subarray(start, end))) return line;
    [line, start] = [line + 1, end + 1];
  }
}
