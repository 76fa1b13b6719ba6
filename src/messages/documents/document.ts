// Transmissions that are one document (XML, a table): told by their beginning, gathered up to a limit, read whole.
import { isUtf8 } from "node:buffer";
import { TextDecoder } from "node:util";
import type { MessageCode } from "../codes.ts";
import type { GivenValues } from "../findings.ts";
import { findHeader } from "../manifest/detect.ts";
import { MAX_TABLE_BYTES } from "../manifest/read.ts";
import { readTable, readWorkbookTable, type ReadDocument } from "../manifest/transmission.ts";
import { readPnrgovXml } from "../pnrgov-xml/read.ts";

/** What a transmission that is no interchange may be: a push in XML, a table of separated values, a workbook. */
export type DocumentKind = "xml" | "table" | "workbook";

/** Longest document that is read, in bytes, as of EDIFACT; a push for the largest aircraft has three. The rest is skipped with a finding. */
const MAX_XML_BYTES = 8 * 1024 * 1024;

const PUSH_ELEMENT = /<(?:[A-Za-z_][\w.-]*:)?(?:IATA_PNRGOV\w*|PNRs?|FlightLeg|Originator)[\s/>]/i;
const INTERCHANGE = /UN[AB][^A-Za-z0-9\s]/;

/**
 * What a transmission that begins with these bytes (decoded) is; null where it is to be searched for interchanges. XML in
 * whose beginning an interchange stands before anything of a push is a wrapper around EDIFACT.
 */
export function documentKind(start: Buffer): DocumentKind | null {
  if (isWorkbook(start)) return "workbook";
  if (firstByte(start) !== LESS) return findHeader(start) === null ? null : "table";
  const text = start.toString("latin1");
  const push = text.search(PUSH_ELEMENT);
  const interchange = text.search(INTERCHANGE);
  return push >= 0 && (interchange < 0 || push < interchange) ? "xml" : null;
}

const LESS = 0x3c;
/** What begins a ZIP container, and an old (or encrypted) workbook. */
const CONTAINERS = [Buffer.from("PK\u0003\u0004", "latin1"), Buffer.from("d0cf11e0a1b11ae1", "hex")];

/** Whether a transmission begins as a workbook does: nothing in it is to be decoded or searched. */
function isWorkbook(start: Buffer): boolean {
  return CONTAINERS.some((mark) => start[0] === mark[0] && start.subarray(0, mark.length).equals(mark));
}

/** The first byte that shows, after a byte order mark. */
function firstByte(start: Buffer): number | undefined {
  let p = start[0] === 0xef && start[1] === 0xbb && start[2] === 0xbf ? 3 : 0;
  while (p < start.length && start[p]! <= 0x20) p++;
  return start[p];
}

/** Gathers a document as it arrives; nothing beyond the limit is kept. */
export class Document {
  /** What the transmission was decoded from; null where it is as it was delivered. */
  readonly #encoding: string | null;
  readonly #kind: DocumentKind;
  readonly #limit: number;
  #chunks: Uint8Array[] = [];
  #bytes = 0;
  #isOver = false;

  constructor(kind: DocumentKind, encoding: string | null) {
    this.#kind = kind;
    this.#limit = kind === "xml" ? MAX_XML_BYTES : MAX_TABLE_BYTES;
    this.#encoding = encoding;
  }

  /** Takes the next bytes, which are copied unless `isOwn`. */
  push(chunk: Uint8Array, isOwn: boolean): void {
    const room = this.#limit - this.#bytes;
    this.#isOver ||= chunk.length > room;
    if (room === 0 || chunk.length === 0) return;
    const taken = chunk.length > room ? chunk.subarray(0, room) : chunk;
    this.#chunks.push(isOwn ? taken : Buffer.from(taken));
    this.#bytes += taken.length;
  }

  /**
   * The messages of the whole document, and the form of it in which their offsets count. Of more than `messagesMax` none is
   * read.
   */
  end(messagesMax = Number.POSITIVE_INFINITY): ReadDocument {
    const bytes = Buffer.concat(this.#chunks);
    this.#chunks = [];
    const about = { bytes, isOver: this.#isOver, encoding: this.#encoding };
    if (this.#kind === "table") return readTable(about);
    return this.#kind === "workbook" ? readWorkbookTable(about) : this.#xml(bytes, messagesMax);
  }

  #xml(bytes: Buffer, messagesMax: number): ReadDocument {
    const { content, encoding } = inUtf8(bytes);
    const decoded = encoding ?? this.#encoding;
    const findings: (readonly [MessageCode, GivenValues, number])[] = [];
    if (decoded !== null) findings.push(["CONTENT_DECODED", { encoding: decoded }, 0]);
    const wrong = wrongEncoding(content);
    if (wrong !== null) findings.push(["XML06", { declared: wrong.declared }, wrong.at]);
    const xml = { bytes: content, isOver: this.#isOver, limit: MAX_XML_BYTES, messagesMax, findings };
    return { messages: readPnrgovXml(xml), content };
  }
}

const DECLARATION =
  /^(?:\u00ef\u00bb\u00bf)?\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z][\w.:-]{0,40})["']/;

function declaredEncoding(bytes: Buffer): string | null {
  return DECLARATION.exec(bytes.toString("latin1", 0, 300))?.[1]?.toLowerCase() ?? null;
}

/** Read value by value: UTF-8 where it is that, else Windows-1252. */
const LATIN = /^(?:utf-?8|(?:us-)?ascii|iso[-_]8859-1|latin-?1|windows-1252|cp1252|utf-16.*)$/;

/** The content in UTF-8, where another single-byte encoding is declared and the bytes are not UTF-8 all the same. */
function inUtf8(bytes: Buffer): { readonly content: Buffer; readonly encoding: string | null } {
  const declared = declaredEncoding(bytes);
  if (declared === null || LATIN.test(declared) || isUtf8(bytes)) return { content: bytes, encoding: null };
  const decoder = decoderOf(declared);
  if (decoder === null) return { content: bytes, encoding: null };
  return { content: Buffer.from(decoder.decode(bytes), "utf8"), encoding: declared };
}

function decoderOf(label: string): TextDecoder | null {
  try {
    const decoder = new TextDecoder(label);
    return decoder.encoding.startsWith("utf") ? null : decoder;
  } catch (problem) {
    if (problem instanceof RangeError) return null;
    throw problem;
  }
}

/** Where the bytes are not what the document declares; null where they are, or are ASCII. */
function wrongEncoding(bytes: Buffer): { readonly declared: string; readonly at: number } | null {
  const declared = declaredEncoding(bytes) ?? "utf-8";
  const isUnicode = /^utf-?8$/.test(declared);
  if (isUtf8(bytes)) return null;
  if (!isUnicode && /^(?:iso[-_]8859|latin|windows|cp)/.test(declared)) return null;
  return { declared, at: firstNotUtf8(bytes) };
}

/** Where the first byte stands that is no part of a UTF-8 character. */
function firstNotUtf8(bytes: Buffer): number {
  let p = 0;
  while (p < bytes.length) {
    const byte = bytes[p]!;
    const width = byte < 0x80 ? 1 : byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
    if (width > 1 && !isUtf8(bytes.subarray(p, p + width))) return p;
    p += width;
  }
  return p;
}
