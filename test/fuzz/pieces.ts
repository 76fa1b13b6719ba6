// A transmission laid out as segments, so that mutations can take hold of whole ones: found by the service characters alone.
import type { ReadMessage } from "#messages";
import { tokensOf } from "./documents.ts";
import type { Form } from "./documents.ts";

type Characters = ReadMessage["characters"];

/** The bytes of a segment with its terminator and the line breaks behind it; `tag` is "" before the first UNB. */
export type Piece = {
  readonly start: number;
  readonly end: number;
  readonly tag: string;
  /** It carries a person: changing it may change who is read. */
  readonly personal: boolean;
};

const PERSON = /^NAD[^A-Z](?:FL|FM|DDU|DDT|VW|CPE|ZZZ)\b/;
/** What may follow NAD of a person, and TIF of a PNR, and belongs to the person. */
const OF_LISTED = new Set(["ATT", "DTM", "MEA", "GEI", "FTX", "LOC", "COM", "EMP", "NAT", "RFF", "DOC"]);
const OF_BOOKED = new Set([
  "FTI",
  "IFT",
  "REF",
  "EBD",
  "FAR",
  "SSR",
  "ADD",
  "TKT",
  "MON",
  "PTK",
  "TXD",
  "FOP",
  "DAT",
]);

/** A document cut into what mutations take hold of: tags and texts, elements, rows, cells. */
export function piecesOfDocument(bytes: Buffer, form: Form): Piece[] {
  const text = bytes.toString("latin1");
  if (form === "table")
    return spans(text.match(/[^\n]*\n|[^\n]+/g) ?? []).concat(
      spans(text.match(/[^;,|\t\n]*[;,|\t\n]/g) ?? []),
    );
  if (form !== "xml") return [];
  const tokens = spans(tokensOf(text));
  return [...tokens, ...elements(text, tokens)];
}

function spans(texts: readonly string[]): Piece[] {
  let at = 0;
  return texts.map((text) => {
    at += text.length;
    return { start: at - text.length, end: at, tag: "", personal: false };
  });
}

/** Whole elements, from the tag that opens to the one that closes. */
function elements(text: string, tokens: readonly Piece[]): Piece[] {
  const open: Piece[] = [];
  const found: Piece[] = [];
  for (const piece of tokens) {
    if (text[piece.start] !== "<" || /[?!]/.test(text[piece.start + 1] ?? "")) continue;
    if (text[piece.start + 1] === "/") {
      const begun = open.pop();
      if (begun !== undefined) found.push({ ...begun, end: piece.end });
    } else if (text[piece.end - 2] !== "/") open.push(piece);
  }
  return found;
}

/** Cuts a transmission after each terminator that is not released. */
export function piecesOf(bytes: Buffer, characters: Characters): Piece[] {
  const pieces: Piece[] = [];
  let open: ReadonlySet<string> | null = null;
  for (let start = 0; start < bytes.length;) {
    const end = pieceEnd(bytes, start, characters);
    const text = bytes.toString("latin1", start, Math.min(end, start + 16)).replace(/[\r\n]/g, "");
    const tag = /^(?:UNA|[A-Z][A-Z0-9]{2}(?=[^A-Za-z0-9]))/.exec(text)?.[0] ?? "";
    const opens = tag === "TIF" ? OF_BOOKED : PERSON.test(text) ? OF_LISTED : null;
    if (opens !== null) open = opens;
    else if (open !== null && !open.has(tag)) open = null;
    pieces.push({ start, end, tag, personal: open !== null || tag === "SSR" || tag === "PDT" });
    start = end;
  }
  return pieces;
}

function pieceEnd(bytes: Buffer, from: number, { release, terminator }: Characters): number {
  let p = from;
  // UNA states the terminator: it is no end there.
  if (bytes.toString("latin1", p, p + 3) === "UNA") p = Math.min(bytes.length, p + 9);
  else {
    for (; p < bytes.length; p++) {
      if (bytes[p] === release) p++;
      else if (bytes[p] === terminator) break;
    }
    p = Math.min(bytes.length, p + 1);
  }
  while (p < bytes.length && (bytes[p] === 0x0d || bytes[p] === 0x0a)) p++;
  return p;
}
