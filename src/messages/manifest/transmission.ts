// A manifest as a transmission: text in whatever encoding, or a workbook, made one table and read.
import { isUtf8 } from "node:buffer";
import { TextDecoder } from "node:util";
import type { MessageCode } from "../codes.ts";
import { unknownMessageOf } from "../documents/unknown.ts";
import { FindingCollector, type GivenValues } from "../findings.ts";
import type { ReadMessage } from "../message.ts";
import { findHeader, type Header } from "./detect.ts";
import { MAX_TABLE_BYTES, readManifest } from "./read.ts";
import { readWorkbook, type WorkbookProblem } from "./workbook.ts";
import { MAX_PARTS, MAX_UNPACKED_BYTES } from "./zip.ts";

/** What was read, and the form of it in which the offsets count. */
export type ReadDocument = { readonly messages: ReadMessage[]; readonly content: Buffer };

type Transmitted = {
  readonly bytes: Buffer;
  readonly isOver: boolean;
  /** What it was decoded from before; null where it is as it was delivered. */
  readonly encoding: string | null;
};

/** A table of separated values. */
export function readTable({ bytes, isOver, encoding }: Transmitted): ReadDocument {
  const { content, encoding: own } = tableInUtf8(isOver ? upToLine(bytes) : bytes);
  const header = findHeader(content);
  if (header === null) return unreadable(content, "MF20", {});
  const decoded = own ?? encoding;
  const findings = decoded === null ? [] : [["CONTENT_DECODED", { encoding: decoded }] as const];
  return { messages: [readManifest({ bytes: content, isOver, header, findings })], content };
}

/** A cell torn by the limit is not read: its row would name a person by half a name. */
function upToLine(bytes: Buffer): Buffer {
  const end = bytes.lastIndexOf(0x0a);
  return end < 0 ? bytes : bytes.subarray(0, end + 1);
}

/** Letters of Turkish that in the other Western encoding are Icelandic ones. */
const TURKISH = new Set([0xd0, 0xdd, 0xde, 0xf0, 0xfd, 0xfe]);
/** What no letter of any of these encodings has in it, and what parts values. */
const BETWEEN_VALUES = new Set(Buffer.from(';,|\t\r\n"', "latin1"));

/**
 * The table in UTF-8. Each value that is not, is Windows-1254 where Turkish letters stand in such values, else Windows-1252:
 * a byte that got lost in one row damages no name in another.
 */
export function tableInUtf8(bytes: Buffer): { readonly content: Buffer; readonly encoding: string | null } {
  if (isUtf8(bytes)) return { content: bytes, encoding: null };
  const values = [...valuesIn(bytes)];
  const foreign = values.filter((value) => !isUtf8(value));
  const isTurkish = foreign.some((value) => value.some((byte) => TURKISH.has(byte)));
  const encoding = isTurkish ? "windows-1254" : "windows-1252";
  const decoder = new TextDecoder(encoding);
  const parts = values.map((value) => (isUtf8(value) ? value : Buffer.from(decoder.decode(value), "utf8")));
  return { content: Buffer.concat(parts), encoding };
}

/** Runs of bytes, alternately of values that are not ASCII and of what stands between these. */
function* valuesIn(bytes: Buffer): Generator<Buffer, void, undefined> {
  let from = 0;
  let at = 0;
  while (at < bytes.length) {
    if (bytes[at]! < 0x80) {
      at++;
      continue;
    }
    let start = at;
    while (start > from && !BETWEEN_VALUES.has(bytes[start - 1]!)) start--;
    while (at < bytes.length && !BETWEEN_VALUES.has(bytes[at]!)) at++;
    if (start > from) yield bytes.subarray(from, start);
    yield bytes.subarray(start, at);
    from = at;
  }
  if (from < bytes.length) yield bytes.subarray(from);
}

const COMMA = 0x2c;

/** A workbook: read as the table it stands for; where that cannot be, the bytes are what they are. */
export function readWorkbookTable({ bytes, isOver }: Transmitted): ReadDocument {
  if (isOver) return unreadable(bytes, "MF05", { limit: MAX_TABLE_BYTES });
  const read = readWorkbook(bytes);
  if (typeof read === "string") return unreadable(bytes, ...saidOf(read));
  const content = Buffer.from(read.text, "utf8");
  const header: Header = { separator: COMMA, start: 0 };
  const findings = [["MF27", {}] as const, ...(read.hasLinks ? [["MF21", {}] as const] : [])];
  const { notes } = read;
  return { messages: [readManifest({ bytes: content, isOver, header, findings, notes })], content };
}

function saidOf(problem: WorkbookProblem): readonly [MessageCode, GivenValues] {
  switch (problem) {
    case "macros":
      return ["MF17", {}];
    case "damaged":
      return ["MF18", {}];
    case "too-large":
      return ["MF19", { limit: MAX_UNPACKED_BYTES, most: MAX_PARTS }];
    case "no-persons":
      return ["MF20", {}];
  }
}

function unreadable(content: Buffer, code: MessageCode, values: GivenValues): ReadDocument {
  const findings = new FindingCollector();
  findings.add(code, { segment: 0, tag: null, offset: 0 }, values);
  const message = unknownMessageOf({
    syntax: "csv",
    end: content.length,
    findings: findings.list(),
    control: null,
  });
  return { messages: [message], content };
}
