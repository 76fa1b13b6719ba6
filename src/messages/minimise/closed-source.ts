// What is kept of a message's source says no word that the message as kept does not say: a word that nothing reads, wherever in
// a segment it stands, is cut like a segment that nothing reads.
import type { Cut, ReadMessage } from "../message.ts";
import { XML_NAMES } from "../pnrgov-xml/xml-names.ts";
import { inOrder } from "./filter.ts";

/** Codes have fewer letters in a row (`filter.ts` keeps those). */
const shortestWord = 6;
/** Stand glued behind given names and go into a field of their own. */
const glued = /(?:MRS?|MS|MISS|MSTR|MASTER|DR|PROF|CHD|INF|ADT)$/;

const isLetter = (byte: number): boolean =>
  (byte >= 0x41 && byte <= 0x5a) || (byte >= 0x61 && byte <= 0x7a) || byte >= 0x80;

/**
 * The cuts of a message of EDIFACT with those of every word of six letters or more, and every word beyond ASCII, that stands in
 * `source` and in nothing that is kept of the message (PNRD-6.1: the residue of listed segments).
 */
export function cutsOfSource(message: ReadMessage, source: Uint8Array): readonly Cut[] {
  if (message.syntax === "xml") return inOrder([...message.cuts, ...cutsOfMarkup(message, source)]);
  if (message.syntax !== "edifact") return message.cuts;
  const known = wordsOf([message.passengerList, message.bookings, message.envelope?.type, message.control]);
  const more: Cut[] = [];
  let next = 0;
  for (let p = message.start; p < message.end; p++) {
    const cut = message.cuts[next];
    if (cut !== undefined && p >= cut.start) {
      p = Math.max(p, cut.end - 1);
      next++;
      continue;
    }
    if (!isLetter(source[p]!)) continue;
    const start = p;
    const limit = Math.min(message.end, message.cuts[next]?.start ?? message.end);
    while (p < limit && isLetter(source[p]!)) p++;
    if (p - start >= shortestWord && !isKnown(known, textOf(source, start, p))) {
      more.push({ start, end: p, reason: "not-admitted" });
    }
    p--;
  }
  return more.length === 0 ? message.cuts : inOrder([...message.cuts, ...more]);
}

/** Comments, instructions, and names of elements and attributes that no PNRGOV has: the readers see to all between them. */
function cutsOfMarkup({ start, end }: ReadMessage, source: Uint8Array): Cut[] {
  const text = Buffer.from(source.buffer, source.byteOffset + start, end - start).toString("latin1");
  const cuts: Cut[] = [];
  const cut = (from: number, to: number): void => {
    if (to > from) cuts.push({ start: start + from, end: start + to, reason: "not-admitted" });
  };
  for (const { 0: markup, index } of text.matchAll(/<!--[^]*?-->|<\?[^]*?\?>|<[^<>]*>/g)) {
    if (markup.startsWith("<!--")) cut(index + 4, index + markup.length - 3);
    else if (markup.startsWith("<?")) cut(index + 2, index + markup.length - 2);
    else {
      for (const name of markup.matchAll(/(?<=<\/?|\s)(?:[\w.-]+:)?([\w.-]{6,})(?=[\s/>]|\s*=)/g)) {
        if (
          isInValue(markup, name.index) ||
          XML_NAMES.has((name[1] ?? "").replace(/[_-]/g, "").toLowerCase())
        )
          continue;
        cut(index + name.index, index + name.index + name[0].length);
      }
    }
  }
  return cuts;
}

/** Whether a position of a tag lies in the value of an attribute. */
function isInValue(markup: string, at: number): boolean {
  let open = "";
  for (let i = 0; i < at; i++) {
    const letter = markup[i]!;
    if (open === "" && (letter === '"' || letter === "'")) open = letter;
    else if (letter === open) open = "";
  }
  return open !== "";
}

function isKnown(known: ReadonlySet<string>, word: string): boolean {
  if (known.has(word)) return true;
  const title = glued.exec(word);
  return title !== null && known.has(word.slice(0, title.index));
}

const textOf = (source: Uint8Array, start: number, end: number): string =>
  Buffer.from(source.buffer, source.byteOffset + start, end - start)
    .toString("latin1")
    .replace(/[a-z]+/g, (letters) => letters.toUpperCase());

/** Every word of the values, in capitals, as its bytes are in both encodings that messages come in. */
function wordsOf(values: unknown): ReadonlySet<string> {
  const words = new Set<string>();
  const visit = (value: unknown): void => {
    if (typeof value === "string") {
      for (const [word] of value.matchAll(/\p{L}[\p{L}\p{M}]*/gu)) {
        for (const encoding of ["utf8", "latin1"] as const) {
          const bytes = Buffer.from(word, encoding);
          words.add(textOf(bytes, 0, bytes.length));
        }
      }
    } else if (typeof value === "object" && value !== null)
      for (const each of Object.values(value)) visit(each);
  };
  visit(values);
  return words;
}
